// What moves a ward's money, or asks to: conversions, requests, charges.
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> convert(Writing& in) {
  Fields& f = in.body();
  custody::Convert c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.sold = amount(f, "sold");
  c.bought = amount(f, "bought");
  c.rate = rate(f, "rate");
  c.source = f.text("source", 200);
  c.dealt = instant(f, "dealt");
  c.charge = optional_amount(f, "charge");
  c.references = in.references();
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> request_disbursement(Writing& in) {
  Fields& f = in.body();
  custody::RequestDisbursement c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  const auto own_id = optional_id<custody::RequestTag>(f, "request");
  c.request = own_id ? *own_id : crypto::random_id<custody::RequestTag>(in.entropy());
  c.payee = id<custody::PayeeTag>(f, "payee");
  c.amount = amount(f, "amount");
  c.purpose = named<custody::Purpose>(f, "purpose");
  c.court_order = optional_id<custody::CourtOrderTag>(f, "court_order");
  c.rail = f.optional_named<custody::Rail>("rail");
  c.voucher = optional_digest(f, "voucher");
  c.budget = optional_id<custody::BudgetTag>(f, "budget");
  if (const auto invoice = f.optional_text("invoice", 64)) c.invoice = in.mark(custody::MarkKind::invoice_number, *invoice);
  c.service_from = optional_date(f, "service_from");
  c.service_to = optional_date(f, "service_to");
  const auto note = f.optional_text("note");
  KATIWALA_CHECK(f.finish());
  if (in.is_fixed() && (!own_id || note)) return refuse(Code::SIGNED_UNFIXED, std::string(sentence_of(Code::SIGNED_UNFIXED)), note ? "/note" : "/request");
  if (note) {
    KATIWALA_TRY(c.note, in.keep_for(c.ward, view(*note)));
  }
  return Command(std::move(c));
}

Result<Command> record_charge(Writing& in) {
  Fields& f = in.body();
  custody::RecordCharge c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.amount = amount(f, "amount");
  c.booked = date(f, "booked");
  c.charge = f.optional_named<custody::ChargeKind>("charge");
  c.references = in.references();
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_conversion(Writing& in) { return convert(in); }
Result<Command> post_request(Writing& in) { return request_disbursement(in); }
Result<Command> post_charge(Writing& in) { return record_charge(in); }

}  // namespace katiwala::api::door
