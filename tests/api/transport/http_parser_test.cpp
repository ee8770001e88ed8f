// The request parser: a corpus of smuggled, broken and oversized requests, each bound on both sides, and that the outcome
// does not depend on how the bytes were cut.
#include "api/transport/http_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "api/transport/grammar.h"

namespace katiwala::api::transport::http_parser_test {
namespace {

using std::string_literals::operator""s;

struct Outcome {
  std::vector<Request> requests;
  std::optional<std::string> refused;  ///< name of the code
  int continues = 0;
  bool operator==(const Outcome&) const = default;
};

Outcome run(const Limits& limits, const std::vector<std::string>& pieces) {
  RequestParser parser(limits);
  Outcome out;
  for (const std::string& piece : pieces) {
    parser.feed(piece);
    for (bool more = true; more;) {
      switch (parser.step()) {
        case RequestParser::Step::need_more: more = false; break;
        case RequestParser::Step::long_body: ADD_FAILURE() << "asked where a body goes that is refused here"; return out;
        case RequestParser::Step::want_continue: ++out.continues; break;
        case RequestParser::Step::request: out.requests.push_back(parser.take()); break;
        case RequestParser::Step::refused: out.refused = name_of(parser.refusal().code); return out;
      }
    }
  }
  return out;
}

Outcome run(const std::string& text, const Limits& limits = {}) { return run(limits, {text}); }

std::string get(std::string_view target) { return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"; }
std::string post(std::string_view headers, std::string_view body = {}) {
  return "POST /p HTTP/1.1\r\nHost: a\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

TEST(HttpParser, ReadsARequest) {
  const Outcome out = run("POST /wards/a%20b/requests?as_of=2026-03-02T09:00:00+08:00&n=%C3%B1 HTTP/1.1\r\nHOST: localhost:8443\r\n"
                          "Content-Length:  5 \t\r\nAccept: a\r\nX-Empty:\r\nAccept: b\r\nConnection: close\r\n\r\nhello");
  ASSERT_EQ(out.requests.size(), 1u);
  const Request& r = out.requests[0];
  EXPECT_EQ(r.method, "POST");
  EXPECT_EQ(r.target.path, "/wards/a%20b/requests");
  EXPECT_EQ(r.target.segments, (std::vector<std::string>{"wards", "a b", "requests"}));
  EXPECT_EQ(*r.target.parameter("as_of"), "2026-03-02T09:00:00+08:00");
  EXPECT_EQ(*r.target.parameter("n"), "\xc3\xb1");
  EXPECT_EQ(r.target.parameter("absent"), nullptr);
  EXPECT_EQ(*r.headers.find("content-length"), "5");
  EXPECT_EQ(*r.headers.find("accept"), "a, b");
  EXPECT_EQ(*r.headers.find("x-empty"), "");
  EXPECT_EQ(r.body, "hello");
  EXPECT_FALSE(r.keep_alive);
  EXPECT_FALSE(out.refused);
}

struct Case {
  std::string text;
  std::string code;  ///< empty: exactly one request
};

void expect_each(const std::vector<Case>& cases, const Limits& limits = {}) {
  for (const Case& c : cases) {
    const Outcome out = run(c.text, limits);
    EXPECT_EQ(out.refused.value_or(""), c.code) << testing::PrintToString(c.text);
    EXPECT_EQ(out.requests.size(), c.code.empty() ? 1u : 0u) << testing::PrintToString(c.text);
  }
}

TEST(HttpParser, SmugglingCorpus) {
  expect_each({
      {post("Content-Length: 5\r\n", "hello"), ""},
      {post("Content-Length: 0\r\n"), ""},
      {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), "HTTP_FRAMING"},
      {post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), "HTTP_LENGTH_REQUIRED"},
      {post("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"), "HTTP_LENGTH_REQUIRED"},
      {post("Transfer-Encoding: gzip, chunked\r\n"), "HTTP_TRANSFER_CODING"},
      {post("Transfer-Encoding: identity\r\n"), "HTTP_TRANSFER_CODING"},
      {post("Transfer-Encoding: xchunked\r\n"), "HTTP_TRANSFER_CODING"},
      {post("Transfer-Encoding:\r\n"), "HTTP_TRANSFER_CODING"},
      {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), "HTTP_FRAMING"},
      {post("Transfer-Encoding : chunked\r\nContent-Length: 0\r\n"), "HTTP_HEADER"},
      {post("Transfer_Encoding: chunked\r\nContent-Length: 0\r\n"), ""},  // another name, and no framing to anyone
      {post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 5, 5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: +5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: -5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 05\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 0x5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 5 5\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: 5.0\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length: \"5\"\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length:\r\n"), "HTTP_FRAMING"},
      {post("Content-Length: 1000000000000000000\r\n"), "HTTP_FRAMING"},
      {post("Content-Length: 18446744073709551621\r\n", "hello"), "HTTP_FRAMING"},
      {post("Content-Length : 5\r\n", "hello"), "HTTP_HEADER"},
      {post(""), "HTTP_LENGTH_REQUIRED"},
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ""},
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "HTTP_FRAMING"},
      {"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "HTTP_FRAMING"},
      {"DELETE /x HTTP/1.1\r\nHost: a\r\n\r\n", ""},
      {post("Content-Length: 0\r\nConnection: close, content-length\r\n"), "HTTP_HEADER"},
      {post("Content-Length: 0\r\nConnection: upgrade\r\nUpgrade: h2c\r\n"), "HTTP_HEADER"},
      {post("Content-Length: 0\r\nContent-Encoding: gzip\r\n"), "HTTP_CONTENT_CODING"},
      {post("Content-Length: 0\r\nContent-Encoding: identity\r\n"), ""},
  });
}

