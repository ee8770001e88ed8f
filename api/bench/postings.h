/// Rows about making entries: batched, by many clients, and alone; and what they take on the disk.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// "posting" (settlements: two legs, judged, hashed, sealed) and "disk".
Status measure_settlements(const Run& run, Workbench& bench, const Scene& scene);
/// "posting.credit": two legs, about no ward.
Status measure_credits(const Run& run, Workbench& bench, const Scene& scene);
/// "posting.signed": releases, each with a signature to verify.
Status measure_releases(const Run& run, Workbench& bench, const Scene& scene);
/// "clients"
Status measure_clients(const Run& run, Workbench& bench, const Scene& scene);
/// "alone": every command of a disbursement by itself, each followed by its baseline.
Status measure_alone(const Run& run, Workbench& bench, const Scene& scene);

/// Bytes in the files under a folder.
std::uint64_t bytes_under(const Path& folder);

}  // namespace katiwala::api::bench
