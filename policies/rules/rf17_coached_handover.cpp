// RF17  Who comes of age and is told by others to pass the money on is spoken with alone, and has time, before it is handed over.
//       rules.md red flags; practice: handover at 18; [D].
//
// What is hers is handed over because she chose it: without her election to be paid out nothing is (ELECTION_MISSING). With the election a
// social worker's interview is owed, within five working days; where that year's calendar is not loaded in as many calendar days, which pass
// sooner. The money waits for it only where there is reason: it is fact that she was coached, or an interview found a concern, or the payee is
// not her own account as she elected it. Then release is held until an interview later than that was passed, and seven days have gone since
// the election: elected on 1 March it leaves on 8 March, not on the 7th. A coached election, and a handover to somebody else's account, open
// a case.
#include <algorithm>

#include "policies/rules/duties.h"
#include "policies/rules/facts.h"
#include "policies/rules/patterns.h"

namespace katiwala::policies::rf17_coached_handover {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"interview_working_days", ParameterType::integer}, {"cooling_days", ParameterType::integer}};

/// Once, and until it has taken place.
void owe_interview(const Matter& m, Verdict& verdict) {
  if (m.protection != nullptr && open_duty(m.protection->obligations, Duty::interview) != nullptr) return;
  const int days = std::max(1, bounded(m.rulebook, "RF17", "interview_working_days"));
  const Result<CivilDate> due = m.rulebook.calendar().add_working_days(m.today, days);
  verdict.duties.push_back({protection_of(m.ward->id), Duty::interview, DutyOwner::social_worker, due.ok() ? *due : m.today + days});
}

const WardFact* newest(const Matter& m, FactKind kind) {
  return m.protection == nullptr ? nullptr : fact_in_force(m.protection->facts, kind, m.today);
}

/// Of her account with the bank, as she elected it; an election that names none leaves her any of her own.
bool is_her_own(const Matter& m, const Payment& asked) {
  const Payee* payee = payee_of(m, asked);
  if (payee == nullptr || payee->payee_kind != PayeeKind::beneficiary) return false;
  return !m.ward->election || !m.ward->election->payee || *m.ward->election->payee == asked.payee;
}

/// Later: of another day, or recorded after it on the same.
bool is_after(const WardFact& passed, const WardFact& other) {
  return std::pair(passed.since, passed.number) > std::pair(other.since, other.number);
}

/// The interview that ends what was suspected.
bool was_heard(const Matter& m, const Payment& asked) {
  const WardFact* passed = newest(m, FactKind::interview_passed);
  if (passed == nullptr) return false;
  for (const FactKind kind : {FactKind::coached, FactKind::interview_concern})
    if (const WardFact* against = newest(m, kind); against != nullptr && !is_after(*passed, *against)) return false;
  return is_her_own(m, asked) || passed->since >= asked.day;
}

bool is_suspected(const Matter& m, const Payment& asked) {
  return newest(m, FactKind::coached) != nullptr || newest(m, FactKind::interview_concern) != nullptr || !is_her_own(m, asked);
}

Verdict on_release(const Matter& m, const Payment& asked) {
  const CivilDate cooled = m.ward->election->dated + bounded(m.rulebook, "RF17", "cooling_days");
  const bool heard = was_heard(m, asked);
  if (heard && m.today >= cooled) return allow("heard_alone", {fact("cooled", cooled)});
  return hold(Code::INTERVIEW_PENDING, {fact("interview", heard ? "passed" : "not passed"), fact("not_before", cooled)});
}

Verdict on_handover(const Matter& m, const Payment& asked) {
  if (!m.ward->election || m.ward->election->election != Election::pay_out) return deny(Code::ELECTION_MISSING, {});
  if (!is_suspected(m, asked)) return silent();
  if (m.stage == Stage::release) return on_release(m, asked);
  Verdict verdict;
  if (m.stage != Stage::submit) return verdict;
  owe_interview(m, verdict);
  const std::string_view why = is_her_own(m, asked) ? "coached" : "not_her_account";
  verdict.raised.push_back(flag_of(asked, *m.ward, true, {fact("why", why)}));
  return verdict;
}

Verdict on_fact(const Matter& m, const WardFact& learnt) {
  Verdict verdict;
  if (learnt.fact == FactKind::coached) {
    owe_interview(m, verdict);
    verdict.raised.push_back({watch_of(m.ward->id), {fact("why", "coached"), fact("since", learnt.since)}, true, std::nullopt, std::nullopt});
  }
  // That she passed is agreed to by another person first; a concern stands at once.
  const bool passed = learnt.fact == FactKind::interview_passed && m.stage == Stage::execute;
  const bool held = passed || learnt.fact == FactKind::interview_concern;
  const Obligation* owed = held && m.protection != nullptr ? open_duty(m.protection->obligations, Duty::interview) : nullptr;
  if (owed != nullptr) verdict.effects.push_back({protection_of(m.ward->id), ObligationClosed{owed->number, m.today}});
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto asked = payment(m)) return asked->purpose == Purpose::handover ? on_handover(m, *asked) : silent();
  Verdict verdict;
  for_each_planned<ElectionRecorded>(m, [&](const Subject&, const ElectionRecorded& e) {
    if (e.election.election == Election::pay_out && m.stage == Stage::execute) owe_interview(m, verdict);
  });
  for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) { verdict = on_fact(m, e.fact); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf17_coached_handover

KATIWALA_RULE(RF17, rf17_coached_handover, kParameters, judge, hears<RequestDisbursement, ElectionRecorded, FactRecorded>())
