/// Rows about what is stored already: verifying it, folding it again, proving an entry; and what a decision alone costs.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// "decide", "proof", "rebuild", "verify". Grows the ledger first where it is not large yet; closes the workbench.
Status measure_reading(const Run& run, Workbench& bench, const Scene& scene);

}  // namespace katiwala::api::bench
