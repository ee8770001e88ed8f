// Every birthday from 1990 to 2060 and every deadline of the loaded years, against a second implementation (oracle/*.py) whose answers stand in
// tests/data.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "policies/rules/age.h"
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::oracle_test {
namespace {

std::string table(std::string_view name) { return file_text(std::string(KATIWALA_SOURCE_DIR) + "/tests/data/" + std::string(name)); }

TEST(R02, EveryBirthdayFrom1990To2060IsTheOraclesByBothLeapRules) {
  const std::map<std::string, Rulebook> rulebooks{{"MAR_1", shipped()}, {"FEB_28", shipped({{"leap_rule = \"MAR_1\"", "leap_rule = \"FEB_28\""}})}};
  std::istringstream lines(table("birthdays.txt"));
  std::map<std::string, std::size_t> seen;
  CivilDate next = day("1990-01-01");
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string month, year, rule, majority;
    ASSERT_TRUE(words >> month >> year >> rule) << line;
    CivilDate born = day(month + "-01");
    while (words >> majority) {
      const auto got = majority_day(born, rulebooks.at(rule));
      ASSERT_TRUE(got.has_value()) << born.text();
      EXPECT_EQ(got->text(), year + "-" + majority) << born.text() << " " << rule;
      born = born + 1;
      ++seen[rule];
    }
    if (rule == "MAR_1") EXPECT_EQ(day(month + "-01"), next) << "the table leaves days out";
    else next = born;
  }
  const std::size_t days = static_cast<std::size_t>(day("2061-01-01").days() - day("1990-01-01").days());
  EXPECT_EQ(next, day("2061-01-01"));
  EXPECT_EQ(days, 25'933U);
  EXPECT_EQ(seen, (std::map<std::string, std::size_t>{{"MAR_1", days}, {"FEB_28", days}}));
}

/// Calendar days from `from`; "-" where there is no answer.
std::string distance(CivilDate from, const Result<CivilDate>& to) {
  if (!to.ok()) return to.refusal().code == Code::CALENDAR_YEAR_MISSING ? "-" : "refused otherwise";
  return std::to_string(to->days() - from.days());
}

TEST(R71, EveryDeadlineOfTheLoadedYearsIsTheOracles) {
  const std::map<std::string, Rulebook> rulebooks{{"2026", shipped()}, {"2027", shipped({}, Years::with_2027)}};
  std::istringstream lines(table("deadlines.txt"));
  std::string line, word;
  ASSERT_TRUE(std::getline(lines, line));
  std::istringstream head(line.substr(line.find("roll") + 4));
  std::vector<int> counts;
  while (head >> word) counts.push_back(std::stoi(word.substr(std::string_view("after").size())));
  std::size_t rows = 0;
  for (; std::getline(lines, line); ++rows) {
    std::istringstream words(line);
    std::string loaded, from, roll;
    ASSERT_TRUE(words >> loaded >> from >> roll) << line;
    const Calendar& calendar = rulebooks.at(loaded).calendar();
    EXPECT_EQ(distance(day(from), calendar.roll_following(day(from))), roll) << loaded << " " << from;
    for (const int count : counts) {
      ASSERT_TRUE(words >> word) << line;
      EXPECT_EQ(distance(day(from), calendar.add_working_days(day(from), count)), word) << loaded << " " << from << " after " << count;
    }
  }
  EXPECT_EQ(rows, 365U + 730U);
  EXPECT_EQ(counts.size(), 8U);
}

/// What a command prints; nullopt where it does not end well.
std::optional<std::string> output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::array<char, 4096> buffer{};
  while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), read);
  return pclose(pipe) == 0 ? std::optional(text) : std::nullopt;
}

TEST(Oracle, ItsTablesAreWhatItSaysToday) {
  if (!output_of("python3 -c pass 2>/dev/null")) {
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true") FAIL() << "python3 is missing";
    GTEST_SKIP() << "python3 is missing: the tables were not held against the oracle";
  }
  for (const char* name : {"birthdays", "deadlines"}) {
    const auto printed = output_of("python3 '" + std::string(KATIWALA_SOURCE_DIR) + "/tests/policies/rules/oracle/" + name + ".py'");
    ASSERT_TRUE(printed.has_value()) << name;
    EXPECT_TRUE(*printed == table(std::string(name) + ".txt"))
        << "write tests/data/" << name << ".txt anew, as the oracle's first lines say, and look at what changed";
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::oracle_test
