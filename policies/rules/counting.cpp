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
  for_each_planned<InterestCredited>(m, [&](const Subject& about, const InterestCredited& e) {
    const Ward* ward = m.state.ward(WardId{about.id});
    KATIWALA_ASSERT(ward != nullptr, "interest of nobody");
    if (e.gross.is_positive()) all.push_back({ward, e.gross, e.booked});
  });
  if (const auto asked = payment(m); asked && m.ward != nullptr && m.stage == Stage::release) {
    all.push_back({m.ward, asked->amount, m.today});
  }
  return all;
}

namespace {

/// A report of that banking day was opened: it is due on that day, and was opened on one that counts to the banking day, or later.
bool is_reported(const Watch* watch, CivilDate day, CivilDate due, const Calendar& calendar) {
  CivilDate first = day;
  for (auto rolled = calendar.roll_following(first - 1); rolled.ok() && *rolled == day; rolled = calendar.roll_following(first - 1)) first = first - 1;
  return watch != nullptr && std::any_of(watch->obligations.begin(), watch->obligations.end(), [&](const Obligation& o) {
    return o.duty == Duty::covered_transaction_report && o.due == due && o.opened >= first;
  });
}

}  // namespace

Result<Counted> count(const Matter& m, const Countable& what) {
  const Calendar& calendar = m.rulebook.calendar();
  KATIWALA_TRY(const CivilDate day, calendar.roll_following(what.booked));
  KATIWALA_TRY(const std::optional<Rate> rate, peso_rate(m.state, what.amount.currency(), day));
  Counted counted{{day, what.amount, rate}, 0, 0, std::nullopt};
  const Watch* watch = m.state.watch(watch_of(what.ward->id));
  if (watch != nullptr)
    for (const Covered& earlier : watch->covered)
      if (earlier.day == day) counted.before += peso_worth(earlier.amount, earlier.rate);
  counted.total = counted.before + peso_worth(what.amount, rate);
  const Rational threshold = exact_major(m.rulebook.amount("R36", "threshold"));
  // Computed for every amount: if only a reportable one were refused for want of a calendar, the refusal would tell which one it is.
  const int days = std::max(1, bounded(m.rulebook, "R36", "due_working_days"));
  KATIWALA_TRY(const CivilDate due, calendar.add_working_days(day, days));
  // What was counted before may have passed a threshold that was lowered since, and then nobody has reported it yet.
  const bool told = counted.before > threshold && is_reported(watch, day, due, calendar);
  if (counted.total > threshold && !told) counted.report_due = due;
  return counted;
}

}  // namespace katiwala::policies
