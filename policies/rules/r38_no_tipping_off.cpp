// R38  Who is reported, or may be, is not told: a guardian learns that his request is under review, and no more.  RA 9160 s.9(c).
//
// What compliance alone may know stands in the watch of a ward or pool and nowhere else: what is counted, weighed and looked into, the reports
// that are owed for it, and freezes of the AMLC's or of the bank's own review. A plan that would put any of it into another part is a mistake
// of ours and is refused whole. A duty of that kind is opened in a watch or not at all.
// A freeze in the watch holds what R41 says of all freezes, and is judged here so that what is told of it is what is told of any review.
#include "policies/rules/asking.h"
#include "policies/rules/freezing.h"
#include "policies/secret_duties.h"

namespace katiwala::policies::r38_no_tipping_off {
namespace {

using namespace custody;

struct Secret {
  bool operator()(const CoveredCounted&) const { return true; }
  bool operator()(const FlagsWeighed&) const { return true; }
  bool operator()(const CaseOpened&) const { return true; }
  bool operator()(const CaseMoved&) const { return true; }
  bool operator()(const ObligationOpened& e) const { return is_secret(e.obligation.duty); }
  bool operator()(const FreezeSet& e) const { return e.freeze.freeze_kind == FreezeKind::amlc || e.freeze.freeze_kind == FreezeKind::review; }
  template <class E>
  bool operator()(const E&) const { return false; }
};

bool tells_secret(const Event& event) { return std::visit(Secret{}, static_cast<const EventVariant&>(event)); }

Verdict on_watch_freezes(const Matter& m) {
  for (const Leaving& what : leaving(m)) {
    const Freeze* freeze = in_the_way(m.state.freezes({SubjectKind::watch, what.from.id}), what, m.today);
    if (freeze == nullptr) continue;
    std::vector<Fact> facts{fact("freeze", name(freeze->freeze_kind)), fact("of", name(what.from.kind)), fact("dated", freeze->dated)};
    if (freeze->until) facts.push_back(fact("until", *freeze->until));
    return hold(Code::FROZEN, std::move(facts));
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (const auto* duty = m.as<OpenDuty>(); duty != nullptr && is_secret(duty->duty) && duty->about.kind != SubjectKind::watch) {
    return deny(Code::ROLE_FORBIDDEN, {fact("duty", name(duty->duty)), fact("of", name(duty->about.kind))});
  }
  for (const Effect& effect : m.plan.effects) {
    if (effect.about.kind == SubjectKind::watch || !tells_secret(effect.event)) continue;
    return deny(Code::CASE_STATE, {fact("part", name(effect.about.kind))});
  }
  return on_watch_freezes(m);
}

}  // namespace
}  // namespace katiwala::policies::r38_no_tipping_off

KATIWALA_RULE(R38, r38_no_tipping_off, {}, judge,
              hears<OpenDuty, ResolveCredit, Convert, RequestDisbursement, CoveredCounted, FlagsWeighed, CaseOpened, CaseMoved, ObligationOpened, FreezeSet>())
