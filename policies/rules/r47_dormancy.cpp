// R47  Nothing held for a minor, or held by a freeze, is ever reported as unclaimed. Each year somebody makes sure that she is there; ten years of
//      silence of one who is of age are reported in January of the next odd year.  Act 3936/PD 679.
//
// A heartbeat duty is opened each `heartbeat_months` from the day her account was opened, one at a time, while anything is held; the fact that she was
// reached closes it and starts the silence anew. Silence runs from the latest of the last deposit or withdrawal, the last day on which she was reached,
// and her majority: before that she could not have drawn (D). Interest that the bank books of itself is no sign. It is `years` long: on the anniversary itself not yet, from the day after. A
// freeze of her own account, of her watch or of the pool, and her death, keep it from being reported. The report is due on 31 January, not
// moved to a working day: the Act says January. That her last address was written to first is what the heartbeat is for and not judged here;
// nor is the report's content, which is an export.
#include <algorithm>

#include "policies/rules/duties.h"
#include "policies/rules/reminding.h"

namespace katiwala::policies::r47_dormancy {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"years", ParameterType::integer},
                                           {"heartbeat_months", ParameterType::integer},
                                           {"heartbeat_days", ParameterType::integer}};
constexpr int kLookAgainMonths = 12;
constexpr int kNextReportMonths = 24;

int heartbeat_months(const Matter& m) { return std::clamp(bounded(m.rulebook, "R47", "heartbeat_months"), 1, 1200); }

/// 31 January of an odd year, today or later.
CivilDate report_day(CivilDate today) {
  int year = today.year() + (today.year() % 2 == 0 ? 1 : 0);
  while (CivilDate::from_ymd(year, 1, 31).value() < today) year += 2;
  return CivilDate::from_ymd(year, 1, 31).value();
}

/// Of what her watch counts of each banking day (R36): interest, which counts there too, on the working day that its own day rolls to.
bool is_interest(const Ward& ward, const Covered& counted) {
  constexpr int kLongestRoll = 14;
  return std::ranges::any_of(ward.interest, [&](const InterestLine& line) {
    const bool amount = counted.amount == line.gross || counted.amount == line.gross - line.tax;
    return amount && line.booked <= counted.day && counted.day <= line.booked + kLongestRoll;
  });
}

/// The last day on which money came in or went out that was not interest.
std::optional<CivilDate> last_drawn(const State& state, const Ward& ward) {
  const Watch* watch = state.watch(watch_of(ward.id));
  if (ward.interest.empty() || watch == nullptr) return ward.moved;
  std::optional<CivilDate> last;
  for (const Covered& counted : watch->covered)
    if (!is_interest(ward, counted)) last = std::max(last.value_or(counted.day), counted.day);
  return last;
}

/// The last day on which her account or she herself gave a sign, her coming of age among them.
std::optional<CivilDate> last_sign(const State& state, const Ward& ward, CivilDate today) {
  std::optional<CivilDate> last = last_drawn(state, ward);
  const auto take = [&](CivilDate day) { last = std::max(last.value_or(day), day); };
  for (const WardFact& fact : ward.facts)
    if (fact.fact == FactKind::heartbeat && fact.since <= today) take(fact.since);
  if (ward.majority && *ward.majority <= today) take(*ward.majority);
  return last;
}

bool is_kept_from_report(const Matter& m, const Ward& ward) {
  const Pool* pool = m.state.pool(ward.pool);
  const Watch* watch = m.state.watch(watch_of(ward.id));
  return ward.died || any_stands(ward.freezes) || (watch != nullptr && any_stands(watch->freezes)) || (pool != nullptr && any_stands(pool->freezes));
}

