/// What is recorded as true of a ward on a day.
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

/// The newest fact of that kind that is in force on `day`: begun, not past its last day, not ended; nullptr if there is none.
inline const custody::WardFact* fact_in_force(const std::vector<custody::WardFact>& facts, custody::FactKind kind, CivilDate day) {
  const custody::WardFact* newest = nullptr;
  for (const custody::WardFact& fact : facts) {
    if (fact.fact != kind || fact.since > day || fact.ended || (fact.until && *fact.until < day)) continue;
    if (newest == nullptr || fact.since >= newest->since) newest = &fact;
  }
  return newest;
}

}  // namespace katiwala::policies
