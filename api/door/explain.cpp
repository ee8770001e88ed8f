#include "api/door/explain.h"

#include "api/door/json_codec.h"
#include "audit/cosigned_head.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/journal.h"
#include "policies/judge.h"

namespace katiwala::api::door {
namespace {

Digest hash_text(std::string_view text) { return crypto::sha256(view(text)); }

void add_rule_text(Json& out, const policies::RuleText* rule) {
  if (rule == nullptr) return;
  out.set("title", rule->title).set("citation", rule->citation);
  out.set("confidence", rule->confidence == policies::Confidence::high ? "high" : "medium");
  out.set("source", rule->source == policies::Source::law ? "law" : "design default");
  out.set("signed_off", rule->signed_off.empty() ? Json(false) : Json(rule->signed_off));
}

Json heard_json(const policies::Judge::Heard& heard, const policies::Rulebook* book) {
  Json out;
  out.set("rule", heard.rule);
  add_rule_text(out, book == nullptr ? nullptr : book->rule(heard.rule));
  const auto& reason = heard.verdict.reason;
  out.set("says", reason ? Json(name(reason->outcome)) : Json("silent"));
  if (reason) out.set("code", reason->code).set("facts", to_json(reason->facts));
  return out;
}

std::optional<policies::Rulebook> rulebook_of(const custody::State& state, const journal::Entry& entry) {
  const std::string* text = nullptr;
  if (const auto found = state.rulebooks.find(entry.act.rulebook); found != state.rulebooks.end()) text = &found->second.text;
  if (const auto* primary = entry.primary(); text == nullptr && primary != nullptr) {
    if (const auto* founding = std::get_if<custody::CreateLedger>(&*primary->asked)) text = &founding->rulebook;
  }
  if (text == nullptr) return std::nullopt;
  auto parsed = policies::Rulebook::parse(*text);
  if (!parsed.ok()) return std::nullopt;
  return std::move(parsed).value();
}

std::string_view text_in(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  return member == nullptr || member->text() == nullptr ? std::string_view{} : std::string_view(*member->text());
}

std::string facts_text(const Json& rule) {
  std::string out;
  const Json* facts = rule.find("facts");
  if (facts == nullptr) return out;
  for (const Json& fact : *facts->array()) {
    out += out.empty() ? "" : ", ";
    out.append(text_in(fact, "name")).append(" = ").append(text_in(fact, "value"));
  }
  return out;
}

}  // namespace

namespace {

bool may_hear(const policies::RuleText* rule, policies::Audience most) { return rule == nullptr || rule->audience <= most; }

policies::Audience audience_of(custody::SubjectKind kind) {
  switch (kind) {
    case custody::SubjectKind::watch: return policies::Audience::compliance;
    case custody::SubjectKind::protection: return policies::Audience::staff;
    default: return policies::Audience::everyone;
  }
}

}  // namespace

Result<Json> explain(const store::LogStore& store, crypto::KeyStore* keys, record::Seq seq, policies::Audience most) {
  KATIWALA_TRY(const journal::Memory before, journal::replay(store, keys, seq, nullptr));
  KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
  KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, keys));
  const auto* primary = entry.primary();
  if (primary == nullptr) return refuse(Code::KEY_MISSING, "The entry can not be read: its key was destroyed or is not here.", "entry " + std::to_string(seq));
  if (audience_of(primary->about.kind) > most) return refuse(Code::ENTRY_MISSING);
  KATIWALA_TRY(const custody::Submission submission, journal::submission_of(before, entry, store, keys, &audit::read_cosigned_head));
  policies::Judge judge(&hash_text);
  const custody::Decision again = judge.decide(before.state, submission);
  const auto book = rulebook_of(before.state, entry);

  Json out, rules, recorded, decided, heard{Json::Array{}};
  rules.set("hash", to_hex(entry.act.rulebook));
  if (book) rules.set("version", book->version());
  recorded.set("outcome", to_json(*primary->outcome)).set("reasons", to_json(primary->reasons));
  decided.set("outcome", name(again.outcome)).set("same", again.outcome == *primary->outcome && again.reasons == primary->reasons);
  for (const auto& one : judge.hear(before.state, submission)) {
    if (may_hear(book ? book->rule(one.rule) : nullptr, most)) heard.push(heard_json(one, book ? &*book : nullptr));
  }
  out.set("entry", static_cast<std::int64_t>(seq)).set("time", to_json(entry.header.time));
  out.set("command", custody::name_of(*primary->asked)).set("engine", static_cast<std::int64_t>(entry.act.engine));
  out.set("rulebook", std::move(rules)).set("recorded", std::move(recorded));
  out.set("decided_again", std::move(decided)).set("rules", std::move(heard));
  return out;
}

std::string explanation_text(const Json& explanation) {
  const Json& recorded = *explanation.find("recorded");
  const Json& again = *explanation.find("decided_again");
  std::string out = "entry " + std::to_string(*explanation.find("entry")->integer()) + "  " + std::string(text_in(explanation, "time")) + "  " +
                    std::string(text_in(explanation, "command")) + "\n";
  out.append("rulebook ").append(text_in(*explanation.find("rulebook"), "version")).append("  ").append(text_in(*explanation.find("rulebook"), "hash")).append("\n");
  out.append("recorded outcome: ").append(text_in(recorded, "outcome")).append("\n");
  out.append("decided again:    ").append(text_in(again, "outcome")).append(*again.find("same")->boolean() ? ", the same to the fact\n" : ", NOT the same\n");
  std::string silent;
  for (const Json& rule : *explanation.find("rules")->array()) {
    if (text_in(rule, "says") == "silent") {
      silent.append(silent.empty() ? "" : " ").append(text_in(rule, "rule"));
      continue;
    }
    out.append("\n").append(text_in(rule, "rule")).append("  ").append(text_in(rule, "says")).append("  ").append(text_in(rule, "code")).append("\n");
    out.append("    ").append(text_in(rule, "title")).append("\n");
    if (const std::string facts = facts_text(rule); !facts.empty()) out.append("    facts: ").append(facts).append("\n");
    out.append("    source: ").append(text_in(rule, "citation")).append(" (").append(text_in(rule, "source")).append(", confidence ");
    out.append(text_in(rule, "confidence")).append(")\n");
  }
  if (!silent.empty()) out.append("\nsilent: ").append(silent).append("\n");
  return out;
}

}  // namespace katiwala::api::door
