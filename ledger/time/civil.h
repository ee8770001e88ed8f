/// Legal time: instants of the journal, and civil dates in Asia/Manila (UTC+8, no daylight saving).
///
/// Every legal date is a Manila civil date. Months and years are calendar months and years, first day excluded, last
/// included (Administrative Code 1987, Bk I Ch VIII s.31; CIR v. Primetown, G.R. 162155).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala {

/// Microseconds since the Unix epoch, UTC.
///
/// Everything below that speaks of dates or text needs `has_date()`: whoever reads an instant from bytes checks it.
struct Instant {
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
  /// Whether both the UTC and the Manila date lie in 0001-01-01 .. 9999-12-31.
  [[nodiscard]] bool has_date() const;
  /// RFC 3339 with explicit offset or Z, up to 6 decimals of a second: "2026-03-02T09:15:00+08:00". Capital T and Z; no
  /// leap second (journal time has none), no "-00:00" (RFC 3339 4.3: offset unknown). TIME_SYNTAX otherwise.
  static Result<Instant> parse(std::string_view text);
  /// "2026-03-02T01:15:00.000000Z"
  [[nodiscard]] std::string utc_text() const;
  /// "2026-03-02T09:15:00+08:00", with six decimals where the second is not whole.
  [[nodiscard]] std::string manila_text() const;
};

/// A day in the proleptic Gregorian calendar, 0001-01-01 .. 9999-12-31, stored as days since 1970-01-01.
class CivilDate {
 public:
  CivilDate() = default;
  /// Pre: in range (asserted).
  explicit CivilDate(std::int32_t days_since_epoch);
  /// Exactly "YYYY-MM-DD"; DATE_SYNTAX otherwise, also for a day that the month does not have.
  static Result<CivilDate> parse(std::string_view yyyy_mm_dd);
  static Result<CivilDate> from_ymd(int year, unsigned month, unsigned day);

  [[nodiscard]] std::int32_t days() const { return days_; }
  [[nodiscard]] int year() const;
  [[nodiscard]] unsigned month() const;
  [[nodiscard]] unsigned day() const;
  [[nodiscard]] int weekday() const;  ///< 0 = Sunday .. 6 = Saturday
  [[nodiscard]] std::string text() const;
  auto operator<=>(const CivilDate&) const = default;

  /// Pre: the result is in range (asserted).
  CivilDate operator+(int days) const;
  CivilDate operator-(int days) const;

 private:
  std::int32_t days_ = 0;
};

/// The Manila civil date of an instant, and the instant at which a Manila civil date begins (00:00:00+08:00).
CivilDate manila_date(Instant instant);
Instant start_of(CivilDate date);

/// Calendar months later (earlier if negative): the same-numbered day, or the last day of a shorter month (Primetown).
/// Pre: the result is in range (asserted).
CivilDate add_months(CivilDate date, int months);
/// add_months(date, 12 * years).
CivilDate add_years(CivilDate date, int years);

/// What a birthday on 29 February becomes in a common year (R02): 1 March (default) or 28 February.
enum class LeapRule { mar_1, feb_28 };
/// The n-th anniversary of a birth date.
CivilDate anniversary(CivilDate born, int years, LeapRule rule);

}  // namespace katiwala
