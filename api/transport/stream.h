/// The bytes between the two ends of a connection, over a non-blocking socket. TLS or plain: whoever drives it waits, never the stream.
#pragma once

#include <string>
#include <string_view>

#include "api/transport/peer.h"

namespace katiwala::api::transport {

class ByteStream {
 public:
  enum class Io {
    done,
    want_read,   ///< wait until the socket can be read, then call again
    want_write,  ///< likewise written
    closed,      ///< the other side ended the stream in order
    failed,      ///< handshake refused, or the stream broke off; only to be destroyed
  };
  virtual ~ByteStream() = default;
  virtual Io handshake() = 0;
  /// Appends what has come, at most 16 KiB a call.
  virtual Io read(std::string& out) = 0;
  /// Takes from the front of `rest` what could be sent; done when it is empty.
  virtual Io write(std::string_view& rest) = 0;
  /// Tells the other side that nothing more is sent, where the stream has words for that and they can be sent now.
  virtual void close_notify() = 0;
  /// The other side, once handshake() is done; its address is empty.
  [[nodiscard]] virtual const Peer& peer() const = 0;
};

}  // namespace katiwala::api::transport
