// Breaks put into made-up days: every one is found where it was put, nothing is found where nothing was put, and a finder that is blind to one kind is seen to fail.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/audit/daily/days.h"

namespace katiwala::audit::daily::testing::generator_test {
namespace {

constexpr std::uint64_t kFirstSeed = 20'260'306;
constexpr int kSeeds = 300, kQuietSeeds = 1'000;

struct Tally {
  int put = 0, found = 0, named = 0, others = 0, movements = 0;
};

void count(const Days& days, BreakKind kind, std::span<const Finder> with, Tally& tally) {
  const auto results = reconcile(days.accounts, with);
  std::size_t met = 0, all = 0;
  for (const Reconciliation& one : results) all += one.breaks.size();
  for (const Put& put : days.puts) {
    ++tally.put;
    const auto& breaks = results[put.account].breaks;
    const auto found = std::ranges::find_if(breaks, [&](const Break& b) {
      return speaks_of(b, put) && std::ranges::any_of(b.candidates, [&](const Candidate& c) { return c.kind == kind && c.rank <= 3; });
    });
    if (found == breaks.end()) continue;
    ++tally.found;
    ++met;
    tally.named += found->kind() == kind ? 1 : 0;
  }
  tally.others += static_cast<int>(all - std::min(all, met));
  tally.movements += static_cast<int>(days.movements);
}

Tally play(Injected injected, std::span<const Finder> with = finders(), int seeds = kSeeds) {
  Tally tally;
  for (int i = 0; i < seeds; ++i) count(make_days(kFirstSeed + static_cast<std::uint64_t>(i), injected), kind_of(injected), with, tally);
  return tally;
}

TEST(InjectedBreaks, AreFoundAndNothingElseIs) {
  for (const Injected injected : kInjected) {
    const Tally tally = play(injected);
    EXPECT_GT(tally.put, kSeeds / 2) << name_of(injected);
    EXPECT_EQ(tally.found, tally.put) << name_of(injected);
    EXPECT_EQ(tally.others, 0) << name_of(injected);
    std::printf("SHOWN: %-25s put %4d, found %4d, named first %4d, others found %d, among %d movements\n", std::string(name_of(injected)).c_str(), tally.put, tally.found,
                tally.named, tally.others, tally.movements);
  }
}

TEST(InjectedBreaks, OnQuietDaysNothingIsFound) {
  const Tally tally = play(Injected::nothing, finders(), kQuietSeeds);
  EXPECT_EQ(tally.others, 0);
  EXPECT_GT(tally.movements, kQuietSeeds * 8);
  std::printf("SHOWN: nothing put into %d days of %d movements: %d found\n", kQuietSeeds, tally.movements, tally.others);
}

/// The negative control: without its look a kind goes unfound, and only a wrong ward, which no sum shows, leaves the day in agreement.
TEST(InjectedBreaks, AFinderThatIsBlindToOneKindFails) {
  for (const Injected injected : kInjected) {
    std::vector<Finder> blind(finders().begin(), finders().end());
    std::erase_if(blind, [&](const Finder& one) { return one.kind == kind_of(injected); });
    ASSERT_EQ(blind.size() + 1, finders().size()) << name_of(injected);
    const Tally tally = play(injected, blind, 60);
    EXPECT_GT(tally.put, 20) << name_of(injected);
    EXPECT_EQ(tally.found, 0) << name_of(injected);
    const bool is_seen = injected != Injected::swapped_wards && injected != Injected::sub_ledger;
    EXPECT_EQ(tally.others > 0, is_seen) << name_of(injected) << ": the difference itself is named another way, or unexplained";
  }
}

TEST(InjectedBreaks, AreTheSameFromTheSameSeed) {
  for (const Injected injected : {Injected::nothing, Injected::swapped_wards}) {
    const Days a = make_days(7, injected), b = make_days(7, injected);
    ASSERT_EQ(a.accounts.size(), b.accounts.size());
    for (std::size_t i = 0; i < a.accounts.size(); ++i) EXPECT_EQ(a.accounts[i].held.bank, b.accounts[i].held.bank);
    EXPECT_EQ(a.puts.size(), b.puts.size());
  }
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::generator_test
