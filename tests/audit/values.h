/// Values that hand-made histories are written with.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "ledger/money/amount.h"
#include "ledger/time/civil.h"

namespace katiwala::audit::testing {

using Owner = std::array<std::uint8_t, 16>;
/// An identifier of sixteen equal bytes.
inline Owner owner(std::uint8_t byte) {
  Owner out;
  out.fill(byte);
  return out;
}
inline Currency currency(const std::string& code) { return *Currency::parse(code); }
inline Amount amount(const std::string& text, const std::string& code) { return *Amount::parse(currency(code), text); }
inline CivilDate date(const std::string& text) { return *CivilDate::parse(text); }

}  // namespace katiwala::audit::testing
