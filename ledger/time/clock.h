/// The clock port, and its two engines.
///
/// Journal time never goes back, and a forward jump is the early-release attack: the system clock's progress is
/// held against the monotonic clock, and a jump latches the clock until an operator has looked (docs/operations.md) and starts the ledger anew.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

#include "ledger/time/civil.h"

namespace katiwala {

class Clock {
 public:
  virtual ~Clock() = default;
  /// CLOCK_JUMP if the clock can not be trusted now.
  virtual Result<Instant> now() = 0;
  /// Makes every later now() greater than `at_least` (the last entry's time). Refuses where the system clock is behind.
  virtual Status start_after(Instant at_least) = 0;
};

/// Wall clock guarded by the monotonic clock. A difference of more than `tolerance_ms` in progress latches CLOCK_JUMP.
/// The two sources are injected so that tests can lie.
class GuardedClock final : public Clock {
 public:
  using Source = std::function<std::int64_t()>;  ///< microseconds
  /// Pre: tolerance_ms > 0.
  GuardedClock(Source wall, Source monotonic, std::int64_t tolerance_ms);
  /// CLOCK_REALTIME and CLOCK_BOOTTIME.
  static GuardedClock system(std::int64_t tolerance_ms);
  GuardedClock(GuardedClock&&) noexcept;

  /// Strictly rising. CLOCK_JUMP while latched; CLOCK_BACKWARDS while the wall clock is further than the tolerance behind
  /// the last instant given out (which only an acknowledged backward jump brings about).
  Result<Instant> now() override;
  /// CLOCK_BACKWARDS if the wall clock is further than the tolerance behind `at_least`; CLOCK_JUMP while latched.
  Status start_after(Instant at_least) override;
  /// An operator has looked: take the present pair of readings as the new base. What a new start does; no command does it to a clock that runs.
  void acknowledge_jump();
  [[nodiscard]] bool latched() const;

 private:
  [[nodiscard]] bool agrees(std::int64_t before, std::int64_t wall, std::int64_t after) const;
  /// One guarded reading of the wall clock; latches. Pre: mutex held.
  Result<std::int64_t> read_wall();

  Source wall_;
  Source monotonic_;
  std::int64_t tolerance_micros_;
  std::int64_t base_wall_;
  std::int64_t base_monotonic_;
  std::int64_t last_ = 0;
  bool latched_ = false;
  mutable std::mutex mutex_;
};

/// Sandbox only: stands still, apart from one microsecond a reading, and moves forward when told.
class SandboxClock final : public Clock {
 public:
  explicit SandboxClock(Instant start);
  Result<Instant> now() override;
  /// Moves forward where it must; never refuses.
  Status start_after(Instant at_least) override;
  /// CLOCK_BACKWARDS unless `to` is after every instant given out so far.
  Status move_to(Instant to);

 private:
  std::int64_t next_;
  mutable std::mutex mutex_;
};

}  // namespace katiwala
