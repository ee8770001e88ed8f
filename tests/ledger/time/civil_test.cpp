#include "ledger/time/civil.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/ledger/time/samples.h"

namespace katiwala::civil_test {
namespace {

constexpr std::int32_t kFirstDay = -719162;
constexpr std::int32_t kLastDay = 2932896;

CivilDate any_date() { return CivilDate(*rc::gen::inRange<std::int32_t>(kFirstDay, kLastDay + 1)); }

TEST(CivilDate, KnownDays) {
  EXPECT_EQ(day("1970-01-01").days(), 0);
  EXPECT_EQ(day("0001-01-01").days(), kFirstDay);
  EXPECT_EQ(day("9999-12-31").days(), kLastDay);
  EXPECT_EQ(day("2000-02-29").days(), 11016);
  EXPECT_EQ(day("2026-03-01").weekday(), 0);  // Sunday
  EXPECT_EQ(day("2026-03-02").weekday(), 1);
  EXPECT_EQ(day("2026-02-28").weekday(), 6);
  EXPECT_EQ(day("2026-03-02").year(), 2026);
  EXPECT_EQ(day("2026-03-02").month(), 3u);
  EXPECT_EQ(day("2026-03-02").day(), 2u);
  EXPECT_EQ(day("0001-01-01").weekday(), 1);
}

TEST(CivilDate, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2026-02-29", "2100-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32",
                           "0000-01-01", "10000-01-01", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "20260101", "2026-01-01 ",
                           " 2026-01-01", "+026-01-01", "-001-01-01", "2026-0x-01", "2026-01-01T00:00:00Z"}) {
    const auto date = CivilDate::parse(text);
    ASSERT_FALSE(date.ok()) << text;
    EXPECT_EQ(date.refusal().code, Code::DATE_SYNTAX);
  }
  EXPECT_TRUE(CivilDate::parse("2028-02-29").ok());
  EXPECT_TRUE(CivilDate::parse("2000-02-29").ok());
  EXPECT_FALSE(CivilDate::from_ymd(0, 1, 1).ok());
  EXPECT_FALSE(CivilDate::from_ymd(2026, 257, 1).ok());
  EXPECT_FALSE(CivilDate::from_ymd(2026, 1, 257).ok());
  EXPECT_FALSE(CivilDate::from_ymd(2026 + 65536, 1, 1).ok());
}

RC_GTEST_PROP(CivilDate, TextAndPartsComeBack, ()) {
  const CivilDate date = any_date();
  RC_ASSERT(*CivilDate::parse(date.text()) == date);
  RC_ASSERT(*CivilDate::from_ymd(date.year(), date.month(), date.day()) == date);
  RC_ASSERT(date.text().size() == 10u);
  if (date.days() < kLastDay) {
    RC_ASSERT((date + 1).text() > date.text());
    RC_ASSERT((date + 1).weekday() == (date.weekday() + 1) % 7);
    RC_ASSERT((date + 1) - 1 == date);
  }
}

TEST(CivilDateDeathTest, OutsideTheCalendarHalts) {
  EXPECT_DEATH(CivilDate(kFirstDay - 1), "outside 0001-01-01");
  EXPECT_DEATH(CivilDate(kLastDay + 1), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(day("9999-12-31") + 1), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(day("0001-01-01") - 1), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(day("9999-12-31") + 2147483647), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(day("9999-12-31") - (-2147483647 - 1)), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(add_months(day("9999-12-01"), 1)), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(add_months(day("0001-01-31"), -1)), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(add_years(day("2026-01-01"), 2147483647)), "outside 0001-01-01");
  EXPECT_DEATH(static_cast<void>(manila_date(Instant{INT64_MAX})), "outside the calendar");
  EXPECT_DEATH(static_cast<void>(Instant{INT64_MIN}.utc_text()), "outside the calendar");
}

