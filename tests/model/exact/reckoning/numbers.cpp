#include "tests/model/exact/reckoning/numbers.h"

#include <algorithm>
#include <numeric>

namespace reckoning {

std::string_view name_of(Fault fault) {
  constexpr std::string_view kNames[] = {"none", "share half up", "tie to the highest", "remainders ignored", "limit ignored", "capped not shared again",
                                         "limit on rounded parts", "charges on the first", "rate half up", "rate cut", "interest by balance", "tax cut", "principal first",
                                         "return to principal", "cap not restored", "refund lost"};
  return kNames[static_cast<std::size_t>(fault)];
}

int decimals_of(std::string_view currency) { return currency == "JPY" ? 0 : currency == "KWD" ? 3 : 2; }

Whole units_of(std::string_view currency) { return boost::multiprecision::pow(Whole(10), static_cast<unsigned>(decimals_of(currency))); }

Exact decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string whole(text.substr(0, point)), part(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
  Whole digits = 0;
  for (const char c : whole + part) digits = digits * 10 + (c - '0');
  return {digits, boost::multiprecision::pow(Whole(10), static_cast<unsigned>(part.size()))};
}

Whole floor_of(const Exact& value) {
  const Whole over = numerator(value), under = denominator(value);
  Whole whole = over / under;  // towards zero
  if (over < 0 && whole * under != over) --whole;
  return whole;
}

bool is_half(const Exact& value) { return value - floor_of(value) == Exact(1, 2); }

Whole half_even(const Exact& value) {
  const Whole below = floor_of(value);
  const Exact rest = value - below;
  const bool up = rest > Exact(1, 2) || (rest == Exact(1, 2) && below % 2 != 0);
  return up ? Whole(below + 1) : below;
}

namespace {

std::vector<Exact> quotas_of(const Whole& total, const std::vector<Whole>& weights) {
  const Whole sum = std::accumulate(weights.begin(), weights.end(), Whole(0));
  std::vector<Exact> out;
  for (const Whole& weight : weights) out.push_back(ratio(total * weight, sum));
  return out;
}

Whole rest_of(const Whole& total, const std::vector<Whole>& parts) { return total - std::accumulate(parts.begin(), parts.end(), Whole(0)); }

/// Who is next in turn for a unit.
std::vector<std::size_t> turns(const std::vector<Exact>& quotas, Fault fault) {
  std::vector<std::size_t> out(quotas.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  if (fault == Fault::remainders_ignored) return out;
  std::ranges::sort(out, [&](std::size_t a, std::size_t b) {
    const Exact of_a = quotas[a] - floor_of(quotas[a]), of_b = quotas[b] - floor_of(quotas[b]);
    if (of_a != of_b) return of_a > of_b;
    return fault == Fault::tie_to_highest ? a > b : a < b;
  });
  return out;
}

}  // namespace

std::vector<Whole> share(const Whole& total, const std::vector<Whole>& weights, Fault fault) {
  const std::vector<Exact> quotas = quotas_of(total, weights);
  std::vector<Whole> parts;
  for (const Exact& quota : quotas) parts.push_back(fault == Fault::share_half_up ? floor_of(quota + Exact(1, 2)) : floor_of(quota));
  Whole left = rest_of(total, parts);
  if (fault == Fault::share_half_up) {
    parts.back() += left;
    return parts;
  }
  for (const std::size_t next : turns(quotas, fault)) {
    if (left == 0) break;
    ++parts[next];
    --left;
  }
  return parts;
}

bool has_tie(const Whole& total, const std::vector<Whole>& weights) {
  return share(total, weights, Fault::none) != share(total, weights, Fault::tie_to_highest);
}

Limited share_limited(const Whole& total, const std::vector<Whole>& weights, const std::vector<Whole>& limits, Fault fault) {
  Limited out{std::vector<Whole>(weights.size(), Whole(0)), total};
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (limits[i] > 0) open.push_back(i);
  while (!open.empty()) {
    std::vector<Whole> of_open;
    for (const std::size_t i : open) of_open.push_back(weights[i]);
    const std::vector<Whole> parts = share(out.left, of_open, fault);
    const std::vector<Exact> quotas = quotas_of(out.left, of_open);
    std::vector<std::size_t> below;
    Whole given = 0;
    for (std::size_t k = 0; k < open.size(); ++k) {
      const bool above = fault == Fault::limit_on_rounded ? parts[k] > limits[open[k]] : quotas[k] > limits[open[k]];
      out.capped = out.capped || above;
      if (above && fault != Fault::limit_ignored) {
        out.parts[open[k]] = limits[open[k]];
        given += limits[open[k]];
      } else {
        below.push_back(k);
      }
    }
    const bool settled = below.size() == open.size() || fault == Fault::capped_not_shared;
    std::vector<std::size_t> still;
    for (const std::size_t k : below) {
      if (settled) {
        out.parts[open[k]] = parts[k];
        given += parts[k];
      } else {
        still.push_back(open[k]);
      }
    }
    out.left -= given;
    if (settled) break;
    open = std::move(still);
  }
  return out;
}

}  // namespace reckoning
