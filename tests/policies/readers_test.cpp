// What is read strictly, to the letter: names at their longest, years and words at their bounds, lines that are named, marks that are kept.
#include <gtest/gtest.h>

#include "policies/calendar_parse.h"
#include "policies/predicate_crimes.h"
#include "policies/rulebook_view.h"
#include "policies/toml_table.h"
#include "policies/words.h"
#include "tests/policies/edited.h"
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::readers_test {
namespace {

/// "", or "RULEBOOK_TYPE w:2".
template <class T>
std::string refused(const Result<T>& read) {
  return read.ok() ? "" : std::string(name_of(read.refusal().code)) + " " + read.refusal().place;
}

// -- bundles

TEST(Readers, ADocumentsNameHasOneTo64OfItsSigns) {
  const struct {
    std::string name;
    const char* says;
  } cases[] = {
      {std::string(64, 'a'), ""},       {std::string(65, 'a'), "RULEBOOK_SYNTAX bundle:1"},
      {"az09.-_", ""},                  {"{", "RULEBOOK_SYNTAX bundle:1"},
      {"`", "RULEBOOK_SYNTAX bundle:1"}, {":", "RULEBOOK_SYNTAX bundle:1"},
      {"/", "RULEBOOK_SYNTAX bundle:1"}, {"z", ""},
      {"9", ""},                        {"a b", "RULEBOOK_SYNTAX bundle:1"},
  };
  for (const auto& c : cases) EXPECT_EQ(refused(split_bundle("+++ " + c.name + "\nx = 1\n")), c.says) << c.name;
}

TEST(Readers, ABundleMayEndWithoutANewline) {
  const auto split = split_bundle("+++ a\nx = 1\n+++ bc");
  ASSERT_TRUE(split.ok());
  ASSERT_EQ(split->size(), 2U);
  EXPECT_EQ((*split)[1].name, "bc");
  EXPECT_EQ((*split)[1].text, "");
}

TEST(Readers, ABundleSaysWhatIsWrongWithAName) {
  const auto twice = split_bundle("+++ a\n+++ a\n"), none = split_bundle("+++ A\n");
  ASSERT_FALSE(twice.ok() || none.ok());
  EXPECT_NE(twice.refusal().message.find("Two documents"), std::string::npos) << twice.refusal().message;
  EXPECT_EQ(none.refusal().message.find("Two documents"), std::string::npos) << none.refusal().message;
}

// -- TOML

TEST(Readers, ATableOfAListHasTheLineOfItsOwnHead) {
  const auto read = parse_toml("d", "[[row]]\n\nb = 1\na = 2\n[[row]]\n\n\na = 3\n");
  ASSERT_TRUE(read.ok());
  const std::string document = "d";
  TomlTable top(document, *read);
  auto rows = top.tables("row");
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(refused((*rows)[0].integer("c")), "RULEBOOK_MISSING d:1");
  EXPECT_EQ(refused((*rows)[0].text("a")), "RULEBOOK_TYPE d:4");
  EXPECT_EQ(refused((*rows)[1].integer("c")), "RULEBOOK_MISSING d:5");
  EXPECT_EQ(refused((*rows)[1].text("a")), "RULEBOOK_TYPE d:8");
}

TEST(Readers, ATableIsWhereItIsFirstNamed) {
  const auto read = parse_toml("d", "x = 1\n[a.b]\ny = 1\n[a]\nz = 2\n");
  ASSERT_TRUE(read.ok());
  const std::string document = "d";
  TomlTable top(document, *read);
  auto a = top.table("a");
  ASSERT_TRUE(a.ok());
  EXPECT_EQ(refused(a->integer("none")), "RULEBOOK_MISSING d:2");
  EXPECT_EQ(refused(a->text("z")), "RULEBOOK_TYPE d:5");
  EXPECT_EQ(refused(top.integer("none")), "RULEBOOK_MISSING d:1");
}

TEST(Readers, ADocumentThatBeginsLaterBeginsOnLineOne) {
  const auto read = parse_toml("d", "\n\nx = 1\n");
  ASSERT_TRUE(read.ok());
  const std::string document = "d";
  TomlTable top(document, *read);
  EXPECT_EQ(refused(top.integer("y")), "RULEBOOK_MISSING d:1");
}

TEST(Readers, AWordOfAListIsRefusedWithTheWholeList) {
  const auto read = parse_toml("d", "kind = \"working\"\n");
  ASSERT_TRUE(read.ok());
  const std::string document = "d";
  TomlTable top(document, *read);
  const auto kind = top.one_of("kind", {"regular", "special"});
  ASSERT_FALSE(kind.ok());
  EXPECT_EQ(kind.refusal().message, "The key \"kind\" must be one of \"regular\" \"special\".");
}

// -- calendars

constexpr std::string_view kCalendar = R"(schema = 1
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

TEST(Readers, AHolidayIsRegularOrSpecial) {
  const auto year = parse_calendar({"c", std::string(kCalendar)});
  ASSERT_TRUE(year.ok());
  ASSERT_EQ(year->holidays.size(), 2U);
  EXPECT_EQ(year->year, 2026);
  EXPECT_TRUE(year->holidays[0].regular);
  EXPECT_EQ(year->holidays[0].date, day("2026-12-25"));
  EXPECT_EQ(year->holidays[0].name, "Christmas Day");
  EXPECT_FALSE(year->holidays[1].regular);
}

TEST(Readers, ACalendarIsReadToTheLetter) {
  const struct {
    const char *from, *to, *says;
  } cases[] = {
      {"year = 2026", "year = 1", ""},
      {"year = 2026", "year = 0", "RULEBOOK_TYPE c:2"},
      {"year = 2026", "year = 9999", ""},
      {"year = 2026", "year = 10000", "RULEBOOK_TYPE c:2"},
      {"year = 2026", "year = 2026\nnote = 1", "RULEBOOK_UNKNOWN_KEY c:3"},
      {"kind = \"special\"\n", "", "RULEBOOK_MISSING c:10"},
      {"kind = \"regular\"\n", "", "RULEBOOK_MISSING c:6"},
  };
  for (const auto& c : cases) EXPECT_EQ(refused(parse_calendar({"c", kit::edited(std::string(kCalendar), c.from, c.to)})), c.says) << c.to;
}

// -- predicate crimes and catalogues of words

TEST(Readers, ACountryIsTwoCapitals) {
  const std::string good =
      "schema = 1\nsource = \"s\"\nbasis = \"b\"\ncountries = 1\n[[row]]\ncountry = \"US\"\nname = \"n\"\napproach = \"all_crimes\"\n";
  const struct {
    const char *from, *to, *says;
  } cases[] = {
      {"US", "ZZ", ""},
      {"US", "AA", ""},
      {"US", "Us", "RULEBOOK_TYPE p:6"},
      {"US", "uS", "RULEBOOK_TYPE p:6"},
      {"US", "us", "RULEBOOK_TYPE p:6"},
      {"US", "U1", "RULEBOOK_TYPE p:6"},
      {"US", "U", "RULEBOOK_TYPE p:6"},
      {"countries = 1", "countries = 1\nnote = 1", "RULEBOOK_UNKNOWN_KEY p:5"},
  };
  for (const auto& c : cases) EXPECT_EQ(refused(PredicateCrimes::parse("p", kit::edited(good, c.from, c.to))), c.says) << c.to;
}

TEST(Readers, ALanguageIsTwoOrThreeSmallLetters) {
  const std::string good = "schema = 1\nlanguage = \"fil\"\nname = \"Filipino\"\n[words]\n";
  for (const auto& [language, says] : {std::pair{"fil", ""}, std::pair{"az", ""}, std::pair{"f", "RULEBOOK_TYPE w:2"}, std::pair{"fili", "RULEBOOK_TYPE w:2"},
                                       std::pair{"FIL", "RULEBOOK_TYPE w:2"}, std::pair{"f1l", "RULEBOOK_TYPE w:2"}, std::pair{"FI", "RULEBOOK_TYPE w:2"}})
    EXPECT_EQ(refused(Catalogue::parse("w", kit::edited(good, "\"fil\"", "\"" + std::string(language) + "\""))), says) << language;
}

// -- the rulebook as it is shown

TEST(Readers, WhatIsShownIsQuotedAsItIsWritten) {
  const Rulebook book = shipped({{"settle_roll = \"FOLLOWING\"", "settle_roll = \"a \\\"b\\\" \\\\ c\""}});
  const auto shown = parameters_of(book, *find_rule("R03"));
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].value, "\"a \\\"b\\\" \\\\ c\"");
}

