/// A played script for people (lines) and for programs (JSON).
#pragma once

#include "api/scenario/player.h"

namespace katiwala::api::scenario {

/// "2026-03-02 09:00  credit R1, 19975.00 USD          received", and below it what did not hold.
std::string text_of(const StepReport& step, bool with_good_checks);
/// "S01 ...: 41 expectations held, 0 failed"
std::string verdict_of(const Report& report);
/// {"file":..,"title":..,"held":41,"failed":0,"steps":[{"number","line","when","what","answer","checks":[{"ok","line","what","expected","found"}]}]}
transport::Json json_of(const Report& report);

}  // namespace katiwala::api::scenario
