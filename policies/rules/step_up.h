/// Rules that want more persons for a payment: shared by R27, RF05 and RF08.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// Escalates as it is asked for. Judged again, the tier it was approved in must be that or a higher one.
inline Verdict at_least_tier(const Matter& m, Code code, custody::Tier least, std::vector<Fact> facts) {
  if (m.stage == Stage::submit) return escalate(code, least, std::move(facts));
  facts.push_back(fact("tier", name(m.tier)));
  if (m.tier >= least) return allow("enough_persons_looked", std::move(facts));
  facts.push_back(fact("needed", name(least)));
  return deny(Code::TIER_INSUFFICIENT, std::move(facts));
}

/// The tier a parameter names; nullopt where it names none.
inline std::optional<custody::Tier> tier_of(const Matter& m, std::string_view rule, std::string_view parameter) {
  return from_name<custody::Tier>(m.rulebook.text(rule, parameter));
}

}  // namespace katiwala::policies
