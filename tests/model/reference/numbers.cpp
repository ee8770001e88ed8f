#include "tests/model/reference/numbers.h"

#include <stdexcept>

namespace reference {
namespace {

constexpr int kStepDecimals = 12;

Wide power_of_ten(int exponent) {
  if (exponent < 0) throw std::logic_error("finer than the model counts");
  Wide out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}

}  // namespace

int decimals_of(Currency currency) {
  switch (currency) {
    case Currency::jpy: return 0;
    case Currency::kwd: return 3;
    default: return 2;
  }
}

Pesos worth(Money money, const std::optional<Price>& price) {
  if (money.currency == Currency::php) return pesos(money.minor);
  if (!price || price->from != money.currency || price->to != Currency::php) throw std::logic_error("worth without its price");
  return {Wide{money.minor} * price->figures * power_of_ten(kStepDecimals - decimals_of(money.currency) - price->decimals)};
}

Pesos pesos(std::int64_t centavos) { return {Wide{centavos} * power_of_ten(kStepDecimals - 2)}; }

bool reaches_percent(Pesos part, Pesos whole, std::int64_t percent) { return part.steps * 100 >= whole.steps * percent; }
bool exceeds_percent(Pesos part, Pesos whole, std::int64_t percent) { return part.steps * 100 > whole.steps * percent; }

Money exchange(Money money, const Price& price) {
  const Wide over = Wide{money.minor} * price.figures * power_of_ten(decimals_of(price.to));
  const Wide under = power_of_ten(decimals_of(price.from) + price.decimals);
  Wide whole = over / under;
  const Wide twice = (over % under) * 2;
  if (twice > under || (twice == under && whole % 2 == 1)) ++whole;
  return {price.to, static_cast<std::int64_t>(whole)};
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  Wide sum = 0;
  for (const std::int64_t w : weights) sum += w;
  std::vector<std::int64_t> parts;
  std::vector<Wide> remainders;
  std::int64_t left = total;
  for (const std::int64_t w : weights) {
    const Wide product = Wide{total} * w;
    parts.push_back(static_cast<std::int64_t>(product / sum));
    remainders.push_back(product % sum);
    left -= parts.back();
  }
  for (; left > 0; --left) {
    std::size_t largest = 0;
    for (std::size_t i = 1; i < remainders.size(); ++i)
      if (remainders[i] > remainders[largest]) largest = i;
    ++parts[largest];
    remainders[largest] = -1;
  }
  return parts;
}

std::int64_t split_limited(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& limits,
                           std::vector<std::int64_t>& parts) {
  parts.assign(weights.size(), 0);
  std::vector<bool> full(weights.size(), false);
  for (std::size_t i = 0; i < limits.size(); ++i) full[i] = limits[i] == 0;
  while (true) {
    std::int64_t rest = total;
    std::vector<std::int64_t> taking;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (full[i]) rest -= limits[i];
      else taking.push_back(weights[i]);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) parts[i] = full[i] ? limits[i] : 0;
    if (taking.empty()) return rest;
    const std::vector<std::int64_t> shares = split(rest, taking);
    Wide sum = 0;
    for (const std::int64_t w : taking) sum += w;
    bool again = false;
    std::size_t next = 0;
    std::vector<bool> now_full = full;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (full[i]) continue;
      parts[i] = shares[next++];
      // What is exactly due, before it is rounded: the fraction above a limit is the others' too.
      if (Wide{rest} * weights[i] > Wide{limits[i]} * sum) now_full[i] = again = true;
    }
    if (!again) return 0;
    full = now_full;
  }
}

}  // namespace reference
