// Money goes out: asked for, set aside, instructed, confirmed; or back again at each of these steps.
//
// Worked (design §5), a payment of 18,000.00:
//   asked     nothing is posted; it counts in the windows (R19)
//   approved  Dr principal, Cr reserved      cap -> cap_reserved under a court order
//   released  Dr reserved, Cr transit
//   settled   Dr transit, Cr bank            cap_reserved -> cap_used
//   rejected  Dr transit, Cr principal       cap_reserved -> cap
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

Refusal wrong_state(const Request& request) {
  return refuse(Code::REQUEST_STATE, std::string(sentence_of(Code::REQUEST_STATE)), "state " + std::string(name(request.state)));
}

bool instructed(const Request& request) {
  return request.state == RequestState::released || request.state == RequestState::handed_over;
}

Request as_asked(const Asking& asking, const RequestDisbursement& c, const Payee& payee) {
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
  const DayRate* rate = asking.state.rate(c.amount.currency(), asking.today);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about,
         RequestJudged{as_asked(asking, c, *payee), rate == nullptr ? std::nullopt : std::optional<Rate>(rate->rate)});
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
  if (!request.court_order) return plan;
  post(plan, hers, AccountKind::cap, request.court_order->bytes, -request.amount, Category::authority);
  post(plan, hers, AccountKind::cap_reserved, request.court_order->bytes, request.amount, Category::authority);
  return plan;
}

/// Money leaves only when enough witnesses have cosigned a head that covers its approval (design §4, step 8).
static Status seen_by_witnesses(const Asking& asking, const Request& request) {
  const std::uint32_t quorum = asking.state.ledger.witness_quorum;
  if (quorum == 0) return good();
  KATIWALA_ASSERT(request.approved_in.has_value(), "an approved request without its approval");
  const auto& head = asking.submission.witnessed;
  if (!head || head->size <= *request.approved_in || head->cosignatures < quorum) {
    return refuse(Code::WITNESS_WAITING, std::string(sentence_of(Code::WITNESS_WAITING)), "entry " + std::to_string(*request.approved_in));
  }
  return good();
}

Result<Plan> plan_of(const Asking& asking, const Release& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  if (request->state != RequestState::approved) return wrong_state(*request);
  KATIWALA_CHECK(some_text(c.message_id, 35, "message_id"));
  KATIWALA_CHECK(some_text(c.end_to_end_id, 35, "end_to_end_id"));
  const Ward* ward = asking.state.ward(c.ward);
  const PersonId& releaser = asking.principal->person;
  const Payee* payee = find_payee(*ward, request->payee);
  const bool approved = std::find(request->approvers.begin(), request->approvers.end(), releaser) != request->approvers.end();
  if (approved || request->requester == releaser || (payee != nullptr && payee->person == releaser)) return refuse(Code::FOUR_EYES);
  KATIWALA_CHECK(seen_by_witnesses(asking, *request));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestReleased{c.request, releaser, c.message_id, c.end_to_end_id, c.uetr, c.file});
  post(plan, plan.about, AccountKind::reserved, c.ward.bytes, -request->amount, Category::disbursement);
  post(plan, subject(ward->pool), AccountKind::transit, ward->pool.bytes, request->amount, Category::disbursement);
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const HandOver& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  if (request->state != RequestState::released) return wrong_state(*request);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::handed_over, std::nullopt, {}, std::nullopt});
  return plan;
}

/// The bank may confirm before we have noted that the file was handed over.
Result<Plan> plan_of(const Asking& asking, const Settle& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (!instructed(*request)) return wrong_state(*request);
  if (c.amount.currency() != request->amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  if (c.amount != request->amount) return refuse(Code::AMOUNT_MISMATCH);
  const PoolId pool = asking.state.ward(c.ward)->pool;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::settled, c.value_date, {}, std::nullopt});
  use(plan, pool, c.references);
  post(plan, subject(pool), AccountKind::transit, pool.bytes, -request->amount, Category::disbursement);
  post(plan, subject(pool), AccountKind::bank, pool.bytes, -request->amount, Category::disbursement);
  if (!request->court_order) return plan;
  post(plan, plan.about, AccountKind::cap_reserved, request->court_order->bytes, -request->amount, Category::authority);
  post(plan, plan.about, AccountKind::cap_used, request->court_order->bytes, request->amount, Category::authority);
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RejectPayment& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (!instructed(*request)) return wrong_state(*request);
  KATIWALA_CHECK(some_text(c.reason_code, 35, "reason_code"));
  const PoolId pool = asking.state.ward(c.ward)->pool;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::returned, std::nullopt, c.reason_code, std::nullopt});
  use(plan, pool, c.references);
  restore(plan, *request, AccountKind::transit, pool.bytes, Category::return_);
  return plan;
}

}  // namespace katiwala::policies
