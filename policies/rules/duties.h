/// Duties: court due dates, and which duties a ward has already.
///
/// A return to the court that falls due on a Saturday, Sunday or holiday is due on the next working day (Rule 22 s.1). An
/// extension is never guessed: where a year's calendar is not loaded the unmoved, earlier date stands, and a fact says so.
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

struct CourtDue {
  CivilDate due;
  std::vector<Fact> facts;  ///< "due", and what moved it or why it was not moved
};
CourtDue court_due(CivilDate falls, const Calendar& calendar);

/// An open duty of that kind; nullptr if there is none.
const custody::Obligation* open_duty(const std::vector<custody::Obligation>& obligations, custody::Duty duty);
/// Whether one of that kind and date was ever opened.
bool was_opened(const std::vector<custody::Obligation>& obligations, custody::Duty duty, CivilDate due);

DutyDraft duty_of(const custody::Ward& ward, custody::Duty duty, custody::DutyOwner owner, CivilDate due);

}  // namespace katiwala::policies
