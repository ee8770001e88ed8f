/// What stands in the files that go with wards and pools, and in lists: duties, cases, alerts, flags; and what a guardian sees of it all.
/// Private to check.cpp.
#pragma once

#include "api/scenario/check.h"

namespace katiwala::api::scenario {

/// Who looks: compliance sees what others do not (R38).
inline constexpr std::string_view kLooker = "compliance";

std::string joined(const std::vector<std::string>& texts);
Checked compared(int line, std::string what, std::string expected, std::string found);

/// Codes of the flags that the entries of a reply raised, as compliance sees them.
std::vector<std::string> flags_raised(Stage& stage, const Reply& reply);
/// Whether a freeze of the ward or pool itself, or of its watch, is not lifted.
bool is_frozen(Stage& stage, const std::string& name);
/// The standing of the guardian who was appointed last; `ward` as the door shows her.
std::string guardian_standing(Stage& stage, const std::string& name, const transport::Json& ward);

Checked check_duty(Stage& stage, const Expectation& expectation);
Checked check_case(Stage& stage, const Expectation& expectation);
Checked check_alert(Stage& stage, const Expectation& expectation);
/// `reply` is the step's own.
std::vector<Checked> check_seen_by_guardian(Stage& stage, const Expectation& expectation, const Reply& reply);

}  // namespace katiwala::api::scenario
