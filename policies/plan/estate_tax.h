/// What of a payment to an estate is kept for the tax office (R62; NIRC 97): the plan of a release keeps it, and the payment file is written without it.
///
/// Pure. Half-even of the gross in its own currency; nothing where nothing is kept, where the rulebook (may be null) does not know of it, or the
/// pool (may be null) is not one that it applies to.
#pragma once

#include "ledger/custody/state.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

std::optional<Amount> estate_tax(const Rulebook* rulebook, const custody::Pool* pool, const custody::Ward& ward, const custody::Request& request,
                                 CivilDate today);

}  // namespace katiwala::policies
