#include "api/messages/rails.h"

#include <algorithm>

namespace katiwala::api::messages {
namespace {

constexpr std::int64_t kMicrosAMinute = 60'000'000;

constexpr RailTerms kBook{"BKTR", "", false, false, false, false};
constexpr RailTerms kInstapay{"INST", "INSTAPAY", true, false, false, false};
constexpr RailTerms kPesonet{"NURG", "PESONET", true, false, false, true};
constexpr RailTerms kPhilpass{"URGP", "PHILPASS", true, true, false, true};
constexpr RailTerms kSwift{"G001", "", false, true, true, true};

}  // namespace

const RailTerms& terms_of(PaymentRail rail) {
  switch (rail) {
    case PaymentRail::book_transfer: return kBook;
    case PaymentRail::instapay: return kInstapay;
    case PaymentRail::pesonet: return kPesonet;
    case PaymentRail::philpass: return kPhilpass;
    case PaymentRail::swift: return kSwift;
  }
  halt("a rail without terms", __FILE__, __LINE__);
}

std::uint32_t windows_a_day(CutOffs cut_offs) { return static_cast<std::uint32_t>(cut_offs.size()) + 1; }

Window window_at(CutOffs cut_offs, CivilDate day, std::uint32_t number) {
  KATIWALA_ASSERT(number >= 1 && number <= windows_a_day(cut_offs), "a window that the day does not have");
  const bool last = number > cut_offs.size();
  const Instant closes = last ? start_of(day + 1) : Instant{start_of(day).micros + cut_offs[number - 1] * kMicrosAMinute};
  return {day, number, closes, last};
}

Window window_of(CutOffs cut_offs, Instant released) {
  const CivilDate day = manila_date(released);
  const std::int64_t micros = released.micros - start_of(day).micros;
  const auto passed = std::ranges::count_if(cut_offs, [micros](std::int32_t minutes) { return minutes * kMicrosAMinute <= micros; });
  return window_at(cut_offs, day, static_cast<std::uint32_t>(passed) + 1);
}

Result<CivilDate> execution_day(PaymentRail rail, const Window& window, CivilDate handed_over, const Calendar& calendar) {
  if (!terms_of(rail).banking_days) return std::max(window.day, handed_over);
  return calendar.roll_following(std::max(window.after_last ? window.day + 1 : window.day, handed_over));
}

}  // namespace katiwala::api::messages
