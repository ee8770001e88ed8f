// R12  A guardian appointed by a court files a true inventory within three calendar months of his letters; while it is late
//      nothing above the lowest tier is paid.  s.14(a), 17(e); Rule 94.
//
// Filed on the due date is in time; requests are denied from the day after. The date is the same-numbered day three months
// on, the last day of a shorter month, moved to the next working day where the court's office is closed (duties.h).
#include "policies/rules/duties.h"
#include "policies/rules/tiers.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"inventory_months", ParameterType::integer}, {"deny_from_tier", ParameterType::text}};

Verdict on_appointment(const Matter& m, const Guardian& guardian) {
  if (guardian.guardian_kind != GuardianKind::court_appointed || !guardian.letters) return silent();
  const CivilDate falls = add_months(*guardian.letters, bounded(m.rulebook, "R12", "inventory_months"));
  const CourtDue due = court_due(falls, m.rulebook.calendar());
  if (was_opened(m.ward->obligations, Duty::inventory, due.due)) return silent();  // the same letters recorded again
  Verdict verdict = allow("inventory_due", due.facts);
  verdict.duties.push_back(duty_of(*m.ward, Duty::inventory, DutyOwner::guardian, due.due));
  return verdict;
}

Verdict on_payment(const Matter& m) {
  const TierGate gate = from_tier(m, "R12", "deny_from_tier");
  if (gate.denial) return *gate.denial;
  if (!gate.applies) return silent();
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty == Duty::inventory && !o.closed && m.today > o.due) {
      return deny(Code::INVENTORY_OVERDUE, {fact("due", o.due), fact("tier", name(m.tier))});
    }
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (payment(m)) return on_payment(m);
  Verdict verdict;
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) { verdict = on_appointment(m, e.guardian); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R12, r12_inventory, kParameters, judge)
