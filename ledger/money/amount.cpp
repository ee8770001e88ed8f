#include "ledger/money/amount.h"

#include "ledger/money/decimal.h"
#include "ledger/money/exact.h"

namespace katiwala {

Result<Amount> Amount::parse(Currency currency, std::string_view text) {
  if (currency.is_none()) return refuse(Code::CURRENCY_UNKNOWN);
  const auto decimal = split_decimal(text);
  if (!decimal) return refuse(Code::AMOUNT_SYNTAX);
  if (decimal->fraction.size() != static_cast<std::size_t>(currency.exponent())) {
    return refuse(Code::AMOUNT_DECIMALS,
                  currency.code() + " amounts have exactly " + std::to_string(currency.exponent()) + " decimals.");
  }
  const auto minor = joined_digits(*decimal);
  if (!minor) return refuse(Code::AMOUNT_RANGE);
  // One value, one spelling: equal amounts must have equal bytes wherever they are written.
  if (decimal->negative && *minor == 0) return refuse(Code::AMOUNT_SYNTAX);
  return Amount(currency, decimal->negative ? -*minor : *minor);
}

Result<Amount> amount_from_wide(Currency currency, const Minor& minor) {
  if (minor > kMaxMinor || minor < -kMaxMinor) return refuse(Code::AMOUNT_RANGE);
  return Amount(currency, minor.convert_to<std::int64_t>());
}

std::string Amount::text() const { return place_point(std::to_string(minor_), currency_.exponent()); }

}  // namespace katiwala