TEST(HttpParser, LinesAndFields) {
  expect_each({
      {"GET / HTTP/1.1\nHost: a\r\n\r\n", "HTTP_LINE_ENDING"},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", "HTTP_LINE_ENDING"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\n", "HTTP_LINE_ENDING"},
      {"GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "HTTP_LINE_ENDING"},
      {"GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", "HTTP_LINE_ENDING"},
      {"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tfolded: y\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"s, "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n"s, "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: b\x7f\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: caf\xc3\xa9\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: a\tb\r\n\r\n", ""},
      {"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX(y): z\r\n\r\n", "HTTP_HEADER"},
      {"GET / HTTP/1.1\r\nHost: a\r\nIdempotency-Key: 1\r\nIdempotency-Key: 1\r\n\r\n", "HTTP_HEADER_DUPLICATE"},
      {"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nauthorization: y\r\n\r\n", "HTTP_HEADER_DUPLICATE"},
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Type: x\r\nContent-type: x\r\n\r\n", "HTTP_HEADER_DUPLICATE"},
      {"GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", ""},
      {"GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", "HTTP_EXPECTATION"},
  });
}

TEST(HttpParser, RequestLine) {
  expect_each({
      {get("/"), ""},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {" GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET /\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET / HTTP/1.10\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_REQUEST_LINE"},
      {"GET / HTTP/1.0\r\nHost: a\r\n\r\n", "HTTP_VERSION"},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "HTTP_VERSION"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP_VERSION"},
      {"get / HTTP/1.1\r\nHost: a\r\n\r\n", ""},  // a method that no handler hears of (methods_test.cpp)
      {"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", ""},
      {"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP_METHOD"},
      {"\x16\x03\x01\x02\r\n", "HTTP_REQUEST_LINE"},
  });
}

