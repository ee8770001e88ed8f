/// `katiwala bench`: the rows of design.md §9 that exist, in groups.
#pragma once

#include "api/bench/machine.h"
#include "api/bench/plan.h"

namespace katiwala::api::bench {

/// "memory", "postings", "reading", "door", "import".
std::vector<std::string> groups();
/// All groups, or those named.
Status measure(const Run& run, const std::vector<std::string>& only);

/// In a process of its own: opens the ledger in `folder` and prints what it took (restart.h, import.h). Exit codes of a command.
int child_restart(const std::string& folder);
int child_import(const std::string& file, const std::string& schemas);

}  // namespace katiwala::api::bench
