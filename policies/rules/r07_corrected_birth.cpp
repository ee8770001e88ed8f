// R07  A birth date that proves to be earlier: what her guardian did after the true 18th anniversary is flagged, and nothing is undone by itself.
//      D; FC 236.
//
// The true day is that of the corrected record, as far as it is proven (R05, R06). Every request of a guardian of hers made on that day
// or later counts, cancelled ones too; one made the day before does not. Requests of a guardian whom a court appointed to her as an adult
// (R64) are none. One alert in her protection file, with how many there are in the reasons, and a social worker's review within five working
// days (a design default). A day of majority that still lies ahead flags nothing; R01 writes the new day down.
#include "policies/rules/age.h"
#include "policies/rules/asking.h"
#include "policies/rules/incapacity.h"
#include "policies/rules/review.h"

namespace katiwala::policies::r07_corrected_birth {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"review_working_days", ParameterType::integer}};

struct Acts {
  std::int64_t count = 0;
  CivilDate first;
};

Acts acts_since(const Matter& m, CivilDate majority) {
  Acts acts;
  const auto hers = m.state.asked.find(m.ward->id);
  if (hers == m.state.asked.end()) return acts;
  for (const RequestId& id : hers->second) {
    const Request* request = m.state.request(id);
    if (request == nullptr || request->day < majority) continue;
    const Guardian* guardian = find_guardian(*m.ward, request->requester);
    if (guardian == nullptr || appointed_for_adult(guardian->guardian_kind, guardian->letters, majority)) continue;
    if (acts.count++ == 0) acts.first = request->day;
  }
  return acts;
}

bool is_refused(const Matter& m) {
  bool refused = false;
  for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) {
    if (e.fact.fact == FactKind::birth_evidence || e.fact.fact == FactKind::age_found_by_court) refused = refuse_birth(e.fact, m.today, m.rulebook).has_value();
  });
  return refused;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || m.as<RecordFact>() == nullptr) return silent();
  const auto birth = planned_birth(m);
  if (!birth) return silent();
  const auto majority = majority_of(*birth, m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  if (is_refused(m)) return silent();  // R05: an alert stands whatever the outcome is
  if (!majority->proven || *majority->proven > m.today) return silent();
  const Acts acts = acts_since(m, *majority->proven);
  if (acts.count == 0) return silent();

  const ReviewDue review = review_due(m, bounded(m.rulebook, "R07", "review_working_days"));
  std::vector<Fact> facts{fact("majority", *majority->proven), fact("acts", acts.count), fact("first", acts.first)};
  facts.insert(facts.end(), review.facts.begin(), review.facts.end());
  Verdict verdict = allow("acts_after_majority", std::move(facts));
  const Subject file = protection_of(m.ward->id);
  verdict.effects.push_back({file, AlertRaised{"R07", "ACT_AFTER_MAJORITY"}});
  verdict.duties.push_back({file, Duty::guardian_review, DutyOwner::social_worker, review.due});
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r07_corrected_birth

KATIWALA_RULE(R07, r07_corrected_birth, kParameters, judge, hears<RecordFact>())
