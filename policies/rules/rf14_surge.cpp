// RF14  Three requests within 30 days, in the last 90 days before she comes of age, need a court's order.  rules.md red flags; [D].
//
// The last 90 days are [majority-90, majority); the window is [D-29, D], this request with it. One or two requests are no surge. What was
// cancelled counts: it was asked for. What a court ordered does not, and a request that names an order passes. Judged when it is asked for:
// what was asked for before the 90 days is not a surge because it is released within them. The flag opens a case.
#include <algorithm>

#include "policies/rules/age.h"
#include "policies/rules/patterns.h"

namespace katiwala::policies::rf14_surge {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"days_before", ParameterType::integer}, {"count", ParameterType::integer}, {"window_days", ParameterType::integer}};

Verdict judge(const Matter& m) {
  if (m.stage != Stage::submit) return silent();
  const auto asked = spending(m);
  if (!asked) return silent();
  const auto majority = majority_day(m.ward->born_latest, m.rulebook);
  if (!majority) return silent();  // R01 names the parameter that means nothing
  if (m.today >= *majority || m.today < *majority - bounded(m.rulebook, "RF14", "days_before")) return silent();
  const CivilDate from = window_from(m, "RF14", "window_days");
  std::int64_t count = 1;
  for_each_earlier(m, *asked, from, [&](const Request& earlier) { count += was_spending(*m.ward, earlier) ? 1 : 0; });
  if (count < m.rulebook.integer("RF14", "count")) return silent();
  const std::vector<Fact> facts{fact("requests", count), fact("window_from", from), fact("majority", *majority)};
  Verdict verdict = ask_tier(m, Code::SURGE, Tier::t2, facts);
  verdict.raised.push_back(flag_of(*asked, *m.ward, true, facts));
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf14_surge

KATIWALA_RULE(RF14, rf14_surge, kParameters, judge, hears<RequestDisbursement>())
