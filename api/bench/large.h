/// The ledger of a bank that has been at it for a while: payments over all wards in turn, each asked, approved, released, handed over and settled, and a credit
/// for every few of them. One ward has many more than the others, spread over all of it: hers is the statement that is read.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/scene.h"
#include "api/door/ward_entries.h"

namespace katiwala::api::bench {

/// Whose statement is read. Pre: a scene with wards.
inline const SceneWard& busy_ward(const Scene& scene) { return scene.wards.back(); }

/// Under which her parts lie.
Result<crypto::KeyId> key_of(Workbench& bench, const custody::WardId& ward);
/// How many entries there are.
std::uint64_t size_of(Workbench& bench);

/// Makes entries until the ledger has so many, and, where that is all of `Sizes::ledger_entries`, until the busy ward has the lines to be read. Nothing
/// where it is as large already.
Status grow(const Run& run, Workbench& bench, const Scene& scene, std::uint64_t entries);

}  // namespace katiwala::api::bench
