// R55  A receipt stays in suspense, and credits no ward, until two different persons have matched it.  D; RF10.
//
// It may wait `suspense_age_working_days` after the day it was booked; from the working day after that, the pool's daily
// statement opens a review, one at a time, for what is still there. Where that year's calendar is not loaded, calendar days
// are counted instead: they pass sooner, and a fact says so.
#include <algorithm>
#include <set>

#include "policies/rules/asking.h"
#include "policies/rules/duties.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"suspense_age_working_days", ParameterType::integer},
                                           {"matching_persons", ParameterType::integer}};

Verdict on_receipt(const Matter& m) {
  for (const SubjectPosting& line : m.plan.postings)
    if (line.about.kind == SubjectKind::ward) return deny(Code::UNMATCHED_CREDIT, {});
  return silent();
}

/// As the proposal is completed: its maker, who approved before, and who approves now.
Verdict on_match(const Matter& m) {
  if (m.stage == Stage::submit) return silent();
  std::set<PersonId> persons;
  if (m.principal != nullptr) persons.insert(m.principal->person);
  if (const Proposal* proposal = proposal_at_hand(m)) {
    persons.insert(proposal->proposer_person);
    for (const Approval& approval : proposal->approvals) persons.insert(approval.person);
  }
  const auto agreed = static_cast<std::int64_t>(persons.size());
  const std::int64_t needed = m.rulebook.integer("R55", "matching_persons");
  std::vector<Fact> facts{fact("persons", agreed), fact("needed", needed)};
  return agreed < needed ? deny(Code::APPROVALS_MISSING, std::move(facts)) : allow("matched_by_enough_persons", std::move(facts));
}

struct Aged {
  std::int64_t count = 0;
  std::optional<CivilDate> oldest;
  bool calendar_missing = false;
};

Aged aged_credits(const Matter& m, const Reconcile& statement) {
  const int days = std::max(1, bounded(m.rulebook, "R55", "suspense_age_working_days"));
  Aged aged;
  for (const auto& [id, credit] : m.state.credits) {
    if (credit.matched || credit.pool != statement.pool || credit.amount.currency() != statement.closing.currency()) continue;
    const Result<CivilDate> last = m.rulebook.calendar().add_working_days(credit.booked, days);
    if (m.today <= (last.ok() ? *last : credit.booked + days)) continue;
    ++aged.count;
    aged.calendar_missing = aged.calendar_missing || !last.ok();
    aged.oldest = std::min(aged.oldest.value_or(credit.booked), credit.booked);
  }
  return aged;
}

Verdict on_statement(const Matter& m, const Reconcile& statement) {
  const Aged aged = aged_credits(m, statement);
  if (aged.count == 0) return silent();
  std::vector<Fact> facts{fact("credits", aged.count), fact("oldest_booked", *aged.oldest)};
  if (aged.calendar_missing) facts.push_back(fact("counted_in", "calendar days: the year's calendar is not loaded"));
  Verdict verdict = allow("suspense_aged", std::move(facts));
  const Pool* pool = m.state.pool(statement.pool);
  if (pool != nullptr && open_duty(pool->obligations, Duty::suspense_review) == nullptr) {
    verdict.duties.push_back({subject(pool->id), Duty::suspense_review, DutyOwner::trust_officer, m.today, false});
  }
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.as<ReceiveCredit>() != nullptr) return on_receipt(m);
  if (m.as<MatchCredit>() != nullptr) return on_match(m);
  if (const auto* statement = m.as<Reconcile>()) return on_statement(m, *statement);
  return silent();
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R55, r55_unmatched_receipt, kParameters, judge)
