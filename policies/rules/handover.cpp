#include "policies/rules/handover.h"

#include <algorithm>

#include "policies/rules/age.h"
#include "policies/rules/duties.h"

namespace katiwala::policies {

using namespace custody;

namespace {

bool identity_proved(const Ward& ward, CivilDate majority, CivilDate today) {
  return std::any_of(ward.facts.begin(), ward.facts.end(), [&](const WardFact& f) {
    return f.fact == FactKind::identity_proved && f.recorded >= majority && f.since <= today && !f.ended && (!f.until || *f.until >= today);
  });
}

}  // namespace

std::optional<Verdict> handover_gate(const Matter& m, const Payment& asked, CivilDate majority) {
  if (!identity_proved(*m.ward, majority, m.today)) return deny(Code::IDENTITY_NOT_PROVED, {fact("majority", majority)});
  if (asked.purpose != Purpose::handover) return std::nullopt;
  const std::optional<ElectionMade>& made = m.ward->election;
  if (!made) return deny(Code::ELECTION_MISSING, {fact("election", "not recorded")});
  if (made->election != Election::pay_out) return deny(Code::ELECTION_MISSING, {fact("election", name(made->election))});
  if (made->dated < majority) return deny(Code::ELECTION_MISSING, {fact("dated", made->dated), fact("majority", majority)});
  if (made->payee && *made->payee != asked.payee) return deny(Code::ELECTION_MISSING, {fact("payee", "another than she chose")});
  return std::nullopt;
}

namespace {

CivilDate notice_day(CivilDate majority, const Rulebook& rulebook) {
  constexpr int kFirstYear = 100;  // so that no count of days leaves the calendar
  return majority.year() < kFirstYear ? majority : majority - bounded(rulebook, "R05", "majority_notice_days");
}

bool is_majority_notice(const Matter& m) {
  bool due = false;
  for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) {
    const Reminder* reminder = about == subject(m.ward->id) ? find_reminder(m.ward->reminders, e.number) : nullptr;
    due = due || (reminder != nullptr && reminder->reminder == ReminderKind::majority_notice);
  });
  return due;
}

}  // namespace

void announce_majority(const Matter& m, WardId ward, CivilDate majority, Verdict& verdict) {
  verdict.reminders.push_back({subject(ward), ReminderKind::majority_notice, start_of(notice_day(majority, m.rulebook)), std::nullopt, std::nullopt});
}

Verdict on_majority_notice(const Matter& m) {
  if (m.ward == nullptr || m.ward->adult || m.ward->died || !is_majority_notice(m)) return silent();
  const Birth birth = birth_of(*m.ward, m.today);
  const auto majority = majority_of(birth, m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  const CivilDate day = majority->proven.value_or(majority->latest);
  if (m.today < notice_day(day, m.rulebook)) return silent();
  Verdict verdict = allow("majority_ahead", {fact("majority", day)});
  const auto owe = [&](Duty duty, CivilDate due) {
    if (open_duty(m.ward->obligations, duty) == nullptr) verdict.duties.push_back(duty_of(*m.ward, duty, DutyOwner::trust_officer, due));
  };
  owe(Duty::identity_proof, std::max(day, m.today) + bounded(m.rulebook, "R05", "identity_days"));
  if (!is_proven(birth, m.rulebook)) owe(Duty::age_proof, std::max(day, m.today));
  return verdict;
}

}  // namespace katiwala::policies
