/// One calendar document of a bundle: the holidays of a year. The format is described in policies/data/calendar-2026.toml.
#pragma once

#include "ledger/time/calendar.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

/// The same refusals as Rulebook::parse. That the holidays lie in their year is Calendar's to check.
Result<CalendarYear> parse_calendar(const Document& document);

}  // namespace katiwala::policies
