#include "api/transport/token_bucket.h"

#include <algorithm>

#include "ledger/base/assert.h"

namespace katiwala::api::transport {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

std::int64_t token(const Quota& quota) { return quota.window_s * kMicros; }
std::int64_t most(const Quota& quota) { return quota.requests * token(quota); }

/// What the bucket holds at that moment. A whole window fills it, so more need not be multiplied.
std::int64_t parts_at(const Quota& quota, const Bucket& bucket, std::int64_t now_micros) {
  const std::int64_t passed = std::clamp<std::int64_t>(now_micros - bucket.at_micros, 0, token(quota));
  return std::min(most(quota), bucket.parts + passed * quota.requests);
}

std::int64_t seconds_for(const Quota& quota, std::int64_t parts) {
  const std::int64_t a_second = quota.requests * kMicros;
  return (parts + a_second - 1) / a_second;
}

}  // namespace

bool is_quota(const Quota& quota) {
  return quota.requests >= 1 && quota.requests <= 1'000'000 && quota.window_s >= 1 && quota.window_s <= 86'400;
}

Bucket full_bucket(const Quota& quota, std::int64_t now_micros) {
  KATIWALA_ASSERT(is_quota(quota), "a quota out of its bounds");
  return {most(quota), now_micros};
}

Admission take_token(const Quota& quota, Bucket& bucket, std::int64_t now_micros) {
  KATIWALA_ASSERT(is_quota(quota), "a quota out of its bounds");
  bucket.parts = parts_at(quota, bucket, now_micros);
  bucket.at_micros = std::max(bucket.at_micros, now_micros);
  Admission out;
  out.admitted = bucket.parts >= token(quota);
  if (out.admitted) bucket.parts -= token(quota);
  else out.retry_s = seconds_for(quota, token(quota) - bucket.parts);
  out.remaining = bucket.parts / token(quota);
  out.full_s = seconds_for(quota, most(quota) - bucket.parts);
  return out;
}

bool is_full(const Quota& quota, const Bucket& bucket, std::int64_t now_micros) { return parts_at(quota, bucket, now_micros) == most(quota); }

}  // namespace katiwala::api::transport
