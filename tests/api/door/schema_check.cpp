#include "schema_check.h"

#include <algorithm>
#include <regex>

namespace katiwala::api::door::testing {

using transport::Json;

const Json* resolve(const Json& document, const std::string& reference) {
  const Json* at = &document;
  std::string_view rest = reference;
  if (!rest.starts_with("#/")) return nullptr;
  rest.remove_prefix(2);
  while (at != nullptr && !rest.empty()) {
    const auto slash = rest.find('/');
    at = at->find(rest.substr(0, slash));
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  }
  return at;
}

namespace {

bool is_type(const Json& value, const std::string& type) { return value.type_name() == (type == "string" ? "text" : type); }

bool is_one_of(const Json& value, const Json& list) {
  for (const Json& one : *list.array())
    if (one == value) return true;
  return false;
}

std::int64_t characters(const std::string& text) {
  std::int64_t count = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ++count;
  return count;
}

std::string members(const Json& document, const Json& schema, const Json& value, const std::string& place) {
  const Json* known = schema.find("properties");
  const Json* closed = schema.find("additionalProperties");
  for (const auto& [key, inside] : *value.object()) {
    const Json* rule = known == nullptr ? nullptr : known->find(key);
    if (rule != nullptr) {
      if (const std::string found = violation(document, *rule, inside, place + key + "/"); !found.empty()) return found;
    } else if (closed != nullptr && !*closed->boolean()) {
      return place + key + ": not known";
    }
  }
  if (const Json* required = schema.find("required"))
    for (const Json& key : *required->array())
      if (value.find(*key.text()) == nullptr) return place + *key.text() + ": missing";
  return {};
}

std::string elements(const Json& document, const Json& schema, const Json& value, const std::string& place) {
  const Json *least = schema.find("minItems"), *most = schema.find("maxItems");
  if (least != nullptr && static_cast<std::int64_t>(value.array()->size()) < *least->integer()) return place + ": too few";
  if (most != nullptr && static_cast<std::int64_t>(value.array()->size()) > *most->integer()) return place + ": too many";
  const Json* items = schema.find("items");
  if (items == nullptr) return {};
  std::size_t i = 0;
  for (const Json& one : *value.array())
    if (const std::string found = violation(document, *items, one, place + std::to_string(i++) + "/"); !found.empty()) return found;
  return {};
}

std::string scalar(const Json& schema, const Json& value, const std::string& place) {
  if (const auto* text = value.text()) {
    const Json* pattern = schema.find("pattern");
    if (pattern != nullptr && !std::regex_search(*text, std::regex(*pattern->text()))) return place + ": " + *text + " is not " + *pattern->text();
    const Json *least = schema.find("minLength"), *most = schema.find("maxLength");
    if (least != nullptr && characters(*text) < *least->integer()) return place + ": too short";
    if (most != nullptr && characters(*text) > *most->integer()) return place + ": too long";
  }
  if (const auto* number = value.integer()) {
    const Json *min = schema.find("minimum"), *max = schema.find("maximum");
    if ((min != nullptr && *number < *min->integer()) || (max != nullptr && *number > *max->integer())) return place + ": out of range";
  }
  return {};
}

std::string combined(const Json& document, const Json& schema, const Json& value, const std::string& place) {
  if (const Json* all = schema.find("allOf"))
    for (const Json& one : *all->array())
      if (const std::string found = violation(document, one, value, place); !found.empty()) return found;
  if (const Json* ways = schema.find("oneOf")) {
    int fit = 0;
    for (const Json& one : *ways->array()) fit += violation(document, one, value, place).empty() ? 1 : 0;
    if (fit != 1) return place + ": " + std::to_string(fit) + " of the ways fit";
  }
  const Json* never = schema.find("not");
  return never != nullptr && violation(document, *never, value, place).empty() ? place + ": may not be this" : std::string();
}

std::string unknown_keyword(const Json& schema) {
  static constexpr std::string_view kKnown[] = {"$ref", "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "items", "properties", "required",
                                                "additionalProperties", "allOf", "oneOf", "not", "description", "examples", "format"};
  for (const auto& [key, value] : *schema.object())
    if (std::find(std::begin(kKnown), std::end(kKnown), key) == std::end(kKnown)) return key;
  return {};
}

}  // namespace

std::string violation(const Json& document, const Json& schema, const Json& value, const std::string& place) {
  if (const bool* always = schema.boolean()) return *always ? std::string() : place + ": may not be there";
  if (const std::string key = unknown_keyword(schema); !key.empty()) return place + ": the schema says " + key;
  if (const Json* to = schema.find("$ref")) {
    const Json* named = resolve(document, *to->text());
    return named == nullptr ? place + ": " + *to->text() + " is nowhere" : violation(document, *named, value, place);
  }
  if (const Json* type = schema.find("type"); type != nullptr && !is_type(value, *type->text())) return place + ": not " + *type->text();
  if (const Json* names = schema.find("enum"); names != nullptr && !is_one_of(value, *names)) return place + ": " + to_text(value) + " is not listed";
  if (const Json* given = schema.find("const"); given != nullptr && !(*given == value)) return place + ": not " + to_text(*given);
  if (const std::string found = combined(document, schema, value, place); !found.empty()) return found;
  if (value.object() != nullptr) return members(document, schema, value, place);
  if (value.array() != nullptr) return elements(document, schema, value, place);
  return scalar(schema, value, place);
}

}  // namespace katiwala::api::door::testing
