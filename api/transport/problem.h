/// Refusals as the door tells them: RFC 9457 problem details.
///
///     {"type":"/problems/HTTP_FRAMING","title":"The length …","status":400,"detail":"…","instance":"<request id>",
///      "code":"HTTP_FRAMING","place":"content-length"}
///
/// One code has one status. Those of the door have the status HTTP names for them; every other goes by its kind of fault:
/// invalid 400, unauthorised 401, denied 403 (read, judged, and not allowed), not_found 404, conflict 409, integrity 500,
/// unavailable 503. The catalogue under /problems/ is drawn from the same table (ledger/base/refusals.def).
#pragma once

#include "api/transport/http.h"
#include "ledger/base/result.h"

namespace katiwala::api::transport {

int status_of(Code code);

/// application/problem+json. `request_id` is the instance. 503 carries Retry-After.
Response problem(const Refusal& refusal, std::string_view request_id);

/// 405 ROUTE_METHOD with Allow (RFC 9110 §15.5.6): `allowed` are the methods of that resource, "GET, POST".
Response method_refused(std::string_view allowed, std::string_view request_id);

}  // namespace katiwala::api::transport
