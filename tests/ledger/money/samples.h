/// Short names for test data of the money room.
#pragma once

#include <string_view>

#include "ledger/money/amount.h"

namespace katiwala {

inline Currency ccy(std::string_view code) { return Currency::parse(code).value(); }
inline Amount money(std::string_view code, std::string_view text) { return Amount::parse(ccy(code), text).value(); }

}  // namespace katiwala
