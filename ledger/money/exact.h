/// Wide and rational arithmetic for what must not overflow and must not round: sums of many amounts, thresholds, explanations.
///
/// Apart from amount.h and rate.h, because Boost.Multiprecision costs seconds in every file that sees it and few need it.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "ledger/money/rate.h"

namespace katiwala {

using Minor = boost::multiprecision::checked_int128_t;
using Rational = boost::multiprecision::cpp_rational;

/// Boost 1.81, which Debian 12 has, divides a ratio of exactly 1 by a whole number of its own wrongly (its issue 540, docs/decisions/0006): divide by a
/// built-in integer or by a ratio. Only a `Rational` variable is caught here, no product of two and no `/=`.
Rational operator/(const Rational&, const boost::multiprecision::cpp_int&) = delete;
Rational operator/(const Rational&, const Minor&) = delete;

inline Minor wide(Amount amount) { return Minor(amount.minor()); }
/// For sums that may pass the bound: AMOUNT_RANGE instead of halting.
Result<Amount> amount_from_wide(Currency currency, const Minor& minor);

/// What `amount` costs at `rate`, exact and unrounded, in major units of the quote currency: for thresholds only.
/// Pre: amount in the rate's base.
Rational exact(const Rate& rate, Amount amount);

/// The exact value of an amount in major units.
Rational exact_major(Amount amount);
/// Half-even rounding of an exact value in major units to the currency's exponent. AMOUNT_RANGE past the bound.
Result<Amount> round_half_even(const Rational& major, Currency currency);
/// Exact decimal text of a rational that has a finite decimal expansion of at most `max_decimals`, for explanations
/// ("1163244.125"); rounds half-even at `max_decimals` otherwise. No trailing zeros, no negative zero.
/// Pre: 0 <= max_decimals <= 64.
std::string decimal_text(const Rational& value, int max_decimals);

}  // namespace katiwala
