// Orders of a Philippine court that allow an expense, and what the court does with them afterwards (R19..R23).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;

Result<Plan> plan_of(const Asking& asking, const RecordCourtOrder& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.order.is_zero()) return wrong_field("order");
  if (find_court_order(*ward, c.order) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(positive(c.cap));
  if (has_accounts(asking.state, AccountKind::granted, c.order.bytes)) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.cap.currency()));
  if (c.dated > asking.today) return wrong_field("dated");
  if (c.payee && find_payee(*ward, *c.payee) == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  if (c.account_months == 0U) return wrong_field("account_months");
  CourtOrder order;
  order.id = c.order;
  order.dated = c.dated;
  order.expires = c.expires;
  order.cap = c.cap;
  order.purpose = c.purpose;
  order.payee = c.payee;
  order.document = c.document.value_or(Digest{});
  order.final_judgment = c.final_judgment;
  order.real_estate_title = c.real_estate_title;
  order.compensation = c.compensation;
  order.account_months = c.account_months;
  order.receipt_days = c.receipt_days;
  order.recorded = asking.today;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, CourtOrderRecorded{std::move(order)});
  grant(plan, plan.about, c.order.bytes, c.cap);
  return plan;
}

namespace {

/// An order that was vacated or is spent stays so; a stay ends, or is followed by what the court decides.
bool may_move(OrderStanding from, OrderStanding to) {
  using enum OrderStanding;
  switch (from) {
    case in_force: return to != in_force;
    case amended: return to != in_force;
    case stayed: return to != stayed;
    case vacated:
    case spent: return false;
  }
  return false;
}

Status well_formed(const Asking& asking, const ChangeCourtOrder& c, const CourtOrder& order) {
  if (!may_move(order.standing, c.to)) return wrong_field("to");
  if (c.dated > asking.today || c.dated < order.dated) return wrong_field("dated");
  const bool amends = c.to == OrderStanding::amended;
  if (amends != (c.cap || c.expires)) return wrong_field(amends ? "to" : c.cap ? "cap" : "expires");
  if (!c.cap) return good();
  if (c.cap->currency() != order.cap.currency()) return refuse(Code::CURRENCY_MISMATCH);
  return positive(*c.cap);
}

}  // namespace

/// An amended cap grants the difference, and is never below what is reserved and used already.
Result<Plan> plan_of(const Asking& asking, const ChangeCourtOrder& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  const CourtOrder* order = find_court_order(*ward, c.order);
  if (order == nullptr) return refuse(Code::COURT_ORDER_UNKNOWN);
  KATIWALA_CHECK(well_formed(asking, c, *order));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, CourtOrderMoved{c.order, c.to, c.dated, c.cap, c.expires, c.document});
  if (!c.cap) return plan;
  const Amount more = *c.cap - order->cap;
  const Amount free = asking.state.balance(AccountKind::cap, c.order.bytes, order->cap.currency());
  if ((free + more).is_negative()) {
    return refuse(Code::CAP_EXCEEDED, std::string(sentence_of(Code::CAP_EXCEEDED)), "reserved_and_used " + (order->cap - free).text());
  }
  grant(plan, plan.about, c.order.bytes, more);
  return plan;
}

}  // namespace katiwala::policies
