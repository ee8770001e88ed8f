/// What a rule has to be asked about, said in its own file: commands, events of the plan, acts of guardians.
///
/// Nine of ten rules have nothing to say of a given command, and finding that out for each costs more than the judgement itself. A rule that is
/// not asked and would have spoken is a mistake of its file: tests/policies/rules and tests/policies/properties ask all the same, and compare.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "ledger/custody/commands.h"
#include "ledger/custody/events.h"

namespace katiwala::policies {

/// A set of a variant's alternatives.
template <class Variant>
class KindSet {
 public:
  constexpr void add(std::size_t index) { words_[index / 64] |= std::uint64_t{1} << index % 64; }
  [[nodiscard]] constexpr bool has(std::size_t index) const { return (words_[index / 64] >> index % 64 & 1) != 0; }

 private:
  std::array<std::uint64_t, std::variant_size_v<Variant> / 64 + 1> words_{};
};

/// Matters whose command is one of these, whose plan holds an event of these, and, where it says so, what a guardian asks for or once proposed.
/// About everything else the rule is silent.
struct Hears {
  KindSet<custody::CommandVariant> commands;
  KindSet<custody::EventVariant> events;
  bool guardian_acts = false;
  bool everything = false;
};

/// Among the words of `hears`: every payment, and whatever else a guardian asks for or once proposed (`is_guardian_act`).
struct GuardianAct {};

namespace detail {

template <class T, class Variant>
struct IndexIn;
template <class T, class... A>
struct IndexIn<T, std::variant<A...>> {
  static constexpr std::size_t value = [] {
    std::size_t index = 0, found = sizeof...(A);
    ((found = std::is_same_v<T, A> ? index : found, ++index), ...);
    return found;
  }();
};

template <class T>
constexpr void add_to(Hears& hears) {
  if constexpr (std::is_same_v<T, GuardianAct>) {
    hears.guardian_acts = true;
    hears.commands.add(IndexIn<custody::RequestDisbursement, custody::CommandVariant>::value);
  } else if constexpr (custody::IsCommand<T>) {
    hears.commands.add(IndexIn<T, custody::CommandVariant>::value);
  } else {
    static_assert(custody::IsEvent<T>, "a rule hears commands and what they would make happen");
    hears.events.add(IndexIn<T, custody::EventVariant>::value);
  }
}

}  // namespace detail

/// Commands, events and GuardianAct, in any order: `hears<RecordFact, MajorityReached, GuardianAct>()`. A payment is a RequestDisbursement at
/// every stage.
template <class... T>
constexpr Hears hears() {
  Hears out;
  (detail::add_to<T>(out), ...);
  return out;
}
/// Of rules that have something to say of any matter.
constexpr Hears hears_everything() {
  Hears out;
  out.everything = true;
  return out;
}
/// Commands for which `wanted(std::type_identity<C>{})` is true.
template <class Wanted, class... C>
constexpr Hears hears_commands(Wanted wanted, std::type_identity<std::variant<C...>>) {
  Hears out;
  const auto add = [&]<class One>(std::type_identity<One> one) {
    if (wanted(one)) detail::add_to<One>(out);
  };
  (add(std::type_identity<C>{}), ...);
  return out;
}
template <class Wanted>
constexpr Hears hears_commands(Wanted wanted) {
  return hears_commands(wanted, std::type_identity<custody::CommandVariant>{});
}

}  // namespace katiwala::policies
