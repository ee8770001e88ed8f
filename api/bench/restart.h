/// Rows about starting again: a ledger of a bank's entries (large.h), after it was closed in order and after it was stopped hard.
///
/// A start is a process of its own, from nothing to serving: database, key store, every derived row in memory, the journal's tail applied to them. The files
/// are in the page cache. After a hard stop the derived rows are behind: the process that made the last entries ended at full speed, and closed nothing.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// "restart", "restart.hard". Grows the ledger first where it is not large yet.
Status measure_restart(const Run& run, Workbench& bench, const Scene& scene);

/// What a start took, told by the process that made it (child_restart). Pre: nobody has the ledger open.
Result<transport::Json> start_again(const Path& root);
/// A row without a target, after `start_again`.
Row restart_row(const transport::Json& child, std::uint64_t wards);

/// In a process of its own: opens the ledger and prints what that took.
int child_restart(const std::string& folder);
/// In a process of its own: makes so many credits and ends as a kill would end it, with nothing closed.
int child_stop(const std::string& folder, std::uint64_t entries);

}  // namespace katiwala::api::bench
