// R11  Each receipt asks again whether the guardian's bond is high enough, and alerts where it is not.  s.15-16.
//
// A parent's bond must reach 10% of what the child then has, once one is needed at all (R08): exactly 10% raises no alert, one
// centavo less does. A court guardian's must reach what the court ordered. An alert moves nothing and stops nothing.
#include "policies/rules/bond.h"
#include "policies/rules/incoming.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"alert_percent", ParameterType::integer}};

Result<bool> too_low(const Matter& m, const Ward& ward, const Guardian& guardian) {
  if (!is_acting(guardian)) return false;
  if (guardian.guardian_kind == GuardianKind::court_appointed) {
    const auto ordered = court_bond(guardian);
    return ordered && !bond_reaches(guardian, *ordered, m.today);
  }
  KATIWALA_TRY(const ParentBond need, parent_bond(m, ward, guardian, true));
  return need.required && !bond_reaches(guardian, need.property * m.rulebook.integer("R11", "alert_percent") / 100, m.today);
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  for (const Incoming& row : incoming(m)) {
    for (const Guardian& guardian : row.ward->guardians) {
      const Result<bool> low = too_low(m, *row.ward, guardian);
      if (!low.ok()) return deny(low.refusal().code, {fact("missing", low.refusal().place)});
      if (*low) verdict.effects.push_back({subject(row.ward->id), AlertRaised{"R11", "BOND_INADEQUATE"}});
    }
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R11, r11_bond_adequacy, kParameters, judge)
