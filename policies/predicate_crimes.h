/// How a paying country's law counts online sexual exploitation of children among the crimes that money laundering presupposes: provenance, as data with its
/// source (policies/data/predicate-crimes.toml). Nothing that judges reads it: where an award comes from proves nothing against it, and a country that the
/// source does not name is not guessed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/named.h"
#include "ledger/base/result.h"

namespace katiwala::policies {

enum class PredicateApproach {
  explicit_list,      ///< named among the predicate crimes
  all_crimes,         ///< every crime is one
  not_criminalised,   ///< the deed itself is none, so it can be no predicate: a loophole
  individualised,     ///< judged from case to case
};

struct PredicateCountry {
  std::optional<std::string> country;  ///< ISO 3166-1 alpha-2; none: the source counts it without naming it
  std::string name;                    ///< empty where it is not named
  std::optional<PredicateApproach> approach;  ///< none: the source does not classify it
};

struct PredicateCrimes {
  std::string source, basis;
  std::vector<PredicateCountry> countries;

  /// Strictly: as many rows as the study has countries, none twice, no name without a country. RULEBOOK_* with "document:line".
  static Result<PredicateCrimes> parse(const std::string& document, std::string_view text);
};

}  // namespace katiwala::policies

namespace katiwala {
template <>
struct Names<policies::PredicateApproach> {
  using N = policies::PredicateApproach;
  static constexpr std::array<std::pair<N, std::string_view>, 4> rows{{{N::explicit_list, "explicit_list"},
                                                                       {N::all_crimes, "all_crimes"},
                                                                       {N::not_criminalised, "not_criminalised"},
                                                                       {N::individualised, "individualised"}}};
};
}  // namespace katiwala
