// R21  Under a court order no more is spent than its cap, for its purpose and to its payee.  D.
//
// The cap is an account: reserved on approval, used on payment, restored on rejection or return. What still stands on it
// covers a request of exactly that amount. At release the request's own reservation must still be there. A purpose or payee
// the order does not name is free.
#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || !asked->court_order || m.ward == nullptr) return silent();
  const CourtOrder* order = find_court_order(*m.ward, *asked->court_order);
  if (order == nullptr) return silent();  // R20 denies
  if (order->cap.currency() != asked->amount.currency()) {
    return deny(Code::CURRENCY_MISMATCH, {fact("cap", order->cap), fact("amount", asked->amount)});
  }
  if (order->purpose && *order->purpose != asked->purpose) {
    return deny(Code::ORDER_PURPOSE, {fact("order_purpose", name(*order->purpose)), fact("purpose", name(asked->purpose))});
  }
  if (order->payee && *order->payee != asked->payee) return deny(Code::ORDER_PAYEE, {});
  const auto account = m.stage == Stage::release ? book::AccountKind::cap_reserved : book::AccountKind::cap;
  const Amount left = m.state.balance(account, order->id.bytes, order->cap.currency());
  std::vector<Fact> facts{fact("cap", order->cap), fact(m.stage == Stage::release ? "cap_reserved" : "cap_left", left)};
  return asked->amount <= left ? allow("within_cap", std::move(facts)) : deny(Code::CAP_EXCEEDED, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R21, r21_order_cap, {}, judge)
