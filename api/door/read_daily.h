/// Reads of the banking day: docs/end-of-day.md.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

transport::Response read_suggestions(const Call& call);
transport::Response read_reconciliation(const Call& call);
transport::Response read_reconciliation_page(const Call& call);
transport::Response read_end_of_day(const Call& call);

}  // namespace katiwala::api::door
