/// Who must have agreed to what, written once more (rules.md R31, R30, R52; docs/decisions 0010): persons are counted, never keys.
#pragma once

#include "tests/policies/properties/explore.h"

namespace katiwala::policies::properties {

/// The classes of which one must agree, each another person, none of them the maker; of a request in its tier.
std::vector<Role> classes_for(const Command& command, const PrincipalId& maker, const State& state, Tier tier);

/// "" or why those who had a part were not enough. One of compliance may have stood in for one class where `standin` says so.
std::string too_few(const std::vector<Part>& parts, std::vector<Role> classes, bool standin);

/// What was carried out had everybody's agreement who must agree; and what needs agreement did not happen without. Holds of every transition.
/// `standin_days`: R31 of the rulebook in force.
std::string agreed(const Happened& h, int standin_days);

/// Requester, approvers, releaser and payee of what leaves: all different, except that she who is of age may pay herself.
std::string four_eyes(const Happened& h);

}  // namespace katiwala::policies::properties
