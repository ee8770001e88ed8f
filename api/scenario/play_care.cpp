// Verbs of the care for a ward: facts of her life, guardians' standing, relations, budgets, shared bills, receipts, her election.
#include <algorithm>

#include "api/scenario/json_look.h"
#include "api/scenario/play.h"
#include "ledger/custody/terms.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

bool is_guarded(const std::string& fact) { return custody::is_guarded(from_name<custody::FactKind>(fact).value()); }

/// The number under which the newest fact of a kind stands, to be ended by a later step.
std::string newest_fact(Stage& stage, const std::string& ward, const std::string& fact) {
  const Reply seen = stage.get("compliance", ward_path(stage, ward) + (is_guarded(fact) ? "/protection" : ""));
  std::string number;
  for (const Json& row : list_in(seen.body, "facts"))
    if (text_in(row, "fact") == fact) number = text_in(row, "number");
  return number;
}

void set_birth(Json& body, const Fields& f) {
  if (const auto born = f.maybe("born")) body.set("born_earliest", *born).set("born_latest", *born);
  for (const std::string_view key : {"born_earliest", "born_latest"}) maybe_set(body, key, f, key);
}

}  // namespace

Reply record_fact(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string &ward = f.text("ward"), &fact = f.text("fact");
  Json body = object({{"fact", fact}, {"since", f.text_or("since", stage.today())}});
  set_birth(body, f);
  for (const std::string_view key : {"until", "evidence", "residence"}) maybe_set(body, key, f, key);
  if (const auto person = f.maybe("person")) body.set("person", stage.person_id(*person));
  set_terms(body, f);
  set_document(body, "document", f, "document", fact + " of " + ward + " " + std::to_string(stage.step));
  if (const auto ends = f.maybe("ends")) {
    const auto number = stage.thing(*ends).facts.find("number");
    if (number == stage.thing(*ends).facts.end()) return cannot("\"" + *ends + "\" is no fact that was recorded.");
    body.set("ends", static_cast<std::int64_t>(std::stol(number->second)));
  }
  const Reply reply = stage.propose(step, ward_path(stage, ward) + "/facts", body);
  if (const auto name = f.maybe("name")) {
    Thing& thing = keep(stage, *name, kFact, {}, ward, reply);
    const std::string number = reply.status == 201 ? newest_fact(stage, ward, fact) : std::string();
    if (!number.empty()) thing.facts["number"] = number;
  }
  return reply;
}

Reply change_guardian(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& guardian = f.text("guardian");
  Json body = object({{"to", f.text("to")}, {"dated", f.text_or("dated", stage.today())}, {"reason", f.text("reason")}});
  set_document(body, "document", f, "document", "court's word of " + guardian + " " + std::to_string(stage.step));
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/guardians/" + stage.party(guardian).person + "/standing", body);
}

Reply record_relation(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"person", stage.person_id(f.text("person"))}, {"relation", f.text("relation")}});
  if (const auto other = f.maybe("other")) body.set("other", stage.person_id(*other));
  maybe_set_number(body, f, "degree");
  set_particulars(body, f);
  const auto ward = f.maybe("ward");
  return stage.propose(step, ward ? ward_path(stage, *ward) + "/relations" : "/v1/trustee-relations", body);
}

Reply change_payee(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("payee");
  const Thing& payee = stage.thing(name);
  const std::string invented = "SBX-" + stage.id_for("payee account", name + "/" + std::to_string(stage.step)).substr(0, 12);
  Json details = object({{"name", "SANDBOX " + name}, {"account_number", f.text_or("account", invented)}});
  const auto rail = payee.facts.find("rail");
  set_bank(details, f, f.text_or("rail", rail == payee.facts.end() ? "book_transfer" : rail->second));
  for (const auto& [key, text] : f.pairs("particulars")) {
    if (key == "address" || key == "phone" || key == "device") details.set(key, text);
  }
  Json body = object({{"details", details}});
  maybe_set(body, "rail", f, "rail");
  return stage.propose(step, ward_path(stage, payee.of) + "/payees/" + payee.id + "/account", body);
}

Reply set_budget(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("budget", name);
  Json body = object({{"budget", id}});
  for (const std::string_view key : {"purpose", "from", "to", "amount"}) maybe_set(body, key, f, key);
  maybe_set_id(body, "court_order", stage, f, "court_order");
  const Reply reply = stage.propose(step, ward_path(stage, f.text("ward")) + "/budgets", body);
  keep(stage, name, kBudget, id, f.text("ward"), reply);
  return reply;
}

Reply share_voucher(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const Json body = object({{"document", Stage::document_digest(f.text("voucher"))}, {"total", f.text("total")}, {"share", f.text("share")},
                            {"payee", stage.thing(f.text("payee")).id}});
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/vouchers", body);
}

Reply change_court_order(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("court_order");
  const Thing& order = stage.thing(name);
  Json body = object({{"to", f.text("to")}, {"dated", f.text_or("dated", stage.today())}});
  for (const std::string_view key : {"cap", "expires"}) maybe_set(body, key, f, key);
  set_document(body, "document", f, "document", "court's word on " + name + " " + std::to_string(stage.step));
  if (body.find("document") != nullptr) body.set("docket", "SANDBOX docket of " + name);
  return stage.propose(step, ward_path(stage, order.of) + "/court-orders/" + order.id + "/standing", body);
}

Reply elect(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"election", f.text("election")}, {"dated", f.text_or("dated", stage.today())}});
  maybe_set_id(body, "payee", stage, f, "payee");
  maybe_set(body, "until", f, "until");
  set_document(body, "document", f, "document", "election of " + f.text("ward") + " " + std::to_string(stage.step));
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/election", body);
}

Reply object_to(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::int64_t proposal = stage.thing(f.text("of")).proposal;
  if (proposal == 0) return cannot("\"" + f.text("of") + "\" never waited for anybody.");
  Json body = object({});
  if (f.flag("withdrawn", false)) body.set("withdrawn", true);
  set_document(body, "document", f, "document", "objection to " + f.text("of"));
  return stage.post(stage.actor(step), "/v1/proposals/" + std::to_string(proposal) + "/objection", body);
}

Reply file_receipt(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("request");
  const Thing& request = stage.thing(name);
  const std::string payee = f.text_or("payee", request.facts.at("payee"));
  Json body = object({{"request", request.id}, {"amount", f.text_or("amount", request.facts.at("amount"))}, {"dated", f.text_or("dated", stage.today())},
                      {"payee", stage.thing(payee).id}});
  set_document(body, "document", f, "document", "receipt for " + name);
  maybe_set(body, "invoice", f, "invoice");
  return stage.post(stage.actor(step), ward_path(stage, request.of) + "/receipts", body);
}

}  // namespace katiwala::api::scenario::play
