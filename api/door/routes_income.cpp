// Money that is neither award nor expense: interest, returns of payments, remittances, credits that are nobody's.
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> record_interest(Writing& in) {
  Fields& f = in.body();
  custody::RecordInterest c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.gross = amount(f, "gross");
  c.tax = amount(f, "tax");
  c.booked = date(f, "booked");
  c.from = date(f, "from");
  c.to = date(f, "to");
  c.on = amount(f, "on");
  c.rate_ppm = static_cast<std::uint32_t>(f.integer("rate_ppm", 1, 1'000'000));
  c.day_count = static_cast<std::uint32_t>(f.integer_of("day_count", {360, 365}));
  c.placed = date(f, "placed");
  c.long_term = f.optional_boolean("long_term").value_or(false);
  c.references = in.references();
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> return_payment(Writing& in) {
  Fields& f = in.body();
  custody::ReturnPayment c;
  KATIWALA_TRY(c.request, in.path_id<custody::RequestTag>(0));
  c.ward = id<custody::WardTag>(f, "ward");
  c.amount = amount(f, "amount");
  c.booked = date(f, "booked");
  c.value_date = date(f, "value_date");
  c.references = in.references();
  c.reason_code = f.some_text("reason_code", 35);
  c.refunded_fee = optional_amount(f, "refunded_fee");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> remit(Writing& in) {
  Fields& f = in.body();
  custody::Remit c;
  KATIWALA_TRY(c.pool, in.path_id<custody::PoolTag>(0));
  c.account = named<custody::RemitAccount>(f, "account");
  c.amount = amount(f, "amount");
  c.booked = date(f, "booked");
  c.references = in.references();
  c.document = optional_digest(f, "document");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> resolve_credit(Writing& in) {
  Fields& f = in.body();
  custody::ResolveCredit c;
  KATIWALA_TRY(c.credit, in.path_id<custody::CreditTag>(0));
  c.to = named<custody::CreditEnd>(f, "to");
  c.amount = amount(f, "amount");
  c.document = optional_digest(f, "document");
  c.references = in.references();
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_interest(Writing& in) { return record_interest(in); }
Result<Command> post_payment_return(Writing& in) { return return_payment(in); }
Result<Command> post_remittance(Writing& in) { return remit(in); }
Result<Command> post_resolution(Writing& in) { return resolve_credit(in); }

}  // namespace katiwala::api::door
