// R06  An uncertain birth date is kept as a range: a guardian's authority ends when eighteen is proven, and nothing is paid to her before the
//      latest plausible date gives eighteen.  RA 9344 s.7 analogy; D.
//
// Release needs both: she is of age by the record, and today is the 18th anniversary of the latest date or later; a court that found
// her of age without naming a date ends authority, and does not bring release forward. Where nobody has proven her age (R05) on the day
// that the latest date gives eighteen, she does not come of age by herself: the guardian goes on, her papers and word to the court are owed,
// and the day is looked at again after `ask_again_days`, as long as it takes. The day of proof itself brings the tick (R01).
// An earlier release than by the latest date ("dob_policy") is not offered.
#include <algorithm>

#include "policies/rules/age.h"
#include "policies/rules/duties.h"
#include "policies/rules/handover.h"

namespace katiwala::policies::r06_uncertain_birth {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {
    {"dob_policy", ParameterType::text}, {"ask_again_days", ParameterType::integer}, {"court_notice_days", ParameterType::integer}};

/// When the plan has it looked at again; the rulebook's day goes before it.
std::optional<CivilDate> planned_day(const Matter& m) {
  std::optional<CivilDate> planned;
  for_each_planned<MajorityScheduled>(m, [&](const Subject&, const MajorityScheduled& e) { planned = e.on; });
  return planned;
}

Verdict on_release(const Matter& m, const Majority& majority) {
  if (m.ward->adult && m.today >= majority.latest) return silent();
  return deny(Code::AGE_NOT_PROVEN, {fact("born_latest", m.ward->born_latest), fact("majority", majority.latest), fact("today", m.today)});
}

/// The tick of the day she would come of age, which planned no majority because nobody has proven it.
Verdict on_tick(const Matter& m, const Majority& majority) {
  if (m.ward->adult || m.ward->died || majority.proven || m.today < majority.latest) return silent();
  std::vector<Fact> facts{fact("evidence", name(m.ward->evidence)), fact("majority", majority.latest)};
  if (plans_majority(m)) return deny(Code::AGE_NOT_PROVEN, std::move(facts));
  const CivilDate again = m.today + std::max(1, bounded(m.rulebook, "R06", "ask_again_days"));
  facts.push_back(fact("again", again));
  Verdict verdict = allow("age_not_proven", std::move(facts));
  if (open_duty(m.ward->obligations, Duty::age_proof) == nullptr) {
    verdict.duties.push_back(duty_of(*m.ward, Duty::age_proof, DutyOwner::trust_officer, again));
  }
  if (open_duty(m.ward->obligations, Duty::court_notice) == nullptr) {
    verdict.duties.push_back(duty_of(*m.ward, Duty::court_notice, DutyOwner::trust_officer, m.today + bounded(m.rulebook, "R06", "court_notice_days")));
  }
  if (planned_day(m) != again) verdict.effects.push_back({subject(m.ward->id), MajorityScheduled{again}});
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  const auto* tick = m.as<Tick>();
  const bool ticks = tick != nullptr && tick->matter == static_cast<std::uint8_t>(custody::Matter::majority);
  const auto asked = payment(m);
  if (!ticks && !(asked && is_release(m, *asked))) return silent();
  const std::string& policy = m.rulebook.text("R06", "dob_policy");
  if (policy != "LATEST_FOR_RELEASE") return deny_parameter("R06", "dob_policy", policy);
  const auto majority = majority_of(birth_of(*m.ward, m.today), m.rulebook);
  if (!majority) return deny_age_parameter(m.rulebook);
  return ticks ? on_tick(m, *majority) : on_release(m, *majority);
}

}  // namespace
}  // namespace katiwala::policies::r06_uncertain_birth

KATIWALA_RULE(R06, r06_uncertain_birth, kParameters, judge, hears<Tick, RequestDisbursement>())
