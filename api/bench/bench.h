/// `katiwala bench`: the rows of docs/performance.md that exist, in groups.
#pragma once

#include "api/bench/machine.h"
#include "api/bench/plan.h"

namespace katiwala::api::bench {

std::vector<std::string> groups();
/// All groups, or those named.
Status measure(const Run& run, const std::vector<std::string>& only);

}  // namespace katiwala::api::bench
