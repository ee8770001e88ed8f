/// A token bucket each (token_bucket.h), and what the answers say of it. Thread-safe.
///
/// Headers as in draft-ietf-httpapi-ratelimit-headers-10, with one policy, of the name of what it counts by ("certificate", "passkey"):
///
///     ratelimit-policy: "certificate";q=600;w=60      600 requests, refilled evenly over 60 seconds
///     ratelimit: "certificate";r=599;t=1              599 left, full again in a second
#pragma once

#include <functional>
#include <mutex>
#include <unordered_map>

#include "api/transport/http.h"
#include "api/transport/token_bucket.h"

namespace katiwala::api::transport {

struct RateLimit {
  Quota quota;
  std::function<std::int64_t()> monotonic_micros;  ///< required; a clock that nobody sets. Called from any thread
  std::size_t max_buckets = 65'536;                ///< buckets that are not full; who would need one more is turned away
  std::string_view policy = "certificate";         ///< its name in the headers
};

class RateLimiter {
 public:
  explicit RateLimiter(RateLimit limit);
  Admission take(const Digest& who);
  [[nodiscard]] const Quota& quota() const { return limit_.quota; }
  [[nodiscard]] std::string_view policy() const { return limit_.policy; }
  /// Buckets that are kept; a full one is like none.
  [[nodiscard]] std::size_t size() const;

 private:
  struct ByFirstBytes {  // fingerprints are as good as random
    std::size_t operator()(const Digest& digest) const noexcept;
  };
  RateLimit limit_;
  mutable std::mutex mutex_;
  std::unordered_map<Digest, Bucket, ByFirstBytes> buckets_;
};

/// ratelimit-policy and ratelimit, and Retry-After where it was not admitted.
void say_rate(Headers& headers, const Quota& quota, const Admission& admission, std::string_view policy = "certificate");

}  // namespace katiwala::api::transport
