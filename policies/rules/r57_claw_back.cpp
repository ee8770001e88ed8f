// R57  A payor who wants his money back freezes it and goes to court: it is paid back only under a final judgment of a Philippine court, and
//      never more than is there.  G.R. L-9620.
//
// A claim is a freeze (R41) about a ward, of an amount, by a person, on paper. A payment for a claim, or to a payor, names a court order
// recorded as a final judgment, whatever its amount; R20 and R21 judge that order as any other, and R35 that she has it. What was never
// credited to a ward is not hers: it may go back out of suspense, to the last centavo of what waits there, on the payor's written word.
#include "policies/rules/asking.h"

namespace katiwala::policies::r57_claw_back {
namespace {

using namespace custody;

Verdict missing(std::string_view field) { return deny(Code::FIELD_INVALID, {fact("field", field)}); }

Verdict on_claim(const SetFreeze& claim) {
  if (claim.about.kind != SubjectKind::ward) return missing("about");
  if (!claim.amount) return missing("amount");
  if (!claim.person) return missing("person");
  return claim.document && *claim.document != Digest{} ? silent() : missing("document");
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const Payee* payee = payee_of(m, asked);
  if (asked.purpose != Purpose::claim && (payee == nullptr || payee->payee_kind != PayeeKind::payor)) return silent();
  const CourtOrder* order = asked.court_order ? find_court_order(*m.ward, *asked.court_order) : nullptr;
  if (order != nullptr && order->final_judgment) return allow("final_judgment", {fact("dated", order->dated)});
  return deny(Code::COURT_ORDER_REQUIRED, {fact("purpose", name(asked.purpose)), fact("order", order == nullptr ? "none" : "not final")});
}

Verdict on_return(const Matter& m, const ResolveCredit& resolved) {
  if (resolved.to != CreditEnd::returned) return silent();
  const Credit* credit = m.state.credit(resolved.credit);
  if (credit == nullptr) return silent();  // the plan says so
  if (!resolved.document || *resolved.document == Digest{}) return missing("document");
  const Amount waiting = m.state.balance(book::AccountKind::suspense, credit->pool.bytes, resolved.amount.currency());
  if (resolved.amount <= waiting) return allow("never_hers", {fact("in_suspense", waiting)});
  return deny(Code::INSUFFICIENT_FUNDS, {fact("in_suspense", waiting), fact("amount", resolved.amount)});
}

Verdict judge(const Matter& m) {
  if (const auto* freeze = m.as<SetFreeze>()) return freeze->freeze_kind == FreezeKind::claim ? on_claim(*freeze) : silent();
  if (const auto* resolved = m.as<ResolveCredit>()) return on_return(m, *resolved);
  const auto asked = m.ward == nullptr ? std::nullopt : payment(m);
  return asked ? on_payment(m, *asked) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r57_claw_back

KATIWALA_RULE(R57, r57_claw_back, {}, judge, hears<SetFreeze, ResolveCredit, RequestDisbursement>())
