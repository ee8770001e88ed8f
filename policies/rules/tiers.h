/// Tiers as the rulebook writes them.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// Whether the matter is a payment of the tier named by a parameter ("T1") or a higher one. The verdict is a denial where the
/// parameter names no tier.
struct TierGate {
  bool applies = false;
  std::optional<Verdict> denial;
};
inline TierGate from_tier(const Matter& m, std::string_view rule, std::string_view name) {
  const std::string& text = m.rulebook.text(rule, name);
  const auto least = from_name<custody::Tier>(text);
  if (!least) return {false, deny_parameter(rule, name, text)};
  return {payment(m) != nullptr && m.tier >= *least, std::nullopt};
}

}  // namespace katiwala::policies
