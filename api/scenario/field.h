/// Which fields a table of a scenario file may have, and what was read there.
///
/// One description serves the strict reader, the player and the test that docs/scenario.md tells of every field.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/named.h"
#include "ledger/base/result.h"

namespace katiwala::api::scenario {

/// What a name in a script stands for. A field accepts one or several of them.
enum Space : unsigned {
  kParty = 1, kPool = 2, kWard = 4, kOrder = 8, kPayee = 16, kCourtOrder = 32, kCredit = 64, kMessage = 128, kRequest = 256, kStep = 512,
  kBudget = 1024, kFreeze = 2048, kFact = 4096, kIncident = 8192,
};

enum class Kind {
  text,
  name,        ///< letters, digits, "-" and "_"; for persons, who need no declaration
  fresh,       ///< a name given here for the first time
  known,       ///< a name given before
  knowns,      ///< a list of such, or one alone
  document,    ///< a text that stands for a document, or false: there is none
  amount,      ///< "18000.00 PHP": sent as written, so that the door may refuse it
  rate,
  date,
  moment,      ///< "2026-03-02T09:15", or a date, which means 09:00
  flag,
  number,      ///< a whole number, not negative
  percent,     ///< "1.25", at most four decimals
  word,        ///< one of a list
  words,       ///< a list of such
  currencies,  ///< a list of currency codes
  particulars, ///< {phone = "...", address = "..."}
  shares,      ///< {A = "5000.00 USD"}: known wards
  defendants,  ///< {accused = "5000.00 USD"}: persons, who need no declaration
  accounts,    ///< {USD = "SBX-1"}: account numbers by currency
  terms,       ///< {auto_invest = true, allowance = "3000.00 PHP"}: of a trust instrument
  vouchers,    ///< [{kind = "dswd", person = "worker"}]: who vouches for a child
  parameters,  ///< {R02 = {leap_rule = "FEB_28"}}
  files,       ///< a list of paths, relative to the script
};

/// The words of an enumeration, without naming it.
struct Words {
  bool (*has)(std::string_view) = nullptr;
  std::string (*list)() = nullptr;
};
template <Named E>
constexpr Words words_of() {
  return {[](std::string_view text) { return from_name<E>(text).has_value(); },
          [] {
            std::string out;
            for (const auto& [value, text] : Names<E>::rows) out += (out.empty() ? "" : ", ") + std::string(text);
            return out;
          }};
}

struct Field {
  std::string_view key;
  Kind kind = Kind::text;
  bool required = false;
  unsigned spaces = 0;  ///< of `fresh` (one), `known`, `knowns`
  Words words;          ///< of `word`, `words`
};

/// A value as read; which members are set follows from the field's kind.
struct Value {
  int line = 0;
  std::string text;  ///< also of flags: "true", "false"; empty for a document that there is none of
  std::vector<std::string> list;
  std::vector<std::pair<std::string, std::string>> pairs;  ///< parameters: "R02.leap_rule" and its value as TOML
  std::vector<std::vector<std::pair<std::string, std::string>>> rows;  ///< of a list of tables
};

/// What was read of one table.
class Fields {
 public:
  int line = 0;

  void set(std::string_view key, Value value) { values_.emplace_back(key, std::move(value)); }
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  /// Pre: the field is there; for required ones.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] std::string text_or(std::string_view key, std::string_view otherwise) const;
  [[nodiscard]] std::optional<std::string> maybe(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key, bool otherwise) const;
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const;
  /// Empty if absent.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string>& list(std::string_view key) const;

 private:
  std::vector<std::pair<std::string, Value>> values_;
};

}  // namespace katiwala::api::scenario
