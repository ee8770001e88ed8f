/// A banking day as JSON: what the door answers and the day's pack holds. Shapes: docs/api.md, docs/end-of-day.md.
#pragma once

#include "api/daily/day.h"
#include "api/transport/json.h"

namespace katiwala::api::daily {

transport::Json json_of(const PoolDay& day);
transport::Json json_of(const CreditSuggestions& suggestions);
transport::Json json_of(CivilDate day, const std::vector<audit::daily::OpenItem>& items);

/// A ground in words: "the same reference: entry 12".
std::string in_words(const audit::daily::Ground& ground);
/// A kind in words: "not at the bank".
std::string_view in_words(audit::daily::BreakKind kind);

}  // namespace katiwala::api::daily
