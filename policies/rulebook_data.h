/// Inside of a Rulebook: filled by rulebook_parse.cpp, read by rulebook.cpp. For nobody else.
#pragma once

#include <unordered_map>
#include <variant>

#include "policies/rule.h"

namespace katiwala::policies {

/// In the order of ParameterType, except that text and amount, and lists and hours, are told apart by the schema.
using ParameterValue = std::variant<std::int64_t, bool, std::string, Amount, std::vector<std::string>>;

struct RuleEntry {
  std::vector<std::pair<std::string, ParameterValue>> parameters;  // a handful: a scan beats a map
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

struct Rulebook::Data {
  std::string version;
  Calendar calendar;
  std::vector<RuleText> texts;      // ascending id
  std::vector<RuleEntry> entries;   // beside texts
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> by_id;
};

}  // namespace katiwala::policies
