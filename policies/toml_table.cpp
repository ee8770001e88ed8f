#include "policies/toml_table.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace katiwala::policies {
namespace {

TomlNode copied(const toml::node& node) {
  TomlNode out;
  out.line = node.source().begin.line;
  if (const auto* integer = node.as_integer()) {
    out.type = TomlType::integer;
    out.integer = integer->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.type = TomlType::flag;
    out.flag = flag->get();
  } else if (const auto* text = node.as_string()) {
    out.type = TomlType::text;
    out.text = text->get();
  } else if (const auto* array = node.as_array()) {
    out.type = TomlType::list;
    for (const toml::node& element : *array) out.list.push_back(copied(element));
  } else if (const auto* table = node.as_table()) {
    out.type = TomlType::table;
    for (const auto& [key, value] : *table) {
      TomlNode& entry = out.table.emplace(std::string(key.str()), copied(value)).first->second;
      // A table that only its inner tables name has no line of its own.
      if (key.source().begin.line != 0) entry.line = key.source().begin.line;
      if (out.line == 0) out.line = entry.line;
    }
  }
  return out;
}

}  // namespace

Result<TomlNode> parse_toml(const std::string& document, std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return refuse(Code::RULEBOOK_SYNTAX, std::string(error.description()),
                  document + ":" + std::to_string(error.source().begin.line));
  }
  TomlNode out = copied(parsed.table());
  out.line = 1;
  return out;
}

Refusal TomlTable::wrong(std::string_view key, std::string_view what) const {
  return refuse(Code::RULEBOOK_TYPE, "The key \"" + std::string(key) + "\" must be " + std::string(what) + ".", place(key));
}

Result<const TomlNode*> TomlTable::typed(std::string_view key, TomlType type, std::string_view what) {
  asked_.emplace(key);
  const auto found = entries().find(key);
  if (found == entries().end()) {
    return refuse(Code::RULEBOOK_MISSING, "The key \"" + std::string(key) + "\" is missing.", place());
  }
  if (found->second.type != type) return wrong(key, what);
  return &found->second;
}

Result<std::string> TomlTable::text(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::text, "a text"));
  return value->text;
}

Result<std::string> TomlTable::words(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::text, "a text"));
  if (value->text.find_first_not_of(" \t\n") == std::string::npos) {
    return refuse(Code::RULEBOOK_MISSING, "The key \"" + std::string(key) + "\" is empty.", place(key));
  }
  return value->text;
}

Result<std::size_t> TomlTable::one_of(std::string_view key, std::initializer_list<std::string_view> choices) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::text, "a text"));
  std::size_t at = 0;
  std::string what = "one of";
  for (const std::string_view choice : choices) {
    if (value->text == choice) return at;
    what += " \"" + std::string(choice) + "\"";
    ++at;
  }
  return wrong(key, what);
}

Result<std::int64_t> TomlTable::integer(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::integer, "a whole number"));
  return value->integer;
}

Result<bool> TomlTable::flag(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::flag, "true or false"));
  return value->flag;
}

Result<std::vector<std::string>> TomlTable::texts(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::list, "a list of texts"));
  std::vector<std::string> out;
  for (const TomlNode& element : value->list) {
    if (element.type != TomlType::text) return wrong(key, "a list of texts");
    out.push_back(element.text);
  }
  return out;
}

Result<TomlTable> TomlTable::table(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::table, "a table"));
  return TomlTable(*document_, *value);
}

Result<std::vector<TomlTable>> TomlTable::tables(std::string_view key) {
  KATIWALA_TRY(const TomlNode* value, typed(key, TomlType::list, "a list of tables"));
  std::vector<TomlTable> out;
  for (const TomlNode& element : value->list) {
    if (element.type != TomlType::table) return wrong(key, "a list of tables");
    out.emplace_back(*document_, element);
  }
  return out;
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, value] : entries()) out.push_back(key);
  return out;
}

Status TomlTable::finish() const {
  for (const auto& [key, value] : entries()) {
    if (!asked_.contains(key)) return refuse(Code::RULEBOOK_UNKNOWN_KEY, "The key \"" + key + "\" is not known here.", place(key));
  }
  return good();
}

std::string TomlTable::place(std::string_view key) const {
  const auto found = entries().find(key);
  const auto line = found != entries().end() && found->second.line != 0 ? found->second.line : node_->line;
  return *document_ + ":" + std::to_string(line);
}

}  // namespace katiwala::policies
