#include "tests/model/reference/days.h"

#include <algorithm>
#include <iterator>

namespace reference {
namespace {

constexpr Micros kDayMicros = Micros{86'400} * 1'000'000;
constexpr Micros kManilaOffset = Micros{8} * 3'600 * 1'000'000;

int month_length(int year, int month) {
  constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap_year(year) ? 29 : kLengths[month - 1];
}

int year_length(int year) { return leap_year(year) ? 366 : 365; }

/// Month and day of every holiday, regular or special, of a year that is loaded.  2027 is the scenarios' 1 January and no more.
struct Holiday {
  int year, month, day;
};
constexpr Holiday kHolidays[] = {
    {2026, 1, 1},  {2026, 2, 17}, {2026, 4, 2},  {2026, 4, 3},  {2026, 4, 4},   {2026, 4, 9},   {2026, 5, 1},   {2026, 6, 12},  {2026, 8, 21}, {2026, 8, 31},
    {2026, 11, 1}, {2026, 11, 2}, {2026, 11, 30}, {2026, 12, 8}, {2026, 12, 24}, {2026, 12, 25}, {2026, 12, 30}, {2026, 12, 31}, {2027, 1, 1},
};

}  // namespace

bool leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// Counted year by year and month by month: slow, and nothing to get wrong.
Civil civil(Day day) {
  Civil out;
  while (day < 0) day += year_length(--out.year);
  while (day >= year_length(out.year)) day -= year_length(out.year++);
  while (day >= month_length(out.year, out.month)) day -= month_length(out.year, out.month++);
  out.day = day + 1;
  return out;
}

Day day_of(int year, int month, int day) {
  Day out = day - 1;
  for (int y = 1970; y < year; ++y) out += year_length(y);
  for (int y = year; y < 1970; ++y) out -= year_length(y);
  for (int m = 1; m < month; ++m) out += month_length(year, m);
  return out;
}

int weekday(Day day) { return ((day % 7) + 7 + 4) % 7; }  // 1 January 1970 was a Thursday

Day months_later(Day day, int months) {
  const Civil from = civil(day);
  const int count = from.year * 12 + (from.month - 1) + months;
  const int year = count / 12, month = count % 12 + 1;
  return day_of(year, month, std::min(from.day, month_length(year, month)));
}

Day manila_day(Micros instant) {
  const Micros local = instant + kManilaOffset;
  return static_cast<Day>(local >= 0 ? local / kDayMicros : -((-local + kDayMicros - 1) / kDayMicros));
}

Micros midnight(Day day) { return Micros{day} * kDayMicros - kManilaOffset; }

WorkingDays::WorkingDays(std::set<int> years) : years_(std::move(years)) {}

std::optional<bool> WorkingDays::works(Day day) const {
  const Civil date = civil(day);
  if (!years_.contains(date.year)) return std::nullopt;
  if (weekday(day) == 0 || weekday(day) == 6) return false;
  return std::none_of(std::begin(kHolidays), std::end(kHolidays),
                      [&](const Holiday& h) { return h.year == date.year && h.month == date.month && h.day == date.day; });
}

std::optional<Day> WorkingDays::this_or_next(Day day) const {
  for (;; ++day) {
    const auto working = works(day);
    if (!working) return std::nullopt;
    if (*working) return day;
  }
}

std::optional<Day> WorkingDays::after(Day day, int n) const {
  while (n > 0) {
    const auto working = works(++day);
    if (!working) return std::nullopt;
    if (*working) --n;
  }
  return day;
}

}  // namespace reference
