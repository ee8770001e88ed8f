// Verbs of what stops money or looks into it: freezes, cases, incidents.
#include "api/scenario/json_look.h"
#include "api/scenario/play.h"
#include "api/scenario/read_fields.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

/// The newest case of that flag, as compliance sees it.
std::string case_number(Stage& stage, const Fields& f) {
  const std::string& name = named_subject(f);
  const Reply seen = stage.get("compliance", (f.has("ward") ? "/v1/wards/" : "/v1/pools/") + stage.thing(name).id + "/watch");
  std::string number;
  for (const Json& row : list_in(seen.body, "cases"))
    if (text_in(row, "flag") == f.text("flag")) number = text_in(row, "number");
  return number;
}

}  // namespace

/// A freeze of the same identifier with a later day extends the first.
Reply set_freeze(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const auto extended = f.maybe("extends");
  const std::string name = extended ? *extended : f.text("name");
  const std::string id = extended ? stage.thing(name).id : stage.id_for("freeze", name);
  const std::string of = extended ? stage.thing(name).of : named_subject(f);
  const std::string kind = extended ? stage.thing(name).facts.at("kind") : f.text("kind");
  Json body = object({{"freeze", id}, {"about", subject_of(stage, of)}, {"freeze_kind", kind}, {"dated", f.text_or("dated", stage.today())}});
  for (const std::string_view key : {"until", "amount"}) maybe_set(body, key, f, key);
  set_document(body, "document", f, "document", "freeze " + name);
  if (const auto person = f.maybe("person")) body.set("person", stage.person_id(*person));
  const Reply reply = stage.post(stage.actor(step), "/v1/freezes", body);
  keep(stage, name, kFreeze, id, of, reply).facts["kind"] = kind;
  return reply;
}

Reply lift_freeze(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("freeze");
  const Thing& freeze = stage.thing(name);
  Json body = object({{"about", subject_of(stage, freeze.of)}, {"dated", f.text_or("dated", stage.today())}, {"reason", f.text("reason")}});
  set_document(body, "document", f, "document", "lifting of " + name);
  return stage.propose(step, "/v1/freezes/" + freeze.id + "/lifting", body);
}

Reply open_case(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"about", subject_of(stage, named_subject(f), "watch")}, {"flag", f.text("flag")}});
  for (const std::string_view key : {"request", "credit"}) maybe_set_id(body, key, stage, f, key);
  return stage.post(stage.actor(step), "/v1/cases", body);
}

Reply move_case(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string number = case_number(stage, f);
  if (number.empty()) return cannot("There is no case of " + f.text("flag") + ".");
  Json body = object({{"about", subject_of(stage, named_subject(f), "watch")}, {"number", static_cast<std::int64_t>(std::stol(number))},
                      {"to", f.text("to")}, {"dated", f.text_or("dated", stage.today())}});
  set_document(body, "document", f, "document", "finding on " + f.text("flag") + " " + std::to_string(stage.step));
  if (f.flag("trafficking", false)) body.set("trafficking", true);
  return stage.propose(step, "/v1/cases/standing", body);
}

Reply report_incident(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string name = f.text_or("name", "incident " + std::to_string(stage.step));
  const auto known = f.maybe("known");
  Json body = object({{"incident", stage.id_for("incident", name)}, {"incident_kind", f.text("kind")},
                      {"known", (known ? parse_moment(*known).value() : stage.now).manila_text()}});
  set_document(body, "document", f, "document", "report of " + name);
  const Reply reply = stage.post(stage.actor(step), "/v1/incidents", body);
  if (f.has("name")) keep(stage, name, kIncident, stage.id_for("incident", name), {}, reply);
  return reply;
}

}  // namespace katiwala::api::scenario::play
