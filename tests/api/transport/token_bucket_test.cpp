// The bucket to the microsecond, its long run against plain counting, and the table of them.
#include "api/transport/token_bucket.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

#include "api/transport/rate_limiter.h"

namespace katiwala::api::transport::token_bucket_test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

Digest digest(std::uint8_t first) {
  Digest out{};
  out[0] = first;
  return out;
}

TEST(TokenBucket, ToTheMicrosecond) {
  const Quota quota{2, 60};  // a token each 30 seconds
  struct Case {
    std::int64_t at_micros;
    bool admitted;
    std::int64_t remaining, full_s, retry_s;
  };
  const Case cases[] = {
      {1'000, true, 1, 30, 0},
      {1'000, true, 0, 60, 0},
      {1'000, false, 0, 60, 30},
      {1'001, false, 0, 60, 30},                        // rounded up
      {1'000 + kSecond, false, 0, 59, 29},
      {1'000 + 30 * kSecond - 1, false, 0, 31, 1},      // 30.000001 s to go
      {1'000 + 30 * kSecond, true, 0, 60, 0},
      {1'000 + 30 * kSecond, false, 0, 60, 30},
      {1'000, false, 0, 60, 30},                        // the clock went back: nothing given, nothing taken
      {1'000 + 60 * kSecond, true, 0, 60, 0},
      {1'000 + 180 * kSecond, true, 1, 30, 0},          // no more than the bucket holds
      {1'000 + 180 * kSecond, true, 0, 60, 0},
      {1'000 + 180 * kSecond, false, 0, 60, 30},
  };
  Bucket bucket = full_bucket(quota, 1'000);
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const Admission got = take_token(quota, bucket, cases[i].at_micros);
    EXPECT_EQ(got.admitted, cases[i].admitted) << i;
    EXPECT_EQ(got.remaining, cases[i].remaining) << i;
    EXPECT_EQ(got.full_s, cases[i].full_s) << i;
    EXPECT_EQ(got.retry_s, cases[i].retry_s) << i;
  }
}

TEST(TokenBucket, QuotasHaveBounds) {
  for (const auto& [requests, window, taken] : std::vector<std::tuple<std::int64_t, std::int64_t, bool>>{
           {1, 1, true}, {1'000'000, 86'400, true}, {0, 1, false}, {1'000'001, 1, false}, {1, 0, false}, {1, 86'401, false}, {-1, 60, false}})
    EXPECT_EQ(is_quota({requests, window}), taken) << requests << " " << window;
}

TEST(TokenBucket, TheLargestDoesNotOverflow) {
  const Quota quota{1'000'000, 86'400};
  Bucket bucket = full_bucket(quota, 0);
  EXPECT_EQ(take_token(quota, bucket, 0).remaining, 999'999);
  EXPECT_EQ(take_token(quota, bucket, std::numeric_limits<std::int64_t>::max()).remaining, 999'999);
}

// Whatever the moments: never more than the quota and what the time brought; and nobody is turned away who was a token short of it.
TEST(TokenBucketProperties, AgreesWithPlainCounting) {
  EXPECT_TRUE(rc::check([] {
    const Quota quota{*rc::gen::inRange<std::int64_t>(1, 20), *rc::gen::inRange<std::int64_t>(1, 20)};
    const std::int64_t token = quota.window_s * kSecond;
    Bucket bucket = full_bucket(quota, 0);
    std::int64_t now = 0, parts = quota.requests * token;  // by steps of one microsecond each, capped
    for (const std::int64_t span : *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 3 * kSecond))) {
      now += span;
      parts = std::min(quota.requests * token, parts + span * quota.requests);
      const bool expected = parts >= token;
      if (expected) parts -= token;
      const Admission got = take_token(quota, bucket, now);
      RC_ASSERT(got.admitted == expected);
      RC_ASSERT(got.remaining == parts / token);
      RC_ASSERT((got.retry_s == 0) == expected);
    }
  }));
}

TEST(TokenBucketProperties, WhoWaitsAsLongAsToldIsAdmitted) {
  EXPECT_TRUE(rc::check([] {
    const Quota quota{*rc::gen::inRange<std::int64_t>(1, 50), *rc::gen::inRange<std::int64_t>(1, 100)};
    std::int64_t now = *rc::gen::inRange<std::int64_t>(0, 1'000 * kSecond);
    Bucket bucket = full_bucket(quota, now);
    Admission last = take_token(quota, bucket, now);
    while (last.admitted) last = take_token(quota, bucket, now += *rc::gen::inRange<std::int64_t>(0, 1'000));
    Bucket too_early = bucket;
    RC_ASSERT(take_token(quota, bucket, now + last.retry_s * kSecond).admitted);
    if (last.retry_s > 1) {
      RC_ASSERT(!take_token(quota, too_early, now + (last.retry_s - 1) * kSecond).admitted);
    }
  }));
}

TEST(RateLimiter, EachHasItsOwnAndFullOnesAreForgotten) {
  std::int64_t now = 0;
  RateLimiter limiter({{1, 10}, [&] { return now; }, 2});
  EXPECT_TRUE(limiter.take(digest(1)).admitted);
  EXPECT_FALSE(limiter.take(digest(1)).admitted);
  EXPECT_TRUE(limiter.take(digest(2)).admitted);
  EXPECT_FALSE(limiter.take(digest(3)).admitted);  // no room for one more bucket that is not full
  EXPECT_EQ(limiter.size(), 2u);
  now = 10 * kSecond;
  EXPECT_TRUE(limiter.take(digest(3)).admitted);
  EXPECT_EQ(limiter.size(), 1u);
}

TEST(RateLimiter, SaysSoInHeaders) {
  Headers headers;
  say_rate(headers, {600, 60}, {true, 599, 1, 0});
  EXPECT_EQ(*headers.find("ratelimit-policy"), "\"certificate\";q=600;w=60");
  EXPECT_EQ(*headers.find("ratelimit"), "\"certificate\";r=599;t=1");
  EXPECT_EQ(headers.find("retry-after"), nullptr);
  headers.set("retry-after", "1");
  say_rate(headers, {600, 60}, {false, 0, 60, 7});
  EXPECT_EQ(*headers.find("ratelimit"), "\"certificate\";r=0;t=60");
  EXPECT_EQ(*headers.find("retry-after"), "7");
}

}  // namespace
}  // namespace katiwala::api::transport::token_bucket_test
