// One request to a stranger's server: URLs, answers of every kind, deadlines and bounds, and whom it trusts.
#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <future>
#include <thread>

#include "api/transport/web_client.h"
#include "window.h"

namespace katiwala::api::transport::web_client_test {
namespace {

using namespace door;

WebOptions options() {
  WebOptions out;
  out.deadline_ms = kNever;
  out.wall_micros = [] { return kNow; };
  return out;
}

std::string outcome(const Result<WebAnswer>& answer) { return answer.ok() ? std::to_string(answer->status) : std::string(name_of(answer.refusal().code)); }

/// A listener that takes one connection, reads to the end of a request (if it `reads`), and then does as the test says.
class Stranger {
 public:
  explicit Stranger(std::function<void(int fd)> act, bool reads = true) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, reads, act = std::move(act)] {
      const int fd = ::accept(listener_, nullptr, nullptr);
      char byte = 0;
      while (reads && request_.find("\r\n\r\n") == std::string::npos && ::recv(fd, &byte, 1, 0) == 1) request_.push_back(byte);
      act(fd);
      ::close(fd);
    });
  }
  ~Stranger() {
    join();
    ::close(listener_);
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/x?y=z"; }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string request_;  ///< once joined

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

void say(int fd, std::string_view bytes) { static_cast<void>(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL)); }

TEST(WebUrl, IsTakenApart) {
  struct Case {
    std::string text;
    WebUrl url;
    std::string host_header;
  };
  const std::vector<Case> cases = {
      {"http://w.example", {false, "w.example", 80, "/"}, "w.example"},
      {"https://W.Example/", {true, "w.example", 443, "/"}, "w.example"},
      {"https://w.example:443/a/b?c=d", {true, "w.example", 443, "/a/b?c=d"}, "w.example"},
      {"https://w.example:80/", {true, "w.example", 80, "/"}, "w.example:80"},
      {"http://w.example?c=d", {false, "w.example", 80, "/?c=d"}, "w.example"},
      {"http://192.0.2.7:1024/", {false, "192.0.2.7", 1024, "/"}, "192.0.2.7:1024"},
      {"http://[2001:DB8::1]:65535/x", {false, "2001:db8::1", 65535, "/x"}, "[2001:db8::1]:65535"},
      {"http://[::1]", {false, "::1", 80, "/"}, "[::1]"}};
  for (const Case& c : cases) {
    const auto url = parse_web_url(c.text);
    ASSERT_TRUE(url.ok()) << c.text << url.refusal().message;
    EXPECT_EQ(*url, c.url) << c.text;
    EXPECT_EQ(url->host_header(), c.host_header) << c.text;
  }
}

