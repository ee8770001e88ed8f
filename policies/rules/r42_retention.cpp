// R42  What is known of a ward is kept for five years after her money last moved, and longer while a case or a hold is open.
//      RA 9160 s.9(b).
//
// Judged when she is to be erased: not on the `years`th anniversary of the last movement or before it, but from the day after. An account on which
// nothing ever moved counts from its opening, which its reminder remembers. A freeze that stands keeps her records; the one set by
// her death does not, because nobody lifts it. So do, in silence, a case of compliance that is not cleared or closed, one that was less than
// `years` ago, and a freeze in her watch: the denial then names nothing, and why stands in the watch.
//
// With `years` at nothing no time is asked for, only that nothing is held. The reminder comes back until the time is over and nothing is held; then the bank's people are alerted, once. Nobody is erased by time alone.
#include <algorithm>

#include "policies/rules/reminding.h"

namespace katiwala::policies::r42_retention {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"years", ParameterType::integer}};
constexpr std::string_view kOver = "RETENTION_OVER";
constexpr int kLookAgainMonths = 12;

int months_kept(const Matter& m) { return months_of_years(m.rulebook.integer("R42", "years")); }

const Alert* told_before(const Matter& m, const Ward& ward) {
  const Protection* protection = m.state.protection(ward.id);
  if (protection == nullptr) return nullptr;
  const auto found = std::ranges::find_if(protection->alerts, [](const Alert& a) { return a.rule == "R42" && a.code == kOver; });
  return found == protection->alerts.end() ? nullptr : &*found;
}

/// The last day on which her records must be kept because of what moved; nullopt where nothing ever did and the time from her opening is not known.
std::optional<CivilDate> kept_until(const Matter& m, const Ward& ward) {
  if (ward.moved) return add_months(*ward.moved, months_kept(m));
  for (const Reminder& reminder : ward.reminders)
    if (reminder.reminder == ReminderKind::retention) return manila_date(reminder.at) - 1;
  return std::nullopt;
}

const Freeze* freeze_that_keeps(const Ward& ward) {
  const auto found = std::ranges::find_if(ward.freezes, [](const Freeze& f) { return stands(f) && f.freeze_kind != FreezeKind::death; });
  return found == ward.freezes.end() ? nullptr : &*found;
}

/// What compliance alone knows that keeps them; nullopt where nothing does.
std::optional<Reason> watch_keeps(const Matter& m, const Ward& ward) {
  const Watch* watch = m.state.watch(watch_of(ward.id));
  if (watch == nullptr) return std::nullopt;
  if (any_stands(watch->freezes)) return Reason{Outcome::deny, std::string(name_of(Code::FROZEN)), "R42", {}};
  for (const WatchCase& one : watch->cases) {
    const bool ended = one.state == CaseState::clear || one.state == CaseState::closed;
    std::vector<Fact> facts{fact("case", static_cast<std::int64_t>(one.number)), fact("state", name(one.state))};
    if (!ended || !one.moved) return Reason{Outcome::deny, std::string(name_of(Code::CASE_OPEN)), "R42", std::move(facts)};
    const CivilDate until = add_months(*one.moved, months_kept(m));
    if (m.today > until) continue;
    facts.push_back(fact("until", until));
    return Reason{Outcome::deny, std::string(name_of(Code::RETENTION)), "R42", std::move(facts)};
  }
  return std::nullopt;
}

Verdict on_erasure(const Matter& m, const Ward& ward) {
  const std::int64_t years = m.rulebook.integer("R42", "years");
  if (!years_mean_something(years, 0)) return deny_parameter("R42", "years", std::to_string(years));
  const auto until = kept_until(m, ward);
  if (years > 0 && !until && told_before(m, ward) == nullptr) return deny(Code::RETENTION, {fact("opened", "not known")});
  if (years > 0 && until && m.today <= *until) return deny(Code::RETENTION, {fact("until", *until)});
  if (const Freeze* freeze = freeze_that_keeps(ward)) return deny(Code::RETENTION, {fact("freeze", name(freeze->freeze_kind))});
  if (auto kept = watch_keeps(m, ward)) {
    Verdict verdict = deny(Code::RETENTION, {});
    verdict.effects.push_back({watch_of(ward.id), ReasonsKept{{std::move(*kept)}}});
    return verdict;
  }
  std::vector<Fact> facts;
  if (until) facts.push_back(fact("kept_until", *until));
  return allow("retention_over", std::move(facts));
}

void remind(Verdict& verdict, const Ward& ward, CivilDate day) {
  verdict.reminders.push_back({subject(ward.id), ReminderKind::retention, start_of(day)});
}

/// The alert is for the bank's people, and her own part says nothing: an account that compliance looks into reads there like any other.
Verdict on_reminder(const Matter& m, const Ward& ward) {
  Verdict verdict;
  const std::optional<CivilDate> until = ward.moved ? std::optional(add_months(*ward.moved, months_kept(m))) : std::nullopt;
  if (until && m.today <= *until) {
    remind(verdict, ward, *until + 1);
    return verdict;
  }
  remind(verdict, ward, add_months(m.today, kLookAgainMonths));
  const bool kept = holds_anything(m.state, ward) || freeze_that_keeps(ward) != nullptr || watch_keeps(m, ward);
  const Alert* told = told_before(m, ward);
  const bool told_already = told != nullptr && (!ward.moved || *ward.moved < told->day);
  if (!kept && !told_already && m.state.protection(ward.id) != nullptr) {
    verdict.effects.push_back({protection_of(ward.id), AlertRaised{"R42", std::string(kOver)}});
  }
  return verdict;
}

Verdict judge(const Matter& m) {
  if (const auto* erase = m.as<EraseWard>()) {
    const Ward* ward = m.state.ward(erase->ward);
    return ward == nullptr ? silent() : on_erasure(m, *ward);
  }
  Verdict verdict;
  if (m.as<OpenWard>() != nullptr) {
    for_each_planned<WardOpened>(m, [&](const Subject&, const WardOpened& e) {
      verdict.reminders.push_back({subject(e.ward.ward), ReminderKind::retention, start_of(add_months(m.today, months_kept(m)) + 1)});
    });
    return verdict;
  }
  for_each_due(m, [&](const Subject& about, const Reminder& reminder) {
    if (reminder.reminder != ReminderKind::retention || about.kind != SubjectKind::ward) return;
    if (const Ward* ward = m.state.ward(WardId{about.id})) verdict = on_reminder(m, *ward);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r42_retention

KATIWALA_RULE(R42, r42_retention, kParameters, judge, hears<EraseWard, OpenWard, ReminderDue>())
