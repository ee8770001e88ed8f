#include "api/webhooks/schedule.h"

#include <array>

#include "ledger/base/assert.h"

namespace katiwala::api::webhooks {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3'600;
constexpr std::array<std::int64_t, kMostTries> kSecondsAfterFirst = {0,         5,          5 * kMinute, 30 * kMinute, 2 * kHour,  6 * kHour,
                                                                     12 * kHour, 24 * kHour, 36 * kHour,  48 * kHour,   60 * kHour, 72 * kHour};

}  // namespace

std::optional<Instant> next_try(Instant first, unsigned tries) {
  KATIWALA_ASSERT(tries > 0, "what was never tried has no next attempt");
  if (tries >= kMostTries) return std::nullopt;
  return Instant{first.micros + kSecondsAfterFirst[tries] * 1'000'000};
}

}  // namespace katiwala::api::webhooks
