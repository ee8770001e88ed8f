#include "ledger/time/clock.h"

#include <ctime>

#include <algorithm>
#include <utility>

namespace katiwala {
namespace {

std::int64_t read_micros(clockid_t id) {
  timespec now{};
  KATIWALA_ASSERT(clock_gettime(id, &now) == 0, "the system has no such clock");
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

/// Whether a - b > c, for readings that may be anything.
bool exceeds(std::int64_t a, std::int64_t b, std::int64_t c) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) return a > b;
  return difference > c;
}

}  // namespace

GuardedClock::GuardedClock(Source wall, Source monotonic, std::int64_t tolerance_ms)
    : wall_(std::move(wall)), monotonic_(std::move(monotonic)), tolerance_micros_(tolerance_ms * 1000) {
  KATIWALA_ASSERT(tolerance_ms > 0 && tolerance_ms <= 86'400'000, "a clock tolerance that is no tolerance");
  acknowledge_jump();
}

GuardedClock GuardedClock::system(std::int64_t tolerance_ms) {
  return {[] { return read_micros(CLOCK_REALTIME); }, [] { return read_micros(CLOCK_BOOTTIME); }, tolerance_ms};
}

GuardedClock::GuardedClock(GuardedClock&& other) noexcept {
  const std::lock_guard lock(other.mutex_);
  wall_ = std::move(other.wall_);
  monotonic_ = std::move(other.monotonic_);
  tolerance_micros_ = other.tolerance_micros_;
  base_wall_ = other.base_wall_;
  base_monotonic_ = other.base_monotonic_;
  last_ = other.last_;
  latched_ = other.latched_;
}

// The wall clock is read between two monotonic readings, so that a thread put to sleep in between does not look like a
// jump. The base stays where it was set: many small steps add up to a jump, and none of them resets the count.
bool GuardedClock::agrees(std::int64_t before, std::int64_t wall, std::int64_t after) const {
  std::int64_t earliest = 0;
  std::int64_t latest = 0;
  std::int64_t offset = 0;
  if (__builtin_sub_overflow(base_wall_, base_monotonic_, &offset)) return false;
  if (__builtin_add_overflow(before, offset, &earliest) || __builtin_add_overflow(after, offset, &latest)) return false;
  return after >= before && before >= base_monotonic_ && !exceeds(wall, latest, tolerance_micros_) &&
         !exceeds(earliest, wall, tolerance_micros_);
}

Result<std::int64_t> GuardedClock::read_wall() {
  const std::int64_t before = monotonic_();
  const std::int64_t wall = wall_();
  const std::int64_t after = monotonic_();
  if (!agrees(before, wall, after)) latched_ = true;
  if (latched_) return refuse(Code::CLOCK_JUMP);
  return wall;
}

Result<Instant> GuardedClock::now() {
  const std::lock_guard lock(mutex_);
  KATIWALA_TRY(const std::int64_t wall, read_wall());
  if (exceeds(last_, wall, tolerance_micros_)) return refuse(Code::CLOCK_BACKWARDS);
  last_ = std::max(last_ + 1, wall);
  return Instant{last_};
}

Status GuardedClock::start_after(Instant at_least) {
  const std::lock_guard lock(mutex_);
  KATIWALA_TRY(const std::int64_t wall, read_wall());
  if (exceeds(at_least.micros, wall, tolerance_micros_)) return refuse(Code::CLOCK_BACKWARDS);
  last_ = std::max(last_, at_least.micros);
  return good();
}

void GuardedClock::acknowledge_jump() {
  const std::lock_guard lock(mutex_);
  base_monotonic_ = monotonic_();
  base_wall_ = wall_();
  latched_ = false;
}

bool GuardedClock::latched() const {
  const std::lock_guard lock(mutex_);
  return latched_;
}

SandboxClock::SandboxClock(Instant start) : next_(start.micros) {}

Result<Instant> SandboxClock::now() {
  const std::lock_guard lock(mutex_);
  return Instant{next_++};
}

Status SandboxClock::start_after(Instant at_least) {
  const std::lock_guard lock(mutex_);
  if (next_ <= at_least.micros) next_ = at_least.micros + 1;
  return good();
}

Status SandboxClock::move_to(Instant to) {
  const std::lock_guard lock(mutex_);
  if (to.micros < next_) return refuse(Code::CLOCK_BACKWARDS);
  next_ = to.micros;
  return good();
}

}  // namespace katiwala
