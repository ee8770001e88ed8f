/// What amounts are worth in Philippine pesos, for thresholds alone: exact, never rounded, by the newest recorded rate of a
/// day not after the one asked for.   Errors: RATE_MISSING, place "USD 2026-03-02".   Source: rules.md R08, R19, R36;
/// scenarios.md, common conventions.
#pragma once

#include "ledger/money/exact.h"
#include "ledger/money/rate.h"
#include "policies/rule.h"

namespace katiwala::policies {

/// The pinned Philippine peso.
Currency peso();

/// The rate that applies on `day`; nullopt for pesos, which need none.
Result<std::optional<Rate>> peso_rate(const custody::State& state, Currency currency, CivilDate day);
/// In major units of pesos. Pre: `rate` is given unless the amount is in pesos.
Rational peso_worth(Amount amount, const std::optional<Rate>& rate);
Result<Rational> peso_worth(const custody::State& state, Amount amount, CivilDate day);

/// All that is held for a ward (principal, income, reserved) in every currency of her pool, as it stands or as it would
/// stand after the plan, on the matter's day.
Result<Rational> holdings_worth(const Matter& m, const custody::Ward& ward, bool after_plan);

/// "1163244.125 PHP": the exact value.
Fact peso_fact(std::string_view name, const Rational& value);

}  // namespace katiwala::policies
