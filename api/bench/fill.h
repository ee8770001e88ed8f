/// Filling a sandbox ledger, so that its log has a size: for what reads the log, and is to be seen reading a large one.
///
/// Every entry is a rate of the day, invented, recorded by the sandbox's bank: drafted, judged, hashed, stored and synced as any other.
#pragma once

#include "api/ledger_folder.h"

namespace katiwala::api::bench {

/// Adds entries until there are `entries` in all, and returns how many there are now; more than that stay. FOLDER_OPTION unless the ledger is a
/// sandbox; what opening it refuses.
Result<std::uint64_t> fill(const Path& root, std::uint64_t entries);

}  // namespace katiwala::api::bench
