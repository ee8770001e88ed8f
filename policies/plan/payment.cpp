// Money leaves: instructed, handed over, confirmed; or back again at each of these steps, and after the last. Postings: disbursement.cpp.
//
// Of a payment to an estate a tax is kept (R62; NIRC 97): 100,000.00 at 6 %
//   released  Dr reserved 100,000.00, Cr transit 94,000.00, Cr tax 6,000.00
//   settled   Dr transit 94,000.00, Cr bank 94,000.00
#include <algorithm>

#include "policies/plan/estate_tax.h"
#include "policies/plan/pieces.h"
#include "policies/standin.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

bool instructed(const Request& request) {
  return request.state == RequestState::released || request.state == RequestState::handed_over;
}

/// Money leaves only when enough witnesses have cosigned a head that covers its approval (docs/durability.md).
Status seen_by_witnesses(const Asking& asking, const Request& request) {
  const std::uint32_t quorum = asking.state.ledger.witness_quorum;
  if (quorum == 0) return good();
  KATIWALA_ASSERT(request.approved_in.has_value(), "an approved request without its approval");
  const auto& head = asking.submission.witnessed;
  if (!head || head->size <= *request.approved_in || head->cosignatures < quorum) {
    return refuse(Code::WITNESS_WAITING, std::string(sentence_of(Code::WITNESS_WAITING)), "entry " + std::to_string(*request.approved_in));
  }
  return good();
}

/// An officer releases only what a court has ordered, and only when it has waited: the releaser's silence does not starve a child (R31).
Status may_release(const Asking& asking, const Ward& ward, const Request& request) {
  if (asking.principal->role != Role::trust_officer) return good();
  const auto from = standin_from(asking.rulebook, request.asked_at);
  const bool waited = from && asking.submission.time >= *from && is_ordered(ward, request, asking.today);
  return waited ? good() : Status(refuse(Code::ROLE_FORBIDDEN));
}

}  // namespace

Status another_person_releases(const Ward& ward, const Request& request, const PersonId& releaser) {
  const Payee* payee = find_payee(ward, request.payee);
  const bool approved = std::find(request.approvers.begin(), request.approvers.end(), releaser) != request.approvers.end();
  if (approved || request.requester == releaser || (payee != nullptr && payee->person == releaser)) return refuse(Code::FOUR_EYES);
  return good();
}

Result<Plan> plan_of(const Asking& asking, const Release& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  if (request->state != RequestState::approved) return wrong_state(*request);
  KATIWALA_CHECK(some_text(c.message_id, 35, "message_id"));
  KATIWALA_CHECK(some_text(c.end_to_end_id, 35, "end_to_end_id"));
  const Ward* ward = asking.state.ward(c.ward);
  const PersonId& releaser = asking.principal->person;
  KATIWALA_CHECK(another_person_releases(*ward, *request, releaser));
  KATIWALA_CHECK(may_release(asking, *ward, *request));
  KATIWALA_CHECK(seen_by_witnesses(asking, *request));
  const std::optional<Amount> tax = estate_tax(asking.rulebook, asking.state.pool(ward->pool), *ward, *request, asking.today);
  const Amount kept = tax.value_or(zero(request->amount.currency()));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestReleased{c.request, releaser, c.message_id, c.end_to_end_id, c.uetr, c.file, tax});
  post(plan, plan.about, AccountKind::reserved, c.ward.bytes, -request->amount, Category::disbursement);
  post(plan, subject(ward->pool), AccountKind::transit, ward->pool.bytes, request->amount - kept, Category::disbursement);
  post(plan, subject(ward->pool), AccountKind::tax, ward->pool.bytes, kept, Category::tax);
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const HandOver& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  if (request->state != RequestState::released) return wrong_state(*request);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::handed_over, std::nullopt, {}, std::nullopt});
  if (const ReleasedFile* file = asking.state.file_of(c.request)) happen(plan, plan.about, LeftWithFile{c.request, file->id, file->releasers});
  return plan;
}

namespace {

Status is_what_left(const Request& request, Amount amount) {
  if (amount.currency() != request.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  return amount == request.leaving() ? good() : Status(refuse(Code::AMOUNT_MISMATCH));
}

}  // namespace

/// The bank may confirm before we have noted that the file was handed over.
Result<Plan> plan_of(const Asking& asking, const Settle& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (!instructed(*request)) return wrong_state(*request);
  KATIWALA_CHECK(is_what_left(*request, c.amount));
  const PoolId pool = asking.state.ward(c.ward)->pool;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::settled, c.value_date, {}, std::nullopt});
  use(plan, pool, c.references);
  post(plan, subject(pool), AccountKind::transit, pool.bytes, -c.amount, Category::disbursement);
  post(plan, subject(pool), AccountKind::bank, pool.bytes, -c.amount, Category::disbursement);
  move_cap(plan, *request, AccountKind::cap_reserved, AccountKind::cap_used);
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
  restore(plan, *request, AccountKind::transit, pool, Category::return_);
  return plan;
}

/// It is hers again, where it was drawn from. A fee stays with the bank unless the bank gave it back: then it is principal, wherever it was
/// taken from, which is never to her loss.
Result<Plan> plan_of(const Asking& asking, const ReturnPayment& c) {
  KATIWALA_TRY(const Request* request, request_or_refuse(asking.state, c.request, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (request->state != RequestState::settled) return wrong_state(*request);
  KATIWALA_CHECK(is_what_left(*request, c.amount));
  KATIWALA_CHECK(some_text(c.reason_code, 35, "reason_code"));
  if (c.booked > asking.today) return wrong_field("booked");
  const PoolId pool = asking.state.ward(c.ward)->pool;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, RequestMoved{c.request, RequestState::returned, c.value_date, c.reason_code, std::nullopt});
  use(plan, pool, c.references);
  restore(plan, *request, AccountKind::bank, pool, Category::return_);
  if (!c.refunded_fee) return plan;
  if (c.refunded_fee->currency() != c.amount.currency()) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_CHECK(positive(*c.refunded_fee));
  post(plan, subject(pool), AccountKind::bank, pool.bytes, *c.refunded_fee, Category::charge);
  post(plan, plan.about, AccountKind::principal, c.ward.bytes, *c.refunded_fee, Category::charge);
  return plan;
}

}  // namespace katiwala::policies
