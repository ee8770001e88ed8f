/// What every command of commands_*.h is written with: its kind, its name, and the terms its fields are made of.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <variant>

#include "ledger/custody/terms.h"
#include "ledger/money/amount.h"
#include "ledger/money/rate.h"
#include "ledger/time/civil.h"

namespace katiwala::custody {

namespace detail {
template <class T, class Variant>
inline constexpr bool kIsAmong = false;
template <class T, class... A>
inline constexpr bool kIsAmong<T, std::variant<A...>> = (std::is_same_v<T, A> || ...);
}  // namespace detail

#define KATIWALA_COMMAND(KIND, NAME)                  \
  static constexpr std::uint16_t kind = KIND;         \
  static constexpr std::string_view command_name = NAME

}  // namespace katiwala::custody
