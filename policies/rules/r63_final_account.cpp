// R63  When guardianship ends, the court is told within ten days, a final account is owed, and the guardian's key is revoked.  s.14(c), 25.
//
// Ten calendar days, the first day excluded: of age on 1 March, notice by 11 March. The date is not moved to a working day: Rule 22 would
// allow it, the earlier day is the stricter one. Counted from the day of majority; of a death, from the day the bank learns of it; of a
// discharge, from the day it is recorded. The final account falls due with the notice, where somebody still was guardian; who was removed
// owes his already (R16). Authority is gone at once (R01, R61). Keys outlive it until the notice is due, so that who accounts can still
// read; then, or with a discharge, every key of the guardian's role is revoked, unless its person is guardian of another ward.
#include <algorithm>

#include "policies/rules/asking.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::r63_final_account {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"notice_days", ParameterType::integer}};

bool holds_office(const Guardian& guardian) {
  return guardian.standing == GuardianStanding::active || guardian.standing == GuardianStanding::suspended;
}

/// Of another ward guardian still, or bound to account to her court.
bool is_bound_elsewhere(const State& state, const PersonId& person, const WardId& here) {
  const auto wards = state.guarded.find(person);
  if (wards == state.guarded.end()) return false;
  return std::any_of(wards->second.begin(), wards->second.end(), [&](const WardId& id) {
    const Ward* ward = id == here ? nullptr : state.ward(id);
    const Guardian* guardian = ward == nullptr ? nullptr : find_guardian(*ward, person);
    return guardian != nullptr && guardian->standing != GuardianStanding::discharged && guardian->standing != GuardianStanding::ended;
  });
}

void revoke_keys(const Matter& m, const PersonId& person, Verdict& verdict) {
  if (is_bound_elsewhere(m.state, person, m.ward->id)) return;
  std::vector<PrincipalId> keys;
  for (const auto& [id, principal] : m.state.principals)
    if (principal.person == person && principal.role == Role::guardian && !principal.revoked) keys.push_back(id);
  std::sort(keys.begin(), keys.end());
  for (const PrincipalId& key : keys) verdict.effects.push_back({Subject{}, PrincipalRevoked{key}});
}

Verdict noticed(const Matter& m, CivilDate from) {
  const CivilDate due = from + bounded(m.rulebook, "R63", "notice_days");
  Verdict verdict = allow("court_notice_due", {fact("due", due)});
  verdict.duties.push_back(duty_of(*m.ward, Duty::court_notice, DutyOwner::trust_officer, due));
  return verdict;
}

/// She came of age, or died.
Verdict on_end(const Matter& m, CivilDate from) {
  Verdict verdict = noticed(m, from);
  const CivilDate due = verdict.duties.front().due;
  const auto& all = m.ward->guardians;
  if (std::any_of(all.begin(), all.end(), holds_office)) {
    verdict.duties.push_back(duty_of(*m.ward, Duty::final_account, DutyOwner::guardian, due));
  }
  for (const Guardian& guardian : all) {
    if (guardian.standing == GuardianStanding::discharged) continue;
    verdict.reminders.push_back({subject(m.ward->id), ReminderKind::grace, start_of(due + 1), std::nullopt, guardian.person.bytes});
  }
  return verdict;
}

Verdict on_reminder(const Matter& m, std::uint32_t number) {
  Verdict verdict;
  const Reminder* reminder = find_reminder(m.ward->reminders, number);
  if (reminder == nullptr || reminder->reminder != ReminderKind::grace || !reminder->object) return verdict;
  const PersonId person{*reminder->object};
  const Guardian* guardian = find_guardian(*m.ward, person);
  if (guardian == nullptr || !holds_office(*guardian)) revoke_keys(m, person, verdict);
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  Verdict verdict;
  if (m.as<Tick>() != nullptr) {
    for_each_planned<MajorityReached>(m, [&](const Subject&, const MajorityReached& e) { verdict = on_end(m, e.on); });
    for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) {
      if (about == subject(m.ward->id)) verdict = on_reminder(m, e.number);
    });
  } else if (m.as<RecordFact>() != nullptr) {
    for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) {
      if (e.fact.fact == FactKind::death && !m.ward->died) verdict = on_end(m, m.today);
    });
  } else if (const auto* change = m.as<ChangeGuardian>(); change != nullptr && change->to == GuardianStanding::discharged) {
    verdict = noticed(m, m.today);
    revoke_keys(m, change->person, verdict);
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r63_final_account

KATIWALA_RULE(R63, r63_final_account, kParameters, judge, hears<Tick, RecordFact, ChangeGuardian>())
