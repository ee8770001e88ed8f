#include "policies/rules/patterns.h"

#include <algorithm>

#include "policies/rules/worth.h"

namespace katiwala::policies {

using namespace custody;

bool is_spending(const Ward& ward, Purpose purpose, const PayeeId& to) {
  const Payee* payee = find_payee(ward, to);
  if (payee == nullptr) return true;
  switch (purpose) {
    case Purpose::handover: return !ward.adult || payee->payee_kind != PayeeKind::beneficiary;
    case Purpose::estate: return !ward.died || payee->payee_kind != PayeeKind::estate;
    case Purpose::claim: return payee->payee_kind != PayeeKind::payor;
    case Purpose::tax: return payee->payee_kind != PayeeKind::government;
    default: return true;
  }
}

bool was_spending(const Ward& ward, const Request& request) {
  return !request.court_order && is_spending(ward, request.purpose, request.payee);
}

const Payment* spending(const Matter& m) {
  const Payment* asked = m.ward == nullptr ? nullptr : payment(m);
  const bool counts = asked != nullptr && !asked->court_order && is_spending(*m.ward, asked->purpose, asked->payee);
  return counts ? asked : nullptr;
}

CivilDate window_from(const Matter& m, std::string_view rule, std::string_view days) {
  return m.today - (std::max(1, bounded(m.rulebook, rule, days)) - 1);
}

Result<Rational> worth_then(const Matter& m, const Request& request) { return peso_worth(m.state, request.amount, request.day); }

Tier tier_by_size(const Rulebook& rulebook, const Rational& worth) {
  if (worth <= exact_major(rulebook.amount("R19", "t0_request_limit"))) return Tier::t0;
  return worth <= exact_major(rulebook.amount("R19", "t1_request_limit")) ? Tier::t1 : Tier::t2;
}

Verdict ask_tier(const Matter& m, Code why, Tier least, std::vector<Fact> facts) {
  if (m.stage == Stage::submit) return escalate(why, least, std::move(facts));
  if (least <= m.tier) return silent();
  facts.insert(facts.begin(), fact("because", name_of(why)));
  return deny(Code::TIER_INSUFFICIENT, std::move(facts));
}

RaisedFlag flag_of(const Payment& asked, const Ward& ward, bool opens_case, std::vector<Fact> facts) {
  return {watch_of(ward.id), std::move(facts), opens_case, asked.id, std::nullopt};
}

const WatchCase* standing_case(const Watch* watch, std::string_view flag) {
  if (watch == nullptr) return nullptr;
  for (const WatchCase& one : watch->cases)
    if (one.flag == flag && (one.state == CaseState::open || one.state == CaseState::suspicious)) return &one;
  return nullptr;
}

}  // namespace katiwala::policies
