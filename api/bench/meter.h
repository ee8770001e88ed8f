/// Time taken and how it spreads.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "ledger/base/assert.h"

namespace katiwala::api::bench {

class Stopwatch {
 public:
  /// Nanoseconds since it was made, at least one.
  [[nodiscard]] std::int64_t nanos() const {
    const auto past = std::chrono::steady_clock::now() - started_;
    return std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::nanoseconds>(past).count());
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// Single times, for medians and tails.
class Times {
 public:
  void add(std::int64_t nanos) { nanos_.push_back(nanos); }
  void add(const Times& other) { nanos_.insert(nanos_.end(), other.nanos_.begin(), other.nanos_.end()); }
  [[nodiscard]] std::size_t count() const { return nanos_.size(); }
  /// Nearest rank, in microseconds rounded up. Pre: there are some.
  [[nodiscard]] std::int64_t micros_at(std::size_t percent) {
    KATIWALA_ASSERT(!nanos_.empty(), "a percentile of nothing");
    std::sort(nanos_.begin(), nanos_.end());
    return (nanos_[std::min(nanos_.size() - 1, nanos_.size() * percent / 100)] + 999) / 1000;
  }
  /// In nanoseconds. Pre: there are some.
  [[nodiscard]] std::int64_t mean_nanos() const {
    KATIWALA_ASSERT(!nanos_.empty(), "a mean of nothing");
    std::int64_t sum = 0;
    for (const auto n : nanos_) sum += n;
    return sum / static_cast<std::int64_t>(nanos_.size());
  }

 private:
  std::vector<std::int64_t> nanos_;
};

}  // namespace katiwala::api::bench
