// Verbs about what is recorded of a ward.
#include "api/scenario/play.h"
#include "ledger/money/amount.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

/// The sum of amounts of one currency; the first as it is written where they can not be added.
std::string sum_of(const std::vector<std::pair<std::string, std::string>>& shares) {
  std::optional<Amount> sum;
  for (const auto& [ward, text] : shares) {
    const std::size_t space = text.find(' ');
    const auto currency = Currency::parse(std::string_view(text).substr(space + 1));
    if (!currency) return shares.front().second;
    const auto amount = Amount::parse(*currency, std::string_view(text).substr(0, space));
    if (!amount || (sum && sum->currency() != *currency)) return shares.front().second;
    sum = sum ? *sum + *amount : *amount;
  }
  return sum->text() + " " + sum->currency().code();
}

/// Who vouches for a child without papers.
void set_vouched(Json& body, const Stage& stage, const Fields& f) {
  const Value* vouched = f.find("vouched");
  if (vouched == nullptr) return;
  Json rows{Json::Array{}};
  for (const auto& row : vouched->rows) {
    Json one{Json::Object{}};
    for (const auto& [key, text] : row) {
      if (key == "kind") one.set("voucher", text);
      else if (key == "person") one.set("person", stage.person_id(text));
      else one.set(key, Stage::document_digest(text));
    }
    rows.push(std::move(one));
  }
  body.set("vouched", std::move(rows));
}

}  // namespace

Reply open_ward(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("ward", name);
  Json body = object({{"ward", id}, {"pool", stage.thing(f.text_or("pool", stage.default_pool)).id}});
  for (const std::string_view key : {"born", "born_earliest", "born_latest"}) maybe_set(body, key, f, key);
  body.set("evidence", f.text_or("evidence", "birth_certificate"));
  body.set("residence", f.text_or("residence", "philippines"));
  set_document(body, "trust_instrument", f, "trust_instrument", "trust instrument of " + name);
  set_particulars(body, f);
  set_vouched(body, stage, f);
  set_terms(body, f);
  const Reply reply = stage.propose(step, "/v1/wards", body);
  keep(stage, name, kWard, id, f.text_or("pool", stage.default_pool), reply);
  return reply;
}

Reply record_order(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("order", name);
  const auto& shares = f.pairs("shares");
  Json body = object({{"order", id}, {"country", f.text("country")}, {"dated", f.text("dated")}});
  body.set("total", f.text_or("total", sum_of(shares)));
  set_document(body, "document", f, "document", "order " + name);
  maybe_set(body, "kind_of_order", f, "kind");
  if (f.has("defendants")) {
    Json defendants{Json::Array{}};
    for (const auto& [person, amount] : f.pairs("defendants")) defendants.push(object({{"person", stage.person_id(person)}, {"amount", amount}}));
    body.set("defendants", std::move(defendants));
  }
  Reply reply = stage.propose(step, "/v1/orders", body);
  Thing& order = keep(stage, name, kOrder, id, {}, reply);
  for (const auto& [ward, amount] : shares) {
    if (!reply.accepted()) break;
    const std::string award = stage.id_for("award", name + "/" + ward);
    order.facts["award of " + ward] = award;
    reply = stage.propose(step, ward_path(stage, ward) + "/awards", object({{"award", award}, {"order", id}, {"amount", amount}}));
  }
  return reply;
}

Reply appoint_guardian(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& guardian = f.text("guardian");
  Json body = object({{"person", stage.party(guardian).person}, {"guardian_kind", f.text_or("kind", "court_appointed")}});
  for (const std::string_view key : {"letters", "bond_ordered", "other_property", "parent"}) maybe_set(body, key, f, key);
  if (f.flag("no_other_property", false)) body.set("no_other_property", true);
  set_document(body, "document", f, "document", "appointment of " + guardian);
  set_particulars(body, f);
  const Reply reply = stage.propose(step, ward_path(stage, f.text("ward")) + "/guardians", body);
  if (reply.accepted()) stage.thing(f.text("ward")).facts["guardian"] = guardian;
  return reply;
}

Reply approve_bond(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& guardian = f.text("guardian");
  Json body = object({{"guardian", stage.party(guardian).person}, {"amount", f.text("amount")}});
  body.set("approved", f.text_or("approved", Stage::civil_date(stage.now)));
  set_document(body, "document", f, "document", "bond of " + guardian);
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/bonds", body);
}

Reply register_payee(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("payee", name);
  Json details = object({{"name", "SANDBOX " + name}, {"account_number", f.text_or("account", "SBX-" + stage.id_for("payee account", name).substr(0, 12))}});
  const std::string rail = f.text_or("rail", "book_transfer");
  set_bank(details, f, rail);
  for (const auto& [key, text] : f.pairs("particulars")) {
    if (key == "address" || key == "phone" || key == "device") details.set(key, text);
  }
  Json body = object({{"payee", id}, {"person", stage.person_id(f.text_or("person", name))}, {"payee_kind", f.text("kind")},
                      {"rail", rail}, {"currency", f.text_or("currency", "PHP")}, {"details", details}});
  if (f.has("covers")) {
    Json covers{Json::Array{}};
    for (const std::string& purpose : f.list("covers")) covers.push(purpose);
    body.set("covers", std::move(covers));
  }
  const Reply reply = stage.propose(step, ward_path(stage, f.text("ward")) + "/payees", body);
  keep(stage, name, kPayee, id, f.text("ward"), reply);
  stage.things[name].facts["rail"] = rail;
  return reply;
}

Reply record_court_order(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("court order", name);
  Json body = object({{"order", id}, {"dated", f.text("dated")}, {"cap", f.text("cap")}});
  for (const std::string_view key : {"expires", "purpose"}) maybe_set(body, key, f, key);
  if (const auto payee = f.maybe("payee")) body.set("payee", stage.thing(*payee).id);
  if (f.text_or("document", name) != "") body.set("docket", "SANDBOX docket of " + name);
  set_document(body, "document", f, "document", "court order " + name);
  for (const std::string_view key : {"final_judgment", "real_estate_title", "compensation"})
    if (f.flag(key, false)) body.set(std::string(key), true);
  for (const std::string_view key : {"account_months", "receipt_days"}) maybe_set_number(body, f, key);
  const Reply reply = stage.propose(step, ward_path(stage, f.text("ward")) + "/court-orders", body);
  keep(stage, name, kCourtOrder, id, f.text("ward"), reply);
  return reply;
}

Reply record_adverse(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"person", stage.person_id(f.text("person"))}, {"status", f.text_or("status", "alleged")}});
  set_particulars(body, f);
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/adverse", body);
}

Reply erase_ward(Stage& stage, const Step& step) {
  return stage.propose(step, ward_path(stage, step.fields.text("ward")) + "/erasure", object({{"reason", step.fields.text("reason")}}));
}

}  // namespace katiwala::api::scenario::play
