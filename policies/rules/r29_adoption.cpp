// R29  Adoption, foster care or another decision of the child-welfare authority suspends every guardian's authority until it is confirmed.
//      FC 229; RA 11642.
//
// Such an event moves parental authority, so who was guardian before may be one no more. A fact of that kind, while it is in force, denies
// each act of a guardian whose letters (without letters: the day he was recorded) are older than the fact's first day; letters of that very
// day are not older. Confirmed is the authority by an appointment recorded on a later day than the fact was, by newer letters, or by his
// being declared active, under a document (R15), as of the fact's first day or later. Adopters who are recorded as guardians afterwards are
// not touched.
#include "policies/rules/asking.h"

namespace katiwala::policies::r29_adoption {
namespace {

using namespace custody;

bool moves_authority(const WardFact& fact, CivilDate today) {
  const bool kind = fact.fact == FactKind::adoption || fact.fact == FactKind::foster_care || fact.fact == FactKind::child_welfare_event;
  return kind && !fact.ended && fact.since <= today && (!fact.until || today <= *fact.until);
}

bool is_confirmed(const Guardian& guardian, const WardFact& fact) {
  const std::optional<CivilDate> basis = guardian.letters ? guardian.letters : guardian.appointed;
  if (basis && *basis >= fact.since) return true;
  if (guardian.appointed && *guardian.appointed > fact.recorded) return true;
  return is_acting(guardian) && guardian.since && *guardian.since >= fact.since;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || m.ward->facts.empty() || !is_guardian_act(m)) return silent();
  const Guardian* guardian = asking_guardian(m);
  if (guardian == nullptr) return silent();
  for (const WardFact& event : m.ward->facts) {
    if (!moves_authority(event, m.today) || is_confirmed(*guardian, event)) continue;
    return deny(Code::AUTHORITY_REVALIDATION, {fact("event", name(event.fact)), fact("since", event.since)});
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r29_adoption

KATIWALA_RULE(R29, r29_adoption, {}, judge, hears<GuardianAct>())
