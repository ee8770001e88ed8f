// R57  A payor who wants his money back freezes it and goes to court: it is paid back only under a final judgment of a Philippine court, and
//      never more than is there.  G.R. L-9620.
//
// A claim is a freeze (R41) about a ward, of an amount, by a person, on paper. A payment for a claim, or to a payor, names a court order
// recorded as a final judgment, whatever its amount; R20 and R21 judge that order as any other, and R35 that she has it. What was never
// credited to a ward is not hers: it may go back out of suspense, to the last centavo of what waits there, on the payor's written word.
//
// A bank that asks for a payment back (camt.056) has demanded nothing that a court has: what it asks for is matched to nobody until people have
// answered. They may promise what waits in suspense to the last centavo; of what is a ward's only what a final judgment in force, which they
// name, allows. The order is looked for by itself: the pool's part names no ward.
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

/// Whose order it is, if anybody's.
const CourtOrder* order_of_anybody(const State& state, const CourtOrderId& id) {
  for (const auto& [ward_id, ward] : state.wards)
    if (const CourtOrder* order = find_court_order(ward, id)) return order;
  return nullptr;
}

bool is_final_and_in_force(const Matter& m, const CourtOrder& order) {
  const bool stands = order.standing == OrderStanding::in_force || order.standing == OrderStanding::amended;
  return order.final_judgment && stands && (!order.expires || *order.expires >= m.today);
}

/// What of the credit waits in suspense; zero where its receipt was reversed or it went back.
Amount waiting_of(const Credit& credit) {
  const Amount none = zero(credit.amount.currency());
  if (credit.left) return *credit.left;
  return credit.matched || credit.resolved ? none : credit.amount;
}

Verdict on_answer(const Matter& m, const AnswerRecall& answer) {
  const Recall* recall = m.state.recall(answer.recall);
  if (answer.to != RecallStanding::promised || recall == nullptr || !recall->credit) return silent();
  const Credit* credit = m.state.credit(*recall->credit);
  if (credit == nullptr) return silent();  // the plan says so
  const Amount asked = recall->amount.value_or(credit->amount);
  if (asked.currency() != credit->amount.currency()) return deny(Code::CURRENCY_MISMATCH, {fact("asked", asked), fact("credit", credit->amount)});
  const Amount waiting = waiting_of(*credit);
  if (asked <= waiting) return allow("never_hers", {fact("in_suspense", waiting)});
  const CourtOrder* order = answer.court_order ? order_of_anybody(m.state, *answer.court_order) : nullptr;
  std::vector<Fact> facts{fact("in_suspense", waiting), fact("asked", asked)};
  if (order == nullptr || !is_final_and_in_force(m, *order)) {
    facts.push_back(fact("order", order == nullptr ? "none" : "not final, or not in force"));
    return deny(Code::COURT_ORDER_REQUIRED, std::move(facts));
  }
  if (order->cap.currency() != asked.currency() || order->cap < asked) return deny(Code::CAP_EXCEEDED, std::move(facts));
  return allow("final_judgment", {fact("dated", order->dated)});
}

/// What a bank asks back is nobody's to have until it was answered, and then only where it was refused.
Verdict on_match(const Matter& m, const MatchCredit& match) {
  if (m.state.recall_of(match.credit, RecallStanding::promised) != nullptr) return deny(Code::RECALL_PROMISED, {});
  const Recall* open = m.state.recall_of(match.credit, RecallStanding::open);
  return open == nullptr ? silent() : hold(Code::RECALL_UNDECIDED, {fact("filed", open->filed)});
}

Verdict judge(const Matter& m) {
  if (const auto* answer = m.as<AnswerRecall>()) return on_answer(m, *answer);
  if (const auto* match = m.as<MatchCredit>()) return on_match(m, *match);
  if (const auto* freeze = m.as<SetFreeze>()) return freeze->freeze_kind == FreezeKind::claim ? on_claim(*freeze) : silent();
  if (const auto* resolved = m.as<ResolveCredit>()) return on_return(m, *resolved);
  const Payment* asked = m.ward == nullptr ? nullptr : payment(m);
  return asked ? on_payment(m, *asked) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r57_claw_back

KATIWALA_RULE(R57, r57_claw_back, {}, judge, hears<SetFreeze, ResolveCredit, RequestDisbursement, MatchCredit, AnswerRecall>())
