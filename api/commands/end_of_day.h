/// katiwala end-of-day: docs/end-of-day.md.
#pragma once

#include "api/commands/command_line.h"

namespace katiwala::api::commands {

/// Exit codes: 0 nothing is open, 1 something is, 2 (70, 75 as for every command) it could not be looked at.
void add_end_of_day(CommandLine& line);

}  // namespace katiwala::api::commands
