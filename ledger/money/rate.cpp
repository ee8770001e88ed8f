#include "ledger/money/rate.h"

#include "ledger/money/decimal.h"
#include "ledger/money/exact.h"

namespace katiwala {
namespace {

using Integer = boost::multiprecision::cpp_int;

constexpr int kMaxWholeDigits = 12;
constexpr int kMaxScale = 12;
constexpr int kMaxTextDecimals = 64;

Integer power_of_ten(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

/// Nearest whole number to numerator / denominator, ties to the even one. Pre: denominator > 0.
Integer divide_half_even(const Integer& numerator, const Integer& denominator) {
  Integer quotient;
  Integer remainder;
  boost::multiprecision::divide_qr(numerator, denominator, quotient, remainder);  // towards zero
  const Integer twice = abs(remainder) * 2;
#ifdef KATIWALA_SABOTAGE_rate_half_up
  const bool up = twice >= denominator;
#else
  const bool up = twice > denominator || (twice == denominator && bit_test(abs(quotient), 0));
#endif
  if (up) quotient += numerator < 0 ? -1 : 1;
  return quotient;
}

Result<Amount> bounded(Currency currency, const Integer& minor) {
  if (minor > kMaxMinor || minor < -kMaxMinor) return refuse(Code::AMOUNT_RANGE);
  return Amount(currency, minor.convert_to<std::int64_t>());
}

}  // namespace

Result<Rate> Rate::parse(Currency base, Currency quote, std::string_view decimal) {
  const auto pieces = split_decimal(decimal);
  if (!pieces || pieces->negative || pieces->fraction.size() > kMaxScale) return refuse(Code::RATE_SYNTAX);
  const auto mantissa = joined_digits(*pieces);
  if (!mantissa) return refuse(Code::RATE_SYNTAX);
  return from_parts(base, quote, *mantissa, static_cast<int>(pieces->fraction.size()));
}

Result<Rate> Rate::from_parts(Currency base, Currency quote, std::int64_t mantissa, int scale) {
  if (base.is_none() || quote.is_none()) return refuse(Code::CURRENCY_UNKNOWN);
  if (mantissa <= 0 || mantissa > kMaxMinor || scale < 0 || scale > kMaxScale) return refuse(Code::RATE_SYNTAX);
  if (Integer(mantissa) >= power_of_ten(kMaxWholeDigits + scale)) return refuse(Code::RATE_SYNTAX);
  Rate rate;
  rate.base_ = base;
  rate.quote_ = quote;
  rate.mantissa_ = mantissa;
  rate.scale_ = scale;
  return rate;
}

std::string Rate::text() const { return place_point(std::to_string(mantissa_), scale_); }

Result<Amount> Rate::convert(Amount amount) const {
  KATIWALA_ASSERT(mantissa_ > 0, "conversion without a rate");
  KATIWALA_ASSERT(amount.currency() == base_, "conversion from another currency than the rate's base");
  const Integer product = Integer(amount.minor()) * mantissa_;
  const int shift = quote_.exponent() - base_.exponent() - scale_;
  return bounded(quote_, shift >= 0 ? Integer(product * power_of_ten(shift))
                                    : divide_half_even(product, power_of_ten(-shift)));
}

Rational exact(const Rate& rate, Amount amount) {
  KATIWALA_ASSERT(rate.mantissa() > 0, "conversion without a rate");
  KATIWALA_ASSERT(amount.currency() == rate.base(), "conversion from another currency than the rate's base");
  return {Integer(amount.minor()) * rate.mantissa(), power_of_ten(rate.base().exponent() + rate.scale())};
}

Rational exact_major(Amount amount) { return {Integer(amount.minor()), power_of_ten(amount.currency().exponent())}; }

Result<Amount> round_half_even(const Rational& major, Currency currency) {
  return bounded(currency, divide_half_even(numerator(major) * power_of_ten(currency.exponent()), denominator(major)));
}

std::string decimal_text(const Rational& value, int max_decimals) {
  KATIWALA_ASSERT(max_decimals >= 0 && max_decimals <= kMaxTextDecimals, "decimal text of an unreasonable length");
  Integer digits = divide_half_even(numerator(value) * power_of_ten(max_decimals), denominator(value));
  int decimals = max_decimals;
  while (decimals > 0 && digits % 10 == 0) {
    digits /= 10;
    --decimals;
  }
  return place_point(digits.str(), decimals);
}

}  // namespace katiwala
