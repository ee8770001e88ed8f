#include "api/scenario/field.h"

#include <charconv>

namespace katiwala::api::scenario {

const Value* Fields::find(std::string_view key) const {
  for (const auto& [name, value] : values_)
    if (name == key) return &value;
  return nullptr;
}

const std::string& Fields::text(std::string_view key) const {
  const Value* value = find(key);
  KATIWALA_ASSERT(value != nullptr, "a required field of a scenario step is missing");
  return value->text;
}

std::string Fields::text_or(std::string_view key, std::string_view otherwise) const {
  const Value* value = find(key);
  return value == nullptr ? std::string(otherwise) : value->text;
}

std::optional<std::string> Fields::maybe(std::string_view key) const {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  return value->text;
}

bool Fields::flag(std::string_view key, bool otherwise) const {
  const Value* value = find(key);
  return value == nullptr ? otherwise : value->text == "true";
}

std::optional<std::int64_t> Fields::number(std::string_view key) const {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(value->text.data(), value->text.data() + value->text.size(), out);
  KATIWALA_ASSERT(error == std::errc{} && end == value->text.data() + value->text.size(), "a number of a scenario that the reader let through is none");
  return out;
}

const std::vector<std::pair<std::string, std::string>>& Fields::pairs(std::string_view key) const {
  static const std::vector<std::pair<std::string, std::string>> none;
  const Value* value = find(key);
  return value == nullptr ? none : value->pairs;
}

const std::vector<std::string>& Fields::list(std::string_view key) const {
  static const std::vector<std::string> none;
  const Value* value = find(key);
  return value == nullptr ? none : value->list;
}

}  // namespace katiwala::api::scenario
