// Duties: opened by hand, given another day by a court, closed by what was filed.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// The duties of what is named: a ward, a pool, a file that goes with one, or the ledger.
Result<const std::vector<Obligation>*> duties_of(const State& state, const Subject& about) {
  const std::vector<Obligation>* duties = state.obligations(about);
  if (duties != nullptr) return duties;
  switch (about.kind) {
    case SubjectKind::ward:
    case SubjectKind::protection: return refuse(Code::WARD_UNKNOWN);
    case SubjectKind::pool: return refuse(Code::POOL_UNKNOWN);
    default: return refuse(Code::SUBJECT_MISMATCH);
  }
}

Result<const Obligation*> open_one(const std::vector<Obligation>& duties, std::uint32_t number) {
  const Obligation* found = find_obligation(duties, number);
  if (found == nullptr) return refuse(Code::OBLIGATION_UNKNOWN);
  if (found->closed) return refuse(Code::OBLIGATION_CLOSED);
  return found;
}

std::uint32_t next_number(const std::vector<Obligation>& duties) {
  std::uint32_t highest = 0;
  for (const Obligation& duty : duties) highest = std::max(highest, duty.number);
  return highest + 1;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const FileReturn& c) {
  if ((c.pool || c.about) && !c.ward.is_zero()) return wrong_field("ward");
  if (c.pool && c.about) return wrong_field("pool");
  const Subject about = c.about ? *c.about : c.pool ? subject(*c.pool) : subject(c.ward);
  KATIWALA_TRY(const auto* duties, duties_of(asking.state, about));
  KATIWALA_TRY(const Obligation* duty, open_one(*duties, c.obligation));
  if (c.filed > asking.today || c.filed < duty->opened) return wrong_field("filed");
  Plan plan = plan_about(about);
  happen(plan, plan.about, ObligationClosed{c.obligation, c.filed});
  return plan;
}

/// A new one falls due from today on. Another day for one that stands is a court's, and comes with its paper.
Result<Plan> plan_of(const Asking& asking, const OpenDuty& c) {
  KATIWALA_TRY(const auto* duties, duties_of(asking.state, c.about));
  // What only compliance knows of is owed where only compliance sees it (R38).
  if (about_of(asking.state, c) != c.about) return refuse(Code::SUBJECT_MISMATCH);
  if (c.due < asking.today) return wrong_field("due");
  Plan plan = plan_about(c.about);
  if (c.moves) {
    KATIWALA_TRY(const Obligation* moved, open_one(*duties, *c.moves));
    if (moved->duty != c.duty) return wrong_field("duty");
    if (!c.document) return wrong_field("document");
    happen(plan, plan.about, ObligationMoved{*c.moves, c.due, c.document});
    return plan;
  }
  Obligation duty;
  duty.number = next_number(*duties);
  duty.duty = c.duty;
  duty.owner = c.owner;
  duty.opened = asking.today;
  duty.due = c.due;
  happen(plan, plan.about, ObligationOpened{std::move(duty)});
  return plan;
}

}  // namespace katiwala::policies
