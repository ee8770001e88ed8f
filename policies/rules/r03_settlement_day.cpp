// R03  She comes of age on the day, whatever day that is; money is paid to her on a banking day.  D.
//
// Her status is R01's and waits for nothing. What is paid to herself (handed over, or to an account of hers) leaves on the day of
// her majority if banks work on it, else not before the next banking day, and on banking days alone from then on: a release asked on
// another day is held. The day after a Sunday's majority is early enough: 1 March 2026 is a Sunday, the money leaves on the 2nd.
// Where the year's calendar is not loaded nobody can say, and the release is denied (R71).
#include "policies/rules/handover.h"

namespace katiwala::policies::r03_settlement_day {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"settle_roll", ParameterType::text}};

Verdict judge(const Matter& m) {
  if (m.stage != Stage::release || m.ward == nullptr) return silent();
  const auto asked = payment(m);
  if (!asked || !is_release(m, *asked)) return silent();
  const std::string& roll = m.rulebook.text("R03", "settle_roll");
  if (roll != "FOLLOWING") return deny_parameter("R03", "settle_roll", roll);
  const Result<CivilDate> next = m.rulebook.calendar().roll_following(m.today);
  if (!next.ok()) return deny(next.refusal());
  if (*next == m.today) return silent();
  return hold(Code::NOT_BANKING_DAY, {fact("today", m.today), fact("next", *next)});
}

}  // namespace
}  // namespace katiwala::policies::r03_settlement_day

KATIWALA_RULE(R03, r03_settlement_day, kParameters, judge, hears<RequestDisbursement>())
