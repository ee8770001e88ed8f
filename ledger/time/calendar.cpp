#include "ledger/time/calendar.h"

#include <algorithm>

namespace katiwala {
namespace {

Refusal year_missing(int year) {
  return refuse(Code::CALENDAR_YEAR_MISSING,
                "The holiday calendar of " + std::to_string(year) + " is not loaded, so no working day in it can be computed.");
}

Status check_year(const CalendarYear& year) {
  const std::string place = std::to_string(year.year);
  if (year.year < 1 || year.year > 9999) return refuse(Code::CALENDAR_MALFORMED, "The year is not a calendar year.", place);
  for (std::size_t i = 0; i < year.holidays.size(); ++i) {
    const CivilDate date = year.holidays[i].date;
    if (date.year() != year.year) {
      return refuse(Code::CALENDAR_MALFORMED, "The holiday " + date.text() + " is outside its year.", place);
    }
    if (i > 0 && year.holidays[i - 1].date == date) {
      return refuse(Code::CALENDAR_MALFORMED, "The holiday " + date.text() + " is given twice.", place);
    }
  }
  return good();
}

const CalendarYear* find(const std::vector<CalendarYear>& years, int year) {
  const auto at = std::ranges::lower_bound(years, year, {}, &CalendarYear::year);
  return at != years.end() && at->year == year ? &*at : nullptr;
}

/// The day after; a calendar for the year 10000 can not be loaded.
Result<CivilDate> next_day(CivilDate date) {
  if (date.year() == 9999 && date.month() == 12 && date.day() == 31) return year_missing(10'000);
  return date + 1;
}

}  // namespace

Result<Calendar> Calendar::from(std::vector<CalendarYear> years) {
  std::ranges::sort(years, {}, &CalendarYear::year);
  for (std::size_t i = 0; i < years.size(); ++i) {
    std::ranges::sort(years[i].holidays, {}, &Holiday::date);
    KATIWALA_CHECK(check_year(years[i]));
    if (i > 0 && years[i - 1].year == years[i].year) {
      return refuse(Code::CALENDAR_MALFORMED, "The year is given twice.", std::to_string(years[i].year));
    }
  }
  Calendar calendar;
  calendar.years_ = std::move(years);
  return calendar;
}

bool Calendar::has(int year) const { return find(years_, year) != nullptr; }

Result<bool> Calendar::is_working_day(CivilDate date) const {
  // The year comes first: a Saturday of a year without a table is not an answer either.
  const CalendarYear* year = find(years_, date.year());
  if (year == nullptr) return year_missing(date.year());
  const int weekday = date.weekday();
  return weekday != 0 && weekday != 6 && !std::ranges::binary_search(year->holidays, date, {}, &Holiday::date);
}

Result<CivilDate> Calendar::add_working_days(CivilDate date, int n) const {
  KATIWALA_ASSERT(n >= 1, "no working day to count");
  for (int left = n; left > 0;) {
    KATIWALA_TRY(date, next_day(date));
    KATIWALA_TRY(const bool working, is_working_day(date));
    if (working) --left;
  }
  return date;
}

Result<CivilDate> Calendar::roll_following(CivilDate date) const {
  while (true) {
    KATIWALA_TRY(const bool working, is_working_day(date));
    if (working) return date;
    KATIWALA_TRY(date, next_day(date));
  }
}

}  // namespace katiwala