/// Of one who is of age. The next look is set whatever is found; the part says nothing where nothing is opened.
void judge_silence(const Matter& m, const Ward& ward, Verdict& verdict) {
  const auto last = last_sign(m.state, ward, m.today);
  const CivilDate end = last ? add_months(*last, months_of_years(m.rulebook.integer("R47", "years"))) : m.today;
  CivilDate next = m.today <= end && last ? end + 1 : add_months(m.today, kLookAgainMonths);
  const bool silent_for_long = last && m.today > end;
  if (silent_for_long && holds_anything(m.state, ward) && !is_kept_from_report(m, ward)) {
    const CivilDate due = report_day(m.today);
    next = add_months(m.today, kNextReportMonths);
    if (open_duty(ward.obligations, Duty::unclaimed_report) == nullptr) {
      verdict.reason = allow("unclaimed", {fact("last_sign", *last), fact("report_due", due)}).reason;
      verdict.duties.push_back(duty_of(ward, Duty::unclaimed_report, DutyOwner::trust_officer, due));
    }
  }
  verdict.reminders.push_back({subject(ward.id), ReminderKind::unclaimed_report, start_of(next)});
}

/// The next one falls on the anniversary of this one, and not in the past.
CivilDate next_heartbeat(const Matter& m, const Reminder& reminder) {
  const CivilDate from = manila_date(reminder.at);
  int count = heartbeat_months(m);
  while (add_months(from, count) <= m.today) count += heartbeat_months(m);
  return add_months(from, count);
}

Verdict on_heartbeat(const Matter& m, const Ward& ward, const Reminder& reminder) {
  Verdict verdict;
  verdict.reminders.push_back({subject(ward.id), ReminderKind::heartbeat, start_of(next_heartbeat(m, reminder))});
  if (holds_anything(m.state, ward) && open_duty(ward.obligations, Duty::heartbeat) == nullptr) {
    const CivilDate due = m.today + bounded(m.rulebook, "R47", "heartbeat_days");
    verdict.reason = allow("heartbeat_due", {fact("due", due), fact("of_age", ward.adult ? "yes" : "no")}).reason;
    verdict.duties.push_back(duty_of(ward, Duty::heartbeat, DutyOwner::trust_officer, due));
  }
  if (ward.adult && !is_reminded(ward.reminders, ReminderKind::unclaimed_report)) judge_silence(m, ward, verdict);
  return verdict;
}

Verdict on_opening(const Matter& m) {
  const std::int64_t years = m.rulebook.integer("R47", "years");
  if (!years_mean_something(years, 1)) return deny_parameter("R47", "years", std::to_string(years));
  const std::int64_t months = m.rulebook.integer("R47", "heartbeat_months");
  if (months < 1 || months > 1200) return deny_parameter("R47", "heartbeat_months", std::to_string(months));
  Verdict verdict;
  for_each_planned<WardOpened>(m, [&](const Subject&, const WardOpened& e) {
    verdict.reminders.push_back({subject(e.ward.ward), ReminderKind::heartbeat, start_of(add_months(m.today, heartbeat_months(m)))});
  });
  return verdict;
}

/// She was reached.
Verdict on_fact(const Matter& m) {
  Verdict verdict;
  for_each_planned<FactRecorded>(m, [&](const Subject& about, const FactRecorded& e) {
    if (e.fact.fact != FactKind::heartbeat || m.ward == nullptr) return;
    for (const Duty duty : {Duty::heartbeat, Duty::unclaimed_report})
      if (const Obligation* owed = open_duty(m.ward->obligations, duty)) verdict.effects.push_back({about, ObligationClosed{owed->number, m.today}});
  });
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.as<OpenWard>() != nullptr) return on_opening(m);
  if (m.as<RecordFact>() != nullptr) return on_fact(m);
  Verdict verdict;
  for_each_due(m, [&](const Subject& about, const Reminder& reminder) {
    const Ward* ward = about.kind == SubjectKind::ward ? m.state.ward(WardId{about.id}) : nullptr;
    if (ward == nullptr) return;
    if (reminder.reminder == ReminderKind::heartbeat) verdict = on_heartbeat(m, *ward, reminder);
    if (reminder.reminder == ReminderKind::unclaimed_report && ward->adult) judge_silence(m, *ward, verdict);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r47_dormancy

KATIWALA_RULE(R47, r47_dormancy, kParameters, judge, hears<OpenWard, RecordFact, ReminderDue>())
