/// Reports that are due within hours of the moment at which something became known (R40, R67).
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

/// Opens the duty in the ledger's part: due `hours` after what was known, to the microsecond, and late already where it was reported later.
/// FIELD_INVALID where it is said to become known in the future.
Verdict report_within_hours(const Matter& m, const custody::ReportIncident& incident, custody::Duty duty, int hours);

}  // namespace katiwala::policies
