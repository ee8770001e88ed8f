// What is divided: an omnibus credit by the shares of an order, the banks' charge on it, and a pool's interest by what each ward had on each day.
#include "tests/model/exact/reckoning/books.h"

#include <algorithm>

namespace reckoning {

/// Of a matched credit: gross by the awards, nobody above what is outstanding; the charge by what each got, what nobody took with them.
Matched Books::match(std::uint64_t number, const Name& name, const Name& order) {
  Credit& credit = credits_.at(name);
  const std::string& currency = credit.amount.currency;
  const std::vector<Award>& awards = orders_.at(order);
  std::vector<Whole> weights, limits;
  for (const Award& award : awards) {
    weights.push_back(award.amount.minor);
    limits.push_back(balance(Kind::outstanding, award.award, currency));
  }
  const Whole gross = credit.amount.minor + credit.charges;
  const Limited parts = share_limited(gross, weights, limits, fault_);
  std::vector<Whole> bearing;
  for (const Whole& part : parts.parts)
    if (part > 0) bearing.push_back(part);
  if (parts.left > 0) bearing.push_back(parts.left);
  std::vector<Whole> borne = share(credit.charges, bearing, fault_);
  if (fault_ == Fault::charges_on_first) {
    borne.assign(bearing.size(), Whole(0));
    borne.front() = credit.charges;
  }

  Matched out;
  out.tie = (!parts.capped && has_tie(gross, weights)) || has_tie(credit.charges, bearing);
  out.capped = parts.capped || parts.left > 0;
  Entry entry;
  std::size_t next = 0;
  for (std::size_t i = 0; i < awards.size(); ++i) {
    if (parts.parts[i] == 0) continue;
    const Share one{awards[i].award, awards[i].ward, parts.parts[i], borne[next++]};
    const Whole net = one.gross - one.charges;
    post(entry, Kind::suspense, credit.pool, currency, -net);
    post(entry, Kind::principal, one.ward, currency, net);
    post(entry, Kind::outstanding, one.award, currency, -one.gross);
    post(entry, Kind::received, one.award, currency, net);
    post(entry, Kind::charged, one.award, currency, one.charges);
    // What an award is entitled to is exact only as long as nobody is capped; then it is what she got.
    Whole sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) sum += limits[k] > 0 ? weights[k] : Whole(0);
    const Exact quota = out.capped ? Exact(one.gross) : ratio(gross * weights[i], sum);
    const Exact bears = out.capped ? Exact(one.charges) : ratio(credit.charges * weights[i], sum);
    entitle(entry, one.ward, currency, quota - bears, out.capped ? 0 : 3);  // below one unit of gross, and two of a charge that is shared by rounded parts
    out.shares.push_back(one);
  }
  out.left = parts.left - (parts.left > 0 ? borne[next] : Whole(0));
  credit.left = out.left;
  entry.matched = name;
  keep(number, std::move(entry));
  return out;
}

Whole Books::interest(const Whole& on, std::string_view, Rate rate, int days) const {
  return half_even(Exact(on) * rate.per_million * days / 1'000'000 / rate.day_count);
}

namespace {

/// RA 12214 and what was before it, of one who lives in the country.
int percent_of(std::string_view currency, Deposit deposit) {
  if (!deposit.placed_before_law) return 20;
  if (deposit.long_term) return 0;
  return currency == "PHP" ? 20 : 15;
}

}  // namespace

Whole Books::tax(std::string_view currency, const Whole& gross, Deposit deposit) const {
  const Exact exact = Exact(gross) * percent_of(currency, deposit) / 100;
  return fault_ == Fault::tax_cut ? floor_of(exact) : half_even(exact);
}

/// `exactly`: what the interest is before it is rounded to `gross`; the tax is of what was rounded. Apart by a unit, a fifth of it, and half a unit of tax.
void Books::credit_interest(const Name& ward, const Money& gross, const Exact& exactly, Deposit deposit) {
  const Name& pool = pool_of_.at(ward);
  const Whole kept = tax(gross.currency, gross.minor, deposit);
  Entry entry;
  post(entry, Kind::bank, pool, gross.currency, gross.minor);
  post(entry, Kind::income, ward, gross.currency, gross.minor - kept);
  post(entry, Kind::tax, pool, gross.currency, kept);
  entitle(entry, ward, gross.currency, exactly - exactly * percent_of(gross.currency, deposit) / 100, 2);
}

Whole Books::held_on(const Name& ward, const std::string& currency, int day) const {
  const auto hers = ends_.find({ward, currency});
  if (hers == ends_.end()) return 0;
  const auto after = hers->second.upper_bound(day);
  return after == hers->second.begin() ? Whole(0) : std::prev(after)->second;
}

Whole Books::balance_days(const Name& ward, const std::string& currency, int from, int to) const {
  if (fault_ == Fault::interest_by_balance) return held_on(ward, currency, to);
  Whole sum = 0;
  for (int day = from; day <= to; ++day) sum += held_on(ward, currency, day);
  return sum;
}

std::vector<Interest> Books::run_interest(const Name& pool, const std::string& currency, int from, int to, Rate rate, Deposit deposit) {
  std::vector<Name> wards;
  std::vector<Whole> weights;
  Whole all = 0;
  for (const auto& [ward, of] : pool_of_) {
    if (of != pool) continue;
    Whole days = balance_days(ward, currency, from, to);
    if (days == 0) continue;
    all += days;
    wards.push_back(ward);
    weights.push_back(std::move(days));
  }
  if (wards.empty()) return {};
  Whole whole = 0;
  for (std::size_t i = 0; i < wards.size(); ++i)
    for (int day = from; day <= to; ++day) whole += held_on(wards[i], currency, day);
  const Whole credited = half_even(Exact(whole) * rate.per_million / 1'000'000 / rate.day_count);
  const std::vector<Whole> parts = share(credited, weights, fault_);
  std::vector<Interest> out;
  for (std::size_t i = 0; i < wards.size(); ++i) {
    if (parts[i] == 0) continue;
    out.push_back({wards[i], parts[i], tax(currency, parts[i], deposit)});
    credit_interest(wards[i], {currency, parts[i]}, ratio(credited * weights[i], all), deposit);
  }
  return out;
}

}  // namespace reckoning