TEST(WebUrl, Refuses) {
  const std::string longest = "http://w.example/" + std::string(2'048 - 17, 'a');
  EXPECT_TRUE(parse_web_url(longest).ok());
  for (const std::string& text :
       {std::string(), std::string("w.example"), std::string("ftp://w.example/"), std::string("HTTP://w.example/"), std::string("http:///x"),
        std::string("http://user@w.example/"), std::string("http://user:secret@w.example/"), std::string("http://w.example/#part"),
        std::string("http://w.example#part"), std::string("http://w.example:0/"), std::string("http://w.example:/"), std::string("http://w.example:080/"),
        std::string("http://w.example:22/"), std::string("http://w.example:1023/"), std::string("http://w.example:65536/"),
        std::string("http://w.example:+80/"), std::string("http://w.example:80x/"), std::string("http://w example/"), std::string("http://w_x.example/"),
        std::string("http://.example/"), std::string("http://a..b/"), std::string("http://[::1/"), std::string("http://[w.example]/"),
        std::string("http://[::1]x/"), std::string("http://w.example/a b"), std::string("http://w.example/../a"), std::string("http://w.example//a"),
        std::string("http://w.example/a\r\nx: y"), std::string("http://w.example\\@other.example/"), longest + "a"}) {
    const auto url = parse_web_url(text);
    ASSERT_FALSE(url.ok()) << text;
    EXPECT_EQ(url.refusal().code, Code::HTTP_TARGET) << text;
    EXPECT_EQ((url.refusal().message + url.refusal().place).find("secret"), std::string::npos);
  }
}

TEST(WebClient, AsksOurOwnServer) {
  Window window;
  window.options.limits.max_body_bytes = 100;
  window.open();
  const auto got = web_get(window.url("/a?b=c"), options());
  ASSERT_TRUE(got.ok()) << got.refusal().message;
  EXPECT_EQ(got->body, "GET /a ");
  EXPECT_EQ(got->content_type, "text/plain");
  EXPECT_EQ(web_post(window.url("/p"), "text/plain", "body", options()).value().body, "POST /p body");
  EXPECT_EQ(web_post(window.url("/p"), "text/plain", "", options()).value().body, "POST /p ");
  EXPECT_EQ(outcome(web_post(window.url("/p"), "text/plain", std::string(101, 'x'), options())), "413");
  // By name, which has to be looked up first.
  EXPECT_EQ(web_get("http://localhost:" + std::to_string(window.server->port()) + "/", options()).value().body, "GET / ");
}

TEST(WebClient, SendsWhatItSaysAndNothingElse) {
  Stranger stranger([](int fd) { say(fd, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"); });
  EXPECT_EQ(outcome(web_post(stranger.url(), "text/plain", "", options())), "200");
  stranger.join();
  EXPECT_EQ(stranger.request_, "POST /x?y=z HTTP/1.1\r\nhost: " + stranger.host() +
                                   "\r\nuser-agent: katiwala\r\naccept-encoding: identity\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: 0\r\n\r\n");
}

TEST(WebClient, NamesWhatWentWrongWithAnAnswer) {
  struct Case {
    std::string answer;
    std::string outcome;
  };
  const std::string kB = std::string(100, 'b');
  const std::vector<Case> cases = {
      {"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n" + kB, "200"},
      {"HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n" + kB + "b", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n" + kB.substr(1), "HTTP_CLOSED"},
      {"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nx", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\n\r\n", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n32\r\n" + kB.substr(50) + "\r\n32\r\n" + kB.substr(50) + "\r\n0\r\n\r\n", "200"},
      {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n65\r\n", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n", "HTTP_CLOSED"},
      {"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\ncontent-encoding: identity\r\ncontent-length: 1\r\n\r\nx", "200"},
      {"HTTP/1.1 302 Found\r\nlocation: http://other.example/\r\ncontent-length: 0\r\n\r\n", "302"},
      {"HTTP/1.1 409 Conflict\r\ncontent-type: text/x.tlog.size\r\ncontent-length: 2\r\n\r\n7\n", "409"},
      {"SSH-2.0-none\r\n\r\n", "HTTP_RESPONSE"},
      {"HTTP/1.1 200 OK\r\nx: " + kB + "\r\ncontent-length: 0\r\n\r\n", "HTTP_RESPONSE"},
      {"", "HTTP_CLOSED"}};
  for (const Case& c : cases) {
    Stranger stranger([&](int fd) { say(fd, c.answer); });
    WebOptions bounded = options();
    bounded.max_answer_bytes = 100;
    const auto answer = web_get(stranger.url(), bounded);
    EXPECT_EQ(outcome(answer), c.outcome) << c.answer;
    EXPECT_TRUE(answer.ok() || answer.refusal().place == stranger.host());
  }
}

TEST(WebClient, AnEndlessHeadIsCutAtItsBound) {
  Stranger stranger([](int fd) {
    say(fd, "HTTP/1.1 200 OK\r\n");
    while (::send(fd, "x: y\r\n", 6, MSG_NOSIGNAL) == 6) {}
  });
  EXPECT_EQ(outcome(web_get(stranger.url(), options())), "HTTP_RESPONSE");
}

TEST(WebClient, TheDeadlineIsForTheWhole) {
  WebOptions hurried = options();
  hurried.deadline_ms = 150;
  {
    std::promise<void> released;
    Stranger silent([&](int) { released.get_future().wait(); });
    EXPECT_EQ(outcome(web_get(silent.url(), hurried)), "HTTP_TIMEOUT");
    released.set_value();
  }
  Stranger drip([](int fd) {
    say(fd, "HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n");
    pollfd entry{fd, POLLIN, 0};
    while (::poll(&entry, 1, 2) == 0 && ::send(fd, "x", 1, MSG_NOSIGNAL) == 1) {}
  });
  EXPECT_EQ(outcome(web_get(drip.url(), hurried)), "HTTP_TIMEOUT");
}

TEST(WebClient, NobodyThere) {
  Window window;
  window.open();
  const std::string url = window.url("/");
  window.server->stop();
  EXPECT_EQ(outcome(web_get(url, options())), "HTTP_UNREACHABLE");
  EXPECT_EQ(outcome(web_get("http://" + std::string(64, 'a') + ".invalid/", options())), "HTTP_UNREACHABLE");  // a label too long to exist
}

struct RsaServer {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  X509* certificate = X509_new();

  /// For 127.0.0.1 only, by itself: an RSA key, as strangers have and nobody here.
  RsaServer() {
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate), (kNow - kYear) / 1'000'000);
    ASN1_TIME_set(X509_getm_notAfter(certificate), (kNow + kYear) / 1'000'000);
    X509_set_pubkey(certificate, key);
    X509V3_CTX context{};
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    EXPECT_GT(X509_sign(certificate, key, EVP_sha256()), 0);
  }
  ~RsaServer() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  RsaServer(const RsaServer&) = delete;
  RsaServer& operator=(const RsaServer&) = delete;

  [[nodiscard]] std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    std::string out(text, static_cast<std::size_t>(size));
    BIO_free(bio);
    return out;
  }
  /// TLS 1.3 without asking for a certificate; one request, one answer.
  void serve(int fd) const {
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    SSL* ssl = SSL_new(context);
    SSL_set_fd(ssl, fd);
    char bytes[4'096];
    constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret";
    if (SSL_accept(ssl) == 1 && SSL_read(ssl, bytes, sizeof bytes) > 0) SSL_write(ssl, kAnswer.data(), static_cast<int>(kAnswer.size()));
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
};

TEST(WebClient, AsksAStrangerOverTls) {
  const RsaServer server;
  WebOptions trusting = options();
  trusting.authorities_pem = server.pem();
  for (const auto& [host, expected] : {std::pair("127.0.0.1", "200"), std::pair("localhost", "TLS_REFUSED")}) {
    Stranger stranger([&](int fd) { server.serve(fd); }, false);
    const auto answer = web_get("https://" + std::string(host) + stranger.host().substr(9) + "/", trusting);
    EXPECT_EQ(outcome(answer), expected) << host;
    EXPECT_TRUE(!answer.ok() || answer->body == "secret");
  }
  Stranger unknown([&](int fd) { server.serve(fd); }, false);
  EXPECT_EQ(outcome(web_get("https://" + unknown.host() + "/", options())), "TLS_REFUSED");
}

TEST(WebClient, OverTlsTheServerMustBeTheOneNamed) {
  // Our own door wants certificates of its clients, so its answer to a stranger is an alert; that it comes so late shows that we took the server's.
  Door door;
  door.open();
  const std::string port = std::to_string(door.server->port());
  WebOptions trusting = options();
  trusting.authorities_pem = pki().authority.authority_pem();
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + port + "/", trusting)), "HTTP_CLOSED");
  EXPECT_EQ(outcome(web_get("https://localhost:" + port + "/", trusting)), "HTTP_CLOSED");
  EXPECT_EQ(outcome(web_get("https://127.0.0.2:" + port + "/", trusting)), "HTTP_UNREACHABLE");
  WebOptions other = options();
  other.authorities_pem = new_authority().authority_pem();
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + port + "/", other)), "TLS_REFUSED");
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + port + "/", options())), "TLS_REFUSED");  // the system's authorities do not know it
  WebOptions late = trusting;
  late.wall_micros = [] { return kNow + 2 * kYear; };
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + port + "/", late)), "TLS_REFUSED");
  WebOptions nobody = options();
  nobody.authorities_pem = "no certificate";
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + port + "/", nobody)), "TLS_SETUP");
}

TEST(WebClient, APlainServerIsNotTakenForOneWithTls) {
  Window window;
  window.open();
  EXPECT_EQ(outcome(web_get("https://127.0.0.1:" + std::to_string(window.server->port()) + "/", options())), "TLS_REFUSED");
}

}  // namespace
}  // namespace katiwala::api::transport::web_client_test
