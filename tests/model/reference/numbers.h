/// Exact numbers on 128-bit integers: worth in pesos for thresholds, rounding, splitting.
///
/// Sources: rules.md R53, R54; scenarios.md, common conventions (thresholds compare what is not rounded); docs/books.md.
#pragma once

#include "tests/model/reference/words.h"

namespace reference {

__extension__ typedef __int128 Wide;

int decimals_of(Currency currency);

/// Pesos in steps of 10^-12, so that every product of an amount and a price is whole.
struct Pesos {
  Wide steps = 0;
  auto operator<=>(const Pesos&) const = default;
};
inline Pesos operator+(Pesos a, Pesos b) { return {a.steps + b.steps}; }
/// Pre: price is from the money's currency to pesos, or the money is pesos.
Pesos worth(Money money, const std::optional<Price>& price);
Pesos pesos(std::int64_t centavos);
/// Whether `part` is at least `percent` hundredths of `whole`.
bool reaches_percent(Pesos part, Pesos whole, std::int64_t percent);

/// Whether `part` is more than `percent` hundredths of `whole`.
bool exceeds_percent(Pesos part, Pesos whole, std::int64_t percent);

/// What the price makes of the money, rounded once, half to even. Pre: money in price.from, not negative.
Money exchange(Money money, const Price& price);

/// Largest remainder, ties to the lower index. Pre: weights positive.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights);
/// The same with nobody above her limit; what is capped is shared again among the rest. Returns what nobody can take.
std::int64_t split_limited(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& limits,
                           std::vector<std::int64_t>& parts);

}  // namespace reference
