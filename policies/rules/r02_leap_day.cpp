// R02  Who is born on 29 February comes of age on 1 March of a common year (or on 28 February, if counsel so chooses).
//      Primetown G.R. 162155 by analogy; no Philippine case on leap-day majority was found.
//
// R01 uses the parameter through age.h; in a leap year the anniversary is 29 February itself under both. This rule says so
// where it matters, and lets nobody be judged by a parameter that means neither.
#include "policies/rules/age.h"
#include "policies/rules/asking.h"

namespace katiwala::policies::r02_leap_day {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"leap_rule", ParameterType::text}};

bool leap_day(CivilDate born) { return born.month() == 2 && born.day() == 29; }

Verdict judge(const Matter& m) {
  const auto* opening = m.as<OpenWard>();
  const bool concerns = opening != nullptr || is_guardian_act(m);
  if (!concerns) return silent();
  const CivilDate born = opening != nullptr ? opening->born_latest : m.ward->born_latest;
  if (!leap_day(born)) return silent();
  const std::string& rule = m.rulebook.text("R02", "leap_rule");
  if (!leap_rule(m.rulebook)) return deny_parameter("R02", "leap_rule", rule);
  const auto day = majority_day(born, m.rulebook);
  if (!day) return silent();  // R01 names the age that means nothing
  return allow("leap_day_birth", {fact("born", born), fact("leap_rule", rule), fact("majority", *day)});
}

}  // namespace
}  // namespace katiwala::policies::r02_leap_day

KATIWALA_RULE(R02, r02_leap_day, kParameters, judge, hears<OpenWard, GuardianAct>())
