// A body that is not held in memory: asked about once, with the head alone; taken in the pieces it comes in; declined; broken off.
#include "api/transport/http_parser.h"
#include "door.h"
#include "watcher.h"

namespace katiwala::api::transport::long_body_test {
namespace {

using Step = RequestParser::Step;

class Memory final : public StoredBody {
 public:
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  [[nodiscard]] const Digest& sha256() const override { return digest_; }
  Status read(std::size_t at, std::span<char> room) const override {
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), room.size(), room.begin());
    return good();
  }

 private:
  std::string bytes_;
  Digest digest_{};
};

struct Seen {
  int alive = 0, taken = 0;
};

/// Takes up to `most` bytes.
class Arriving final : public LongBody {
 public:
  Arriving(Seen& seen, std::size_t most) : seen_(seen), most_(most) { ++seen_.alive; }
  ~Arriving() override { --seen_.alive; }
  Status take(std::string_view bytes) override {
    ++seen_.taken;
    if (bytes_.size() + bytes.size() > most_) return refuse(Code::STORE_IO, "The disk is full.");
    bytes_.append(bytes);
    return good();
  }
  Result<std::shared_ptr<const StoredBody>> finish() override { return std::shared_ptr<const StoredBody>(std::make_shared<Memory>(bytes_)); }

 private:
  Seen& seen_;
  std::size_t most_;
  std::string bytes_;
};

Limits limits() {
  Limits out;
  out.max_body_bytes = 10;
  out.long_bodies = true;
  return out;
}

std::string post(std::size_t bytes, const std::string& more = "") {
  return "POST /v1/p HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) + "\r\n" + more + "\r\n";
}

std::string text_of(const StoredBody& body) { return beginning_of(body, body.size()).value(); }

TEST(LongBody, IsAskedAboutWithItsHeadAndTakenHoweverItComes) {
  const std::string body = "0123456789abcdef";
  const std::string wire = post(body.size()) + body + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t cut = 1; cut <= wire.size(); ++cut) {
    const Limits most = limits();
    RequestParser parser(most);
    Seen seen;
    std::vector<Request> requests;
    int asked = 0;
    for (std::size_t at = 0; at < wire.size(); at += cut) {
      parser.feed(std::string_view(wire).substr(at, cut));
      for (Step step = parser.step(); step != Step::need_more; step = parser.step()) {
        if (step == Step::request) {
          requests.push_back(parser.take());
          continue;
        }
        ASSERT_EQ(step, Step::long_body);
        ++asked;
        EXPECT_EQ(parser.head().target.path, "/v1/p");
        EXPECT_EQ(parser.announced(), body.size());
        EXPECT_FALSE(parser.in_long_body());
        parser.keep_in(std::make_unique<Arriving>(seen, body.size()));
        EXPECT_TRUE(parser.in_long_body());
      }
    }
    ASSERT_EQ(requests.size(), 2U) << "cut at " << cut;
    EXPECT_EQ(asked, 1);
    ASSERT_NE(requests[0].long_body, nullptr);
    EXPECT_EQ(text_of(*requests[0].long_body), body);
    EXPECT_EQ(requests[0].body, "");
    EXPECT_EQ(requests[1].long_body, nullptr) << "the next request has none";
    EXPECT_FALSE(parser.in_long_body());
    EXPECT_EQ(seen.alive, 0);
  }
}

TEST(LongBody, OneThatFitsInMemoryIsNotAskedAbout) {
  const Limits most = limits();
  RequestParser parser(most);
  parser.feed(post(10) + "0123456789" + post(11));
  ASSERT_EQ(parser.step(), Step::request);
  EXPECT_EQ(parser.take().body, "0123456789");
  EXPECT_EQ(parser.step(), Step::long_body);
  EXPECT_EQ(parser.step(), Step::long_body) << "until it is answered";
}

TEST(LongBody, DeclinedItIsTheRefusalAndNothingIsRead) {
  const Limits most = limits();
  RequestParser parser(most);
  parser.feed(post(11, "Expect: 100-continue\r\n"));
  ASSERT_EQ(parser.step(), Step::long_body);
  parser.decline(body_too_large(10));
  ASSERT_EQ(parser.step(), Step::refused);
  EXPECT_EQ(name_of(parser.refusal().code), "HTTP_BODY_TOO_LARGE");
}

TEST(LongBody, AContinueIsToldOnceItHasItsPlace) {
  const Limits most = limits();
  RequestParser parser(most);
  Seen seen;
  parser.feed(post(11, "Expect: 100-continue\r\n"));
  ASSERT_EQ(parser.step(), Step::long_body);
  parser.keep_in(std::make_unique<Arriving>(seen, 11));
  EXPECT_EQ(parser.step(), Step::want_continue);
  EXPECT_EQ(parser.step(), Step::need_more);
  parser.feed("0123456789a");
  ASSERT_EQ(parser.step(), Step::request);
  EXPECT_EQ(text_of(*parser.take().long_body), "0123456789a");
}

TEST(LongBody, WhatCanNotBeKeptIsRefusedAndLeavesNothing) {
  const Limits most = limits();
  RequestParser parser(most);
  Seen seen;
  parser.feed(post(30) + "0123456789");
  ASSERT_EQ(parser.step(), Step::long_body);
  parser.keep_in(std::make_unique<Arriving>(seen, 19));
  ASSERT_EQ(parser.step(), Step::need_more);
  parser.feed("0123456789");
  ASSERT_EQ(parser.step(), Step::refused);
  EXPECT_EQ(name_of(parser.refusal().code), "STORE_IO");
  EXPECT_EQ(seen.alive, 0);
  EXPECT_EQ(seen.taken, 2);
}

