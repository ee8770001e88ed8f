#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "ledger/money/exact.h"
#include "ledger/money/rate.h"
#include "tests/ledger/money/samples.h"

namespace katiwala::allocate_test {
namespace {

using Integer = boost::multiprecision::cpp_int;
using Texts = std::vector<std::string>;

std::vector<Amount> amounts(const char* code, std::initializer_list<const char*> texts) {
  std::vector<Amount> out;
  for (const char* text : texts) out.push_back(money(code, text));
  return out;
}

Texts texts(const std::vector<Amount>& parts) {
  Texts out;
  for (const Amount& part : parts) out.push_back(part.text());
  return out;
}

const auto kSiblings = [] { return amounts("USD", {"5000.00", "4000.00", "3000.00"}); };

TEST(Allocate, ThreeSiblings) {  // S02
  EXPECT_EQ(texts(allocate(money("USD", "1000.00"), kSiblings())), (Texts{"416.67", "333.33", "250.00"}));
  EXPECT_EQ(texts(allocate(money("USD", "100.01"), kSiblings())), (Texts{"41.67", "33.34", "25.00"}));
}

TEST(AllocateCapped, WhatNobodyCanTakeIsLeft) {  // S02, third receipt and the one after
  const auto third = allocate_capped(money("USD", "10900.00"), kSiblings(), amounts("USD", {"4541.66", "3633.33", "2725.00"}));
  EXPECT_EQ(texts(third.parts), (Texts{"4541.66", "3633.33", "2725.00"}));
  EXPECT_EQ(third.left.text(), "0.01");
  const auto fourth = allocate_capped(money("USD", "24.00"), kSiblings(), amounts("USD", {"0.00", "0.00", "0.00"}));
  EXPECT_EQ(texts(fourth.parts), (Texts{"0.00", "0.00", "0.00"}));
  EXPECT_EQ(fourth.left.text(), "24.00");
}

TEST(Allocate, Edges) {
  const auto equal = amounts("PHP", {"1.00", "1.00", "1.00"});
  EXPECT_EQ(texts(allocate(money("PHP", "0.01"), equal)), (Texts{"0.01", "0.00", "0.00"}));  // a tie goes to the lowest
  EXPECT_EQ(texts(allocate(money("PHP", "0.02"), equal)), (Texts{"0.01", "0.01", "0.00"}));
  EXPECT_EQ(texts(allocate(money("PHP", "0.03"), equal)), (Texts{"0.01", "0.01", "0.01"}));
  EXPECT_EQ(texts(allocate(money("PHP", "0.00"), equal)), (Texts{"0.00", "0.00", "0.00"}));
  EXPECT_EQ(texts(allocate(money("PHP", "7.77"), amounts("PHP", {"0.01"}))), (Texts{"7.77"}));
  EXPECT_EQ(texts(allocate(money("PHP", "0.01"), amounts("PHP", {"1.00", "2.00"}))), (Texts{"0.00", "0.01"}));
  // Shares are weights: those of the order may be in another currency than the receipt.
  EXPECT_EQ(texts(allocate(money("JPY", "1000"), kSiblings())), (Texts{"417", "333", "250"}));
  const Amount top(ccy("JPY"), kMaxMinor);
  const std::vector<Amount> tops(3, top);
  EXPECT_EQ(texts(allocate(top, tops)), (Texts{"333333333333333333", "333333333333333333", "333333333333333333"}));
}

TEST(AllocateCapped, WhatIsCappedIsSharedAgain) {
  const auto shares = amounts("PHP", {"1.00", "1.00", "2.00"});
  // Quotas 25, 25, 50. The first may take 10: 90 over 1:2 is 30 and 60.
  const auto once = allocate_capped(money("PHP", "100.00"), shares, amounts("PHP", {"10.00", "100.00", "100.00"}));
  EXPECT_EQ(texts(once.parts), (Texts{"10.00", "30.00", "60.00"}));
  EXPECT_TRUE(once.left.is_zero());
  // The second is capped only because the first was.
  const auto twice = allocate_capped(money("PHP", "100.00"), shares, amounts("PHP", {"10.00", "27.00", "100.00"}));
  EXPECT_EQ(texts(twice.parts), (Texts{"10.00", "27.00", "63.00"}));
  // A cap of nothing takes no part; a cap exactly met takes no more.
  const auto none = allocate_capped(money("PHP", "0.03"), shares, amounts("PHP", {"0.00", "0.01", "0.02"}));
  EXPECT_EQ(texts(none.parts), (Texts{"0.00", "0.01", "0.02"}));
  EXPECT_TRUE(none.left.is_zero());
}

/// A quota that passes its cap by less than a unit, which rounding takes away again: the rest of it is the others' too.
TEST(AllocateCapped, WhatPassesACapByLessThanAUnitIsSharedAgain) {
  struct Case {
    const char* total;
    std::vector<std::string_view> shares, caps;
    Texts parts;
  };
  const Case cases[] = {
      // Quotas 8/9, 1 1/3, 1 1/3, 4/9. What the second may not have is the others': 3 over 2:3:1 is 1, 1 1/2 and 1/2.
      {"0.04", {"0.02", "0.03", "0.03", "0.01"}, {"0.01", "0.01", "0.02", "0.01"}, {"0.01", "0.01", "0.02", "0.00"}},
      // Its quota is its cap: nothing to share again.
      {"0.09", {"0.02", "0.03", "0.03", "0.01"}, {"0.09", "0.03", "0.09", "0.09"}, {"0.02", "0.03", "0.03", "0.01"}},
      // A hair above, a hair below: 3:1 over 0.05 is 3 3/4 and 1 1/4; with a cap of 3 the last has the rest, with 4 rounding gives the first the unit.
      {"0.05", {"3.00", "1.00"}, {"0.03", "0.05"}, {"0.03", "0.02"}},
      {"0.05", {"3.00", "1.00"}, {"0.04", "0.05"}, {"0.04", "0.01"}},
  };
  for (const Case& c : cases) {
    std::vector<Amount> shares, caps;
    for (const std::string_view text : c.shares) shares.push_back(money("PHP", text));
    for (const std::string_view text : c.caps) caps.push_back(money("PHP", text));
    const auto out = allocate_capped(money("PHP", c.total), shares, caps);
    EXPECT_EQ(texts(out.parts), c.parts) << c.total;
    EXPECT_TRUE(out.left.is_zero()) << c.total;
  }
}

TEST(AllocateDeathTest, BrokenPreconditionsHalt) {
  const Amount one = money("PHP", "1.00");
  const auto shares = amounts("PHP", {"1.00", "2.00"});
  EXPECT_DEATH(allocate(one, {}), "no shares");
  EXPECT_DEATH(allocate(-one, shares), "less than nothing");
  EXPECT_DEATH(allocate(one, amounts("PHP", {"1.00", "0.00"})), "not positive");
  const std::vector<Amount> mixed = {one, money("USD", "1.00")};
  EXPECT_DEATH(allocate(one, mixed), "two currencies");
  EXPECT_DEATH(allocate_capped(one, shares, amounts("PHP", {"1.00"})), "number of caps");
  EXPECT_DEATH(allocate_capped(one, shares, amounts("USD", {"1.00", "1.00"})), "another currency");
  EXPECT_DEATH(allocate_capped(one, shares, amounts("PHP", {"1.00", "-1.00"})), "below zero");
}

std::vector<Amount> draw(std::size_t count, std::int64_t low) {
  const std::int64_t high = *rc::gen::elementOf(std::vector<std::int64_t>{4, 1000, 1'000'000'000, kMaxMinor});
  const auto minors = *rc::gen::container<std::vector<std::int64_t>>(count, rc::gen::inRange<std::int64_t>(low, high));
  std::vector<Amount> out;
  for (const std::int64_t minor : minors) out.emplace_back(ccy("PHP"), minor);
  return out;
}

Amount draw_total() {
  const std::int64_t high = *rc::gen::elementOf(std::vector<std::int64_t>{10, 10'000, kMaxMinor});
  return {ccy("PHP"), *rc::gen::inRange<std::int64_t>(0, high)};
}

Integer sum(const std::vector<Amount>& values) {
  Integer out = 0;
  for (const Amount& value : values) out += value.minor();
  return out;
}

Rational quota(Amount total, const std::vector<Amount>& shares, std::size_t i) {
  return Rational(Integer(total.minor())) * Rational(Integer(shares[i].minor()), sum(shares));
}

/// Largest remainder by its definition: one unit after the other to whoever is furthest below the exact quota.
std::vector<Amount> by_definition(Amount total, const std::vector<Amount>& shares) {
  std::vector<Amount> parts;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Rational exact = quota(total, shares, i);
    parts.emplace_back(total.currency(), Integer(numerator(exact) / denominator(exact)).convert_to<std::int64_t>());
  }
  for (Integer left = Integer(total.minor()) - sum(parts); left > 0; --left) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < shares.size(); ++i) {
      const auto missing = [&](std::size_t k) { return Rational(quota(total, shares, k) - Rational(Integer(parts[k].minor()))); };
      if (missing(i) > missing(best)) best = i;
    }
    parts[best] += Amount(total.currency(), 1);
  }
  return parts;
}

RC_GTEST_PROP(Allocate, IsTheLargestRemainderMethod, ()) {
  const auto shares = draw(*rc::gen::inRange<std::size_t>(1, 9), 1);
  const Amount total = draw_total();
  const auto parts = allocate(total, shares);
  RC_ASSERT(parts == by_definition(total, shares));
  RC_ASSERT(sum(parts) == Integer(total.minor()));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT(abs(quota(total, shares, i) - Rational(Integer(parts[i].minor()))) < 1);
  }
}

RC_GTEST_PROP(Allocate, OrderOfTheSharesDecidesNothingButTies, ()) {
  const auto shares = draw(*rc::gen::inRange<std::size_t>(1, 9), 1);
  const Amount total = draw_total();
  std::vector<Amount> reversed(shares.rbegin(), shares.rend());
  const auto parts = allocate(total, shares);
  auto back = allocate(total, reversed);
  std::ranges::reverse(back);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == back[i]) continue;
    // Only a remainder that somebody else has too may come out differently, and by one unit.
    RC_ASSERT(abs(Integer(parts[i].minor()) - back[i].minor()) == 1);
    const auto fraction = [&](std::size_t k) {
      const Rational exact = quota(total, shares, k);
      return Rational(numerator(exact) % denominator(exact), denominator(exact));
    };
    bool shared = false;
    for (std::size_t k = 0; k < parts.size(); ++k) shared = shared || (k != i && fraction(k) == fraction(i));
    RC_ASSERT(shared);
  }
  // Of equal shares the one that stands first never has less.
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    for (std::size_t k = i + 1; k < parts.size(); ++k) RC_ASSERT(shares[i] != shares[k] || parts[i] >= parts[k]);
  }
}

