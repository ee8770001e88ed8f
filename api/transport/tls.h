/// TLS 1.3 over a non-blocking socket: one context a server or client, one stream a connection.
///
/// Both sides show a certificate, always, but where we ask a stranger's server (public_client). No tickets, no session cache, no resumption, no early data, no renegotiation: every
/// connection is judged on a full handshake, so a revocation can not be outlived by a resumed session. Poco's secure sockets
/// wait inside their calls and so can not keep an absolute deadline; here the caller waits.
/// Making a context sets SIGPIPE to be ignored where it still has its default action: a peer that went away is an answer, not a signal.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "api/transport/revocation_file.h"
#include "api/transport/stream.h"
#include "ledger/base/result.h"

struct ssl_ctx_st;
struct ssl_st;
struct x509_store_ctx_st;

namespace katiwala::api::transport {

/// True if a certificate with this fingerprint is no longer to be served. Called from any thread.
using Revoked = std::function<bool(const Digest& certificate_fingerprint)>;
/// Microseconds since the Unix epoch, by which certificates are in date. Called from any thread.
using WallClock = std::function<std::int64_t()>;

class TlsContext {
 public:
  /// TLS_SETUP if the key is not the certificate's, or nothing can be read from one of the texts. `lists`: what else turns certificates away; nullptr: nothing.
  static Result<std::shared_ptr<const TlsContext>> server(const Identity& identity, std::string_view authorities_pem, Revoked is_revoked,
                                                          WallClock wall_micros, std::shared_ptr<RevocationFile> lists = nullptr);
  /// An identity without certificate shows none (and is then turned away by any server of ours). `host` is a DNS name or an IP
  /// address and must be in the server's certificate.
  static Result<std::shared_ptr<const TlsContext>> client(const Identity& identity, std::string_view authorities_pem, std::string host,
                                                          WallClock wall_micros);
  /// For servers of others: shows no certificate, takes any key that OpenSSL takes, trusts the system's authorities where none are given.
  static Result<std::shared_ptr<const TlsContext>> public_client(std::string_view authorities_pem, std::string host, WallClock wall_micros);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

 private:
  friend class TlsStream;
  explicit TlsContext(bool is_server);
  Status load_settings();
  Status load(const Identity& identity, std::string_view authorities_pem);

  ssl_ctx_st* context_;
  bool is_server_;
  Revoked is_revoked_;
  WallClock wall_micros_;
  std::shared_ptr<RevocationFile> lists_;
  std::string host_;
};

class TlsStream final : public ByteStream {
 public:
  /// `fd` is non-blocking and stays the caller's; it must outlive this.
  TlsStream(std::shared_ptr<const TlsContext> context, int fd);
  ~TlsStream() override;
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  Io handshake() override;
  Io read(std::string& out) override;
  Io write(std::string_view& rest) override;
  void close_notify() override;
  /// Of a server asked by `public_client` nothing is kept.
  [[nodiscard]] const Peer& peer() const override { return peer_; }

 private:
  friend class TlsContext;
  static int on_certificate(int accepted, x509_store_ctx_st* store);
  bool admit(x509_store_ctx_st* store);
  [[nodiscard]] int error_of_lists() const;
  Io outcome(int result);

  std::shared_ptr<const TlsContext> context_;
  ssl_st* ssl_;
  Peer peer_;
};

}  // namespace katiwala::api::transport
