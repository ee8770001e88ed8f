/// When a ward comes of age, and how well that is known: the one computation behind R01, R02, R05, R06 and R07.
///
/// Release may begin when the latest date on which she may have been born gives eighteen; with one birth date earliest and latest are the
/// same day. A guardian's authority ends on that day too, but only where her age is proven: by a document, or by a court (R05, R06).
/// Errors: nullopt where the rulebook's age, leap rule or least evidence means nothing.
/// Source: RA 6809; Family Code 234, 236; CIR v. Primetown, G.R. 162155, by analogy; People v. Pruna, G.R. 138471.
#pragma once

#include <optional>

#include "ledger/time/civil.h"
#include "policies/rule.h"

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

/// The worst evidence of a birth date from which majority and release follow (R05). A rulebook without R05, as the mechanism's own tests
/// have, asks for a document.
std::optional<custody::EvidenceRank> least_evidence(const Rulebook& rulebook);

/// What is known of her birth on a day.
struct Birth {
  CivilDate earliest, latest;
  custody::EvidenceRank evidence = custody::EvidenceRank::estimate;
  bool found_by_court = false;        ///< a court's finding of her age stands
  std::optional<CivilDate> found_of_age;  ///< first day, where the finding names no birth date
};
Birth birth_of(const custody::Ward& ward, CivilDate today);
/// As it will be when the plan is carried out; nullopt where the plan says nothing of it. Worse evidence than what is known changes nothing.
std::optional<Birth> planned_birth(const Matter& m);

/// Why it can not be recorded as it stands: a date or the document is missing, or the dates contradict each other; nullopt where it can. Of birth
/// evidence and of a court's finding. Pre: `least_evidence` means something.
std::optional<Verdict> refuse_birth(const custody::WardFact& recorded, CivilDate today, const Rulebook& rulebook);

/// By a document good enough, or by a court. Pre: `least_evidence` means something.
bool is_proven(const Birth& birth, const Rulebook& rulebook);

struct Majority {
  CivilDate latest;                 ///< eighteen by the latest plausible birth date: no release before
  std::optional<CivilDate> proven;  ///< the first day on which a guardian has no authority any more; none: it is not proven
};
std::optional<Majority> majority_of(const Birth& birth, const Rulebook& rulebook);

/// She comes of age by this matter.
bool plans_majority(const Matter& m);

/// Names the parameter for which `majority_of` has no answer.
Verdict deny_age_parameter(const Rulebook& rulebook);

}  // namespace katiwala::policies
