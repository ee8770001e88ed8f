/// Exact rates of exchange. Exact comparison against thresholds: exact.h.
///
/// A rate says how many major units of `quote` one major unit of `base` costs, as an exact rational.
/// Rounding happens once, at the end, half to even (R53). Thresholds compare the unrounded product (scenarios.md,
/// common conventions).
#pragma once

#include "ledger/money/amount.h"

namespace katiwala {

class Rate {
 public:
  Rate() = default;
  /// Strict positive plain decimal, at most 12 digits before and 12 after the point and 18 in all (leading zeros not
  /// counted, so that the mantissa fits 64 bits): "58.2350". RATE_SYNTAX otherwise.
  static Result<Rate> parse(Currency base, Currency quote, std::string_view decimal);

  [[nodiscard]] Currency base() const { return base_; }
  [[nodiscard]] Currency quote() const { return quote_; }
  /// The decimal as it was written, trailing zeros kept ("58.2350").
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t mantissa() const { return mantissa_; }  ///< 582350
  [[nodiscard]] int scale() const { return scale_; }                 ///< 4
  /// Accepts exactly what `parse` can produce.
  static Result<Rate> from_parts(Currency base, Currency quote, std::int64_t mantissa, int scale);

  /// Pre: amount in base(). Half-even to the quote currency's exponent; AMOUNT_RANGE past the bound.
  [[nodiscard]] Result<Amount> convert(Amount amount) const;
  bool operator==(const Rate&) const = default;

 private:
  Currency base_;
  Currency quote_;
  std::int64_t mantissa_ = 0;
  int scale_ = 0;
};

}  // namespace katiwala
