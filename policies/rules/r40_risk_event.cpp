// R40  An event of significant money-laundering or terrorist-financing risk is reported to the BSP within 24 hours of being known.
//      BSP M-2024-016.
//
// Hours, not days: known on Friday at 16:30 it is due on Saturday at 16:30. What it was is in the vault, and its record names nobody.
#include "policies/rules/asking.h"
#include "policies/rules/hours.h"

namespace katiwala::policies::r40_risk_event {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"hours", ParameterType::integer}};

Verdict judge(const Matter& m) {
  const auto* incident = m.as<ReportIncident>();
  if (incident == nullptr || incident->incident_kind != IncidentKind::risk_event) return silent();
  return report_within_hours(m, *incident, Duty::risk_event_report, bounded(m.rulebook, "R40", "hours"));
}

}  // namespace
}  // namespace katiwala::policies::r40_risk_event

KATIWALA_RULE(R40, r40_risk_event, kParameters, judge, hears<ReportIncident>())
