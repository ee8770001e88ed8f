/// W3C Trace Context: where in somebody's trace a request belongs. Pure.
///
///     traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
///
/// Source: W3C Recommendation "Trace Context" (2021), §3.2. It is passed on into the log line (access_log.h) and nowhere else: this server asks
/// nobody on a caller's behalf. A value that is not well formed is as if there were none, as §3.2.2 wants: it is never a reason to refuse a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace katiwala::api::transport {

struct TraceContext {
  std::string trace_id;   ///< 32 lower-case hex digits, not all zero
  std::string parent_id;  ///< 16 of them: the caller's span
  bool sampled = false;   ///< the caller records this trace
  bool operator==(const TraceContext&) const = default;
};

/// Version 00 is exactly its four fields. Of a later version (not ff, which is none) the same four are read, and what follows them after a "-" is not
/// looked at. Upper-case digits, ids of nothing but zeros, and white space are refused.
std::optional<TraceContext> parse_traceparent(std::string_view text);

}  // namespace katiwala::api::transport
