// From a bundle's text to a Rulebook, strictly.
#include <algorithm>

#include "policies/calendar_parse.h"
#include "policies/cut_offs.h"
#include "policies/rulebook_data.h"
#include "policies/toml_table.h"

namespace katiwala::policies {
namespace {

/// "50000.00 PHP"
Result<Amount> parse_amount(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return refuse(Code::AMOUNT_SYNTAX);
  KATIWALA_TRY(const Currency currency, Currency::parse(text.substr(space + 1)));
  return Amount::parse(currency, text.substr(0, space));
}

template <class T>
Result<ParameterValue> as_value(Result<T> read) {
  if (!read) return read.refusal();
  return ParameterValue(std::move(read).value());
}

Result<std::vector<std::string>> parse_hours(TomlTable& table, std::string_view name) {
  KATIWALA_TRY(std::vector<std::string> words, table.texts(name));
  if (!read_cut_offs(words)) return table.wrong(name, "times of a day such as [\"09:00\", \"12:00\"], ascending, or [\"every hour\"]");
  return words;
}

Result<ParameterValue> parse_value(TomlTable& table, std::string_view name, ParameterType type) {
  switch (type) {
    case ParameterType::integer: return as_value(table.integer(name));
    case ParameterType::flag: return as_value(table.flag(name));
    case ParameterType::text: return as_value(table.words(name));
    case ParameterType::list: return as_value(table.texts(name));
    case ParameterType::hours: return as_value(parse_hours(table, name));
    case ParameterType::amount: break;
  }
  KATIWALA_TRY(const std::string text, table.text(name));
  const auto amount = parse_amount(text);
  if (!amount) return table.wrong(name, "an amount such as \"50000.00 PHP\"");
  return ParameterValue(*amount);
}

Result<RuleEntry> parse_parameters(TomlTable& rule, const Rule& schema) {
  RuleEntry entry;
  if (schema.parameters.empty() && !rule.has("parameters")) return entry;
  KATIWALA_TRY(TomlTable table, rule.table("parameters"));
  for (const ParameterSchema& parameter : schema.parameters) {
    if (parameter.optional && !table.has(parameter.name)) continue;
    KATIWALA_TRY(ParameterValue value, parse_value(table, parameter.name, parameter.type));
    entry.parameters.emplace_back(parameter.name, std::move(value));
  }
  KATIWALA_CHECK(table.finish());
  return entry;
}

Result<RuleText> parse_text(TomlTable& table, std::string_view id) {
  RuleText text;
  text.id = id;
  KATIWALA_TRY(text.title, table.words("title"));
  KATIWALA_TRY(text.citation, table.words("citation"));
  KATIWALA_TRY(const std::size_t confidence, table.one_of("confidence", {"H", "M"}));
  text.confidence = confidence == 0 ? Confidence::high : Confidence::medium;
  KATIWALA_TRY(const std::size_t source, table.one_of("source", {"law", "design"}));
  text.source = source == 0 ? Source::law : Source::design;
  if (table.has("signed_off")) {
    KATIWALA_TRY(text.signed_off, table.text("signed_off"));
  }
  if (table.has("audience")) {
    KATIWALA_TRY(const std::size_t audience, table.one_of("audience", {"everyone", "staff", "compliance"}));
    text.audience = static_cast<Audience>(audience);
  } else if (table.has("confidential")) {  // how rulebooks of the first revision said it
    KATIWALA_TRY(const bool confidential, table.flag("confidential"));
    if (confidential) text.audience = Audience::compliance;
  }
  return text;
}

const Rule* find(std::span<const Rule* const> rules, std::string_view id) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == id; });
  return found == rules.end() ? nullptr : *found;
}

Status parse_rules(TomlTable& table, std::span<const Rule* const> rules, Rulebook::Data& data) {
  for (const std::string& id : table.keys()) {  // ascending: TOML tables are kept sorted
    KATIWALA_TRY(TomlTable one, table.table(id));
    const Rule* rule = find(rules, id);
    if (rule == nullptr) return refuse(Code::RULEBOOK_UNKNOWN_RULE, "This program has no rule " + id + ".", table.place(id));
    KATIWALA_TRY(RuleText text, parse_text(one, id));
    KATIWALA_TRY(RuleEntry entry, parse_parameters(one, *rule));
    KATIWALA_CHECK(one.finish());
    data.by_id.emplace(id, data.texts.size());
    data.texts.push_back(std::move(text));
    data.entries.push_back(std::move(entry));
  }
  for (const Rule* rule : rules) {
    if (!data.by_id.contains(rule->id)) {
      return refuse(Code::RULEBOOK_MISSING, "The rule " + std::string(rule->id) + " is missing.", table.place());
    }
  }
  return good();
}

Status parse_book(const Document& document, std::span<const Rule* const> rules, Rulebook::Data& data) {
  KATIWALA_TRY(const TomlNode parsed, parse_toml(document.name, document.text));
  TomlTable top(document.name, parsed);
  KATIWALA_TRY(const std::int64_t schema, top.integer("schema"));
  if (schema != 1) return top.wrong("schema", "1");
  KATIWALA_TRY(TomlTable book, top.table("rulebook"));
  KATIWALA_TRY(data.version, book.words("version"));
  KATIWALA_CHECK(book.finish());
  if (!rules.empty() || top.has("rules")) {
    KATIWALA_TRY(TomlTable table, top.table("rules"));
    KATIWALA_CHECK(parse_rules(table, rules, data));
  }
  return top.finish();
}

}  // namespace

Result<Rulebook> Rulebook::parse(std::string_view text) { return parse(text, all_rules()); }

Result<Rulebook> Rulebook::parse(std::string_view text, std::span<const Rule* const> rules) {
  KATIWALA_TRY(const std::vector<Document> documents, split_bundle(text));
  auto data = std::make_shared<Data>();
  KATIWALA_CHECK(parse_book(documents.front(), rules, *data));
  std::vector<CalendarYear> years;
  for (std::size_t i = 1; i < documents.size(); ++i) {
    KATIWALA_TRY(CalendarYear year, parse_calendar(documents[i]));
    years.push_back(std::move(year));
  }
  auto calendar = Calendar::from(std::move(years));
  if (!calendar) return refuse(calendar.refusal().code, calendar.refusal().message, "calendar:" + calendar.refusal().place);
  data->calendar = std::move(calendar).value();
  return Rulebook(std::move(data));
}

}  // namespace katiwala::policies
