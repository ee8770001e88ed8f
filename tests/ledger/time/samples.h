/// Short names for test data of the time room.
#pragma once

#include <string_view>

#include "ledger/time/civil.h"

namespace katiwala {

inline CivilDate day(std::string_view text) { return CivilDate::parse(text).value(); }
inline Instant at(std::string_view text) { return Instant::parse(text).value(); }

}  // namespace katiwala
