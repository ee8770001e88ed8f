// R01  A guardian's authority ends at 00:00 in Manila of the ward's 18th anniversary, whatever date his request claims.
//      RA 6809; FC 234, 236.
//
// The last instant of the day before is hers as a minor; the first instant of the day itself is not. The journal's time
// decides, at asking, at execution and at release. With an uncertain birth date authority ends when the latest plausible one
// gives eighteen (R06): that is the day it is proven. A day on which the ward comes of age is written down when her account
// is opened, so that a tick comes; the tick is judged here again, by the rulebook of its own time.
#include "policies/rules/age.h"
#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"majority_age_years", ParameterType::integer}};

Verdict undefined(const Matter& m) {
  if (!leap_rule(m.rulebook)) return deny_parameter("R02", "leap_rule", m.rulebook.text("R02", "leap_rule"));
  return deny_parameter("R01", "majority_age_years", std::to_string(m.rulebook.integer("R01", "majority_age_years")));
}

Verdict on_opening(const Matter& m, const OpenWard& opening) {
  const auto day = majority_day(opening.born_latest, m.rulebook);
  if (!day) return undefined(m);
  Verdict verdict = allow("majority_scheduled", {fact("majority", *day)});
  verdict.effects.push_back({subject(opening.ward), MajorityScheduled{*day}});
  return verdict;
}

bool plans_majority(const Matter& m) {
  bool planned = false;
  for_each_planned<MajorityReached>(m, [&](const Subject&, const MajorityReached&) { planned = true; });
  return planned;
}

Verdict judge(const Matter& m) {
  if (const auto* opening = m.as<OpenWard>()) return on_opening(m, *opening);
  const bool appoints = m.as<AppointGuardian>() != nullptr;
  const bool ticks = plans_majority(m);
  if (m.ward == nullptr || !(ticks || appoints || is_guardian_act(m))) return silent();

  const auto day = majority_day(m.ward->born_latest, m.rulebook);
  if (!day) return undefined(m);
  if (ticks) {
    return m.today < *day ? deny(Code::NOT_DUE, {fact("majority", *day)}) : allow("of_age", {fact("majority", *day)});
  }
  const Guardian* guardian = asking_guardian(m);
  const bool ended = guardian != nullptr && guardian->standing == GuardianStanding::ended;
  if (m.today < *day && !m.ward->adult && !ended) return silent();
  return deny(Code::AUTHORITY_ENDED, {fact("majority", *day), fact("today", m.today)});
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R01, r01_majority, kParameters, judge)
