// An older book is brought in: what it holds for each ward is noted in her own part, and what all of it comes to is agreed to by others, line by line and
// in all (docs/decisions/0032). Nothing is posted that differs from the control totals by one centavo.
//
// Worked: an older book holds 35,000.00 for her, 1,500.00 of it income, of an award of which 60,000.00 was paid, 250.00 of that kept by banks
//   custody    Dr bank 35,000.00, Cr principal 33,500.00, Cr income 1,500.00
//   authority  outstanding -60,000.00, received +59,750.00, charged +250.00
//
// It is the first that the pool's account and her own know in that currency: what moved afterwards would rest on a balance that was not there. What an older
// book has under way is paid or called back before.
#include <algorithm>
#include <unordered_set>

#include "ledger/money/exact.h"
#include "policies/opening.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

Refusal at(Code code, std::string place) { return refuse(code, std::string(sentence_of(code)), std::move(place)); }

/// Nothing of hers has moved in these currencies, and under these awards.
bool is_untouched(const State& state, const WardId& ward, const std::vector<OpeningLine>& lines) {
  return std::ranges::all_of(lines, [&](const OpeningLine& line) {
    const auto none = [&](AccountKind kind, const std::array<std::uint8_t, 16>& owner, Currency of) { return state.balance(kind, owner, of).is_zero(); };
    const Currency currency = line.amount.currency();
    for (const AccountKind kind : {AccountKind::principal, AccountKind::income, AccountKind::reserved})
      if (!none(kind, ward.bytes, currency)) return false;
    if (!line.award || (line.paid && line.paid->is_zero())) return true;
    const Currency awarded = line.paid.value_or(line.amount).currency();
    return none(AccountKind::received, line.award->bytes, awarded) && none(AccountKind::charged, line.award->bytes, awarded);
  });
}

/// Received for the pool by this ledger, or come back to it, and not by an older book; a receipt that was reversed is none.
bool has_received(const State& state, const Pool& pool, const PoolCash& cash) {
  return std::ranges::any_of(state.credits, [&](const auto& row) {
    const Credit& credit = row.second;
    if (credit.pool != pool.id || credit.amount.currency() != cash.account.currency) return false;
    const bool voided = credit.matched && credit.matched_in == 0 && !credit.resolved;
    return !voided && !(cash.brought_as_of && credit.booked <= *cash.brought_as_of);  // after an opening no other is booked so early
  });
}

/// Paid out of it.
bool has_paid(const State& state, const Pool& pool, Currency currency) {
  return std::ranges::any_of(state.requests, [&](const auto& row) {
    const Request& request = row.second;
    const Ward* ward = state.ward(request.ward);
    const bool left = request.state == RequestState::settled || request.state == RequestState::returned;
    return left && request.amount.currency() == currency && ward != nullptr && ward->pool == pool.id;
  });
}

/// And no statement of that day has agreed without this.
Status account_is_untouched(const Asking& asking, const Pool& pool, const PoolCash& cash, const OpenBooks& c) {
  const Currency currency = cash.account.currency;
  KATIWALA_CHECK(nothing_but_brought(asking.state, pool, currency));
  const bool agreed = cash.reconciled && !cash.difference && *cash.reconciled >= c.as_of;
  if (agreed) return at(Code::OPENING_LATE, "account " + currency.code());
  return cash.brought_as_of && *cash.brought_as_of != c.as_of ? Status(wrong_field("as_of")) : good();
}

/// What is nobody's, tax and fees have no line that is used up: they come once, or the same proposal would bring them twice.
Status is_brought_once(const State& state, const Pool& pool, const OpeningTotals& total) {
  const Currency currency = total.bank.currency();
  const std::pair<AccountKind, Amount> kept[] = {{AccountKind::suspense, total.unplaced}, {AccountKind::tax, total.tax}, {AccountKind::fee, total.fee}};
  for (const auto& [kind, amount] : kept) {
    const bool stands = !state.balance(kind, pool.id.bytes, currency).is_zero();
    if (amount.is_positive() && stands) return at(Code::OPENING_LATE, "account " + std::string(name(kind)) + " " + currency.code());
  }
  return good();
}

