#include "api/transport/rate_limiter.h"

#include <cstring>

#include "ledger/base/assert.h"

namespace katiwala::api::transport {

std::size_t RateLimiter::ByFirstBytes::operator()(const Digest& digest) const noexcept {
  std::size_t out = 0;
  std::memcpy(&out, digest.data(), sizeof out);
  return out;
}

RateLimiter::RateLimiter(RateLimit limit) : limit_(std::move(limit)) {
  KATIWALA_ASSERT(is_quota(limit_.quota) && limit_.monotonic_micros && limit_.max_buckets > 0, "a rate limit that can not be kept");
}

Admission RateLimiter::take(const Digest& who) {
  const std::int64_t now = limit_.monotonic_micros();
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(who);
  if (found != buckets_.end()) return take_token(limit_.quota, found->second, now);
  if (buckets_.size() >= limit_.max_buckets) {
    std::erase_if(buckets_, [&](const auto& row) { return is_full(limit_.quota, row.second, now); });
    if (buckets_.size() >= limit_.max_buckets) return {false, 0, limit_.quota.window_s, 1};
  }
  Bucket fresh = full_bucket(limit_.quota, now);
  const Admission out = take_token(limit_.quota, fresh, now);
  buckets_.emplace(who, fresh);
  return out;
}

std::size_t RateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

void say_rate(Headers& headers, const Quota& quota, const Admission& admission, std::string_view policy) {
  const std::string name = "\"" + std::string(policy) + "\"";
  headers.set("ratelimit-policy", name + ";q=" + std::to_string(quota.requests) + ";w=" + std::to_string(quota.window_s));
  headers.set("ratelimit", name + ";r=" + std::to_string(admission.remaining) + ";t=" + std::to_string(admission.full_s));
  if (!admission.admitted) headers.set("retry-after", std::to_string(admission.retry_s));
}

}  // namespace katiwala::api::transport
