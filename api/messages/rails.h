/// What each rail asks of a payment, and when it takes one.
///
///   rail            SvcLvl/Cd  LclInstrm/Prtry  currency  payee's bank     payee's address   days
///   book_transfer   BKTR                        any       the pool's own                     every
///   instapay        INST       INSTAPAY         PHP       BIC or member                      every; R48 limits the amount
///   pesonet         NURG       PESONET          PHP       BIC or member                      banking days
///   philpass        URGP       PHILPASS         PHP       BIC                                banking days
///   swift           G001                        any       BIC              town, country     banking days
///
/// A window is a stretch of a Manila day within which released payments of one pool, rail and currency gather to one file. It ends at
/// a cut-off, which itself belongs to the next window; the last one of a day ends with the day and is executed as of the next. The cut-offs are handed
/// in: they are the rulebook's (R49).
/// Source: ISO 20022 external service levels; BSP Circular 1223 (BIC or LEI of all banks, UETR and structured parties across borders);
/// CBPR+ (town and country of an address); rules.md, payment rails. Design defaults, to be agreed with the bank: the proprietary local instruments.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ledger/time/calendar.h"

namespace katiwala::api::messages {

enum class PaymentRail : std::uint8_t { book_transfer, instapay, pesonet, philpass, swift };

struct RailTerms {
  std::string_view service_level;
  std::string_view local_instrument;  ///< empty: none
  bool pesos_only = false;
  bool needs_bic = false;             ///< of both banks
  bool needs_address = false;         ///< of the payee: town and country at least
  bool banking_days = false;          ///< executed on those alone
};
const RailTerms& terms_of(PaymentRail rail);

/// Minutes of the Manila day, ascending, each after its first and before its end.
using CutOffs = std::span<const std::int32_t>;

struct Window {
  CivilDate day;
  std::uint32_t number = 1;  ///< from 1
  Instant closes;            ///< the first instant that is not of it
  bool after_last = false;   ///< after the day's last cut-off
  bool operator==(const Window&) const = default;
};
/// Pre: has_date().
Window window_of(CutOffs cut_offs, Instant released);
/// How many a day has.
std::uint32_t windows_a_day(CutOffs cut_offs);
/// Pre: 1 <= number <= windows_a_day.
Window window_at(CutOffs cut_offs, CivilDate day, std::uint32_t number);

/// The day on which a window's payments, handed over on `handed_over` or before, are executed: the window's own, after the last cut-off the next,
/// and a banking day where the rail needs one. CALENDAR_YEAR_MISSING.
Result<CivilDate> execution_day(PaymentRail rail, const Window& window, CivilDate handed_over, const Calendar& calendar);

}  // namespace katiwala::api::messages
