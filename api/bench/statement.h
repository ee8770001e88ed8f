/// Rows about everything there is of one ward, as it is read through the door (`wards/{w}/entries`, `wards/{w}/statement`):
///
///     statement          her entries found, read, opened and checked, in process         against reading their frames, nothing done with them
///     statement.https    the same asked for over HTTPS by the auditor, page by page      against Poco's own server answering as many bytes
///     statement.proved   the file that proves itself complete, each line with its path   against Poco's own server answering as many bytes
///
/// A ward's and not an account's: who reads here reads of a ward, and her lines lie thinner than those of a pool's account, which are in every other entry.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"

namespace katiwala::api::bench {

/// Grows the ledger on the way, and measures half-way and at the end. Closes the workbench.
Status measure_statement(const Run& run, Workbench& bench, const Scene& scene);

}  // namespace katiwala::api::bench
