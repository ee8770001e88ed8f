// R71  A deadline in working days is refused, not guessed, where the calendar of a year it runs through is not loaded.  D.
//
// It concerns what is counted for a report within working days (R36), and every amount of it alike: also where no report would be due the day
// is computed, so that a denial does not tell that the threshold was crossed (R38). A court's due date is only ever moved by the calendar, to
// a later day: without it the earlier date stands (duties.h), and nothing need be refused.
#include "policies/rules/asking.h"
#include "policies/rules/counting.h"

namespace katiwala::policies::r71_calendar {
namespace {

Verdict judge(const Matter& m) {
  for (const Countable& what : countables(m)) {
    const Result<Counted> counted = count(m, what);
    if (!counted.ok() && counted.refusal().code == Code::CALENDAR_YEAR_MISSING) return deny(counted.refusal());
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r71_calendar

KATIWALA_RULE(R71, r71_calendar, {}, judge, hears<custody::RequestDisbursement, custody::AwardCredited, custody::InterestCredited>())