TEST(HttpParser, Targets) {
  for (const std::string target :
       {"/", "/a", "/a/b-._~!$&'()*+,;=:@", "/%41", "/a?x=", "/a?x=1&y=/?", "/a?x=%26", "/...", "/%C3%B1", "/a?x=1%2B1"})
    EXPECT_EQ(run(get(target)).requests.size(), 1u) << target;
  for (const std::string target :
       {"http://a/", "a", "*", "//a", "/a//b", "/a/", "/.", "/..", "/a/../b", "/%2e%2e/b", "/a%2fb", "/a%5c%00", "/%0d%0a", "/%7f", "/%", "/%4",
        "/%4g", "/%c0%af", "/%ff", "/a#b", "/a\\b", "/a<b", "/a?", "/a?x", "/a?=1", "/a?x=1&", "/a?x=1&x=2", "/a?x=1&%78=2", "/a?x=\"",
        "/caf\xc3\xa9", "/a?x=%0a", "/a?x=%ed%a0%80"})
    EXPECT_EQ(run(get(target)).refused.value_or(""), "HTTP_TARGET") << target;
}

TEST(HttpParser, Hosts) {
  const auto with = [](std::string_view hosts) { return "GET / HTTP/1.1\r\n" + std::string(hosts) + "\r\n"; };
  expect_each({
      {with("Host: a\r\n"), ""},
      {with("Host: a.example:65535\r\n"), ""},
      {with("Host: [::1]:8443\r\n"), ""},
      {with("Host: [::1]\r\n"), ""},
      {with(""), "HTTP_HOST"},
      {with("Host:\r\n"), "HTTP_HOST"},
      {with("Host: a\r\nHost: a\r\n"), "HTTP_HOST"},
      {with("Host: a\r\nhost: b\r\n"), "HTTP_HOST"},
      {with("Host: a, b\r\n"), "HTTP_HOST"},
      {with("Host: a b\r\n"), "HTTP_HOST"},
      {with("Host: a:\r\n"), "HTTP_HOST"},
      {with("Host: a:123456\r\n"), "HTTP_HOST"},
      {with("Host: a:80:80\r\n"), "HTTP_HOST"},
      {with("Host: u@a\r\n"), "HTTP_HOST"},
      {with("Host: a/b\r\n"), "HTTP_HOST"},
      {with("Host: [::1\r\n"), "HTTP_HOST"},
      {with("Host: []\r\n"), "HTTP_HOST"},
      {with("Host: [::1]x\r\n"), "HTTP_HOST"},
  });
  Limits limits;
  limits.hosts = {"ledger.example", "[::1]"};
  expect_each({{with("Host: LEDGER.example:8443\r\n"), ""}, {with("Host: [::1]\r\n"), ""}, {with("Host: other.example\r\n"), "HTTP_HOST_UNKNOWN"}},
              limits);
}

