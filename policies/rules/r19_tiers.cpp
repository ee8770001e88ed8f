// R19  Small sums are the guardian's to ask for with an officer, larger ones need more persons, and above them a court's
//      order.  s.17(c),19; Cabales; D amounts.
//
// T0: at most 20,000.00 a request and at most 50,000.00 in the window; T1: 50,000.00 and 100,000.00; otherwise T2, which needs
// a recorded order. All four limits are inclusive. The window is [D-29, D], both days inclusive, by journal time, so
// back-dating passes nothing; it counts what is paid, reserved or pending, this request with it, and leaves out what a court
// order covers. Foreign amounts count unrounded at the newest rate not after today. A request that names an order is T2.
// At execution and release the window ends on that day and holds what was asked for before this request: the tier it was
// approved in must still be enough.
//
// No limit binds what is hers or owed anyway: the handover to herself of age, what goes to her estate after her death, a claim to the
// payor, a tax to the government. The purpose alone does not do it, payee and fact must fit, and where they do nothing is said, but the
// persons of a higher tier agree. Such payments count in nobody's window.
#include "policies/rules/authority.h"

namespace katiwala::policies::r19_tiers {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"t0_request_limit", ParameterType::amount}, {"t0_window_limit", ParameterType::amount},
                                           {"t1_request_limit", ParameterType::amount}, {"t1_window_limit", ParameterType::amount},
                                           {"window_days", ParameterType::integer}};

#ifdef KATIWALA_SABOTAGE_tier_limit_off_by_one
constexpr std::int64_t kSlackMinor = 1;
#else
constexpr std::int64_t kSlackMinor = 0;
#endif

struct Window {
  CivilDate from;
  Rational total;  ///< this request with it
};

/// What is no spending of a guardian's, and what other rules look at whole.
bool is_without_limits(const Ward& ward, Purpose purpose, const PayeeId& to) {
  const Payee* payee = find_payee(ward, to);
  if (payee == nullptr) return false;
  switch (purpose) {
    case Purpose::handover: return ward.adult && payee->payee_kind == PayeeKind::beneficiary;
    case Purpose::estate: return ward.died.has_value() && payee->payee_kind == PayeeKind::estate;
    case Purpose::claim: return payee->payee_kind == PayeeKind::payor;
    case Purpose::tax: return payee->payee_kind == PayeeKind::government;
    default: return false;
  }
}

Result<Window> window_of(const Matter& m, const Payment& asked) {
  const int days = std::max(1, bounded(m.rulebook, "R19", "window_days"));
  const CivilDate from = m.today - (days - 1);
  KATIWALA_TRY(const Rational total, spent_with(m, asked, [&](const Spend& spend) {
                 return !spend.by_order && spend.day >= from && spend.day <= m.today && !is_without_limits(*m.ward, spend.purpose, spend.payee);
               }));
  return Window{from, total};
}

struct Finding {
  Tier tier = Tier::t0;
  Code limit = Code::TIER_REQUEST_LIMIT;  ///< of the tier below, which was passed
  Amount limit_amount;
};

Finding find_tier(const Rulebook& rulebook, const Rational& worth, const Rational& total) {
  struct Limits {
    Tier above;
    std::string_view request, window;
  };
  constexpr Limits kLimits[] = {{Tier::t1, "t0_request_limit", "t0_window_limit"}, {Tier::t2, "t1_request_limit", "t1_window_limit"}};
  Finding finding;
  for (const Limits& limits : kLimits) {
    const Amount request = rulebook.amount("R19", limits.request);
    const Amount window = rulebook.amount("R19", limits.window);
    if (worth > exact_major(request + Amount(request.currency(), kSlackMinor))) finding = {limits.above, Code::TIER_REQUEST_LIMIT, request};
    else if (total > exact_major(window)) finding = {limits.above, Code::TIER_WINDOW_LIMIT, window};
    else break;
  }
  return finding;
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  if (asked->court_order) {
    Verdict verdict = allow("court_order_named", {fact("tier", name(Tier::t2))});
    verdict.at_least = Tier::t2;
    return verdict;
  }
  if (is_without_limits(*m.ward, asked->purpose, asked->payee)) {
    Verdict verdict;
    verdict.at_least = Tier::t1;
    return verdict;
  }
  const auto worth = peso_worth(m.state, asked->amount, m.today);
  if (!worth.ok()) return deny(worth.refusal());
  const auto window = window_of(m, *asked);
  if (!window.ok()) return deny(window.refusal());

  const Finding found = find_tier(m.rulebook, *worth, window->total);
  std::vector<Fact> facts{fact("tier", name(found.tier)), peso_fact("amount", *worth), fact("window_from", window->from),
                          peso_fact("window_total", window->total)};
  if (found.tier == Tier::t0) return allow("within_tier", std::move(facts));
  facts.push_back(fact("limit", name_of(found.limit)));
  facts.push_back(fact("limit_amount", found.limit_amount));
  if (found.tier == Tier::t2) return deny(Code::COURT_ORDER_REQUIRED, std::move(facts));
  if (m.stage == Stage::submit) return escalate(found.limit, found.tier, std::move(facts));
  if (found.tier <= m.tier) return allow("within_tier", std::move(facts));
  return deny(Code::TIER_INSUFFICIENT, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r19_tiers

KATIWALA_RULE(R19, r19_tiers, kParameters, judge, hears<RequestDisbursement>())
