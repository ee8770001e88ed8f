// Money comes in: first into suspense, then, when two persons have matched it to an order, to the order's wards.
//
// What nobody can be credited with goes back where it came from.
//
// Worked (docs/books.md): a credit of 19,975.00 net of 25.00 on an award of 35,000.00
//   receipt  Dr bank 19,975.00, Cr suspense 19,975.00
//   match    Dr suspense 19,975.00, Cr principal 19,975.00
//            authority: outstanding -20,000.00, received +19,975.00, charged +25.00
//   back     Dr suspense, Cr bank (R56; S13: 14,250.00 of a credit of 15,000.00)
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

Result<Plan> plan_of(const Asking& asking, const ReceiveCredit& c) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, c.pool));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (c.credit.is_zero()) return wrong_field("credit");
  if (asking.state.credit(c.credit) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(positive(c.amount));
  if (find_cash(*pool, c.amount.currency()) == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  if (c.charges) {
    if (c.charges->currency() != c.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
    if (c.charges->is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
    KATIWALA_CHECK(amount_from_wide(c.amount.currency(), wide(c.amount) + wide(*c.charges)));
  }
  if (c.booked > asking.today) return wrong_field("booked");
  KATIWALA_CHECK(after_opening(*pool, c.amount.currency(), c.booked));
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, CreditReceived{c.credit, c.amount, c.charges, c.booked, c.value_date});
  use(plan, c.pool, c.references);
  post(plan, plan.about, AccountKind::bank, c.pool.bytes, c.amount, Category::receipt);
  post(plan, plan.about, AccountKind::suspense, c.pool.bytes, c.amount, Category::receipt);
  return plan;
}

namespace {

struct Share {
  AwardId award;
  WardId ward;
  Amount amount;       ///< of the award: its weight
  Amount outstanding;  ///< its cap
  Amount gross, charges;
};

/// The order's awards, ascending id: ties go to the lowest (R53).
Result<std::vector<Share>> shares_of(const State& state, const AwardOrder& order, const PoolId& pool) {
  if (order.allocated != order.total) return refuse(Code::ORDER_NOT_ALLOCATED);
  const auto found = state.awards.find(order.id);
  if (found == state.awards.end() || found->second.empty()) return refuse(Code::ORDER_NOT_ALLOCATED);
  std::vector<Share> shares;
  for (const auto& [award_id, ward_id] : found->second) {
    const Ward* ward = state.ward(ward_id);
    KATIWALA_ASSERT(ward != nullptr, "an award of a ward that does not exist");
    if (ward->pool != pool) return refuse(Code::SUBJECT_MISMATCH);
    const Award* award = find_award(*ward, award_id);
    KATIWALA_ASSERT(award != nullptr, "an award its ward does not have");
    const Amount none = zero(award->amount.currency());
    const Amount outstanding = state.balance(AccountKind::outstanding, award_id.bytes, award->amount.currency());
    shares.push_back({award_id, ward_id, award->amount, outstanding, none, none});
  }
  return shares;
}

/// Divides what was paid, gross, and what the banks kept of it. Returns what nobody can take of either.
struct Left {
  Amount gross, charges;
};
Left divide(Amount gross, Amount charges, std::vector<Share>& shares) {
  std::vector<Amount> weights, caps;
  for (const Share& share : shares) {
    weights.push_back(share.amount);
    caps.push_back(share.outstanding);
  }
  const CappedAllocation parts = allocate_capped(gross, weights, caps);
  // The banks' charge fell on the whole payment, so what is left over bears its part; a share is never more than its part.
  std::vector<Amount> bearing;
  for (const Amount& part : parts.parts)
    if (part.is_positive()) bearing.push_back(part);
  if (parts.left.is_positive()) bearing.push_back(parts.left);
  const std::vector<Amount> borne = allocate(charges, bearing);
  std::size_t next = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i].gross = parts.parts[i];
    if (shares[i].gross.is_positive()) shares[i].charges = borne[next++];
  }
  return {parts.left, parts.left.is_positive() ? borne[next] : zero(gross.currency())};
}

void credit_ward(Plan& plan, const CreditId& credit, const Share& share) {
  if (share.gross.is_zero()) return;
  const Subject hers = subject(share.ward);
  const Amount net = share.gross - share.charges;
  happen(plan, hers, AwardCredited{share.award, credit, share.gross, share.charges, net});
  post(plan, hers, AccountKind::principal, share.ward.bytes, net, Category::receipt);
  post(plan, hers, AccountKind::outstanding, share.award.bytes, -share.gross, Category::authority);
  post(plan, hers, AccountKind::received, share.award.bytes, net, Category::authority);
  post(plan, hers, AccountKind::charged, share.award.bytes, share.charges, Category::authority);
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const MatchCredit& c) {
  const Credit* credit = asking.state.credit(c.credit);
  if (credit == nullptr) return refuse(Code::CREDIT_UNKNOWN);
  if (credit->matched || credit->resolved) return refuse(Code::CREDIT_MATCHED);
  const AwardOrder* order = asking.state.order(c.order);
  if (order == nullptr) return refuse(Code::ORDER_UNKNOWN);
  if (order->total.currency() != credit->amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_TRY(std::vector<Share> shares, shares_of(asking.state, *order, credit->pool));
  const Amount charges = credit->charges.value_or(zero(credit->amount.currency()));
  const Amount gross = credit->amount + charges;
  const Left left = divide(gross, charges, shares);
  const Amount stays = left.gross - left.charges;
  Plan plan = plan_about(subject(credit->pool));
  happen(plan, plan.about, CreditMatched{c.credit, c.order, credit->amount - stays, stays});
  happen(plan, subject(c.order), OrderReceipt{c.credit, gross, left.gross});
  post(plan, plan.about, AccountKind::suspense, credit->pool.bytes, stays - credit->amount, Category::receipt);
  for (const Share& share : shares) credit_ward(plan, c.credit, share);
  return plan;
}

/// It was never a ward's, and no ward's money pays for it.
Result<Plan> plan_of(const Asking& asking, const ResolveCredit& c) {
  const Credit* credit = asking.state.credit(c.credit);
  if (credit == nullptr) return refuse(Code::CREDIT_UNKNOWN);
  const bool reversed = credit->matched && credit->matched_in == 0;
  if (reversed) return refuse(Code::CREDIT_MATCHED);
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (c.amount.currency() != credit->amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_CHECK(positive(c.amount));
  const Amount most = credit->left.value_or(credit->amount);
  if (credit->matched ? c.amount > most : c.amount != most) {
    return refuse(Code::AMOUNT_MISMATCH, std::string(sentence_of(Code::AMOUNT_MISMATCH)), "waiting " + most.text());
  }
  Plan plan = plan_about(subject(credit->pool));
  happen(plan, plan.about, CreditResolved{c.credit, c.to, c.amount});
  use(plan, credit->pool, c.references);
  post(plan, plan.about, AccountKind::suspense, credit->pool.bytes, -c.amount, Category::return_);
  post(plan, plan.about, AccountKind::bank, credit->pool.bytes, -c.amount, Category::return_);
  return plan;
}

}  // namespace katiwala::policies
