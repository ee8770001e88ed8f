/// Rows about a large bank statement: how long reading it takes, and how much memory.
#pragma once

#include "api/bench/plan.h"

namespace katiwala::api::bench {

/// "import", "import.memory".
Status measure_import(const Run& run);

/// The other side, in a process of its own: reads the file bare, then as a message, and prints what each took.
int child_import(const std::string& file, const std::string& schemas);

}  // namespace katiwala::api::bench
