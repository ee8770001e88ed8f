/// Who may stop money, and who may let it go again: one table, a row a kind of freeze.  R41; RA 9160 s.10; RA 12010.
///
/// Who sets stops at once; who lifts lets go, and needs another. None lifts what a higher authority has set.
#pragma once

#include <span>

#include "policies/roles.h"

namespace katiwala::policies {

struct FreezeRule {
  custody::FreezeKind freeze_kind = custody::FreezeKind::court;
  Roles may_set;           ///< none: only the ledger itself, where something else makes it so (a death, a case)
  Roles may_lift;
  Roles lift_approvals;    ///< each another person
  bool document = false;   ///< set and lifted on paper only
  bool in_watch = false;   ///< stands where compliance alone sees it (R38)
};

const FreezeRule& freeze_rule(custody::FreezeKind kind);
std::span<const FreezeRule> freeze_rules();

/// The subject in whose record the freeze stands: the one named, or its watch.
custody::Subject where_frozen(const custody::State& state, const custody::Subject& named, const custody::FreezeId& freeze);

}  // namespace katiwala::policies
