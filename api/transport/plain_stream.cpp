#include "api/transport/plain_stream.h"

#include <sys/socket.h>

#include <cerrno>

namespace katiwala::api::transport {
namespace {

bool must_wait() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

ByteStream::Io PlainStream::read(std::string& out) {
  constexpr std::size_t kMost = 16'384;
  thread_local char buffer[kMost];
  while (true) {
    const ssize_t got = ::recv(fd_, buffer, kMost, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return must_wait() ? Io::want_read : Io::failed;
    if (got == 0) return Io::closed;
    out.append(buffer, static_cast<std::size_t>(got));
    return Io::done;
  }
}

ByteStream::Io PlainStream::write(std::string_view& rest) {
  while (!rest.empty()) {
    // A peer that went away is an answer, not a signal.
    const ssize_t sent = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return must_wait() ? Io::want_write : Io::failed;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return Io::done;
}

}  // namespace katiwala::api::transport
