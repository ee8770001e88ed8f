/// The door: HTTP/1.1 over TLS 1.3 with client certificates, under absolute deadlines and caps. And the window beside it: plain HTTP
/// without anybody's certificate, for what is public and carries its own signatures (checkpoints, tiles, a witness), through the same
/// state machine, deadlines, caps and parser.
///
/// A fixed number of workers wait on one epoll set. A connection that waits for its peer holds no worker, so slow peers cost a
/// table row each and no thread; a handler may block (on the disk, on the writer) and holds one worker while it does. Every deadline is
/// for the whole of what it names, not for one read: a peer that drips a byte a second is cut at the same moment as a silent one.
///
/// Nobody takes it all: connections are capped over all, an address and a certificate; of one certificate only so many requests are handled at once,
/// and the next wait their turn (turns.h); a certificate may have a quota (rate_limiter.h). Every queue is bounded, and whoever finds it
/// full is answered 503 HTTP_BUSY with Retry-After; whoever is above its quota, 429 RATE_LIMITED.
///
/// Revocation acts at once: the callback is asked in the handshake (alert certificate_revoked) and before every request
/// (401 CERTIFICATE_REVOKED, then the connection ends). A certificate that runs out while its connection is open is treated the same, and so is one that comes
/// to stand on a list of its authority, or whose authority has no list in force any more, where lists are asked for (revocation_file.h).
#pragma once

#include <functional>
#include <memory>

#include "api/transport/http.h"
#include "api/transport/observer.h"
#include "api/transport/rate_limiter.h"
#include "api/transport/tls.h"

namespace katiwala::api::transport {

/// Each is kept to within a quarter of the shortest of them, at most a quarter of a second.
struct Deadlines {
  std::int64_t handshake_ms = 10'000;  ///< from accept (plain: to the first byte); then the connection is closed
  std::int64_t head_ms = 10'000;       ///< from a request's first byte to the end of its head; then 408
  std::int64_t body_ms = 30'000;       ///< from there to the end of its body; then 408
  std::int64_t long_body_ms = 300'000; ///< the same of one that is not held in memory; and for the peer to take the response to it
  std::int64_t idle_ms = 60'000;       ///< between requests; then closed
  std::int64_t write_ms = 30'000;      ///< for the peer to take a response; then closed
  std::int64_t linger_ms = 2'000;      ///< after the last response, for the peer to read it and close; then closed
  std::int64_t stop_ms = 15'000;       ///< for open requests, once stop() was called
  std::int64_t turn_ms = 5'000;        ///< for a request to have its turn; then 503
};

struct Caps {
  std::size_t connections = 512;
  std::size_t connections_per_address = 64;
  std::size_t connections_per_certificate = 48;  ///< TLS only; known after the handshake, so that those above are answered 503
  /// Connections above the caps that are still answered, with 503 and Retry-After; any more are closed on accept.
  std::size_t refused_connections = 64;
  std::size_t workers = 20;
  /// At once; plain: of one caller (CallerOf), and of all who are unknown together.
  std::size_t requests_per_certificate = 16;  ///< fewer than the workers, so that some are always left for others
};

/// What of a request may be told to observers. Pure; called from any thread, before the handler.
using LabelsOf = std::function<Labels(const Request& request, const Peer& peer)>;

/// In whose name a request is made where no certificate was shown: turns and quota are kept by it. Must not block for long; called from any thread, before
/// the handler. Nothing: nobody's that is known.
using CallerOf = std::function<std::optional<Digest>(const Request& request)>;

/// The methods that a target takes, as Allow has them: "GET, POST"; empty where there is nothing. Pure; called from any thread. With it a method that nobody
/// here knows (TRACE, QUERY, get) is answered 405 ROUTE_METHOD where there is something, and elsewhere, as without it, 501 HTTP_METHOD. Either way no
/// handler hears of it and the connection ends: it may as well be the rest of a body that was longer than it said.
using MethodsOf = std::function<std::string(const Target& target)>;

/// Where a body goes that is longer than Limits::max_body_bytes, or why it is not taken: HTTP_BODY_TOO_LARGE, or what hangs on who asks for what. Asked with
/// the head alone, before a byte of the body is read. Must not block for long; called from any thread.
using LongBodyFor = std::function<Result<std::unique_ptr<LongBody>>(const Request& head, const Peer& peer, std::size_t bytes)>;

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0: any free one
  Identity identity;
  std::string authorities_pem;  ///< who may issue client certificates
  Limits limits;
  Deadlines deadlines;
  Caps caps;
  std::optional<RateLimit> rate{};              ///< of each certificate; nothing: no limit, and no headers
  std::vector<Observer*> observers{};           ///< must outlive the server
  LabelsOf labels{};                            ///< required where there are observers
  CallerOf caller_of{};                         ///< plain only
  MethodsOf methods_of{};
  LongBodyFor long_body{};                      ///< required where the limits have long_bodies
  Revoked is_revoked;                           ///< required; called from any thread
  std::shared_ptr<RevocationFile> revocation_lists{};  ///< for the same authorities; nothing: no lists are asked for
  std::function<std::string()> new_request_id;  ///< required; called from any thread; must be well formed (is_request_id)
  WallClock wall_micros;                        ///< required: for certificates and Date
};

/// What a plain listener needs. Behind a proxy every peer has the proxy's address: raise connections_per_address then.
struct PlainOptions {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0: any free one
  Limits limits = no_body();          ///< a request with a larger body is refused before its body is read
  Deadlines deadlines;
  Caps caps;
  std::optional<RateLimit> rate{};              ///< of each caller that is known; nothing: no limit, and no headers
  std::vector<Observer*> observers{};           ///< must outlive the server
  LabelsOf labels{};                            ///< required where there are observers
  CallerOf caller_of{};                         ///< nothing: there are no turns and no quota
  MethodsOf methods_of{};
  std::function<std::string()> new_request_id;  ///< required; called from any thread; must be well formed (is_request_id)
  WallClock wall_micros;                        ///< required: for Date

  static Limits no_body() {
    Limits limits;
    limits.max_body_bytes = 0;
    return limits;
  }
};

class HttpServer {
 public:
  /// Runs on a worker, several at a time. Must not throw: an exception halts the process.
  using Handler = std::function<Response(const Request& request, const Peer& peer)>;

  /// Listens when it returns. TLS_SETUP, HTTP_UNREACHABLE (address in use or not ours).
  static Result<std::unique_ptr<HttpServer>> start(ServerOptions options, Handler handler);
  /// The same without TLS. Nothing is known of a peer but its address; responses carry no HSTS. HTTP_UNREACHABLE.
  static Result<std::unique_ptr<HttpServer>> start_plain(PlainOptions options, Handler handler);
  ~HttpServer();  ///< stop()
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  /// Accepts nothing more, closes what is idle, lets open requests finish within stop_ms (their responses say Connection: close), closes
  /// the rest, and returns when no worker runs. A handler is never abandoned: stop() waits for it. Safe to call twice.
  void stop();

  /// Closes now, instead of at their next request, the idle connections of revoked certificates.
  void drop_revoked();

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  static Result<std::unique_ptr<HttpServer>> open(ServerOptions options, Handler handler, std::shared_ptr<const TlsContext> tls);
  std::unique_ptr<Impl> impl_;
};
using HttpsServer = HttpServer;  ///< where it is started with certificates

}  // namespace katiwala::api::transport
