/// How long money has been in suspense: credits that wait to be matched, and what was left over of those that were (R55, R56).
#pragma once

#include <map>
#include <vector>

#include "ledger/custody/state.h"

namespace katiwala::audit::daily {

/// By calendar days since the bank booked it.
enum class AgeBucket : std::uint8_t { days_0_5 = 1, days_6_30 = 2, days_31_90 = 3, days_91_on = 4 };
AgeBucket bucket_of(int days);

struct AgedCredit {
  custody::CreditId credit;
  custody::PoolId pool;
  Amount in_suspense;
  CivilDate booked;
  int days = 0;             ///< 0 on the day itself
  AgeBucket bucket = AgeBucket::days_0_5;
  bool left_over = false;   ///< of a credit that was matched, or went back in part
};

/// What of a credit is in suspense; zero where nothing is.
Amount in_suspense(const custody::Credit& credit);

/// Of one pool, or of all; booked up to `day`, oldest first, of one day by id.
std::vector<AgedCredit> aged_credits(const custody::State& state, std::optional<custody::PoolId> pool, CivilDate day);

struct AgeRow {
  std::size_t credits = 0;
  Amount amount;
};
/// By currency and bucket; a bucket with nothing in it has no row. Pre: amounts of one currency together within the bound.
std::map<std::pair<Currency, AgeBucket>, AgeRow> ageing(const std::vector<AgedCredit>& credits);

}  // namespace katiwala::audit::daily

namespace katiwala {
template <>
struct Names<audit::daily::AgeBucket> {
  using B = audit::daily::AgeBucket;
  static constexpr std::array<std::pair<B, std::string_view>, 4> rows{
      {{B::days_0_5, "0-5"}, {B::days_6_30, "6-30"}, {B::days_31_90, "31-90"}, {B::days_91_on, "91-"}}};
};
}  // namespace katiwala
