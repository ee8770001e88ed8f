/// A pool's banking day as one HTML page: no scripts, nothing fetched, readable on a phone. Texts of others are escaped.
#pragma once

#include "api/daily/day.h"

namespace katiwala::api::daily {

/// `suggestions` of the credits that wait, in the order of `day.waiting`; may be fewer.
std::string page_of(const PoolDay& day, const std::vector<CreditSuggestions>& suggestions);

/// & < > " and ' as references.
std::string escaped(std::string_view text);

}  // namespace katiwala::api::daily
