/// What the servers of this program ask of the machine: its clocks, and ids that nobody has seen. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

namespace katiwala::api {

inline constexpr std::int64_t kClockToleranceMs = 2'000;  ///< how far the system clock may jump unnoticed (ledger/time/clock.h)

std::int64_t wall_micros();       ///< since the Unix epoch; somebody may set it
std::int64_t monotonic_micros();  ///< since some moment; nobody can set it
std::string fresh_request_id();   ///< 24 hex digits

}  // namespace katiwala::api
