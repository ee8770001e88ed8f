// Which day is sealed by itself, and when.
#include "api/heads/daily_seal.h"

#include <gtest/gtest.h>

namespace katiwala::api::daily_seal_test {
namespace {

CivilDate day(const char* text) { return *CivilDate::parse(text); }

TEST(DailySeal, TheDayThatEndedOnceAndNoneBeforeTheFounding) {
  const struct {
    const char* what;
    SealedSoFar so_far;
    std::optional<CivilDate> expected;
  } cases[] = {
      {"the day of the founding has not ended", {day("2026-03-02"), day("2026-03-02"), std::nullopt, false}, std::nullopt},
      {"the day after it", {day("2026-03-03"), day("2026-03-02"), std::nullopt, false}, day("2026-03-02")},
      {"sealed already", {day("2026-03-03"), day("2026-03-02"), day("2026-03-02"), false}, std::nullopt},
      {"one day more", {day("2026-03-04"), day("2026-03-02"), day("2026-03-02"), false}, day("2026-03-03")},
      {"nothing but the seal since", {day("2026-03-04"), day("2026-03-02"), day("2026-03-02"), true}, std::nullopt},
      {"years at once are one seal", {day("2031-03-04"), day("2026-03-02"), day("2026-03-02"), false}, day("2031-03-03")},
  };
  for (const auto& one : cases) EXPECT_EQ(day_to_seal(one.so_far), one.expected) << one.what;
}

}  // namespace
}  // namespace katiwala::api::daily_seal_test
