#include "api/transport/exchange.h"

#include <poll.h>

#include "api/transport/connection.h"

namespace katiwala::api::transport {
namespace {

bool must_wait(ByteStream::Io io) { return io == ByteStream::Io::want_read || io == ByteStream::Io::want_write; }

}  // namespace

Status Exchange::wait(ByteStream::Io io) const {
  const std::int64_t left = until_ms - monotonic_ms();
  pollfd entry{fd, static_cast<short>(io == ByteStream::Io::want_write ? POLLOUT : POLLIN), 0};
  if (left <= 0 || ::poll(&entry, 1, static_cast<int>(left)) == 0) return refuse(Code::HTTP_TIMEOUT);
  return good();
}

Status Exchange::shake_hands() const {
  while (true) {
    const auto io = stream.handshake();
    if (io == ByteStream::Io::done) return good();
    if (!must_wait(io)) return refuse(Code::TLS_REFUSED);
    KATIWALA_CHECK(wait(io));
  }
}

Status Exchange::send(std::string_view message) const {
  while (true) {
    const auto io = stream.write(message);
    if (!must_wait(io)) return good();
    KATIWALA_CHECK(wait(io));
  }
}

Result<Answer> Exchange::receive(bool head_only, std::size_t max_bytes, Code refused_at_once) const {
  std::string bytes;
  while (true) {
    const auto io = stream.read(bytes);
    if (io == ByteStream::Io::done) {
      KATIWALA_TRY(auto answer, parse_answer(bytes, head_only, max_bytes));
      if (answer) return std::move(*answer);
      // A drip of bytes never waits for long, and must end all the same.
      if (monotonic_ms() >= until_ms) return refuse(Code::HTTP_TIMEOUT);
    } else if (must_wait(io)) {
      KATIWALA_CHECK(wait(io));
    } else {
      return refuse(io == ByteStream::Io::failed && bytes.empty() ? refused_at_once : Code::HTTP_CLOSED);
    }
  }
}

}  // namespace katiwala::api::transport
