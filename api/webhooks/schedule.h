/// When a message that was not taken is tried again: a function of the first attempt and of how many there were, and of nothing else, so that a restart
/// changes no appointment.
///
///     0   5 s   5 min   30 min   2 h   6 h   12 h   24 h   36 h   48 h   60 h   72 h      after the first attempt
///
/// After the last of them it is a dead letter, which is kept, listed, and sent again when somebody asks for it.
#pragma once

#include <optional>

#include "ledger/time/civil.h"

namespace katiwala::api::webhooks {

/// When the attempt after `tries` attempts is due, of which the first was at `first`; nothing: there is no other. Pre: tries > 0.
std::optional<Instant> next_try(Instant first, unsigned tries);

/// All of them.
inline constexpr unsigned kMostTries = 12;

}  // namespace katiwala::api::webhooks
