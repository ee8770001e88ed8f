#include "policies/rules/counting.h"

#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/incoming.h"

namespace katiwala::policies {

using namespace custody;

std::vector<Countable> countables(const Matter& m) {
  std::vector<Countable> all;
  for (const Incoming& row : incoming(m)) all.push_back({row.ward, row.net, row.booked});
  if (const auto asked = payment(m); asked && m.ward != nullptr && m.stage == Stage::release) {
    all.push_back({m.ward, asked->amount, m.today});
  }
  return all;
}

Result<Counted> count(const Matter& m, const Countable& what) {
  const Calendar& calendar = m.rulebook.calendar();
  KATIWALA_TRY(const CivilDate day, calendar.roll_following(what.booked));
  KATIWALA_TRY(const std::optional<Rate> rate, peso_rate(m.state, what.amount.currency(), day));
  Counted counted{{day, what.amount, rate}, 0, 0, std::nullopt};
  for (const Covered& earlier : what.ward->covered)
    if (earlier.day == day) counted.before += peso_worth(earlier.amount, earlier.rate);
  counted.total = counted.before + peso_worth(what.amount, rate);
  const Rational threshold = exact_major(m.rulebook.amount("R36", "threshold"));
  if (counted.before <= threshold && counted.total > threshold) {
    const int days = std::max(1, bounded(m.rulebook, "R36", "due_working_days"));
    KATIWALA_TRY(counted.report_due, calendar.add_working_days(day, days));
  }
  return counted;
}

}  // namespace katiwala::policies