RC_GTEST_PROP(AllocateCapped, NobodyPassesACapAndNothingIsLost, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 9);
  const auto shares = draw(count, 1);
  const auto caps = draw(count, 0);
  const Amount total = draw_total();
  const auto out = allocate_capped(total, shares, caps);
  RC_ASSERT(sum(out.parts) + out.left.minor() == Integer(total.minor()));
  RC_ASSERT(!out.left.is_negative());
  std::vector<Amount> open_shares;
  std::vector<Amount> open_parts;
  Amount open_total = total;
  for (std::size_t i = 0; i < count; ++i) {
    RC_ASSERT(out.parts[i] <= caps[i]);
    RC_ASSERT(!out.parts[i].is_negative());
    if (out.left.is_positive()) RC_ASSERT(out.parts[i] == caps[i]);
    if (out.parts[i] == caps[i]) {
      open_total -= caps[i];
    } else {
      open_shares.push_back(shares[i]);
      open_parts.push_back(out.parts[i]);
    }
  }
  if (open_shares.empty()) return;
  // Nobody who could have taken more is behind one who could: what the open ones have per share is at least what any
  // capped one has, but for the one unit of rounding.
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < open_shares.size(); ++k) {
      RC_ASSERT((Integer(open_parts[k].minor()) + 1) * shares[i].minor() >= (Integer(out.parts[i].minor()) - 1) * open_shares[k].minor());
    }
  }
  RC_ASSERT(sum(open_parts) == Integer(open_total.minor()));
}

