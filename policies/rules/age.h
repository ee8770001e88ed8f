/// When a ward comes of age: the one computation behind R01 and R02.
///
/// Authority ends, and release may begin, when the latest date on which she may have been born gives eighteen; with a proven
/// birth date earliest and latest are the same day (R06 judges the case in which they are not).
/// Errors: nullopt where the rulebook's age or leap rule means nothing.
/// Source: RA 6809; Family Code 234, 236; CIR v. Primetown, G.R. 162155, by analogy.
#pragma once

#include <optional>

#include "ledger/time/civil.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

inline std::optional<LeapRule> leap_rule(const Rulebook& rulebook) {
  const std::string& text = rulebook.text("R02", "leap_rule");
  if (text == "MAR_1") return LeapRule::mar_1;
  if (text == "FEB_28") return LeapRule::feb_28;
  return std::nullopt;
}

/// The first day of her majority; it begins at 00:00 in Manila.
inline std::optional<CivilDate> majority_day(CivilDate born_latest, const Rulebook& rulebook) {
  const std::int64_t age_years = rulebook.integer("R01", "majority_age_years");
  const std::optional<LeapRule> leap = leap_rule(rulebook);
  if (!leap || age_years < 1 || age_years > 100 || born_latest.year() > 9000) return std::nullopt;
  return anniversary(born_latest, static_cast<int>(age_years), *leap);
}

}  // namespace katiwala::policies
