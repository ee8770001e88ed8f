// Shares under limits, all of them that are small: what random histories meet too seldom to be asked for it. A share that passes its limit by less than a unit is
// shared again like any other.
#include <gtest/gtest.h>

#include <iostream>

#include "ledger/money/amount.h"
#include "tests/model/exact/reckoning/numbers.h"

namespace katiwala::model::exact::small_shares {
namespace {

using reckoning::Fault;
using reckoning::Whole;

constexpr std::int64_t kMostTotal = 9, kMostWeight = 3, kMostLimit = 3;

/// Each of `count` numbers from `low` to `high`, as the digits of `number`; nothing once all were had.
std::vector<std::int64_t> digits(std::uint64_t number, std::size_t count, std::int64_t low, std::int64_t high) {
  const auto base = static_cast<std::uint64_t>(high - low + 1);
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i < count; ++i, number /= base) out.push_back(low + static_cast<std::int64_t>(number % base));
  return number == 0 ? out : std::vector<std::int64_t>();
}

std::vector<Whole> ledgers(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& limits) {
  const Currency php = Currency::parse("PHP").value();
  const auto amounts = [&](const std::vector<std::int64_t>& minors) {
    std::vector<Amount> out;
    for (const std::int64_t minor : minors) out.emplace_back(php, minor);
    return out;
  };
  std::vector<Whole> out;
  for (const Amount& part : allocate_capped(Amount(php, total), amounts(weights), amounts(limits)).parts) out.emplace_back(part.minor());
  return out;
}

struct Compared {
  std::uint64_t cases = 0, differ = 0, differ_by_rounded = 0;
};

void compare(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& limits, Compared& out) {
  const std::vector<Whole> wholes(weights.begin(), weights.end()), most(limits.begin(), limits.end());
  const std::vector<Whole> given = ledgers(total, weights, limits);
  ++out.cases;
  if (given != reckoning::share_limited(total, wholes, most, Fault::none).parts) ++out.differ;
  if (given != reckoning::share_limited(total, wholes, most, Fault::limit_on_rounded).parts) ++out.differ_by_rounded;
}

TEST(SmallShares, AllOfThemAreSharedAsTheReckonerShares) {
  Compared compared;
  for (std::size_t count = 1; count <= 3; ++count) {
    for (std::uint64_t w = 0;; ++w) {
      const auto weights = digits(w, count, 1, kMostWeight);
      if (weights.empty()) break;
      for (std::uint64_t l = 0;; ++l) {
        const auto limits = digits(l, count, 0, kMostLimit);
        if (limits.empty()) break;
        for (std::int64_t total = 0; total <= kMostTotal; ++total) compare(total, weights, limits, compared);
      }
    }
  }
  compare(4, {2, 3, 3, 1}, {1, 1, 2, 1}, compared);  // what a random property found first
  EXPECT_EQ(compared.differ, 0U);
  EXPECT_GT(compared.differ_by_rounded, 0U) << "a limit held against rounded parts was not noticed";
  std::cout << "SHOWN: shares under limits, all of up to 3 with weights to 3, limits to 3 and totals to 9: " << compared.cases << ", " << compared.differ
            << " differ; held against rounded parts instead, " << compared.differ_by_rounded << " do\n";
}

}  // namespace
}  // namespace katiwala::model::exact::small_shares