/// Capping by its definition: whoever's exact quota passes the cap gets the cap, until nobody's does; the rest is shared.
RC_GTEST_PROP(AllocateCapped, IsTheDefinitionOnExactQuotas, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 9);
  const auto shares = draw(count, 1);
  const auto caps = draw(count, 0);
  Amount left = draw_total();
  const auto out = allocate_capped(left, shares, caps);
  std::vector<Amount> expected = caps;
  std::vector<std::size_t> open(count);
  std::iota(open.begin(), open.end(), std::size_t{0});
  std::erase_if(open, [&](std::size_t i) { return caps[i].is_zero(); });
  std::vector<Amount> weights;
  for (bool again = true; again;) {
    again = false;
    weights.clear();
    for (const std::size_t i : open) weights.push_back(shares[i]);
    std::vector<std::size_t> rest;
    Amount next = left;
    for (std::size_t k = 0; k < open.size(); ++k) {
      if (quota(left, weights, k) > Rational(Integer(caps[open[k]].minor()))) {
        next -= caps[open[k]];
        again = true;
      } else {
        rest.push_back(open[k]);
      }
    }
    open = rest;
    left = next;
  }
  if (!open.empty()) {
    const auto parts = by_definition(left, weights);
    for (std::size_t k = 0; k < open.size(); ++k) expected[open[k]] = parts[k];
    left = zero(left.currency());
  }
  RC_ASSERT(out.parts == expected);
  RC_ASSERT(out.left == left);
}

RC_GTEST_PROP(AllocateCapped, WithoutBindingCapsItIsAllocate, ()) {
  const auto shares = draw(*rc::gen::inRange<std::size_t>(1, 9), 1);
  const Amount total = draw_total();
  const std::vector<Amount> caps(shares.size(), total.is_zero() ? Amount(ccy("PHP"), 1) : total);
  RC_ASSERT(allocate_capped(total, shares, caps).parts == allocate(total, shares));
}

}  // namespace
}  // namespace katiwala::allocate_test
