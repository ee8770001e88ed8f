// R20  A court order that names no last day is spent one year after its date, the anniversary included.  s.22; Primetown.
//
// Order of 10 February 2026: 10 February 2027 is its last valid day, 11 February 2027 is too late; of 29 February 2028: 28
// February 2029. An order with its own last day ends on that. Before its date it allows nothing. Judged at asking, execution
// and release: what was approved in time but not released in time needs a new order.
//
// An order that the court has stayed allows nothing until the stay is lifted, one that it has vacated nothing any more; amended, it allows what
// it says now. The same holds for an order that a budget rests on. A change is dated not before the order and not after today; only lifting
// the stay brings back a stayed order, and nothing a vacated or spent one: a new one is recorded.
#include "policies/rules/authority.h"

namespace katiwala::policies::r20_order_validity {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"order_months", ParameterType::integer}};

Verdict in_force(const Matter& m, const CourtOrder& order) {
  const std::vector<Fact> dated{fact("dated", order.dated)};
  if (order.standing == OrderStanding::stayed) return deny(Code::ORDER_STAYED, dated);
  if (order.standing == OrderStanding::vacated) return deny(Code::ORDER_VACATED, dated);
  if (order.standing == OrderStanding::spent) return deny(Code::ORDER_EXPIRED, {fact("dated", order.dated), fact("standing", name(order.standing))});
  if (m.today < order.dated) return deny(Code::ORDER_NOT_IN_FORCE, {fact("dated", order.dated), fact("today", m.today)});
  const CivilDate last = last_valid_day(m, order);
  if (m.today <= last) return allow("order_in_force", {fact("last_valid_day", last)});
  return deny(Code::ORDER_EXPIRED, {fact("last_valid_day", last), fact("today", m.today)});
}

Verdict in_force(const Matter& m, const CourtOrderId& id) {
  const CourtOrder* order = find_court_order(*m.ward, id);
  return order == nullptr ? deny(Code::COURT_ORDER_UNKNOWN, {}) : in_force(m, *order);
}

Verdict on_recording(const RecordCourtOrder& recorded) {
  if (!recorded.expires || *recorded.expires >= recorded.dated) return silent();
  return deny(Code::ORDER_NOT_IN_FORCE, {fact("dated", recorded.dated), fact("expires", *recorded.expires)});
}

Verdict on_change(const Matter& m, const ChangeCourtOrder& change) {
  const CourtOrder* order = find_court_order(*m.ward, change.order);
  if (order == nullptr) return deny(Code::COURT_ORDER_UNKNOWN, {});
  if (order->standing == OrderStanding::vacated) return deny(Code::ORDER_VACATED, {fact("dated", order->dated)});
  if (order->standing == OrderStanding::spent) return deny(Code::ORDER_EXPIRED, {fact("dated", order->dated)});
  if (order->standing == OrderStanding::stayed && change.to == OrderStanding::amended) {
    return deny(Code::ORDER_STAYED, {fact("dated", order->dated)});
  }
  if (change.dated < order->dated || change.dated > m.today) {
    return deny(Code::ORDER_NOT_IN_FORCE, {fact("order_dated", order->dated), fact("dated", change.dated)});
  }
  if (!change.expires || *change.expires >= order->dated) return silent();
  return deny(Code::ORDER_NOT_IN_FORCE, {fact("order_dated", order->dated), fact("expires", *change.expires)});
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const Budget* budget = budget_of(m, asked);
  const auto rests_on = budget == nullptr ? std::optional<CourtOrderId>{} : budget->court_order;
  if (rests_on && rests_on != asked.court_order) {
    Verdict verdict = in_force(m, *rests_on);
    if (!asked.court_order || verdict.reason->outcome == Outcome::deny) return verdict;
  }
  return asked.court_order ? in_force(m, *asked.court_order) : silent();
}

Verdict judge(const Matter& m) {
  if (const auto* recorded = m.as<RecordCourtOrder>()) return on_recording(*recorded);
  if (m.ward == nullptr) return silent();
  if (const auto* change = m.as<ChangeCourtOrder>()) return on_change(m, *change);
  if (const auto* budget = m.as<SetBudget>()) return budget->court_order ? in_force(m, *budget->court_order) : silent();
  const auto asked = payment(m);
  return asked ? on_payment(m, *asked) : silent();
}

}  // namespace
}  // namespace katiwala::policies::r20_order_validity

KATIWALA_RULE(R20, r20_order_validity, kParameters, judge, hears<RecordCourtOrder, ChangeCourtOrder, SetBudget, RequestDisbursement>())
