// R39  With the report of what is suspicious goes one to the law enforcement, where it concerns trafficking.  RA 9208 s.9(d) as am. RA 11862.
//
// Due on the same day as the report to the AMLC (R37). Compliance says so of a case; of a ward who has an award of restitution it is taken to
// be so [D]: the orders kept here are of that crime, and a report too many harms nobody.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r39_trafficking {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"restitution_is_trafficking", ParameterType::flag}};

bool has_restitution(const State& state, const Subject& watch) {
  const Ward* ward = state.ward(WardId{watch.id});
  if (ward == nullptr) return false;
  return std::any_of(ward->awards.begin(), ward->awards.end(), [&](const Award& award) {
    const AwardOrder* order = state.order(award.order);
    return order != nullptr && order->kind_of_order == OrderKind::restitution;
  });
}

Verdict on_suspicious(const Matter& m, const Subject& watch, const CaseMoved& move) {
  const bool taken_for_it = m.rulebook.flag("R39", "restitution_is_trafficking") && has_restitution(m.state, watch);
  if (!move.trafficking && !taken_for_it) return silent();
  const Result<CivilDate> due = m.rulebook.calendar().add_working_days(move.on, std::max(1, bounded(m.rulebook, "R37", "str_wd")));
  if (!due.ok()) return deny(due.refusal());
  Verdict verdict = allow("law_enforcement_told", {fact("case", static_cast<std::int64_t>(move.number)), fact("due", *due)});
  verdict.duties.push_back({watch, Duty::law_enforcement_report, DutyOwner::compliance, *due, std::nullopt, std::nullopt, move.number});
  return verdict;
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.as<MoveCase>() == nullptr) return verdict;
  for_each_planned<CaseMoved>(m, [&](const Subject& about, const CaseMoved& e) {
    if (e.to == CaseState::suspicious) verdict = on_suspicious(m, about, e);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r39_trafficking

KATIWALA_RULE(R39, r39_trafficking, kParameters, judge, hears<MoveCase>())
