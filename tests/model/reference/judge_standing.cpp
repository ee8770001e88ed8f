// Where guardians stand with the court: suspended for what they owe, removed and discharged, at an end with her childhood (R15, R16, R63).
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

/// R15: the returns whose neglect is a ground of removal.
bool counts(const Duty& duty) { return duty.kind == DutyKind::inventory || duty.kind == DutyKind::annual_account; }
Micros matures(const Rulebook& book, const Duty& late) { return midnight(late.due + book.grace_days + 1); }

void remind_of_grace(const Memory& m, const Name& ward, const Duty& late, Judgement& out) {
  out.reminders.push_back({hers(ward), ReminderKind::grace, matures(m.rulebook, late), late.number, std::nullopt});
}

const Duty* duty_numbered(const std::vector<Duty>& duties, std::uint32_t number) {
  const auto found = std::find_if(duties.begin(), duties.end(), [&](const Duty& d) { return d.number == number; });
  return found == duties.end() ? nullptr : &*found;
}

/// R15: day 31 has come, and it is not made.
void suspend(const Memory& m, Micros now, const Name& name, const Duty& late, Judgement& out) {
  if (late.closed || !late.overdue || !counts(late)) return;
  if (now < matures(m.rulebook, late)) return remind_of_grace(m, name, late, out);
  for (const Guardian& guardian : m.wards.at(name).guardians) {
    if (guardian.acting() && guardian.kind == GuardianKind::court_appointed && owes(guardian, late)) out.suspended.emplace_back(name, guardian.person);
  }
  if (out.suspended.empty()) return;
  const Day today = manila_day(now);
  out.allow("guardian_suspended", "R15");
  out.alerts.emplace_back(name, "R15 GUARDIAN_SUSPENDED");
  out.owe(hers(name), DutyKind::court_notice, DutyOwner::trust_officer, "R15", today + m.rulebook.removal_notice_days);
  out.owe(protection_of(name), DutyKind::guardian_review, DutyOwner::social_worker, "R15", today + m.rulebook.removal_review_days);
}

/// R63: every key of his, unless he is another ward's guardian or answers for her.
void revoke_keys(const Memory& m, const Name& here, const Name& person, Judgement& out) {
  for (const auto& [name, ward] : m.wards) {
    const Guardian* guardian = name == here ? nullptr : guardian_of(ward, person);
    if (guardian != nullptr && guardian->standing != Standing::discharged && guardian->standing != Standing::ended) return;
  }
  for (const auto& [name, principal] : m.principals)
    if (principal.person == person && principal.role == Role::guardian && !principal.revoked) out.revoked.push_back(name);
}

void notice(const Memory& m, const Name& ward, Day from, Judgement& out) {
  out.allow("court_notice_due", "R63");
  out.owe(hers(ward), DutyKind::court_notice, DutyOwner::trust_officer, "R63", from + m.rulebook.end_notice_days);
}

/// R16: he accounts for his time; an annual account that is his alone, and not due yet, becomes part of that.
void leaves_office(const Matter& m, const Guardian& guardian, Judgement& out) {
  if (!guardian.holds_office()) return;
  out.allow("final_account_due", "R16");
  out.owe(m.about, DutyKind::final_account, DutyOwner::guardian, "R16", m.today + m.book.final_account_days);
  for (const Duty& duty : m.memory.duties_of(m.about)) {
    if (duty.kind != DutyKind::annual_account || duty.closed || duty.due < m.today || !owes(guardian, duty)) continue;
    const bool shared = std::any_of(m.ward->guardians.begin(), m.ward->guardians.end(), [&](const Guardian& other) {
      return other.person != guardian.person && other.kind == GuardianKind::court_appointed && other.acting() && owes(other, duty);
    });
    if (!shared) out.met.push_back({m.about, duty.number});
  }
}

