#include "tests/model/reference/model.h"

#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

/// The roles that are still to agree.
std::vector<Role> missing(const Proposal& proposal) {
  std::vector<Role> out = proposal.needs;
  for (const Approval& given : proposal.approvals) {
    const auto at = std::find(out.begin(), out.end(), given.role);
    if (at != out.end()) out.erase(at);
  }
  return out;
}

RequestPayment as_asked(const Name& name, const Request& request) {
  return {name, request.ward, request.payee, request.amount, request.purpose, request.court_order, request.rail, request.budget};
}

Payment payment_of(const Name& name, const Request& r) { return {name, r.payee, r.amount, r.purpose, r.court_order, r.requester, r.rail, r.day, r.at, r.budget}; }

}  // namespace

void Model::found(std::map<Name, Principal> officers, Micros now) {
  memory_.principals = std::move(officers);
  memory_.rulebook = edition(0);
  memory_.now = now;
  memory_.next_entry = 1;
}

Answer Model::ask(const Operation& operation, Micros now, std::uint64_t entry) {
  memory_.now = now;
  today_ = manila_day(now);
  entry_ = entry;
  const auto who = memory_.principals.find(operation.who);
  who_ = who == memory_.principals.end() ? nullptr : &who->second;
  memory_.next_entry = entry + 1;
  Judgement said;
  try {
    return decide(operation, said);
  } catch (const Refused& refused) {
    return refuse(operation, refused.code, said);
  }
}

Answer Model::decide(const Operation& operation, Judgement& said) {
  may_ask(operation);
  if (const auto* approve = std::get_if<Approve>(&operation.action)) return approval(operation, *approve, said);
  if (const auto* released = std::get_if<Release>(&operation.action)) return release(operation, *released, said);
  return asked(operation, said);
}

namespace {
/// An officer asks for what a court has ordered, the rest is a guardian's to ask for; a watch is compliance's.
void officer_may(const Action& action) {
  const auto* asked = std::get_if<RequestPayment>(&action);
  const auto* filed = std::get_if<FileReturn>(&action);
  const bool watched = filed != nullptr && filed->about && filed->about->kind == Kind::watch;
  if (watched || (asked != nullptr && !asked->court_order)) throw Refused{"ROLE_FORBIDDEN"};
}
}  // namespace

void Model::may_ask(const Operation& operation) const {
  if (who_ == nullptr) throw Refused{"PRINCIPAL_UNKNOWN"};
  if (who_->revoked) throw Refused{"PRINCIPAL_REVOKED"};
  const auto& held = who_->credentials;
  if (std::none_of(held.begin(), held.end(), [&](const Credential& c) { return c.from <= memory_.now && memory_.now < c.to; })) {
    throw Refused{"CREDENTIAL_EXPIRED"};
  }
  if (!permission(operation.action).may_ask.contains(who_->role)) throw Refused{"ROLE_FORBIDDEN"};
  if (who_->role == Role::trust_officer) officer_may(operation.action);
  if (who_->role != Role::guardian) return;
  std::optional<Name> name;
  if (const auto* c = std::get_if<RegisterPayee>(&operation.action)) name = c->ward;
  if (const auto* c = std::get_if<RequestPayment>(&operation.action)) name = c->ward;
  if (const auto* c = std::get_if<ChangePayee>(&operation.action)) name = c->ward;
  const auto* receipt = std::get_if<FileReceipt>(&operation.action);
  if (receipt != nullptr) name = receipt->ward;
  if (!name) return;
  const Ward* ward = memory_.ward(*name);
  const Guardian* guardian = ward == nullptr ? nullptr : guardian_of(*ward, who_->person);
  if (guardian == nullptr) throw Refused{"NOT_GUARDIAN"};
  if (receipt != nullptr) return;  // owed also when the office is over
  if (guardian->standing == Standing::ended || ward->adult) throw Refused{"AUTHORITY_ENDED"};
}

bool Model::signature_good(const Operation& operation) const {
  if (operation.signing != Signing::right || who_ == nullptr || who_->revoked) return false;
  return std::any_of(who_->credentials.begin(), who_->credentials.end(),
                     [&](const Credential& c) { return c.name == operation.credential && c.from <= memory_.now && memory_.now <= c.to; });
}

/// R31: compliance, once, where a court has ordered the payment and nobody else of those who should agree has.
bool Model::may_stand_in(const Proposal& proposal) const {
  const auto* asked = std::get_if<RequestPayment>(&proposal.action);
  if (who_->role != Role::compliance || asked == nullptr) return false;
  const bool stood_in = std::any_of(proposal.approvals.begin(), proposal.approvals.end(), [](const Approval& a) { return a.role == Role::compliance; });
  const Request& request = memory_.requests.at(asked->request);
  return !stood_in && is_ordered(memory_, request, today_) && memory_.now >= standin_from(memory_.rulebook, request.at);
}

