// Verbs about an older book: what it holds for a ward is noted, and all that is noted is brought in as a whole.
#include "api/scenario/json_look.h"
#include "api/scenario/play.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

/// The opening of a script's pool: one each, unless the script names others.
std::string opening_of(const Stage& stage, const Fields& f, const std::string& pool) { return stage.id_for("opening", pool + "/" + f.text_or("opening", "book")); }

/// An older book ended with a day that has ended.
std::string day_before(const std::string& day) {
  const auto parsed = CivilDate::parse(day);
  return parsed.ok() ? (*parsed - 1).text() : day;
}

/// What the door says is noted, in one currency; empty texts where it is nothing.
Json total_noted(const Json& noted, const std::string& currency) {
  const Json* totals = noted.find("totals");
  for (const Json& one : totals == nullptr || totals->array() == nullptr ? Json::Array{} : *totals->array())
    if (text_in(one, "bank").ends_with(currency)) return one;
  return {};
}

}  // namespace

/// One line of hers, by an order of the script's or a paper of its invention.
Reply note_opening(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string& ward = f.text("ward");
  Json line{Json::Object{}}, lines{Json::Array{}};
  if (const auto order = f.maybe("order")) line.set("award", stage.thing(*order).facts["award of " + ward]);
  else set_document(line, "paper", f, "paper", "paper of " + ward);
  for (const std::string_view key : {"amount", "income", "paid", "charges"}) maybe_set(line, key, f, key);
  lines.push(std::move(line));
  Json body = object({{"opening", opening_of(stage, f, stage.thing(ward).of)}});
  body.set("lines", std::move(lines));
  return stage.propose(step, ward_path(stage, ward) + "/opening", body);
}

/// As it is noted, where the script does not say otherwise.
Reply open_books(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string pool = f.text_or("pool", stage.default_pool), opening = opening_of(stage, f, pool);
  const std::string path = "/v1/pools/" + stage.thing(pool).id + "/openings";
  const Reply seen = stage.get("officer", path + "/" + opening);
  if (!seen.accepted()) return seen;
  const std::string bank = f.text("bank"), currency = bank.substr(bank.find(' ') + 1), none = currency == "JPY" ? "0 JPY" : "0.00 " + currency;
  const Json noted = total_noted(seen.body, currency);
  const Json* lines = noted.find("lines");
  const auto as_noted = [&](std::string_view key) {
    const std::string text = text_in(noted, key);
    return f.text_or(key, text.empty() ? none : text);
  };
  Json total{Json::Object{}}, totals{Json::Array{}};
  total.set("lines", lines == nullptr || lines->integer() == nullptr ? std::int64_t{0} : *lines->integer());
  total.set("principal", as_noted("principal")).set("income", as_noted("income")).set("unplaced", none).set("tax", f.text_or("tax", none));
  total.set("fee", f.text_or("fee", none)).set("bank", bank);
  totals.push(std::move(total));
  const std::string as_of = f.text_or("as_of", day_before(stage.today()));
  Json body = object({{"opening", opening}, {"as_of", as_of}, {"source", Stage::document_digest("older book of " + pool)}});
  body.set("noted", text_in(seen.body, "noted")).set("totals", std::move(totals));
  return stage.propose(step, path, body);
}

}  // namespace katiwala::api::scenario::play
