/// Manila days: arithmetic by counting, and the holidays typed off the proclamation.
///
/// Sources: rules.md A.1 (months and years are calendar months and years, first day excluded), R02, R71; Proclamation 1006.
#pragma once

#include "tests/model/reference/words.h"

namespace reference {

struct Civil {
  int year = 1970, month = 1, day = 1;
};
Civil civil(Day day);
Day day_of(int year, int month, int day);
/// 0 = Sunday.
int weekday(Day day);
bool leap_year(int year);
/// The same-numbered day `months` later, or the last of a shorter month.
Day months_later(Day day, int months);

Day manila_day(Micros instant);
/// 00:00 in Manila.
Micros midnight(Day day);

/// Working days of the years that are loaded; nothing where a year is not.
class WorkingDays {
 public:
  WorkingDays() = default;
  explicit WorkingDays(std::set<int> years);
  [[nodiscard]] std::optional<bool> works(Day day) const;
  /// The day itself if it works, or the next that does.
  [[nodiscard]] std::optional<Day> this_or_next(Day day) const;
  /// The n-th working day after it.
  [[nodiscard]] std::optional<Day> after(Day day, int n) const;

 private:
  std::set<int> years_;
};

}  // namespace reference
