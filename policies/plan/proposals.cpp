// Agreement and withdrawal.
#include <algorithm>

#include "policies/plan/pieces.h"
#include "policies/standin.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// Roles of which an approval is still missing. Where somebody stood in, one of them is not: any of them completes it.
std::vector<Role> still_needed(const Proposal& proposal) {
  std::vector<Role> needed = proposal.needs;
  for (const Approval& approval : proposal.approvals) {
    const auto given = std::find(needed.begin(), needed.end(), approval.role);
    if (given != needed.end()) needed.erase(given);
  }
  return needed;
}

std::size_t missing(const Proposal& proposal) { return proposal.needs.size() - std::min(proposal.needs.size(), proposal.approvals.size()); }

/// Compliance stands in for one approval, once, where a court has ordered the payment and it has waited.
bool may_stand_in(const Asking& asking, const Proposal& proposal) {
  if (asking.principal->role != Role::compliance || missing(proposal) == 0) return false;
  const auto* asked = std::get_if<RequestDisbursement>(&proposal.command);
  const Request* request = asked == nullptr ? nullptr : asking.state.request(asked->request);
  const Ward* ward = request == nullptr ? nullptr : asking.state.ward(request->ward);
  if (ward == nullptr || !is_ordered(*ward, *request, asking.today)) return false;
  const bool stood_in = std::ranges::any_of(proposal.approvals, [](const Approval& a) { return a.role == Role::compliance; });
  const auto from = standin_from(asking.rulebook, proposal.opened);
  return !stood_in && from && asking.submission.time >= *from;
}

/// A quorum counts persons, never keys.
bool is_same(const Approval& given, const Principal& who) {
#ifdef KATIWALA_SABOTAGE_quorum_counts_keys
  return given.principal == who.id;
#else
  return given.person == who.person;
#endif
}

/// An approved request: its proposal is closed, but nothing has left yet.
const Request* approved_request(const State& state, ProposalId id, const Subject& about) {
  if (about.kind != SubjectKind::ward) return nullptr;
  const Ward* ward = state.ward(WardId{about.id});
  if (ward == nullptr) return nullptr;
  for (const Spend& spend : ward->spends) {
    const Request* request = state.request(spend.request);
    if (request != nullptr && request->proposal == id && request->state == RequestState::approved) return request;
  }
  return nullptr;
}

/// Its maker withdraws it; an officer sends it back.
Status may_cancel(const Principal& principal, const PersonId& maker) {
  if (principal.person == maker || principal.role == Role::trust_officer || principal.role == Role::compliance) return good();
  return refuse(Code::ROLE_FORBIDDEN);
}

}  // namespace

/// One approval. That it completes the proposal, and what then happens, is the judge's to see.
Result<Plan> plan_of(const Asking& asking, const Approve& c) {
  KATIWALA_TRY(const Proposal* proposal, proposal_or_refuse(asking.state, c.proposal, c.about));
  if (asking.submission.time >= proposal->expires) return refuse(Code::PROPOSAL_EXPIRED);
  const Principal& who = *asking.principal;
  if (who.person == proposal->proposer_person) return refuse(Code::APPROVAL_OWN);
  const bool again = std::any_of(proposal->approvals.begin(), proposal->approvals.end(), [&](const Approval& a) { return is_same(a, who); });
  if (again) return refuse(Code::APPROVAL_REPEATED);
  const std::vector<Role> needed = still_needed(*proposal);
  const bool asked_for = std::find(needed.begin(), needed.end(), who.role) != needed.end();
  if (!asked_for && !may_stand_in(asking, *proposal)) return refuse(Code::APPROVAL_NOT_NEEDED);
  Plan plan = plan_about(proposal->about);
  happen(plan, plan.about, ProposalApproved{c.proposal, who.person, who.role});
  return plan;
}

bool completes(const State& state, const Approve& c) {
  const Proposal* proposal = state.proposal(c.proposal);
  KATIWALA_ASSERT(proposal != nullptr, "completing a proposal that does not exist");
  return missing(*proposal) == 1;
}

Result<Plan> plan_of(const Asking& asking, const CancelProposal& c) {
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  if (const Request* request = approved_request(asking.state, c.proposal, c.about)) {
    KATIWALA_CHECK(may_cancel(*asking.principal, request->requester));
    Plan plan = plan_about(c.about);
    cancel_request(plan, *request, "WITHDRAWN");
    return plan;
  }
  KATIWALA_TRY(const Proposal* proposal, proposal_or_refuse(asking.state, c.proposal, c.about));
  KATIWALA_CHECK(may_cancel(*asking.principal, proposal->proposer_person));
  Plan plan = plan_about(proposal->about);
  if (const auto* asked = std::get_if<RequestDisbursement>(&proposal->command)) {
    const Request* request = asking.state.request(asked->request);
    KATIWALA_ASSERT(request != nullptr, "an open proposal of a request that does not exist");
    cancel_request(plan, *request, "WITHDRAWN");
  }
  happen(plan, plan.about, ProposalClosed{c.proposal, ProposalState::cancelled});
  return plan;
}

/// It decides nothing: what stands against the proposal is weighed when it is carried out (R28; FC 225).
Result<Plan> plan_of(const Asking& asking, const ObjectTo& c) {
  const Proposal* proposal = asking.state.proposal(c.proposal);
  if (proposal == nullptr || proposal->about != c.about) return refuse(Code::PROPOSAL_UNKNOWN);
  if (c.about.kind != SubjectKind::ward) return refuse(Code::SUBJECT_MISMATCH);
  const Principal& who = *asking.principal;
  const bool stands = std::ranges::find(proposal->objections, who.person) != proposal->objections.end();
  if (c.withdrawn && !stands) return wrong_field("withdrawn");
  if (!c.withdrawn && stands) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(c.about);
  happen(plan, plan.about, ObjectionRecorded{c.proposal, who.person, who.role, c.withdrawn});
  return plan;
}

}  // namespace katiwala::policies
