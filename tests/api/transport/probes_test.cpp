// Smuggling and framing: each probe goes through real TLS with a poisoned request behind it. It is refused with its code, the connection ends, and
// neither it nor what stands behind it reaches the handler. The controls are requests that the same harness sees answered, poison and all.
#include <sys/socket.h>

#include "door.h"

namespace katiwala::api::transport::probes_test {
namespace {

using namespace door;
using std::string_literals::operator""s;

constexpr std::string_view kPoison = "GET /poison HTTP/1.1\r\nHost: a\r\n\r\n";

struct Probe {
  std::string name;
  std::string bytes;
  std::string code;
  int status = 400;
};

std::string post(const std::string& headers, const std::string& body = {}) { return "POST /p HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body; }
std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }
std::string with(const std::string& line) { return "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n"; }
std::string chunked(const std::string& chunks) { return post("Transfer-Encoding: chunked\r\n", chunks); }

/// A body's length that two parsers could tell in two ways.
const std::vector<Probe>& framing() {
  static const std::vector<Probe> probes = {
      {"length and coding", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {"coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {"coding in another case and length", post("tRANSFER-eNCODING: cHUNKED\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {"two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), "HTTP_FRAMING"},
      {"the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "HTTP_FRAMING"},
      {"a list of lengths", post("Content-Length: 5, 5\r\n", "hello"), "HTTP_FRAMING"},
      {"a length with plus", post("Content-Length: +5\r\n", "hello"), "HTTP_FRAMING"},
      {"a length with minus", post("Content-Length: -5\r\n", "hello"), "HTTP_FRAMING"},
      {"a length with a space in it", post("Content-Length: 1 0\r\n", "hello"), "HTTP_FRAMING"},
      {"a length in octal", post("Content-Length: 010\r\n", "hello"), "HTTP_FRAMING"},
      {"a length in hexadecimal", post("Content-Length: 0x5\r\n", "hello"), "HTTP_FRAMING"},
      {"a length with a point", post("Content-Length: 5.0\r\n", "hello"), "HTTP_FRAMING"},
      {"a length with an exponent", post("Content-Length: 1e1\r\n", "hello"), "HTTP_FRAMING"},
      {"a length in quotes", post("Content-Length: \"5\"\r\n", "hello"), "HTTP_FRAMING"},
      {"an empty length", post("Content-Length:\r\n"), "HTTP_FRAMING"},
      {"a length that overflows 64 bits", post("Content-Length: 18446744073709551621\r\n", "hello"), "HTTP_FRAMING"},
      {"a length in digits of another script", post("Content-Length: \xd9\xa5\r\n", "hello"), "HTTP_HEADER"},
      {"white space before the colon of a length", post("Content-Length : 5\r\n", "hello"), "HTTP_HEADER"},
      {"no length", post(""), "HTTP_LENGTH_REQUIRED", 411},
      {"a body behind GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", "HTTP_FRAMING"},
      {"a body behind HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", "HTTP_FRAMING"},
      {"a length above the bound", post("Content-Length: 1048577\r\n"), "HTTP_BODY_TOO_LARGE", 413},
      {"a packed body", post("Content-Encoding: gzip\r\nContent-Length: 5\r\n", "hello"), "HTTP_CONTENT_CODING", 415},
  };
  return probes;
}

const std::vector<Probe>& codings() {
  static const std::vector<Probe> probes = {
      {"chunks", chunked("5\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"a chunk extension", chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"a chunk extension with a bare LF", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"a chunk size that overflows", chunked("10000000000000005\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"a negative chunk size", chunked("-5\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"a chunk size with 0x", chunked("0x5\r\nhello\r\n0\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"trailers", chunked("0\r\nContent-Length: 5\r\n\r\n"), "HTTP_LENGTH_REQUIRED", 411},
      {"chunks behind GET", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP_LENGTH_REQUIRED", 411},
      {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), "HTTP_TRANSFER_CODING", 501},
      {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), "HTTP_TRANSFER_CODING", 501},
      {"xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), "HTTP_TRANSFER_CODING", 501},
      {"chunked in quotes", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), "HTTP_TRANSFER_CODING", 501},
      {"an empty coding", post("Transfer-Encoding:\r\n", "0\r\n\r\n"), "HTTP_TRANSFER_CODING", 501},
      {"chunked behind a vertical tab", post("Transfer-Encoding: \vchunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_HEADER"},
      {"white space before the colon of a coding", post("Transfer-Encoding : chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_HEADER"},
      {"a tab before the colon of a coding", post("Transfer-Encoding\t: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_HEADER"},
      {"a coding on a folded line", post("Content-Length: 4\r\nTransfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), "HTTP_HEADER"},
      {"a coding behind a bare LF", post("X: y\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_LINE_ENDING"},
      {"a coding behind a bare CR", post("X: y\rTransfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "HTTP_LINE_ENDING"},
      {"an expectation of two things", post("Expect: 100-continue, x\r\nContent-Length: 5\r\n", "hello"), "HTTP_EXPECTATION", 417},
  };
  return probes;
}

const std::vector<Probe>& lines() {
  static const std::vector<Probe> probes = {
      {"a bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", "HTTP_LINE_ENDING"},
      {"bare LFs throughout", "GET / HTTP/1.1\nHost: a\n\n", "HTTP_LINE_ENDING"},
      {"a bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", "HTTP_LINE_ENDING"},
      {"a CR too many", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "HTTP_LINE_ENDING"},
      {"a folded line", with("X: b\r\n folded"), "HTTP_HEADER"},
      {"a folded line with a tab", with("X: b\r\n\tTransfer-Encoding: chunked"), "HTTP_HEADER"},
      {"a folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "HTTP_HEADER"},
      {"NUL in a value", with("X: b\0c"s), "HTTP_HEADER"},
      {"NUL in a name", with("X\0: b"s), "HTTP_HEADER"},
      {"NUL in the target", get("/\0"s), "HTTP_TARGET"},
      {"a name in brackets", with("X(y): z"), "HTTP_HEADER"},
      {"no name", with(": x"), "HTTP_HEADER"},
      {"no colon", with("GET /poison HTTP/1.1"), "HTTP_HEADER"},
      {"a byte above ASCII", with("X: caf\xc3\xa9"), "HTTP_HEADER"},
      {"DEL", with("X: \x7f"), "HTTP_HEADER"},
      {"an upgrade to h2c", with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"), "HTTP_HEADER"},
      {"a hop-by-hop Host", with("Connection: close, host"), "HTTP_HEADER"},
      {"an Idempotency-Key twice", with("Idempotency-Key: 1\r\nIdempotency-Key: 2"), "HTTP_HEADER_DUPLICATE"},
      {"65 fields", [] {
         std::string fields;
         for (int i = 0; i < 63; ++i) fields += "X" + std::to_string(i) + ": y\r\n";
         return with(fields + "Last: y");
       }(), "HTTP_HEAD_TOO_LARGE", 431},
      {"a head above the bound", with("X: " + std::string(16'384, 'x')), "HTTP_HEAD_TOO_LARGE", 431},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", "HTTP_HOST"},
      {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "HTTP_HOST"},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP_HOST"},
      {"the same Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", "HTTP_HOST"},
      {"a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "HTTP_HOST"},
      {"a Host with a name before it", "GET / HTTP/1.1\r\nHost: b@a\r\n\r\n", "HTTP_HOST"},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "HTTP_HOST"},
  };
  return probes;
}

const std::vector<Probe>& request_lines() {
  static const std::vector<Probe> probes = {
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "HTTP_VERSION", 505},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "HTTP_VERSION", 505},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP_VERSION", 505},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", "HTTP_VERSION", 505},
      {"HTTP/0.9", "GET /\r\n", "HTTP_REQUEST_LINE"},
      {"http/1.1", "GET / http/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"HTTP/1.1 and a space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"tabs", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"an empty line before", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"a byte order mark before", "\xef\xbb\xbfGET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"a handshake in the stream", "\x16\x03\x01\x02\r\n", "HTTP_REQUEST_LINE"},
      {"a method in lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_METHOD", 501},
      {"TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_METHOD", 501},
      {"authority-form", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_METHOD", 501},
      {"authority-form behind GET", get("a:443"), "HTTP_TARGET"},
      {"absolute-form", get("http://a/"), "HTTP_TARGET"},
      {"absolute-form of another host", get("https://b/"), "HTTP_TARGET"},
      {"asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_TARGET"},
      {"a path of two slashes", get("//b/"), "HTTP_TARGET"},
      {"a path upwards", get("/a/../poison"), "HTTP_TARGET"},
      {"a path upwards, encoded", get("/a/%2e%2e/poison"), "HTTP_TARGET"},
      {"a slash, encoded", get("/a%2fpoison"), "HTTP_TARGET"},
      {"a backslash", get("/a\\poison"), "HTTP_TARGET"},
      {"CR LF, encoded", get("/%0d%0aX:%20y"), "HTTP_TARGET"},
      {"NUL, encoded", get("/a%00"), "HTTP_TARGET"},
      {"overlong UTF-8, encoded", get("/%c0%ae%c0%ae/poison"), "HTTP_TARGET"},
      {"a fragment", get("/a#b"), "HTTP_TARGET"},
      {"a query name twice", get("/a?x=1&x=2"), "HTTP_TARGET"},
      {"a line above the bound", get("/" + std::string(4'096, 'a')), "HTTP_TARGET_TOO_LONG", 414},
  };
  return probes;
}

/// A door that keeps what its handler saw.
struct Watched : Door {
  Watched() {
    handler = [this](const Request& request, const Peer&) {
      const std::lock_guard lock(mutex_);
      seen_.push_back(request.method + " " + request.target.path + " " + request.body);
      Response response;
      response.body = "seen";
      return response;
    };
    open();
  }
  /// What the handler has seen since this was asked last.
  std::vector<std::string> seen() {
    const std::lock_guard lock(mutex_);
    return std::exchange(seen_, {});
  }
  /// Everything that comes back until the stream ends.
  std::string tell(const std::string& bytes, bool& ended_in_order) {
    RawClient client(server->port(), pki().alice);
    EXPECT_TRUE(client.send(bytes));
    std::string all = client.read_all();
    ended_in_order = (SSL_get_shutdown(client.ssl()) & SSL_RECEIVED_SHUTDOWN) != 0;
    return all;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> seen_;
};

std::size_t answers_in(const std::string& all) {
  std::size_t out = 0;
  for (std::size_t at = all.find("\r\nrequest-id: "); at != std::string::npos; at = all.find("\r\nrequest-id: ", at + 1)) ++out;
  return out;
}

void expect_refused(const std::vector<Probe>& probes) {
  Watched door;
  for (const Probe& probe : probes) {
    SCOPED_TRACE(probe.name);
    bool ended = false;
    const std::string all = door.tell(probe.bytes + std::string(kPoison), ended);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 " + std::to_string(probe.status) + " ")) << all;
    EXPECT_NE(all.find("\"code\":\"" + probe.code + "\""), std::string::npos) << all;
    EXPECT_NE(all.find("\r\nconnection: close\r\n"), std::string::npos) << all;
    EXPECT_EQ(answers_in(all), 1u) << all;
    EXPECT_TRUE(ended);
    EXPECT_EQ(door.seen(), std::vector<std::string>{});
  }
}

TEST(Probes, OfFraming) { expect_refused(framing()); }
TEST(Probes, OfCodings) { expect_refused(codings()); }
TEST(Probes, OfLinesAndFields) { expect_refused(lines()); }
TEST(Probes, OfRequestLines) { expect_refused(request_lines()); }

TEST(Probes, AreAsManyAsPromised) {
  const std::size_t count = framing().size() + codings().size() + lines().size() + request_lines().size();
  EXPECT_GE(count, 25u);
  RecordProperty("probes", static_cast<int>(count));
}

// What the probes would look like to the harness if they were taken: each of these stands beside a probe, without its fault.
TEST(Probes, TheHarnessSeesWhatIsTaken) {
  const std::string good[] = {
      post("Content-Length: 5\r\n", "hello"),
      post("Content-Length: 0\r\n"),
      post("Content-Length:   5  \r\n", "hello"),
      post("content-LENGTH: 5\r\n", "hello"),
      post("Content-Length: 5\r\nContent-Encoding: identity\r\n", "hello"),
      get("/"),
      get("/a/b?x=1&y=2"),
      with("X: a\tb"),
      with("Connection: keep-alive"),
      "DELETE /x HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n",
  };
  Watched door;
  for (const std::string& request : good) {
    bool ended = false;
    const std::string poison = "GET /poison HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    const std::string all = door.tell(request + poison, ended);
    EXPECT_EQ(answers_in(all), 2u) << request << all;
    const auto seen = door.seen();
    ASSERT_EQ(seen.size(), 2u) << request;
    EXPECT_EQ(seen.back(), "GET /poison ") << request;
  }
}

// The first request of a stream is answered as itself, and what does not parse behind it ends the stream: nothing of it becomes another's.
TEST(Probes, PipelinedBehindAGoodRequest) {
  struct Case {
    std::string first, then, code;
    std::string handled;
  };
  const Case cases[] = {
      {get("/good"), post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "HTTP_FRAMING", "GET /good "},
      {get("/good"), "GET / HTTP/1.1\nHost: a\n\n", "HTTP_LINE_ENDING", "GET /good "},
      {get("/good"), "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_TARGET", "GET /good "},
      // A body longer than it says: the rest is the beginning of a request, and none that is known.
      {post("Content-Length: 2\r\n", "he"), "llo", "HTTP_METHOD", "POST /p he"},
      {post("Content-Length: 2\r\n", "he"), "\r\n", "HTTP_REQUEST_LINE", "POST /p he"},
  };
  for (const Case& c : cases) {
    Watched door;
    bool ended = false;
    const std::string all = door.tell(c.first + c.then + std::string(kPoison), ended);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n")) << all;
    EXPECT_NE(all.find("\"code\":\"" + c.code + "\""), std::string::npos) << all;
    EXPECT_EQ(answers_in(all), 2u) << all;
    EXPECT_TRUE(ended);
    EXPECT_EQ(door.seen(), std::vector<std::string>{c.handled}) << c.then;
  }
}

// One that says it is longer than it is waits for the rest, and takes the poison as its body.
TEST(Probes, ABodyShorterThanItSaysSwallowsWhatFollows) {
  Watched door;
  bool ended = false;
  const std::string poison(kPoison);
  const std::string all = door.tell(post("Connection: close\r\nContent-Length: " + std::to_string(5 + poison.size()) + "\r\n", "hello" + poison), ended);
  EXPECT_EQ(answers_in(all), 1u);
  EXPECT_EQ(door.seen(), std::vector<std::string>{"POST /p hello" + poison});
}

}  // namespace
}  // namespace katiwala::api::transport::probes_test
