// The table from verbs to functions, and what those share.
#include "api/scenario/play.h"

#include <algorithm>

namespace katiwala::api::scenario {

using transport::Json;

namespace {

constexpr std::pair<std::string_view, Play> kPlays[] = {
    {"enrol", play::enrol}, {"revoke", play::revoke}, {"open_pool", play::open_pool}, {"adopt_rulebook", play::adopt_rulebook},
    {"move_clock", play::move_clock}, {"record_rate", play::record_rate}, {"post", play::post}, {"open_ward", play::open_ward},
    {"record_order", play::record_order}, {"appoint_guardian", play::appoint_guardian}, {"approve_bond", play::approve_bond},
    {"register_payee", play::register_payee}, {"record_court_order", play::record_court_order}, {"record_adverse", play::record_adverse},
    {"file_return", play::file_return}, {"erase_ward", play::erase_ward}, {"credit", play::credit}, {"send_message", play::send_message},
    {"repeat_message", play::repeat_message}, {"match_credit", play::match_credit}, {"statement", play::statement},
    {"convert", play::convert}, {"note_opening", play::note_opening}, {"open_books", play::open_books}, {"charge", play::charge}, {"request", play::request}, {"approve", play::approve}, {"cancel", play::cancel},
    {"release", play::release}, {"release_file", play::release_file}, {"bank_confirms", play::bank_confirms}, {"bank_rejects", play::bank_rejects}, {"reverse", play::reverse},
    {"record_fact", play::record_fact}, {"change_guardian", play::change_guardian}, {"record_relation", play::record_relation},
    {"change_payee", play::change_payee}, {"set_budget", play::set_budget}, {"share_voucher", play::share_voucher},
    {"change_court_order", play::change_court_order}, {"open_duty", play::open_duty}, {"elect", play::elect}, {"object", play::object_to},
    {"file_receipt", play::file_receipt}, {"set_freeze", play::set_freeze}, {"lift_freeze", play::lift_freeze}, {"open_case", play::open_case},
    {"move_case", play::move_case}, {"report_incident", play::report_incident}, {"interest", play::interest}, {"remit", play::remit},
    {"resolve_credit", play::resolve_credit}, {"bank_returns", play::bank_returns}};

}  // namespace

Play play_of(const Verb& verb) {
  const auto found = std::find_if(std::begin(kPlays), std::end(kPlays), [&](const auto& row) { return row.first == verb.name; });
  KATIWALA_ASSERT(found != std::end(kPlays), "a verb that nothing plays");
  return found->second;
}

namespace play {

std::string ward_path(const Stage& stage, const std::string& ward) { return "/v1/wards/" + stage.thing(ward).id; }

void maybe_set(Json& body, std::string_view as, const Fields& fields, std::string_view key) {
  if (const auto text = fields.maybe(key)) body.set(std::string(as), *text);
}

void set_bank(Json& details, const Fields& fields, const std::string& rail) {
  maybe_set(details, "bank_bic", fields, "bank");
  if (rail != "book_transfer" && !fields.has("bank")) details.set("bank_bic", "SBXSPHM0");
  if (rail == "swift") details.set("postal", object({{"town", "SANDBOX TOWN"}, {"country", "PH"}}));
}

void maybe_set_id(Json& body, std::string_view as, const Stage& stage, const Fields& fields, std::string_view key) {
  if (const auto name = fields.maybe(key)) body.set(std::string(as), stage.thing(*name).id);
}

void maybe_set_number(Json& body, const Fields& fields, std::string_view key) {
  if (const auto number = fields.number(key)) body.set(std::string(key), *number);
}

void set_terms(Json& body, const Fields& fields) {
  if (!fields.has("terms")) return;
  Json terms{Json::Object{}};
  for (const auto& [key, text] : fields.pairs("terms")) {
    if (key == "receipt_days") terms.set(key, static_cast<std::int64_t>(std::stol(text)));
    else if (key == "allowance") terms.set(key, text);
    else terms.set(key, text == "true");
  }
  body.set("terms", std::move(terms));
}

Json subject_of(const Stage& stage, const std::string& name, std::string_view file) {
  const Thing& thing = stage.thing(name);
  const std::string_view own = thing.space == kWard ? "ward" : "pool";
  return object({{"kind", file.empty() ? own : file}, {"id", thing.id}});
}

const std::string& named_subject(const Fields& fields) { return fields.text(fields.has("ward") ? "ward" : "pool"); }

Thing& keep(Stage& stage, const std::string& name, Space space, std::string id, const std::string& of, const Reply& reply) {
  Thing& thing = stage.things[name];
  thing.space = space;
  thing.id = std::move(id);
  thing.of = of;
  thing.entry = reply.entry();
  return thing;
}

void set_document(Json& body, std::string_view as, const Fields& fields, std::string_view key, const std::string& otherwise) {
  const std::string text = fields.text_or(key, otherwise);
  if (!text.empty()) body.set(std::string(as), Stage::document_digest(text));
}

void set_particulars(Json& body, const Fields& fields) {
  const auto& pairs = fields.pairs("particulars");
  if (pairs.empty()) return;
  Json particulars{Json::Object{}};
  for (const auto& [key, text] : pairs) particulars.set(key, text);
  body.set("particulars", std::move(particulars));
}

std::string account_number(const Stage& stage, const std::string& pool, const std::string& currency) {
  const auto known = stage.things.find(pool);
  if (known != stage.things.end()) {
    const auto given = known->second.facts.find("account in " + currency);
    if (given != known->second.facts.end()) return given->second;
  }
  std::string digits;
  for (const char c : stage.id_for("account", pool + "/" + currency)) {
    if (digits.size() == 12) break;
    digits += c >= '0' && c <= '9' ? c : static_cast<char>('0' + (c - 'a'));
  }
  return "SBX" + currency + digits;
}

Reply cannot(std::string_view why) { return reply_from(0, false, transport::to_text(object({{"code", "NOT_PLAYED"}, {"detail", why}}))); }

}  // namespace play
}  // namespace katiwala::api::scenario
