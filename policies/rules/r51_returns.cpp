// R51  A payment that comes back is undone whole: its amount is hers again, where it was drawn from, with the cap and budget it had used; what a bank
//      charged for it is not, unless the bank gives that back too.  pacs.004; D.
//
// What comes back is what had left: the request's amount less what was withheld of it (R62). One centavo beside it is no return of that payment,
// and an officer looks at it. Her accounts grow by the whole amount, and by a fee that was refunded, no more and no less; the court order's cap and
// the budget by the amount. The duty to bring a receipt for it ends. A return is not dated before the payment it undoes. A rejection
// before settlement restores in the same way. Where the payee may be paid again is the next request's matter (RF11).
#include <algorithm>

#include "policies/rules/asking.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::r51_returns {
namespace {

using namespace custody;

/// What the plan does to accounts of some kinds and one owner, in one currency.
Amount planned(const Matter& m, std::initializer_list<book::AccountKind> kinds, const std::array<std::uint8_t, 16>& owner, Currency currency) {
  Amount sum = zero(currency);
  for (const SubjectPosting& line : m.plan.postings) {
    const book::Account& account = line.posting.account;
    const bool wanted = account.owner == owner && account.currency == currency && std::ranges::find(kinds, account.kind) != kinds.end();
    if (wanted) sum += line.posting.change();
  }
  return sum;
}

/// Denies where the plan does not put everything back; nullopt where it does. `more` came back beside the payment itself.
std::optional<Verdict> not_restored(const Matter& m, const Request& request, Amount more) {
  using enum book::AccountKind;
  const Currency currency = request.amount.currency();
  if (planned(m, {principal, income}, request.ward.bytes, currency) != request.amount + more) {
    return deny(Code::SUM_NOT_PRESERVED, {fact("of", "ward"), fact("amount", request.amount)});
  }
  if (request.court_order && planned(m, {cap}, request.court_order->bytes, currency) != request.amount) {
    return deny(Code::SUM_NOT_PRESERVED, {fact("of", "court_order"), fact("amount", request.amount)});
  }
  if (request.budget && planned(m, {cap}, request.budget->bytes, currency) != request.amount) {
    return deny(Code::SUM_NOT_PRESERVED, {fact("of", "budget"), fact("amount", request.amount)});
  }
  return std::nullopt;
}

bool is_closed_by_plan(const Matter& m, std::uint32_t number) {
  bool closed = false;
  for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
    closed = closed || (about == subject(m.ward->id) && e.number == number);
  });
  return closed;
}

void end_receipt_duty(const Matter& m, const Request& request, Verdict& verdict) {
  for (const Obligation& owed : m.ward->obligations) {
    const bool its = owed.duty == Duty::receipt && owed.request == request.id && !owed.closed;
    if (its && !is_closed_by_plan(m, owed.number)) verdict.effects.push_back({subject(m.ward->id), ObligationClosed{owed.number, m.today}});
  }
}

Verdict on_return(const Matter& m, const ReturnPayment& c, const Request& request) {
  const Currency currency = request.amount.currency();
  const Amount left = request.leaving();
  if (c.amount.currency() != currency) return deny(Code::CURRENCY_MISMATCH, {fact("returned", c.amount), fact("paid", left)});
  if (c.amount != left) return deny(Code::AMOUNT_MISMATCH, {fact("returned", c.amount), fact("paid", left)});
  const std::optional<CivilDate> paid = request.settled ? request.settled : request.released;
  if (paid && c.value_date < *paid) return deny(Code::VALUE_DATE_EARLY, {fact("value_date", c.value_date), fact("paid", *paid)});
  const Amount refunded = c.refunded_fee.value_or(zero(currency));
  if (refunded.currency() != currency) return deny(Code::CURRENCY_MISMATCH, {fact("refunded_fee", refunded)});
  if (c.refunded_fee && !refunded.is_positive()) return deny(Code::AMOUNT_NOT_POSITIVE, {fact("refunded_fee", refunded)});
  if (auto denial = not_restored(m, request, refunded)) return *denial;
  Verdict verdict = allow("returned_whole", {fact("amount", request.amount), fact("reason", c.reason_code),
                                             c.refunded_fee ? fact("refunded_fee", refunded) : fact("fee", "stays")});
  end_receipt_duty(m, request, verdict);
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto* c = m.as<ReturnPayment>()) {
    const Request* request = m.state.request(c->request);
    return request == nullptr ? silent() : on_return(m, *c, *request);
  }
  if (const auto* c = m.as<RejectPayment>()) {
    const Request* request = m.state.request(c->request);
    if (request == nullptr) return silent();
    return not_restored(m, *request, zero(request->amount.currency())).value_or(silent());
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r51_returns

KATIWALA_RULE(R51, r51_returns, {}, judge, hears<ReturnPayment, RejectPayment>())
