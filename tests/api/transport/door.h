/// What the tests of the server share: a sandbox authority, a server that echoes, and a raw TLS client that may misbehave.
#pragma once

#include <gtest/gtest.h>

#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "api/transport/client.h"
#include "api/transport/sandbox_pki.h"
#include "api/transport/server.h"

namespace katiwala::api::transport::door {

inline constexpr std::int64_t kNow = 1'772'414'100'000'000;  // 2026-03-02T01:15:00Z
inline constexpr std::int64_t kYear = 365LL * 86'400 * 1'000'000;
inline constexpr std::int64_t kNever = 600'000;  ///< ms: longer than any test may take

/// One authority and its identities, made once.
struct Pki {
  SandboxPki authority;
  Identity server;
  Identity alice;
  Identity bob;
};
const Pki& pki();
SandboxPki new_authority(std::int64_t not_before = kNow - kYear, std::int64_t not_after = kNow + kYear);
Digest fingerprint_of(const Identity& identity);

/// A server whose answer is "<method> <path> <body>", and its knobs.
struct Door {
  ServerOptions options;
  HttpsServer::Handler handler;
  std::unique_ptr<HttpsServer> server;

  Door();
  void open();
  void revoke(const Identity& identity);
  void set_now(std::int64_t micros) { now_->store(micros); }

  [[nodiscard]] ClientOptions client_options(const Identity& identity) const;
  [[nodiscard]] HttpsClient client(const Identity& identity) const;

 private:
  std::shared_ptr<std::atomic<std::int64_t>> now_;
  std::shared_ptr<std::mutex> mutex_;
  std::shared_ptr<std::set<Digest>> revoked_;
};

/// Deadlines that no test meets; a test shortens the one it is about.
Deadlines no_deadlines();

/// A blocking TLS client on a plain socket.
class RawClient {
 public:
  struct Options {
    int max_version = TLS1_3_VERSION;
    std::string alpn;  ///< one protocol name, if any
    SSL_SESSION* session = nullptr;
  };
  RawClient(std::uint16_t port, const Identity& identity) : RawClient(port, identity, Options()) {}
  RawClient(std::uint16_t port, const Identity& identity, const Options& options);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool shook_hands() const { return shook_hands_; }
  [[nodiscard]] SSL* ssl() const { return ssl_; }
  [[nodiscard]] int fd() const { return fd_; }
  bool send(std::string_view bytes);
  /// Until `end` was seen or the stream ended.
  std::string read_until(std::string_view end);
  /// Everything until the server ends the stream.
  std::string read_all() { return read_until(std::string_view("\0never\0", 7)); }
  /// So many bytes, or as many as come before the stream ends; returns how many.
  std::size_t read_bytes(std::size_t wanted);
  /// True once the server has something to say or has gone, waiting at most `span_ms` for it.
  [[nodiscard]] bool stirs_within(int span_ms) const;

 private:
  int fd_;
  SSL_CTX* context_;
  SSL* ssl_;
  bool shook_hands_ = false;
};

/// A plain TCP connection to the server.
int connect_to(std::uint16_t port);

/// Both are served; what `revoke` does to the first's certificate ends its idle connection at the next sweep, and leaves the other's.
void expect_a_sweep_ends_alice(Door& door, const std::function<void()>& revoke_alice);

}  // namespace katiwala::api::transport::door
