/// A rulebook as people are shown it: its parameters as text, the remarks beside them, and what differs between two rulebooks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policies/rule.h"

namespace katiwala::policies {

/// "law", or "design default: no law prescribes it". Wherever a rule is printed, this is printed with it.
std::string_view words_of(Source source);
std::string_view words_of(Confidence confidence);  ///< "high", "medium: by analogy, or not settled"
std::string_view words_of(Audience audience);      ///< who is told its reasons

struct ParameterText {
  std::string name;   ///< "t0_request_limit"
  std::string value;  ///< as the rulebook writes it: "\"20000.00 PHP\"", "30", "[\"alleged\", \"charged\"]"
};
/// In the order of the rule's own file. Pre: `book` was read with this rule among those of the program.
std::vector<ParameterText> parameters_of(const Rulebook& book, const Rule& rule);
/// nullptr: the program has no such rule.
const Rule* find_rule(std::string_view id);

/// What the rulebook's document remarks beside a parameter, by "R19.t0_request_limit": the comment on its line.
std::map<std::string, std::string> remarks_of(std::string_view document);

/// One thing that is not the same.
struct Difference {
  std::string where;                  ///< "R19 t0_request_limit", "R19 citation", "calendar 2026 source", "holiday 2026-04-04", "version"
  std::optional<std::string> before;  ///< none: it is not there
  std::optional<std::string> after;
};
/// Texts and parameters by rule, then calendars by year; nothing where both enforce and say the same.
std::vector<Difference> differences(const Rulebook& before, const Rulebook& after);

}  // namespace katiwala::policies
