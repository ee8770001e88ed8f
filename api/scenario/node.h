/// A scenario file as a tree of plain values, each with its line. The TOML library is seen only in node.cpp.
///
/// TOML dates and times become their text ("2026-03-02", "2026-03-02T09:15:00"), so that they may be written with or without quotes.
/// Numbers with a point are refused: money and rates are text, so that they are exact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::api::scenario {

struct Node {
  using List = std::vector<Node>;
  using Table = std::vector<std::pair<std::string, Node>>;  ///< in the order of the file

  int line = 0;
  std::variant<std::string, std::int64_t, bool, List, Table> value;

  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value); }
  [[nodiscard]] const bool* flag() const { return std::get_if<bool>(&value); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }
  [[nodiscard]] const Table* table() const { return std::get_if<Table>(&value); }
  /// nullptr if this is no table or has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

/// SCRIPT_SYNTAX, or SCRIPT_TYPE for a number with a point; the place is "file:line".
Result<Node> parse_toml(const std::string& file, std::string_view text);

/// Writes a value as TOML on one line: for a rulebook with other parameters.
std::string to_toml(const Node& value);

}  // namespace katiwala::api::scenario
