/// Tables on paper: columns by their share of the width, figures to the right, a header on every page, totals under a rule.
#pragma once

#include "audit/pages/sheets.h"
#include "audit/reports/document.h"

namespace katiwala::audit::pages {

/// At the cursor, over as many pages as it needs.
void put_table(Sheets& sheets, const Type& type, const reports::Table& table);

}  // namespace katiwala::audit::pages
