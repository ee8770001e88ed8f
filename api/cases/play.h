/// A case judged: the question put to the rules on a ledger on paper, with everybody who must agree agreeing, and the answer held against what is expected.
#pragma once

#include "api/cases/table.h"

namespace katiwala::api::cases {

/// The answer to a case's question.
struct Answer {
  std::string outcome;
  std::string tier;                   ///< of a request; "" of anything else
  std::vector<std::string> codes;     ///< what speaks against it, for whomever it is
  std::vector<std::string> told;      ///< what of it a guardian is told
  std::vector<std::string> flags;     ///< raised, at any step
  std::vector<std::string> duties;    ///< opened, at any step: "inventory 2026-10-06"
  std::vector<std::string> waits_for; ///< who had to agree
};

struct Failure {
  std::string what;  ///< "outcome", "duties"
  std::string expected, found;
};

struct CaseReport {
  std::string name;
  int line = 0;
  Answer answer;
  std::vector<Failure> failures;
  [[nodiscard]] bool good() const { return failures.empty(); }
};

struct TableReport {
  std::string file, title, rulebook;  ///< the rulebook's version
  std::vector<CaseReport> cases;
  [[nodiscard]] std::size_t failed() const;
};

/// `bundle` is the rulebook that the table's own parameters change. SCRIPT_NAME, RULEBOOK_* where they can not; nothing is judged then.
Result<TableReport> play_table(const Table& table, std::string_view bundle);

}  // namespace katiwala::api::cases
