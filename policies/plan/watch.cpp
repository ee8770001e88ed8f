// What compliance looks into, and what became known too late (R37, R39, R40, R67).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

bool is_pending(const WatchCase& c) { return c.state == CaseState::open || c.state == CaseState::suspicious; }

/// What a case names is of the ward or pool that is watched.
Status names_its_own(const State& state, const OpenCase& c) {
  if (c.request) {
    const Request* request = state.request(*c.request);
    if (request == nullptr) return refuse(Code::REQUEST_UNKNOWN);
    if (request->ward.bytes != c.about.id) return refuse(Code::SUBJECT_MISMATCH);
  }
  if (c.credit) {
    const Credit* credit = state.credit(*c.credit);
    if (credit == nullptr) return refuse(Code::CREDIT_UNKNOWN);
    if (credit->pool.bytes != c.about.id) return refuse(Code::SUBJECT_MISMATCH);
  }
  return good();
}

/// A case is determined first: suspicious, or clear. What is suspicious is reported before it is closed.
bool may_move(CaseState from, CaseState to) {
  switch (from) {
    case CaseState::open: return to == CaseState::suspicious || to == CaseState::clear;
    case CaseState::suspicious: return to == CaseState::reported;
    case CaseState::clear:
    case CaseState::reported: return to == CaseState::closed;
    case CaseState::closed: return false;
  }
  return false;
}

/// There is a watch, or what it would go with.
Result<SubjectKind> watched(const State& state, const Subject& watch) {
  if (watch.kind != SubjectKind::watch) return refuse(Code::SUBJECT_MISMATCH);
  if (state.ward(WardId{watch.id}) != nullptr) return SubjectKind::ward;
  if (state.pool(PoolId{watch.id}) != nullptr) return SubjectKind::pool;
  return refuse(Code::WARD_UNKNOWN);
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const OpenCase& c) {
  KATIWALA_TRY(const SubjectKind of, watched(asking.state, c.about));
  if (c.flag.empty()) return wrong_field("flag");
  KATIWALA_CHECK(short_code(c.flag, "flag"));
  KATIWALA_CHECK(names_its_own(asking.state, c));
  WatchCase opened;
  opened.number = 1;
  if (const Watch* watch = asking.state.watch(c.about)) {
    for (const WatchCase& known : watch->cases) {
      opened.number = std::max(opened.number, known.number + 1);
      const bool same = known.flag == c.flag && known.request == c.request && known.credit == c.credit;
      if (same && is_pending(known)) return refuse(Code::ALREADY_EXISTS);
    }
  }
  opened.flag = c.flag;
  opened.opened = asking.today;
  opened.request = c.request;
  opened.credit = c.credit;
  opened.entry = asking.submission.seq;
  Plan plan = plan_about(c.about);
  open_file(plan, asking.state, c.about, of);
  happen(plan, plan.about, CaseOpened{std::move(opened)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const MoveCase& c) {
  KATIWALA_CHECK(watched(asking.state, c.about));
  const Watch* watch = asking.state.watch(c.about);
  const WatchCase* found = watch == nullptr ? nullptr : find_case(*watch, c.number);
  if (found == nullptr) return refuse(Code::CASE_UNKNOWN);
  if (!may_move(found->state, c.to)) {
    return refuse(Code::CASE_STATE, std::string(sentence_of(Code::CASE_STATE)), "state " + std::string(name(found->state)));
  }
  if (c.dated > asking.today || c.dated < found->opened) return wrong_field("dated");
  if (c.trafficking && c.to != CaseState::suspicious) return wrong_field("trafficking");
  Plan plan = plan_about(c.about);
  happen(plan, plan.about, CaseMoved{c.number, c.to, c.dated, c.trafficking});
  return plan;
}

/// What it was is in the vault; the ledger knows that it was, and since when.
Result<Plan> plan_of(const Asking& asking, const ReportIncident& c) {
  if (c.incident.is_zero()) return wrong_field("incident");
  if (c.known > asking.submission.time) return wrong_field("known");
  const auto& known = asking.state.ledger.incidents;
  if (std::ranges::find(known, c.incident, &Incident::id) != known.end()) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, IncidentRecorded{{c.incident, c.incident_kind, c.known}});
  return plan;
}

}  // namespace katiwala::policies
