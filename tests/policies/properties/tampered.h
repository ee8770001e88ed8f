/// Negative controls: ways to decide that are wrong in one respect. What holds of the program must be seen not to hold of these.
#pragma once

#include <string_view>

#include "tests/policies/properties/paper.h"

namespace katiwala::policies::properties {

/// Reads every adopted rulebook with other figures than it has: `edit` changes the text, the state and its hashes stay as they are.
Decide misreads_rulebooks(std::function<std::string(std::string)> edit);

/// With another judgement in the place of one rule's. `judge` may ask the right one: `rule_of(id)`.
Decide with_rule(std::string_view id, Verdict (*judge)(const Matter&));
const Rule& rule_of(std::string_view id);
/// Of which these rules say nothing.
Decide without_rules(const std::vector<std::string_view>& ids);

/// Takes each key for a person of its own: `further` are second keys of persons who have one already.
Decide counts_keys(std::vector<PrincipalId> further);

}  // namespace katiwala::policies::properties
