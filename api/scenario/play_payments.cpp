// Verbs about money that goes out: asked for, approved, released, confirmed or rejected by the bank, reversed.
#include "api/scenario/folder_bank.h"
#include "api/scenario/json_look.h"
#include "api/scenario/papers.h"
#include "api/scenario/play.h"
#include "ledger/money/amount.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

/// The record of a request as the releaser sees it; a reply that is not accepted otherwise.
Reply seen_request(Stage& stage, const std::string& name) { return stage.get("releaser", "/v1/requests/" + stage.thing(name).id); }

/// What leaves: the amount, less what is kept of it for the tax office (R62).
std::string leaving(const Json& request) {
  const std::string whole = text_in(request, "amount"), kept = text_in(request, "withheld");
  const auto currency = Currency::parse(papers::currency_of(whole));
  const auto parsed = [&](const std::string& text) { return Amount::parse(*currency, std::string_view(text).substr(0, text.find(' '))); };
  if (!currency || kept.empty() || !parsed(whole) || !parsed(kept)) return whole;
  return (*parsed(whole) - *parsed(kept)).text() + " " + currency->code();
}

/// The bank's line about a payment of ours.
papers::Line line_about(const Stage& stage, const Step& step, const Json& request, std::string_view what) {
  const Fields& f = step.fields;
  papers::Line line;
  line.amount = f.text_or("amount", leaving(request));
  line.message_id = "SBX" + stage.id_for(what, std::to_string(stage.step)).substr(0, 24);
  line.account = account_number(stage, stage.thing(stage.thing(f.text("request")).of).of, papers::currency_of(line.amount));
  line.created = stage.now;
  line.booked = f.text_or("booked", Stage::civil_date(stage.now));
  line.value_date = f.text_or("value_date", line.booked);
  line.reference = f.text_or("reference", "SBXREF" + stage.id_for(std::string(what) + " reference", f.text("request")).substr(0, 20));
  line.end_to_end_id = text_in(request, "end_to_end_id");
  line.uetr = text_in(request, "uetr");
  return line;
}

Reply send(Stage& stage, const Step& step, Result<std::string> written) {
  if (!written) return cannot(written.refusal().message);
  std::string xml = std::move(written).value();
  const std::string key = stage.next_key();
  Reply reply = stage.post_as(stage.actor(step), "/v1/bank-messages", xml, "application/xml", key);
  if (const auto name = step.fields.maybe("name")) {
    Thing& thing = stage.things[*name];
    thing.space = kMessage;
    thing.key = key;
    thing.bytes = std::move(xml);
    thing.entry = reply.entry();
  }
  return reply;
}

Result<Bytes> canonical_of(Stage& stage, const std::string& by, std::int64_t proposal) {
  const Reply seen = stage.get(by, "/v1/proposals/" + std::to_string(proposal));
  const auto bytes = from_base64(text_in(seen.body, "canonical"));
  if (!seen.accepted() || !bytes || bytes->empty()) return refuse(Code::PROPOSAL_UNKNOWN);
  return *bytes;
}

/// A request is signed over its canonical bytes, which hold its Idempotency-Key. Where the door can not read it, its refusal.
Reply signed_request(Stage& stage, const std::string& by, const std::string& path, Json body, const std::string& signature) {
  const std::string key = stage.next_key();
  if (signature != "missing") {
    const Reply shown = stage.canonical(by, path, body, key);
    if (!shown.accepted()) return shown;
    const auto bytes = from_base64(text_in(shown.body, "canonical"));
    if (!bytes) return cannot("The door shows no canonical bytes.");
    auto made = stage.party(by).signer->sign(*bytes);
    if (!made) return cannot(made.refusal().message);
    if (signature == "damaged") made->back() ^= 1;
    body.set("signature", to_base64(*made));
  }
  return stage.post_as(by, path, transport::to_text(body), "application/json", key);
}

/// The bank's system fetches the file: from then on it is handed over. One that waits for two persons waits (R31).
Reply fetched(Stage& stage, const Step& step, const Reply& reply) {
  Thing& thing = stage.thing(step.fields.text("request"));
  const std::string path = "/v1/requests/" + thing.id;
  thing.entry = reply.entry();
  const Reply file = stage.get("bank", path + "/file");
  if (file.code() == "PAYMENT_FILE_UNRELEASED") return reply;
  if (!file.accepted()) return file;
  if (stage.folder_bank != nullptr) {
    const Status published = stage.folder_bank->take_file(text_in(stage.get("bank", path).body, "message_id"), file.raw);
    if (!published.ok()) return cannot(published.refusal().message);
  }
  thing.bytes = file.raw;
  return reply;
}

}  // namespace

Reply request(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("request", name);
  Json body = object({{"request", id}, {"payee", stage.thing(f.text("payee")).id}, {"amount", f.text("amount")}, {"purpose", f.text("purpose")}});
  if (const auto order = f.maybe("court_order")) body.set("court_order", stage.thing(*order).id);
  maybe_set_id(body, "budget", stage, f, "budget");
  for (const std::string_view key : {"rail", "invoice", "service_from", "service_to"}) maybe_set(body, key, f, key);
  set_document(body, "voucher", f, "voucher", "bill for " + name);
  const std::string by = stage.actor(step);
  const Reply first = signed_request(stage, by, ward_path(stage, f.text("ward")) + "/requests", std::move(body), f.text_or("signature", "good"));
  Thing& thing = stage.things[name];
  thing.space = kRequest;
  thing.id = id;
  thing.of = f.text("ward");
  thing.facts["amount"] = f.text("amount");
  thing.facts["payee"] = f.text("payee");
  thing.entry = first.entry();
  thing.proposal = first.proposal();
  return stage.agree(step, by, first);
}

