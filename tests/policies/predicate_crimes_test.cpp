// The table of predicate crimes: 27 countries, nine of them named, nothing guessed, and read by nothing that judges.
#include "policies/predicate_crimes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "tests/policies/edited.h"
#include "tests/policies/kit.h"

namespace katiwala::policies::predicate_crimes_test {
namespace {

TEST(PredicateCrimes, NineOfTwentySevenAreNamed) {
  const auto table = PredicateCrimes::parse("predicate-crimes.toml", kit::file_text("policies/data/predicate-crimes.toml"));
  ASSERT_TRUE(table.ok()) << table.refusal().place << " " << table.refusal().message;
  std::map<std::string, std::string> named;
  std::map<std::string, int> unnamed;
  for (const PredicateCountry& row : table->countries) {
    const std::string approach(row.approach ? name(*row.approach) : "null");
    if (row.country) named[*row.country] = approach;
    else ++unnamed[approach];
  }
  EXPECT_EQ(table->countries.size(), 27U);
  EXPECT_EQ(named, (std::map<std::string, std::string>{{"US", "explicit_list"}, {"PH", "explicit_list"}, {"AR", "explicit_list"}, {"CA", "all_crimes"},
                                                       {"GB", "all_crimes"}, {"AU", "all_crimes"}, {"SA", "not_criminalised"}, {"FR", "individualised"},
                                                       {"TR", "individualised"}}));
  EXPECT_EQ(unnamed, (std::map<std::string, int>{{"explicit_list", 3}, {"all_crimes", 11}, {"null", 4}}));
  EXPECT_NE(table->source.find("ICMEC"), std::string::npos);
}

TEST(PredicateCrimes, AreReadStrictly) {
  const std::string good = "schema = 1\nsource = \"s\"\nbasis = \"b\"\ncountries = 2\n[[row]]\ncountry = \"US\"\nname = \"n\"\napproach = \"all_crimes\"\n[[row]]\nunnamed = true\n";
  const struct {
    const char *from, *to;
    Code code;
  } rows[] = {
      {"countries = 2", "countries = 3", Code::RULEBOOK_TYPE},          {"source = \"s\"", "source = \"\"", Code::RULEBOOK_MISSING},
      {"basis = \"b\"\n", "", Code::RULEBOOK_MISSING},                  {"\"US\"", "\"USA\"", Code::RULEBOOK_TYPE},
      {"name = \"n\"\n", "", Code::RULEBOOK_MISSING},                   {"all_crimes", "some_crimes", Code::RULEBOOK_TYPE},
      {"approach = \"all_crimes\"\n", "", Code::RULEBOOK_MISSING},      {"unnamed = true", "unnamed = false", Code::RULEBOOK_TYPE},
      {"unnamed = true", "unnamed = true\nname = \"Guess\"", Code::RULEBOOK_UNKNOWN_KEY},
      {"unnamed = true", "country = \"US\"\nname = \"n\"\napproach = \"all_crimes\"", Code::RULEBOOK_TYPE},
  };
  EXPECT_TRUE(PredicateCrimes::parse("p", good).ok());
  for (const auto& row : rows) {
    const auto read = PredicateCrimes::parse("p", kit::edited(good, row.from, row.to));
    ASSERT_FALSE(read.ok()) << row.to;
    EXPECT_EQ(read.refusal().code, row.code) << row.to << " " << read.refusal().message;
    EXPECT_TRUE(read.refusal().place.starts_with("p:")) << read.refusal().place;
  }
}

/// No rule, no plan and nothing of the mechanism knows it.
TEST(PredicateCrimes, NothingThatJudgesReadsThem) {
  const std::string root = KATIWALA_SOURCE_DIR;
  std::size_t looked = 0;
  for (const std::string folder : {"/policies/rules", "/policies/plan"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root + folder)) {
      const std::string text = kit::file_text(std::filesystem::relative(entry.path(), root).string());
      EXPECT_EQ(text.find("predicate_crimes"), std::string::npos) << entry.path();
      ++looked;
    }
  }
  EXPECT_GE(looked, 90U);
}

}  // namespace
}  // namespace katiwala::policies::predicate_crimes_test
