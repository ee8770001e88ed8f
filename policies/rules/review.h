/// When somebody must have looked into something: some working days from today.
///
/// It protects a ward, so it is never refused for want of a calendar: where a year is not loaded the same number of calendar days counts, which is
/// never later, and a fact says so.
#pragma once

#include <algorithm>

#include "policies/rule.h"

namespace katiwala::policies {

struct ReviewDue {
  CivilDate due;
  std::vector<Fact> facts;  ///< "review_due", and why it was not counted in working days
};

/// Pre: `working_days` as `bounded` gives it.
inline ReviewDue review_due(const Matter& m, int working_days) {
  const int days = std::max(1, working_days);
  const Result<CivilDate> due = m.rulebook.calendar().add_working_days(m.today, days);
  if (due.ok()) return {*due, {fact("review_due", *due)}};
  const CivilDate earlier = m.today + days;
  return {earlier, {fact("review_due", earlier), fact("calendar_days", due.refusal().message)}};
}

}  // namespace katiwala::policies
