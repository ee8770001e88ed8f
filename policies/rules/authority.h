/// On whose word a purpose is paid: the order that names it, the budget that covers it, the instrument's terms, income alone.
#pragma once

#include "policies/rules/asking.h"
#include "policies/rules/facts.h"
#include "policies/rules/worth.h"

namespace katiwala::policies {

/// The court order a payment names; nullptr where it names none, or one that she does not have (R20 denies that).
inline const custody::CourtOrder* named_order(const Matter& m, const Payment& asked) {
  return m.ward == nullptr || !asked.court_order ? nullptr : find_court_order(*m.ward, *asked.court_order);
}

/// The order named, where it says that very purpose: an order that leaves the purpose open orders nothing out of the ordinary. Whether it is
/// in force is R20's to say, how much it allows R21's.
inline const custody::CourtOrder* order_for(const Matter& m, const Payment& asked, custody::Purpose purpose) {
  const custody::CourtOrder* order = named_order(m, asked);
  return order != nullptr && order->purpose == purpose ? order : nullptr;
}

/// What the trust instrument says: the newest terms recorded as a fact in force, else those she was opened with.
inline custody::TrustTerms terms_of(const Matter& m) {
  if (m.ward == nullptr) return {};
  const custody::WardFact* fact = fact_in_force(m.ward->facts, custody::FactKind::trust_terms, m.today);
  if (fact != nullptr && fact->terms) return *fact->terms;
  return m.ward->terms.value_or(custody::TrustTerms{});
}

/// Whether income covers the whole payment: what is free of it, or, once it is set aside, what was taken from it (R18).
inline bool is_income_alone(const Matter& m, const Payment& asked) {
  if (m.stage == Stage::release) return m.request != nullptr && m.request->from_income == asked.amount;
  return asked.amount <= m.state.balance(book::AccountKind::income, m.ward->id.bytes, asked.amount.currency());
}

/// The budget a payment draws on. As it is asked: the one it names, else the one the plan matched it to, else one for its purpose, day and
/// currency, unless a court order is named. Later: the one it was asked under, as only that was set aside.
inline const custody::Budget* budget_of(const Matter& m, const Payment& asked) {
  if (m.ward == nullptr || m.ward->budgets.empty()) return nullptr;
  if (asked.budget) return find_budget(*m.ward, *asked.budget);
  if (m.stage != Stage::submit) return nullptr;
  std::optional<custody::BudgetId> matched;
  for_each_planned<custody::RequestJudged>(m, [&](const custody::Subject&, const custody::RequestJudged& e) { matched = e.request.budget; });
  if (matched) return find_budget(*m.ward, *matched);
  if (asked.court_order) return nullptr;
  for (const custody::Budget& budget : m.ward->budgets) {
    const bool covers = budget.purpose == asked.purpose && budget.from <= m.today && m.today <= budget.to;
    if (covers && budget.amount.currency() == asked.amount.currency()) return &budget;
  }
  return nullptr;
}

/// In pesos, unrounded, by the rate of its day. RATE_MISSING where none was known then.
inline Result<Rational> spend_worth(const custody::Spend& spend) {
  if (spend.amount.currency() != peso() && !spend.rate) {
    return refuse(Code::RATE_MISSING, std::string(sentence_of(Code::RATE_MISSING)), spend.amount.currency().code() + " " + spend.day.text());
  }
  return peso_worth(spend.amount, spend.rate);
}

/// What was asked for before the payment at hand and counts with it, this payment included: `counts` chooses among her spends. What was asked
/// for later counted this one when it was judged.
template <class Counts>
Result<Rational> spent_with(const Matter& m, const Payment& asked, Counts counts) {
  KATIWALA_TRY(Rational total, peso_worth(m.state, asked.amount, m.today));
  for (const custody::Spend& spend : m.ward->spends) {
    if (spend.request == asked.id) break;
    if (!counts(spend)) continue;
    KATIWALA_TRY(const Rational worth, spend_worth(spend));
    total += worth;
  }
  return total;
}

}  // namespace katiwala::policies
