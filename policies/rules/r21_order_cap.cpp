// R21  Under a court order no more is spent than its cap, for its purpose and to its payee.  D.
//
// The cap is an account: reserved on approval, used on payment, restored on rejection or return. What still stands on it
// covers a request of exactly that amount. At release the request's own reservation must still be there. A purpose or payee
// the order does not name is free.
//
// A budget bounds what is spent for its purpose in the same way. It is for what is asked for from its first to its last day, both included:
// what was asked for in time may be approved and paid later. Where none is recorded for the purpose the purpose is free; one that is set
// later does not bind what was asked for before. A budget that rests on an order is for a purpose of the order's and not more than its cap.
// An order is not amended to less than what is reserved and used under it.
#include "policies/rules/authority.h"

namespace katiwala::policies::r21_order_cap {
namespace {

using namespace custody;

/// What is still there for a payment on a cap of `owner`: at release its own reservation.
Amount cap_left(const Matter& m, const std::array<std::uint8_t, 16>& owner, Currency currency) {
  const auto account = m.stage == Stage::release ? book::AccountKind::cap_reserved : book::AccountKind::cap;
  return m.state.balance(account, owner, currency);
}
std::string_view left_name(const Matter& m) { return m.stage == Stage::release ? "cap_reserved" : "cap_left"; }

Verdict under_order(const Matter& m, const Payment& asked, const CourtOrder& order) {
  if (order.cap.currency() != asked.amount.currency()) {
    return deny(Code::CURRENCY_MISMATCH, {fact("cap", order.cap), fact("amount", asked.amount)});
  }
  if (order.purpose && *order.purpose != asked.purpose) {
    return deny(Code::ORDER_PURPOSE, {fact("order_purpose", name(*order.purpose)), fact("purpose", name(asked.purpose))});
  }
  if (order.payee && *order.payee != asked.payee) return deny(Code::ORDER_PAYEE, {});
  const Amount left = cap_left(m, order.id.bytes, order.cap.currency());
  std::vector<Fact> facts{fact("cap", order.cap), fact(left_name(m), left)};
  return asked.amount <= left ? allow("within_cap", std::move(facts)) : deny(Code::CAP_EXCEEDED, std::move(facts));
}

Verdict under_budget(const Matter& m, const Payment& asked, const Budget& budget) {
  if (budget.amount.currency() != asked.amount.currency()) {
    return deny(Code::CURRENCY_MISMATCH, {fact("of", "budget"), fact("cap", budget.amount), fact("amount", asked.amount)});
  }
  if (budget.purpose != asked.purpose) {
    return deny(Code::BUDGET_PERIOD, {fact("budget_purpose", name(budget.purpose)), fact("purpose", name(asked.purpose))});
  }
  if (asked.day < budget.from || asked.day > budget.to) {
    return deny(Code::BUDGET_PERIOD, {fact("from", budget.from), fact("to", budget.to), fact("day", asked.day)});
  }
  const Amount left = cap_left(m, budget.id.bytes, budget.amount.currency());
  std::vector<Fact> facts{fact("of", "budget"), fact("cap", budget.amount), fact(left_name(m), left)};
  return asked.amount <= left ? allow("within_budget", std::move(facts)) : deny(Code::CAP_EXCEEDED, std::move(facts));
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  Verdict verdict;
  if (const CourtOrder* order = named_order(m, asked)) verdict = under_order(m, asked, *order);  // R20 denies one that is unknown
  if (verdict.reason && verdict.reason->outcome == Outcome::deny) return verdict;
  const Budget* budget = budget_of(m, asked);
  if (budget == nullptr) return asked.budget ? deny(Code::BUDGET_UNKNOWN, {}) : verdict;
  Verdict within = under_budget(m, asked, *budget);
  if (!verdict.reason || within.reason->outcome == Outcome::deny) return within;
  verdict.reason->facts.push_back(fact("budget", budget->amount));
  verdict.reason->facts.push_back(fact("budget_left", cap_left(m, budget->id.bytes, budget->amount.currency())));
  return verdict;
}

Verdict on_budget(const Matter& m, const SetBudget& budget) {
  if (budget.to < budget.from) return deny(Code::BUDGET_PERIOD, {fact("from", budget.from), fact("to", budget.to)});
  const CourtOrder* order = budget.court_order ? find_court_order(*m.ward, *budget.court_order) : nullptr;
  if (order == nullptr) return silent();
  if (order->cap.currency() != budget.amount.currency()) {
    return deny(Code::CURRENCY_MISMATCH, {fact("cap", order->cap), fact("amount", budget.amount)});
  }
  if (order->purpose && *order->purpose != budget.purpose) {
    return deny(Code::ORDER_PURPOSE, {fact("order_purpose", name(*order->purpose)), fact("purpose", name(budget.purpose))});
  }
  std::vector<Fact> facts{fact("of", "budget"), fact("cap", order->cap), fact("amount", budget.amount)};
  return budget.amount <= order->cap ? allow("within_cap", std::move(facts)) : deny(Code::CAP_EXCEEDED, std::move(facts));
}

Verdict on_change(const Matter& m, const ChangeCourtOrder& change) {
  const CourtOrder* order = find_court_order(*m.ward, change.order);
  if (order == nullptr || !change.cap) return silent();
  if (order->cap.currency() != change.cap->currency()) return deny(Code::CURRENCY_MISMATCH, {fact("cap", order->cap), fact("amount", *change.cap)});
  const Currency currency = order->cap.currency();
  const Amount spoken_for = m.state.balance(book::AccountKind::cap_reserved, order->id.bytes, currency) +
                            m.state.balance(book::AccountKind::cap_used, order->id.bytes, currency);
  std::vector<Fact> facts{fact("cap", *change.cap), fact("reserved_and_used", spoken_for)};
  return *change.cap >= spoken_for ? allow("covers_what_was_spent", std::move(facts)) : deny(Code::CAP_EXCEEDED, std::move(facts));
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto asked = payment(m)) return on_payment(m, *asked);
  if (const auto* budget = m.as<SetBudget>()) return on_budget(m, *budget);
  if (const auto* change = m.as<ChangeCourtOrder>()) return on_change(m, *change);
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r21_order_cap

KATIWALA_RULE(R21, r21_order_cap, {}, judge, hears<RequestDisbursement, SetBudget, ChangeCourtOrder>())
