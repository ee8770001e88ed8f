/// Reminders that have come, and what is asked when a ward's account is looked at again.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// The reminders whose instant this tick says has come, each with the subject it was set for.
template <class Visit>
void for_each_due(const Matter& m, Visit visit) {
  if (m.as<custody::Tick>() == nullptr) return;
  for_each_planned<custody::ReminderDue>(m, [&](const custody::Subject& about, const custody::ReminderDue& due) {
    const std::vector<custody::Reminder>* reminders = m.state.reminders(about);
    const custody::Reminder* reminder = reminders == nullptr ? nullptr : custody::find_reminder(*reminders, due.number);
    if (reminder != nullptr) visit(about, *reminder);
  });
}

/// Whether one of that kind stands for `by` or before, beside the one that has come.
inline bool is_reminded(const std::vector<custody::Reminder>& reminders, custody::ReminderKind kind, std::optional<Instant> by = std::nullopt,
                        std::uint32_t come = 0) {
  for (const custody::Reminder& reminder : reminders)
    if (reminder.reminder == kind && reminder.number != come && (!by || reminder.at <= *by)) return true;
  return false;
}

/// Whether anything is held for her: principal, income or reserved, in any currency of her pool.
inline bool holds_anything(const custody::State& state, const custody::Ward& ward) {
  const custody::Pool* pool = state.pool(ward.pool);
  if (pool == nullptr) return false;
  for (const custody::PoolCash& cash : pool->cash) {
    for (const auto kind : {book::AccountKind::principal, book::AccountKind::income, book::AccountKind::reserved})
      if (!state.balance(kind, ward.id.bytes, cash.account.currency).is_zero()) return true;
  }
  return false;
}

inline bool stands(const custody::Freeze& freeze) { return !freeze.lifted.has_value(); }
inline bool any_stands(const std::vector<custody::Freeze>& freezes) {
  for (const custody::Freeze& freeze : freezes)
    if (stands(freeze)) return true;
  return false;
}

/// A count of years brought within what a law can mean, so that no date leaves the calendar; whether it was, is for `years_mean_something`.
constexpr std::int64_t kMostYears = 100;
inline bool years_mean_something(std::int64_t years, std::int64_t least) { return years >= least && years <= kMostYears; }
inline int months_of_years(std::int64_t years) {
  return 12 * static_cast<int>(years < 0 ? 0 : years > kMostYears ? kMostYears : years);
}

}  // namespace katiwala::policies
