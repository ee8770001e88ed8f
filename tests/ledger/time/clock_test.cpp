#include "ledger/time/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "tests/ledger/time/samples.h"

namespace katiwala::clock_test {
namespace {

constexpr std::int64_t kTolerance = 500'000;  // 500 ms in microseconds

/// Two clocks that say what the test wants.
struct Lies {
  std::int64_t wall = 1'000'000'000'000'000;
  std::int64_t monotonic = 77'000'000;
  void pass(std::int64_t micros) {
    wall += micros;
    monotonic += micros;
  }
  GuardedClock clock() {
    return GuardedClock([this] { return wall; }, [this] { return monotonic; }, kTolerance / 1000);
  }
};

TEST(GuardedClock, FollowsTheWallAndAlwaysRises) {
  Lies lies;
  GuardedClock clock = lies.clock();
  EXPECT_EQ(clock.now()->micros, lies.wall);
  EXPECT_EQ(clock.now()->micros, lies.wall + 1);
  lies.pass(10);
  EXPECT_EQ(clock.now()->micros, lies.wall);
  lies.wall -= 5;  // a small correction: time still rises
  EXPECT_EQ(clock.now()->micros, lies.wall + 6);
  EXPECT_FALSE(clock.latched());
}

TEST(GuardedClock, AJumpLatchesOnBothSidesOfTheTolerance) {
  for (const std::int64_t jump : {kTolerance, -kTolerance}) {
    Lies lies;
    GuardedClock clock = lies.clock();
    lies.pass(3'600'000'000);
    lies.wall += jump;
    EXPECT_TRUE(clock.now().ok()) << jump;
  }
  for (const std::int64_t jump : {kTolerance + 1, -kTolerance - 1, std::int64_t{86'400'000'000}}) {
    Lies lies;
    GuardedClock clock = lies.clock();
    lies.pass(3'600'000'000);
    lies.wall += jump;
    EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP) << jump;
    lies.wall -= jump;  // setting it back does not undo what was seen
    EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
    EXPECT_EQ(clock.start_after(Instant{0}).refusal().code, Code::CLOCK_JUMP);
    EXPECT_TRUE(clock.latched());
    clock.acknowledge_jump();
    EXPECT_FALSE(clock.latched());
    EXPECT_TRUE(clock.now().ok());
  }
}

TEST(GuardedClock, ManySmallStepsAreAJump) {
  Lies lies;
  GuardedClock clock = lies.clock();
  for (int i = 0; i < 5; ++i) {
    lies.pass(1'000'000);
    lies.wall += 100'000;
    EXPECT_TRUE(clock.now().ok()) << i;
  }
  lies.wall += 1;
  EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
}

TEST(GuardedClock, AStandingMonotonicClockIsAJump) {
  Lies lies;
  GuardedClock clock = lies.clock();
  lies.wall += 86'400'000'000;
  EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
}

TEST(GuardedClock, AMonotonicClockThatGoesBackIsNotBelieved) {
  Lies lies;
  GuardedClock clock = lies.clock();
  lies.pass(-1);
  EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
}

TEST(GuardedClock, APauseBetweenTheReadingsIsNoJump) {
  Lies lies;
  int reading = 0;
  const auto sleepy = [&lies, &reading] {
    // Construction reads once; then the thread sleeps an hour right after the first reading of the pair.
    const std::int64_t now = lies.monotonic;
    if (++reading == 2) lies.pass(3'600'000'000);
    return now;
  };
  GuardedClock clock([&lies] { return lies.wall; }, sleepy, kTolerance / 1000);
  EXPECT_EQ(clock.now()->micros, lies.wall);
}

TEST(GuardedClock, AnAcknowledgedJumpBackWaitsForTheJournal) {
  Lies lies;
  GuardedClock clock = lies.clock();
  const std::int64_t before = clock.now()->micros;
  lies.wall -= 3'600'000'000;
  EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
  clock.acknowledge_jump();
  EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_BACKWARDS);
  lies.pass(3'600'000'000);
  EXPECT_GT(clock.now()->micros, before);
}

TEST(GuardedClock, StartsAfterTheLastEntry) {
  Lies lies;
  GuardedClock clock = lies.clock();
  ASSERT_TRUE(clock.start_after(Instant{lies.wall + 20}).ok());
  EXPECT_EQ(clock.now()->micros, lies.wall + 21);
  lies.pass(1'000'000);
  ASSERT_TRUE(clock.start_after(Instant{5}).ok());
  EXPECT_EQ(clock.now()->micros, lies.wall);
  EXPECT_TRUE(clock.start_after(Instant{lies.wall + kTolerance}).ok());
  EXPECT_EQ(clock.start_after(Instant{lies.wall + kTolerance + 1}).refusal().code, Code::CLOCK_BACKWARDS);
}

TEST(GuardedClock, AbsurdReadingsLatchInsteadOfWrapping) {
  for (const std::int64_t absurd : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    Lies lies;
    GuardedClock clock = lies.clock();
    lies.wall = absurd;
    EXPECT_EQ(clock.now().refusal().code, Code::CLOCK_JUMP);
    Lies other;
    GuardedClock second = other.clock();
    other.monotonic = absurd;
    EXPECT_EQ(second.now().refusal().code, Code::CLOCK_JUMP);
  }
}

TEST(GuardedClock, MovesWithWhatItKnows) {
  Lies lies;
  GuardedClock first = lies.clock();
  ASSERT_TRUE(first.start_after(Instant{lies.wall + 100}).ok());
  lies.wall += 2 * kTolerance;
  EXPECT_FALSE(first.now().ok());
  GuardedClock second(std::move(first));
  EXPECT_TRUE(second.latched());
  lies.wall -= 2 * kTolerance;
  second.acknowledge_jump();
  EXPECT_EQ(second.now()->micros, lies.wall + 101);
}

TEST(GuardedClock, TheSystemsClocksAgree) {
  GuardedClock clock = GuardedClock::system(60'000);
  const auto first = clock.now();
  const auto second = clock.now();
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(second.ok());
  EXPECT_LT(*first, *second);
  EXPECT_GT(*first, at("2024-01-01T00:00:00Z"));
}

RC_GTEST_PROP(GuardedClock, NeverGoesBack, ()) {
  Lies lies;
  GuardedClock clock = lies.clock();
  std::int64_t last = 0;
  for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-1000, 1000))) {
    lies.monotonic += std::abs(step);
    lies.wall += step;
    const auto now = clock.now();
    if (!now.ok()) break;
    RC_ASSERT(now->micros > last);
    last = now->micros;
  }
}

TEST(GuardedClockDeathTest, NoToleranceHalts) {
  EXPECT_DEATH(GuardedClock([] { return 0; }, [] { return 0; }, 0), "no tolerance");
}

TEST(SandboxClock, StandsStillAndMovesForwardOnly) {
  SandboxClock clock(at("2026-03-02T09:00:00+08:00"));
  const std::int64_t start = at("2026-03-02T09:00:00+08:00").micros;
  EXPECT_EQ(clock.now()->micros, start);
  EXPECT_EQ(clock.now()->micros, start + 1);
  EXPECT_EQ(clock.move_to(Instant{start + 1}).refusal().code, Code::CLOCK_BACKWARDS);  // given out already
  EXPECT_TRUE(clock.move_to(Instant{start + 2}).ok());
  EXPECT_EQ(clock.now()->micros, start + 2);
  ASSERT_TRUE(clock.move_to(at("2026-06-15T00:00:00+08:00")).ok());
  EXPECT_EQ(clock.now()->manila_text(), "2026-06-15T00:00:00+08:00");
  EXPECT_EQ(clock.move_to(at("2026-06-14T23:59:59+08:00")).refusal().code, Code::CLOCK_BACKWARDS);
}

TEST(SandboxClock, StartsAfterTheLastEntry) {
  SandboxClock clock(Instant{1000});
  ASSERT_TRUE(clock.start_after(Instant{500}).ok());
  EXPECT_EQ(clock.now()->micros, 1000);
  ASSERT_TRUE(clock.start_after(Instant{1000}).ok());
  EXPECT_EQ(clock.now()->micros, 1001);
  ASSERT_TRUE(clock.start_after(Instant{5000}).ok());
  EXPECT_EQ(clock.now()->micros, 5001);
  EXPECT_FALSE(clock.move_to(Instant{5001}).ok());
}

}  // namespace
}  // namespace katiwala::clock_test
