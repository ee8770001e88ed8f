// R01  A guardian's authority ends at 00:00 in Manila of the ward's 18th anniversary, whatever date his request claims.
//      RA 6809; FC 234, 236.
//
// The last instant of the day before is hers as a minor; the first instant of the day itself is not. The journal's time
// decides, at asking, at execution and at release. With an uncertain birth date authority ends when the latest plausible one
// gives eighteen; where no document and no court has proven her age it goes on until one does (R06). The day on which she comes of
// age is written down when her account is opened, and again whenever what is known of her birth changes, so that a tick comes; the
// tick is judged here again, by the rulebook of its own time. Who has once come of age does not become a minor again.
// A guardian whom a court appoints to an adult, while her incapacity is found or before a court, is not the guardian of her
// minority: he acts by letters dated on the day of her majority or later (R64).
#include "policies/rules/age.h"
#include "policies/rules/asking.h"
#include "policies/rules/incapacity.h"

namespace katiwala::policies::r01_majority {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"majority_age_years", ParameterType::integer}};

Verdict on_opening(const Matter& m, const OpenWard& opening) {
  const auto day = majority_day(opening.born_latest, m.rulebook);
  if (!day) return deny_age_parameter(m.rulebook);
  Verdict verdict = allow("majority_scheduled", {fact("majority", *day)});
  verdict.effects.push_back({subject(opening.ward), MajorityScheduled{*day}});
  return verdict;
}

/// What is known of her birth changes: the tick comes on the new day, at once where that has passed.
Verdict on_birth(const Matter& m, const Birth& birth) {
  if (m.ward->adult || m.ward->died) return silent();
  const auto majority = majority_of(birth, m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  const CivilDate day = majority->proven.value_or(majority->latest);
  if (m.ward->majority == day) return silent();
  std::vector<Fact> facts{fact("majority", day)};
  if (m.ward->majority) facts.push_back(fact("scheduled_before", *m.ward->majority));
  Verdict verdict = allow("majority_scheduled", std::move(facts));
  verdict.effects.push_back({subject(m.ward->id), MajorityScheduled{day}});
  return verdict;
}

/// He acts, or is appointed, for an adult who can not look after her property.
bool serves_adult(const Matter& m, CivilDate majority) {
  if (incapacity(*m.ward, m.today) == nullptr) return false;
  if (const auto* c = m.as<AppointGuardian>()) return appointed_for_adult(c->guardian_kind, c->letters, majority);
  const Guardian* guardian = asking_guardian(m);
  return guardian != nullptr && is_acting(*guardian) && appointed_for_adult(guardian->guardian_kind, guardian->letters, majority);
}

Verdict on_tick(const Matter& m, const Majority& majority) {
  if (!majority.proven) return silent();  // R06
  const std::vector<Fact> facts{fact("majority", *majority.proven)};
  return m.today < *majority.proven ? deny(Code::NOT_DUE, facts) : allow("of_age", facts);
}

Verdict judge(const Matter& m) {
  if (const auto* opening = m.as<OpenWard>()) return on_opening(m, *opening);
  if (m.ward == nullptr) return silent();
  if (m.as<RecordFact>() != nullptr) {
    const auto birth = planned_birth(m);
    return birth ? on_birth(m, *birth) : silent();
  }
  const bool appoints = m.as<AppointGuardian>() != nullptr;
  const bool ticks = plans_majority(m);
  if (!(ticks || appoints || is_guardian_act(m))) return silent();

  const auto majority = majority_of(birth_of(*m.ward, m.today), m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  if (ticks) return on_tick(m, *majority);
  const Guardian* guardian = asking_guardian(m);
  const bool ended = guardian != nullptr && guardian->standing == GuardianStanding::ended;
  const bool of_age = majority->proven && m.today >= *majority->proven;
  if (!of_age && !m.ward->adult && !ended) return silent();
  const CivilDate day = majority->proven.value_or(majority->latest);
  if ((of_age || m.ward->adult) && serves_adult(m, day)) return allow("guardian_of_an_adult", {fact("majority", day)});
  return deny(Code::AUTHORITY_ENDED, {fact("majority", day), fact("today", m.today)});
}

}  // namespace
}  // namespace katiwala::policies::r01_majority

KATIWALA_RULE(R01, r01_majority, kParameters, judge, hears<OpenWard, RecordFact, AppointGuardian, MajorityReached, GuardianAct>())
