/// How many persons must have released what goes to the bank (R31).
#pragma once

#include "policies/rulebook.h"

namespace katiwala::policies {

/// 1: who released the payment itself, and nobody else. 2: two persons have released the file it goes with, as a whole.
/// nullopt: the rulebook says another number, which means nothing. Rulebooks from before it was a parameter say 1.
std::optional<std::int64_t> file_releasers(const Rulebook& book);

}  // namespace katiwala::policies
