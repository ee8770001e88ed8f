// R67  A breach of personal data is notified to the NPC and to those concerned within 72 hours of being known.  NPC 16-03.
//
// From the moment it was known or reasonably believed, whatever day that is: no weekend and no holiday moves it. One that is reported too late
// is overdue at once, and still owed.
#include "policies/rules/asking.h"
#include "policies/rules/hours.h"

namespace katiwala::policies::r67_breach {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"hours", ParameterType::integer}};

Verdict judge(const Matter& m) {
  const auto* incident = m.as<ReportIncident>();
  if (incident == nullptr || incident->incident_kind != IncidentKind::personal_data_breach) return silent();
  return report_within_hours(m, *incident, Duty::breach_notice, bounded(m.rulebook, "R67", "hours"));
}

}  // namespace
}  // namespace katiwala::policies::r67_breach

KATIWALA_RULE(R67, r67_breach, kParameters, judge, hears<ReportIncident>())
