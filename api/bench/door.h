/// Rows about the door: requests over TLS 1.3 with client certificates, on connections that are kept alive. Three for each number of connections N:
///
///     https.N         a ward read by the auditor                                    against Poco's own server
///     https.write.N   a rate recorded by the bank, durable before it is answered    against Poco's own server, which keeps nothing
///     https.kept.N    the same commands, the same measurement                       against Poco's own server keeping as many bytes durably
///
/// In `https.write.N` stand beside the commands dry runs of the same: all of the way but the record and the disk.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"
#include "api/house.h"

namespace katiwala::api::bench {

/// The ledger as `serve` opens it. Pre: the workbench is closed.
Result<std::unique_ptr<House>> open_house(Workbench& bench);
/// The door as `serve` opens it, but that every client here comes from one address with one certificate: without the quota, with two caps raised, and nobody
/// who waits for a turn is told to come back.
Status open_door_for(House& house, std::size_t connections);

/// Closes the workbench.
Status measure_door(const Run& run, Workbench& bench, const Scene& scene);

}  // namespace katiwala::api::bench
