// R55  A receipt stays in suspense, and credits no ward, until two different persons have matched it.  D; RF10.
//
// It may wait `suspense_age_working_days` after the day it was booked; from the day after that, the pool's daily statement, or a
// reminder where no statement comes, opens a review, one at a time, for what is still there. The reminder stands for the credit of
// the pool whose time is over first, and comes back as long as anything waits. What an older book could not place waits since its own day.
// Where that year's calendar is not loaded, calendar days are counted instead: they pass sooner, and a fact says so.
#include <algorithm>
#include <set>

#include "policies/rules/asking.h"
#include "policies/rules/duties.h"
#include "policies/rules/reminding.h"

namespace katiwala::policies::r55_unmatched_receipt {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"suspense_age_working_days", ParameterType::integer},
                                           {"matching_persons", ParameterType::integer}};

/// The last day on which a credit booked then may wait.
struct Patience {
  CivilDate last;
  bool calendar_missing = false;
};
Patience patience(const Matter& m, CivilDate booked) {
  const int days = std::max(1, bounded(m.rulebook, "R55", "suspense_age_working_days"));
  const Result<CivilDate> last = m.rulebook.calendar().add_working_days(booked, days);
  return {last.ok() ? *last : booked + days, !last.ok()};
}

bool waits(const Credit& credit) { return !credit.matched && !credit.resolved; }

/// Looks at the pool on that day, where it is not looked at by then: `come` is the reminder that has come.
void look(const Matter& m, Verdict& verdict, const Subject& pool, CivilDate day, std::uint32_t come = 0) {
  const Instant at = start_of(day);
  const std::vector<Reminder>* reminders = m.state.reminders(pool);
  if (reminders != nullptr && is_reminded(*reminders, ReminderKind::review, at, come)) return;
  verdict.reminders.push_back({pool, ReminderKind::review, at});
}

/// When the time of what was booked then is over; at once is tomorrow.
CivilDate after_patience(const Matter& m, CivilDate booked) { return std::max(patience(m, booked).last, m.today) + 1; }

Verdict on_receipt(const Matter& m, const ReceiveCredit& receipt) {
  for (const SubjectPosting& line : m.plan.postings)
    if (line.about.kind == SubjectKind::ward) return deny(Code::UNMATCHED_CREDIT, {});
  Verdict verdict;
  look(m, verdict, subject(receipt.pool), after_patience(m, receipt.booked));
  return verdict;
}

/// What an older book could not place waits as it waited there.
Verdict on_opening(const Matter& m, const OpenBooks& opening) {
  std::optional<CivilDate> oldest;
  for (const BroughtCredit& credit : opening.unplaced) oldest = std::min(oldest.value_or(credit.booked), credit.booked);
  Verdict verdict;
  if (oldest) look(m, verdict, subject(opening.pool), after_patience(m, *oldest));
  return verdict;
}

/// What was matched and is not any more waits again.
Verdict on_reversal(const Matter& m) {
  Verdict verdict;
  for_each_planned<CreditReopened>(m, [&](const Subject& pool, const CreditReopened& e) {
    const Credit* credit = m.state.credit(e.credit);
    if (credit != nullptr && verdict.reminders.empty()) look(m, verdict, pool, after_patience(m, credit->booked));
  });
  return verdict;
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
  std::optional<CivilDate> next;  ///< booked day of the oldest that waits in patience
};

/// Of one pool; of one currency where one is named.
Aged aged_credits(const Matter& m, const PoolId& pool, std::optional<Currency> currency) {
  Aged aged;
  for (const auto& [id, credit] : m.state.credits) {
    if (!waits(credit) || credit.pool != pool || (currency && credit.amount.currency() != *currency)) continue;
    const Patience allowed = patience(m, credit.booked);
    if (m.today <= allowed.last) {
      aged.next = std::min(aged.next.value_or(credit.booked), credit.booked);
      continue;
    }
    ++aged.count;
    aged.calendar_missing = aged.calendar_missing || allowed.calendar_missing;
    aged.oldest = std::min(aged.oldest.value_or(credit.booked), credit.booked);
  }
  return aged;
}

Verdict review(const Matter& m, const PoolId& id, const Aged& aged) {
  if (aged.count == 0) return silent();
  std::vector<Fact> facts{fact("credits", aged.count), fact("oldest_booked", *aged.oldest)};
  if (aged.calendar_missing) facts.push_back(fact("counted_in", "calendar days: the year's calendar is not loaded"));
  Verdict verdict = allow("suspense_aged", std::move(facts));
  const Pool* pool = m.state.pool(id);
  if (pool != nullptr && open_duty(pool->obligations, Duty::suspense_review) == nullptr) {
    verdict.duties.push_back({subject(pool->id), Duty::suspense_review, DutyOwner::trust_officer, m.today});
  }
  return verdict;
}

/// The next look is for what waits in patience, or for what was looked at now and waits still.
Verdict on_reminder(const Matter& m, const Subject& about, std::uint32_t come) {
  const PoolId pool{about.id};
  const Aged aged = aged_credits(m, pool, std::nullopt);
  Verdict verdict = review(m, pool, aged);
  std::optional<CivilDate> next;
  if (aged.count > 0) next = after_patience(m, m.today);
  if (aged.next) next = std::min(next.value_or(after_patience(m, *aged.next)), after_patience(m, *aged.next));
  if (next) look(m, verdict, about, *next, come);
  return verdict;
}

Verdict judge(const Matter& m) {
  if (const auto* receipt = m.as<ReceiveCredit>()) return on_receipt(m, *receipt);
  if (const auto* opening = m.as<OpenBooks>()) return on_opening(m, *opening);
  if (m.as<MatchCredit>() != nullptr) return on_match(m);
  if (m.as<ReverseEntry>() != nullptr) return on_reversal(m);
  if (const auto* statement = m.as<Reconcile>()) {
    return review(m, statement->pool, aged_credits(m, statement->pool, statement->closing.currency()));
  }
  Verdict verdict;
  for_each_due(m, [&](const Subject& about, const Reminder& reminder) {
    if (about.kind == SubjectKind::pool && reminder.reminder == ReminderKind::review) verdict = on_reminder(m, about, reminder.number);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r55_unmatched_receipt

KATIWALA_RULE(R55, r55_unmatched_receipt, kParameters, judge, hears<ReceiveCredit, OpenBooks, MatchCredit, ReverseEntry, Reconcile, ReminderDue>())
