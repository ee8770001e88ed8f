/// What the tests of the plain listener share: a server that echoes, and a raw TCP client that may misbehave.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include "door.h"

namespace katiwala::api::transport::door {

/// A plain server whose answer is "<method> <path> <body>".
struct Window {
  PlainOptions options;
  HttpServer::Handler handler;
  std::unique_ptr<HttpServer> server;

  Window();
  void open();
  [[nodiscard]] std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server->port()) + path; }
};

/// A blocking TCP client.
class PlainClient {
 public:
  explicit PlainClient(std::uint16_t port) : fd_(connect_to(port)) { EXPECT_GE(fd_, 0); }
  ~PlainClient() { ::close(fd_); }
  PlainClient(const PlainClient&) = delete;
  PlainClient& operator=(const PlainClient&) = delete;

  bool send(std::string_view bytes) const { return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()); }
  void end_sending() const { ::shutdown(fd_, SHUT_WR); }
  /// Until `end` was seen or the stream ended.
  [[nodiscard]] std::string read_until(std::string_view end) const;
  [[nodiscard]] std::string read_all() const { return read_until(std::string_view("\0never\0", 7)); }
  [[nodiscard]] bool stirs_within(int span_ms) const;

 private:
  int fd_;
};

}  // namespace katiwala::api::transport::door
