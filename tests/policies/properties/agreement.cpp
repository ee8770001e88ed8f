#include "tests/policies/properties/agreement.h"

#include <algorithm>

namespace katiwala::policies::properties {
namespace {

using enum Role;

bool is_no_expense(Purpose purpose) {
  return purpose == Purpose::handover || purpose == Purpose::estate || purpose == Purpose::claim || purpose == Purpose::tax;
}

Role role_of(const State& state, const PrincipalId& key) {
  const Principal* who = state.principal(key);
  return who == nullptr ? auditor : who->role;
}

/// Word of a danger or a sign of life: taken from one person at once.
bool only_warns(FactKind kind) {
  using enum FactKind;
  constexpr FactKind kWarnings[] = {marriage, death, adoption, foster_care, child_welfare_event, incapacity, incapacity_petition,
                                    heartbeat, appeal_pending, interview_concern, coached, unworthy_heir};
  return std::find(std::begin(kWarnings), std::end(kWarnings), kind) != std::end(kWarnings);
}

/// What nobody may bring about alone.
struct Needs {
  bool operator()(const FactRecorded& e) const { return !only_warns(e.fact.fact); }
  bool operator()(const FactEnded&) const { return true; }
  bool operator()(const RulebookAdopted&) const { return true; }
  bool operator()(const ElectionRecorded&) const { return true; }
  bool operator()(const CourtOrderRecorded&) const { return true; }
  bool operator()(const CourtOrderMoved& e) const { return e.to == OrderStanding::in_force || e.to == OrderStanding::amended; }
  bool operator()(const GuardianAppointed&) const { return true; }
  bool operator()(const GuardianMoved& e) const { return e.to == GuardianStanding::active || e.to == GuardianStanding::discharged; }
  bool operator()(const PayeeRegistered&) const { return true; }
  bool operator()(const PayeeChanged&) const { return true; }
  bool operator()(const BudgetSet&) const { return true; }
  bool operator()(const PrincipalEnrolled&) const { return true; }
  bool operator()(const RelyingPartyAdopted&) const { return true; }
  bool operator()(const CredentialEnrolled&) const { return true; }
  bool operator()(const CredentialRemoved&) const { return true; }
  bool operator()(const FileReleased&) const { return true; }
  bool operator()(const BooksOpened&) const { return true; }
  bool operator()(const BalanceBrought&) const { return true; }
  bool operator()(const RecallAnswered&) const { return true; }
  bool operator()(const RequestMoved& e) const { return e.to == RequestState::approved; }
  bool operator()(const WardErased&) const { return true; }
  bool operator()(const EntryReversed&) const { return true; }
  template <class E>
  bool operator()(const E&) const { return false; }
};
bool needs_agreement(const Event& event) { return std::visit(Needs{}, static_cast<const EventVariant&>(event)); }

/// Under a court's order that stands, and so many whole days after the day it was asked for.
bool may_stand_in(const Happened& h, const Request& request, int standin_days) {
  const Ward* ward = h.before.ward(request.ward);
  const CourtOrder* order = ward == nullptr || !request.court_order ? nullptr : find_court_order(*ward, *request.court_order);
  if (order == nullptr || (order->standing != OrderStanding::in_force && order->standing != OrderStanding::amended)) return false;
  return manila_date(h.asked.time) > manila_date(request.asked_at) + standin_days;
}

const Request* request_of(const State& state, const Command& command) {
  const auto* asked = std::get_if<RequestDisbursement>(&command);
  return asked == nullptr ? nullptr : state.request(asked->request);
}

}  // namespace

std::vector<Role> classes_for(const Command& command, const PrincipalId& maker, const State& state, Tier tier) {
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) {
    if (tier == Tier::t0 && !is_no_expense(c->purpose)) return {trust_officer};
    return {trust_officer, social_worker};
  }
  if (std::holds_alternative<RecordInterest>(command) && role_of(state, maker) == bank_system) return {};
  if (std::holds_alternative<AdoptRulebook>(command) || std::holds_alternative<EraseWard>(command) || std::holds_alternative<ReverseEntry>(command) ||
      std::holds_alternative<RecordCharge>(command) || std::holds_alternative<DeclareLogKey>(command) || std::holds_alternative<AdoptWitnesses>(command) ||
      std::holds_alternative<AdoptRelyingParty>(command) ||
      std::holds_alternative<Remit>(command) || std::holds_alternative<ResolveCredit>(command) || std::holds_alternative<OpenBooks>(command)) {
    return {trust_officer, compliance};
  }
  if (std::holds_alternative<SetBudget>(command) || std::holds_alternative<RecordElection>(command)) return {trust_officer, social_worker};
  if (std::holds_alternative<MoveCase>(command) || std::holds_alternative<AcceptRestore>(command) || std::holds_alternative<AnswerRecall>(command)) {
    return {compliance};
  }
  if (std::holds_alternative<ReleaseFile>(command)) return {releaser};
  if (const auto* c = std::get_if<LiftFreeze>(&command); c != nullptr && c->about.kind == SubjectKind::watch) return {compliance};
  return {trust_officer};
}

std::string too_few(const std::vector<Part>& parts, std::vector<Role> classes, bool standin) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = i + 1; j < parts.size(); ++j)
      if (parts[i].person == parts[j].person) return "one person counted twice";
  bool stood_in = false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto given = std::find(classes.begin(), classes.end(), parts[i].role);
    if (given != classes.end()) classes.erase(given);
    else if (parts[i].role == compliance && standin && !stood_in) stood_in = true;
    else return "somebody of the class " + std::string(name(parts[i].role)) + " counted";
  }
  const std::size_t missing = classes.size();
  if (missing <= (stood_in ? 1U : 0U)) return "";
  return "nobody of the class " + std::string(name(classes.front())) + " agreed";
}

std::string agreed(const Happened& h, int standin_days) {
  if (h.carried_out == nullptr) {
    for (const Effect& effect : h.decision.effects)
      if (needs_agreement(effect.event)) return std::string(name_of(effect.event)) + " happened without anybody's agreement";
    return "";
  }
  const Proposal& proposal = *h.carried_out;
  const Request* request = request_of(h.before, proposal.command);
  const Tier tier = request == nullptr ? Tier::t0 : request->tier;
  const auto parts = h.parts.find(proposal.id);
  if (parts == h.parts.end()) return "a proposal that nobody made was carried out";
  const bool standin = request != nullptr && may_stand_in(h, *request, standin_days);
  const std::string missing = too_few(parts->second, classes_for(proposal.command, proposal.proposer, h.before, tier), standin);
  return missing.empty() ? "" : std::string(name_of(proposal.command)) + " was carried out, but " + missing;
}

std::string four_eyes(const Happened& h) {
  for (const Effect& effect : h.decision.effects) {
    const auto* released = std::get_if<RequestReleased>(&effect.event);
    if (released == nullptr) continue;
    const Request* request = h.after.request(released->request);
    const Ward* ward = h.after.ward(request->ward);
    const Payee* payee = find_payee(*ward, request->payee);
    std::vector<PersonId> all{request->requester, h.before.principal(h.asked.principal)->person};
    all.insert(all.end(), request->approvers.begin(), request->approvers.end());
    const bool herself = payee->payee_kind == PayeeKind::beneficiary && payee->person == request->requester;
    if (!herself) all.push_back(payee->person);
    std::sort(all.begin(), all.end());
    if (std::adjacent_find(all.begin(), all.end()) != all.end()) return "one person has two parts in a payment that left";
    if (request->approvers.empty()) return "nobody approved a payment that left";
  }
  return "";
}

}  // namespace katiwala::policies::properties
