/// When each rail takes payments: the cut-offs of a Manila day, parameters of R49.
///
/// They are what the bank and its clearing agree on, so the rulebook of the adopting bank has them; what is shipped are design defaults. In a rulebook a
/// rail's cut-offs are "HH:MM", ascending, or "every hour" alone. Rulebooks from before they were parameters do not have them: then the first ones
/// count, which stand here for ever, as files were named and released by them.   Source: D; BSP 8 Jul 2024 (PESONet's three cycles).
#pragma once

#include "ledger/custody/terms.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

/// Minutes of the Manila day, ascending, each after its first and before its end; one at least.
using CutOffs = std::vector<std::int32_t>;

/// As a rulebook writes them; nothing for anything else.
std::optional<CutOffs> read_cut_offs(const std::vector<std::string>& words);

CutOffs cut_offs(const Rulebook& book, custody::Rail rail);
/// Of rulebooks that say none.
CutOffs first_cut_offs(custody::Rail rail);

}  // namespace katiwala::policies
