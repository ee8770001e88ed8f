#include "api/scenario/node.h"

#include <algorithm>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <sstream>

namespace katiwala::api::scenario {
namespace {

struct Converter {
  const std::string& file;
  std::optional<Refusal> fault;

  static std::string text_of(const auto& value) {
    std::ostringstream out;
    out << value;
    return out.str();
  }

  Node convert(const toml::node& node, int line_above) {
    Node out;
    const auto line = static_cast<int>(node.source().begin.line);
    out.line = line == 0 ? line_above : line;
    if (const auto* text = node.as_string()) out.value = text->get();
    else if (const auto* number = node.as_integer()) out.value = std::int64_t{number->get()};
    else if (const auto* flag = node.as_boolean()) out.value = flag->get();
    else if (const auto* date = node.as_date()) out.value = text_of(date->get());
    else if (const auto* moment = node.as_date_time(); moment != nullptr && moment->get().is_local()) out.value = text_of(moment->get());
    else if (const auto* array = node.as_array()) out.value = convert_list(*array, out.line);
    else if (const auto* table = node.as_table()) out.value = convert_table(*table, out.line);
    else if (!fault) {
      fault = refuse(Code::SCRIPT_TYPE, "Write amounts and rates as text (\"18000.00 PHP\", \"58.2350\"), and times as Manila time without an offset.",
                     file + ":" + std::to_string(out.line));
    }
    return out;
  }

  Node::List convert_list(const toml::array& array, int line) {
    Node::List out;
    for (const toml::node& item : array) out.push_back(convert(item, line));
    return out;
  }

  Node::Table convert_table(const toml::table& table, int line) {
    using Position = std::pair<std::uint32_t, std::uint32_t>;
    std::vector<std::pair<Position, std::pair<std::string, Node>>> rows;
    for (const auto& [key, item] : table) {
      const auto at = key.source().begin;
      const auto key_line = at.line == 0 ? line : static_cast<int>(at.line);
      Node node = convert(item, key_line);
      if (!item.is_array_of_tables()) node.line = key_line;
      rows.push_back({{at.line, at.column}, {std::string(key.str()), std::move(node)}});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Node::Table out;
    for (auto& row : rows) out.push_back(std::move(row.second));
    return out;
  }
};

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + '"';
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const Table* members = table();
  if (members == nullptr) return nullptr;
  for (const auto& [name, node] : *members)
    if (name == key) return &node;
  return nullptr;
}

Result<Node> parse_toml(const std::string& file, std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return refuse(Code::SCRIPT_SYNTAX, std::string(error.description()), file + ":" + std::to_string(error.source().begin.line));
  }
  Converter converter{file, std::nullopt};
  Node root = converter.convert(parsed.table(), 1);
  if (converter.fault) return *converter.fault;
  return root;
}

std::string to_toml(const Node& value) {
  if (const auto* text = value.text()) return in_quotes(*text);
  if (const auto* number = value.integer()) return std::to_string(*number);
  if (const auto* flag = value.flag()) return *flag ? "true" : "false";
  std::string out;
  if (const auto* list = value.list()) {
    for (const Node& item : *list) out += (out.empty() ? "" : ", ") + to_toml(item);
    return "[" + out + "]";
  }
  for (const auto& [key, item] : *value.table()) out += (out.empty() ? "" : ", ") + key + " = " + to_toml(item);
  return "{" + out + "}";
}

}  // namespace katiwala::api::scenario
