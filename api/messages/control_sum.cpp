#include "api/messages/control_sum.h"

#include <algorithm>

#include "api/messages/characters.h"

namespace katiwala::api::messages {
namespace {

constexpr int kDecimals = 4;
constexpr std::size_t kMaxWhole = 24;  // more digits than any sum of amounts has; 28 fit 128 bits with room to spare

}  // namespace

void ControlSum::add(Amount amount) {
  Minor units = wide(amount);
  for (int i = amount.currency().exponent(); i < kDecimals; ++i) units *= 10;
  units_ += units;
}

Result<bool> ControlSum::is(std::string_view decimal) const {
  const std::size_t point = decimal.find('.');
  std::string_view whole = decimal.substr(0, point);
  std::string_view part = point == std::string_view::npos ? std::string_view() : decimal.substr(point + 1);
  if (decimal.size() > 64 || (whole.empty() && part.empty()) || !all_digits(whole) || !all_digits(part)) return refuse(Code::AMOUNT_SYNTAX);
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  part = part.substr(0, part.find_last_not_of('0') + 1);
  if (whole.size() > kMaxWhole || part.size() > kDecimals) return false;
  Minor units = 0;
  for (const char c : whole) units = units * 10 + (c - '0');
  for (std::size_t i = 0; i < kDecimals; ++i) units = units * 10 + (i < part.size() ? part[i] - '0' : 0);
  return units == units_;
}

std::string ControlSum::text() const {
  std::string digits = units_.str();
  if (digits.size() <= kDecimals) digits.insert(0, kDecimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - kDecimals, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

Status check_number(const Node& header, std::uint64_t found) {
  KATIWALA_TRY(const Node number, header.one("NbOfTxs"));
  KATIWALA_TRY(const std::uint64_t said, count_field(number));
  if (said == found) return good();
  return number.refuse_here(Code::MESSAGE_CONTROL_SUM,
                            "Number of transactions: " + std::to_string(said) + " is stated, " + std::to_string(found) + " is found.");
}

Status check_sum(const Node& header, const ControlSum& sum, const ControlSum* other) {
  KATIWALA_TRY(const Node stated, header.maybe("CtrlSum"));
  if (!stated) return good();
  const Result<bool> same = sum.is(stated.text());
  if (!same.ok()) return stated.refuse_here(same.refusal().code, same.refusal().message);
  if (*same || (other != nullptr && *other->is(stated.text()))) return good();
  return stated.refuse_here(Code::MESSAGE_CONTROL_SUM, "Control sum: " + std::string(stated.text()) + " is stated, " + sum.text() + " is found.");
}

}  // namespace katiwala::api::messages
