/// Working days from loaded calendars: a year that is not loaded is a refusal, never a guess (R71).
///
/// A working day is not a Saturday or Sunday, not a regular holiday and not a special non-working day
/// (rules.md B.3). Source for 2026: Proclamation 1006. The data arrive from a calendar file (policies/data); this room
/// only holds and computes.
#pragma once

#include <string>
#include <vector>

#include "ledger/time/civil.h"

namespace katiwala {

struct Holiday {
  CivilDate date;
  bool regular = true;  ///< regular holiday, or special non-working day
  std::string name;
  bool operator==(const Holiday&) const = default;
};

struct CalendarYear {
  int year = 0;
  std::string source;  ///< the proclamation
  std::vector<Holiday> holidays;  ///< sorted by date, each within `year`
  bool operator==(const CalendarYear&) const = default;
};

class Calendar {
 public:
  Calendar() = default;
  /// CALENDAR_MALFORMED for a holiday outside its year, two of one date, or a year given twice. Order does not matter.
  static Result<Calendar> from(std::vector<CalendarYear> years);
  /// Sorted by year.
  [[nodiscard]] const std::vector<CalendarYear>& years() const { return years_; }
  [[nodiscard]] bool has(int year) const;

  /// CALENDAR_YEAR_MISSING names the year in its message.
  [[nodiscard]] Result<bool> is_working_day(CivilDate date) const;
  /// The n-th working day after `date`, `date` itself not counted. Pre: n >= 1.
  [[nodiscard]] Result<CivilDate> add_working_days(CivilDate date, int n) const;
  /// `date` if it is a working day, else the next one (R03 FOLLOWING; Rule 22 s.1).
  [[nodiscard]] Result<CivilDate> roll_following(CivilDate date) const;
  bool operator==(const Calendar&) const = default;

 private:
  std::vector<CalendarYear> years_;
};

}  // namespace katiwala
