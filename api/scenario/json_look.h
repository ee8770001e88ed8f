/// Looking into what the door answered, where a member may be missing.
#pragma once

#include <string>

#include "api/transport/json.h"

namespace katiwala::api::scenario {

/// A text, a number or a flag as text; empty if there is none.
inline std::string text_in(const transport::Json& object, std::string_view key) {
  const transport::Json* value = object.find(key);
  if (value == nullptr) return {};
  if (const auto* text = value->text()) return *text;
  if (const auto* number = value->integer()) return std::to_string(*number);
  if (const auto* flag = value->boolean()) return *flag ? "true" : "false";
  return {};
}

/// Empty if there is none.
inline const transport::Json::Array& list_in(const transport::Json& object, std::string_view key) {
  static const transport::Json::Array none;
  const transport::Json* value = object.find(key);
  return value == nullptr || value->array() == nullptr ? none : *value->array();
}

}  // namespace katiwala::api::scenario
