#include "door.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace katiwala::api::transport::door {

SandboxPki new_authority(std::int64_t not_before, std::int64_t not_after) {
  auto made = SandboxPki::create(not_before, not_after);
  if (!made.ok()) halt(made.refusal().message.c_str(), __FILE__, __LINE__);
  return std::move(made).value();
}

const Pki& pki() {
  static const Pki made = [] {
    SandboxPki authority = new_authority();
    Identity server = authority.server().value();
    Identity alice = authority.client("sandbox officer a").value();
    Identity bob = authority.client("sandbox officer b", crypto::Algorithm::ed25519).value();
    return Pki{std::move(authority), std::move(server), std::move(alice), std::move(bob)};
  }();
  return made;
}

Digest fingerprint_of(const Identity& identity) { return crypto::parse_certificate_pem(identity.certificate_pem).value().fingerprint(); }

Deadlines no_deadlines() {
  Deadlines out;
  for (std::int64_t* span : {&out.handshake_ms, &out.head_ms, &out.body_ms, &out.long_body_ms, &out.idle_ms, &out.write_ms, &out.linger_ms, &out.stop_ms,
                             &out.turn_ms})
    *span = kNever;
  return out;
}

Door::Door()
    : now_(std::make_shared<std::atomic<std::int64_t>>(kNow)), mutex_(std::make_shared<std::mutex>()), revoked_(std::make_shared<std::set<Digest>>()) {
  options.identity = pki().server;
  options.authorities_pem = pki().authority.authority_pem();
  options.deadlines = no_deadlines();
  options.deadlines.linger_ms = 2'000;
  options.caps.workers = 4;
  options.wall_micros = [now = now_] { return now->load(); };
  options.is_revoked = [mutex = mutex_, revoked = revoked_](const Digest& fingerprint) {
    const std::lock_guard lock(*mutex);
    return revoked->contains(fingerprint);
  };
  options.new_request_id = [count = std::make_shared<std::atomic<int>>(0)] { return "made-" + std::to_string(++*count); };
  handler = [](const Request& request, const Peer&) {
    Response response;
    response.headers.set("content-type", "text/plain");
    response.body = request.method + " " + request.target.path + " " + request.body;
    return response;
  };
}

void Door::open() {
  auto started = HttpsServer::start(options, handler);
  ASSERT_TRUE(started.ok()) << started.refusal().message;
  server = std::move(started).value();
}

void Door::revoke(const Identity& identity) {
  const std::lock_guard lock(*mutex_);
  revoked_->insert(fingerprint_of(identity));
}

ClientOptions Door::client_options(const Identity& identity) const {
  ClientOptions out;
  out.port = server->port();
  out.identity = identity;
  out.authorities_pem = pki().authority.authority_pem();
  out.deadline_ms = kNever;
  out.wall_micros = [] { return kNow; };
  return out;
}

HttpsClient Door::client(const Identity& identity) const { return HttpsClient::create(client_options(identity)).value(); }

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

namespace {
void show(SSL_CTX* context, const Identity& identity) {
  BIO* certificate_bio = BIO_new_mem_buf(identity.certificate_pem.data(), static_cast<int>(identity.certificate_pem.size()));
  BIO* key_bio = BIO_new_mem_buf(identity.key_pem.data(), static_cast<int>(identity.key_pem.size()));
  X509* certificate = PEM_read_bio_X509(certificate_bio, nullptr, nullptr, nullptr);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(key_bio, nullptr, nullptr, nullptr);
  EXPECT_EQ(SSL_CTX_use_certificate(context, certificate), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context, key), 1);
  X509_free(certificate);
  EVP_PKEY_free(key);
  BIO_free(certificate_bio);
  BIO_free(key_bio);
}
}  // namespace

RawClient::RawClient(std::uint16_t port, const Identity& identity, const Options& options)
    : fd_(connect_to(port)), context_(SSL_CTX_new(TLS_client_method())) {
  SSL_CTX_set_max_proto_version(context_, options.max_version);
  show(context_, identity);
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, fd_);
  if (!options.alpn.empty()) {
    const std::string list = static_cast<char>(options.alpn.size()) + options.alpn;
    SSL_set_alpn_protos(ssl_, reinterpret_cast<const unsigned char*>(list.data()), static_cast<unsigned>(list.size()));
  }
  if (options.session != nullptr) SSL_set_session(ssl_, options.session);
  shook_hands_ = fd_ >= 0 && SSL_connect(ssl_) == 1;
}

RawClient::~RawClient() {
  SSL_free(ssl_);
  SSL_CTX_free(context_);
  if (fd_ >= 0) ::close(fd_);
}

bool RawClient::send(std::string_view bytes) { return SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0; }

std::string RawClient::read_until(std::string_view end) {
  std::string out;
  char byte = 0;
  while (out.find(end, out.size() < end.size() ? 0 : out.size() - end.size()) == std::string::npos && SSL_read(ssl_, &byte, 1) == 1)
    out.push_back(byte);
  return out;
}

std::size_t RawClient::read_bytes(std::size_t wanted) {
  std::size_t got = 0;
  char piece[16'384];
  while (got < wanted) {
    const int now = SSL_read(ssl_, piece, static_cast<int>(std::min(wanted - got, sizeof piece)));
    if (now <= 0) break;
    got += static_cast<std::size_t>(now);
  }
  return got;
}

bool RawClient::stirs_within(int span_ms) const {
  pollfd entry{fd_, POLLIN, 0};
  return SSL_has_pending(ssl_) != 0 || ::poll(&entry, 1, span_ms) == 1;
}

void expect_a_sweep_ends_alice(Door& door, const std::function<void()>& revoke_alice) {
  RawClient alice(door.server->port(), pki().alice), bob(door.server->port(), pki().bob);
  for (RawClient* client : {&alice, &bob}) {
    ASSERT_TRUE(client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    ASSERT_NE(client->read_until("GET / ").find("200 OK"), std::string::npos);
  }
  revoke_alice();
  // A worker may still be putting the connection back; until it has, the sweep passes over it.
  do door.server->drop_revoked();
  while (!alice.stirs_within(5));
  EXPECT_EQ(alice.read_all(), "");
  ASSERT_TRUE(bob.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_NE(bob.read_until("GET / ").find("200 OK"), std::string::npos);
}

}  // namespace katiwala::api::transport::door
