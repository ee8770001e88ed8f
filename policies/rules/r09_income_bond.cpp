// R09  A parent who is guardian gives a bond also where the child's annual income is more than 50,000.00.  FC 225.
//
// The figures are R08's: strictly greater, exactly 50,000.00 needs none, the bond not less than 10% of the income, that amount included.
// Annual income is the gross interest booked in the twelve months up to and with today; what was booked on the same-numbered day a year ago
// is not of them. Foreign interest counts at the newest rate not after today, unrounded. Where property asks for a bond too, both minima
// must be reached, so the higher one counts.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/bond.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::r09_income_bond {
namespace {

using namespace custody;

std::vector<Fact> facts_of(const IncomeBond& need) { return {peso_fact("annual_income", need.income), peso_fact("minimum_bond", need.minimum)}; }

Verdict on_payment(const Matter& m, const Guardian& parent) {
  const auto need = income_bond(m, *m.ward, false);
  if (!need.ok()) return deny(need.refusal());
  if (!need->required) return silent();
  std::vector<Fact> facts = facts_of(*need);
  if (parent.bond) facts.push_back(fact("bond", parent.bond->amount));
  if (bond_reaches(parent, need->minimum, m.today)) return allow("bond_stands", std::move(facts));
  return deny(Code::BOND_PENDING, std::move(facts));
}

Verdict on_bond(const Matter& m, const ApproveBond& bond) {
  const Guardian* parent = find_guardian(*m.ward, bond.guardian);
  if (parent == nullptr || parent->guardian_kind != GuardianKind::parent) return silent();
  if (bond.amount.currency() != peso()) return silent();  // R08 says so
  const auto need = income_bond(m, *m.ward, false);
  if (!need.ok()) return deny(need.refusal());
  if (!need->required || exact_major(bond.amount) >= need->minimum) return silent();
  std::vector<Fact> facts = facts_of(*need);
  facts.push_back(fact("bond", bond.amount));
  return deny(Code::BOND_TOO_LOW, std::move(facts));
}

/// Opens the duty to give a bond where income alone calls for it; where property does, R08 opens it.
Status open_bond_duty(const Matter& m, const Ward& ward, const Guardian& parent, Verdict& verdict) {
  if (parent.guardian_kind != GuardianKind::parent || !is_acting(parent) || !verdict.duties.empty()) return good();
  KATIWALA_TRY(const IncomeBond income, income_bond(m, ward, true));
  if (!income.required || bond_reaches(parent, income.minimum, m.today) || open_duty(ward.obligations, Duty::bond) != nullptr) return good();
  KATIWALA_TRY(const ParentBond property, parent_bond(m, ward, parent, true));
  if (property.required && !bond_reaches(parent, property.minimum, m.today)) return good();
  verdict.duties.push_back(duty_of(ward, Duty::bond, DutyOwner::guardian, m.today + bounded(m.rulebook, "R08", "bond_duty_days")));
  return good();
}

Verdict on_interest(const Matter& m) {
  Verdict verdict;
  Status status = good();
  for_each_planned<InterestCredited>(m, [&](const Subject& about, const InterestCredited&) {
    const Ward* ward = m.state.ward(WardId{about.id});
    if (ward == nullptr) return;
    for (const Guardian& guardian : ward->guardians)
      if (status.ok()) status = open_bond_duty(m, *ward, guardian, verdict);
  });
  return status.ok() ? verdict : deny(status.refusal());
}

Verdict on_appointment(const Matter& m) {
  Verdict verdict;
  Status status = good();
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) {
    if (status.ok()) status = open_bond_duty(m, *m.ward, e.guardian, verdict);
  });
  return status.ok() ? verdict : deny(status.refusal());
}

Verdict judge(const Matter& m) {
  if (m.ward != nullptr && payment(m)) {
    const Guardian* guardian = asking_guardian(m);
    const bool parent = guardian != nullptr && guardian->guardian_kind == GuardianKind::parent;
    return parent ? on_payment(m, *guardian) : silent();
  }
  if (const auto* bond = m.as<ApproveBond>(); bond != nullptr && m.ward != nullptr) return on_bond(m, *bond);
  if (m.as<AppointGuardian>() != nullptr && m.ward != nullptr) return on_appointment(m);
  return m.as<RecordInterest>() != nullptr ? on_interest(m) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r09_income_bond

KATIWALA_RULE(R09, r09_income_bond, {}, judge, hears<RequestDisbursement, ApproveBond, AppointGuardian, RecordInterest>())
