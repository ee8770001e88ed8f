// One entry: what was asked, decided and posted, as far as the reader may see it; and why.
#include <set>

#include "api/door/answer.h"
#include "api/door/explain.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/rulebook_files.h"

namespace katiwala::api::door {

Json parts_json(const journal::Entry& entry, bool from_outside) {
  Json out{Json::Array{}};
  for (const journal::OpenedPart& opened : entry.parts) {
    Json row;
    row.set("hash", to_hex(opened.hash));
    if (!opened.part) {
      row.set("withheld", true);
      out.push(std::move(row));
      continue;
    }
    Json events{Json::Array{}};
    for (const custody::Event& event : opened.part->events) {
      // In a ward's part of the first revision; later such events stand in files of their own (R38).
      const auto* duty = std::get_if<custody::ObligationOpened>(&event);
      const bool hidden = std::holds_alternative<custody::CoveredCounted>(event) || std::holds_alternative<custody::AlertRaised>(event) ||
                          std::holds_alternative<custody::AdverseRecorded>(event) || (duty != nullptr && duty->obligation.confidential);
      if (!from_outside || !hidden) events.push(to_json(event));
    }
    row.set("about", to_json(opened.part->about)).set("number", to_json(opened.part->number)).set("events", std::move(events));
    row.set("postings", to_json(opened.part->postings)).set("balances", to_json(opened.part->balances));
    out.push(std::move(row));
  }
  return out;
}

namespace {

/// The rules whose reasons the reader may see; of the others no row is given, whatever they said.
policies::Audience readable_rules(const Caller& caller) {
  if (may_read(caller, custody::SubjectKind::watch)) return policies::Audience::compliance;
  return may_read(caller, custody::SubjectKind::protection) ? policies::Audience::staff : policies::Audience::everyone;
}

bool tells_nothing(const journal::Entry& entry) { return entry.parts.empty(); }

}  // namespace

namespace {

/// The language that `?lang=` asks for words in; nothing without it.
Result<std::optional<std::string>> language_of(const transport::Target& target) {
  std::optional<std::string> out;
  for (const auto& [key, value] : target.query) {
    if (key != "lang" || out) return refuse(Code::HTTP_TARGET, "The query is not one this route knows.", key);
    out = value;
  }
  return out;
}

/// What the reasons that this reader is given mean, in plain words: each code once. A sentence that nobody has reviewed is a draft.
Result<Json> words_json(const Json& answer, const std::string& language) {
  KATIWALA_TRY(const policies::Catalogue wanted, words_in(language));
  KATIWALA_TRY(const policies::Catalogue english, words_in("en"));
  Json out{Json::Array{}};
  const Json* reasons = answer.find("reasons");
  if (reasons == nullptr) return out;
  std::set<Code> seen;
  for (const Json& reason : *reasons->array()) {
    Code code{};
    if (!code_from_name(*reason.find("code")->text(), code) || !seen.insert(code).second) continue;  // an allowing reason has a word of its rule's
    const policies::Worded worded = policies::say(code, wanted, english);
    Json row;
    row.set("code", name_of(code)).set("text", worded.text).set("language", worded.language).set("reviewed", worded.reviewed);
    out.push(std::move(row));
  }
  return out;
}

}  // namespace

transport::Response read_entry(const Call& call) {
  const auto language = language_of(call.request.target);
  if (!language.ok()) return refused(call, language.refusal());
  const auto number = parse_number(call.params[0]);
  if (!number.ok()) return refused(call, number.refusal());
  auto whole = call.journal().read(*number);
  if (!whole.ok()) return refused(call, whole.refusal());
  const auto entry = visible_to(call, std::move(*whole));
  if (!entry.ok()) return refused(call, entry.refusal());
  const bool from_outside = call.caller.is_outside();
  // From outside an entry without a part of one's ward is not there.
  if (from_outside && tells_nothing(*entry)) return refused(call, refuse(Code::ENTRY_MISSING));
  Json out = entry_json(call.house, *entry, call.caller);
  if (*language) {
    auto words = words_json(out, **language);
    if (!words.ok()) return refused(call, words.refusal());
    out.set("words", std::move(*words));
  }
  if (entry->primary() == nullptr) return json_response(out);  // the act would tell what the parts do not
  if (!from_outside) out.set("act", to_json(entry->act));
  out.set("parts", parts_json(*entry, from_outside));
  return json_response(out);
}

transport::Response read_explanation(const Call& call) {
  const auto number = parse_number(call.params[0]);
  if (!number.ok()) return refused(call, number.refusal());
  const auto head = call.journal().head();
  if (!head || *number > head->seq) return refused(call, refuse(Code::ENTRY_MISSING));
  const auto reader = readable_rules(call.caller);
  const auto explanation = explain(call.house.store(), &call.house.keys(), *number, reader);
  return explanation.ok() ? json_response(*explanation) : refused(call, explanation.refusal());
}

}  // namespace katiwala::api::door
