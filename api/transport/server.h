/// The door: HTTP/1.1 over TLS 1.3 with client certificates, under absolute deadlines and caps.
///
/// A fixed number of workers wait on one epoll set. A connection that waits for its peer holds no worker, so slow peers cost a
/// table row each and no thread; a handler may block (on the disk, on the writer) and holds one worker while it does. Every deadline is
/// for the whole of what it names, not for one read: a peer that drips a byte a second is cut at the same moment as a silent one.
///
/// Revocation acts at once: the callback is asked in the handshake (alert certificate_revoked) and before every request
/// (401 CERTIFICATE_REVOKED, then the connection ends). A certificate that runs out while its connection is open is treated the same.
#pragma once

#include <functional>
#include <memory>

#include "api/transport/http.h"
#include "api/transport/tls.h"

namespace katiwala::api::transport {

/// Each is kept to within a quarter of the shortest of them, at most a quarter of a second.
struct Deadlines {
  std::int64_t handshake_ms = 10'000;  ///< from accept; then the connection is closed
  std::int64_t head_ms = 10'000;       ///< from a request's first byte to the end of its head; then 408
  std::int64_t body_ms = 30'000;       ///< from there to the end of its body; then 408
  std::int64_t idle_ms = 60'000;       ///< between requests; then closed
  std::int64_t write_ms = 30'000;      ///< for the peer to take a response; then closed
  std::int64_t linger_ms = 2'000;      ///< after the last response, for the peer to read it and close; then closed
  std::int64_t stop_ms = 15'000;       ///< for open requests, once stop() was called
};

struct Caps {
  std::size_t connections = 512;
  std::size_t connections_per_address = 64;
  /// Connections above the caps that are still answered, with 503 and Retry-After; any more are closed on accept.
  std::size_t refused_connections = 64;
  std::size_t workers = 16;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0: any free one
  Identity identity;
  std::string authorities_pem;  ///< who may issue client certificates
  Limits limits;
  Deadlines deadlines;
  Caps caps;
  Revoked is_revoked;                           ///< required; called from any thread
  std::function<std::string()> new_request_id;  ///< required; called from any thread; must be well formed (is_request_id)
  WallClock wall_micros;                        ///< required: for certificates and Date
};

class HttpsServer {
 public:
  /// Runs on a worker, several at a time. Must not throw: an exception halts the process.
  using Handler = std::function<Response(const Request& request, const Peer& peer)>;

  /// Listens when it returns. TLS_SETUP, HTTP_UNREACHABLE (address in use or not ours).
  static Result<std::unique_ptr<HttpsServer>> start(ServerOptions options, Handler handler);
  ~HttpsServer();  ///< stop()
  HttpsServer(const HttpsServer&) = delete;
  HttpsServer& operator=(const HttpsServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  /// Accepts nothing more, closes what is idle, lets open requests finish within stop_ms (their responses say Connection: close), closes
  /// the rest, and returns when no worker runs. A handler is never abandoned: stop() waits for it. Safe to call twice.
  void stop();

  /// Closes now, instead of at their next request, the idle connections of revoked certificates.
  void drop_revoked();

 private:
  struct Impl;
  explicit HttpsServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace katiwala::api::transport
