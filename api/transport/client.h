/// An HTTPS client with a client certificate: one connection, kept alive, one request at a time.
///
/// For the scenario player, the tests and the benchmark. TLS 1.3 only; the server's certificate is checked against the given
/// authorities and the host asked for. Answers are read strictly: CR LF lines, a Content-Length, nothing after it.
/// Not thread-safe: one client a thread.
#pragma once

#include <memory>

#include "api/transport/http.h"
#include "api/transport/tls.h"

namespace katiwala::api::transport {

struct ClientOptions {
  std::string host = "127.0.0.1";  ///< DNS name or IP address; what the server's certificate must name
  std::uint16_t port = 0;
  Identity identity;  ///< empty: no certificate is shown
  std::string authorities_pem;
  std::int64_t deadline_ms = 30'000;  ///< for a whole call, connecting included
  std::int64_t long_deadline_ms = 600'000;  ///< the same, of one whose body is not held in memory
  std::size_t max_answer_bytes = std::size_t{256} << 20;
  WallClock wall_micros;  ///< required
};

class HttpsClient {
 public:
  /// TLS_SETUP. Connects at the first call.
  static Result<HttpsClient> create(ClientOptions options);
  ~HttpsClient();
  HttpsClient(HttpsClient&&) noexcept;
  HttpsClient& operator=(HttpsClient&&) noexcept;

  /// Sends one request and waits for its answer. Host and Content-Length are written here.
  /// HTTP_UNREACHABLE, TLS_REFUSED: nothing was asked. HTTP_TIMEOUT, HTTP_CLOSED, HTTP_RESPONSE: whether the request was
  /// carried out is unknown; ask again with the same Idempotency-Key. The client itself never asks twice; where the server has
  /// ended an idle connection before the call, it connects anew.
  Result<Response> call(std::string_view method, std::string_view target, std::string_view body = {}, const Headers& headers = {});
  /// The same with a body that is not held in memory; what reading it refuses: nothing was carried out, since the request was not whole.
  Result<Response> call(std::string_view method, std::string_view target, const StoredBytes& body, const Headers& headers);
  /// The same with Content-Type: application/json.
  Result<Response> call_json(std::string_view method, std::string_view target, std::string_view json, Headers headers = {});

  /// Ends the connection; the next call opens another.
  void disconnect();

 private:
  struct Impl;
  explicit HttpsClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace katiwala::api::transport
