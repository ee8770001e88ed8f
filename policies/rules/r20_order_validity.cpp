// R20  A court order that names no last day is spent one year after its date, the anniversary included.  s.22; Primetown.
//
// Order of 10 February 2026: 10 February 2027 is its last valid day, 11 February 2027 is too late; of 29 February 2028: 28
// February 2029. An order with its own last day ends on that. Before its date it allows nothing. Judged at asking, execution
// and release: what was approved in time but not released in time needs a new order.
#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"order_months", ParameterType::integer}};

Verdict judge(const Matter& m) {
  if (const auto* recorded = m.as<RecordCourtOrder>()) {
    if (!recorded->expires || *recorded->expires >= recorded->dated) return silent();
    return deny(Code::ORDER_NOT_IN_FORCE, {fact("dated", recorded->dated), fact("expires", *recorded->expires)});
  }
  const auto asked = payment(m);
  if (!asked || !asked->court_order || m.ward == nullptr) return silent();
  const CourtOrder* order = find_court_order(*m.ward, *asked->court_order);
  if (order == nullptr) return deny(Code::COURT_ORDER_UNKNOWN, {});
  if (m.today < order->dated) return deny(Code::ORDER_NOT_IN_FORCE, {fact("dated", order->dated), fact("today", m.today)});
  const CivilDate last = order->expires.value_or(add_months(order->dated, bounded(m.rulebook, "R20", "order_months")));
  if (m.today <= last) return allow("order_in_force", {fact("last_valid_day", last)});
  return deny(Code::ORDER_EXPIRED, {fact("last_valid_day", last), fact("today", m.today)});
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R20, r20_order_validity, kParameters, judge)
