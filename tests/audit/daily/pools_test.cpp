// Several breaks at once in days of several pools and currencies: each is found where it was put and nowhere else, and a pool without one agrees as it
// would have agreed alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/audit/daily/days.h"

namespace katiwala::audit::daily::testing::pools::pools_test {
namespace {

constexpr std::uint64_t kFirstSeed = 20'260'807;
constexpr int kSeeds = 400, kQuietSeeds = 600, kBlindSeeds = 60;

/// Two to eight of the kinds, at random; some of them twice.
std::vector<Injected> chosen(std::uint64_t seed) {
  std::mt19937_64 random(seed ^ 0xb00c5ULL);
  std::vector<Injected> out;
  for (std::size_t left = 2 + random() % 7; left > 0; --left) out.push_back(kInjected[random() % std::size(kInjected)]);
  return out;
}

struct Count {
  int put = 0, found = 0, named = 0;
};

struct Tally {
  std::map<Injected, Count> of;
  int others = 0;            ///< breaks that nothing was put in for
  int broken = 0, quiet = 0; ///< accounts
  int accounts_wrong = 0;    ///< that agree where something was put, or do not where nothing was
  std::size_t movements = 0;

  [[nodiscard]] Count sum() const {
    Count all;
    for (const auto& [what, one] : of) {
      all.put += one.put;
      all.found += one.found;
      all.named += one.named;
    }
    return all;
  }
};

bool is_named(const Break& found, BreakKind kind) {
  return std::ranges::any_of(found.candidates, [&](const Candidate& c) { return c.kind == kind && c.rank <= 3; });
}

void count(const Days& days, std::span<const Finder> with, Tally& tally) {
  const auto results = reconcile(days.accounts, with);
  std::set<const Break*> met;
  std::set<std::size_t> touched;
  for (const Put& put : days.puts) {
    Count& of = tally.of[put.what];
    ++of.put;
    touched.insert(put.account);
    const auto& breaks = results[put.account].breaks;
    const auto found = std::ranges::find_if(breaks, [&](const Break& b) { return !met.contains(&b) && speaks_of(b, put) && is_named(b, kind_of(put.what)); });
    if (found == breaks.end()) continue;
    ++of.found;
    of.named += found->kind() == kind_of(put.what) ? 1 : 0;
    met.insert(&*found);
  }
  for (std::size_t a = 0; a < results.size(); ++a) {
    tally.others += static_cast<int>(results[a].breaks.size());
    const bool broken = touched.contains(a);
    ++(broken ? tally.broken : tally.quiet);
    const bool sums = broken || (results[a].difference.is_zero() && results[a].held_difference.is_zero());
    if (results[a].standing != (broken ? Standing::broken : Standing::agrees) || !sums || !results[a].unexplained.is_zero()) ++tally.accounts_wrong;
  }
  tally.others -= static_cast<int>(met.size());
  tally.movements += days.movements;
}

Tally play(std::span<const Finder> with, int seeds) {
  Tally tally;
  for (int i = 0; i < seeds; ++i) {
    const std::uint64_t seed = kFirstSeed + static_cast<std::uint64_t>(i);
    count(make_pools(seed, chosen(seed)), with, tally);
  }
  return tally;
}

/// What a pool's people see of it.
std::string seen(const Reconciliation& one) {
  std::string out = std::string(name(one.standing)) + " " + one.difference.text() + " " + one.held.bank.text();
  out += " " + std::to_string(one.paired) + "+" + std::to_string(one.paired_weakly);
  if (one.statement) out += " closes " + one.statement->closing.text();
  for (const Break& b : one.breaks) out += " " + std::string(name(b.kind()));
  return out;
}

TEST(InjectedPools, ManyAtOnceAreFoundAndNothingElseIs) {
  const Tally tally = play(finders(), kSeeds);
  for (const Injected what : kInjected) {
    const auto of = tally.of.find(what);
    ASSERT_NE(of, tally.of.end()) << name_of(what);
    EXPECT_GT(of->second.put, kSeeds / 8) << name_of(what);
    EXPECT_EQ(of->second.found, of->second.put) << name_of(what);
    const Count& one = of->second;
    std::printf("SHOWN: many at once, %-25s put %4d, found %4d, named first %4d\n", std::string(name_of(what)).c_str(), one.put, one.found, one.named);
  }
  EXPECT_EQ(tally.others, 0);
  EXPECT_EQ(tally.accounts_wrong, 0) << "of " << tally.broken << " broken and " << tally.quiet << " quiet accounts";
  EXPECT_GT(tally.quiet, kSeeds);
  const Count all = tally.sum();
  std::printf("SHOWN: in %d days of two to four pools in three currencies: put %d, found %d, others found %d, among %zu movements; %d accounts broken, %d beside "
              "them agree\n", kSeeds, all.put, all.found, tally.others, tally.movements, tally.broken, tally.quiet);
}

TEST(InjectedPools, OnQuietDaysNothingIsFound) {
  Tally tally;
  for (int i = 0; i < kQuietSeeds; ++i) count(make_pools(kFirstSeed + static_cast<std::uint64_t>(i), {}), finders(), tally);
  EXPECT_EQ(tally.others, 0);
  EXPECT_EQ(tally.accounts_wrong, 0);
  EXPECT_EQ(tally.broken, 0);
  EXPECT_GT(tally.movements, kQuietSeeds * 40U);
  std::printf("SHOWN: nothing put into %d days of %d accounts and %zu movements: %d found\n", kQuietSeeds, tally.quiet, tally.movements, tally.others);
}

/// The same days without the breaks: an account in which none was put is seen alike, whatever stands in the pool beside it.
TEST(InjectedPools, ABreakInOnePoolLeavesTheOthersAsTheyWere) {
  int compared = 0, changed = 0;
  for (int i = 0; i < kSeeds / 2; ++i) {
    const std::uint64_t seed = kFirstSeed + static_cast<std::uint64_t>(i);
    const Days quiet = make_pools(seed, {}), broken = make_pools(seed, chosen(seed));
    ASSERT_EQ(quiet.accounts.size(), broken.accounts.size());
    const auto before = reconcile(quiet.accounts), after = reconcile(broken.accounts);
    for (std::size_t a = 0; a < before.size(); ++a) {
      const bool touched = std::ranges::any_of(broken.puts, [a](const Put& put) { return put.account == a; });
      const bool alike = seen(before[a]) == seen(after[a]);
      if (touched) changed += alike ? 0 : 1;
      else ++compared;
      EXPECT_EQ(alike, !touched) << "seed " << seed << ", account " << a << ": " << seen(before[a]) << " and " << seen(after[a]);
    }
  }
  EXPECT_GT(compared, kSeeds / 2);
  std::printf("SHOWN: %d accounts beside a break seen as without it, %d with one seen otherwise\n", compared, changed);
}

/// The negative control: whoever is blind to one kind finds none of it, and all of the others still.
TEST(InjectedPools, AFinderThatIsBlindToOneKindMissesThatKindAlone) {
  for (const Finder& left_out : finders()) {
    if (left_out.kind == BreakKind::unexplained) continue;  // pairs what is no break
    std::vector<Finder> blind(finders().begin(), finders().end());
    std::erase_if(blind, [&](const Finder& one) { return one.kind == left_out.kind; });
    ASSERT_EQ(blind.size() + 1, finders().size());
    const Tally tally = play(blind, kBlindSeeds);
    for (const auto& [what, of] : tally.of) {
      const bool unseen = kind_of(what) == left_out.kind;
      EXPECT_EQ(of.found, unseen ? 0 : of.put) << name_of(what) << " without a look for " << name(left_out.kind);
    }
  }
}

/// A pool that is looked at without the others finds that something is missing, never where it went.
TEST(InjectedPools, WhatWentToAnotherPoolIsNamedOnlyWhereAllAreLookedAt) {
  int put = 0, named_alone = 0;
  for (int i = 0; i < kBlindSeeds; ++i) {
    const Injected what = i % 2 == 0 ? Injected::credit_to_other_pool : Injected::payment_from_other_pool;
    const Days days = make_pools(kFirstSeed + static_cast<std::uint64_t>(i), std::span(&what, 1));
    for (const Put& one : days.puts) {
      ++put;
      std::vector<AccountDay> alone;
      for (const AccountDay& account : days.accounts)
        if (account.pool == days.accounts[one.account].pool) alone.push_back(account);
      for (const Reconciliation& result : reconcile(alone)) {
        if (result.held.bank.currency() != days.accounts[one.account].currency()) continue;
        EXPECT_EQ(result.standing, Standing::broken);
        for (const Break& found : result.breaks) named_alone += is_named(found, BreakKind::wrong_account) ? 1 : 0;
      }
    }
  }
  EXPECT_GT(put, kBlindSeeds);
  EXPECT_EQ(named_alone, 0);
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::pools::pools_test
