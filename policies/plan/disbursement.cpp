// Money is asked for and set aside.
//
// Worked (docs/books.md), a payment of 18,000.00; what follows is in payment.cpp:
//   asked     nothing is posted; it counts in the windows (R19)
//   approved  Dr principal, Cr reserved      cap -> cap_reserved under a court order, and of a budget
//   released  Dr reserved, Cr transit
//   settled   Dr transit, Cr bank            cap_reserved -> cap_used
//   rejected  Dr transit, Cr principal       cap_reserved -> cap
//   returned  Dr bank, Cr principal          cap_used -> cap
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

bool covers(const Budget& budget, Purpose purpose, CivilDate day) {
  return budget.purpose == purpose && budget.from <= day && day <= budget.to;
}

/// The budget that is named, or the one of that purpose, day and currency. What a court has ordered counts against its order, and against a
/// budget only where it is named or stands under that very order: an officer's budget does not narrow what a court has allowed.
Result<std::optional<BudgetId>> budget_for(const Asking& asking, const Ward& ward, const RequestDisbursement& c) {
  if (c.budget) {
    const Budget* named = find_budget(ward, *c.budget);
    if (named == nullptr) return refuse(Code::BUDGET_UNKNOWN);
    if (!covers(*named, c.purpose, asking.today)) return refuse(Code::BUDGET_PERIOD);
    if (named->amount.currency() != c.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
    return c.budget;
  }
  for (const Budget& budget : ward.budgets) {
    const bool by_order = c.court_order && budget.court_order != c.court_order;
    if (covers(budget, c.purpose, asking.today) && budget.amount.currency() == c.amount.currency() && !by_order) return std::optional(budget.id);
  }
  return std::optional<BudgetId>();
}

Request as_asked(const Asking& asking, const RequestDisbursement& c, const Payee& payee, const std::optional<BudgetId>& budget) {
  Request request;
  request.id = c.request;
  request.ward = c.ward;
  request.payee = c.payee;
  request.amount = c.amount;
  request.purpose = c.purpose;
  request.court_order = c.court_order;
  request.rail = c.rail.value_or(payee.rail);
  request.voucher = c.voucher;
  request.tier = asking.tier;
  request.state = RequestState::judged;
  request.proposal = asking.submission.seq;
  request.requester = asking.principal->person;
  request.day = asking.today;
  request.rulebook = asking.state.ledger.rulebook;
  request.budget = budget;
  request.invoice = c.invoice;
  request.service_from = c.service_from;
  request.service_to = c.service_to;
  request.asked_at = asking.submission.time;
  return request;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const RequestDisbursement& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.request.is_zero()) return wrong_field("request");
  if (asking.state.request(c.request) != nullptr) return refuse(Code::ALREADY_EXISTS);
  const Payee* payee = find_payee(*ward, c.payee);
  if (payee == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  KATIWALA_CHECK(positive(c.amount));
  if (c.amount.currency() != payee->currency) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.amount.currency()));
  if (c.court_order) {
    const CourtOrder* order = find_court_order(*ward, *c.court_order);
    if (order == nullptr) return refuse(Code::COURT_ORDER_UNKNOWN);
    if (order->cap.currency() != c.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  }
  if (c.service_to && (!c.service_from || *c.service_to < *c.service_from)) return wrong_field("service_to");
  KATIWALA_TRY(const std::optional<BudgetId> budget, budget_for(asking, *ward, c));
  const DayRate* rate = asking.state.rate(c.amount.currency(), asking.today);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about,
         RequestJudged{as_asked(asking, c, *payee, budget), rate == nullptr ? std::nullopt : std::optional<Rate>(rate->rate)});
  return plan;
}

Result<Plan> plan_reservation(const Asking& asking, const Request& request) {
  if (request.state != RequestState::judged) return wrong_state(request);
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, request.ward));
  const Subject hers = subject(ward->id);
  const Drawn drawn = draw(asking.state, *ward, request.amount);
  Plan plan = plan_about(hers);
  happen(plan, hers, RequestMoved{request.id, RequestState::approved, std::nullopt, {},
                                  drawn.income.is_zero() ? std::nullopt : std::optional<Amount>(drawn.income)});
  post(plan, hers, AccountKind::income, ward->id.bytes, -drawn.income, Category::hold);
  post(plan, hers, AccountKind::principal, ward->id.bytes, -drawn.principal, Category::hold);
  post(plan, hers, AccountKind::reserved, ward->id.bytes, request.amount, Category::hold);
  move_cap(plan, request, AccountKind::cap, AccountKind::cap_reserved);
  return plan;
}

}  // namespace katiwala::policies