Asking Model::asking(Tier tier) const { return {memory_, memory_.now, today_, entry_, who_, tier}; }

Matter Model::matter(const Operation& operation, const Action& action, Stage stage, const Draft& drafted, Tier tier) const {
  Matter out{memory_, memory_.rulebook, stage, operation, action, natural_subject(memory_, operation.action), nullptr, who_, signature_good(operation),
             nullptr, std::nullopt, nullptr, drafted, tier, memory_.now, today_};
  if (is_about_a_ward(out.about)) out.ward = memory_.ward(out.about.name);
  if (const auto* approve = std::get_if<Approve>(&operation.action)) out.proposal = &memory_.proposals.at(approve->proposal.entry);
  const auto* asked = std::get_if<RequestPayment>(&action);
  if (asked == nullptr) return out;
  if (stage == Stage::asked) {
    const Rail own = out.ward->payees.at(asked->payee).rail;
    out.payment = Payment{asked->request, asked->payee, asked->amount, asked->purpose, asked->court_order, who_->person, asked->rail.value_or(own), today_, memory_.now, drafted.budget};
  } else {
    out.request = &memory_.requests.at(asked->request);
    out.payment = payment_of(asked->request, *out.request);
  }
  return out;
}

Answer Model::asked(const Operation& operation, Judgement& said) {
  Tier tier = Tier::t0;
  Draft drafted;
  while (true) {
    drafted = draft(asking(tier), operation.action);
    said = {};
    judge(matter(operation, operation.action, Stage::asked, drafted, tier), said);
    if (said.at_least <= tier) break;
    tier = said.at_least;  // what a higher tier asks for is judged in it
  }
  if (said.stopped()) return stopped(operation.action, drafted, said);
  const auto* payment = std::get_if<RequestPayment>(&operation.action);
  if (payment != nullptr && tier == Tier::t2 && !payment->court_order) throw Refused{"COURT_ORDER_REQUIRED"};
  book_allows(drafted);
  std::vector<Role> needs = permission(operation.action).must_agree;
  if (tier != Tier::t0) needs = {Role::trust_officer, Role::social_worker};
  if (!needs.empty()) return propose(operation, drafted, needs, said);
  Answer answer = judged(operation.action, drafted, said);
  weigh(operation.action, true, drafted, answer);
  carry_out(drafted, answer);
  follow(said, true, answer);
  return answer;
}

Answer Model::propose(const Operation& operation, Draft drafted, const std::vector<Role>& needs, const Judgement& said) {
  Answer answer = judged(operation.action, drafted, said);
  answer.outcome = said.outcome();  // a payment may be asked for in a higher tier
  answer.opened_proposal = true;
  if (const auto* payment = std::get_if<RequestPayment>(&operation.action)) {  // it counts in the windows from now on; of others nothing happens yet
    carry_out(drafted, answer);
    memory_.requests.at(payment->request).keys = {operation.who};
    follow(said, true, answer);
  }
  Proposal proposal;
  proposal.about = drafted.about;
  proposal.action = operation.action;
  proposal.proposer = operation.who;
  proposal.proposer_person = who_->person;
  proposal.rulebook = memory_.rulebook.edition;
  proposal.expires = midnight(today_ + memory_.rulebook.proposal_days + 1);
  proposal.needs = needs;
  memory_.proposals[entry_] = proposal;
  return answer;
}

