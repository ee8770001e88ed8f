// RF04  A ward's money is not paid to her guardian, to an account he can draw on, or out in cash, unless a court set an allowance.
//       D; rules.md red flags.
//
// The payee is a guardian's person, has an account in common with one (an e-wallet's account is its phone), or is of the kind cash or
// guardian; guardians of before count as those of now. What passes: an allowance within what the court set for a calendar month, this one
// with it, by the day of the request and inclusive to the centavo; a payment under a court order that names that very payee; a guardian's
// compensation under an order that allows one (R25 judges how much). Foreign amounts count unrounded at their day's rate.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/authority.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf04_guardian_paid {
namespace {

using namespace custody;

bool is_account(const Payee& payee, const Mark& mark) {
  return mark.kind == MarkKind::account || (mark.kind == MarkKind::phone && payee.payee_kind == PayeeKind::e_wallet);
}

/// What makes the payee a guardian's, or cash.
std::optional<std::string_view> why(const Ward& ward, const Payee& payee) {
  if (payee.payee_kind == PayeeKind::cash || payee.payee_kind == PayeeKind::guardian) return name(payee.payee_kind);
  for (const Guardian& guardian : ward.guardians) {
    if (guardian.person == payee.person) return "person";
    for (const Mark& mark : payee.marks)
      if (is_account(payee, mark) && std::find(guardian.marks.begin(), guardian.marks.end(), mark) != guardian.marks.end()) return name(mark.kind);
  }
  return std::nullopt;
}

bool order_allows(const Matter& m, const Payment& asked) {
  const CourtOrder* order = asked.court_order ? find_court_order(*m.ward, *asked.court_order) : nullptr;
  if (order == nullptr) return false;
  return order->payee == asked.payee || (order->compensation && asked.purpose == Purpose::compensation);
}

bool same_month(CivilDate a, CivilDate b) { return a.year() == b.year() && a.month() == b.month(); }

/// Allowances of the calendar month of the request, those asked for before it and this one.
Result<Rational> allowances(const Matter& m, const Payment& asked) {
  KATIWALA_TRY(Rational total, peso_worth(m.state, asked.amount, asked.day));
  for (const Spend& spend : m.ward->spends) {
    if (spend.request == asked.id) break;  // what was asked for later counted this one
    if (spend.purpose != Purpose::allowance || spend.by_order || !same_month(spend.day, asked.day)) continue;
    if (spend.amount.currency() != peso() && !spend.rate) {
      return refuse(Code::RATE_MISSING, std::string(sentence_of(Code::RATE_MISSING)), spend.amount.currency().code() + " " + spend.day.text());
    }
    total += peso_worth(spend.amount, spend.rate);
  }
  return total;
}

Verdict refused(const Matter& m, const Payment& asked, std::vector<Fact> facts) {
  Verdict verdict = deny(Code::PAYEE_IS_GUARDIAN, facts);
  verdict.raised.push_back({watch_of(m.ward->id), std::move(facts), false, asked.id, std::nullopt});
  return verdict;
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee == nullptr) return silent();
  const auto shared = why(*m.ward, *payee);
  if (!shared) return silent();
  std::vector<Fact> facts{fact("shares", *shared), fact("payee_kind", name(payee->payee_kind))};
  if (order_allows(m, *asked)) return allow("court_order_names_payee", std::move(facts));
  if (asked->purpose != Purpose::allowance || !terms_of(m).allowance) return refused(m, *asked, std::move(facts));
  const Amount allowance = *terms_of(m).allowance;
  const auto most = peso_worth(m.state, allowance, asked->day);
  if (!most.ok()) return deny(most.refusal());
  const auto total = allowances(m, *asked);
  if (!total.ok()) return deny(total.refusal());
  facts.push_back(fact("allowance", allowance));
  facts.push_back(peso_fact("month_total", *total));
  return *total <= *most ? allow("within_allowance", std::move(facts)) : refused(m, *asked, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::rf04_guardian_paid

KATIWALA_RULE(RF04, rf04_guardian_paid, {}, judge, hears<RequestDisbursement>())
