/// What the rules that look for patterns in what is asked for have in common (RF01, RF02, RF09, RF12, RF14, RF18).
///
/// A pattern is one of spending. What a court ordered is none of theirs: it was looked at by more than a tier. Nor is what is hers or owed
/// anyway: other rules say who agrees to that.
#pragma once

#include "ledger/money/exact.h"
#include "policies/rules/history.h"

namespace katiwala::policies {

/// All but the handover to herself of age, what goes to her estate after her death, a claim to the payor, a tax to the government. The purpose
/// alone does not make it so: the payee and what happened must fit.
bool is_spending(const custody::Ward& ward, custody::Purpose purpose, const custody::PayeeId& to);

/// The payment of a matter about a ward, where it could be part of a pattern: spending, and under no court order.
const Payment* spending(const Matter& m);
/// The same of a request made before.
bool was_spending(const custody::Ward& ward, const custody::Request& request);

/// The first day of the window of so many days that ends today, both included.
CivilDate window_from(const Matter& m, std::string_view rule, std::string_view days);

/// What was asked for before, at the rate of its day.
Result<Rational> worth_then(const Matter& m, const custody::Request& request);

/// The tier that an amount needs by its size alone: R19's limits of one request, inclusive.
custody::Tier tier_by_size(const Rulebook& rulebook, const Rational& worth);

/// Asks for at least that tier, for the reason `why`. Of T2 the case makes a denial that everybody may read, as no order is named. Judged
/// again, the tier it was approved in must be enough.
Verdict ask_tier(const Matter& m, Code why, custody::Tier least, std::vector<Fact> facts);

/// A flag about a request, for her watch.
RaisedFlag flag_of(const Payment& asked, const custody::Ward& ward, bool opens_case, std::vector<Fact> facts);

/// A case of that flag which nobody has concluded: open or found suspicious; nullptr if there is none, or no watch.
const custody::WatchCase* standing_case(const custody::Watch* watch, std::string_view flag);

}  // namespace katiwala::policies
