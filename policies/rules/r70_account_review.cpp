// R70  Each trust account is reviewed as a whole, every year unless counsel says otherwise, and at least every three.  MB Res. 1237 (2024).
//
// The first time `months` after the opening, then `months` after the review before was filed; `review_days` to do it (D). One review is open at a time,
// and none of an account that holds nothing: that is looked at again after as long. More than 36 months is against the resolution and no
// parameter: no account is opened and no review filed under such a book, and what stands open already is still asked for after 36. What
// the review finds is in its document.
#include <algorithm>

#include "policies/rules/duties.h"
#include "policies/rules/reminding.h"

namespace katiwala::policies::r70_account_review {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"months", ParameterType::integer}, {"review_days", ParameterType::integer}};
constexpr int kMostMonths = 36;

int months(const Matter& m) { return std::clamp(bounded(m.rulebook, "R70", "months"), 1, kMostMonths); }

void remind(const Matter& m, Verdict& verdict, const Subject& ward) {
  verdict.reminders.push_back({ward, ReminderKind::review, start_of(add_months(m.today, months(m)))});
}

/// Other rules may have something of hers reviewed: theirs name what.
bool is_ours(const Subject& about, const Reminder& reminder) {
  return about.kind == SubjectKind::ward && reminder.reminder == ReminderKind::review && !reminder.of && !reminder.object;
}

Verdict on_reminder(const Matter& m, const Ward& ward) {
  Verdict verdict;
  if (!holds_anything(m.state, ward)) {
    remind(m, verdict, subject(ward.id));
    return verdict;
  }
  if (open_duty(ward.obligations, Duty::account_review) != nullptr) return verdict;  // its filing sets the next
  const CivilDate due = m.today + bounded(m.rulebook, "R70", "review_days");
  verdict = allow("review_due", {fact("due", due)});
  verdict.duties.push_back(duty_of(ward, Duty::account_review, DutyOwner::trust_officer, due));
  return verdict;
}

Verdict on_opening(const Matter& m) {
  Verdict verdict;
  for_each_planned<WardOpened>(m, [&](const Subject&, const WardOpened& e) { remind(m, verdict, subject(e.ward.ward)); });
  return verdict;
}

Verdict on_filing(const Matter& m) {
  Verdict verdict;
  for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
    if (m.ward == nullptr || about != subject(m.ward->id)) return;
    const Obligation* filed = find_obligation(m.ward->obligations, e.number);
    if (filed != nullptr && filed->duty == Duty::account_review) remind(m, verdict, about);
  });
  return verdict;
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.as<OpenWard>() != nullptr) verdict = on_opening(m);
  else if (m.as<FileReturn>() != nullptr) verdict = on_filing(m);
  if (!verdict.reminders.empty()) {
    const std::int64_t value = m.rulebook.integer("R70", "months");
    return value < 1 || value > kMostMonths ? deny_parameter("R70", "months", std::to_string(value)) : verdict;
  }
  for_each_due(m, [&](const Subject& about, const Reminder& reminder) {
    if (!is_ours(about, reminder)) return;
    if (const Ward* ward = m.state.ward(WardId{about.id})) verdict = on_reminder(m, *ward);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r70_account_review

KATIWALA_RULE(R70, r70_account_review, kParameters, judge, hears<OpenWard, FileReturn, ReminderDue>())
