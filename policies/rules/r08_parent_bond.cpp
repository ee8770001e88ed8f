// R08  A parent who is guardian gives a bond before anything is paid out, once all the child's property is worth more than
//      50,000.00.  FC 225; Pineda G.R. 105562; AM 03-02-05-SC s.16.
//
// Strictly greater: exactly 50,000.00 needs none. All awards and currencies count, at the newest rate not after today,
// unrounded, with what was declared of other property; without a declaration that there is nothing else the bond is needed
// whatever is held here (Pineda). Interest passes the threshold as a receipt does. The court sets the amount; not less than 10% of the property, that amount included.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/bond.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::r08_parent_bond {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"threshold", ParameterType::amount},
                                           {"min_bond_percent", ParameterType::integer},
                                           {"bond_duty_days", ParameterType::integer}};

Verdict on_payment(const Matter& m, const Guardian& parent) {
  const auto need = parent_bond(m, *m.ward, parent, false);
  if (!need.ok()) return deny(need.refusal());
  if (!need->required) return allow("no_bond_required", facts_of(*need, parent));
  if (bond_reaches(parent, need->minimum, m.today)) return allow("bond_stands", facts_of(*need, parent));
  return deny(Code::BOND_PENDING, facts_of(*need, parent));
}

Verdict on_bond(const Matter& m, const ApproveBond& bond) {
  const Guardian* parent = find_guardian(*m.ward, bond.guardian);
  if (parent == nullptr || parent->guardian_kind != GuardianKind::parent) return silent();
  if (bond.amount.currency() != peso()) return deny(Code::CURRENCY_MISMATCH, {fact("bond", bond.amount)});
  const auto need = parent_bond(m, *m.ward, *parent, false);
  if (!need.ok()) return deny(need.refusal());
  std::vector<Fact> facts{peso_fact("property", need->property), peso_fact("minimum_bond", need->minimum), fact("bond", bond.amount)};
  if (exact_major(bond.amount) < need->minimum) return deny(Code::BOND_TOO_LOW, std::move(facts));
  Verdict verdict = allow("bond_reaches_minimum", std::move(facts));
  if (const Obligation* open = open_duty(m.ward->obligations, Duty::bond)) {
    verdict.effects.push_back({subject(m.ward->id), ObligationClosed{open->number, m.today}});
  }
  return verdict;
}

/// Opens the duty to give a bond, once, where the plan brings a parent to need one.
Status open_bond_duty(const Matter& m, const Ward& ward, const Guardian& parent, Verdict& verdict) {
  if (parent.guardian_kind != GuardianKind::parent || !is_acting(parent)) return good();
  KATIWALA_TRY(const ParentBond need, parent_bond(m, ward, parent, true));
  if (!need.required || bond_reaches(parent, need.minimum, m.today)) return good();
  const bool drafted = std::any_of(verdict.duties.begin(), verdict.duties.end(),
                                   [&](const DutyDraft& d) { return d.about == subject(ward.id); });
  if (drafted || open_duty(ward.obligations, Duty::bond) != nullptr) return good();
  const CivilDate due = m.today + bounded(m.rulebook, "R08", "bond_duty_days");
  verdict.duties.push_back(duty_of(ward, Duty::bond, DutyOwner::guardian, due));
  return good();
}

Verdict on_appointment(const Matter& m, const AppointGuardian& appointed) {
  if (appointed.other_property && appointed.other_property->currency() != peso()) {
    return deny(Code::CURRENCY_MISMATCH, {fact("other_property", *appointed.other_property)});
  }
  Verdict verdict;
  Status status = good();
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) {
    if (status.ok()) status = open_bond_duty(m, *m.ward, e.guardian, verdict);
  });
  return status.ok() ? verdict : deny(status.refusal());
}

/// The reason, if any, says nothing of a ward: an omnibus receipt's reasons are not in her part.
Verdict on_receipts(const Matter& m) {
  Verdict verdict;
  for (const Ward* ward : gaining(m)) {
    for (const Guardian& guardian : ward->guardians) {
      const Status status = open_bond_duty(m, *ward, guardian, verdict);
      if (!status.ok()) return deny(status.refusal());
    }
  }
  return verdict;
}

/// What becomes true of her is an occasion to look; it is recorded whatever can not be valued that day. What is for the protection file
/// leaves nothing in her own part.
Verdict on_fact(const Matter& m) {
  Verdict verdict;
  for (const Guardian& guardian : m.ward->guardians) static_cast<void>(open_bond_duty(m, *m.ward, guardian, verdict));
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward != nullptr && payment(m)) {
    const Guardian* guardian = asking_guardian(m);
    const bool parent = guardian != nullptr && guardian->guardian_kind == GuardianKind::parent;
    return parent ? on_payment(m, *guardian) : silent();
  }
  if (const auto* bond = m.as<ApproveBond>(); bond != nullptr && m.ward != nullptr) return on_bond(m, *bond);
  if (const auto* appointed = m.as<AppointGuardian>(); appointed != nullptr && m.ward != nullptr) return on_appointment(m, *appointed);
  if (const auto* recorded = m.as<RecordFact>(); recorded != nullptr && m.ward != nullptr) return is_guarded(recorded->fact) ? silent() : on_fact(m);
  return on_receipts(m);
}

}  // namespace
}  // namespace katiwala::policies::r08_parent_bond

KATIWALA_RULE(R08, r08_parent_bond, kParameters, judge, hears<RequestDisbursement, ApproveBond, AppointGuardian, RecordFact, AwardCredited, InterestCredited, BalanceBrought>())
