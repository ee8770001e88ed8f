/// Clients that press on one server until it stops answering, each on a thread and connections of its own.
///
/// What they ask: bank credits, requests with their approvals, rates, new wards with particulars (key store and vault), orders, things
/// that are denied and things that can not be read; and one that only reads.
#pragma once

#include <atomic>
#include <functional>

#include "oracle.h"

namespace katiwala::crash {

/// Counts answers; whoever waits is woken by each.
class Answers {
 public:
  void one_more();
  /// Returns when there were `target`, or when the load has ended.
  void wait_for(std::uint64_t target) const;
  void end();

 private:
  std::atomic<std::uint64_t> count_{0};
  static constexpr std::uint64_t kEnded = std::uint64_t{1} << 63;
};

struct Load {
  std::vector<Asked> asked;
  std::int64_t most_seen = 0;  ///< entries, by any answer
};

/// Runs all clients until none gets an answer any more. `seed` chooses what they ask.
Load press(const Path& root, std::uint16_t port, const World& world, std::uint64_t seed, Answers& answers);

}  // namespace katiwala::crash
