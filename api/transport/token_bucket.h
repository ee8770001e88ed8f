/// A token bucket: how many requests somebody may make, at once and in the long run. Pure: the moment comes in with each call.
///
/// A bucket of `requests` tokens that fills evenly over `window_s`. Whoever finds a whole token takes it and goes; whoever does not is turned away and
/// takes nothing. So in any span of t seconds at most requests + requests * t / window_s go.
///
/// Exact: a token is `window_s` million parts, of which each microsecond brings `requests`; nothing is ever rounded.
#pragma once

#include <cstdint>

namespace katiwala::api::transport {

struct Quota {
  std::int64_t requests = 1;   ///< 1 to 1,000,000
  std::int64_t window_s = 60;  ///< 1 to 86,400
};
/// Within those bounds.
bool is_quota(const Quota& quota);

struct Bucket {
  std::int64_t parts = 0;
  std::int64_t at_micros = 0;  ///< when `parts` was right
};

struct Admission {
  bool admitted = false;
  std::int64_t remaining = 0;  ///< whole tokens left
  std::int64_t full_s = 0;     ///< until the bucket is full again, rounded up
  std::int64_t retry_s = 0;    ///< until there is a token, rounded up; 0 if admitted
};

/// Pre: is_quota (asserted).
Bucket full_bucket(const Quota& quota, std::int64_t now_micros);
/// Takes a token if there is one. A clock that goes back brings nothing and takes nothing.
Admission take_token(const Quota& quota, Bucket& bucket, std::int64_t now_micros);
/// Nobody could tell it from a full one made now.
bool is_full(const Quota& quota, const Bucket& bucket, std::int64_t now_micros);

}  // namespace katiwala::api::transport
