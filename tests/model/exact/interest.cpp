// Interest on one deposit, and a whole pool's, divided by what each ward had on each day; and the tax on it.
#include <algorithm>

#include "ledger/money/exact.h"
#include "tests/model/exact/history.h"

namespace katiwala::model::exact {

using namespace custody;
using reckoning::Deposit;
using reckoning::Exact;
using reckoning::Whole;

namespace {

const CivilDate kLaw = *CivilDate::parse("2025-07-01");

/// The last day of the old law, or the first of the new one, or lately.
CivilDate placed_on(Chance& chance, CivilDate from, Deposit& deposit) {
  deposit.long_term = chance.percent(25);
  deposit.placed_before_law = chance.percent(40);
  if (deposit.placed_before_law) return kLaw - 1;
  return chance.percent(50) ? kLaw : from;
}

}  // namespace

void History::interest() {
  const auto holding = any_holding({reckoning::Kind::principal, reckoning::Kind::income});
  if (!holding) return;
  const WardId ward = wards_[holding->ward].id;
  RecordInterest c;
  c.ward = ward;
  c.day_count = chance_.percent(50) ? 360 : 365;
  c.rate_ppm = static_cast<std::uint32_t>(chance_.percent(50) ? 50'000 : 12'500);
  const int days = 1 + static_cast<int>(chance_.below(90));
  c.booked = office_.today();
  c.to = c.booked - static_cast<int>(chance_.below(3));
  c.from = c.to - (days - 1);
  Deposit deposit;
  c.placed = placed_on(chance_, c.from, deposit);
  c.long_term = deposit.long_term;
  const reckoning::Rate rate{c.rate_ppm, static_cast<int>(c.day_count)};
  const auto exactly = [&](const Whole& on) { return Exact(on) * rate.per_million * days / 1'000'000 / rate.day_count; };
  // Where the interest, or the tax on it, lies between two units.
  const bool of_tax = deposit.placed_before_law && !deposit.long_term && holding->currency != "PHP";
  const auto ties = [&](const Whole& one) {
    const Exact interest_exact = exactly(one);
    return reckoning::is_half(of_tax ? Exact(reckoning::half_even(interest_exact)) * 15 / 100 : interest_exact);
  };
  Whole on = chance_.up_to(50'000'000);
  for (int tries = chance_.percent(60) ? 400 : 0; tries > 0 && !ties(on); --tries) on = chance_.up_to(50'000'000);
  const Whole gross = books_.interest(on, holding->currency, rate, days);
  if (gross < 1) return;
  const Whole tax = books_.tax(holding->currency, gross, deposit);
  c.on = amount({holding->currency, on});
  const auto ask = [&](const Whole& of, const Whole& kept) {
    c.gross = amount({holding->currency, of});
    c.tax = amount({holding->currency, kept});
    c.references = {office_.reference()};
    return office_.say("bank", c);
  };
  if (chance_.percent(20) && !is(ask(gross + 1, tax), Outcome::deny, "interest one unit off")) return;
  if (chance_.percent(20) && tax < gross && !is(ask(gross, tax + 1), Outcome::deny, "tax one unit off")) return;
  if (!is(ask(gross, tax), Outcome::allow, "interest")) return;
  note("interest at half a unit", reckoning::is_half(exactly(on)));
  note("tax at half a unit", of_tax && ties(on));
  books_.credit_interest(ward.bytes, {holding->currency, gross}, exactly(on), deposit);
}

namespace {

/// The balance on which that much interest ran, to the unit that the rule asks for.
Amount ran_on(Amount gross, std::uint32_t ppm, std::uint32_t day_count, int days) {
  const Rational share = Rational(gross.minor()) * 1'000'000 * day_count / ppm / days;
  return Amount(gross.currency(), reckoning::half_even(share).convert_to<std::int64_t>());
}

}  // namespace

/// Since the last run, up to yesterday. The office divides with the ledger's own arithmetic, by the ledger's own balances.
void History::run_interest() {
  const Pot pot = any_pot();
  const auto [last, first_run] = interest_to_.try_emplace(pot, *CivilDate::parse("2026-02-17"));
  const CivilDate from = last->second + 1, to = office_.today() - 1;
  if (to < from) return;
  const int days = to.days() - from.days() + 1;
  const std::uint32_t ppm = chance_.percent(50) ? 45'000 : 50'000, day_count = chance_.percent(50) ? 360 : 365;
  std::vector<WardId> wards;
  for (const Ward& ward : wards_)
    if (ward.pool == pot.pool) wards.push_back(ward.id);
  std::ranges::sort(wards);
  std::vector<Amount> weights;
  std::vector<WardId> whose;
  Rational all = 0;
  for (const WardId& ward : wards) {
    const std::int64_t hers = office_.balance_days(ward, currency(pot.currency), from, to);
    if (hers == 0) continue;
    all += hers;
    weights.push_back(Amount(currency(pot.currency), hers));
    whose.push_back(ward);
  }
  Deposit deposit;
  const CivilDate placed = placed_on(chance_, from, deposit);
  last->second = to;
  if (whose.empty()) return;
  const Rational major = all * ppm / 1'000'000 / day_count * exact_major(Amount(currency(pot.currency), 1));
  const Amount credited = *round_half_even(major, currency(pot.currency));
  const std::vector<Amount> parts = allocate(credited, weights);
  for (std::size_t i = 0; i < whose.size(); ++i) {
    if (parts[i].is_zero()) continue;
    RecordInterest c;
    c.ward = whose[i];
    c.gross = parts[i];
    c.tax = amount({pot.currency, books_.tax(pot.currency, parts[i].minor(), deposit)});
    c.booked = office_.today();
    c.from = from;
    c.to = to;
    c.on = ran_on(parts[i], ppm, day_count, days);
    c.rate_ppm = ppm;
    c.day_count = day_count;
    c.placed = placed;
    c.long_term = deposit.long_term;
    c.references = {office_.reference()};
    if (!is(office_.say("bank", c), Outcome::allow, "interest of a run")) return;
  }
  note("interest run", true);
  note("interest run of several wards", whose.size() > 1);
  books_.run_interest(pool(pot).bytes, pot.currency, from.days(), to.days(), {ppm, static_cast<int>(day_count)}, deposit);
}

}  // namespace katiwala::model::exact