TEST(Months, AsPrimetownCountsThem) {
  const struct {
    const char* from;
    int months;
    const char* expected;
  } cases[] = {
      {"2008-01-31", 1, "2008-02-29"},  {"1998-04-14", 24, "2000-04-14"}, {"2007-01-31", 1, "2007-02-28"}, {"2007-10-31", 1, "2007-11-30"},
      {"2026-02-18", 3, "2026-05-18"},  {"2026-02-28", 1, "2026-03-28"},  {"2026-11-30", 3, "2027-02-28"}, {"2027-11-30", 3, "2028-02-29"},
      {"2026-12-31", 2, "2027-02-28"},  {"2026-12-15", 1, "2027-01-15"},  {"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -1, "2025-12-15"},
      {"2028-02-29", 12, "2029-02-28"}, {"2028-02-29", 48, "2032-02-29"}, {"2026-05-05", 0, "2026-05-05"},
  };
  for (const auto& row : cases) EXPECT_EQ(add_months(day(row.from), row.months).text(), row.expected) << row.from << " + " << row.months;
  EXPECT_EQ(add_years(day("2008-02-29"), 18).text(), "2026-02-28");
  EXPECT_EQ(add_years(day("2008-02-29"), 20).text(), "2028-02-29");
}

RC_GTEST_PROP(Months, SameDayOrTheLastOfAShorterMonth, ()) {
  const CivilDate from(*rc::gen::inRange<std::int32_t>(-100'000, 100'000));
  const int months = *rc::gen::inRange(-1200, 1201);
  const CivilDate to = add_months(from, months);
  RC_ASSERT((to.year() * 12 + static_cast<int>(to.month())) - (from.year() * 12 + static_cast<int>(from.month())) == months);
  RC_ASSERT(to.day() <= from.day());
  if (to.day() < from.day()) RC_ASSERT((to + 1).day() == 1u);
}

TEST(Birthdays, OnTwentyNineFebruaryUnderBothRules) {
  const CivilDate leap = day("2008-02-29");
  EXPECT_EQ(anniversary(leap, 18, LeapRule::mar_1).text(), "2026-03-01");
  EXPECT_EQ(anniversary(leap, 18, LeapRule::feb_28).text(), "2026-02-28");
  EXPECT_EQ(anniversary(leap, 20, LeapRule::mar_1).text(), "2028-02-29");
  EXPECT_EQ(anniversary(leap, 20, LeapRule::feb_28).text(), "2028-02-29");
  EXPECT_EQ(anniversary(day("2080-02-29"), 20, LeapRule::mar_1).text(), "2100-03-01");  // 2100 is a common year
  for (const LeapRule rule : {LeapRule::mar_1, LeapRule::feb_28}) {
    EXPECT_EQ(anniversary(day("2008-02-28"), 18, rule).text(), "2026-02-28");
    EXPECT_EQ(anniversary(day("2008-03-01"), 18, rule).text(), "2026-03-01");
    EXPECT_EQ(anniversary(day("2012-05-20"), 18, rule).text(), "2030-05-20");
    EXPECT_EQ(anniversary(day("2007-12-31"), 18, rule).text(), "2025-12-31");
    EXPECT_EQ(anniversary(leap, 0, rule), leap);
  }
}

TEST(Manila, TheDayBeginsAtSixteenHoursUtc) {
  EXPECT_EQ(manila_date(at("2026-02-28T15:59:59.999999Z")).text(), "2026-02-28");
  EXPECT_EQ(manila_date(at("2026-02-28T16:00:00Z")).text(), "2026-03-01");  // S07
  EXPECT_EQ(manila_date(at("2026-02-28T23:59:59+08:00")).text(), "2026-02-28");
  EXPECT_EQ(manila_date(at("2026-03-01T00:00:00+08:00")).text(), "2026-03-01");
  EXPECT_EQ(start_of(day("2026-03-01")), at("2026-02-28T16:00:00Z"));
  EXPECT_EQ(manila_date(at("1969-12-31T15:59:59.999999Z")).text(), "1969-12-31");
  EXPECT_EQ(manila_date(at("1969-12-31T16:00:00Z")).text(), "1970-01-01");
}

RC_GTEST_PROP(Manila, EveryDayIsItsTwentyFourHours, ()) {
  const CivilDate date(*rc::gen::inRange<std::int32_t>(kFirstDay + 1, kLastDay));
  RC_ASSERT(manila_date(start_of(date)) == date);
  RC_ASSERT(manila_date(Instant{start_of(date).micros - 1}) == date - 1);
  RC_ASSERT(start_of(date + 1).micros - start_of(date).micros == 86'400'000'000);
}

TEST(Instant, ReadsRfc3339) {
  const struct {
    const char* text;
    const char* utc;
    const char* manila;
  } cases[] = {
      {"2026-03-02T09:15:00+08:00", "2026-03-02T01:15:00.000000Z", "2026-03-02T09:15:00+08:00"},
      {"2026-03-02T01:15:00Z", "2026-03-02T01:15:00.000000Z", "2026-03-02T09:15:00+08:00"},
      {"2026-03-02T01:15:00.5Z", "2026-03-02T01:15:00.500000Z", "2026-03-02T09:15:00.500000+08:00"},
      {"2026-03-02T01:15:00.000001+00:00", "2026-03-02T01:15:00.000001Z", "2026-03-02T09:15:00.000001+08:00"},
      {"2026-03-01T21:45:00-03:30", "2026-03-02T01:15:00.000000Z", "2026-03-02T09:15:00+08:00"},
      {"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T07:59:59.999999+08:00"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z", "1970-01-01T08:00:00+08:00"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z", "0001-01-01T08:00:00+08:00"},
      {"9999-12-31T23:59:59.999999+08:00", "9999-12-31T15:59:59.999999Z", "9999-12-31T23:59:59.999999+08:00"},
  };
  for (const auto& row : cases) {
    const auto instant = Instant::parse(row.text);
    ASSERT_TRUE(instant.ok()) << row.text;
    EXPECT_EQ(instant->utc_text(), row.utc);
    EXPECT_EQ(instant->manila_text(), row.manila);
  }
  EXPECT_EQ(at("1970-01-01T00:00:01Z").micros, 1'000'000);
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* text : {"", "2026-03-02", "2026-03-02T09:15:00", "2026-03-02 09:15:00Z", "2026-03-02t09:15:00Z", "2026-03-02T09:15:00z",
                           "2026-03-02T09:15Z", "2026-03-02T24:00:00Z", "2026-03-02T23:60:00Z", "2026-03-02T23:59:60Z", "2026-02-29T00:00:00Z",
                           "2026-03-02T09:15:00.Z", "2026-03-02T09:15:00.1234567Z", "2026-03-02T09:15:00,5Z", "2026-03-02T09:15:00+0800",
                           "2026-03-02T09:15:00+08", "2026-03-02T09:15:00+24:00", "2026-03-02T09:15:00+08:60", "2026-03-02T09:15:00-00:00",
                           "2026-03-02T09:15:00+08:00 ", "2026-03-02T09:15:00ZZ", "2026-03-02T9:15:00Z", "2026-03-02T-1:15:00Z",
                           "0001-01-01T00:00:00+00:01", "9999-12-31T16:00:00Z", "9999-12-31T23:59:59Z"}) {
    const auto instant = Instant::parse(text);
    ASSERT_FALSE(instant.ok()) << text;
    EXPECT_EQ(instant.refusal().code, Code::TIME_SYNTAX) << text;
  }
  EXPECT_FALSE(Instant{INT64_MAX}.has_date());
  EXPECT_FALSE(Instant{INT64_MIN}.has_date());
  EXPECT_TRUE(at("9999-12-31T15:59:59.999999Z").has_date());
  EXPECT_FALSE(Instant{at("9999-12-31T15:59:59.999999Z").micros + 1}.has_date());
  EXPECT_TRUE(at("0001-01-01T00:00:00Z").has_date());
  EXPECT_FALSE(Instant{at("0001-01-01T00:00:00Z").micros - 1}.has_date());
}

RC_GTEST_PROP(Instant, TextsComeBack, ()) {
  const Instant instant{*rc::gen::inRange<std::int64_t>(-60'000'000'000'000'000, 250'000'000'000'000'000)};
  RC_ASSERT(*Instant::parse(instant.utc_text()) == instant);
  RC_ASSERT(*Instant::parse(instant.manila_text()) == instant);
  RC_ASSERT(instant.manila_text().substr(0, 10) == manila_date(instant).text());
}

}  // namespace
}  // namespace katiwala::civil_test
