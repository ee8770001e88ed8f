#include "ledger/time/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>

#include "tests/ledger/time/samples.h"

namespace katiwala::calendar_test {
namespace {

/// Proclamation 1006, as rules.md lists it; the shipped file is held against this.
CalendarYear year_2026() {
  CalendarYear year{2026, "Proclamation 1006", {}};
  for (const char* date : {"2026-01-01", "2026-04-02", "2026-04-03", "2026-04-09", "2026-05-01", "2026-06-12", "2026-08-31", "2026-11-30", "2026-12-25", "2026-12-30"})
    year.holidays.push_back({day(date), true, "regular"});
  for (const char* date : {"2026-02-17", "2026-04-04", "2026-08-21", "2026-11-01", "2026-11-02", "2026-12-08", "2026-12-24", "2026-12-31"})
    year.holidays.push_back({day(date), false, "special"});
  return year;
}

CalendarYear year_2027() { return {2027, "Scenario table, not a proclamation", {{day("2027-01-01"), true, "New Year's Day"}}}; }

Calendar only_2026() { return Calendar::from({year_2026()}).value(); }
Calendar with_2027() { return Calendar::from({year_2027(), year_2026()}).value(); }

TEST(WorkingDays, FiveAfterTheDayOfTheScenarios) {
  const std::pair<const char*, const char*> cases[] = {
      {"2026-03-02", "2026-03-09"}, {"2026-06-15", "2026-06-22"},                                // S01
      {"2026-03-31", "2026-04-10"}, {"2026-03-30", "2026-04-08"}, {"2026-06-01", "2026-06-08"},  // S05
  };
  for (const auto& [from, due] : cases) {
    const auto got = only_2026().add_working_days(day(from), 5);
    ASSERT_TRUE(got.ok()) << from;
    EXPECT_EQ(got->text(), due) << from;
  }
}

TEST(WorkingDays, AYearThatIsNotLoadedIsARefusal) {  // S20
  const auto missing = only_2026().add_working_days(day("2026-12-22"), 5);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_NE(missing.refusal().message.find("2027"), std::string::npos);
  EXPECT_EQ(with_2027().add_working_days(day("2026-12-22"), 5)->text(), "2027-01-05");
  // Three of them fit into 2026, the fourth does not.
  EXPECT_EQ(only_2026().add_working_days(day("2026-12-22"), 3)->text(), "2026-12-29");
  EXPECT_FALSE(only_2026().add_working_days(day("2026-12-22"), 4).ok());
}

TEST(WorkingDays, AWeekendOfAMissingYearIsNoAnswerEither) {
  EXPECT_EQ(only_2026().is_working_day(day("2027-01-02")).refusal().code, Code::CALENDAR_YEAR_MISSING);  // a Saturday
  EXPECT_EQ(only_2026().is_working_day(day("2025-12-31")).refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_EQ(Calendar().is_working_day(day("2026-03-02")).refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_EQ(only_2026().roll_following(day("2027-01-02")).refusal().code, Code::CALENDAR_YEAR_MISSING);
}

TEST(WorkingDays, KindsOfDays) {
  const std::pair<const char*, bool> cases[] = {
      {"2026-03-02", true},  {"2026-02-28", false}, {"2026-03-01", false},  // Monday, Saturday, Sunday
      {"2026-04-01", true},  {"2026-04-02", false}, {"2026-04-06", true},   // Holy Week
      {"2026-02-16", true},  {"2026-02-17", false}, {"2026-02-18", true},   // a special non-working day
      {"2026-02-25", true},                                                // a special working day
      {"2026-12-29", true},  {"2026-12-30", false}, {"2026-12-31", false},
  };
  for (const auto& [date, working] : cases) EXPECT_EQ(*only_2026().is_working_day(day(date)), working) << date;
}

TEST(WorkingDays, RollingToTheFollowing) {
  const std::pair<const char*, const char*> cases[] = {{"2026-03-02", "2026-03-02"}, {"2026-02-28", "2026-03-02"}, {"2026-03-01", "2026-03-02"},
                                                       {"2026-04-01", "2026-04-01"}, {"2026-04-02", "2026-04-06"}, {"2026-12-24", "2026-12-28"}};
  for (const auto& [from, to] : cases) EXPECT_EQ(only_2026().roll_following(day(from))->text(), to) << from;
  EXPECT_EQ(only_2026().roll_following(day("2026-12-30")).refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_EQ(with_2027().roll_following(day("2026-12-30"))->text(), "2027-01-04");
}

TEST(WorkingDays, TheCalendarEndsWithoutHalting) {
  const Calendar last = Calendar::from({{9999, "Test table", {{day("9999-12-31"), true, "x"}}}}).value();
  EXPECT_EQ(last.add_working_days(day("9999-12-30"), 1).refusal().code, Code::CALENDAR_YEAR_MISSING);
  EXPECT_EQ(last.roll_following(day("9999-12-31")).refusal().code, Code::CALENDAR_YEAR_MISSING);
}

TEST(WorkingDaysDeathTest, NoneToCountHalts) {
  EXPECT_DEATH(static_cast<void>(only_2026().add_working_days(day("2026-03-02"), 0)), "no working day to count");
}

TEST(CalendarTable, IsHeldInOrderWhateverTheOrderItCameIn) {
  CalendarYear shuffled = year_2026();
  std::reverse(shuffled.holidays.begin(), shuffled.holidays.end());
  EXPECT_EQ(Calendar::from({shuffled, year_2027()}).value(), with_2027());
  EXPECT_EQ(with_2027().years().front().year, 2026);
  EXPECT_TRUE(only_2026().has(2026));
  EXPECT_FALSE(only_2026().has(2027));
}

TEST(CalendarTable, RefusesWhatContradictsItself) {
  CalendarYear outside = year_2026();
  outside.holidays.push_back({day("2027-01-01"), true, "x"});
  CalendarYear doubled = year_2026();
  doubled.holidays.push_back({day("2026-12-25"), false, "x"});
  const std::vector<std::vector<CalendarYear>> bad = {
      {outside}, {doubled}, {year_2026(), year_2027(), year_2026()}, {{0, "x", {}}}, {{10000, "x", {}}}};
  for (const auto& years : bad) {
    const auto calendar = Calendar::from(years);
    ASSERT_FALSE(calendar.ok());
    EXPECT_EQ(calendar.refusal().code, Code::CALENDAR_MALFORMED);
  }
}

/// The dates and kinds of a calendar file, read line by line: enough to hold the shipped data against the rules.
std::vector<std::pair<std::string, std::string>> rows_of(const std::string& path) {
  std::ifstream file(std::string(KATIWALA_SOURCE_DIR) + path);
  std::vector<std::pair<std::string, std::string>> rows;
  const auto quoted = [](const std::string& line) { return line.substr(line.find('"') + 1, line.rfind('"') - line.find('"') - 1); };
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("date = ")) rows.emplace_back(quoted(line), "");
    if (line.starts_with("kind = ") && !rows.empty()) rows.back().second = quoted(line);
  }
  return rows;
}

TEST(CalendarData, ShippedFileIsTheProclamation) {
  const auto rows = rows_of("/policies/data/calendar-2026.toml");
  const Calendar calendar = only_2026();
  const auto& expected = calendar.years().front().holidays;
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].first, expected[i].date.text());
    EXPECT_EQ(rows[i].second, expected[i].regular ? "regular" : "special") << rows[i].first;
  }
}

TEST(CalendarData, ScenarioFileHasOneDay) {
  const auto rows = rows_of("/tests/data/calendar-2027-scenario.toml");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0], (std::pair<std::string, std::string>{"2027-01-01", "regular"}));
}

RC_GTEST_PROP(WorkingDays, CountingOneByOneIsCountingAtOnce, ()) {
  const CivilDate from = day("2026-01-01") + *rc::gen::inRange(0, 200);
  const int n = *rc::gen::inRange(1, 60);
  const Calendar calendar = only_2026();
  const CivilDate due = calendar.add_working_days(from, n).value();
  RC_ASSERT(*calendar.is_working_day(due));
  int seen = 0;
  for (CivilDate d = from + 1; d <= due; d = d + 1) seen += *calendar.is_working_day(d) ? 1 : 0;
  RC_ASSERT(seen == n);
  RC_ASSERT(*calendar.roll_following(from + 1) == *calendar.add_working_days(from, 1));
}

}  // namespace
}  // namespace katiwala::calendar_test
