/// Kinds of account, as deposit insurance and the ceiling on basic accounts see them.  PDIC; MORB 213, 413.
#pragma once

#include "ledger/custody/terms.h"

namespace katiwala::policies {

/// A deposit, which is insured; what is held in trust is not. A kind that is not named here is not compiled.
constexpr bool is_deposit(custody::Product product) {
  using enum custody::Product;
  switch (product) {
    case pooled_trust:
    case individual_trust: return false;
    case minor_savings:
    case in_trust_for:
    case basic_deposit: return true;
  }
  return true;
}

}  // namespace katiwala::policies
