// RF13  Who is guardian of many wards is looked at: more than five raise an alert.  Red flags; RA 390 spirit.
//
// Strictly more: the fifth ward raises none, the sixth and each after her does. Wards are counted whose guardian the person is now, also
// while suspended; not those of age, nor those who had another guardian since. The alert stands in the protection file of the ward for
// whom the person is recorded now; it stops nothing.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::rf13_many_wards {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"wards", ParameterType::integer}};

/// With the ward at hand, whether she is among them already or not. Who has thousands is not counted to the end.
bool has_more_wards(const Matter& m, const PersonId& person, std::int64_t than) {
  std::int64_t count = 1;
  const auto guarded = m.state.guarded.find(person);
  if (guarded == m.state.guarded.end()) return count > than;
  for (const WardId& id : guarded->second) {
    if (count > than) return true;
    const Ward* ward = id == m.ward->id ? nullptr : m.state.ward(id);
    const Guardian* guardian = ward == nullptr ? nullptr : find_guardian(*ward, person);
    const bool guards = guardian != nullptr && (is_acting(*guardian) || guardian->standing == GuardianStanding::suspended);
    if (guards) ++count;
  }
  return count > than;
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.ward == nullptr || m.as<AppointGuardian>() == nullptr) return verdict;
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) {
    if (!has_more_wards(m, e.guardian.person, bounded(m.rulebook, "RF13", "wards"))) return;
    verdict.effects.push_back({protection_of(m.ward->id), AlertRaised{"RF13", "MANY_WARDS"}});
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf13_many_wards

KATIWALA_RULE(RF13, rf13_many_wards, kParameters, judge, hears<AppointGuardian>())
