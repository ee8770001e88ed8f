// What is set aside for a payment, and what undoes it: money from income and principal, and what a court order or a budget still allows.
//
// Caps are accounts: granted (negative), cap, cap_reserved, cap_used; their owner is the order or the budget (R21).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

Drawn draw(const State& state, const Ward& ward, Amount amount) {
  const Amount income = std::min(state.balance(AccountKind::income, ward.id.bytes, amount.currency()), amount);
  return {income, amount - income};
}

#ifdef KATIWALA_SABOTAGE_cap_not_restored
constexpr bool kCapsComeBack = false;
#else
constexpr bool kCapsComeBack = true;
#endif

void move_cap(Plan& plan, const Request& request, AccountKind from, AccountKind to) {
  const Subject hers = subject(request.ward);
  const auto move = [&](const std::array<std::uint8_t, 16>& owner) {
    post(plan, hers, from, owner, -request.amount, Category::authority);
    post(plan, hers, to, owner, request.amount, Category::authority);
  };
  if (request.court_order) move(request.court_order->bytes);
  if (request.budget) move(request.budget->bytes);
}

void grant(Plan& plan, const Subject& about, const std::array<std::uint8_t, 16>& owner, Amount amount) {
  post(plan, about, AccountKind::granted, owner, -amount, Category::authority);
  post(plan, about, AccountKind::cap, owner, amount, Category::authority);
}

void restore(Plan& plan, const Request& request, AccountKind from, const PoolId& pool, Category category) {
  const Subject hers = subject(request.ward);
  const Amount none = zero(request.amount.currency());
  if (from == AccountKind::reserved) {
    post(plan, hers, from, request.ward.bytes, -request.amount, category);
  } else {
    // What came back to the bank is there again; what was only instructed never left it.
    const Amount net = request.leaving();
    post(plan, subject(pool), from, pool.bytes, from == AccountKind::bank ? net : -net, category);
    post(plan, subject(pool), AccountKind::tax, pool.bytes, -request.withheld.value_or(none), Category::tax);
  }
  const Amount income = request.from_income.value_or(none);
  post(plan, hers, AccountKind::income, request.ward.bytes, income, category);
  post(plan, hers, AccountKind::principal, request.ward.bytes, request.amount - income, category);
  if (kCapsComeBack) move_cap(plan, request, from == AccountKind::bank ? AccountKind::cap_used : AccountKind::cap_reserved, AccountKind::cap);
}

void cancel_request(Plan& plan, const Request& request, std::string reason) {
  happen(plan, subject(request.ward), RequestMoved{request.id, RequestState::cancelled, std::nullopt, std::move(reason), std::nullopt});
  if (request.state == RequestState::approved) restore(plan, request, AccountKind::reserved, {}, Category::hold);
}

namespace {

bool is_made_by_guardian(const State& state, const Proposal& proposal) {
  const Principal* proposer = state.principal(proposal.proposer);
  return proposer != nullptr && proposer->role == Role::guardian;
}

}  // namespace

void withdraw_all(Plan& plan, const State& state, const Ward& ward, const std::string& reason, bool of_guardians_only) {
  for (const Spend& spend : ward.spends) {
    const Request* request = state.request(spend.request);
    if (request == nullptr || (of_guardians_only && find_guardian(ward, request->requester) == nullptr)) continue;
    // What was released has left.
    if (request->state == RequestState::judged || request->state == RequestState::approved) cancel_request(plan, *request, reason);
  }
  std::vector<ProposalId> closing;  // in the order in which they were made
  for (const auto& [id, proposal] : state.proposals) {
    if (proposal.about != subject(ward.id)) continue;
    const bool asks_money = std::holds_alternative<RequestDisbursement>(proposal.command);
    if (is_made_by_guardian(state, proposal) || (asks_money && !of_guardians_only)) closing.push_back(id);
  }
  std::sort(closing.begin(), closing.end());
  for (const ProposalId id : closing) happen(plan, subject(ward.id), ProposalClosed{id, ProposalState::cancelled});
}

}  // namespace katiwala::policies
