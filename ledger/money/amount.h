/// Exact money: a signed whole number of minor units of one pinned currency.
///
/// No binary fractions anywhere. Outside this program an amount is always a decimal string with exactly the
/// currency's number of decimals ("19975.00", "1234567" for JPY); anything else is refused.
/// Source: ISO 4217 (pinned table, currency.cpp).
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala {

/// An ISO 4217 currency from the pinned table; a value of this type is always a known currency,
/// except the default-constructed "no currency", which is only good for comparing and assigning.
class Currency {
 public:
  Currency() = default;
  /// Exactly three capital letters of the table; CURRENCY_UNKNOWN otherwise.
  static Result<Currency> parse(std::string_view code);
  [[nodiscard]] std::string code() const;     ///< "USD"; pre: not none
  [[nodiscard]] int exponent() const;         ///< decimals: 2 for USD, 0 for JPY, 3 for KWD; pre: not none
  [[nodiscard]] bool is_none() const { return packed_ == 0; }
  /// The ISO 4217 numeric code, used in storage keys.
  [[nodiscard]] std::uint16_t numeric() const { return packed_; }
  static Result<Currency> from_numeric(std::uint16_t numeric);
  /// Every currency of the pinned table, in the order of the codes.
  static std::vector<Currency> all();
  auto operator<=>(const Currency&) const = default;

 private:
  explicit Currency(std::uint16_t numeric) : packed_(numeric) {}
  std::uint16_t packed_ = 0;
};

/// No single amount and no balance may pass ±10^18 - 1 minor units (ISO 20022: 18 digits), so that sums of
/// millions of them fit 128 bits and every balance fits a 64-bit column.
inline constexpr std::int64_t kMaxMinor = 999'999'999'999'999'999;

class Amount {
 public:
  Amount() = default;
  /// Pre: |minor| <= kMaxMinor; zero if there is no currency (both asserted).
  Amount(Currency currency, std::int64_t minor) : currency_(currency), minor_(minor) {
    KATIWALA_ASSERT(minor >= -kMaxMinor && minor <= kMaxMinor, "an amount past the bound");
    KATIWALA_ASSERT(minor == 0 || !currency.is_none(), "an amount without a currency");
  }

  /// Strict: optional '-', digits without superfluous leading zeros, exactly the currency's decimals; no negative zero.
  /// AMOUNT_SYNTAX, AMOUNT_DECIMALS or AMOUNT_RANGE, looked for in this order; CURRENCY_UNKNOWN without a currency.
  static Result<Amount> parse(Currency currency, std::string_view text);

  [[nodiscard]] Currency currency() const { return currency_; }
  [[nodiscard]] std::int64_t minor() const { return minor_; }
  [[nodiscard]] std::string text() const;               ///< "19975.00"
  [[nodiscard]] bool is_zero() const { return minor_ == 0; }
  [[nodiscard]] bool is_negative() const { return minor_ < 0; }
  [[nodiscard]] bool is_positive() const { return minor_ > 0; }

  // Arithmetic between two currencies, or past the bound, is our mistake and halts.
  // Two values within the bound are at most 2 * 10^18 - 2 apart or together, which an int64 holds: the sum can not wrap
  // before the constructor checks it.
  friend Amount operator+(Amount a, Amount b) {
    require_same(a, b);
    return {a.currency_, a.minor_ + b.minor_};
  }
  friend Amount operator-(Amount a, Amount b) {
    require_same(a, b);
    return {a.currency_, a.minor_ - b.minor_};
  }
  Amount operator-() const { return {currency_, -minor_}; }
  Amount& operator+=(Amount other) { return *this = *this + other; }
  Amount& operator-=(Amount other) { return *this = *this - other; }
  friend bool operator==(Amount a, Amount b) = default;
  /// Pre: same currency.
  friend std::strong_ordering operator<=>(Amount a, Amount b) {
    require_same(a, b);
    return a.minor_ <=> b.minor_;
  }

 private:
  static void require_same(Amount a, Amount b) {
    KATIWALA_ASSERT(a.currency_ == b.currency_, "arithmetic between two currencies");
  }

  Currency currency_;
  std::int64_t minor_ = 0;
};

inline Amount zero(Currency currency) { return Amount(currency, 0); }

/// Pro-rata split of an omnibus receipt over the victims of one order.
///
/// Exact quotas are floored to minor units; what is left goes one unit at a time to the largest
/// remainders, ties to the lowest index (R53). The parts sum to `total`; each is within one unit of its quota.
/// Pre: total >= 0; shares not empty, each > 0, of one currency, which need not be that of `total`: shares are weights.
/// Source: 18 USC 3664(i); rules.md R53.
std::vector<Amount> allocate(Amount total, std::span<const Amount> shares);

/// As `allocate`, but nobody gets more than `caps[i]`; what is capped is shared again among the rest by their
/// shares; what nobody can take is returned as `left`.
/// Pre: as allocate; caps as long as shares, each >= 0, in the currency of `total`. A share whose cap is zero takes no part.
/// Source: docs/books.md.
struct CappedAllocation {
  std::vector<Amount> parts;
  Amount left;
};
CappedAllocation allocate_capped(Amount total, std::span<const Amount> shares, std::span<const Amount> caps);

}  // namespace katiwala

template <>
struct std::hash<katiwala::Currency> {
  std::size_t operator()(const katiwala::Currency& c) const noexcept { return c.numeric(); }
};
