// A body that is not held in memory: asked about once, with the head alone; taken in the pieces it comes in; declined; broken off.
#include <gtest/gtest.h>

#include "api/transport/http_parser.h"

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

}  // namespace
}  // namespace katiwala::api::transport::long_body_test
