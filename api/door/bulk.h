/// Several writes of one kind in one call, with a control sum: POST approvals and POST requests.
///
///     {"count":2,"sums":["36000.00 PHP"],"approvals":[{"proposal":41,"signature":"…"},{"proposal":43,"signature":"…"}]}
///     {"count":1,"sums":["18000.00 PHP"],"requests":[{"ward":"…", and what POST wards/{w}/requests takes}]}
///
/// Refused whole, before anything is judged, where `count` or `sums` is not what the lines come to (CONTROL_SUM_MISMATCH): of approvals the amounts of the
/// disbursements that they agree to, of requests the amounts asked for; one sum a currency. Otherwise every line is a write of its own, in the order given,
/// under the call's key with ".0", ".1", … behind it, judged on what the lines before it left; a line that is denied leaves the others alone.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

inline constexpr std::size_t kMostLines = 100;
inline constexpr std::size_t kLongestBulkKey = 56;  ///< leaves room for the number of a line

transport::Response post_approvals(const Call& call);
transport::Response post_requests(const Call& call);

/// The body's schema: `approvals` or `requests`.
transport::Json bulk_schema(std::string_view pattern);

}  // namespace katiwala::api::door
