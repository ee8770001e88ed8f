/// The yardstick of the door: Poco's own HTTPS server, answering every request with as many bytes as it is told.
///
/// TLS 1.3 with client certificates and kept connections, as the door has; nothing else of what the door does.
#pragma once

#include <memory>

#include "api/ledger_folder.h"

namespace katiwala::api::bench {

class EchoServer {
 public:
  /// With the folder's server certificate and authorities. HTTP_UNREACHABLE if it can not listen.
  static Result<std::unique_ptr<EchoServer>> start(const LedgerFolder& folder, std::size_t answer_bytes, std::size_t threads);
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
