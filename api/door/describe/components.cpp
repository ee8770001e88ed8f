// What is answered. Records are drawn from their structs; what the readers add to them (read_*.cpp) and leave out for some stands here.
#include "api/door/describe/components.h"

#include "api/door/describe/record_schema.h"
#include "ledger/custody/state.h"
#include "policies/roles.h"

namespace katiwala::api::door::description {
namespace {

using custody::Obligation;

Json number(std::string_view description = {}) { return of_type("integer", description); }
Json text(std::string_view description = {}) { return of_type("string", description); }
Json flag(std::string_view description = {}) { return of_type("boolean", description); }
Json open(std::string_view description) { return of_type("object", description); }

Json list_schema(std::string_view key, std::string_view component) { return ObjectSchema().has(key, array_of(ref(component))).json(); }

Json reason_schema() {
  ObjectSchema out = object_of<custody::Reason>();
  out.may("title", text()).may("citation", text()).may("confidence", text()).may("source", text("\"law\" or \"design default\""));
  return out.json("Why, with what the rulebook of that day says of the rule.");
}

Json receipt_schema() {
  ObjectSchema out;
  out.has("ledger", hex_schema(16)).has("seq", number()).has("leaf", ref("Digest")).has("header", ref("Bytes"));
  return out.json("What the entry is known by in the log.");
}

/// answer.cpp: entry_json.
ObjectSchema answer_fields() {
  ObjectSchema out;
  out.has("entry", number("Its number.")).may("withheld", flag("True where the reader may see no part that says what was asked."));
  out.may("time", ref("Instant")).may("command", text()).may("outcome", schema_of<custody::Outcome>()).may("reasons", array_of(ref("Reason")));
  out.may("created", open("Ids of what the entry made, or proposes to make.")).may("proposal", number()).may("waits_for", schema_of<std::vector<custody::Role>>());
  out.may("expires", ref("Instant"));
  out.may("obligations", array_of(object_of<Obligation>().has("about", schema_of<custody::Subject>()).json())).may("receipt", receipt_schema());
  return out;
}

Json part_schema() {
  ObjectSchema out;
  out.has("hash", ref("Digest")).may("withheld", flag()).may("about", schema_of<custody::Subject>()).may("number", number());
  out.may("events", schema_of<std::vector<custody::Event>>()).may("postings", schema_of<std::vector<book::Posting>>());
  return out.may("balances", schema_of<std::vector<journal::Balance>>()).json();
}

Json words_schema() {
  return array_of(ObjectSchema().has("code", ref("Code")).has("text", text()).has("language", text()).has("reviewed", flag("False: a draft.")).json());
}

Json entry_schema() {
  return answer_fields().may("words", words_schema()).may("act", schema_of<journal::Act>()).may("parts", array_of(part_schema())).json();
}

ObjectSchema problem_fields() {
  ObjectSchema out;
  out.has("type", text("/problems/CODE, served here.")).has("title", text()).has("status", number()).has("detail", text());
  out.has("instance", text("/v1/entries/N where the refusal was recorded, else the request's id.")).has("code", ref("Code"));
  return out.may("place", text("Where: a JSON pointer, \"path\", a header, an XML path."));
}

Json code_schema() {
  std::vector<std::string_view> codes;
  for (std::size_t i = 0; i < code_count(); ++i) codes.push_back(name_of(static_cast<Code>(i)));
  return std::move(names_schema(codes).set("description", "GET /problems says what each means."));
}

Json denial_schema() {
  Json out = problem_fields().json("A refusal; where a rule denied or held, with the fields of Answer."), fields = answer_fields().loosen({"entry"}).json();
  Json both{Json::Array{}}, all;
  both.push(std::move(out)).push(std::move(fields));
  return std::move(all.set("allOf", std::move(both)));
}

Json me_schema() {
  ObjectSchema out;
  out.has("principal", ref("Id")).has("person", ref("Id")).has("role", schema_of<custody::Role>()).has("credential", ref("Digest"));
  return out.has("wards", array_of(ref("Id"))).may("orders", array_of(ref("Id"))).json("`orders` of a foreign court's reader: those that he may read.");
}

Json status_schema() {
  ObjectSchema out;
  out.has("ledger", hex_schema(16)).has("origin", text()).has("mode", text()).has("time", ref("Instant")).has("entries", number());
  out.may("head", ObjectSchema().has("seq", number()).has("leaf", ref("Digest")).json()).may("sandbox_clock", ref("Instant"));
  out.has("pools", number()).has("wards", number()).has("requests", number()).has("open_proposals", number());
  out.has("rulebook", ObjectSchema().has("hash", ref("Digest")).may("version", text()).json()).has("read_only", flag());
  out.has("clock_latched", flag());
  return out.may("log", open("How far heads are signed and published, and what each witness said last.")).json();
}

Json pool_schema() {
  ObjectSchema account;
  account.has("currency", ref("Currency"));
  for (const char* key : {"bank", "suspense", "transit", "tax", "fee", "unreadable", "wards"}) account.has(key, ref("Amount"));
  account.may("reconciled", ref("Date")).may("difference", ref("Amount")).may("brought", ref("Amount")).may("brought_as_of", ref("Date"));
  return object_of<custody::Pool>().without({"cash"}).has("accounts", array_of(account.json())).json();
}

Json order_schema() {
  ObjectSchema award;
  award.has("award", ref("Id")).may("ward", ref("Id")).has("outstanding", ref("Amount")).may("amount", ref("Amount"));
  ObjectSchema out = object_of<custody::AwardOrder>().loosen({"document", "defendants"});
  for (const char* key : {"outstanding", "received", "charged"}) out.has(key, ref("Amount"));
  return out.has("awards", array_of(award.json())).json("A court's reader is told neither document, docket and defendants nor which ward has an award (R59).");
}

template <class T>
Json with_amounts(std::initializer_list<std::string_view> keys) {
  ObjectSchema out = object_of<T>();
  for (const std::string_view key : keys) out.has(key, ref("Amount"));
  return array_of(out.json());
}

Json ward_schema() {
  ObjectSchema balance;
  balance.has("currency", ref("Currency"));
  for (const char* key : {"principal", "income", "reserved", "total"}) balance.has(key, ref("Amount"));
  ObjectSchema out = object_of<custody::Ward>();
  out.without({"awards", "court_orders", "budgets", "obligations", "payees"}).loosen({"marks", "guardians", "spends", "vouched"});
  out.has("payees", array_of(object_of<custody::Payee>().loosen({"marks"}).json()));
  out.has("balances", array_of(balance.json())).has("awards", with_amounts<custody::Award>({"outstanding", "received", "charged"}));
  out.has("court_orders", with_amounts<custody::CourtOrder>({"left", "reserved", "used"}));
  out.has("budgets", with_amounts<custody::Budget>({"left", "reserved", "used"})).has("obligations", schema_of<std::vector<Obligation>>());
  return out.json("Who stands outside the bank is not told of other people's marks: marks (of payees too), guardians, spends and vouched are the bank's.");
}

Json request_schema() {
  ObjectSchema out = object_of<custody::Request>();
  out.without({"uetr", "message_id", "end_to_end_id", "under", "agreed_with"}).may("message_id", text()).may("end_to_end_id", text()).may("uetr", text());
  return out.may("release_canonical", ref("Bytes")).json("`release_canonical` is what a release signs; given of one request alone.");
}

Json proposal_schema() {
  ObjectSchema out = object_of<custody::Proposal>();
  out.without({"command"}).has("command", text()).has("body", open("As docs/format.cddl names its members.")).may("canonical", ref("Bytes"));
  return out.json("`canonical` is what an approval signs; given of one proposal alone.");
}

Json payment_files_schema() {
  ObjectSchema file;
  for (const char* key : {"id", "pool"}) file.has(key, ref("Id"));
  file.has("message_id", text()).has("rail", schema_of<custody::Rail>()).has("currency", ref("Currency")).has("day", ref("Date")).has("window", number());
  file.has("closes", ref("Instant")).has("state", text("open, closed, unreleased, handed_over")).has("total", ref("Amount")).has("requests", array_of(ref("Id")));
  return ObjectSchema().has("payment_files", array_of(file.json())).json();
}

Json bank_answer_schema() {
  ObjectSchema line;
  line.has("place", text()).has("result", text("docs/api.md, Bank messages.")).may("entry", number());
  return ObjectSchema().has("message", text()).has("definition", text()).has("lines", array_of(line.json())).may("resolution", text("camt.029")).json();
}

Json wards_schema() {
  return ObjectSchema().has("wards", array_of(ObjectSchema().has("id", ref("Id")).has("pool", ref("Id")).has("adult", flag()).json())).may("next", number()).json();
}

Json credentials_schema() {
  ObjectSchema one;
  one.has("principal", ref("Id")).has("role", schema_of<custody::Role>()).has("kind", text("\"certificate\" or \"passkey\"")).has("credential", ref("Digest"));
  one.has("enrolled", ref("Instant")).has("from", ref("Instant")).may("until", ref("Instant")).has("valid_from", ref("Instant")).has("valid_to", ref("Instant"));
  one.may("relying_party", text()).may("may_be_copied", flag()).may("backed_up", flag()).may("counter", number()).may("used", ref("Instant"));
  return ObjectSchema().has("credentials", array_of(one.json("It counts from `from` on, and before `until`."))).json();
}

Json credential_challenge_schema() {
  ObjectSchema out;
  out.has("challenge", ref("Bytes")).has("relying_party", ObjectSchema().has("id", text()).has("origin", text()).json()).has("seconds", number());
  return out.json("For navigator.credentials.create(); good once, for so many seconds.");
}

Json incidents_schema() {
  return ObjectSchema().has("incidents", schema_of<std::vector<custody::Incident>>()).has("obligations", schema_of<std::vector<Obligation>>()).json();
}

Json problem_row_schema() { return ObjectSchema().has("code", ref("Code")).has("title", text()).has("status", number()).json(); }

Json explanation_schema() {
  ObjectSchema out;
  out.has("entry", number()).has("time", ref("Instant")).has("command", text()).has("engine", number()).has("rulebook", open("hash, version"));
  out.has("recorded", open("outcome, reasons")).has("decided_again", ObjectSchema().has("outcome", text()).has("same", flag()).json());
  return out.has("rules", array_of(open("rule, title, citation, confidence, source, signed_off, says, code, facts"))).json();
}

Json grounds_schema() { return array_of(ObjectSchema().has("why", text()).may("fact", text()).json("Why, and the entry, place, amount or day it rests on.")); }

Json suggestions_schema() {
  ObjectSchema row;
  row.may("order", ref("Id")).may("request", ref("Id")).has("rank", number("1 is the best; docs/end-of-day.md says what each means."));
  row.has("tied", flag("Another has this rank.")).has("outstanding", ref("Amount")).has("left", ref("Amount")).has("grounds", grounds_schema());
  ObjectSchema out;
  out.has("credit", ref("Id")).has("amount", ref("Amount")).has("booked", ref("Date")).has("by_message", flag("The bank's message was at hand."));
  return out.has("suggestions", array_of(row.json())).json();
}

Json break_schema() {
  ObjectSchema candidate;
  candidate.has("kind", text()).has("rank", number()).has("entries", array_of(number())).has("grounds", grounds_schema());
  ObjectSchema out;
  out.has("kind", text("That of the best candidate.")).has("effect", ref("Amount")).has("entries", array_of(number())).has("bank_lines", array_of(text()));
  return out.has("wards", array_of(ref("Id"))).has("candidates", array_of(candidate.json())).json();
}

Json reconciliation_schema() {
  ObjectSchema held;
  for (const char* key : {"wards", "suspense", "transit", "tax", "fee", "unreadable", "total"}) held.has(key, ref("Amount"));
  ObjectSchema account;
  account.has("currency", ref("Currency")).has("standing", text("agrees, broken or no_statement")).has("book", ref("Amount")).may("bank", ref("Amount"));
  account.may("statement", number("The entry that held it against the book.")).has("held", held.json()).may("difference", ref("Amount")).may("unexplained", ref("Amount"));
  account.has("held_difference", ref("Amount")).has("by_lines", flag()).has("paired", number()).has("paired_weakly", number());
  account.has("releases_held", flag("As the ledger holds them now (R32).")).has("breaks", array_of(break_schema()));
  ObjectSchema waiting;
  waiting.has("credit", ref("Id")).has("in_suspense", ref("Amount")).has("booked", ref("Date")).has("days", number()).has("bucket", text()).has("left_over", flag());
  ObjectSchema age;
  age.has("currency", ref("Currency")).has("bucket", text()).has("credits", number()).has("amount", ref("Amount"));
  ObjectSchema out;
  out.has("pool", ref("Id")).has("bank", text()).has("code", text()).has("day", ref("Date")).has("accounts", array_of(account.json()));
  return out.has("suspense", array_of(waiting.json())).has("ageing", array_of(age.json())).json();
}

Json opening_schema() {
  ObjectSchema ward;
  ward.has("ward", ref("Id")).has("lines", schema_of<std::vector<custody::OpeningLine>>());
  ObjectSchema out;
  out.has("opening", ref("Id")).has("pool", ref("Id")).has("wards", array_of(ward.json())).has("totals", schema_of<std::vector<custody::OpeningTotals>>());
  return out.has("noted", ref("Digest")).json("`noted` is what open_books names: of these lines and no others.");
}

Json end_of_day_schema() {
  ObjectSchema item;
  item.has("kind", text()).has("about", schema_of<custody::Subject>()).has("what", text()).has("id", text()).may("amount", ref("Amount")).has("since", ref("Date"));
  item.may("due", ref("Date")).has("overdue", flag()).has("confidential", flag("For compliance and auditors alone.")).has("days", number());
  return ObjectSchema().has("day", ref("Date")).has("open", number()).has("items", array_of(item.json())).json();
}

Json balance_rows() {
  ObjectSchema row;
  row.has("currency", ref("Currency"));
  for (const char* key : {"principal", "income", "reserved", "total"}) row.has(key, ref("Amount"));
  return array_of(row.json());
}

Json events_schema() {
  ObjectSchema event;
  event.has("id", text()).has("type", text("The command; `touched` where what was asked is not for the reader.")).has("entry", number()).has("time", ref("Instant"));
  event.has("subjects", schema_of<std::vector<custody::Subject>>());
  return ObjectSchema().has("events", array_of(event.json())).may("next", number("Ask again with after=next, for ever.")).has("more", flag()).json();
}

Json webhooks_schema() {
  ObjectSchema one;
  one.has("webhook", text()).has("keys", array_of(text("whpk_…: a letter has a signature of each.")));
  one.has("types", array_of(text("Of which commands; none: of all."))).has("waiting", number()).may("next", ref("Instant")).has("dead", number());
  one.has("dropped", number("Dead letters that are not kept any more; GET events has what they told of."));
  return ObjectSchema().has("webhooks", array_of(one.json())).json();
}

Json dead_letters_schema() {
  ObjectSchema one;
  one.has("webhook", text()).has("id", text("The event's.")).has("entry", number()).has("first", ref("Instant")).has("tries", number());
  one.has("last", text("What came of the last: a status, or a refusal's code."));
  return ObjectSchema().has("dead_letters", array_of(one.json())).may("next", number("Ask again with after=next.")).json();
}

Json bulk_answer_schema() {
  ObjectSchema line;
  line.has("line", number()).has("status", number()).may("replayed", flag()).has("answer", open("As the write itself is answered."));
  return ObjectSchema().has("count", number()).has("lines", array_of(line.json())).json();
}

Json command_schema() {
  std::vector<std::string_view> names;
  for (const policies::Permission& row : policies::permissions()) names.push_back(row.command_name);
  return std::move(names_schema(names).set("description", "What entries are made by."));
}

Json dry_run_schema() {
  ObjectSchema part;
  part.may("withheld", flag()).may("about", schema_of<custody::Subject>()).may("events", schema_of<std::vector<custody::Event>>());
  part.may("postings", schema_of<std::vector<book::Posting>>()).may("balances", schema_of<std::vector<journal::Balance>>());
  ObjectSchema out = answer_fields();
  out.without({"entry", "receipt"}).has("dry_run", flag("True.")).has("would_answer", number("The status of the write itself.")).has("parts", array_of(part.json()));
  return out.json("What the write would be answered and post; nothing was recorded.");
}

void add_habits(Json& out) {
  out.set("Balances", ObjectSchema().has("ward", ref("Id")).may("as_of", text()).may("entry", number("The last entry of hers that counts.")).has("balances", balance_rows()).json());
  out.set("EntryPage", ObjectSchema().has("entries", array_of(ref("Answer"))).may("next", number("Ask again with after=next.")).has("more", flag()).json());
  out.set("Events", events_schema()).set("BulkAnswer", bulk_answer_schema());
  out.set("Command", command_schema()).set("DryRun", dry_run_schema());
  out.set("Webhooks", webhooks_schema()).set("DeadLetters", dead_letters_schema());
  out.set("Replay", ObjectSchema().has("webhook", text()).has("replayed", number("How many letters are due again.")).json());
}

/// A page of a list, by the number of the entry that added each.
Json page_schema(std::string_view key, std::string_view of) {
  return ObjectSchema().has(key, array_of(ref(of))).may("next", number("Ask again with after=next.")).json();
}

void add_reads(Json& out) {
  out.set("Suggestions", suggestions_schema()).set("Reconciliation", reconciliation_schema()).set("EndOfDay", end_of_day_schema());
  out.set("Opening", opening_schema());
  out.set("Recalls", ObjectSchema().has("recalls", schema_of<std::vector<custody::Recall>>()).may("next", number("Ask again with after=next.")).json());
  out.set("Me", me_schema()).set("Status", status_schema()).set("Pool", pool_schema()).set("Pools", list_schema("pools", "Pool"));
  out.set("Credits", ObjectSchema().has("credits", schema_of<std::vector<custody::Credit>>()).may("next", number()).json()).set("Order", order_schema());
  out.set("Ward", ward_schema()).set("Wards", wards_schema());
  out.set("Entries", ObjectSchema().has("entries", array_of(ref("Answer"))).may("next", number("Ask again with after=next.")).json());
  out.set("Protection", schema_of<custody::Protection>()).set("Watch", schema_of<custody::Watch>()).set("Incidents", incidents_schema());
  out.set("TrusteeRelations", ObjectSchema().has("relations", schema_of<std::vector<custody::Relation>>()).json());
  out.set("Credentials", credentials_schema()).set("CredentialChallenge", credential_challenge_schema());
  out.set("Proposal", proposal_schema()).set("Proposals", page_schema("proposals", "Proposal"));
  out.set("Request", request_schema()).set("Requests", page_schema("requests", "Request"));
  out.set("PaymentFiles", payment_files_schema());
  out.set("Entry", entry_schema()).set("Explanation", explanation_schema()).set("BankMessageAnswer", bank_answer_schema());
}

}  // namespace

Json answer_schemas() {
  Json out;
  out.set("Code", code_schema()).set("Problem", problem_fields().json("RFC 9457.")).set("Denial", denial_schema());
  out.set("ProblemRow", problem_row_schema()).set("Problems", list_schema("problems", "ProblemRow"));
  out.set("Reason", reason_schema()).set("Answer", answer_fields().json("What the recorded entry says, and nothing else."));
  out.set("Canonical", ObjectSchema().has("canonical", ref("Bytes")).json("The bytes that a signature of the command is over; nothing was recorded."));
  add_reads(out);
  add_habits(out);
  return out;
}

}  // namespace katiwala::api::door::description