Status are_of_currency(const OpeningTotals& total) {
  const Currency currency = total.bank.currency();
  Minor sum = 0;
  for (const Amount& amount : {total.principal, total.income, total.unplaced, total.tax, total.fee}) {
    if (amount.currency() != currency) return refuse(Code::CURRENCY_MISMATCH);
    if (amount.is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
    sum += wide(amount);
  }
  KATIWALA_CHECK(positive(total.bank));
  return sum == wide(total.bank) ? good() : Status(at(Code::CONTROL_SUM_MISMATCH, "total " + currency.code() + " bank"));
}

Status are_totals(const Asking& asking, const Pool& pool, const OpenBooks& c) {
  if (c.totals.empty()) return wrong_field("totals");
  const auto number = [](const OpeningTotals& total) { return total.bank.currency().numeric(); };
  const bool ascending = std::ranges::adjacent_find(c.totals, [&](const auto& a, const auto& b) { return number(a) >= number(b); }) == c.totals.end();
  if (!ascending) return wrong_field("totals");
  for (const OpeningTotals& total : c.totals) {
    const PoolCash* cash = find_cash(pool, total.bank.currency());
    if (cash == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
    KATIWALA_CHECK(are_of_currency(total));
    KATIWALA_CHECK(account_is_untouched(asking, pool, *cash, c));
    KATIWALA_CHECK(is_brought_once(asking.state, pool, total));
  }
  return good();
}

/// As noted: the first that differs, with what the notes come to.
Status agree(const OpeningTotals& said, const OpeningTotals& noted) {
  const std::string currency = "noted " + said.bank.currency().code();
  if (said.lines != noted.lines) return at(Code::CONTROL_SUM_MISMATCH, currency + " lines " + std::to_string(noted.lines));
  if (said.principal != noted.principal) return at(Code::CONTROL_SUM_MISMATCH, currency + " principal " + noted.principal.text());
  if (said.income != noted.income) return at(Code::CONTROL_SUM_MISMATCH, currency + " income " + noted.income.text());
  return good();
}

Status totals_agree(const OpenBooks& c, const std::vector<NotedWard>& noted) {
  KATIWALA_TRY(const std::vector<OpeningTotals> sums, noted_totals(noted));
  const auto of = [](const std::vector<OpeningTotals>& totals, Currency currency) {
    return std::ranges::find_if(totals, [&](const OpeningTotals& t) { return t.bank.currency() == currency; });
  };
  for (const OpeningTotals& sum : sums) {
    if (of(c.totals, sum.bank.currency()) != c.totals.end()) continue;
    return at(Code::CONTROL_SUM_MISMATCH, "noted " + sum.bank.currency().code() + " lines " + std::to_string(sum.lines));
  }
  for (const OpeningTotals& said : c.totals) {
    const Amount none = zero(said.bank.currency());
    const auto sum = of(sums, said.bank.currency());
    KATIWALA_CHECK(agree(said, sum == sums.end() ? OpeningTotals{0, none, none, none, none, none, none} : *sum));
  }
  return good();
}

Status unplaced_agree(const State& state, const OpenBooks& c) {
  std::unordered_set<CreditId> seen;
  for (const BroughtCredit& credit : c.unplaced) {
    if (credit.credit.is_zero() || !seen.insert(credit.credit).second || credit.booked > c.as_of) return wrong_field("unplaced");
    if (state.credit(credit.credit) != nullptr) return refuse(Code::ALREADY_EXISTS);
    KATIWALA_CHECK(positive(credit.amount));
    const bool known = std::ranges::any_of(c.totals, [&](const OpeningTotals& t) { return t.bank.currency() == credit.amount.currency(); });
    if (!known) return refuse(Code::CURRENCY_MISMATCH);
  }
  for (const OpeningTotals& total : c.totals) {
    Minor sum = 0;
    for (const BroughtCredit& credit : c.unplaced)
      if (credit.amount.currency() == total.bank.currency()) sum += wide(credit.amount);
    if (sum != wide(total.unplaced)) return at(Code::CONTROL_SUM_MISMATCH, "total " + total.bank.currency().code() + " unplaced");
  }
  return good();
}

void bring_in(Plan& plan, const WardId& ward, const OpeningLine& line) {
  const Subject hers = subject(ward);
  post(plan, hers, AccountKind::principal, ward.bytes, line.amount - *line.income, Category::brought);
  post(plan, hers, AccountKind::income, ward.bytes, *line.income, Category::brought);
  if (!line.award) return;
  post(plan, hers, AccountKind::outstanding, line.award->bytes, -*line.paid, Category::authority);
  post(plan, hers, AccountKind::received, line.award->bytes, *line.paid - *line.charges, Category::authority);
  post(plan, hers, AccountKind::charged, line.award->bytes, *line.charges, Category::authority);
}

void bring_in(Plan& plan, const PoolId& pool, const OpeningTotals& total) {
  post(plan, plan.about, AccountKind::bank, pool.bytes, total.bank, Category::brought);
  post(plan, plan.about, AccountKind::suspense, pool.bytes, total.unplaced, Category::brought);
  post(plan, plan.about, AccountKind::tax, pool.bytes, total.tax, Category::brought);
  post(plan, plan.about, AccountKind::fee, pool.bytes, total.fee, Category::brought);
}

/// A refusal names a ward by her place among them: what stands in the pool's part tells of no ward.
Status wards_are_untouched(const State& state, const std::vector<NotedWard>& noted) {
  for (std::size_t i = 0; i < noted.size(); ++i) {
    if (is_untouched(state, noted[i].ward, noted[i].lines)) continue;
    return at(Code::OPENING_LATE, "ward " + std::to_string(i + 1) + " of " + std::to_string(noted.size()));
  }
  return good();
}

}  // namespace

/// That it stands at nothing again is not enough: what came in and went is a history that the older book does not have.
Status nothing_but_brought(const State& state, const Pool& pool, Currency currency) {
  const PoolCash* cash = find_cash(pool, currency);
  KATIWALA_ASSERT(cash != nullptr, "an opening in a currency in which the pool has no account");
  const auto balance = [&](AccountKind kind) { return state.balance(kind, pool.id.bytes, currency); };
  const bool stands = balance(AccountKind::bank) == cash->brought.value_or(zero(currency)) && balance(AccountKind::transit).is_zero();
  const bool moved = has_received(state, pool, *cash) || has_paid(state, pool, currency);
  return stands && !moved ? good() : Status(at(Code::OPENING_LATE, "account " + currency.code()));
}

Result<Plan> plan_of(const Asking& asking, const NoteOpening& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.opening.is_zero()) return wrong_field("opening");
  if (c.lines.size() > kMostOpeningLines) return wrong_field("lines");
  if (c.lines.empty() && !ward->noted) return wrong_field("lines");
  KATIWALA_TRY(std::vector<OpeningLine> lines, whole_lines(asking.state, *ward, c.lines));
  if (!is_untouched(asking.state, c.ward, lines)) return refuse(Code::OPENING_LATE);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, OpeningNoted{c.opening, std::move(lines)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const OpenBooks& c) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, c.pool));
  if (c.opening.is_zero()) return wrong_field("opening");
  if (c.as_of >= asking.today) return wrong_field("as_of");  // a day that has not ended ended in no book
  if (c.source == Digest{}) return wrong_field("source");
  KATIWALA_CHECK(are_totals(asking, *pool, c));
  KATIWALA_CHECK(unplaced_agree(asking.state, c));
  const std::vector<NotedWard> noted = noted_under(asking.state, c.pool, c.opening);
  if (noted.size() > kMostNoted) return refuse(Code::OPENING_TOO_LARGE);
  KATIWALA_CHECK(totals_agree(c, noted));
  if (asking.hash(opening_text(noted)) != c.noted) return refuse(Code::OPENING_CHANGED);
  KATIWALA_CHECK(wards_are_untouched(asking.state, noted));
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, BooksOpened{c.opening, c.as_of, c.source, c.noted, c.totals});
  for (const BroughtCredit& credit : c.unplaced) {
    happen(plan, plan.about, CreditReceived{credit.credit, credit.amount, std::nullopt, credit.booked, credit.booked});
  }
  for (const OpeningTotals& total : c.totals) bring_in(plan, c.pool, total);
  for (const NotedWard& one : noted) {
    happen(plan, subject(one.ward), BalanceBrought{c.opening, c.as_of, c.source, one.lines});
    for (const OpeningLine& line : one.lines) bring_in(plan, one.ward, line);
  }
  return plan;
}

}  // namespace katiwala::policies
