/// One thing that a scenario expects, as data. How it is written: docs/scenario.md "Expectations".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/scenario/node.h"

namespace katiwala::api::scenario {

class NameTable;

enum class About {
  answer,         ///< of the step: outcome, status, code, place, reasons, flags, ...
  ward,           ///< total, principal, income, reserved, outstanding, received, charged, awarded, adult, died, frozen, guardian
  order,          ///< outstanding, received, charged, awarded
  award,          ///< the same of one ward's share of an order
  pool,           ///< bank, suspense, transit, tax, fee, wards, agrees, difference
  court_order,    ///< left, reserved, used
  budget,         ///< the same
  request,        ///< state, tier
  proposal,       ///< state: open, or closed
  obligation,     ///< one that must be there
  no_obligation,  ///< one that must not
  watch_case,     ///< one that must be there, as compliance sees it
  no_watch_case,
  alert,          ///< in a ward's protection file
  no_alert,
  seen_by_guardian,  ///< what the ward's guardian sees of the step and of the ward, and what not
};

/// A duty, a case or an alert that is looked for. What is empty is not looked at.
struct RowFilter {
  std::string of;    ///< ward or pool; empty: any of the script
  bool ledger = false;  ///< the ledger's own
  std::string file;  ///< where it stands: "ward", "pool", "ledger", "protection", "watch"
  std::string state;   ///< of a duty: open, closed, overdue
  std::string due_at;  ///< a Manila time
  std::vector<std::pair<std::string, std::string>> members;  ///< what the row itself must say
  std::optional<std::int64_t> count;  ///< exactly so many; otherwise at least one
};

struct Expectation {
  int line = 0;
  About about = About::answer;
  std::string name;                 ///< ward, order, pool, ... of the script
  std::string second;               ///< award: the ward
  std::string key;                  ///< "total", "outcome"
  std::vector<std::string> wanted;  ///< one or more: amounts of several currencies, codes
  RowFilter row;
};

/// Reads an `expect` table. `of_step`: keys about the step's own answer are known; otherwise they are not.
/// SCRIPT_UNKNOWN_KEY, SCRIPT_TYPE, SCRIPT_NAME with "file:line".
Result<std::vector<Expectation>> read_expectations(const std::string& file, const Node& table, const NameTable& names, bool of_step);

}  // namespace katiwala::api::scenario
