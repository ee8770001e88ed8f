// Verbs about parties, pools, the rulebook, rates and the clock.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "api/scenario/play.h"
#include "api/scenario/read_fields.h"
#include "api/scenario/rulebook_change.h"

namespace katiwala::api::scenario::play {

using transport::Json;

Reply enrol_party(Stage& stage, const Step& step, const Fields& f) {
  Party party;
  party.name = f.text("name");
  party.role = f.text("role");
  party.person_name = f.text_or("person", party.name);
  auto identity = stage.issue(party.name);
  if (!identity) return cannot(identity.refusal().message);
  party.identity = std::move(*identity);
  const Status connected = party.connect(stage.door);
  if (!connected) return cannot(connected.refusal().message);
  party.principal = stage.id_for("principal", party.name);
  party.person = stage.person_id(party.person_name);
  Json body = object({{"principal", party.principal}, {"person", party.person}, {"role", party.role}, {"certificate", party.identity.certificate_pem}});
  if (f.has("orders")) {
    Json orders{Json::Array{}};
    for (const std::string& name : f.list("orders")) orders.push(stage.thing(name).id);
    body.set("orders", std::move(orders));
  }
  stage.things[party.name].space = kParty;
  stage.parties.insert_or_assign(party.name, std::move(party));
  return stage.propose(step, "/v1/principals", body);
}

Reply enrol(Stage& stage, const Step& step) { return enrol_party(stage, step, step.fields); }

Reply revoke(Stage& stage, const Step& step) {
  const Party& party = stage.party(step.fields.text("party"));
  return stage.propose(step, "/v1/principals/" + party.principal + "/revocation", object({{"reason", step.fields.text("reason")}}));
}

namespace {

void set_text(Fields& fields, std::string_view key, std::string_view text) {
  Value value;
  value.text = text;
  fields.set(key, std::move(value));
}

}  // namespace

Fields default_pool() {
  Fields fields;
  set_text(fields, "name", kDefaultPool);
  return fields;
}

Fields fields_of(const DefaultParty& party) {
  Fields fields;
  set_text(fields, "name", party.name);
  set_text(fields, "role", party.role);
  return fields;
}

Reply open_pool_of(Stage& stage, const Step& step, const Fields& f) {
  const std::string& name = f.text("name");
  const std::string id = stage.id_for("pool", name);
  std::vector<std::string> currencies = f.list("currencies");
  Thing& thing = stage.things[name];
  for (const auto& [currency, number] : f.pairs("accounts")) {
    thing.facts["account in " + currency] = number;
    if (std::find(currencies.begin(), currencies.end(), currency) == currencies.end()) currencies.push_back(currency);
  }
  if (currencies.empty()) currencies = {"PHP", "USD", "EUR", "GBP", "AUD", "NOK", "JPY"};
  Json accounts{Json::Array{}};
  for (const std::string& currency : currencies) {
    const std::string number = account_number(stage, name, currency);
    accounts.push(object({{"currency", currency}, {"details", object({{"name", "SANDBOX trust account " + name}, {"account_number", number}, {"bank_bic", f.text_or("bic", "SBXBPHM0")}})}}));
  }
  const Json body = object({{"pool", id}, {"bank", f.text_or("bank", "SBXBANK")}, {"code", name},
                            {"product", f.text_or("product", "pooled_trust")}, {"accounts", accounts}});
  thing.space = kPool;
  thing.id = id;
  return stage.propose(step, "/v1/pools", body);
}

Reply open_pool(Stage& stage, const Step& step) { return open_pool_of(stage, step, step.fields); }

Reply adopt_rulebook(Stage& stage, const Step& step) {
  RulebookChange change;
  change.parameters = step.fields.pairs("parameters");
  change.line = step.line;
  for (const std::string& name : step.fields.list("calendars")) {
    std::ifstream in(beside(stage.script.file, name), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    change.calendars.push_back({name, text.str(), step.line});
  }
  auto text = changed_rulebook(stage.rulebook, change, stage.script.file);
  if (!text) return cannot(text.refusal().message);
  const Reply reply = stage.propose(step, "/v1/rulebooks", object({{"rulebook", *text}}));
  if (reply.status == 201) stage.rulebook = *text;
  return reply;
}

Reply clock_to(Stage& stage, Instant to) {
  const Reply reply = stage.post("administrator", "/v1/sandbox/clock", object({{"to", to.manila_text()}}));
  if (reply.accepted()) stage.now = to;
  return reply;
}

Reply move_clock(Stage& stage, const Step& step) {
  const Instant to = parse_moment(step.fields.text("to")).value();
  const Reply reply = stage.post(stage.actor(step), "/v1/sandbox/clock", object({{"to", to.manila_text()}}));
  if (reply.accepted()) stage.now = to;
  return reply;
}

Reply record_rate(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const Json rate = object({{"base", f.text("base")}, {"quote", "PHP"}, {"rate", f.text("rate")}});
  return stage.propose(step, "/v1/rates", object({{"rate", rate}, {"day", f.text_or("day", Stage::civil_date(stage.now))},
                                                  {"source", f.text_or("source", "SANDBOX rate sheet")}}));
}

namespace {

/// "{school}" becomes the id of what the script named school.
std::string with_ids(const Stage& stage, const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
    const std::string name = end == std::string::npos ? std::string() : text.substr(at + 1, end - at - 1);
    const auto found = stage.things.find(name);
    if (found != stage.things.end()) {
      out += found->second.id;
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace

Reply post(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  return stage.post_as(stage.actor(step), with_ids(stage, f.text("path")), with_ids(stage, f.text("body")),
                       f.text_or("content_type", "application/json"), stage.next_key());
}

}  // namespace katiwala::api::scenario::play
