/// TCP without TLS: for what is public anyway and carries its own signatures. There is no handshake, and nothing is known of the peer.
#pragma once

#include "api/transport/stream.h"

namespace katiwala::api::transport {

class PlainStream final : public ByteStream {
 public:
  /// `fd` is non-blocking and stays the caller's; it must outlive this.
  explicit PlainStream(int fd) : fd_(fd) {}

  Io handshake() override { return Io::done; }
  Io read(std::string& out) override;
  Io write(std::string_view& rest) override;
  void close_notify() override {}
  [[nodiscard]] const Peer& peer() const override { return nobody_; }

 private:
  int fd_;
  Peer nobody_;
};

}  // namespace katiwala::api::transport
