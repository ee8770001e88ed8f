#include "policies/rules/bond.h"

#include "ledger/money/exact.h"

namespace katiwala::policies {

using namespace custody;

Result<ParentBond> parent_bond(const Matter& m, const Ward& ward, const Guardian& guardian, bool after_plan) {
  ParentBond need;
  KATIWALA_TRY(need.property, holdings_worth(m, ward, after_plan));
  if (guardian.other_property) need.property += exact_major(*guardian.other_property);
  need.declared = guardian.no_other_property || guardian.other_property.has_value();
  const Rational threshold = exact_major(m.rulebook.amount("R08", "threshold"));
  need.required = !need.declared || need.property > threshold;
  need.minimum = need.property * m.rulebook.integer("R08", "min_bond_percent") / 100;
  return need;
}

bool bond_reaches(const Guardian& guardian, const Rational& minimum, CivilDate today) {
  return guardian.bond && guardian.bond->approved <= today && exact_major(guardian.bond->amount) >= minimum;
}

std::optional<Rational> court_bond(const Guardian& guardian) {
  if (!guardian.bond_ordered || !guardian.bond_ordered->is_positive()) return std::nullopt;
  return exact_major(*guardian.bond_ordered);
}

std::vector<Fact> facts_of(const ParentBond& need, const Guardian& guardian) {
  std::vector<Fact> facts{peso_fact("property", need.property), peso_fact("minimum_bond", need.minimum)};
  if (!need.declared) facts.push_back(fact("other_property", "not declared"));
  if (guardian.bond) facts.push_back(fact("bond", guardian.bond->amount));
  return facts;
}

}  // namespace katiwala::policies
