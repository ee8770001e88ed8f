#include "api/messages/rails.h"

#include <algorithm>
#include <array>

namespace katiwala::api::messages {
namespace {

constexpr std::int32_t at(std::int32_t hour, std::int32_t minute) { return hour * 60 + minute; }
constexpr std::int64_t kMicrosAMinute = 60'000'000;

constexpr std::array kBookCutOffs{at(16, 0)};
constexpr std::array kPesonetCutOffs{at(9, 0), at(12, 0), at(15, 0)};
constexpr std::array kPhilpassCutOffs{at(15, 0)};
constexpr std::array kSwiftCutOffs{at(14, 0)};

/// InstaPay never closes: what was released within an hour goes when the hour is over.
constexpr std::array<std::int32_t, 23> every_hour() {
  std::array<std::int32_t, 23> out{};
  for (std::int32_t hour = 1; hour <= 23; ++hour) out[static_cast<std::size_t>(hour) - 1] = at(hour, 0);
  return out;
}
constexpr auto kInstapayCutOffs = every_hour();

constexpr RailTerms kBook{"BKTR", "", false, false, false, false, kBookCutOffs};
constexpr RailTerms kInstapay{"INST", "INSTAPAY", true, false, false, false, kInstapayCutOffs};
constexpr RailTerms kPesonet{"NURG", "PESONET", true, false, false, true, kPesonetCutOffs};
constexpr RailTerms kPhilpass{"URGP", "PHILPASS", true, true, false, true, kPhilpassCutOffs};
constexpr RailTerms kSwift{"G001", "", false, true, true, true, kSwiftCutOffs};

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

std::uint32_t windows_a_day(PaymentRail rail) { return static_cast<std::uint32_t>(terms_of(rail).cut_offs_minutes.size()) + 1; }

Window window_at(PaymentRail rail, CivilDate day, std::uint32_t number) {
  const auto cut_offs = terms_of(rail).cut_offs_minutes;
  KATIWALA_ASSERT(number >= 1 && number <= cut_offs.size() + 1, "a window that the day does not have");
  const bool last = number > cut_offs.size();
  const Instant closes = last ? start_of(day + 1) : Instant{start_of(day).micros + cut_offs[number - 1] * kMicrosAMinute};
  return {day, number, closes};
}

Window window_of(PaymentRail rail, Instant released) {
  const CivilDate day = manila_date(released);
  const std::int64_t micros = released.micros - start_of(day).micros;
  const auto passed = std::ranges::count_if(terms_of(rail).cut_offs_minutes, [micros](std::int32_t minutes) { return minutes * kMicrosAMinute <= micros; });
  return window_at(rail, day, static_cast<std::uint32_t>(passed) + 1);
}

Result<CivilDate> execution_day(PaymentRail rail, const Window& window, CivilDate handed_over, const Calendar& calendar) {
  if (!terms_of(rail).banking_days) return std::max(window.day, handed_over);
  const bool after_the_last = window.number == windows_a_day(rail);
  return calendar.roll_following(std::max(after_the_last ? window.day + 1 : window.day, handed_over));
}

}  // namespace katiwala::api::messages
