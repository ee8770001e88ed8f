/// A rulebook as one text, with other parameters, calendars or holidays: what a script asks for instead of the program's own.
#pragma once

#include "api/scenario/script.h"

namespace katiwala::api::scenario {

/// A calendar takes the place of the one of its year; a holiday is added to its year, which is made where there is none.
/// SCRIPT_NAME for a parameter that the rulebook does not have; SCRIPT_TYPE for a calendar that is none. Whether the values mean anything
/// is for whoever reads the rulebook to say.
Result<std::string> changed_rulebook(std::string_view bundle, const RulebookChange& change, const std::string& file);

}  // namespace katiwala::api::scenario
