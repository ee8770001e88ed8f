/// Rows about idle wards: what they take in memory, and how long a start with an entry and a ward each takes.
///
/// The wards are made by the real journal on the real store: every entry is drafted, sealed, hashed, folded, synced and its derived rows
/// written. Only the judge is replaced, by a generator that gives each ward in one entry what otherwise takes a dozen signed ones:
/// opening, an award paid in full, a guardian with letters and bond, a school, three duties to the court, the date of majority.
#pragma once

#include "api/bench/plan.h"

namespace katiwala::api::bench {

/// "memory", "restart.wards".
Status measure_idle_wards(const Run& run);

}  // namespace katiwala::api::bench
