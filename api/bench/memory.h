/// Rows about idle wards: what they take in memory, and how long a start with them takes.
///
/// The wards are made by the real journal on the real store: every entry is drafted, sealed, hashed, folded, synced and its derived rows
/// written. Only the judge is replaced, by a generator that gives each ward in one entry what otherwise takes a dozen signed ones:
/// opening, an award paid in full, a guardian with letters and bond, a school, three duties to the court, the date of majority.
#pragma once

#include "api/bench/plan.h"

namespace katiwala::api::bench {

/// "memory", "restart".
Status measure_idle_wards(const Run& run);

/// The other side of `measure_idle_wards`, in a process of its own: opens the ledger and prints what that took.
int child_restart(const std::string& folder);

}  // namespace katiwala::api::bench
