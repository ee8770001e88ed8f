/// The grammar of plain decimals, shared by amounts and rates: digits, at most one point, nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace katiwala {

/// The pieces of a decimal that is well formed: `whole` not empty and without superfluous leading zeros; `fraction` not
/// empty where there is a point.
struct DecimalText {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

/// nullopt if `text` is not a plain decimal (sign '-' only; no exponent, no grouping, no white space).
std::optional<DecimalText> split_decimal(std::string_view text);

/// The digits of both pieces as one number, or nullopt if it has more than 18 digits (leading zeros not counted).
std::optional<std::int64_t> joined_digits(const DecimalText& decimal);

/// The point set `decimals` digits from the right: ("-5", 2) is "-0.05".
std::string place_point(std::string digits, int decimals);

}  // namespace katiwala
