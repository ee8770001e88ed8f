/// Every verb of a scenario file with its fields. What each does: docs/scenario.md; how it is played: play_*.cpp.
#pragma once

#include "api/scenario/field.h"

namespace katiwala::api::scenario {

/// Whether the others whom a command needs agree by themselves (`approve` of a step overrides it).
enum class Agreement {
  none,      ///< nobody else is asked
  given,     ///< set-up: the default officers approve at once
  withheld,  ///< approvals are steps of their own
};

struct Verb {
  std::string_view name;
  std::span<const Field> fields;
  std::string_view by;  ///< who does it unless the step says otherwise; empty: the ward's guardian
  Agreement agreement = Agreement::none;
};

std::span<const Verb> all_verbs();
const Verb* find_verb(std::string_view name);

/// Fields of [[party]], [[pool]] and [[holiday]].
std::span<const Field> party_fields();
std::span<const Field> pool_fields();
std::span<const Field> holiday_fields();

/// The bank's own people and systems, who exist in every script: name and role.
struct DefaultParty {
  std::string_view name;
  std::string_view role;
  bool founding = true;  ///< there from entry 0 on; otherwise enrolled when the script is set up
};
std::span<const DefaultParty> default_parties();

inline constexpr std::string_view kDefaultPool = "main";

}  // namespace katiwala::api::scenario
