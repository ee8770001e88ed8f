/// Rows about making entries: batched, by many clients, and alone; and what they take on the disk.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// Streams: "posting" (settlements: two legs, judged, hashed, sealed), "posting.credit" (two legs, about no ward), "posting.signed" (releases, with
/// a signature to verify), "clients", "disk".
Status measure_streams(const Run& run, Workbench& bench, const Scene& scene);
/// "alone": every command of a disbursement by itself, each followed by its baseline.
Status measure_alone(const Run& run, Workbench& bench, const Scene& scene);

/// Bytes in the files under a folder.
std::uint64_t bytes_under(const Path& folder);

}  // namespace katiwala::api::bench