/// R16: nothing that he owes is open, and what he accounted for the court has approved.
bool is_answered_for(const Matter& m, const Guardian& guardian) {
  const std::vector<Duty>& duties = m.memory.duties_of(m.about);
  const Day left = guardian.since.value_or(0);
  std::optional<Day> called;
  for (const Duty& duty : duties) {
    if (duty.kind == DutyKind::annual_account && !duty.closed && owes(guardian, duty) && duty.due <= left) return false;
    if (duty.kind != DutyKind::final_account || duty.opened < left || (called && duty.opened != *called)) continue;
    called = duty.opened;
    const bool approved = std::any_of(duties.begin(), duties.end(), [&](const Duty& d) {
      return d.kind == DutyKind::account_approval && d.of == duty.number && d.closed;
    });
    if (!duty.closed || !approved) return false;
  }
  return called.has_value();
}

void change(const Matter& m, const ChangeGuardian& c, Judgement& out) {
  const Guardian& guardian = *guardian_of(*m.ward, c.person);
  if (c.to == Standing::removed || c.to == Standing::resigned) return leaves_office(m, guardian, out);
  if (c.to != Standing::discharged) return;
  if (is_answered_for(m, guardian)) out.allow("account_approved", "R16");
  else out.deny("ACCOUNT_NOT_APPROVED", "R16");
  notice(m.memory, m.about.name, m.today, out);
  revoke_keys(m.memory, m.about.name, c.person, out);
}

/// Letters that were not there when he could act no more; a parent needs a document, and brings one.
bool is_new_authority(const Guardian& recorded, const Guardian& before) {
  if (recorded.kind == GuardianKind::parent) return true;
  return recorded.letters && (!before.since || *recorded.letters >= *before.since) && recorded.letters != before.letters;
}

void recorded_again(const Matter& m, const Guardian& recorded, Judgement& out) {
  const Guardian* before = guardian_of(*m.ward, recorded.person);
  if (before == nullptr || is_new_authority(recorded, *before)) return;
  if (before->standing == Standing::suspended) out.deny("GUARDIAN_SUSPENDED", "R15");
  if (before->gone()) out.deny("GUARDIAN_REMOVED", "R16");
}

}  // namespace

void judge_standing(const Matter& m, Judgement& out) {
  if (const auto* c = m.as<ChangeGuardian>()) return change(m, *c, out);
  if (m.draft.appointed) return recorded_again(m, *m.draft.appointed, out);
  if (m.draft.filed && m.about.kind == Kind::ward && m.draft.filed->kind == DutyKind::final_account) {
    out.owe(m.about, DutyKind::account_approval, DutyOwner::court, "R16", m.today + m.book.approval_days).of = m.draft.filed->number;
  }
  const Guardian* guardian = m.is_guardians_act() ? m.guardian() : nullptr;
  if (guardian == nullptr) return;
  if (guardian->standing == Standing::suspended) out.deny("GUARDIAN_SUSPENDED", "R15");
  if (guardian->gone()) out.deny("GUARDIAN_REMOVED", "R16");
}

void return_is_late(const Memory& memory, const Name& ward, const Duty& late, Judgement& out) {
  if (counts(late)) remind_of_grace(memory, ward, late, out);
}

void grace_is_over(const Memory& memory, Micros now, const Name& ward, const Reminder& reminder, Judgement& out) {
  const Duty* late = reminder.of ? duty_numbered(memory.duties_of(hers(ward)), *reminder.of) : nullptr;
  if (late != nullptr) suspend(memory, now, ward, *late, out);
  if (!reminder.object) return;
  const Guardian* guardian = guardian_of(memory.wards.at(ward), *reminder.object);
  if (guardian == nullptr || !guardian->holds_office()) revoke_keys(memory, ward, *reminder.object, out);
}

void guardianship_ends(const Memory& memory, const Name& name, Day day, Judgement& out) {
  notice(memory, name, day, out);
  const std::vector<Guardian>& guardians = memory.wards.at(name).guardians;
  const Day due = day + memory.rulebook.end_notice_days;
  if (std::any_of(guardians.begin(), guardians.end(), [](const Guardian& g) { return g.holds_office(); })) {
    out.owe(hers(name), DutyKind::final_account, DutyOwner::guardian, "R63", due);
  }
  for (const Guardian& guardian : guardians)
    if (guardian.standing != Standing::discharged) out.reminders.push_back({hers(name), ReminderKind::grace, midnight(due + 1), std::nullopt, guardian.person});
}

}  // namespace reference
