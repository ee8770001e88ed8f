#include "ledger/time/civil.h"

#include <date/date.h>

#include <algorithm>
#include <limits>

namespace katiwala {
namespace {

constexpr std::int32_t kFirstDay = -719'162;   // 0001-01-01
constexpr std::int32_t kLastDay = 2'932'896;   // 9999-12-31
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kManilaOffset = 8 * 3'600'000'000LL;

static_assert(date::sys_days{date::year{1} / 1 / 1}.time_since_epoch().count() == kFirstDay);
static_assert(date::sys_days{date::year{9999} / 12 / 31}.time_since_epoch().count() == kLastDay);

date::year_month_day parts(std::int32_t days) { return date::sys_days{date::days{days}}; }

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

CivilDate checked(std::int64_t days) {
  KATIWALA_ASSERT(days >= kFirstDay && days <= kLastDay, "a date outside 0001-01-01 .. 9999-12-31");
  return CivilDate(static_cast<std::int32_t>(days));
}

/// Exactly `width` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at > text.size() || text.size() - at < width) return -1;
  int value = 0;
  for (const char c : text.substr(at, width)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string number = std::to_string(value);
  if (number.size() < width) out.append(width - number.size(), '0');
  out += number;
}

/// "2026-03-02T09:15:00" of a local count of microseconds, with the decimals asked for.
std::string local_text(std::int64_t local_micros, bool decimals) {
  const std::int64_t day = floor_div(local_micros, kMicrosPerDay);
  const std::int64_t of_day = local_micros - day * kMicrosPerDay;
  const std::int64_t second = of_day / 1'000'000;
  std::string out = checked(day).text() + "T";
  append_padded(out, second / 3600, 2);
  out += ':';
  append_padded(out, second / 60 % 60, 2);
  out += ':';
  append_padded(out, second % 60, 2);
  if (decimals) {
    out += '.';
    append_padded(out, of_day % 1'000'000, 6);
  }
  return out;
}

/// ".123456" at `at`: microseconds, and `at` moved behind it. Nothing there is zero; a bad fraction is -1.
std::int64_t parse_fraction(std::string_view text, std::size_t& at) {
  if (!has(text, at, '.')) return 0;
  ++at;
  std::int64_t micros = 0;
  std::size_t count = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++count) {
    if (count == 6) return -1;
    micros = micros * 10 + (text[at] - '0');
  }
  if (count == 0) return -1;
  for (; count < 6; ++count) micros *= 10;
  return micros;
}

constexpr std::int64_t kBadOffset = std::numeric_limits<std::int64_t>::min();

/// "Z" or "+08:00" as microseconds east of UTC; it must be all of `text`.
std::int64_t parse_offset(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return kBadOffset;
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return kBadOffset;
  const std::int64_t micros = (hours * 60 + minutes) * 60'000'000LL;
  if (text[0] == '+') return micros;
  return micros == 0 ? kBadOffset : -micros;
}

}  // namespace

bool Instant::has_date() const {
  // Manila is ahead of UTC: UTC bounds the first day and Manila the last.
  return micros >= kFirstDay * kMicrosPerDay && micros < (kLastDay + 1LL) * kMicrosPerDay - kManilaOffset;
}

Result<Instant> Instant::parse(std::string_view text) {
  const auto day = CivilDate::parse(text.substr(0, 10));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (!day.ok() || !has(text, 10, 'T') || !has(text, 13, ':') || !has(text, 16, ':')) return refuse(Code::TIME_SYNTAX);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return refuse(Code::TIME_SYNTAX);
  std::size_t at = 19;
  const std::int64_t fraction = parse_fraction(text, at);
  const std::int64_t offset = fraction < 0 ? kBadOffset : parse_offset(text.substr(at));
  if (offset == kBadOffset) return refuse(Code::TIME_SYNTAX);
  const std::int64_t of_day = (hour * 3600LL + minute * 60LL + second) * 1'000'000 + fraction;
  const Instant instant{day->days() * kMicrosPerDay + of_day - offset};
  if (!instant.has_date()) return refuse(Code::TIME_SYNTAX);
  return instant;
}

