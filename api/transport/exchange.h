/// One request and its answer over a byte stream, until a moment. What both clients (client.h, web_client.h) do once they are connected.
#pragma once

#include "api/transport/answer_parser.h"
#include "api/transport/stream.h"

namespace katiwala::api::transport {

/// A connection of a client, and when whatever is done with it must be over (monotonic_ms).
struct Exchange {
  ByteStream& stream;
  int fd;
  std::int64_t until_ms;

  /// HTTP_TIMEOUT; TLS_REFUSED if one side does not accept the other.
  Status shake_hands() const;
  /// HTTP_TIMEOUT. Good also where the server stopped reading: one that answers early (413, 503) may have said why.
  Status send(std::string_view message) const;
  /// HTTP_TIMEOUT, HTTP_RESPONSE; HTTP_CLOSED if the stream ends before the answer does, `refused_at_once` if it breaks off before the answer begins.
  Result<Answer> receive(bool head_only, std::size_t max_bytes, Code refused_at_once) const;

 private:
  Status wait(ByteStream::Io io) const;
};

}  // namespace katiwala::api::transport