TEST(Readers, ARemarkBeginsOutsideOfQuotes) {
  const auto remarks = remarks_of(
      "[rules.R20.parameters]\n"
      "word = \"a \\\" # b\" #said close\n"
      "slash = \"\\\\\" # after a slash\n"
      "bare = 1 # a \\# b\n"
      "# gone = 1 # nor this\n"
      "#gone = 2 # nor this\n"
      "no remark at all\n");
  EXPECT_EQ(remarks, (std::map<std::string, std::string>{{"R20.word", "said close"}, {"R20.slash", "after a slash"}, {"R20.bare", "a \\# b"}}));
}

std::string differ(Edits edits) {
  std::string out;
  for (const Difference& one : differences(shipped(), shipped(edits))) out += one.where + ": " + one.before.value_or("-") + " > " + one.after.value_or("-") + "\n";
  return out;
}

TEST(Readers, EveryTextOfARuleIsCompared) {
  const Rulebook book = shipped();
  const RuleText& rule = *book.rule("R01");
  ASSERT_EQ(rule.audience, Audience::everyone);
  ASSERT_EQ(rule.source, Source::law);
  ASSERT_EQ(rule.confidence, Confidence::high);
  const std::string at = "[rules.R01]\n", title = at + "title = \"" + rule.title + "\"";
  EXPECT_EQ(differ({{title, at + "title = \"Another\""}}), "R01 title: " + rule.title + " > Another\n");
  EXPECT_EQ(differ({{at, at + "audience = \"staff\"\n"}}),
            "R01 audience: everyone who may see the account > the bank's people; a guardian learns the code alone\n");
  EXPECT_EQ(differ({{at, at + "audience = \"compliance\"\n"}}),
            "R01 audience: everyone who may see the account > compliance and auditors; others learn that it is under review\n");
  EXPECT_EQ(differ({{at, at + "signed_off = \"counsel of the sandbox\"\n"}}), "R01 signed_off:  > counsel of the sandbox\n");
  EXPECT_EQ(differ({{"confidence = \"H\"\nsource = \"law\"", "confidence = \"M\"\nsource = \"law\""}}),
            "R01 confidence: high > medium: by analogy, or not settled\n");
  EXPECT_EQ(differ({{"confidence = \"H\"\nsource = \"law\"", "confidence = \"H\"\nsource = \"design\""}}),
            "R01 source: law > design default: no law prescribes it\n");
  EXPECT_EQ(differ({{"version = \"" + book.version() + "\"", "version = \"another\""}}), "version: " + book.version() + " > another\n");
}

}  // namespace
}  // namespace katiwala::policies::scene::readers_test