TEST(LongBody, BrokenOffItLeavesNothing) {
  Seen seen;
  {
    const Limits most = limits();
    RequestParser parser(most);
    parser.feed(post(30) + "0123456789");
    ASSERT_EQ(parser.step(), Step::long_body);
    parser.keep_in(std::make_unique<Arriving>(seen, 30));
    ASSERT_EQ(parser.step(), Step::need_more);
    EXPECT_EQ(parser.phase(), RequestParser::Phase::body);
    EXPECT_EQ(seen.alive, 1);
  }
  EXPECT_EQ(seen.alive, 0);
}

// -- through the server

/// Whom a server asks. Made before the server, which must not outlive it.
class Places {
 public:
  void serve(door::Door& door) {
    door.options.limits = limits();
    door.options.long_body = [this](const Request&, const Peer&, std::size_t bytes) -> Result<std::unique_ptr<LongBody>> {
      ++asked;
      if (refusal) return *refusal;
      return std::unique_ptr<LongBody>(std::make_unique<Arriving>(seen_, bytes));
    };
  }
  std::atomic<int> asked = 0;
  std::optional<Refusal> refusal{};

 private:
  Seen seen_;
};

TEST(LongBody, OfARevokedCertificateIsNotAskedAbout) {
  Places places;
  door::Door door;
  places.serve(door);
  door.open();
  door::RawClient client(door.server->port(), door::pki().alice);
  ASSERT_TRUE(client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n"));
  ASSERT_NE(client.read_until("/first ").find("200 OK"), std::string::npos);
  door.revoke(door::pki().alice);
  ASSERT_TRUE(client.send(post(11) + "0123456789a"));
  EXPECT_NE(client.read_all().find("CERTIFICATE_REVOKED"), std::string::npos);
  EXPECT_EQ(places.asked, 0);
  door::RawClient other(door.server->port(), door::pki().bob);
  ASSERT_TRUE(other.send(post(11, "Connection: close\r\n") + "0123456789a"));
  EXPECT_NE(other.read_all().find("200 OK"), std::string::npos);
  EXPECT_EQ(places.asked, 1) << "the control";
}

class Large final : public StoredBytes {
 public:
  [[nodiscard]] std::size_t size() const override { return std::size_t{64} << 20; }
  Status read(std::size_t, std::span<char> room) const override {
    std::fill(room.begin(), room.end(), 'x');
    return good();
  }
};

// The server reads no more than what comes while the connection lingers, and then resets it.
TEST(LongBody, WhoseSenderIsTurnedAwayHearsWhyWhileItSends) {
  for (const std::int64_t linger_ms : {std::int64_t{1}, std::int64_t{2'000}}) {
    Places places;
    door::Door door;
    places.serve(door);
    places.refusal = refuse(Code::HTTP_BUSY);
    door.options.deadlines.linger_ms = linger_ms;
    door.open();
    auto client = door.client(door::pki().alice);
    for (int i = 0; i < 4; ++i) {
      const auto answer = client.call("POST", "/v1/p", Large(), {});
      ASSERT_TRUE(answer.ok()) << linger_ms << " " << name_of(answer.refusal().code);
      EXPECT_EQ(answer->status, 503);
    }
  }
}

// Of two peers that take nothing of an answer the one that was asked for with a long body has as long for it as for the body.
TEST(LongBody, ItsAnswerMayBeTakenAsSlowly) {
  constexpr std::size_t kAnswer = std::size_t{64} << 20;  // more than the buffers of both ends take
  door::Watcher watcher;
  Places places;
  std::weak_ptr<const StoredBody> body;
  door::Door door;
  places.serve(door);
  door.options.deadlines.write_ms = 20;
  door.options.observers = {&watcher};
  door.options.labels = [](const Request&, const Peer&) { return Labels{}; };
  door.handler = [&body](const Request& request, const Peer&) {
    if (request.long_body) body = request.long_body;
    Response response;
    response.body = request.method == "GET" ? std::string() : std::string(kAnswer, 'x');
    return response;
  };
  door.open();
  door::RawClient asked_long(door.server->port(), door::pki().alice), asked_short(door.server->port(), door::pki().bob);
  ASSERT_TRUE(asked_long.send(post(11) + "0123456789a"));
  ASSERT_NE(asked_long.read_until("\r\n\r\n").find("200 OK"), std::string::npos);
  ASSERT_TRUE(asked_short.send(post(10) + "0123456789"));
  watcher.wait_open(1);  // the other was cut
  EXPECT_EQ(watcher.count(Late::answer), 1);
  EXPECT_FALSE(body.expired()) << "nor is its place another's before that";
  EXPECT_EQ(asked_long.read_bytes(kAnswer), kAnswer);
  ASSERT_TRUE(asked_long.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n"));
  ASSERT_NE(asked_long.read_until("\r\n\r\n").find("200 OK"), std::string::npos);
  EXPECT_TRUE(body.expired());
}

}  // namespace
}  // namespace katiwala::api::transport::long_body_test
