// Who may ask for what, and who else must then agree (decision 0010), and what time alone does (docs/judging.md).
#include <algorithm>

#include "tests/model/reference/judgement.h"
#include "tests/model/reference/model.h"

namespace reference {
namespace {

using enum Role;

struct Permissions {
  Permission operator()(const MoveClock&) const { return {{administrator}, {}}; }
  Permission operator()(const RefuseInput&) const {
    return {{bank_system, trust_officer, social_worker, releaser, compliance, guardian, auditor, administrator}, {}};
  }
  Permission operator()(const Enrol&) const { return {{administrator, trust_officer}, {trust_officer}}; }
  Permission operator()(const Revoke&) const { return {{administrator, trust_officer}, {}}; }
  Permission operator()(const AdoptRulebook&) const { return {{compliance, trust_officer}, {trust_officer, compliance}}; }
  Permission operator()(const Erase&) const { return {{compliance}, {trust_officer, compliance}}; }
  Permission operator()(const RecordRate&) const { return {{bank_system, trust_officer}, {}}; }
  Permission operator()(const FileReturn&) const { return {{trust_officer, compliance}, {}}; }
  Permission operator()(const RecordAdverse&) const { return {{trust_officer, social_worker, compliance}, {}}; }
  Permission operator()(const RegisterPayee&) const { return {{trust_officer, guardian}, {trust_officer}}; }
  Permission operator()(const ChangePayee&) const { return {{trust_officer, guardian}, {trust_officer}}; }
  Permission operator()(const SetBudget&) const { return {{trust_officer}, {trust_officer, social_worker}}; }
  Permission operator()(const FileReceipt&) const { return {{guardian, trust_officer}, {}}; }
  Permission operator()(const ReceiveCredit&) const { return {{bank_system}, {}}; }
  Permission operator()(const RequestPayment&) const { return {{guardian, trust_officer}, {trust_officer}}; }
  Permission operator()(const Approve&) const { return {{trust_officer, social_worker, compliance, releaser}, {}}; }
  Permission operator()(const Cancel&) const { return {{guardian, trust_officer, compliance, administrator, social_worker}, {}}; }
  Permission operator()(const Release&) const { return {{releaser, trust_officer}, {}}; }
  Permission operator()(const HandOver&) const { return {{bank_system, releaser}, {}}; }
  Permission operator()(const Settle&) const { return {{bank_system}, {}}; }
  Permission operator()(const RejectPayment&) const { return {{bank_system}, {}}; }
  Permission operator()(const Reverse&) const { return {{trust_officer}, {trust_officer, compliance}}; }
  Permission operator()(const Reconcile&) const { return {{bank_system}, {}}; }
  Permission operator()(const RecordCharge&) const { return {{trust_officer}, {trust_officer, compliance}}; }
  Permission operator()(const NoteOpening&) const { return {{trust_officer}, {}}; }
  Permission operator()(const OpenBooks&) const { return {{trust_officer}, {trust_officer, compliance}}; }
  Permission operator()(const FileRecall&) const { return {{bank_system}, {}}; }
  Permission operator()(const AnswerRecall&) const { return {{trust_officer}, {compliance}}; }
  Permission operator()(const OpenCase&) const { return {{compliance}, {}}; }
  /// What is found suspicious, one finds; that it is not, two.
  Permission operator()(const MoveCase& c) const {
    const bool alone = c.to == CaseState::suspicious || c.to == CaseState::reported;
    return {{compliance}, alone ? std::vector<Role>{} : std::vector<Role>{compliance}};
  }
  /// What protects takes one; a court's word is seen by two.
  Permission operator()(const ChangeGuardian& c) const {
    const bool alone = c.to == Standing::suspended || c.to == Standing::removed;
    return {{trust_officer, compliance}, alone ? std::vector<Role>{} : std::vector<Role>{trust_officer}};
  }
  /// Setting up, matching and changing money: one officer proposes, another agrees.
  template <class C>
  Permission operator()(const C&) const {
    return {{trust_officer}, {trust_officer}};
  }
};

}  // namespace

Permission permission(const Action& action) { return std::visit(Permissions{}, action); }

namespace {
template <class Visit>
void for_each_due(const Memory& memory, Visit visit) {
  for (const auto& [about, duties] : memory.duties)
    for (const Duty& duty : duties)
      if (!duty.closed && !duty.overdue) visit(Due{midnight(duty.due + 1), DueKind::deadline, about, duty.number});
  for (const auto& [about, reminders] : memory.reminders)
    for (const Reminder& reminder : reminders) visit(Due{reminder.at, DueKind::reminder, about, reminder.number});
  for (const auto& [name, ward] : memory.wards)
    if (!ward.adult) visit(Due{midnight(ward.majority), DueKind::majority, hers(name), 0});
  for (const auto& [entry, proposal] : memory.proposals) visit(Due{proposal.expires, DueKind::proposal_expiry, proposal.about, entry});
}
}  // namespace

std::vector<Due> Model::agenda() const {
  std::vector<Due> all;
  for_each_due(memory_, [&](const Due& due) { all.push_back(due); });
  return all;
}

std::optional<Due> Model::next_due() const {
  std::optional<Due> first;
  for_each_due(memory_, [&](const Due& due) {
    if (!first || due < *first) first = due;
  });
  return first;
}

Answer Model::tick(const Due& due, Micros now, std::uint64_t entry) {
  memory_.now = now;
  memory_.next_entry = entry + 1;
  today_ = manila_day(now);
  entry_ = entry;
  who_ = nullptr;
  Answer answer;
  answer.outcome = Outcome::allow;
  answer.about = due.object;
  switch (due.kind) {
    case DueKind::majority: come_of_age(due.object.name, answer); break;
    case DueKind::proposal_expiry: drop_proposal(due.number); break;
    case DueKind::deadline: be_late(due, answer); break;
    case DueKind::reminder: remember(due, answer);
  }
  if (is_file(answer.about)) answer.files.insert(answer.about);
  return answer;
}

void Model::be_late(const Due& due, Answer& answer) {
  Judgement said;
  for (Duty& duty : memory_.duties.at(due.object)) {
    if (duty.number != due.number) continue;
    duty.overdue = true;
    if (due.object.kind == Kind::ward) return_is_late(memory_, due.object.name, duty, said);
  }
  follow(said, true, answer);
}

void Model::remember(const Due& due, Answer& answer) {
  Judgement said;
  if (due.object.kind == Kind::pool) look_at_suspense(memory_, today_, due.object.name, static_cast<std::uint32_t>(due.number), said);
  for (const Reminder& reminder : memory_.reminders.at(due.object))
    if (reminder.number == due.number && reminder.kind == ReminderKind::grace) grace_is_over(memory_, memory_.now, due.object.name, reminder, said);
  answer.reasons = said.reasons;
  follow(said, true, answer);  // what is set now has a number after the one that has come
  std::erase_if(memory_.reminders.at(due.object), [&](const Reminder& r) { return r.number == due.number; });
}

void Model::drop_proposal(std::uint64_t entry) {
  if (const auto* asked = std::get_if<RequestPayment>(&memory_.proposals.at(entry).action)) {
    memory_.requests.at(asked->request).state = RequestState::cancelled;
  }
  memory_.proposals.erase(entry);
}

/// R01: what was not released is no longer the guardian's to ask for.
void Model::come_of_age(const Name& name, Answer& answer) {
  Ward& ward = memory_.wards.at(name);
  answer.about = {Kind::ward, name};
  const Day day = majority_day(ward.born_latest, memory_.rulebook);
  if (day > today_) {  // another rulebook was adopted since the day was written down
    ward.majority = day;
    return;
  }
  answer.reasons.insert({Outcome::allow, "of_age", "R01"});
  ward.adult = true;
  Judgement said;
  guardianship_ends(memory_, name, day, said);
  answer.reasons.insert(said.reasons.begin(), said.reasons.end());
  for (Guardian& guardian : ward.guardians) {
    if (guardian.standing == Standing::discharged) continue;
    guardian.standing = Standing::ended;
    guardian.since = day;
  }
  Draft freed;
  for (const Name& request : ward.requests) {
    Request& asked = memory_.requests.at(request);
    if (guardian_of(ward, asked.requester) == nullptr) continue;  // an officer's goes on
    if (asked.state != RequestState::asked && asked.state != RequestState::approved) continue;
    release_hold(freed, asked);
    asked.state = RequestState::cancelled;
  }
  carry_out(freed, answer);
  std::vector<std::uint64_t> his;
  for (const auto& [entry, proposal] : memory_.proposals)
    if (proposal.about == answer.about && memory_.principals.at(proposal.proposer).role == Role::guardian) his.push_back(entry);
  for (const std::uint64_t entry : his) memory_.proposals.erase(entry);
  follow(said, true, answer);
}

}  // namespace reference
