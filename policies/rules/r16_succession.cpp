// R16  A guardian who was removed or has resigned answers for his time until the court has approved his account.  s.24.
//
// From the change on he asks for nothing; what he may read he reads on. He owes a final account; when it is made, the court's approval of it
// is awaited, and that is closed by the court's document alone. Only then is he discharged: all final accounts called for on the day on
// which his was are closed and approved, and no annual account that fell due while he was guardian is open. An annual account of his that
// is not yet due is part of the final one. A successor may be appointed at once and owes nothing of it. Who was removed becomes guardian
// again by new letters (a parent: by a document), not by being reinstated or recorded again.
#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"

namespace katiwala::policies::r16_succession {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"account_days", ParameterType::integer}, {"approval_days", ParameterType::integer}};

bool is_gone(GuardianStanding standing) {
  return standing == GuardianStanding::removed || standing == GuardianStanding::resigned || standing == GuardianStanding::discharged;
}

Verdict removed(const Guardian& guardian) {
  return deny(Code::GUARDIAN_REMOVED, {fact("standing", name(guardian.standing)),
                                       guardian.since ? fact("since", *guardian.since) : fact("since", "not recorded")});
}

/// Whether the open annual account is his alone: no other guardian by letters who may act owes it too.
bool is_his_alone(const Ward& ward, const Guardian& gone, const Obligation& account) {
  return owes(gone, account) && std::none_of(ward.guardians.begin(), ward.guardians.end(), [&](const Guardian& other) {
           return other.person != gone.person && is_court_appointed(other) && is_acting(other) && owes(other, account);
         });
}

Verdict on_leaving(const Matter& m, const Guardian& guardian) {
  Verdict verdict;
  const bool was_guardian = guardian.standing == GuardianStanding::active || guardian.standing == GuardianStanding::suspended;
  if (!was_guardian) return verdict;
  const CivilDate due = m.today + bounded(m.rulebook, "R16", "account_days");
  verdict = allow("final_account_due", {fact("due", due)});
  verdict.duties.push_back(duty_of(*m.ward, Duty::final_account, DutyOwner::guardian, due));
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty != Duty::annual_account || o.closed || o.due < m.today || !is_his_alone(*m.ward, guardian, o)) continue;
    verdict.effects.push_back({subject(m.ward->id), ObligationClosed{o.number, m.today}});
  }
  return verdict;
}

bool is_approved(const Ward& ward, const Obligation& account) {
  return account.closed && std::any_of(ward.obligations.begin(), ward.obligations.end(), [&](const Obligation& o) {
           return o.duty == Duty::account_approval && o.of == account.number && o.closed;
         });
}

/// What still stands against a discharge: the duty; nullptr if nothing does. `missing` where no final account was ever called for.
const Obligation* unapproved(const Ward& ward, const Guardian& guardian, bool& missing) {
  const CivilDate left = guardian.since.value_or(CivilDate{});
  std::optional<CivilDate> called;
  for (const Obligation& o : ward.obligations) {
    if (o.duty == Duty::annual_account && !o.closed && owes(guardian, o) && o.due <= left) return &o;
    if (o.duty != Duty::final_account || o.opened < left || (called && o.opened != *called)) continue;
    called = o.opened;
    if (!is_approved(ward, o)) return &o;
  }
  missing = !called;
  return nullptr;
}

Verdict on_discharge(const Matter& m, const Guardian& guardian) {
  bool missing = !is_gone(guardian.standing) && guardian.standing != GuardianStanding::ended;
  if (missing) return deny(Code::ACCOUNT_NOT_APPROVED, {fact("standing", name(guardian.standing))});
  const Obligation* open = unapproved(*m.ward, guardian, missing);
  if (open != nullptr) return deny(Code::ACCOUNT_NOT_APPROVED, {fact("duty", name(open->duty)), fact("due", open->due)});
  if (missing) return deny(Code::ACCOUNT_NOT_APPROVED, {fact("duty", "final_account")});
  return allow("account_approved", {});
}

Verdict on_change(const Matter& m, const ChangeGuardian& change) {
  const Guardian* guardian = find_guardian(*m.ward, change.person);
  if (guardian == nullptr) return silent();  // refused before
  switch (change.to) {
    case GuardianStanding::removed:
    case GuardianStanding::resigned: return on_leaving(m, *guardian);
    case GuardianStanding::discharged: return on_discharge(m, *guardian);
    case GuardianStanding::active: return is_gone(guardian->standing) ? removed(*guardian) : silent();
    case GuardianStanding::suspended:
    case GuardianStanding::ended: return silent();
  }
  return silent();
}

/// A final account was made: its approval is awaited. Approved it is by the court's document.
Verdict on_return(const Matter& m, const FileReturn& filed) {
  if (filed.pool || filed.about) return silent();
  const Obligation* duty = find_obligation(m.ward->obligations, filed.obligation);
  if (duty == nullptr || duty->closed) return silent();
  if (duty->duty == Duty::account_approval && !filed.document) {
    return deny(Code::ORDER_DOCUMENT_MISSING, {fact("duty", name(duty->duty)), fact("due", duty->due)});
  }
  if (duty->duty != Duty::final_account) return silent();
  Verdict verdict;
  DutyDraft approval = duty_of(*m.ward, Duty::account_approval, DutyOwner::court, m.today + bounded(m.rulebook, "R16", "approval_days"));
  approval.of = duty->number;
  verdict.duties.push_back(approval);
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto* change = m.as<ChangeGuardian>()) return on_change(m, *change);
  if (const auto* filed = m.as<FileReturn>()) return on_return(m, *filed);
  if (auto denial = moved_without_court(m, Duty::final_account)) return *std::move(denial);
  if (const auto* appointed = m.as<AppointGuardian>()) {
    const Guardian* before = find_guardian(*m.ward, appointed->person);
    return before == nullptr || !is_gone(before->standing) || is_new_authority(*appointed, *before) ? silent() : removed(*before);
  }
  if (!is_guardian_act(m)) return silent();
  const Guardian* guardian = asking_guardian(m);
  return guardian != nullptr && is_gone(guardian->standing) ? removed(*guardian) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r16_succession

KATIWALA_RULE(R16, r16_succession, kParameters, judge, hears<ChangeGuardian, FileReturn, ObligationMoved, AppointGuardian, GuardianAct>())
