/// What bond a guardian must have: shared by R08 and R09 (parents: property, income), R10 (court guardians) and R11 (adequacy).
#pragma once

#include "ledger/money/exact.h"
#include "policies/rules/worth.h"

namespace katiwala::policies {

/// A parent's case under Family Code 225. `property` is all the child has: what is held here and what was declared.
struct ParentBond {
  Rational property;
  bool declared = false;  ///< it was said what else she has, if only that there is nothing
  bool required = false;
  Rational minimum;       ///< the least amount the court may set; of meaning where a bond is required
};

/// RATE_MISSING where something held can not be valued.
Result<ParentBond> parent_bond(const Matter& m, const custody::Ward& ward, const custody::Guardian& guardian, bool after_plan);

/// The other test of Family Code 225: what the child has earned in the twelve months up to and with today.
struct IncomeBond {
  Rational income;
  bool required = false;
  Rational minimum;  ///< of meaning where a bond is required
};

/// Gross interest, the plan's included where `after_plan`; the figures are R08's. RATE_MISSING where some of it can not be valued.
Result<IncomeBond> income_bond(const Matter& m, const custody::Ward& ward, bool after_plan);

/// Wards to whom the plan brings a receipt, interest or what an older book held, each once.
std::vector<const custody::Ward*> gaining(const Matter& m);

/// Whether a bond approved not later than today is at least `minimum`.
bool bond_reaches(const custody::Guardian& guardian, const Rational& minimum, CivilDate today);

/// What the court ordered of a guardian it appointed; nullopt where it ordered none.
std::optional<Rational> court_bond(const custody::Guardian& guardian);

std::vector<Fact> facts_of(const ParentBond& need, const custody::Guardian& guardian);

}  // namespace katiwala::policies
