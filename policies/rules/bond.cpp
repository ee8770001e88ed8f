#include "policies/rules/bond.h"

#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/incoming.h"

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

Result<IncomeBond> income_bond(const Matter& m, const Ward& ward, bool after_plan) {
  constexpr int kMonths = 12;
  std::vector<InterestLine> lines = ward.interest;
  if (after_plan) {
    for_each_planned<InterestCredited>(m, [&](const Subject& about, const InterestCredited& e) {
      if (about == subject(ward.id)) lines.push_back({e.booked, e.gross, e.tax});
    });
  }
  IncomeBond need;
  need.income = 0;
  const CivilDate before = add_months(m.today, -kMonths);  // the same-numbered day of last year belongs to the year that ended with it
  for (const InterestLine& line : lines) {
    if (line.booked <= before || line.booked > m.today) continue;
    KATIWALA_TRY(const Rational worth, peso_worth(m.state, line.gross, m.today));
    need.income += worth;
  }
  need.required = need.income > exact_major(m.rulebook.amount("R08", "threshold"));
  need.minimum = need.income * m.rulebook.integer("R08", "min_bond_percent") / 100;
  return need;
}

std::vector<const Ward*> gaining(const Matter& m) {
  std::vector<const Ward*> wards;
  for (const Incoming& row : incoming(m)) wards.push_back(row.ward);
  const auto add = [&](const Subject& about) {
    const Ward* ward = m.state.ward(WardId{about.id});
    if (ward != nullptr && std::find(wards.begin(), wards.end(), ward) == wards.end()) wards.push_back(ward);
  };
  for_each_planned<InterestCredited>(m, [&](const Subject& about, const InterestCredited&) { add(about); });
  for_each_planned<BalanceBrought>(m, [&](const Subject& about, const BalanceBrought&) { add(about); });
  return wards;
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
