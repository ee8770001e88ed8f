// The care for a ward: facts of her life, guardians' standing, relations, budgets, vouchers, receipts, her own election; and duties met, whoever owes them.
#include "api/door/payment.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> record_fact(Writing& in) {
  Fields& f = in.body();
  custody::RecordFact c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.fact = named<custody::FactKind>(f, "fact");
  c.since = date(f, "since");
  c.until = optional_date(f, "until");
  c.document = optional_digest(f, "document");
  c.born_earliest = optional_date(f, "born_earliest");
  c.born_latest = optional_date(f, "born_latest");
  c.evidence = f.optional_named<custody::EvidenceRank>("evidence");
  c.residence = f.optional_named<custody::Residence>("residence");
  c.person = optional_id<custody::PersonTag>(f, "person");
  c.terms = trust_terms(f);
  c.ends = optional_number(f, "ends");
  const auto note = f.optional_text("note");
  KATIWALA_CHECK(f.finish());
  KATIWALA_TRY(c.note, in.keep_note(custody::is_guarded(c.fact) ? custody::protection_of(c.ward) : custody::subject(c.ward), note));
  return Command(std::move(c));
}

Result<Command> change_guardian(Writing& in) {
  Fields& f = in.body();
  custody::ChangeGuardian c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  KATIWALA_TRY(c.person, in.path_id<custody::PersonTag>(1));
  c.to = named<custody::GuardianStanding>(f, "to");
  c.dated = date(f, "dated");
  c.document = optional_digest(f, "document");
  c.reason = f.some_text("reason", 200);
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

custody::RecordRelation relation(Writing& in) {
  Fields& f = in.body();
  custody::RecordRelation c;
  c.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
  // A guardian ad litem, or one of the trustee's, is tied to no second person.
  c.other = optional_id<custody::PersonTag>(f, "other").value_or(custody::PersonId{});
  c.relation = named<custody::RelationKind>(f, "relation");
  c.degree = static_cast<std::uint32_t>(f.optional_integer("degree", 0, 16).value_or(0));
  c.marks = in.marks(read_particulars(f, "particulars"));
  return c;
}

Result<Command> record_relation(Writing& in) {
  custody::RecordRelation c = relation(in);
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

/// Of the trustee's own people (R34).
Result<Command> record_trustee_relation(Writing& in) {
  custody::RecordRelation c = relation(in);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

/// Of a payee that is not known the judge will say so.
Status still_payable(const Writing& in, const custody::ChangePayee& c, const AccountDetails& details) {
  std::optional<std::pair<custody::Rail, Currency>> known;
  KATIWALA_CHECK(look(in.call(), [&](const custody::State& state) {
    const auto* ward = state.ward(c.ward);
    const auto* payee = ward == nullptr ? nullptr : custody::find_payee(*ward, c.payee);
    if (payee != nullptr) known.emplace(payee->rail, payee->currency);
  }));
  return known ? check_payable(c.rail.value_or(known->first), known->second, details, "/details") : good();
}

Result<Command> change_payee(Writing& in) {
  Fields& f = in.body();
  custody::ChangePayee c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  KATIWALA_TRY(c.payee, in.path_id<custody::PayeeTag>(1));
  c.rail = f.optional_named<custody::Rail>("rail");
  const AccountDetails details = read_account_details(f, "details");
  KATIWALA_CHECK(f.finish());
  KATIWALA_CHECK(still_payable(in, c, details));
  c.marks = in.marks(details);
  KATIWALA_TRY(c.details, in.keep_for(c.ward, to_vault_bytes(details)));
  return Command(std::move(c));
}

Result<Command> set_budget(Writing& in) {
  Fields& f = in.body();
  custody::SetBudget c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.budget = id_or_new<custody::BudgetTag>(f, "budget", in.entropy());
  c.purpose = named<custody::Purpose>(f, "purpose");
  c.from = date(f, "from");
  c.to = date(f, "to");
  c.amount = amount(f, "amount");
  c.court_order = optional_id<custody::CourtOrderTag>(f, "court_order");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> share_voucher(Writing& in) {
  Fields& f = in.body();
  custody::ShareVoucher c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.document = digest(f, "document");
  c.total = amount(f, "total");
  c.share = amount(f, "share");
  c.payee = id<custody::PayeeTag>(f, "payee");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> change_court_order(Writing& in) {
  Fields& f = in.body();
  custody::ChangeCourtOrder c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  KATIWALA_TRY(c.order, in.path_id<custody::CourtOrderTag>(1));
  c.to = named<custody::OrderStanding>(f, "to");
  c.dated = date(f, "dated");
  c.document = optional_digest(f, "document");
  c.cap = optional_amount(f, "cap");
  c.expires = optional_date(f, "expires");
  const auto docket = f.optional_text("docket");
  KATIWALA_CHECK(f.finish());
  KATIWALA_TRY(c.docket, in.keep_note(custody::subject(c.ward), docket));
  return Command(std::move(c));
}

Result<Command> record_election(Writing& in) {
  Fields& f = in.body();
  custody::RecordElection c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.election = named<custody::Election>(f, "election");
  c.dated = date(f, "dated");
  c.document = optional_digest(f, "document");
  c.payee = optional_id<custody::PayeeTag>(f, "payee");
  c.until = optional_date(f, "until");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

/// The digits of an invoice's number alone: runs of them are seen without keeping the number (RF18).
std::optional<std::uint64_t> serial_of(std::string_view invoice) {
  std::uint64_t serial = 0;
  int digits = 0;
  for (const char c : invoice) {
    if (c < '0' || c > '9') continue;
    if (++digits > 18) return std::nullopt;
    serial = serial * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return digits == 0 ? std::nullopt : std::optional(serial);
}

Result<Command> file_receipt(Writing& in) {
  Fields& f = in.body();
  custody::FileReceipt c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  c.request = id<custody::RequestTag>(f, "request");
  c.document = digest(f, "document");
  c.amount = amount(f, "amount");
  c.dated = date(f, "dated");
  c.payee = id<custody::PayeeTag>(f, "payee");
  const auto invoice = f.optional_text("invoice", 64);
  KATIWALA_CHECK(f.finish());
  if (invoice) {
    c.invoice = in.mark(custody::MarkKind::invoice_number, *invoice);
    c.serial = serial_of(*invoice);
  }
  return Command(std::move(c));
}

Result<Command> open_duty(Writing& in) {
  Fields& f = in.body();
  custody::OpenDuty c;
  c.about = in.subject("about");
  c.duty = named<custody::Duty>(f, "duty");
  c.owner = named<custody::DutyOwner>(f, "owner");
  c.due = date(f, "due");
  c.document = optional_digest(f, "document");
  c.moves = optional_number(f, "moves");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

/// What the body of every filing says, whoever owes it. Pre: `c` names whose duty it is.
Result<Command> filed(Writing& in, custody::FileReturn c) {
  Fields& f = in.body();
  c.obligation = static_cast<std::uint32_t>(f.integer("obligation", 1, 0xffffffff));
  c.filed = date(f, "filed");
  c.document = optional_digest(f, "document");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> file_return(Writing& in) {
  custody::FileReturn c;
  KATIWALA_TRY(c.ward, in.path_id<custody::WardTag>(0));
  return filed(in, std::move(c));
}

Result<Command> file_pool_return(Writing& in) {
  custody::FileReturn c;
  KATIWALA_TRY(c.pool, in.path_id<custody::PoolTag>(0));
  return filed(in, std::move(c));
}

Result<Command> file_duty(Writing& in) {
  custody::FileReturn c;
  c.about = in.subject("about");
  return filed(in, std::move(c));
}

}  // namespace

Result<Command> post_fact(Writing& in) { return record_fact(in); }
Result<Command> post_guardian_standing(Writing& in) { return change_guardian(in); }
Result<Command> post_relation(Writing& in) { return record_relation(in); }
Result<Command> post_trustee_relation(Writing& in) { return record_trustee_relation(in); }
Result<Command> post_payee_account(Writing& in) { return change_payee(in); }
Result<Command> post_budget(Writing& in) { return set_budget(in); }
Result<Command> post_voucher(Writing& in) { return share_voucher(in); }
Result<Command> post_order_standing(Writing& in) { return change_court_order(in); }
Result<Command> post_election(Writing& in) { return record_election(in); }
Result<Command> post_paid_receipt(Writing& in) { return file_receipt(in); }
Result<Command> post_duty(Writing& in) { return open_duty(in); }
Result<Command> post_return(Writing& in) { return file_return(in); }
Result<Command> post_pool_return(Writing& in) { return file_pool_return(in); }
Result<Command> post_duty_filing(Writing& in) { return file_duty(in); }

}  // namespace katiwala::api::door
