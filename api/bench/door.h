/// Rows about the door: requests over TLS 1.3 with client certificates, on connections that are kept alive.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// "https" (a ward read by the auditor), "https.write" (a rate recorded by the bank, durable before it is answered). Closes the workbench.
Status measure_door(const Run& run, Workbench& bench, const Scene& scene);

}  // namespace katiwala::api::bench
