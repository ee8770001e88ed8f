// Verbs about money that comes in, is changed, or is taken by the bank.
#include <fstream>
#include <sstream>

#include "api/scenario/papers.h"
#include "api/scenario/play.h"
#include "api/scenario/read_fields.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

constexpr std::string_view kXml = "application/xml";

/// Sends a bank message and keeps it under its name, so that it can be sent again and its credit matched.
Reply send(Stage& stage, const Step& step, const std::string& name, Space space, Result<std::string> written) {
  if (!written) return cannot(written.refusal().message);
  std::string xml = std::move(written).value();
  const std::string key = stage.next_key();
  Reply reply = stage.post_as(stage.actor(step), "/v1/bank-messages", xml, std::string(kXml), key);
  if (name.empty()) return reply;
  Thing& thing = stage.things[name];
  thing.space = space;
  thing.key = key;
  thing.bytes = std::move(xml);
  thing.entry = reply.entry();
  thing.id = reply.created("credit");
  return reply;
}

std::string message_id(const Stage& stage, std::string_view kind) { return "SBX" + stage.id_for(kind, std::to_string(stage.step)).substr(0, 24); }

}  // namespace

Reply credit(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  papers::Line line;
  line.amount = f.text("amount");
  line.charges = f.text_or("charges", "");
  const std::string pool = f.text_or("pool", stage.default_pool);
  line.message_id = message_id(stage, "credit");
  line.account = account_number(stage, pool, papers::currency_of(line.amount));
  line.created = stage.now;
  line.booked = f.text_or("booked", Stage::civil_date(stage.now));
  line.value_date = f.text_or("value_date", line.booked);
  line.reference = f.text_or("reference", "SBXREF" + stage.id_for("reference", f.text("name")).substr(0, 20));
  line.end_to_end_id = "NOTPROVIDED";
  line.payor = f.text_or("payor", "SANDBOX payor");
  const Reply reply = send(stage, step, f.text("name"), kCredit, papers::credit_notification(line));
  stage.things[f.text("name")].facts["amount"] = line.amount;
  return reply;
}

Reply send_message(Stage& stage, const Step& step) {
  const std::string path = beside(stage.script.file, step.fields.text("file"));
  std::ifstream in(path, std::ios::binary);
  if (!in) return cannot("The message file is not there: " + step.fields.text("file"));
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return send(stage, step, step.fields.text("name"), kCredit, bytes.str());
}

Reply repeat_message(Stage& stage, const Step& step) {
  const Thing& message = stage.thing(step.fields.text("message"));
  const std::string key = step.fields.flag("same_key", false) ? message.key : stage.next_key();
  return stage.post_as(stage.actor(step), "/v1/bank-messages", message.bytes, std::string(kXml), key);
}

Reply match_credit(Stage& stage, const Step& step) {
  const Thing& credit = stage.thing(step.fields.text("credit"));
  const std::string id = credit.id.empty() ? std::string(32, '0') : credit.id;
  const Reply reply = stage.propose(step, "/v1/credits/" + id + "/match", object({{"order", stage.thing(step.fields.text("order")).id}}));
  return reply;
}

Reply statement(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  papers::Closing closing;
  closing.balance = f.text("closing");
  closing.message_id = message_id(stage, "statement");
  closing.account = account_number(stage, f.text_or("pool", stage.default_pool), papers::currency_of(closing.balance));
  closing.created = stage.now;
  closing.day = f.text_or("day", Stage::civil_date(stage.now));
  return send(stage, step, f.text_or("name", ""), kMessage, papers::statement(closing));
}

Reply convert(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string sold = papers::currency_of(f.text("sold")), bought = papers::currency_of(f.text("bought"));
  const auto dealt = f.maybe("dealt");
  const std::string reference = f.text_or("reference", "SBXFX" + stage.id_for("conversion", std::to_string(stage.step)).substr(0, 20));
  Json body = object({{"sold", f.text("sold")}, {"bought", f.text("bought")},
                      {"rate", object({{"base", sold}, {"quote", bought}, {"rate", f.text("rate")}})},
                      {"source", f.text_or("source", "SANDBOX dealing desk")},
                      {"dealt", (dealt ? parse_moment(*dealt).value() : stage.now).manila_text()},
                      {"references", Json::Array{reference + "-S", reference + "-B"}}});
  maybe_set(body, "charge", f, "charge");
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/conversions", body);
}

Reply charge(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string reference = f.text_or("reference", "SBXCHG" + stage.id_for("charge", std::to_string(stage.step)).substr(0, 20));
  Json body = object({{"amount", f.text("amount")}, {"booked", f.text_or("booked", Stage::civil_date(stage.now))},
                      {"references", Json::Array{reference}}});
  maybe_set(body, "charge", f, "kind");
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/charges", body);
}

}  // namespace katiwala::api::scenario::play
