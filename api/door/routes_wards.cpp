// A ward and what the courts say of her: evidence, awards, guardians, bonds, payees, orders, returns.
#include "api/door/payment.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

void read_birth(Fields& f, custody::OpenWard& c) {
  f.either("born", [&] { c.born_earliest = c.born_latest = date(f, "born"); }, [&] {
    c.born_earliest = date(f, "born_earliest");
    c.born_latest = date(f, "born_latest");
  });
}

Result<Command> open_ward(Writing& in) {
  Fields& f = in.body();
  custody::OpenWard c;
  c.ward = id_or_new<custody::WardTag>(f, "ward", in.entropy());
  c.pool = id<custody::PoolTag>(f, "pool");
  read_birth(f, c);
  c.evidence = named<custody::EvidenceRank>(f, "evidence");
  c.residence = named<custody::Residence>(f, "residence");
  c.trust_instrument = optional_digest(f, "trust_instrument");
  f.optional_objects("vouched", [&](Fields& one) {
    c.vouched.push_back({named<custody::VoucherKind>(one, "voucher"), id<custody::PersonTag>(one, "person"), optional_digest(one, "document")});
  }, 8);
  c.terms = trust_terms(f);
  const PlainTexts particulars = read_particulars(f, "particulars");
  KATIWALA_CHECK(f.finish());
  c.marks = in.marks(particulars);
  if (particulars.empty()) return Command(std::move(c));
  // Her key must be there before what it seals; the journal takes it over with her first part.
  auto key = in.house().key_of(custody::subject(c.ward));
  if (!key && in.dry_run) key = in.house().vault_key();  // nothing is kept under it
  if (!key) {
    KATIWALA_TRY(key, in.house().keys().create());
    in.new_ward_key = key;
  }
  KATIWALA_TRY(c.particulars, in.keep(*key, to_vault_bytes(particulars)));
  return Command(std::move(c));
}

Result<Command> record_award(Writing& in) {
  Fields& f = in.body();
  custody::RecordAward c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.award = id_or_new<custody::AwardTag>(f, "award", in.entropy());
  c.order = id<custody::OrderTag>(f, "order");
  c.amount = amount(f, "amount");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> appoint_guardian(Writing& in) {
  Fields& f = in.body();
  custody::AppointGuardian c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
  c.guardian_kind = named<custody::GuardianKind>(f, "guardian_kind");
  c.letters = optional_date(f, "letters");
  c.bond_ordered = optional_amount(f, "bond_ordered");
  c.no_other_property = f.optional_boolean("no_other_property").value_or(false);
  c.other_property = optional_amount(f, "other_property");
  c.document = optional_digest(f, "document");
  c.parent = f.optional_named<custody::ParentKind>("parent");
  c.marks = in.marks(read_particulars(f, "particulars"));
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> approve_bond(Writing& in) {
  Fields& f = in.body();
  custody::ApproveBond c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.guardian = id<custody::PersonTag>(f, "guardian");
  c.amount = amount(f, "amount");
  c.approved = date(f, "approved");
  c.document = optional_digest(f, "document");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> register_payee(Writing& in) {
  Fields& f = in.body();
  custody::RegisterPayee c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.payee = id_or_new<custody::PayeeTag>(f, "payee", in.entropy());
  c.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
  c.payee_kind = named<custody::PayeeKind>(f, "payee_kind");
  c.rail = named<custody::Rail>(f, "rail");
  c.currency = currency(f, "currency");
  c.covers = f.optional_named_list<custody::Purpose>("covers", 32);
  const AccountDetails details = read_account_details(f, "details");
  KATIWALA_CHECK(f.finish());
  KATIWALA_CHECK(check_payable(c.rail, c.currency, details, "/details"));
  c.marks = in.marks(details);
  KATIWALA_TRY(c.details, in.keep_for(c.ward, to_vault_bytes(details)));
  return Command(std::move(c));
}

Result<Command> record_court_order(Writing& in) {
  Fields& f = in.body();
  custody::RecordCourtOrder c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.order = id_or_new<custody::CourtOrderTag>(f, "order", in.entropy());
  c.dated = date(f, "dated");
  c.expires = optional_date(f, "expires");
  c.cap = amount(f, "cap");
  c.purpose = f.optional_named<custody::Purpose>("purpose");
  c.payee = optional_id<custody::PayeeTag>(f, "payee");
  c.document = optional_digest(f, "document");
  c.final_judgment = f.optional_boolean("final_judgment").value_or(false);
  c.real_estate_title = f.optional_boolean("real_estate_title").value_or(false);
  c.compensation = f.optional_boolean("compensation").value_or(false);
  c.account_months = optional_number(f, "account_months");
  c.receipt_days = optional_number(f, "receipt_days");
  const auto docket = f.optional_text("docket");
  KATIWALA_CHECK(f.finish());
  if (docket) {
    KATIWALA_TRY(c.docket, in.keep_for(c.ward, view(*docket)));
  }
  return Command(std::move(c));
}

Result<Command> record_adverse(Writing& in) {
  Fields& f = in.body();
  custody::RecordAdverse c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
  c.status = named<custody::AdverseStatus>(f, "status");
  c.marks = in.marks(read_particulars(f, "particulars"));
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> erase_ward(Writing& in) {
  custody::EraseWard c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.reason = in.body().some_text("reason", 200);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_ward(Writing& in) { return open_ward(in); }
Result<Command> post_award(Writing& in) { return record_award(in); }
Result<Command> post_guardian(Writing& in) { return appoint_guardian(in); }
Result<Command> post_bond(Writing& in) { return approve_bond(in); }
Result<Command> post_payee(Writing& in) { return register_payee(in); }
Result<Command> post_court_order(Writing& in) { return record_court_order(in); }
Result<Command> post_adverse(Writing& in) { return record_adverse(in); }
Result<Command> post_erasure(Writing& in) { return erase_ward(in); }

}  // namespace katiwala::api::door
