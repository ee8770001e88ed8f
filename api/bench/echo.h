/// The yardstick of the door: Poco's own HTTPS server, answering every request with as many bytes as it is told.
///
/// TLS 1.3 with client certificates, no resumption, kept connections, as the door has; nothing else of what the door does, unless it is told to keep.
#pragma once

#include <functional>
#include <memory>

#include "api/ledger_folder.h"

namespace katiwala::api::bench {

struct EchoOptions {
  std::size_t answer_bytes = 0;
  std::size_t threads = 1;         ///< one a connection, as Poco's server wants it
  std::function<Status()> keep{};  ///< called before an answer to a request with a body; if it refuses, the answer is 503
};

class EchoServer {
 public:
  /// With the folder's server certificate and authorities. HTTP_UNREACHABLE if it can not listen.
  static Result<std::unique_ptr<EchoServer>> start(const LedgerFolder& folder, EchoOptions options);
  ~EchoServer();
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;
  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Impl;
  explicit EchoServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace katiwala::api::bench
