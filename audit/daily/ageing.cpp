#include "audit/daily/ageing.h"

#include <algorithm>

namespace katiwala::audit::daily {

using custody::Credit;

AgeBucket bucket_of(int days) {
  if (days <= 5) return AgeBucket::days_0_5;
  if (days <= 30) return AgeBucket::days_6_30;
  return days <= 90 ? AgeBucket::days_31_90 : AgeBucket::days_91_on;
}

Amount in_suspense(const Credit& credit) {
  if (credit.left) return *credit.left;
  return credit.matched ? zero(credit.amount.currency()) : credit.amount;
}

std::vector<AgedCredit> aged_credits(const custody::State& state, std::optional<custody::PoolId> pool, CivilDate day) {
  std::vector<AgedCredit> out;
  for (const auto& [id, credit] : state.credits) {
    const Amount amount = in_suspense(credit);
    if (amount.is_zero() || credit.booked > day || (pool && credit.pool != *pool)) continue;
    const int days = day.days() - credit.booked.days();
    out.push_back({id, credit.pool, amount, credit.booked, days, bucket_of(days), credit.left.has_value()});
  }
  std::ranges::sort(out, {}, [](const AgedCredit& one) { return std::pair(one.booked, one.credit); });
  return out;
}

std::map<std::pair<Currency, AgeBucket>, AgeRow> ageing(const std::vector<AgedCredit>& credits) {
  std::map<std::pair<Currency, AgeBucket>, AgeRow> out;
  for (const AgedCredit& one : credits) {
    const Currency currency = one.in_suspense.currency();
    AgeRow& row = out.try_emplace({currency, one.bucket}, AgeRow{0, zero(currency)}).first->second;
    ++row.credits;
    row.amount += one.in_suspense;
  }
  return out;
}

}  // namespace katiwala::audit::daily
