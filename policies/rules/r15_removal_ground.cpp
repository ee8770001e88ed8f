// R15  A guardian who is thirty days late with a return to the court may ask for nothing until the court has decided.  s.24; Rule 97 s.2.
//
// Failing for thirty days after it is due to account or to make a return is a ground of removal. The first day after the due date is the
// first of the thirty; on day 30 itself he may still act, from 00:00 of day 31 he is suspended, unless the return was made or the court gave
// another day. Suspended is who owes the return: a guardian appointed by a court, recorded before it was called for. Court, bank and social
// worker are told by duties and an alert. Which returns count is the rulebook's: the report of new property (s.17(f)) only where counsel
// adds it. Filing late lifts nothing: reinstated is a guardian by the court's document alone, and recording him again takes new letters.
// Judged at every act that needs his authority, at execution and release too; returns, receipts and withdrawals stay possible.
#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"

namespace katiwala::policies::r15_removal_ground {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"grace_days", ParameterType::integer},
                                           {"returns", ParameterType::list},
                                           {"notice_days", ParameterType::integer},
                                           {"review_days", ParameterType::integer}};

bool counts(const Matter& m, Duty duty) {
  const auto& returns = m.rulebook.list("R15", "returns");
  return std::find(returns.begin(), returns.end(), name(duty)) != returns.end();
}

/// The first instant at which the guardian is suspended.
Instant matures(const Matter& m, const Obligation& late) { return start_of(late.due + bounded(m.rulebook, "R15", "grace_days") + 1); }

ReminderDraft grace(const Matter& m, const Obligation& late) {
  return {subject(m.ward->id), ReminderKind::grace, matures(m, late), late.number};
}

Verdict on_overdue(const Matter& m, std::uint32_t number) {
  const Obligation* late = find_obligation(m.ward->obligations, number);
  Verdict verdict;
  if (late != nullptr && counts(m, late->duty)) verdict.reminders.push_back(grace(m, *late));
  return verdict;
}

/// Only guardians by letters account to a court; new property is reported by whoever is guardian.
bool must_make(const Guardian& guardian, const Obligation& late) {
  return is_acting(guardian) && owes(guardian, late) && (is_court_appointed(guardian) || late.duty == Duty::property_report);
}

Verdict on_matured(const Matter& m, const Obligation& late) {
  Verdict verdict;
  if (late.closed || !late.overdue || !counts(m, late.duty)) return verdict;  // made, or to fall due again on another day
  if (m.submission.time < matures(m, late)) {  // the rulebook gives more days than when the reminder was set
    verdict.reminders.push_back(grace(m, late));
    return verdict;
  }
  for (const Guardian& guardian : m.ward->guardians) {
    if (!must_make(guardian, late)) continue;
    verdict.effects.push_back({subject(m.ward->id), GuardianMoved{guardian.person, GuardianStanding::suspended, m.today, "R15"}});
  }
  if (verdict.effects.empty()) return verdict;
  verdict.reason = allow("guardian_suspended", {fact("duty", name(late.duty)), fact("due", late.due)}).reason;
  verdict.effects.push_back({protection_of(m.ward->id), AlertRaised{"R15", "GUARDIAN_SUSPENDED"}});
  verdict.duties.push_back(duty_of(*m.ward, Duty::court_notice, DutyOwner::trust_officer, m.today + bounded(m.rulebook, "R15", "notice_days")));
  verdict.duties.push_back({protection_of(m.ward->id), Duty::guardian_review, DutyOwner::social_worker,
                            m.today + bounded(m.rulebook, "R15", "review_days")});
  return verdict;
}

Verdict on_tick(const Matter& m) {
  Verdict verdict;
  for_each_planned<ObligationOverdue>(m, [&](const Subject& about, const ObligationOverdue& e) {
    if (about == subject(m.ward->id)) verdict = on_overdue(m, e.number);
  });
  for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) {
    if (about != subject(m.ward->id)) return;
    const Reminder* reminder = find_reminder(m.ward->reminders, e.number);
    if (reminder == nullptr || reminder->reminder != ReminderKind::grace || !reminder->of) return;
    const Obligation* late = find_obligation(m.ward->obligations, *reminder->of);
    if (late != nullptr) verdict = on_matured(m, *late);
  });
  return verdict;
}

Verdict on_appointment(const Matter& m, const AppointGuardian& appointed) {
  const Guardian* before = find_guardian(*m.ward, appointed.person);
  if (before == nullptr || before->standing != GuardianStanding::suspended || is_new_authority(appointed, *before)) return silent();
  return deny(Code::GUARDIAN_SUSPENDED, {before->since ? fact("since", *before->since) : fact("since", "not recorded")});
}

Verdict on_act(const Matter& m) {
  for (const std::string& word : m.rulebook.list("R15", "returns"))
    if (!from_name<Duty>(word)) return deny_parameter("R15", "returns", word);
  const Guardian* guardian = asking_guardian(m);
  if (guardian == nullptr || guardian->standing != GuardianStanding::suspended) return silent();
  return deny(Code::GUARDIAN_SUSPENDED, {guardian->since ? fact("since", *guardian->since) : fact("since", "not recorded")});
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (m.as<Tick>() != nullptr) return on_tick(m);
  if (const auto* change = m.as<ChangeGuardian>(); change != nullptr && change->to == GuardianStanding::active && !change->document) {
    return deny(Code::ORDER_DOCUMENT_MISSING, {fact("to", name(change->to))});
  }
  if (const auto* appointed = m.as<AppointGuardian>()) return on_appointment(m, *appointed);
  return is_guardian_act(m) ? on_act(m) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r15_removal_ground

KATIWALA_RULE(R15, r15_removal_ground, kParameters, judge, hears<Tick, ChangeGuardian, AppointGuardian, GuardianAct>())