TEST(HttpParser, EachBoundOnBothSides) {
  Limits limits;
  limits.max_request_line_bytes = 40;
  limits.max_head_bytes = 100;
  limits.max_headers = 3;
  limits.max_body_bytes = 10;
  const auto line = [](std::size_t bytes) { return get("/" + std::string(bytes - 14, 'a')); };
  const auto head = [](std::size_t bytes) { return "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(bytes - 32, 'x') + "\r\n\r\n"; };
  ASSERT_EQ(line(40).find("\r\n"), 40u);
  ASSERT_EQ(head(100).size(), 100u);
  expect_each({{line(40), ""},
               {line(41), "HTTP_TARGET_TOO_LONG"},
               {"GET /" + std::string(36, 'a'), "HTTP_TARGET_TOO_LONG"},  // no need to wait for its end
               {head(100), ""},
               {head(101), "HTTP_HEAD_TOO_LARGE"},
               {head(102), "HTTP_HEAD_TOO_LARGE"},
               {head(5000).substr(0, 120), "HTTP_HEAD_TOO_LARGE"},
               {"GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 1\r\n\r\n", ""},
               {"GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 1\r\nC: 1\r\n\r\n", "HTTP_HEAD_TOO_LARGE"},
               {post("Content-Length: 10\r\n", "0123456789"), ""},
               {post("Content-Length: 11\r\n", "0123456789a"), "HTTP_BODY_TOO_LARGE"},
               {post("Content-Length: 11\r\nExpect: 100-continue\r\n"), "HTTP_BODY_TOO_LARGE"}},
              limits);
}

TEST(HttpParser, ABodyThatIsTooLargeIsToldWhatIsNot) {
  const auto said = [](std::size_t most) {
    Limits limits;
    limits.max_body_bytes = most;
    RequestParser parser(limits);
    parser.feed(post("Content-Length: " + std::to_string(most + 1) + "\r\n"));
    EXPECT_EQ(parser.step(), RequestParser::Step::refused);
    return parser.refusal();
  };
  EXPECT_EQ(said(10).message, "At most 10 bytes are accepted here; what is longer is sent in parts.");
  EXPECT_EQ(said(10).place, "content-length");
  EXPECT_EQ(said(0).message, sentence_of(Code::HTTP_BODY_TOO_LARGE)) << "no part is taken where no body is";
}

TEST(HttpParser, ContinueIsAskedForOnceAndOnlyForABody) {
  EXPECT_EQ(run(post("Content-Length: 1\r\nExpect: 100-Continue\r\n", "x")).continues, 1);
  EXPECT_EQ(run(post("Content-Length: 0\r\nExpect: 100-continue\r\n")).continues, 0);
}

TEST(HttpParser, PhasesFollowTheBytes) {
  const Limits limits;
  RequestParser parser(limits);
  EXPECT_EQ(parser.phase(), RequestParser::Phase::between);
  parser.feed("P");
  EXPECT_EQ(parser.phase(), RequestParser::Phase::head);
  parser.feed("OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(parser.step(), RequestParser::Step::need_more);
  EXPECT_EQ(parser.phase(), RequestParser::Phase::body);
  parser.feed("xyG");
  EXPECT_EQ(parser.step(), RequestParser::Step::request);
  EXPECT_EQ(parser.take().body, "xy");
  EXPECT_EQ(parser.phase(), RequestParser::Phase::head);
}

// Pieces of good and bad requests, put together at random: often valid, often nearly so.
rc::Gen<std::string> any_stream() {
  const std::vector<std::string> parts = {
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
      "POST /p?x=1 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab", "GET /", " HTTP/1.1\r\n", "Host: a\r\n", "\r\n",
      "X: y\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: 4\r\n", "\r", "\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0\r\n\r\n", ":"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)), [](const std::vector<std::string>& chosen) {
    std::string out;
    for (const std::string& part : chosen) out += part;
    return out;
  });
}

TEST(HttpParserProperties, TheOutcomeDoesNotDependOnTheCuts) {
  Limits limits;
  limits.max_request_line_bytes = 64;
  limits.max_head_bytes = 96;
  limits.max_headers = 4;
  limits.max_body_bytes = 4;
  EXPECT_TRUE(rc::check([&] {
    const std::string text = *any_stream();
    const Outcome whole = run(limits, {text});
    std::vector<std::string> bytes;
    for (const char c : text) bytes.emplace_back(1, c);
    RC_ASSERT(run(limits, bytes) == whole);
    const auto cut = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    RC_ASSERT(run(limits, {text.substr(0, cut), text.substr(cut)}) == whole);
  }));
}

TEST(HttpParserProperties, PipelinedRequestsComeOutInOrder) {
  EXPECT_TRUE(rc::check([] {
    const auto bodies = *rc::gen::container<std::vector<std::string>>(rc::gen::string<std::string>());
    std::string text;
    for (const std::string& body : bodies) text += post("Content-Length: " + std::to_string(body.size()) + "\r\n", body);
    const Outcome out = run(text);
    RC_ASSERT(!out.refused);
    RC_ASSERT(out.requests.size() == bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) RC_ASSERT(out.requests[i].body == bodies[i]);
  }));
}

}  // namespace
}  // namespace katiwala::api::transport::http_parser_test