Reply approve(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::int64_t proposal = stage.thing(f.text("of")).proposal;
  if (proposal == 0) return cannot("\"" + f.text("of") + "\" never waited for anybody.");
  const std::string by = stage.actor(step);
  const std::string kind = f.text_or("signature", "good");
  const std::string signer = f.text_or("signed_by", by);
  const std::int64_t over = f.has("signed_over") ? stage.thing(f.text("signed_over")).proposal : proposal;
  if (kind == "good" && signer == by && over == proposal) {
    Reply reply = stage.approve(by, proposal);
    if (reply.status == 201) stage.thing(f.text("of")).entry = reply.entry();
    return reply;
  }
  // A signature that must not count: damaged, by another key, or over something else.
  auto bytes = canonical_of(stage, by, over);
  if (!bytes) bytes = Bytes{0};
  auto signature = stage.party(signer).signer->sign(*bytes);
  if (!signature) return cannot(signature.refusal().message);
  if (kind == "damaged") signature->back() ^= 1;
  return stage.post(by, "/v1/proposals/" + std::to_string(proposal) + "/approvals", object({{"signature", to_base64(*signature)}}));
}

Reply cancel(Stage& stage, const Step& step) {
  const std::int64_t proposal = stage.thing(step.fields.text("of")).proposal;
  if (proposal == 0) return cannot("\"" + step.fields.text("of") + "\" never waited for anybody.");
  return stage.post(stage.actor(step), "/v1/proposals/" + std::to_string(proposal) + "/cancellation", object({{"reason", step.fields.text("reason")}}));
}

Reply release(Stage& stage, const Step& step) {
  const std::string by = stage.actor(step);
  const std::string path = "/v1/requests/" + stage.thing(step.fields.text("request")).id;
  const Reply seen = stage.get(by, path);
  if (!seen.accepted()) return seen;
  const auto bytes = from_base64(text_in(seen.body, "release_canonical"));
  if (!bytes) return cannot("The request shows no canonical bytes.");
  const auto signature = stage.party(by).signer->sign(*bytes);
  if (!signature) return cannot(signature.refusal().message);
  const Reply reply = stage.post(by, path + "/release", object({{"signature", to_base64(*signature)}}));
  return reply.accepted() ? fetched(stage, step, reply) : reply;
}

/// Signed by who proposes it; where another releaser agrees the bank's system fetches the file.
Reply release_file(Stage& stage, const Step& step) {
  const std::string by = stage.actor(step);
  const std::string path = "/v1/requests/" + stage.thing(step.fields.text("request")).id;
  const Reply seen = stage.get(by, path);
  if (!seen.accepted()) return seen;
  Json body = object({{"total", step.fields.text_or("total", leaving(seen.body))}, {"payments", std::int64_t{1}}});
  const Reply first = signed_request(stage, by, path + "/file/release", std::move(body), "good");
  const Reply reply = stage.agree(step, by, first);
  return reply.status == 201 ? fetched(stage, step, reply) : reply;
}

Reply bank_confirms(Stage& stage, const Step& step) {
  const Reply seen = seen_request(stage, step.fields.text("request"));
  if (!seen.accepted()) return seen;
  return send(stage, step, papers::debit_notification(line_about(stage, step, seen.body, "debit")));
}

Reply bank_returns(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const Reply seen = seen_request(stage, f.text("request"));
  if (!seen.accepted()) return seen;
  papers::Line line = line_about(stage, step, seen.body, "return");
  line.return_reason = f.text_or("reason", "AC04");
  line.refunded = f.text_or("refunded_fee", "");
  return send(stage, step, papers::credit_notification(line));
}

Reply bank_rejects(Stage& stage, const Step& step) {
  const Reply seen = seen_request(stage, step.fields.text("request"));
  if (!seen.accepted()) return seen;
  papers::Rejection rejection;
  rejection.message_id = "SBX" + stage.id_for("rejection", std::to_string(stage.step)).substr(0, 24);
  rejection.created = stage.now;
  rejection.original_message_id = text_in(seen.body, "message_id");
  rejection.end_to_end_id = text_in(seen.body, "end_to_end_id");
  rejection.uetr = text_in(seen.body, "uetr");
  rejection.reason = step.fields.text_or("reason", "AC04");
  return send(stage, step, papers::rejection(rejection));
}

Reply reverse(Stage& stage, const Step& step) {
  const Thing& thing = stage.thing(step.fields.text("of"));
  if (thing.entry < 0) return cannot("\"" + step.fields.text("of") + "\" made no entry.");
  return stage.propose(step, "/v1/entries/" + std::to_string(thing.entry) + "/reversal", object({{"reason", step.fields.text("reason")}}));
}

}  // namespace katiwala::api::scenario::play