std::string Instant::utc_text() const {
  KATIWALA_ASSERT(has_date(), "text of an instant outside the calendar");
  return local_text(micros, true) + "Z";
}

std::string Instant::manila_text() const {
  KATIWALA_ASSERT(has_date(), "text of an instant outside the calendar");
  return local_text(micros + kManilaOffset, micros % 1'000'000 != 0) + "+08:00";
}

CivilDate::CivilDate(std::int32_t days_since_epoch) : days_(days_since_epoch) {
  KATIWALA_ASSERT(days_ >= kFirstDay && days_ <= kLastDay, "a date outside 0001-01-01 .. 9999-12-31");
}

Result<CivilDate> CivilDate::parse(std::string_view yyyy_mm_dd) {
  if (yyyy_mm_dd.size() != 10 || yyyy_mm_dd[4] != '-' || yyyy_mm_dd[7] != '-') return refuse(Code::DATE_SYNTAX);
  const int year = digits(yyyy_mm_dd, 0, 4);
  const int month = digits(yyyy_mm_dd, 5, 2);
  const int day = digits(yyyy_mm_dd, 8, 2);
  if (year < 0 || month < 0 || day < 0) return refuse(Code::DATE_SYNTAX);
  return from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Result<CivilDate> CivilDate::from_ymd(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month > 12 || day > 31) return refuse(Code::DATE_SYNTAX);
  const date::year_month_day ymd{date::year{year}, date::month{month}, date::day{day}};
  if (!ymd.ok()) return refuse(Code::DATE_SYNTAX);
  return CivilDate(static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count()));
}

int CivilDate::year() const { return static_cast<int>(parts(days_).year()); }
unsigned CivilDate::month() const { return static_cast<unsigned>(parts(days_).month()); }
unsigned CivilDate::day() const { return static_cast<unsigned>(parts(days_).day()); }

int CivilDate::weekday() const {
  return static_cast<int>(date::weekday{date::sys_days{date::days{days_}}}.c_encoding());
}

std::string CivilDate::text() const {
  const date::year_month_day ymd = parts(days_);
  std::string out;
  append_padded(out, static_cast<int>(ymd.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.day()), 2);
  return out;
}

CivilDate CivilDate::operator+(int days) const { return checked(std::int64_t{days_} + days); }
CivilDate CivilDate::operator-(int days) const { return checked(std::int64_t{days_} - days); }

CivilDate manila_date(Instant instant) {
  KATIWALA_ASSERT(instant.has_date(), "date of an instant outside the calendar");
  return checked(floor_div(instant.micros + kManilaOffset, kMicrosPerDay));
}

Instant start_of(CivilDate date) { return {date.days() * kMicrosPerDay - kManilaOffset}; }

CivilDate add_months(CivilDate date, int months) {
  const date::year_month_day from = parts(date.days());
  const std::int64_t month_count =
      static_cast<int>(from.year()) * 12LL + static_cast<unsigned>(from.month()) - 1 + months;
  KATIWALA_ASSERT(month_count >= 12 && month_count < 10'000 * 12, "a date outside 0001-01-01 .. 9999-12-31");
  const date::year_month month{date::year{static_cast<int>(month_count / 12)},
                               date::month{static_cast<unsigned>(month_count % 12 + 1)}};
  const date::day last = (month / date::last).day();
  return checked(date::sys_days{month / std::min(from.day(), last)}.time_since_epoch().count());
}

CivilDate add_years(CivilDate date, int years) {
  KATIWALA_ASSERT(years > -10'000 && years < 10'000, "a date outside 0001-01-01 .. 9999-12-31");
  return add_months(date, 12 * years);
}

CivilDate anniversary(CivilDate born, int years, LeapRule rule) {
  const CivilDate day = add_years(born, years);
  // Only 29 February can land on a lower-numbered day, and only in a common year.
  return day.day() != born.day() && rule == LeapRule::mar_1 ? day + 1 : day;
}

}  // namespace katiwala
