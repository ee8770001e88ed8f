#include "policies/rules/worth.h"

#include "ledger/money/exact.h"

namespace katiwala::policies {

using namespace custody;

Currency peso() {
  static const Currency php = Currency::parse("PHP").value();
  return php;
}

Result<std::optional<Rate>> peso_rate(const State& state, Currency currency, CivilDate day) {
  if (currency == peso()) return std::optional<Rate>{};
  const DayRate* known = state.rate(currency, day);
  if (known == nullptr) {
    return refuse(Code::RATE_MISSING, std::string(sentence_of(Code::RATE_MISSING)), currency.code() + " " + day.text());
  }
  return std::optional<Rate>{known->rate};
}

Rational peso_worth(Amount amount, const std::optional<Rate>& rate) {
  if (amount.currency() == peso()) return exact_major(amount);
  KATIWALA_ASSERT(rate.has_value(), "a foreign amount without its rate");
  return exact(*rate, amount);
}

Result<Rational> peso_worth(const State& state, Amount amount, CivilDate day) {
  KATIWALA_TRY(const std::optional<Rate> rate, peso_rate(state, amount.currency(), day));
  return peso_worth(amount, rate);
}

namespace {

/// What the plan adds to her own accounts in one currency.
Amount planned(const Plan& plan, const Ward& ward, Currency currency) {
  Amount sum = zero(currency);
  for (const SubjectPosting& line : plan.postings) {
    const book::Account& account = line.posting.account;
    if (account.owner != ward.id.bytes || account.currency != currency) continue;
    sum += line.posting.change();
  }
  return sum;
}

Amount held(const State& state, const Ward& ward, Currency currency) {
  Amount sum = zero(currency);
  for (const book::AccountKind kind : {book::AccountKind::principal, book::AccountKind::income, book::AccountKind::reserved})
    sum += state.balance(kind, ward.id.bytes, currency);
  return sum;
}

}  // namespace

Result<Rational> holdings_worth(const Matter& m, const Ward& ward, bool after_plan) {
  Rational total = 0;
  const Pool* pool = m.state.pool(ward.pool);
  KATIWALA_ASSERT(pool != nullptr, "a ward without her pool");
  for (const PoolCash& cash : pool->cash) {
    const Currency currency = cash.account.currency;
    Amount sum = held(m.state, ward, currency);
    if (after_plan) sum += planned(m.plan, ward, currency);
    if (sum.is_zero()) continue;  // what is not there needs no rate
    KATIWALA_TRY(const Rational worth, peso_worth(m.state, sum, m.today));
    total += worth;
  }
  return total;
}

Fact peso_fact(std::string_view name, const Rational& value) { return fact(name, decimal_text(value, 24) + " PHP"); }

}  // namespace katiwala::policies
