// Largest-remainder allocation: R53 of rules.md, and the shares of an omnibus receipt (docs/books.md).
#include <algorithm>
#include <numeric>

#include "ledger/money/amount.h"
#include "ledger/money/exact.h"

namespace katiwala {
namespace {

Minor checked_sum(std::span<const Amount> shares) {
  KATIWALA_ASSERT(!shares.empty(), "allocation over no shares");
  Minor sum = 0;
  for (const Amount& share : shares) {
    KATIWALA_ASSERT(share.is_positive(), "allocation over a share that is not positive");
    KATIWALA_ASSERT(share.currency() == shares.front().currency(), "allocation over shares of two currencies");
    sum += wide(share);
  }
  return sum;
}

/// total * share / sum, exactly: whole minor units and what is over, in parts of `sum`.
struct Quota {
  Amount whole;
  Minor over = 0;
};
Quota quota(Amount total, const Amount& share, const Minor& sum) {
  // Below 10^36, so within 127 bits.
  const Minor product = wide(total) * wide(share);
  Minor floored, over;
  boost::multiprecision::divide_qr(product, sum, floored, over);
  return {Amount(total.currency(), floored.convert_to<std::int64_t>()), over};
}

/// Gives each active share its part of `total` in `parts`.
void split(Amount total, std::span<const Amount> shares, std::vector<Amount>& parts) {
  const Minor sum = checked_sum(shares);
  std::vector<Minor> remainders(shares.size());
  Amount left = total;
  parts.assign(shares.size(), zero(total.currency()));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Quota exact = quota(total, shares[i], sum);
    parts[i] = exact.whole;
    remainders[i] = exact.over;
    left -= parts[i];
  }
  if (left.is_zero()) return;
  const auto units = static_cast<std::size_t>(left.minor());
  KATIWALA_ASSERT(units < shares.size(), "more left over than there are remainders");
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
#ifdef KATIWALA_SABOTAGE_share_half_up
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return remainders[a] * 2 >= sum && remainders[b] * 2 < sum; });
#else
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
#endif
  for (std::size_t i = 0; i < units; ++i) parts[order[i]] += Amount(total.currency(), 1);
}

void check_capped(Amount total, std::span<const Amount> shares, std::span<const Amount> caps) {
  KATIWALA_ASSERT(!total.is_negative(), "allocation of less than nothing");
  KATIWALA_ASSERT(caps.size() == shares.size(), "allocation with another number of caps than shares");
  static_cast<void>(checked_sum(shares));
  for (const Amount& cap : caps) {
    KATIWALA_ASSERT(cap.currency() == total.currency(), "a cap in another currency than the total");
    KATIWALA_ASSERT(!cap.is_negative(), "a cap below zero");
  }
}

}  // namespace

std::vector<Amount> allocate(Amount total, std::span<const Amount> shares) {
  KATIWALA_ASSERT(!total.is_negative(), "allocation of less than nothing");
  std::vector<Amount> parts;
  split(total, shares, parts);
  return parts;
}

CappedAllocation allocate_capped(Amount total, std::span<const Amount> shares, std::span<const Amount> caps) {
  check_capped(total, shares, caps);
  CappedAllocation out{std::vector<Amount>(shares.size(), zero(total.currency())), total};
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (caps[i].is_positive()) open.push_back(i);
  }
  // By exact quotas: of a quota that passes its cap by less than a unit the rest is shared among the others too, where rounding alone would hide
  // it. Quotas only grow as others are capped: whoever is capped once stays capped, so each round settles them for good. Once nobody's quota
  // passes a cap no part does either, since a cap is whole.
  while (!open.empty()) {
    std::vector<Amount> weights;
    for (const std::size_t i : open) weights.push_back(shares[i]);
    const Minor sum = checked_sum(weights);
    const Amount shared = out.left;
    const auto capped = std::ranges::stable_partition(open, [&](std::size_t i) {
      const Quota exact = quota(shared, shares[i], sum);
      return exact.whole < caps[i] || (exact.whole == caps[i] && exact.over == 0);
    });
    if (capped.empty()) {
      std::vector<Amount> parts;
      split(out.left, weights, parts);
      for (std::size_t k = 0; k < open.size(); ++k) out.parts[open[k]] = parts[k];
      out.left = zero(total.currency());
      return out;
    }
    for (const std::size_t i : capped) {
      out.parts[i] = caps[i];
      out.left -= caps[i];
    }
    open.erase(capped.begin(), capped.end());
  }
  return out;
}

}  // namespace katiwala
