#include "api/ports.h"

#include <array>
#include <ctime>

#include "ledger/crypto/keystore.h"

namespace katiwala::api {
namespace {

std::int64_t read_clock(clockid_t clock) {
  timespec now{};
  KATIWALA_ASSERT(::clock_gettime(clock, &now) == 0, "a clock that every machine has");
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

}  // namespace

std::int64_t wall_micros() { return read_clock(CLOCK_REALTIME); }
std::int64_t monotonic_micros() { return read_clock(CLOCK_MONOTONIC); }

std::string fresh_request_id() {
  std::array<std::uint8_t, 12> raw{};
  crypto::system_entropy().fill(raw);
  return to_hex(raw);
}

}  // namespace katiwala::api
