/// A TOML document read strictly: every key must be asked for, every value must be of the type asked for, and a refusal names
/// document and line. The TOML library is seen only in toml_table.cpp; here a document is a small tree of our own.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::policies {

struct TomlNode;
using TomlKeys = std::map<std::string, TomlNode, std::less<>>;
enum class TomlType { other, integer, flag, text, list, table };  // other: dates, numbers with a point

/// One of the values, as `type` says. (A std::variant would say it better; GCC 12 mistakes moving one for reading it unset.)
struct TomlNode {
  std::uint32_t line = 0;
  TomlType type = TomlType::other;
  std::int64_t integer = 0;
  bool flag = false;
  std::string text;
  std::vector<TomlNode> list;
  TomlKeys table;
};

/// The document as a table. RULEBOOK_SYNTAX with "document:line"; a key given twice is one of those.
Result<TomlNode> parse_toml(const std::string& document, std::string_view text);

class TomlTable {
 public:
  /// Pre: `node` is a table; it and `document`, its name, outlive this.
  TomlTable(const std::string& document, const TomlNode& node) : document_(&document), node_(&node) {}

  // RULEBOOK_MISSING without the key, RULEBOOK_TYPE for a value of another type.
  Result<std::string> text(std::string_view key);
  /// As text, and not blank (RULEBOOK_MISSING).
  Result<std::string> words(std::string_view key);
  /// As words, and one of these (RULEBOOK_TYPE); answers which.
  Result<std::size_t> one_of(std::string_view key, std::initializer_list<std::string_view> choices);
  Result<std::int64_t> integer(std::string_view key);
  Result<bool> flag(std::string_view key);
  Result<std::vector<std::string>> texts(std::string_view key);
  Result<TomlTable> table(std::string_view key);
  Result<std::vector<TomlTable>> tables(std::string_view key);

  [[nodiscard]] bool has(std::string_view key) const { return entries().contains(key); }
  [[nodiscard]] std::vector<std::string> keys() const;  ///< ascending
  /// RULEBOOK_UNKNOWN_KEY for a key that nobody asked for.
  [[nodiscard]] Status finish() const;
  /// RULEBOOK_TYPE: the key must be `what`.
  [[nodiscard]] Refusal wrong(std::string_view key, std::string_view what) const;
  /// "document:line" of a key, or of the table.
  [[nodiscard]] std::string place(std::string_view key = {}) const;

 private:
  [[nodiscard]] const TomlKeys& entries() const { return node_->table; }
  Result<const TomlNode*> typed(std::string_view key, TomlType type, std::string_view what);

  const std::string* document_;
  const TomlNode* node_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace katiwala::policies
