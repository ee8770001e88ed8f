// Guardians: appointed, bonded, suspended, reinstated, gone (R08, R10, R15, R16; AM 03-02-05-SC s.24, 25).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr int kFarthestLettersDays = 366;

Status declared_in_pesos(const AppointGuardian& c) {
  KATIWALA_TRY(const Currency peso, Currency::parse("PHP"));
  for (const auto& amount : {c.bond_ordered, c.other_property}) {
    if (!amount) continue;
    if (amount->currency() != peso) return refuse(Code::CURRENCY_MISMATCH);
    if (amount->is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
  }
  return good();
}

/// Where a standing may go. Nobody is brought back by hand from an end that the law made; a new appointment does that. A court may confirm one
/// who acts (R29), and discharge one who does not any more (R16).
bool may_move(GuardianStanding from, GuardianStanding to) {
  using enum GuardianStanding;
  switch (from) {
    case active: return to == active || to == suspended || to == removed || to == resigned;
    case suspended: return to == active || to == removed || to == resigned;
    case removed:
    case resigned:
    case ended: return to == discharged;
    case discharged: return false;
  }
  return false;
}

}  // namespace

/// Recording a guardian again replaces what was known of the person, except the bond (whether it is still enough is judged) and a suspension:
/// that is lifted by a court's word and by nothing else.
Result<Plan> plan_of(const Asking& asking, const AppointGuardian& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (ward->died) return refuse(Code::WARD_DIED);
  if (c.person.is_zero()) return wrong_field("person");
  if (c.no_other_property && c.other_property && !c.other_property->is_zero()) return wrong_field("other_property");
  KATIWALA_CHECK(declared_in_pesos(c));
  // Letters may be recorded before they take effect, but duties are counted from them: no date out of all reach.
  if (c.letters && *c.letters > asking.today + kFarthestLettersDays) return wrong_field("letters");
  if (c.parent && c.guardian_kind != GuardianKind::parent) return wrong_field("parent");
  Guardian guardian;
  guardian.person = c.person;
  guardian.guardian_kind = c.guardian_kind;
  guardian.letters = c.letters;
  guardian.bond_ordered = c.bond_ordered;
  guardian.no_other_property = c.no_other_property;
  guardian.other_property = c.other_property;
  guardian.marks = c.marks;
  guardian.since = asking.today;
  guardian.parent = c.parent;
  guardian.appointed = asking.today;
  if (const Guardian* before = find_guardian(*ward, c.person)) {
    guardian.bond = before->bond;
    if (before->standing == GuardianStanding::suspended) {
      guardian.standing = before->standing;
      guardian.since = before->since;
    }
  }
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, GuardianAppointed{std::move(guardian)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const ApproveBond& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (find_guardian(*ward, c.guardian) == nullptr) return refuse(Code::GUARDIAN_UNKNOWN);
  KATIWALA_CHECK(positive(c.amount));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, BondApproved{c.guardian, {c.amount, c.approved}});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const ChangeGuardian& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  const Guardian* found = find_guardian(*ward, c.person);
  if (found == nullptr) return refuse(Code::GUARDIAN_UNKNOWN);
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  if (!may_move(found->standing, c.to)) return wrong_field("to");
  if (c.dated > asking.today) return wrong_field("dated");
  // What gives authority, or closes the matter for good, is a court's to say.
  const bool courts = c.to == GuardianStanding::active || c.to == GuardianStanding::discharged;
  if (courts && !c.document) return wrong_field("document");
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, GuardianMoved{c.person, c.to, c.dated, {}});
  return plan;
}

}  // namespace katiwala::policies
