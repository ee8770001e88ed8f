#include "receiver.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api/ledger_folder.h"

namespace katiwala::api::door::testing {
namespace {

BIO* bio_of(const std::string& text) { return BIO_new_mem_buf(text.data(), static_cast<int>(text.size())); }

SSL_CTX* context_of(const transport::Identity& identity) {
  SSL_CTX* out = SSL_CTX_new(TLS_server_method());
  BIO* certificate = bio_of(identity.certificate_pem);
  X509* x509 = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
  BIO* key = bio_of(identity.key_pem);
  EVP_PKEY* pkey = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
  EXPECT_EQ(SSL_CTX_use_certificate(out, x509), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(out, pkey), 1);
  X509_free(x509);
  EVP_PKEY_free(pkey);
  BIO_free(certificate);
  BIO_free(key);
  return out;
}

/// Reads until `size` bytes are there, or what says how many there are.
bool read_more(SSL* ssl, std::string& bytes) {
  char some[4'096];
  const int count = SSL_read(ssl, some, sizeof some);
  if (count > 0) bytes.append(some, static_cast<std::size_t>(count));
  return count > 0;
}

Receiver::Taken taken_from(const std::string& head) {
  Receiver::Taken out;
  std::size_t at = 0;
  while (at < head.size()) {
    const std::size_t end = head.find("\r\n", at);
    const std::string line = head.substr(at, end - at);
    at = end + 2;
    const std::size_t colon = line.find(": ");
    if (out.line.empty()) out.line = line;
    else if (colon != std::string::npos) out.headers.set(line.substr(0, colon), line.substr(colon + 2));
    if (end == std::string::npos) break;
  }
  return out;
}

}  // namespace

Receiver::Receiver() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto pki = transport::SandboxPki::create(kSandboxFrom, kSandboxTo).value();
  authorities_ = pki.authority_pem();
  context_ = context_of(pki.server().value());
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener_, 8), 0);
  EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] {
    while (true) {
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) return;
      serve(fd);
      ::close(fd);
    }
  });
}

Receiver::~Receiver() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  SSL_CTX_free(context_);
}

void Receiver::serve(int fd) {
  SSL* ssl = SSL_new(context_);
  SSL_set_fd(ssl, fd);
  std::string bytes;
  bool whole = SSL_accept(ssl) == 1;
  while (whole && bytes.find("\r\n\r\n") == std::string::npos) whole = read_more(ssl, bytes);
  if (whole) {
    const std::size_t head = bytes.find("\r\n\r\n") + 4;
    Taken one = taken_from(bytes.substr(0, head));
    const std::string* length = one.headers.find("content-length");
    const std::size_t size = head + (length == nullptr ? 0 : std::stoul(*length));
    while (whole && bytes.size() < size) whole = read_more(ssl, bytes);
    one.body = bytes.substr(head);
    std::string answer;
    {
      const std::lock_guard lock(mutex_);
      taken_.push_back(std::move(one));
      answer = answer_;
    }
    if (!answer.empty()) SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
    SSL_shutdown(ssl);
  }
  SSL_free(ssl);
}

void Receiver::answers(int status, std::string more_headers) {
  const std::lock_guard lock(mutex_);
  answer_ = status == 0 ? std::string() : "HTTP/1.1 " + std::to_string(status) + " Status\r\n" + more_headers + "content-length: 0\r\n\r\n";
}

std::vector<Receiver::Taken> Receiver::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}

}  // namespace katiwala::api::door::testing
