// R19  Small sums are the guardian's to ask for with an officer, larger ones need more persons, and above them a court's
//      order.  s.17(c),19; Cabales; D amounts.
//
// T0: at most 20,000.00 a request and at most 50,000.00 in the window; T1: 50,000.00 and 100,000.00; otherwise T2, which needs
// a recorded order. All four limits are inclusive. The window is [D-29, D], both days inclusive, by journal time, so
// back-dating passes nothing; it counts what is paid, reserved or pending, this request with it, and leaves out what a court
// order covers. Foreign amounts count unrounded at the newest rate not after today. A request that names an order is T2.
// At execution and release the window ends on that day and holds what was asked for before this request: the tier it was
// approved in must still be enough.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/worth.h"

namespace katiwala::policies {
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

Result<Window> window_of(const Matter& m, const Payment& asked, const Rational& worth) {
  const int days = std::max(1, bounded(m.rulebook, "R19", "window_days"));
  Window window{m.today - (days - 1), worth};
  for (const Spend& spend : m.ward->spends) {
    if (spend.request == asked.id) break;  // what was asked for later counted this request when it was judged
    if (spend.by_order || spend.day < window.from || spend.day > m.today) continue;
    if (spend.amount.currency() != peso() && !spend.rate) {
      return refuse(Code::RATE_MISSING, std::string(sentence_of(Code::RATE_MISSING)),
                    spend.amount.currency().code() + " " + spend.day.text());
    }
    window.total += peso_worth(spend.amount, spend.rate);
  }
  return window;
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
  const auto worth = peso_worth(m.state, asked->amount, m.today);
  if (!worth.ok()) return deny(worth.refusal());
  const auto window = window_of(m, *asked, *worth);
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
}  // namespace katiwala::policies

KATIWALA_RULE(R19, r19_tiers, kParameters, judge)
