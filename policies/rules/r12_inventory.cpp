// R12  A guardian appointed by a court files a true inventory within three calendar months of his letters; while it is late
//      nothing above the lowest tier is paid.  s.14(a), 17(e); Rule 94.
//
// Filed on the due date is in time; requests are denied from the day after. The date is the same-numbered day three months
// on, the last day of a shorter month, moved to the next working day where the court's office is closed (duties.h). A court may
// give another day, in writing; from then on that day counts. Late for the guardian who owes it, not for others who ask for her.
#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"
#include "policies/rules/tiers.h"

namespace katiwala::policies::r12_inventory {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"inventory_months", ParameterType::integer}, {"deny_from_tier", ParameterType::text}};

Verdict on_appointment(const Matter& m, const Guardian& guardian) {
  if (!is_court_appointed(guardian) || !guardian.letters) return silent();
  const CivilDate falls = add_months(*guardian.letters, bounded(m.rulebook, "R12", "inventory_months"));
  const CourtDue due = court_due(falls, m.rulebook.calendar());
  const bool again = was_opened(m.ward->obligations, Duty::inventory, due.due) || moved_since_letters(*m.ward, guardian, Duty::inventory);
  if (again) return silent();  // the same letters recorded again
  Verdict verdict = allow("inventory_due", due.facts);
  verdict.duties.push_back(duty_of(*m.ward, Duty::inventory, DutyOwner::guardian, due.due));
  return verdict;
}

Verdict on_payment(const Matter& m) {
  const TierGate gate = from_tier(m, "R12", "deny_from_tier");
  if (gate.denial) return *gate.denial;
  if (!gate.applies) return silent();
  const Obligation* late = late_return(m, Duty::inventory, 1);
  return late == nullptr ? silent() : deny(Code::INVENTORY_OVERDUE, {fact("due", late->due), fact("tier", name(m.tier))});
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (payment(m)) return on_payment(m);
  if (auto denial = moved_without_court(m, Duty::inventory)) return *std::move(denial);
  Verdict verdict;
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) { verdict = on_appointment(m, e.guardian); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r12_inventory

KATIWALA_RULE(R12, r12_inventory, kParameters, judge, hears<RequestDisbursement, ObligationMoved, GuardianAppointed>())
