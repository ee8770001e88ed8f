/// Somebody else's HTTPS server that takes webhooks: TLS 1.3, no certificate asked for, answers as it is told. Not ours, so that ours is tried.
#pragma once

#include <openssl/ssl.h>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/transport/http.h"
#include "api/transport/sandbox_pki.h"

namespace katiwala::api::door::testing {

class Receiver {
 public:
  Receiver();
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  struct Taken {
    transport::Headers headers;
    std::string line, body;
  };
  /// What it answers from now on: a status, or 0 to break the connection off.
  void answers(int status, std::string more_headers = {});
  [[nodiscard]] std::vector<Taken> taken() const;
  [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/hook"; }
  [[nodiscard]] const std::string& authorities_pem() const { return authorities_; }

 private:
  void serve(int fd);

  std::string authorities_;
  SSL_CTX* context_ = nullptr;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::string answer_ = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
  std::vector<Taken> taken_;
  std::thread thread_;
};

}  // namespace katiwala::api::door::testing
