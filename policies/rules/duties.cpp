#include "policies/rules/duties.h"

#include <algorithm>

namespace katiwala::policies {

using namespace custody;

CourtDue court_due(CivilDate falls, const Calendar& calendar) {
  const Result<CivilDate> moved = calendar.roll_following(falls);
  if (!moved.ok()) return {falls, {fact("due", falls), fact("not_moved", moved.refusal().message)}};
  if (*moved == falls) return {falls, {fact("due", falls)}};
  return {*moved, {fact("due", *moved), fact("falls_on", falls)}};
}

const Obligation* open_duty(const std::vector<Obligation>& obligations, Duty duty) {
  const auto found =
      std::find_if(obligations.begin(), obligations.end(), [&](const Obligation& o) { return o.duty == duty && !o.closed; });
  return found == obligations.end() ? nullptr : &*found;
}

bool was_opened(const std::vector<Obligation>& obligations, Duty duty, CivilDate due) {
  return std::any_of(obligations.begin(), obligations.end(), [&](const Obligation& o) { return o.duty == duty && o.due == due; });
}

DutyDraft duty_of(const Ward& ward, Duty duty, DutyOwner owner, CivilDate due) {
  return {subject(ward.id), duty, owner, due};
}

}  // namespace katiwala::policies
