// R57  A payor who wants his money back freezes it and goes to court: it is paid back only under a final judgment of a Philippine court, and
//      never more than is there.  G.R. L-9620.
//
// A claim is a freeze (R41) about a ward, of an amount, by a person, on paper. A payment for a claim, or to a payor, names a court order
// recorded as a final judgment, whatever its amount; R20 and R21 judge that order as any other, and R35 that she has it. What was never
// credited to a ward is not hers: it may go back out of suspense, to the last centavo of what waits there, on the payor's written word.
//
// A bank that asks for a payment back (camt.056) has demanded nothing that a court has: what it asks for is matched to nobody until people have
// answered, and goes to no third party. They may promise what waits in suspense to the last centavo; of what is a ward's only what a final judgment
// in force, which they name, allows, of a ward who received money of that kind and has it. What was promised to one bank is not promised to
// another: every promise of a credit counts against what waits of it, every promise under an order against its cap, kept or not. The order is
// looked for by itself: the pool's part names no ward, and no sum of hers.
#include <algorithm>

#include "ledger/money/exact.h"
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

/// It was asked back, or promised: then it is no third party's.
Verdict on_third_party(const Matter& m, const ResolveCredit& resolved) {
  if (m.state.recall_of(resolved.credit, RecallStanding::promised) != nullptr) return deny(Code::RECALL_PROMISED, {});
  const Recall* open = m.state.recall_of(resolved.credit, RecallStanding::open);
  return open == nullptr ? silent() : hold(Code::RECALL_UNDECIDED, {fact("filed", open->filed)});
}

Verdict on_return(const Matter& m, const ResolveCredit& resolved) {
  if (resolved.to != CreditEnd::returned) return on_third_party(m, resolved);
  const Credit* credit = m.state.credit(resolved.credit);
  if (credit == nullptr) return silent();  // the plan says so
  if (!resolved.document || *resolved.document == Digest{}) return missing("document");
  const Amount waiting = m.state.balance(book::AccountKind::suspense, credit->pool.bytes, resolved.amount.currency());
  if (resolved.amount <= waiting) return allow("never_hers", {fact("in_suspense", waiting)});
  return deny(Code::INSUFFICIENT_FUNDS, {fact("in_suspense", waiting), fact("amount", resolved.amount)});
}

/// A court's order, and whose it is; nobody's where there is none.
struct OfWard {
  const Ward* ward = nullptr;
  const CourtOrder* order = nullptr;
};
OfWard order_of_anybody(const State& state, const CourtOrderId& id) {
  for (const auto& [ward_id, ward] : state.wards)
    if (const CourtOrder* order = find_court_order(ward, id)) return {&ward, order};
  return {};
}

/// She may have had of it: the credit was matched in her pool, and of an award of hers something was received in that currency.
bool may_have_received(const State& state, const Ward& ward, const Credit& credit) {
  if (ward.pool != credit.pool || credit.matched_in == 0) return false;
  return std::ranges::any_of(ward.awards, [&](const Award& award) {
    return state.balance(book::AccountKind::received, award.id.bytes, credit.amount.currency()).is_positive();
  });
}

/// As R20 has it: what can not be paid under it any more can not be promised either.
bool is_final_and_in_force(const Matter& m, const CourtOrder& order) {
  const bool stands = order.standing == OrderStanding::in_force || order.standing == OrderStanding::amended;
  return order.final_judgment && stands && order.dated <= m.today && m.today <= last_valid_day(m, order);
}

/// What of the credit waits in suspense; zero where its receipt was reversed or it went back.
Amount waiting_of(const Credit& credit) {
  const Amount none = zero(credit.amount.currency());
  if (credit.left) return *credit.left;
  return credit.matched || credit.resolved ? none : credit.amount;
}

/// What a bank asks for; all of the credit where it does not say.
Amount asked_for(const Recall& recall, const Credit& credit) { return recall.amount.value_or(credit.amount); }

/// What was promised to others: of this credit, and under this order. Of a currency that is another's nothing was.
Minor promised_of(const State& state, const Credit& credit) {
  Minor sum = 0;
  for (const auto& [id, recall] : state.recalls)
    if (recall.standing == RecallStanding::promised && recall.credit == credit.id) sum += wide(asked_for(recall, credit));
  return sum;
}
Minor promised_under(const State& state, const CourtOrder& order) {
  Minor sum = 0;
  for (const auto& [id, recall] : state.recalls) {
    const Credit* credit = recall.credit ? state.credit(*recall.credit) : nullptr;
    if (recall.standing != RecallStanding::promised || recall.court_order != order.id || credit == nullptr) continue;
    if (const Amount asked = asked_for(recall, *credit); asked.currency() == order.cap.currency()) sum += wide(asked);
  }
  return sum;
}

/// The judgment reaches: it is hers who had of the credit, its cap has that much that nobody was promised or paid, and she has what does not wait.
std::optional<Code> falls_short(const State& state, const OfWard& found, const Credit& credit, Amount asked, Minor of_hers) {
  if (!may_have_received(state, *found.ward, credit)) return Code::COURT_ORDER_REQUIRED;
  const CourtOrder& order = *found.order;
  if (order.cap.currency() != asked.currency()) return Code::CAP_EXCEEDED;
  const Amount left = state.balance(book::AccountKind::cap, order.id.bytes, asked.currency());
  if (asked > left || wide(asked) + promised_under(state, order) > wide(order.cap)) return Code::CAP_EXCEEDED;
  const auto hers = [&](book::AccountKind kind) { return wide(state.balance(kind, found.ward->id.bytes, asked.currency())); };
  if (of_hers > hers(book::AccountKind::principal) + hers(book::AccountKind::income)) return Code::INSUFFICIENT_FUNDS;
  return std::nullopt;
}

Verdict on_answer(const Matter& m, const AnswerRecall& answer) {
  const Recall* recall = m.state.recall(answer.recall);
  if (answer.to != RecallStanding::promised || recall == nullptr || !recall->credit) return silent();
  const Credit* credit = m.state.credit(*recall->credit);
  if (credit == nullptr) return silent();  // the plan says so
  const Amount asked = asked_for(*recall, *credit);
  if (asked.currency() != credit->amount.currency()) return deny(Code::CURRENCY_MISMATCH, {fact("asked", asked), fact("credit", credit->amount)});
  const Amount waiting = waiting_of(*credit);
  const Minor free = std::max<Minor>(0, wide(waiting) - promised_of(m.state, *credit));
  if (wide(asked) <= free) return allow("never_hers", {fact("in_suspense", waiting)});
  const OfWard found = answer.court_order ? order_of_anybody(m.state, *answer.court_order) : OfWard{};
  std::vector<Fact> facts{fact("in_suspense", waiting), fact("asked", asked)};
  if (found.order == nullptr || !is_final_and_in_force(m, *found.order)) {
    facts.push_back(fact("order", found.order == nullptr ? "none" : "not final, or not in force"));
    return deny(Code::COURT_ORDER_REQUIRED, std::move(facts));
  }
  if (const auto code = falls_short(m.state, found, *credit, asked, wide(asked) - free)) return deny(*code, std::move(facts));
  return allow("final_judgment", {fact("dated", found.order->dated)});
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
