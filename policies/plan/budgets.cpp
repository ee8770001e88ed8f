// Budgets and shares of a bill: what is agreed beforehand about what will be asked for.
//
// A budget is a cap as a court order's is, in the book of authority: granted, cap, cap_reserved, cap_used under its own identifier.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

bool overlaps(const Budget& budget, const SetBudget& c) {
  return budget.purpose == c.purpose && budget.amount.currency() == c.amount.currency() && budget.from <= c.to && c.from <= budget.to;
}

}  // namespace

/// One of a purpose, currency and day: so that what is asked for always falls under the same one.
Result<Plan> plan_of(const Asking& asking, const SetBudget& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.budget.is_zero()) return wrong_field("budget");
  KATIWALA_CHECK(positive(c.amount));
  if (find_budget(*ward, c.budget) != nullptr || has_accounts(asking.state, book::AccountKind::granted, c.budget.bytes)) {
    return refuse(Code::ALREADY_EXISTS);
  }
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.amount.currency()));
  if (c.to < c.from || c.to < asking.today) return wrong_field("to");
  if (c.court_order) {
    const CourtOrder* order = find_court_order(*ward, *c.court_order);
    if (order == nullptr) return refuse(Code::COURT_ORDER_UNKNOWN);
    if (order->cap.currency() != c.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  }
  if (std::ranges::any_of(ward->budgets, [&](const Budget& budget) { return overlaps(budget, c); })) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, BudgetSet{{c.budget, c.purpose, c.from, c.to, c.amount, c.court_order}});
  grant(plan, plan.about, c.budget.bytes, c.amount);
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const ShareVoucher& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.document == Digest{}) return wrong_field("document");
  const Payee* payee = find_payee(*ward, c.payee);
  if (payee == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  KATIWALA_CHECK(positive(c.share));
  if (c.total.currency() != c.share.currency() || payee->currency != c.share.currency()) return refuse(Code::CURRENCY_MISMATCH);
  if (c.share > c.total) return wrong_field("share");
  const bool shared = std::ranges::any_of(ward->shares, [&](const VoucherShare& s) { return s.document == c.document; });
  if (shared) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, VoucherShared{{c.document, c.total, c.share, c.payee}});
  return plan;
}

/// Whether it is the right one is judged (RF07). It is taken as soon as the payment has been instructed.
Result<Plan> plan_of(const Asking& asking, const FileReceipt& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  const RequestState at = request->state;
  if (at != RequestState::released && at != RequestState::handed_over && at != RequestState::settled) return wrong_state(*request);
  if (request->receipt_filed) return refuse(Code::ALREADY_EXISTS);
  if (c.document == Digest{}) return wrong_field("document");
  KATIWALA_CHECK(positive(c.amount));
  if (c.amount.currency() != request->amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, ReceiptFiled{{c.request, c.document, c.amount, c.dated, c.payee, c.invoice, c.serial}});
  for (const Obligation& duty : asking.state.ward(c.ward)->obligations) {
    const bool owed = duty.duty == Duty::receipt && duty.request == c.request && !duty.closed;
    if (owed) happen(plan, plan.about, ObligationClosed{duty.number, asking.today});
  }
  return plan;
}

}  // namespace katiwala::policies
