#include "ledger/money/decimal.h"

#include <algorithm>

namespace katiwala {
namespace {

constexpr int kMaxDigits = 18;  // kMaxMinor is eighteen nines

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<DecimalText> split_decimal(std::string_view text) {
  DecimalText out;
  if (text.starts_with('-')) {
    out.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  out.whole = text.substr(0, point);
  if (point != std::string_view::npos) {
    out.fraction = text.substr(point + 1);
    if (out.fraction.empty()) return std::nullopt;
  }
  if (out.whole.empty() || !all_digits(out.whole) || !all_digits(out.fraction)) return std::nullopt;
  if (out.whole.size() > 1 && out.whole.front() == '0') return std::nullopt;
  return out;
}

std::optional<std::int64_t> joined_digits(const DecimalText& decimal) {
  std::int64_t value = 0;
  int significant = 0;
  for (const std::string_view piece : {decimal.whole, decimal.fraction}) {
    for (const char c : piece) {
      if (value != 0 || c != '0') ++significant;
      if (significant > kMaxDigits) return std::nullopt;
      value = value * 10 + (c - '0');
    }
  }
  return value;
}

std::string place_point(std::string digits, int decimals) {
  if (decimals == 0) return digits;
  const std::size_t sign = digits.starts_with('-') ? 1 : 0;
  const std::size_t wanted = static_cast<std::size_t>(decimals) + 1;
  if (digits.size() - sign < wanted) digits.insert(sign, wanted - (digits.size() - sign), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
  return digits;
}

}  // namespace katiwala
