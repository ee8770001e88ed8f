/// What a server tells whoever watches it: log lines (access_log.h) and figures (server_figures.h).
///
/// Of a request it tells what names nobody: the pattern of its route, never the target; who asked as an identifier; no header, no body, no value of a query.
/// What a route and a principal are the server does not know: it asks `Labels` (server.h).
#pragma once

#include "api/transport/trace_context.h"
#include "ledger/base/result.h"

namespace katiwala::api::transport {

/// What a request is called where nothing of it may be repeated.
struct Labels {
  std::string route;      ///< "/v1/wards/{w}"
  std::string principal;  ///< an identifier; empty: of nobody known
};

/// What a method is called that is none of the known ones: what somebody sent is not repeated, and counts no row of its own.
inline constexpr std::string_view kOtherMethod = "(other)";

/// A request and what was answered.
struct Served {
  std::string method;                  ///< of the known ones, or kOtherMethod; empty where the request could not be read
  Labels labels;                       ///< empty where it could not
  int status = 0;
  std::optional<Code> code;            ///< of a problem document
  std::int64_t duration_micros = 0;    ///< from the request being whole to its answer being ready
  std::string request_id;
  std::optional<TraceContext> trace;
};

/// Why somebody is turned away.
enum class Cap : std::uint8_t {
  connections,              ///< of the server
  connections_of_address,
  connections_of_certificate,
  requests_of_certificate,  ///< waited too long for a turn (turns.h)
  rate_of_certificate,      ///< more than the quota (rate_limiter.h)
};
inline constexpr std::string_view kCapNames[] = {"connections", "connections_of_address", "connections_of_certificate", "requests_of_certificate", "rate_of_certificate"};

/// Which deadline has passed (server.h).
enum class Late : std::uint8_t { handshake, idle, head, body, answer };
inline constexpr std::string_view kLateNames[] = {"handshake", "idle", "head", "body", "answer"};

/// Called from any thread, several at a time. Must not block for long, and not throw.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void connection_opened() {}
  virtual void connection_closed() {}
  virtual void turned_away(Cap) {}
  virtual void was_late(Late) {}
  /// Nobody was let in: no certificate, none that counts, no TLS, or gone in the middle of it.
  virtual void handshake_refused() {}
  /// The file of revocation lists has changed, and all that is in it is in use (revocation_file.h).
  virtual void revocation_lists_taken() {}
  /// A list in it, or the whole file, is not used; or one that is in use has lapsed. Names nobody but authorities.
  virtual void revocation_list_refused(const Refusal&) {}
  /// One request more (1) or less (-1) waits for its turn (turns.h).
  virtual void in_line(int /*change*/) {}
  /// A request is with the handler, until it is `handled`.
  virtual void handling(std::string_view /*method*/) {}
  virtual void handled(std::string_view /*method*/) {}
  virtual void served(const Served&) {}
};

}  // namespace katiwala::api::transport
