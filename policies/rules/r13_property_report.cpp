// R13  What the ward newly acquires is reported to the court within three months: each receipt opens its own task.  s.17(f).
//
// Counted from the day the bank booked the credit, not from the day it was matched; moved as court dates are (duties.h). A
// receipt that credits a ward under several awards is one acquisition. Interest is income, not property newly acquired. A court may
// give another day, in writing.
#include "policies/rules/asking.h"
#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"
#include "policies/rules/incoming.h"

namespace katiwala::policies::r13_property_report {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"report_months", ParameterType::integer}};

Verdict judge(const Matter& m) {
  if (auto denial = moved_without_court(m, Duty::property_report)) return *std::move(denial);
  Verdict verdict;
  for (const Incoming& row : incoming(m)) {
    const CivilDate falls = add_months(row.booked, bounded(m.rulebook, "R13", "report_months"));
    const CourtDue due = court_due(falls, m.rulebook.calendar());
    verdict.duties.push_back(duty_of(*row.ward, Duty::property_report, DutyOwner::guardian, due.due));
    // The dates are the credit's, the same for every ward of the receipt, so the reason tells nothing of any of them.
    if (!verdict.reason) verdict.reason = allow("property_report_due", due.facts).reason;
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r13_property_report

KATIWALA_RULE(R13, r13_property_report, kParameters, judge, hears<ObligationMoved, AwardCredited>())
