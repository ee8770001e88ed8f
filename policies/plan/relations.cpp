// Who is a danger to a ward, and who is close to whom (R26, R27, R28, R34). It stands in her protection file, never in her own part.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr std::uint32_t kFarthestDegree = 20;

/// A tie to the trustee, to the ward herself or to her court needs no second person.
bool needs_other(RelationKind kind) {
  return kind != RelationKind::trustee_related && kind != RelationKind::guardian_ad_litem && kind != RelationKind::court_recorder;
}

bool is_same(const Relation& a, const Relation& b) {
  return a.person == b.person && a.other == b.other && a.relation == b.relation && a.degree == b.degree && a.marks == b.marks;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const RecordAdverse& c) {
  KATIWALA_CHECK(ward_or_refuse(asking.state, c.ward));
  if (c.person.is_zero()) return wrong_field("person");
  Plan plan = plan_about(protection_of(c.ward));
  open_file(plan, asking.state, plan.about, SubjectKind::ward);
  happen(plan, plan.about, AdverseRecorded{{c.person, c.status, c.marks}});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordRelation& c) {
  if (c.person.is_zero()) return wrong_field("person");
  if (c.person == c.other || (needs_other(c.relation) && c.other.is_zero())) return wrong_field("other");
  if (c.degree > kFarthestDegree) return wrong_field("degree");
  // The trustee's own people are of no ward; everybody else's ties are known for a ward's sake.
  if (c.ward.has_value() == (c.relation == RelationKind::trustee_related)) return wrong_field("ward");
  if (c.ward) KATIWALA_CHECK(ward_or_refuse(asking.state, *c.ward));
  Relation relation{c.person, c.other, c.relation, c.degree, c.marks};
  const Protection* file = c.ward ? asking.state.protection(*c.ward) : nullptr;
  const std::vector<Relation> none;
  const std::vector<Relation>& known = !c.ward ? asking.state.ledger.trustee_related : file != nullptr ? file->relations : none;
  if (std::ranges::any_of(known, [&](const Relation& r) { return is_same(r, relation); })) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(c.ward ? protection_of(*c.ward) : ledger_subject());
  open_file(plan, asking.state, plan.about, SubjectKind::ward);
  happen(plan, plan.about, RelationRecorded{std::move(relation)});
  return plan;
}

}  // namespace katiwala::policies
