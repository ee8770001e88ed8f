// What time alone does: a ward comes of age, a proposal lapses, a duty is overdue (design §6).
#include <algorithm>

#include "policies/plan/pieces.h"
#include "policies/rules/age.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// Open proposals about the ward that a guardian made, in the order in which they were made.
std::vector<ProposalId> guardian_proposals(const State& state, const Ward& ward) {
  std::vector<ProposalId> found;
  for (const auto& [id, proposal] : state.proposals) {
    if (proposal.about != subject(ward.id)) continue;
    const Principal* proposer = state.principal(proposal.proposer);
    if (proposer != nullptr && proposer->role == Role::guardian) found.push_back(id);
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The day she comes of age by the rulebook of now, where it can say so.
CivilDate day_of_age(const Asking& asking, const Ward& ward) {
  const Rulebook* rulebook = asking.rulebook;
  if (rulebook != nullptr && rulebook->has("R01", "majority_age_years") && rulebook->has("R02", "leap_rule")) {
    if (const auto day = majority_day(ward.born_latest, *rulebook)) return *day;
  }
  return *ward.majority;
}

Result<Plan> majority(const Asking& asking, const Ward& ward) {
  if (!ward.majority || ward.adult) return refuse(Code::NOT_DUE);
  Plan plan = plan_about(subject(ward.id));
  const CivilDate day = day_of_age(asking, ward);
  if (day > asking.today) {
    // Another rulebook was adopted since the day was written down.
    happen(plan, plan.about, MajorityScheduled{day});
    return plan;
  }
  happen(plan, plan.about, MajorityReached{day});
  const std::string reason(name_of(Code::AUTHORITY_ENDED));
  for (const Spend& spend : ward.spends) {
    const Request* request = asking.state.request(spend.request);
    if (request == nullptr) continue;
    // What was released has left; what was not is no longer the guardian's to ask for.
    if (request->state == RequestState::judged || request->state == RequestState::approved) cancel_request(plan, *request, reason);
  }
  for (const ProposalId id : guardian_proposals(asking.state, ward)) {
    happen(plan, plan.about, ProposalClosed{id, ProposalState::cancelled});
  }
  return plan;
}

Result<Plan> proposal_expiry(const Asking& asking, const Proposal& proposal) {
  Plan plan = plan_about(proposal.about);
  if (const auto* asked = std::get_if<RequestDisbursement>(&proposal.command)) {
    const Request* request = asking.state.request(asked->request);
    KATIWALA_ASSERT(request != nullptr, "an open proposal of a request that does not exist");
    cancel_request(plan, *request, std::string(name_of(Code::PROPOSAL_EXPIRED)));
  }
  happen(plan, plan.about, ProposalClosed{proposal.id, ProposalState::expired});
  return plan;
}

Result<Plan> deadline(const Asking& asking, const Tick& c) {
  Plan plan = plan_about(about_of(asking.state, c));
  const std::vector<Obligation>* obligations = nullptr;
  if (const Ward* ward = asking.state.ward(WardId{c.object})) obligations = &ward->obligations;
  else if (const Pool* pool = asking.state.pool(PoolId{c.object})) obligations = &pool->obligations;
  const auto number = static_cast<std::uint32_t>(c.number);
  const Obligation* found = obligations == nullptr ? nullptr : find_obligation(*obligations, number);
  if (found == nullptr || found->closed || found->overdue) return refuse(Code::NOT_DUE);
  happen(plan, plan.about, ObligationOverdue{number});
  return plan;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const Tick& c) {
  const auto matter = static_cast<custody::Matter>(c.matter);
  const bool listed = asking.state.agenda.contains({c.due, matter, c.object, c.number});
  if (!listed || asking.submission.time < c.due) return refuse(Code::NOT_DUE);
  switch (matter) {
    case custody::Matter::majority: {
      const Ward* ward = asking.state.ward(WardId{c.object});
      return ward == nullptr ? Result<Plan>(refuse(Code::NOT_DUE)) : majority(asking, *ward);
    }
    case custody::Matter::proposal_expiry: {
      const Proposal* proposal = asking.state.proposal(c.number);
      return proposal == nullptr ? Result<Plan>(refuse(Code::NOT_DUE)) : proposal_expiry(asking, *proposal);
    }
    case custody::Matter::deadline: return deadline(asking, c);
  }
  return refuse(Code::NOT_DUE);
}

}  // namespace katiwala::policies
