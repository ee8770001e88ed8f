#include "policies/rules/hours.h"

namespace katiwala::policies {

using namespace custody;

Verdict report_within_hours(const Matter& m, const ReportIncident& incident, Duty duty, int hours) {
  constexpr std::int64_t kHourMicros = 3'600'000'000;
  if (!incident.known.has_date()) return deny(Code::FIELD_INVALID, {fact("field", "known")});
  if (incident.known > m.submission.time) return deny(Code::FIELD_INVALID, {fact("field", "known"), fact("known", incident.known.manila_text())});
  const Instant due{incident.known.micros + hours * kHourMicros};
  Verdict verdict = allow("report_due", {fact("known", incident.known.manila_text()), fact("due", due.manila_text())});
  verdict.duties.push_back({Subject{}, duty, DutyOwner::compliance, manila_date(due), std::nullopt, due});
  return verdict;
}

}  // namespace katiwala::policies
