// A payment, when it is asked for, when it is agreed to, and when it leaves.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

/// R12, R14: from the second tier on nothing is paid to whom asks and owes the court a return.
void returns_to_court(const Matter& m, Judgement& out) {
  const Guardian* guardian = m.guardian();
  if (m.tier == Tier::t0 || guardian == nullptr) return;
  for (const Duty& duty : m.memory.duties_of(m.about)) {
    if (duty.closed || !owes(*guardian, duty)) continue;
    if (duty.kind == DutyKind::inventory && m.today > duty.due) out.deny("INVENTORY_OVERDUE", "R12");
    if (duty.kind == DutyKind::annual_account && m.today >= duty.due + m.book.account_hold_days) out.say(Outcome::hold, "ACCOUNT_OVERDUE", "R14");
  }
}

/// What was asked for before this in the window, gross, without what a court's order covers.
std::optional<Pesos> spent_in_window(const Matter& m, const Payment& p) {
  Pesos sum{};
  for (const Name& name : m.ward->requests) {
    if (name == p.id) break;
    const Request& other = m.memory.requests.at(name);
    if (other.gone() || other.court_order || other.day > m.today || other.day <= m.today - m.book.window_days) continue;
    if (other.amount.currency != Currency::php && !other.price) return std::nullopt;
    sum = sum + worth(other.amount, other.price);
  }
  return sum;
}

/// R19, all limits inclusive.
void tiers(const Matter& m, const Payment& p, Judgement& out) {
  if (p.court_order) {
    out.allow("court_order_named", "R19");
    out.at_least = Tier::t2;
    return;
  }
  const auto price = m.memory.price(p.amount.currency, m.today);
  const bool priced = p.amount.currency == Currency::php || price;
  const auto before = priced ? spent_in_window(m, p) : std::nullopt;
  if (!before) return out.deny("RATE_MISSING", "R19");
  const Pesos amount = worth(p.amount, price), total = *before + amount;
  const bool over_t0_request = amount > pesos(m.book.t0_request);
  const bool over_t0 = over_t0_request || total > pesos(m.book.t0_window);
  const bool over_t1 = over_t0 && (amount > pesos(m.book.t1_request) || total > pesos(m.book.t1_window));
  if (over_t1) return out.deny("COURT_ORDER_REQUIRED", "R19");
  if (!over_t0 || (m.asked_again() && m.tier >= Tier::t1)) return out.allow("within_tier", "R19");
  if (m.asked_again()) return out.deny("TIER_INSUFFICIENT", "R19");
  out.say(Outcome::escalate, over_t0_request ? "TIER_REQUEST_LIMIT" : "TIER_WINDOW_LIMIT", "R19");
  out.at_least = Tier::t1;
}

/// R20: its first day and its last. `says` whether it is told that it is.
bool order_in_force(const Matter& m, const Name& name, bool says, Judgement& out) {
  const CourtOrder& order = m.ward->court_orders.at(name);
  const Day last = order.expires ? *order.expires : months_later(order.dated, m.book.order_months);
  if (m.today >= order.dated && m.today <= last) {
    if (says) out.allow("order_in_force", "R20");
    return true;
  }
  out.deny(m.today < order.dated ? "ORDER_NOT_IN_FORCE" : "ORDER_EXPIRED", "R20");
  return false;
}

/// R21: what is left of a budget.
bool is_within(const Matter& m, const Payment& p, const Budget& budget) {
  const Book where = m.stage == Stage::released ? Book::cap_reserved : Book::cap;
  return p.amount.minor <= m.memory.balance(where, *p.budget, budget.amount.currency);
}

void under_order(const Matter& m, const Payment& p, const Budget* budget, Judgement& out);

/// R20, R21: the order's days, purpose, payee and what is left of it, and of the budget.
void court_order(const Matter& m, const Payment& p, Judgement& out) {
  const Budget* budget = p.budget ? m.ward->budget(*p.budget) : nullptr;
  const auto rests_on = budget == nullptr ? std::optional<Name>{} : budget->court_order;
  // One that the budget rests on is judged too, and a denial of that stands for both.
  const bool other = rests_on && rests_on != p.court_order;
  if ((!other || order_in_force(m, *rests_on, !p.court_order, out)) && p.court_order) order_in_force(m, *p.court_order, true, out);
  under_order(m, p, budget, out);
}

