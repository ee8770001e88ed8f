// Who gets through the door: real handshakes over loopback, each refusal beside the case that passes.
#include <sys/socket.h>
#include <unistd.h>

#include "door.h"

namespace katiwala::api::transport::tls_test {
namespace {

using namespace door;

Code refused(const HttpsClient& client_in, Result<Response> answer) {
  static_cast<void>(client_in);
  EXPECT_FALSE(answer.ok()) << "answered " << (answer.ok() ? answer->status : 0);
  return answer.ok() ? Code::HTTP_BUSY : answer.refusal().code;
}

Code outcome_of(ClientOptions options) {
  HttpsClient client = HttpsClient::create(std::move(options)).value();
  return refused(client, client.call("GET", "/"));
}

TEST(Tls, KnowsThePeer) {
  Door door;
  std::vector<Peer> peers;
  door.options.caps.workers = 1;
  door.handler = [&](const Request&, const Peer& peer) {
    peers.push_back(peer);
    return Response{};
  };
  door.open();
  for (const Identity* identity : {&pki().alice, &pki().bob}) {
    auto client = door.client(*identity);
    ASSERT_EQ(client.call("GET", "/").value().status, 200);
    const auto certificate = crypto::parse_certificate_pem(identity->certificate_pem).value();
    EXPECT_EQ(peers.back().certificate_fingerprint, certificate.fingerprint());
    EXPECT_EQ(peers.back().key_fingerprint, certificate.key.fingerprint());
    EXPECT_EQ(peers.back().certificate.subject_common_name, certificate.subject_common_name);
    EXPECT_EQ(peers.back().address, "127.0.0.1");
  }
}

TEST(Tls, RefusesWhoeverShowsNoGoodCertificate) {
  Door door;
  door.open();
  const SandboxPki stranger = new_authority();
  const SandboxPki expired = new_authority(kNow - 2 * kYear, kNow - kYear);
  EXPECT_EQ(outcome_of(door.client_options({})), Code::TLS_REFUSED);
  EXPECT_EQ(outcome_of(door.client_options(stranger.client("sandbox stranger").value())), Code::TLS_REFUSED);
  EXPECT_EQ(outcome_of(door.client_options(expired.client("sandbox late").value())), Code::TLS_REFUSED);
  // A server's certificate is not a client's.
  EXPECT_EQ(outcome_of(door.client_options(pki().server)), Code::TLS_REFUSED);
  EXPECT_EQ(door.client(pki().alice).call("GET", "/").value().status, 200);
}

TEST(Tls, TheClientRefusesAServerThatIsNotTheOneAskedFor) {
  Door door;
  door.open();
  auto options = door.client_options(pki().alice);
  options.authorities_pem = new_authority().authority_pem();
  EXPECT_EQ(outcome_of(options), Code::TLS_REFUSED);
  options = door.client_options(pki().alice);
  options.wall_micros = [] { return kNow + 2 * kYear; };
  EXPECT_EQ(outcome_of(options), Code::TLS_REFUSED);

  Door other;  // right authority, but named for a client
  other.options.identity = pki().authority.client("sandbox not a server").value();
  other.open();
  EXPECT_EQ(outcome_of(other.client_options(pki().alice)), Code::TLS_REFUSED);
}

TEST(Tls, OnlyVersion13) {
  Door door;
  door.open();
  EXPECT_TRUE(RawClient(door.server->port(), pki().alice).shook_hands());
  EXPECT_FALSE(RawClient(door.server->port(), pki().alice, {TLS1_2_VERSION, "", nullptr}).shook_hands());
}

TEST(Tls, OnlyHttp11IsNegotiated) {
  Door door;
  door.open();
  EXPECT_TRUE(RawClient(door.server->port(), pki().alice, {TLS1_3_VERSION, "http/1.1", nullptr}).shook_hands());
  EXPECT_FALSE(RawClient(door.server->port(), pki().alice, {TLS1_3_VERSION, "h2", nullptr}).shook_hands());
}

TEST(Tls, NoSessionIsEverResumed) {
  Door door;
  door.open();
  RawClient first(door.server->port(), pki().alice);
  ASSERT_TRUE(first.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  EXPECT_NE(first.read_all().find("200 OK"), std::string::npos);
  SSL_SESSION* session = SSL_get1_session(first.ssl());
  EXPECT_EQ(SSL_SESSION_is_resumable(session), 0);
  EXPECT_EQ(SSL_SESSION_has_ticket(session), 0);
  RawClient second(door.server->port(), pki().alice, {TLS1_3_VERSION, "", session});
  EXPECT_TRUE(second.shook_hands());
  EXPECT_EQ(SSL_session_reused(second.ssl()), 0);
  SSL_SESSION_free(session);
}

TEST(Tls, ARevokedCertificateGetsNoHandshake) {
  Door door;
  door.open();
  door.revoke(pki().alice);
  EXPECT_EQ(outcome_of(door.client_options(pki().alice)), Code::TLS_REFUSED);
  EXPECT_EQ(door.client(pki().bob).call("GET", "/").value().status, 200);
}

TEST(Tls, ARevokedCertificateLosesItsOpenConnection) {
  Door door;
  door.open();
  auto alice = door.client(pki().alice);
  ASSERT_EQ(alice.call("GET", "/").value().status, 200);
  door.revoke(pki().alice);
  const auto answer = alice.call("GET", "/");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 401);
  EXPECT_NE(answer->body.find("CERTIFICATE_REVOKED"), std::string::npos);
  EXPECT_EQ(refused(alice, alice.call("GET", "/")), Code::TLS_REFUSED);
}

TEST(Tls, DropRevokedEndsIdleConnectionsAtOnce) {
  Door door;
  door.open();
  expect_a_sweep_ends_alice(door, [&] { door.revoke(pki().alice); });
}

TEST(Tls, ACertificateThatRunsOutLosesItsOpenConnection) {
  Door door;
  door.open();
  auto alice = door.client(pki().alice);
  door.set_now(kNow + kYear - 1'000'000);
  ASSERT_EQ(alice.call("GET", "/").value().status, 200);
  door.set_now(kNow + kYear + 1'000'000);
  EXPECT_EQ(alice.call("GET", "/").value().status, 401);
}

TEST(Tls, SetupIsRefusedWhereKeysDoNotFit) {
  Door door;
  const auto start = [&](Identity identity, std::string authorities) {
    ServerOptions options = door.options;
    options.identity = std::move(identity);
    options.authorities_pem = std::move(authorities);
    const auto started = HttpsServer::start(options, door.handler);
    return started.ok() ? std::string() : std::string(name_of(started.refusal().code));
  };
  const std::string& authorities = pki().authority.authority_pem();
  EXPECT_EQ(start(pki().server, authorities), "");
  EXPECT_EQ(start({pki().server.certificate_pem, pki().alice.key_pem}, authorities), "TLS_SETUP");
  EXPECT_EQ(start({"", pki().server.key_pem}, authorities), "TLS_SETUP");
  EXPECT_EQ(start({pki().server.certificate_pem, "not a key"}, authorities), "TLS_SETUP");
  EXPECT_EQ(start(pki().server, ""), "TLS_SETUP");
}

TEST(SandboxPki, SaysSoInEverySubject) {
  for (const std::string* pem : {&pki().authority.authority_pem(), &pki().server.certificate_pem, &pki().alice.certificate_pem}) {
    const auto certificate = crypto::parse_certificate_pem(*pem).value();
    EXPECT_NE(text_of(certificate.der).find("SANDBOX"), std::string_view::npos);
    EXPECT_EQ(certificate.is_ca, pem == &pki().authority.authority_pem());
  }
}

}  // namespace
}  // namespace katiwala::api::transport::tls_test
