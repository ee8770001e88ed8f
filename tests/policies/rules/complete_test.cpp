// The rules as a whole: each has its row in the rulebook, its table of cases here, and says of itself what the source says.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {
namespace {

std::set<std::string> ids() {
  std::set<std::string> all;
  for (const Rule* rule : all_rules()) all.emplace(rule->id);
  return all;
}

/// Tests of this program by the name of their suite: a rule's table is the suite of its id.
std::set<std::string> tables() {
  std::set<std::string> all;
  const testing::UnitTest& program = *testing::UnitTest::GetInstance();
  for (int i = 0; i < program.total_test_suite_count(); ++i) all.emplace(program.GetTestSuite(i)->name());
  return all;
}

std::vector<std::string> missing(const std::set<std::string>& wanted, const std::set<std::string>& there) {
  std::vector<std::string> absent;
  std::set_difference(wanted.begin(), wanted.end(), there.begin(), there.end(), std::back_inserter(absent));
  return absent;
}

TEST(Rules, AreThoseOfTheFoundation) {
  const std::set<std::string> wanted{"R01", "R02", "R08", "R10", "R11", "R12", "R13", "R14", "R19", "R20", "R21", "R22", "R26", "R31", "R32",
                                     "R33", "R35", "R36", "R46", "R48", "R49", "R50", "R53", "R54", "R55", "R56", "R68", "R71", "R72"};
  EXPECT_TRUE(missing(wanted, ids()).empty());
  EXPECT_EQ(ids().size(), all_rules().size()) << "two rules of one id";
}

TEST(Rules, EachHasATableOfCases) {
  EXPECT_EQ(missing(ids(), tables()), std::vector<std::string>{});
  // The check itself: a rule that nobody wrote cases for is named.
  std::set<std::string> more = ids();
  more.insert("R99");
  EXPECT_EQ(missing(more, tables()), std::vector<std::string>{"R99"});
}

TEST(Rules, EachHasItsRowInTheRulebook) {
  const Rulebook book = shipped();
  for (const Rule* rule : all_rules()) EXPECT_NE(book.rule(rule->id), nullptr) << rule->id;
  EXPECT_EQ(book.rules().size(), all_rules().size());
  EXPECT_EQ(book.rule("R99"), nullptr);
}

TEST(Rules, ARulebookThatLeavesOneOutIsRefused) {
  const std::string root = KATIWALA_SOURCE_DIR;
  const std::string whole = file_text(root + "/policies/data/rulebook.toml");
  EXPECT_TRUE(Rulebook::parse(bundle({{"rulebook", whole}})).ok());
  const std::size_t start = whole.find("[rules.R33]");
  const std::string without = whole.substr(0, start) + whole.substr(whole.find("[rules.R35]"));
  const auto refused = Rulebook::parse(bundle({{"rulebook", without}}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, Code::RULEBOOK_MISSING);
}

TEST(Rules, SayNothingOfWhatDoesNotConcernThem) {
  // A clock that moves in a sandbox concerns no rule but the one that every command concerns.
  for (const Rule* rule : all_rules()) {
    Scene scene;
    scene.ask(MoveClock{}, kOfficer);
    scene.about = WardId{};
    const Verdict verdict = scene.hear(rule->id);
    EXPECT_EQ(said(verdict), "silent") << rule->id;
    EXPECT_EQ(effects_of(verdict) + duties_of(verdict), "") << rule->id;
  }
}

TEST(Rules, WhatIsForComplianceAloneIsMarked) {
  const Rulebook book = shipped();
  for (const RuleText& text : book.rules()) EXPECT_EQ(text.confidential, text.id == "R36" || text.id == "R71") << text.id;
}

// -- against the source of the rules, which is outside this repository

/// "R20" -> { citation, confidence } from the rows "| R20 | title | ... | citation | H |".
std::map<std::string, std::pair<std::string, std::string>> source_rows(const std::string& text) {
  std::map<std::string, std::pair<std::string, std::string>> rows;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string row = text.substr(begin, end - begin);
    begin = end + 1;
    if (!row.starts_with("| R") || row.size() < 6) continue;
    std::vector<std::string> cells;
    for (std::size_t from = 1; from < row.size();) {
      const std::size_t bar = std::min(row.find('|', from), row.size());
      const std::string cell = row.substr(from, bar - from);
      const std::size_t first = cell.find_first_not_of(' ');
      cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
      from = bar + 1;
    }
    if (cells.size() == 6) rows[cells[0]] = {cells[4], cells[5]};
  }
  return rows;
}

Source source_of(const std::string& citation) { return citation.starts_with("D") ? Source::design : Source::law; }

TEST(Rules, CiteWhatTheSourceCites) {
  const std::filesystem::path path = std::filesystem::path(KATIWALA_SOURCE_DIR) / ".." / "shared" / "rules.md";
  if (!std::filesystem::exists(path)) {
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true") FAIL() << "../shared/rules.md is missing";
    GTEST_SKIP() << "../shared/rules.md is missing: citations were not held against it";
  }
  const auto rows = source_rows(file_text(path.string()));
  ASSERT_EQ(rows.size(), 72U);
  const Rulebook book = shipped();
  for (const RuleText& text : book.rules()) {
    const auto row = rows.find(text.id);
    ASSERT_NE(row, rows.end()) << text.id;
    EXPECT_EQ(text.citation, row->second.first) << text.id;
    EXPECT_EQ(text.confidence == Confidence::high ? "H" : "M", row->second.second) << text.id;
    EXPECT_EQ(text.source, source_of(row->second.first)) << text.id;
    EXPECT_EQ(text.signed_off, "") << text.id << ": nobody has signed off what is shipped";
  }
}

}  // namespace
}  // namespace katiwala::policies::scene
