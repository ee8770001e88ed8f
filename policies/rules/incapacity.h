/// An adult who can not look after her property, or of whom a court is still asked (R64; Rules 92-97; s.27).
#pragma once

#include "policies/rules/facts.h"

namespace katiwala::policies {

/// The finding, else the petition, in force on `day`; nullptr without one.
inline const custody::WardFact* incapacity(const custody::Ward& ward, CivilDate day) {
  const custody::WardFact* found = fact_in_force(ward.facts, custody::FactKind::incapacity, day);
  return found != nullptr ? found : fact_in_force(ward.facts, custody::FactKind::incapacity_petition, day);
}

/// Appointed by a court when she was of age already: not the guardian of her minority, whose authority has ended.
inline bool appointed_for_adult(custody::GuardianKind kind, const std::optional<CivilDate>& letters, CivilDate majority) {
  return kind != custody::GuardianKind::parent && letters && *letters >= majority;
}

}  // namespace katiwala::policies
