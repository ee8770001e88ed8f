// Numbers worked on by the stretch: in order, whole, and never across what a stretch shares.
#include "api/door/by_block.h"

#include <gtest/gtest.h>

#include <atomic>

namespace katiwala::api::door::by_block_test {
namespace {

std::vector<record::Seq> every(record::Seq step, std::size_t count) {
  std::vector<record::Seq> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = i * step;
  return out;
}

TEST(ByBlock, WhatIsMadeStandsInTheOrderOfTheNumbers) {
  for (const record::Seq step : {1u, 7u, 256u, 1'000u}) {
    for (const std::size_t count : {0u, 1u, 31u, 32u, 33u, 127u, 128u, 129u, 1'000u}) {
      const auto numbers = every(step, count);
      const auto made = by_block<record::Seq>(numbers, [](Numbers stretch, std::vector<record::Seq>& out) {
        out.insert(out.end(), stretch.begin(), stretch.end());
        return good();
      });
      ASSERT_TRUE(made.ok());
      EXPECT_EQ(*made, numbers) << step << " " << count;
    }
  }
}

TEST(ByBlock, AStretchLiesInOneBlockAndIsNoLongerThanItMayBe) {
  struct Case {
    record::Seq step;
    std::size_t count, stretches;
  };
  const Case cases[] = {{1, 32, 1}, {1, 33, 2}, {1, 256, 8}, {1, 257, 9}, {8, 32, 1}, {8, 33, 2}, {255, 2, 1}, {256, 2, 2}, {256, 100, 100}};
  for (const Case& c : cases) {
    std::atomic<std::size_t> stretches{0}, wrong{0};
    const auto numbers = every(c.step, c.count);
    const auto made = by_block<int>(numbers, [&](Numbers stretch, std::vector<int>&) {
      ++stretches;
      if (stretch.empty() || stretch.size() > kMostAStretch || stretch.front() / 256 != stretch.back() / 256) ++wrong;
      return good();
    });
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(stretches, c.stretches) << c.step << " " << c.count;
    EXPECT_EQ(wrong, 0u) << c.step << " " << c.count;
  }
}

TEST(ByBlock, TheFirstRefusalInOrderIsTheAnswer) {
  const auto numbers = every(256, 2'000);
  const auto made = by_block<int>(numbers, [](Numbers stretch, std::vector<int>&) -> Status {
    if (stretch.front() >= 256u * 500u) return refuse(Code::ENTRY_MISSING, "None.", std::to_string(stretch.front() / 256));
    return good();
  });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.refusal().place, "500");
}

}  // namespace
}  // namespace katiwala::api::door::by_block_test
