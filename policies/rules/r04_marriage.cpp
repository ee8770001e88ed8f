// R04  A marriage makes nobody of age: it is no ground of release, and of a minor it is an alert.  RA 6809; RA 11596.
//
// Married before the day of her majority, by word of whatever paper: an alert stands in her protection file, and a social worker looks into it
// within five working days (a design default). Married on that day or later: nobody's concern. Whoever is named as the spouse and is
// her guardian is suspended at once; a payee of hers who is named is a second alert, for somebody to look at. The parameter is there so that
// the rule is seen; the law leaves nothing to choose, so `true` is refused.
#include "policies/rules/age.h"
#include "policies/rules/asking.h"
#include "policies/rules/review.h"

namespace katiwala::policies::r04_marriage {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"marriage_emancipates", ParameterType::flag}, {"review_working_days", ParameterType::integer}};

Verdict on_marriage(const Matter& m, const WardFact& marriage) {
  if (m.rulebook.flag("R04", "marriage_emancipates")) return deny_parameter("R04", "marriage_emancipates", "true");
  const auto majority = majority_of(birth_of(*m.ward, m.today), m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  if (marriage.since >= majority->proven.value_or(majority->latest)) return silent();

  const ReviewDue review = review_due(m, bounded(m.rulebook, "R04", "review_working_days"));
  Verdict verdict = allow("child_marriage", review.facts);
  const Subject file = protection_of(m.ward->id);
  verdict.effects.push_back({file, AlertRaised{"R04", "CHILD_MARRIAGE"}});
  verdict.duties.push_back({file, Duty::guardian_review, DutyOwner::social_worker, review.due});
  if (!marriage.person) return verdict;
  const Guardian* guardian = find_guardian(*m.ward, *marriage.person);
  if (guardian != nullptr && is_acting(*guardian)) {
    verdict.effects.push_back({subject(m.ward->id), GuardianMoved{guardian->person, GuardianStanding::suspended, m.today, "R04"}});
  }
  for (const Payee& payee : m.ward->payees) {
    if (payee.person != *marriage.person) continue;
    verdict.effects.push_back({file, AlertRaised{"R04", "SPOUSE_IS_PAYEE"}});
    break;
  }
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || m.as<RecordFact>() == nullptr) return silent();
  Verdict verdict;
  for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) {
    if (e.fact.fact == FactKind::marriage) verdict = on_marriage(m, e.fact);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r04_marriage

KATIWALA_RULE(R04, r04_marriage, kParameters, judge, hears<RecordFact>())
