// Reading a rulebook: what is good is read whole, and every way to be wrong is refused with document and line.
#include <gtest/gtest.h>

#include "tests/policies/edited.h"
#include "tests/policies/kit.h"

namespace katiwala::policies::rulebook_test {
namespace {

constexpr ParameterSchema kParameters[] = {{"months", ParameterType::integer},
                                           {"strict", ParameterType::flag},
                                           {"word", ParameterType::text},
                                           {"limit", ParameterType::amount},
                                           {"words", ParameterType::list},
                                           {"hours", ParameterType::hours, true}};
const Rule kFirst{"R90", kParameters, [](const Matter&) { return silent(); }};
const Rule kSecond{"R91", {}, [](const Matter&) { return silent(); }};
const Rule* const kRules[] = {&kFirst, &kSecond};

constexpr std::string_view kGood = R"(+++ book.toml
schema = 1
[rulebook]
version = "2026.1"

[rules.R90]
title = "A rule of the tests"
citation = "D"
confidence = "M"
source = "design"
signed_off = "nobody, 2026-01-05"
confidential = true
[rules.R90.parameters]
months = 12
strict = true
word = "MAR_1"
limit = "50000.00 PHP"
words = ["a", "b"]

[rules.R91]
title = "Another"
citation = "RA 0"
confidence = "H"
source = "law"
+++ calendar.toml
schema = 1
year = 2026
source = "Proclamation of the tests"
confidence = "K"
basis = "Invented."
[[holiday]]
date = "2026-12-25"
kind = "regular"
name = "Christmas Day"
[[holiday]]
date = "2026-12-24"
kind = "special"
name = "Christmas Eve"
)";

std::string edited(std::string_view from, std::string_view to) { return kit::edited(std::string(kGood), from, to); }

TEST(Rulebook, GoodIsReadWhole) {
  const auto book = Rulebook::parse(kGood, kRules);
  ASSERT_TRUE(book.ok()) << book.refusal().message << " " << book.refusal().place;
  EXPECT_EQ(book->version(), "2026.1");
  EXPECT_EQ(book->integer("R90", "months"), 12);
  EXPECT_TRUE(book->flag("R90", "strict"));
  EXPECT_EQ(book->text("R90", "word"), "MAR_1");
  EXPECT_EQ(book->amount("R90", "limit"), kit::money("50000.00 PHP"));
  EXPECT_EQ(book->list("R90", "words"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(book->has("R90", "months"));
  EXPECT_FALSE(book->has("R90", "years"));
  EXPECT_FALSE(book->has("R92", "months"));
  ASSERT_NE(book->rule("R90"), nullptr);
  EXPECT_EQ(book->rule("R90")->confidence, Confidence::medium);
  EXPECT_EQ(book->rule("R90")->source, Source::design);
  EXPECT_EQ(book->rule("R90")->signed_off, "nobody, 2026-01-05");
  EXPECT_EQ(book->rule("R90")->audience, Audience::compliance);  // as books of the first revision say it
  EXPECT_EQ(book->rule("R91")->audience, Audience::everyone);
  EXPECT_EQ(book->rule("R91")->signed_off, "");
  EXPECT_EQ(book->rule("R92"), nullptr);
  EXPECT_EQ(book->rules().size(), 2U);
  EXPECT_FALSE(*book->calendar().is_working_day(kit::day("2026-12-24")));
  EXPECT_TRUE(*book->calendar().is_working_day(kit::day("2026-12-23")));
}

TEST(Rulebook, SaysForWhomARulesReasonsAre) {
  const struct {
    std::string_view line;
    Audience expected;
  } kCases[] = {
      {"audience = \"everyone\"", Audience::everyone}, {"audience = \"staff\"", Audience::staff},
      {"audience = \"compliance\"", Audience::compliance}, {"confidential = false", Audience::everyone},
  };
  for (const auto& c : kCases) {
    const auto book = Rulebook::parse(edited("confidential = true", c.line), kRules);
    ASSERT_TRUE(book.ok()) << c.line;
    EXPECT_EQ(book->rule("R90")->audience, c.expected) << c.line;
  }
}

struct Wrong {
  std::string_view from, to, code, place;
};
constexpr Wrong kWrong[] = {
    // the bundle
    {"+++ book.toml\n", "", "RULEBOOK_SYNTAX", "bundle:1"},
    {"+++ book.toml", "+++ Book.toml", "RULEBOOK_SYNTAX", "bundle:1"},
    {"+++ book.toml", "+++ ", "RULEBOOK_SYNTAX", "bundle:1"},
    {"+++ calendar.toml", "+++ book.toml", "RULEBOOK_SYNTAX", "bundle:25"},
    {kGood, "", "RULEBOOK_SYNTAX", "bundle:1"},
    // the document
    {"schema = 1\n[rulebook]", "[rulebook]", "RULEBOOK_MISSING", "book.toml:1"},
    {"schema = 1\n[rulebook]", "schema = 2\n[rulebook]", "RULEBOOK_TYPE", "book.toml:1"},
    {"schema = 1\n[rulebook]", "schema = \"1\"\n[rulebook]", "RULEBOOK_TYPE", "book.toml:1"},
    {"schema = 1\n[rulebook]", "schema = 1\nscheme = 1\n[rulebook]", "RULEBOOK_UNKNOWN_KEY", "book.toml:2"},
    {"version = \"2026.1\"", "", "RULEBOOK_MISSING", "book.toml:2"},
    {"version = \"2026.1\"", "version = \" \"", "RULEBOOK_MISSING", "book.toml:3"},
    {"version = \"2026.1\"", "version = 2026", "RULEBOOK_TYPE", "book.toml:3"},
    {"version = \"2026.1\"", "version = \"2026.1\"\nof = \"x\"", "RULEBOOK_UNKNOWN_KEY", "book.toml:4"},
    {"version = \"2026.1\"", "version = \"2026.1\"\nversion = \"2026.2\"", "RULEBOOK_SYNTAX", "book.toml:4"},
    {"version = \"2026.1\"", "version = ", "RULEBOOK_SYNTAX", "book.toml:3"},
    // a rule
    {"[rules.R91]", "[rules.R92]", "RULEBOOK_UNKNOWN_RULE", "book.toml:19"},
    {"[rules.R91]", "[rules.R90]", "RULEBOOK_SYNTAX", "book.toml:19"},
    {"[rules.R91]\ntitle = \"Another\"\ncitation = \"RA 0\"\nconfidence = \"H\"\nsource = \"law\"\n", "", "RULEBOOK_MISSING", "book.toml:5"},
    {"title = \"Another\"\n", "", "RULEBOOK_MISSING", "book.toml:19"},
    {"citation = \"RA 0\"\n", "", "RULEBOOK_MISSING", "book.toml:19"},
    {"citation = \"RA 0\"", "citation = \"\"", "RULEBOOK_MISSING", "book.toml:21"},
    {"confidence = \"H\"\n", "", "RULEBOOK_MISSING", "book.toml:19"},
    {"confidence = \"H\"", "confidence = \"L\"", "RULEBOOK_TYPE", "book.toml:22"},
    {"source = \"law\"\n", "", "RULEBOOK_MISSING", "book.toml:19"},
    {"source = \"law\"", "source = \"custom\"", "RULEBOOK_TYPE", "book.toml:23"},
    {"source = \"law\"", "source = \"law\"\nsigned_off = true", "RULEBOOK_TYPE", "book.toml:24"},
    {"confidential = true", "confidential = \"yes\"", "RULEBOOK_TYPE", "book.toml:11"},
    {"confidential = true", "audience = \"guardian\"", "RULEBOOK_TYPE", "book.toml:11"},
    {"confidential = true", "audience = \"staff\"\nconfidential = true", "RULEBOOK_UNKNOWN_KEY", "book.toml:12"},
    {"confidential = true", "secret = true", "RULEBOOK_UNKNOWN_KEY", "book.toml:11"},
    // a parameter
    {"[rules.R90.parameters]\n", "", "RULEBOOK_MISSING", "book.toml:5"},
    {"months = 12\n", "", "RULEBOOK_MISSING", "book.toml:12"},
    {"months = 12", "months = \"12\"", "RULEBOOK_TYPE", "book.toml:13"},
    {"months = 12", "months = 12.5", "RULEBOOK_TYPE", "book.toml:13"},
    {"months = 12", "months = 12\nyears = 1", "RULEBOOK_UNKNOWN_KEY", "book.toml:14"},
    {"strict = true", "strict = 1", "RULEBOOK_TYPE", "book.toml:14"},
    {"word = \"MAR_1\"", "word = 1", "RULEBOOK_TYPE", "book.toml:15"},
    {"limit = \"50000.00 PHP\"", "limit = 50000", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit = \"50000.00 PHP\"", "limit = \"50000 PHP\"", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit = \"50000.00 PHP\"", "limit = \"50000.00\"", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit = \"50000.00 PHP\"", "limit = \"50000.00 XXX\"", "RULEBOOK_TYPE", "book.toml:16"},
    {"words = [\"a\", \"b\"]", "words = [\"a\", 1]", "RULEBOOK_TYPE", "book.toml:17"},
    {"words = [\"a\", \"b\"]", "words = \"a\"", "RULEBOOK_TYPE", "book.toml:17"},
    {"limit =", "hours = \"09:00\"\nlimit =", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit =", "hours = []\nlimit =", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit =", "hours = [900]\nlimit =", "RULEBOOK_TYPE", "book.toml:16"},
    {"limit =", "hours = [\"09:00\", \"09:00\"]\nlimit =", "RULEBOOK_TYPE", "book.toml:16"},
    {"source = \"law\"", "source = \"law\"\n[rules.R91.parameters]\nmonths = 1", "RULEBOOK_UNKNOWN_KEY", "book.toml:25"},
    // a calendar
    {"schema = 1\nyear", "year", "RULEBOOK_MISSING", "calendar.toml:1"},
    {"year = 2026", "year = 0", "RULEBOOK_TYPE", "calendar.toml:2"},
    {"year = 2026", "year = 2025", "CALENDAR_MALFORMED", "calendar:2025"},
    {"confidence = \"K\"", "confidence = \"sure\"", "RULEBOOK_TYPE", "calendar.toml:4"},
    {"basis = \"Invented.\"\n", "", "RULEBOOK_MISSING", "calendar.toml:1"},
    {"date = \"2026-12-25\"", "date = \"2026-12-32\"", "RULEBOOK_TYPE", "calendar.toml:7"},
    {"date = \"2026-12-25\"", "date = 2026-12-25", "RULEBOOK_TYPE", "calendar.toml:7"},
    {"date = \"2026-12-25\"", "date = \"2026-12-24\"", "CALENDAR_MALFORMED", "calendar:2026"},
    {"kind = \"special\"", "kind = \"working\"", "RULEBOOK_TYPE", "calendar.toml:12"},
    {"name = \"Christmas Eve\"", "name = \"Christmas Eve\"\nnote = \"\"", "RULEBOOK_UNKNOWN_KEY", "calendar.toml:14"},
    {"+++ calendar.toml", "+++ a.toml\nschema = 1\nyear = 2026\nsource = \"s\"\nconfidence = \"K\"\nbasis = \"b\"\nholiday = []\n+++ b.toml",
     "CALENDAR_MALFORMED", "calendar:2026"},
};

TEST(Rulebook, EveryWrongIsRefusedWithItsLine) {
  for (const Wrong& wrong : kWrong) {
    const auto book = Rulebook::parse(edited(wrong.from, wrong.to), kRules);
    const std::string what = std::string(wrong.from).substr(0, 60) + " -> " + std::string(wrong.to).substr(0, 60);
    ASSERT_FALSE(book.ok()) << what;
    EXPECT_EQ(name_of(book.refusal().code), wrong.code) << what << ": " << book.refusal().message;
    EXPECT_EQ(book.refusal().place, wrong.place) << what << ": " << book.refusal().message;
  }
}

TEST(Rulebook, BundleGivesBackItsDocuments) {
  const std::vector<Document> documents{{"a.toml", "x = 1\n"}, {"b-2.toml", "y = 2"}};
  const auto split = split_bundle(bundle(documents));
  ASSERT_TRUE(split.ok());
  ASSERT_EQ(split->size(), 2U);
  EXPECT_EQ((*split)[0].text, "x = 1\n");
  EXPECT_EQ((*split)[1].name, "b-2.toml");
  EXPECT_EQ((*split)[1].text, "y = 2\n");
}

/// One that came later may be absent, and is then not asked for; one that is there is read as strictly as any.
TEST(Rulebook, AParameterThatCameLaterMayBeAbsent) {
  const auto without = Rulebook::parse(kGood, kRules);
  ASSERT_TRUE(without.ok());
  EXPECT_FALSE(without->has("R90", "hours"));
  const auto with = Rulebook::parse(edited("limit =", "hours = [\"09:00\", \"15:30\"]\nlimit ="), kRules);
  ASSERT_TRUE(with.ok()) << with.refusal().message;
  EXPECT_EQ(with->list("R90", "hours"), (std::vector<std::string>{"09:00", "15:30"}));
}

TEST(RulebookDeath, AParameterThatNoSchemaHasHalts) {
  const auto book = Rulebook::parse(kGood, kRules);
  ASSERT_TRUE(book.ok());
  EXPECT_DEATH((void)book->integer("R90", "years"), "schema");
  EXPECT_DEATH((void)book->integer("R90", "word"), "schema");
}

TEST(Rulebook, TheShippedOneIsReadByTheProgramsRules) {
  const auto book = Rulebook::parse(kit::shipped_bundle());
  ASSERT_TRUE(book.ok()) << book.refusal().message << " " << book.refusal().place;
  EXPECT_EQ(book->rules().size(), all_rules().size());
}

TEST(Rules, AscendWithoutGapsInTheList) {
  ASSERT_FALSE(all_rules().empty());
  for (std::size_t i = 1; i < all_rules().size(); ++i) EXPECT_LT(all_rules()[i - 1]->id, all_rules()[i]->id);
}

}  // namespace
}  // namespace katiwala::policies::rulebook_test
