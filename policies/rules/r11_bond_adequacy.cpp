// R11  Each receipt asks again whether the guardian's bond is high enough, and alerts where it is not.  s.15-16.
//
// A parent's bond must reach 10% of what the child then has, once one is needed at all (R08), and of what she earns in a year (R09): exactly
// 10% raises no alert, one centavo less does. A court guardian's must reach what the court ordered. Interest asks as a receipt does. An alert
// stands in the protection file; it moves nothing and stops nothing. The guardian is told by the duty to raise the bond; where the duty to
// give one at all stands already, or is opened by R08 or R09 now, there is no second one. What an older book brings asks as a receipt does.
#include <algorithm>

#include "policies/rules/asking.h"
#include "policies/rules/bond.h"
#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"

namespace katiwala::policies::r11_bond_adequacy {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"alert_percent", ParameterType::integer}, {"increase_days", ParameterType::integer}};

struct Adequacy {
  bool low = false;
  bool bond_owed = false;  ///< R08 or R09 calls for it
};

Result<Adequacy> parent_adequacy(const Matter& m, const Ward& ward, const Guardian& parent) {
  KATIWALA_TRY(const ParentBond need, parent_bond(m, ward, parent, true));
  KATIWALA_TRY(const IncomeBond income, income_bond(m, ward, true));
  const std::int64_t percent = m.rulebook.integer("R11", "alert_percent");
  const auto short_of = [&](bool required, const Rational& amount) { return required && !bond_reaches(parent, amount, m.today); };
  return Adequacy{short_of(need.required, need.property * percent / 100) || short_of(income.required, income.income * percent / 100),
                  short_of(need.required, need.minimum) || short_of(income.required, income.minimum)};
}

Result<Adequacy> adequacy(const Matter& m, const Ward& ward, const Guardian& guardian) {
  if (!is_acting(guardian)) return Adequacy{};
  if (!is_court_appointed(guardian)) return parent_adequacy(m, ward, guardian);
  const auto ordered = court_bond(guardian);
  return Adequacy{ordered && !bond_reaches(guardian, *ordered, m.today), false};
}

void open_increase(const Matter& m, const Ward& ward, Verdict& verdict) {
  const bool drafted = std::any_of(verdict.duties.begin(), verdict.duties.end(), [&](const DutyDraft& d) { return d.about == subject(ward.id); });
  if (drafted || open_duty(ward.obligations, Duty::bond_increase) != nullptr) return;
  verdict.duties.push_back(duty_of(ward, Duty::bond_increase, DutyOwner::guardian, m.today + bounded(m.rulebook, "R11", "increase_days")));
}

/// A new bond that is high enough closes the duty to raise it.
Verdict on_bond(const Matter& m, const ApproveBond& approved) {
  Verdict verdict;
  const Obligation* open = open_duty(m.ward->obligations, Duty::bond_increase);
  const Guardian* known = find_guardian(*m.ward, approved.guardian);
  if (open == nullptr || known == nullptr || approved.amount.currency() != peso()) return verdict;
  Guardian guardian = *known;
  guardian.bond = Bond{approved.amount, approved.approved};
  const auto found = adequacy(m, *m.ward, guardian);
  if (found.ok() && !found->low) verdict.effects.push_back({subject(m.ward->id), ObligationClosed{open->number, m.today}});
  return verdict;
}

Verdict judge(const Matter& m) {
  if (const auto* approved = m.as<ApproveBond>(); approved != nullptr && m.ward != nullptr) return on_bond(m, *approved);
  Verdict verdict;
  for (const Ward* ward : gaining(m)) {
    for (const Guardian& guardian : ward->guardians) {
      const auto found = adequacy(m, *ward, guardian);
      if (!found.ok()) return deny(found.refusal());
      if (!found->low) continue;
      verdict.effects.push_back({protection_of(ward->id), AlertRaised{"R11", "BOND_INADEQUATE"}});
      if (!found->bond_owed) open_increase(m, *ward, verdict);
    }
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r11_bond_adequacy

KATIWALA_RULE(R11, r11_bond_adequacy, kParameters, judge, hears<ApproveBond, AwardCredited, InterestCredited, BalanceBrought>())
