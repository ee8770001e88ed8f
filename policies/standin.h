/// Nobody's silence starves a child of what a court has ordered (R31): after some days compliance stands in for one approval that is missing,
/// and an officer for the releaser. All persons still differ.
#pragma once

#include <optional>

#include "ledger/custody/state.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

/// The instant from which others stand in for who is silent since `asked`: `standin_after_days` whole days in Manila, the first excluded and
/// the last included (Civil Code art. 13). nullopt where the rulebook lets nobody.
std::optional<Instant> standin_from(const Rulebook* rulebook, Instant asked);
/// Judged in the highest tier, under an order of hers that stands on that day.
bool is_ordered(const custody::Ward& ward, const custody::Request& request, CivilDate day);

}  // namespace katiwala::policies
