// R36  What moves for a ward within one banking day, worth more than 500,000.00 in all, is reported within five working days.
//      RA 9160 s.3(b), 9(c); GoTRACS.
//
// Strictly greater: exactly 500,000.00 is not reported. Credits count net by the day the bank booked them, interest before its tax by that day
// too, payments by the day of release; conversions do not, the money stays hers, nor does a payment of hers that came back. Foreign amounts
// count unrounded at the newest rate not after the day. A day that is no working day counts to the next one. One report a ward and banking
// day: the amount that passes the threshold opens the duty, with the amounts before it; where another rulebook has lowered the threshold in
// the meantime, the next amount that finds the day above it and not reported. What is counted and the duty stand in her watch, and any word
// of them is for compliance alone (R38).
#include "policies/rules/asking.h"
#include "policies/rules/counting.h"

namespace katiwala::policies::r36_covered_transaction {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"threshold", ParameterType::amount}, {"due_working_days", ParameterType::integer}};

Verdict judge(const Matter& m) {
  Verdict verdict;
  for (const Countable& what : countables(m)) {
    const Result<Counted> counted = count(m, what);
    if (!counted.ok()) return deny(counted.refusal());
    const Subject watch = watch_of(what.ward->id);
    verdict.effects.push_back({watch, CoveredCounted{counted->covered}});
    if (!counted->report_due) continue;
    verdict.duties.push_back({watch, Duty::covered_transaction_report, DutyOwner::compliance, *counted->report_due});
    if (m.ward == nullptr) continue;  // an omnibus receipt's reasons are in no one ward's file
    verdict.reason = allow("covered_transaction", {fact("day", counted->covered.day), peso_fact("total", counted->total),
                                                   fact("report_due", *counted->report_due)}).reason;
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r36_covered_transaction

KATIWALA_RULE(R36, r36_covered_transaction, kParameters, judge, hears<RequestDisbursement, AwardCredited, InterestCredited>())
