// Largest-remainder allocation: R53 of rules.md, and the shares of an omnibus receipt (design.md, 5).
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

/// Gives each active share its part of `total` in `parts`.
void split(Amount total, std::span<const Amount> shares, std::vector<Amount>& parts) {
  const Minor sum = checked_sum(shares);
  std::vector<Minor> remainders(shares.size());
  Amount left = total;
  parts.assign(shares.size(), zero(total.currency()));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    // Below 10^36, so within 127 bits.
    const Minor product = wide(total) * wide(shares[i]);
    Minor floored;
    boost::multiprecision::divide_qr(product, sum, floored, remainders[i]);
    parts[i] = Amount(total.currency(), floored.convert_to<std::int64_t>());
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
  // A part above its cap means that the exact quota is above it too (a unit is only ever added to a quota that is not
  // whole), and quotas only grow as others are capped: whoever is capped once stays capped, so each round may settle them
  // for good and share what is left from the beginning among the rest.
  std::vector<Amount> weights;
  std::vector<Amount> parts;
  while (!open.empty()) {
    weights.clear();
    for (const std::size_t i : open) weights.push_back(shares[i]);
    split(out.left, weights, parts);
    std::vector<std::size_t> still_open;
    Amount settled = zero(total.currency());
    for (std::size_t k = 0; k < open.size(); ++k) {
      const std::size_t i = open[k];
      if (parts[k] > caps[i]) {
        out.parts[i] = caps[i];
        settled += caps[i];
      } else {
        still_open.push_back(i);
      }
    }
    if (still_open.size() == open.size()) {
      for (std::size_t k = 0; k < open.size(); ++k) out.parts[open[k]] = parts[k];
      out.left = zero(total.currency());
      return out;
    }
    out.left -= settled;
    open = std::move(still_open);
  }
  return out;
}

}  // namespace katiwala
