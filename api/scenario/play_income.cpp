// Verbs about money that is neither award nor expense: interest, what is kept for the tax office, credits that go back.
#include "api/scenario/play.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

constexpr std::int64_t kDaysOfAYear = 365;

std::string reference_of(const Stage& stage, const Fields& f, std::string_view kind) {
  return f.text_or("reference", "SBX" + std::string(kind) + stage.id_for(kind, std::to_string(stage.step)).substr(0, 20));
}

/// "1.25" is 12,500 millionths. Pre: at most four decimals (read_fields.cpp).
std::int64_t millionths(const std::string& percent) {
  constexpr std::size_t kDecimals = 4;
  const std::size_t point = percent.find('.');
  std::string digits = percent.substr(0, point);
  std::string part = point == std::string::npos ? std::string() : percent.substr(point + 1);
  part.resize(kDecimals, '0');
  return std::stol(digits + part);
}

}  // namespace

Reply interest(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"rate_ppm", millionths(f.text("rate"))}, {"day_count", f.number("day_count").value_or(kDaysOfAYear)},
                      {"booked", f.text_or("booked", stage.today())}, {"placed", f.text_or("placed", f.text("from"))},
                      {"references", Json::Array{reference_of(stage, f, "INT")}}});
  for (const std::string_view key : {"gross", "tax", "on", "from", "to"}) maybe_set(body, key, f, key);
  if (f.flag("long_term", false)) body.set("long_term", true);
  return stage.propose(step, ward_path(stage, f.text("ward")) + "/interest", body);
}

Reply remit(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  Json body = object({{"account", f.text("account")}, {"amount", f.text("amount")}, {"booked", f.text_or("booked", stage.today())},
                      {"references", Json::Array{reference_of(stage, f, "RMT")}}});
  set_document(body, "document", f, "document", "remittance of " + f.text("account") + " " + std::to_string(stage.step));
  return stage.propose(step, "/v1/pools/" + stage.thing(f.text_or("pool", stage.default_pool)).id + "/remittances", body);
}

Reply resolve_credit(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& name = f.text("credit");
  const Thing& credit = stage.thing(name);
  const auto known = credit.facts.find("amount");
  if (!f.has("amount") && known == credit.facts.end()) return cannot("Say the amount: that of \"" + name + "\" stands in a file.");
  Json body = object({{"to", f.text_or("to", "returned")}, {"amount", f.has("amount") ? f.text("amount") : known->second},
                      {"references", Json::Array{reference_of(stage, f, "RES")}}});
  set_document(body, "document", f, "document", "payor's confirmation for " + name);
  const std::string id = credit.id.empty() ? std::string(32, '0') : credit.id;
  return stage.propose(step, "/v1/credits/" + id + "/resolution", body);
}

}  // namespace katiwala::api::scenario::play
