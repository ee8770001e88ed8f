/// A scenario file, read and checked: parties, pools, steps in order, and what is expected of each.
///
/// Everything that can be wrong without asking a ledger is found here, with its line: unknown keys and verbs, missing fields, names
/// that stand for nothing, dates that do not exist, steps that go back in time. The format: docs/scenario.md.
#pragma once

#include <optional>

#include "api/scenario/expectation.h"
#include "api/scenario/node.h"
#include "api/scenario/verbs.h"
#include "ledger/time/civil.h"

namespace katiwala::api::scenario {

struct Step {
  int line = 0;
  std::string label;              ///< its name in the script; empty if it has none
  std::optional<Instant> at;      ///< the sandbox clock is moved there first
  const Verb* verb = nullptr;     ///< nullptr: the step only waits or looks
  Fields fields;
  std::string by;                 ///< party; empty: the verb's own
  Agreement agreement = Agreement::none;
  std::vector<std::string> approvers;  ///< named ones; empty with `given`: the default officers
  std::string note;
  std::vector<Expectation> expect;
};

struct CalendarFile {
  std::string name;
  std::string text;
  int line = 0;
};

/// Changes to the rulebook that the program brings.
struct RulebookChange {
  std::vector<std::pair<std::string, std::string>> parameters;  ///< "R02.leap_rule" and its value as TOML
  std::vector<CalendarFile> calendars;
  std::vector<Fields> holidays;
  int line = 0;
};

struct Script {
  std::string file;
  std::string title;
  std::string about;
  Instant start;
  RulebookChange rulebook;
  std::vector<Fields> parties;
  std::vector<Fields> pools;
  std::vector<Step> steps;
  std::vector<Expectation> finally;
};

/// Reads the files that a script names, relative to it.
using ReadFile = std::optional<std::string> (*)(const std::string& path);

/// SCRIPT_*; the place is "file:line". `file` is also where relative paths start.
Result<Script> parse_script(const std::string& file, std::string_view text, ReadFile read_file);
/// Reads `file` from the disk. SCRIPT_MISSING if it is not there.
Result<Script> load_script(const std::string& file);

/// A path as a script writes it, seen from where the script lies.
std::string beside(const std::string& script_file, const std::string& path);

}  // namespace katiwala::api::scenario