void under_order(const Matter& m, const Payment& p, const Budget* budget, Judgement& out) {
  const bool within = budget == nullptr || is_within(m, p, *budget);
  if (!p.court_order) {
    if (budget != nullptr) within ? out.allow("within_budget", "R21") : out.deny("CAP_EXCEEDED", "R21");
    return;
  }
  const CourtOrder& order = m.ward->court_orders.at(*p.court_order);
  if (order.purpose && *order.purpose != p.purpose) return out.deny("ORDER_PURPOSE", "R21");
  if (order.payee && *order.payee != p.payee) return out.deny("ORDER_PAYEE", "R21");
  const Book where = m.stage == Stage::released ? Book::cap_reserved : Book::cap;
  if (p.amount.minor > m.memory.balance(where, *p.court_order, order.cap.currency)) return out.deny("CAP_EXCEEDED", "R21");
  within ? out.allow("within_cap", "R21") : out.deny("CAP_EXCEEDED", "R21");
}

/// R48: the limit of one payment, and of all on one day to one payee.
void instapay(const Matter& m, const Payment& p, Judgement& out) {
  if (p.rail != Rail::instapay) return;
  if (p.amount.currency != Currency::php) return out.deny("CURRENCY_MISMATCH", "R48");
  if (p.amount.minor > m.book.instapay_limit) return out.deny("INSTAPAY_LIMIT", "R48");
  std::int64_t sum = p.amount.minor;
  bool later = false;
  for (const Name& name : m.ward->requests) {
    later = later || name == p.id;
    const Request& other = m.memory.requests.at(name);
    if (name == p.id || other.gone() || other.rail != Rail::instapay || other.amount.currency != p.amount.currency) continue;
    if (!same_payee(*m.ward, p.payee, other.payee)) continue;
    const bool counts = m.stage == Stage::released ? other.released == m.today : !later && other.day == p.day;
    if (counts) sum += other.amount.minor;
  }
  if (sum > m.book.instapay_limit) out.deny("NO_SPLIT", "R48");
}

/// R35: what is free for her covers it to the last minor unit.
void covered_by_hers(const Matter& m, const Payment& p, Judgement& out) {
  if (m.stage == Stage::released) return;
  const Name& ward = m.about.name;
  const std::int64_t free = m.memory.balance(Book::principal, ward, p.amount.currency) + m.memory.balance(Book::income, ward, p.amount.currency);
  if (p.amount.minor > free) out.deny("INSUFFICIENT_FUNDS", "R35");
  else if (!out.reasons.contains({Outcome::deny, "INSUFFICIENT_FUNDS", "R35"})) out.allow("covered", "R35");
}

/// R32: before money leaves, its account was held against the statement of the last working day.
void account_is_behind(const Matter& m, const Cash& cash, Judgement& out) {
  if (cash.reconciled && *cash.reconciled >= working_day_before(m.book, m.today)) return;
  const Subject pool{Kind::pool, m.ward->pool};
  out.allow("not_reconciled", "R32");
  if (open_duty(m.memory.duties_of(pool), DutyKind::reconciliation) == nullptr) {
    out.owe(pool, DutyKind::reconciliation, DutyOwner::trust_officer, "R32", m.today);
  }
}

/// R32, R36, R71: what leaves the bank.
void leaving(const Matter& m, const Payment& p, Judgement& out) {
  if (m.stage != Stage::released) return;
  const Cash* cash = cash_of(m.memory.pools.at(m.ward->pool), p.amount.currency);
  if (cash->difference != 0) out.say(Outcome::hold, "RECONCILIATION_BREAK", "R32");
  else account_is_behind(m, *cash, out);
  count_covered(m, m.about.name, p.amount, m.today, true, out);
}

}  // namespace

void judge_budget(const Matter& m, const SetBudget& c, Judgement& out) {
  if (!c.court_order) return;
  const CourtOrder& order = m.ward->court_orders.at(*c.court_order);
  order_in_force(m, *c.court_order, true, out);
  if (order.purpose && *order.purpose != c.purpose) return out.deny("ORDER_PURPOSE", "R21");
  c.amount.minor <= order.cap.minor ? out.allow("within_cap", "R21") : out.deny("CAP_EXCEEDED", "R21");
}

void judge_payment(const Matter& m, const Payment& p, Judgement& out) {
  returns_to_court(m, out);
  tiers(m, p, out);
  court_order(m, p, out);
  instapay(m, p, out);
  covered_by_hers(m, p, out);
  leaving(m, p, out);
  judge_patterns(m, p, out);
  judge_paying_out(m, p, out);
}

}  // namespace reference
