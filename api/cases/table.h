/// A table of cases: what a bank's counsel expects of a rulebook, as facts, a question and the answer (docs/rulebook.md "Cases of one's own").
///
/// Everything that can be wrong without judging is found while reading, with its line: RULE_TABLE.
#pragma once

#include <map>

#include "api/scenario/rulebook_change.h"
#include "ledger/custody/reason.h"

namespace katiwala::api::cases {

using scenario::Field;
using scenario::Fields;

/// What is true before the question. Tables by their key; of a list the rows in order.
struct Facts {
  std::optional<Instant> on;  ///< when it is asked
  bool guardian = true;       ///< false: she has none
  std::map<std::string, Fields, std::less<>> one;
  std::map<std::string, std::vector<Fields>, std::less<>> many;

  /// Empty where the table does not say it.
  [[nodiscard]] const Fields& table(std::string_view key) const;
  [[nodiscard]] const std::vector<Fields>& rows(std::string_view key) const;
};

/// How far a request is taken before its answer is looked at.
enum class Until { asked, agreed, released };
/// Who may be named where a person is: one person each.
enum class Who : std::uint8_t { guardian = 1, officer = 2, officer2 = 3, social_worker = 4, compliance = 5, releaser = 6, payee = 7, stranger = 8 };

/// What is looked at where it is written; the order does not matter.
struct Expected {
  int line = 0;
  std::string outcome;
  std::optional<std::string> tier;
  std::optional<std::vector<std::string>> codes, told, flags, duties, waits_for;
};

struct Case {
  int line = 0;
  std::string name;
  Facts facts;
  std::string question;  ///< "request", "receipt", "new_payee", "new_guardian"
  Fields asked;
  Expected expected;
};

struct Table {
  std::string file, title;
  scenario::RulebookChange rulebook;  ///< parameters only
  std::vector<Case> cases;            ///< at least one
};

/// RULE_TABLE with "file:line".
Result<Table> read_table(const std::string& file, std::string_view text);

/// A table that a file may have, and what it may say.
struct TableForm {
  std::string_view key;
  std::span<const Field> fields;
  bool many = false;
};
std::span<const TableForm> fact_forms();
std::span<const TableForm> question_forms();

}  // namespace katiwala::api::cases

namespace katiwala {
KATIWALA_NAMES(api::cases::Until, 3, {N::asked, "asked"}, {N::agreed, "agreed"}, {N::released, "released"})
KATIWALA_NAMES(api::cases::Who, 8, {N::guardian, "guardian"}, {N::officer, "officer"}, {N::officer2, "officer2"}, {N::social_worker, "social_worker"},
               {N::compliance, "compliance"}, {N::releaser, "releaser"}, {N::payee, "payee"}, {N::stranger, "stranger"})
}