Answer Model::approval(const Operation& operation, const Approve& approve, Judgement& said) {
  const auto found = memory_.proposals.find(approve.proposal.entry);
  if (found == memory_.proposals.end()) throw Refused{"PROPOSAL_UNKNOWN"};
  const Proposal proposal = found->second;
  if (proposal.about != approve.about) throw Refused{is_file(proposal.about) ? "PROPOSAL_UNKNOWN" : "SUBJECT_MISMATCH"};
  if (memory_.now >= proposal.expires) throw Refused{"PROPOSAL_EXPIRED"};
  if (who_->person == proposal.proposer_person) throw Refused{"APPROVAL_OWN"};
  for (const Approval& given : proposal.approvals)
    if (given.person == who_->person) throw Refused{"APPROVAL_REPEATED"};
  const std::vector<Role> needed = missing(proposal);
  if (std::find(needed.begin(), needed.end(), who_->role) == needed.end() && !may_stand_in(proposal)) throw Refused{"APPROVAL_NOT_NEEDED"};

  const auto* payment = std::get_if<RequestPayment>(&proposal.action);
  const auto note = [&] {
    memory_.proposals.at(approve.proposal.entry).approvals.push_back({who_->person, who_->role, operation.who});
    if (payment == nullptr) return;
    Request& request = memory_.requests.at(payment->request);
    request.approvers.push_back(who_->person);
    request.keys.push_back(operation.who);
    if (who_->role == Role::social_worker) request.endorsed = today_;
  };
  Draft drafted;
  drafted.about = proposal.about;
  if (proposal.needs.size() - proposal.approvals.size() > 1) {
    judge(matter(operation, operation.action, Stage::asked, drafted, Tier::t0), said);
    Answer answer = judged(operation.action, drafted, said);
    if (!said.stopped()) note();
    follow(said, !said.stopped(), answer);
    return answer;
  }
  const Tier tier = payment == nullptr ? Tier::t0 : memory_.requests.at(payment->request).tier;
  drafted = payment == nullptr ? draft(asking(tier), proposal.action) : draft_reservation(asking(tier), payment->request);
  judge_again(matter(operation, proposal.action, Stage::executed, drafted, tier), proposal.rulebook, said);
  drafted.about = proposal.about;
  if (said.stopped()) return stopped(operation.action, drafted, said);
  book_allows(drafted);
  Answer answer = judged(operation.action, drafted, said);
  weigh(proposal.action, true, drafted, answer);
  note();
  carry_out(drafted, answer);
  memory_.proposals.erase(approve.proposal.entry);
  follow(said, true, answer);
  return answer;
}

Answer Model::release(const Operation& operation, const Release& c, Judgement& said) {
  const Draft drafted = draft(asking(Tier::t0), operation.action);
  const Request& request = memory_.requests.at(c.request);
  const Action command = as_asked(c.request, request);
  judge_again(matter(operation, command, Stage::released, drafted, request.tier), request.rulebook, said);
  if (said.stopped()) return stopped(operation.action, drafted, said);
  book_allows(drafted);
  Answer answer = judged(operation.action, drafted, said);
  carry_out(drafted, answer);
  follow(said, true, answer);
  return answer;
}

void Model::judge_again(Matter matter, int before, Judgement& said) const {
  judge(matter, said);
  if (before == memory_.rulebook.edition) return;
  const Rulebook then = edition(before);
  const Matter again{matter.memory, then, matter.stage, matter.operation, matter.action, matter.about, matter.ward, matter.who, matter.signature_good,
                     matter.proposal, matter.payment, matter.request, matter.draft, matter.tier, matter.now, matter.today};
  Judgement older;
  judge(again, older);
  said.reasons.insert(older.reasons.begin(), older.reasons.end());
}

Answer Model::stopped(const Action& submitted, const Draft& drafted, const Judgement& said) {
  Answer answer = judged(submitted, drafted, said);
  follow(said, false, answer);
  return answer;
}

/// Of a denial or a hold only what speaks against it is told.
Answer Model::judged(const Action& submitted, const Draft& drafted, const Judgement& said) const {
  Answer answer;
  answer.outcome = said.outcome();
  answer.reasons = said.reasons;
  answer.about = drafted.about;
  if (said.stopped()) {
    std::erase_if(answer.reasons, [](const Reason& r) { return r.outcome == Outcome::allow; });
    if (!memory_.exists(answer.about) && !is_about_a_ward(answer.about)) answer.about = {};
  } else {
    answer.outcome = Outcome::allow;
  }
  tell(answer);
  weigh(behind(submitted), false, drafted, answer);
  return answer;
}

/// It is written in the part of the subject it is about, if there is one; an opening always in the new ward's.
Answer Model::refuse(const Operation& operation, const std::string& code, const Judgement& said) {
  Answer answer;
  answer.reasons = said.reasons;
  std::erase_if(answer.reasons, [](const Reason& r) { return r.outcome == Outcome::allow; });
  answer.reasons.insert({Outcome::deny, code, rule_behind(code)});
  const Subject about = natural_subject(memory_, operation.action);
  const bool about_a_ward_to_be = about.kind == Kind::ward && (std::holds_alternative<OpenWard>(operation.action) ||
                                                               std::holds_alternative<Approve>(operation.action) || std::holds_alternative<Cancel>(operation.action));
  if (memory_.exists(about) || about_a_ward_to_be) answer.about = about;
  tell(answer);
  weigh(behind(operation.action), false, {}, answer);
  follow(said, false, answer);
  return answer;
}

}  // namespace reference
