// R37  What looks suspicious becomes a case; within ten days it is determined what it is, and what is suspicious is reported on the next
//      working day.  AMLC Res. 61-2016; IRR.
//
// Sources differ (five working days; ten days and then five working days; the next working day): the strictest of each is taken. Ten calendar
// days from the opening, the first excluded, to determine; the report of what was found suspicious on the working day after the determination.
// A red flag's case and its determination are opened as it is raised; here, what a person opens, and what becomes of a case.
// Reported is a case when its reports are filed: none of them may be open. What is both covered and suspicious is reported once, as suspicious:
// the covered report of the day on which the case's payment left is closed by it.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r37_suspicious {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"str_wd", ParameterType::integer}, {"determine_days", ParameterType::integer}};

void close(const Matter& m, const Subject& about, const Obligation& duty, Verdict& verdict) {
  verdict.effects.push_back({about, ObligationClosed{duty.number, m.today}});
}

bool is_of(const Obligation& o, Duty duty, const WatchCase& of) { return o.duty == duty && o.of == of.number && !o.closed; }

Verdict opened(const Matter& m, const Subject& about, const WatchCase& made) {
  const CivilDate due = m.today + std::max(1, bounded(m.rulebook, "R37", "determine_days"));
  Verdict verdict = allow("to_be_determined", {fact("due", due)});
  verdict.duties.push_back({about, Duty::determination, DutyOwner::compliance, due, std::nullopt, std::nullopt, made.number});
  return verdict;
}

/// The day on which what the case is about left the bank.
std::optional<CivilDate> left_on(const Matter& m, const WatchCase& of) {
  const Request* request = of.request ? m.state.request(*of.request) : nullptr;
  return request == nullptr ? std::nullopt : request->released;
}

Verdict found_suspicious(const Matter& m, const Subject& about, const Watch& watch, const WatchCase& found, CivilDate on) {
  const Result<CivilDate> due = m.rulebook.calendar().add_working_days(on, std::max(1, bounded(m.rulebook, "R37", "str_wd")));
  if (!due.ok()) return deny(due.refusal());
  Verdict verdict = allow("to_be_reported", {fact("case", static_cast<std::int64_t>(found.number)), fact("due", *due)});
  verdict.duties.push_back({about, Duty::suspicious_transaction_report, DutyOwner::compliance, *due, std::nullopt, std::nullopt, found.number});
  const auto left = left_on(m, found);
  for (const Obligation& o : watch.obligations) {
    const bool superseded = o.duty == Duty::covered_transaction_report && !o.closed && left && o.opened == *left;
    if (superseded || is_of(o, Duty::determination, found)) close(m, about, o, verdict);
  }
  return verdict;
}

Verdict reported(const Watch& watch, const WatchCase& told) {
  for (const Obligation& o : watch.obligations) {
    if (!is_of(o, Duty::suspicious_transaction_report, told) && !is_of(o, Duty::law_enforcement_report, told)) continue;
    return deny(Code::CASE_STATE, {fact("not_filed", name(o.duty)), fact("due", o.due)});
  }
  return silent();
}

/// Nothing is left to determine; another person has agreed by now.
Verdict ended(const Matter& m, const Subject& about, const Watch& watch, const WatchCase& over) {
  Verdict verdict;
  if (m.stage != Stage::execute) return verdict;
  for (const Obligation& o : watch.obligations)
    if (is_of(o, Duty::determination, over)) close(m, about, o, verdict);
  return verdict;
}

Verdict moved(const Matter& m, const Subject& about, const CaseMoved& move) {
  const Watch* watch = m.state.watch(about);
  const WatchCase* one = watch == nullptr ? nullptr : find_case(*watch, move.number);
  KATIWALA_ASSERT(one != nullptr, "a plan moves a case that does not exist");
  switch (move.to) {
    case CaseState::suspicious: return found_suspicious(m, about, *watch, *one, move.on);
    case CaseState::reported: return reported(*watch, *one);
    case CaseState::clear:
    case CaseState::closed: return ended(m, about, *watch, *one);
    case CaseState::open: break;
  }
  return silent();
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.as<OpenCase>() == nullptr && m.as<MoveCase>() == nullptr) return verdict;
  for_each_planned<CaseOpened>(m, [&](const Subject& about, const CaseOpened& e) { verdict = opened(m, about, e.watch_case); });
  for_each_planned<CaseMoved>(m, [&](const Subject& about, const CaseMoved& e) { verdict = moved(m, about, e); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r37_suspicious

KATIWALA_RULE(R37, r37_suspicious, kParameters, judge, hears<OpenCase, MoveCase>())
