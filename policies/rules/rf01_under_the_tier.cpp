// RF01  Three requests in 30 days, each at 90% of a tier's limit or more and not above it, look like one that was cut to pass below it.
//       rules.md red flags; [D].
//
// Both limits of R19 for one request count, T0's and T1's, each by itself; 90.00% and 100.00% are within. The window is [D-29, D], both
// included, this request with it. What was cancelled or came back counts too: it was asked for; a denied request was none. Under a court's
// order nothing counts and nothing is held: nothing was cut there to escape a tier.
// The third raises the flag and opens a case. As long as a case of this flag stands, a request that T0 would let pass is held when it is
// asked for; one that needs more persons anyway is escalated to them; and none is carried out or released.
#include "policies/rules/patterns.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf01_under_the_tier {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"count", ParameterType::integer}, {"percent", ParameterType::integer}, {"window_days", ParameterType::integer}};

struct Band {
  Amount limit;
  Rational least, most;
  [[nodiscard]] bool has(const Rational& worth) const { return worth >= least && worth <= most; }
};

Band band_under(const Rulebook& rulebook, std::string_view limit_name) {
  const Amount limit = rulebook.amount("R19", limit_name);
  const Rational most = exact_major(limit);
  return {limit, most * bounded(rulebook, "RF01", "percent") / 100, most};
}

/// This request with those before it; 0 where this one is not just under the limit.
Result<std::int64_t> count_under(const Matter& m, const Payment& asked, const Rational& worth, const Band& band) {
  if (!band.has(worth)) return std::int64_t{0};
  std::int64_t count = 1;
  Status valued = good();
  for_each_earlier(m, asked, window_from(m, "RF01", "window_days"), [&](const Request& earlier) {
    if (!valued.ok() || !was_spending(*m.ward, earlier)) return;
    const Result<Rational> then = worth_then(m, earlier);
    if (!then.ok()) valued = then.refusal();
    else if (band.has(*then)) ++count;
  });
  if (!valued.ok()) return valued.refusal();
  return count;
}

Status weigh(const Matter& m, const Payment& asked, Verdict& verdict) {
  KATIWALA_TRY(const Rational worth, peso_worth(m.state, asked.amount, m.today));
  for (const std::string_view limit : {"t0_request_limit", "t1_request_limit"}) {
    const Band band = band_under(m.rulebook, limit);
    KATIWALA_TRY(const std::int64_t count, count_under(m, asked, worth, band));
    if (count == 0 || count < m.rulebook.integer("RF01", "count")) continue;
    std::vector<Fact> facts{fact("limit", band.limit), peso_fact("from", band.least), fact("requests", count),
                            fact("window_from", window_from(m, "RF01", "window_days"))};
    verdict.raised.push_back(flag_of(asked, *m.ward, true, std::move(facts)));
    break;
  }
  return good();
}

Verdict judge(const Matter& m) {
  const auto asked = spending(m);
  if (!asked) return silent();
  Verdict verdict;
  const bool submitted = m.stage == Stage::submit;
  if (submitted)
    if (const Status weighed = weigh(m, *asked, verdict); !weighed.ok()) return deny(weighed.refusal());
  const WatchCase* standing = standing_case(m.watch, "RF01");
  if (standing == nullptr || (submitted && m.tier != Tier::t0)) return verdict;
  verdict.reason = hold(Code::STRUCTURING, {fact("case", static_cast<std::int64_t>(standing->number)), fact("opened", standing->opened)}).reason;
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf01_under_the_tier

KATIWALA_RULE(RF01, rf01_under_the_tier, kParameters, judge, hears<RequestDisbursement>())
