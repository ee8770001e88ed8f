// What goes back: the bytes of a response, problem details, statuses, and that our own client reads what the server writes.
#include <gtest/gtest.h>

#include "api/transport/answer_parser.h"
#include "api/transport/chunks.h"
#include "api/transport/json.h"
#include "api/transport/problem.h"

namespace katiwala::api::transport::answers_test {
namespace {

constexpr std::int64_t kNow = 1'772'414'100'000'000;  // 2026-03-02T01:15:00Z

TEST(Serialize, GoldenBytes) {
  Response response;
  response.headers.set("content-type", "application/json");
  response.headers.set("cache-control", "max-age=60");
  response.body = "{}";
  EXPECT_EQ(serialize(response, {"r-1", kNow, false, false}),
            "HTTP/1.1 200 OK\r\ndate: Mon, 02 Mar 2026 01:15:00 GMT\r\nrequest-id: r-1\r\ncontent-type: application/json\r\n"
            "cache-control: max-age=60\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'\r\n"
            "cross-origin-opener-policy: same-origin\r\ncross-origin-resource-policy: same-origin\r\nreferrer-policy: no-referrer\r\nstrict-transport-security: max-age=63072000\r\n"
            "x-content-type-options: nosniff\r\nx-frame-options: DENY\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
}

TEST(Serialize, LengthAndBodyByKind) {
  Response response;
  response.body = "abc";
  const std::string head = serialize(response, {"r", kNow, true, true});
  EXPECT_NE(head.find("content-length: 3\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_EQ(head.find("connection:"), std::string::npos);
  response.status = 204;
  const std::string none = serialize(response, {"r", kNow, true, false});
  EXPECT_EQ(none.find("content-length"), std::string::npos);
  EXPECT_TRUE(none.ends_with("\r\n\r\n"));
}

TEST(SerializeDeath, AHeaderCanNotSplitTheResponse) {
  Response response;
  response.headers.set("x", "a\r\nset-cookie: b");
  EXPECT_DEATH(serialize(response, {"r", kNow, true, false}), "break the response");
  Response own;
  own.headers.set("content-length", "9");
  EXPECT_DEATH(serialize(own, {"r", kNow, true, false}), "the server writes");
}

TEST(Problem, GoldenBytes) {
  const Response response = problem(refuse(Code::HTTP_FRAMING, "Two lengths.", "content-length"), "r-7");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(*response.headers.find("content-type"), "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"/problems/HTTP_FRAMING","title":"The length of the request body can not be told without doubt.","status":400,)"
            R"("detail":"Two lengths.","instance":"r-7","code":"HTTP_FRAMING","place":"content-length"})");
}

TEST(Problem, StatusByCodeAndByFault) {
  const std::vector<std::pair<Code, int>> cases = {
      {Code::AMOUNT_SYNTAX, 400}, {Code::CERTIFICATE_REVOKED, 401}, {Code::INSUFFICIENT_FUNDS, 403}, {Code::KEY_MISSING, 404},
      {Code::HTTP_TIMEOUT, 408}, {Code::STORE_LOCKED, 409}, {Code::HTTP_LENGTH_REQUIRED, 411}, {Code::HTTP_BODY_TOO_LARGE, 413},
      {Code::PRECONDITION_FAILED, 412}, {Code::MESSAGE_TOO_LARGE, 413}, {Code::RATE_LIMITED, 429}, {Code::MESSAGE_LINE_TWICE, 400}, {Code::PAYMENT_FILE_UNKNOWN, 404},
      {Code::JSON_TOO_LARGE, 413}, {Code::HTTP_TARGET_TOO_LONG, 414}, {Code::HTTP_CONTENT_CODING, 415}, {Code::HTTP_EXPECTATION, 417},
      {Code::HTTP_HOST_UNKNOWN, 421}, {Code::HTTP_HEAD_TOO_LARGE, 431}, {Code::CHAIN_BROKEN, 500}, {Code::HTTP_METHOD, 501},
      {Code::HTTP_TRANSFER_CODING, 501}, {Code::HTTP_BUSY, 503}, {Code::HTTP_VERSION, 505}};
  for (const auto& [code, status] : cases) EXPECT_EQ(status_of(code), status) << name_of(code);
}

TEST(Problem, EveryCodeMakesAReadableProblem) {
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto code = static_cast<Code>(i);
    const Response response = problem(refuse(code), "r");
    EXPECT_GE(response.status, 400);
    EXPECT_NE(reason_of(response.status), "Status") << response.status;
    EXPECT_EQ(response.headers.find("retry-after") != nullptr, response.status == 503);
    const auto json = parse_json(response.body);
    ASSERT_TRUE(json.ok()) << response.body;
    EXPECT_EQ(*json->find("code")->text(), name_of(code));
    EXPECT_EQ(*json->find("status")->integer(), response.status);
  }
}

TEST(RequestId, Bounds) {
  EXPECT_TRUE(is_request_id("aZ09._-"));
  EXPECT_TRUE(is_request_id(std::string(64, 'a')));
  EXPECT_FALSE(is_request_id(std::string(65, 'a')));
  EXPECT_FALSE(is_request_id(""));
  EXPECT_FALSE(is_request_id("a b"));
  EXPECT_FALSE(is_request_id("a\""));
}

TEST(AnswerParser, ReadsWhatTheServerWrites) {
  Response response;
  response.status = 409;
  response.body = "body";
  const std::string bytes = "HTTP/1.1 100 Continue\r\n\r\n" + serialize(response, {"r", kNow, false, false});
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    const auto part = parse_answer(std::string_view(bytes).substr(0, cut), false, 1000);
    ASSERT_TRUE(part.ok()) << cut;
    EXPECT_FALSE(part->has_value()) << cut;
  }
  const auto whole = parse_answer(bytes, false, 1000);
  ASSERT_TRUE(whole.ok() && whole->has_value());
  EXPECT_EQ((*whole)->response.status, 409);
  EXPECT_EQ((*whole)->response.body, "body");
  EXPECT_FALSE((*whole)->keep_alive);
}

TEST(AnswerParser, Refuses) {
  for (const std::string bytes :
       {"HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n", "HTTP/1.1 20 OK\r\ncontent-length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nx", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nbad header\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n"}) {
    const auto answer = parse_answer(bytes, false, 1000);
    ASSERT_FALSE(answer.ok()) << bytes;
    EXPECT_EQ(answer.refusal().code, Code::HTTP_RESPONSE);
  }
  EXPECT_FALSE(parse_answer(std::string(1004, 'a'), false, 1000).ok());
}

TEST(AnswerParser, ReadsNoLineThatIsTwoToOthers) {
  const auto answered = [](const std::string& line) { return parse_answer("HTTP/1.1 " + line + "\r\ncontent-length: 0\r\n\r\n", false, 1000).ok(); };
  for (const std::string line : {"200 ", "200 All\tis well", "200 \xc3\xb1", "599 Odd"}) EXPECT_TRUE(answered(line)) << line;
  for (const std::string line : {"200 OK\ncontent-length: 3", "200 OK\rx", "200 O\x7fK", "200 \x01"}) EXPECT_FALSE(answered(line)) << line;
}

TEST(AnswerParser, KnowsInterimAnswersAndFinalOnesAndNoOthers) {
  const std::string last = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
  for (const std::string status : {"100", "199"}) EXPECT_TRUE(parse_answer("HTTP/1.1 " + status + " a\r\n\r\n" + last, false, 1000).ok()) << status;
  for (const std::string status : {"000", "099"}) EXPECT_FALSE(parse_answer("HTTP/1.1 " + status + " a\r\n\r\n" + last, false, 1000).ok()) << status;
  EXPECT_FALSE(parse_answer("HTTP/1.1 600 a\r\ncontent-length: 0\r\n\r\n", false, 1000).ok());
}

TEST(AnswerParser, TheBoundOfAHeadIsTheSameInPiecesAndWhole) {
  const std::string head = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx: " + std::string(60, 'a');
  const std::string bytes = head + "\r\n\r\n";
  for (const auto& [most, taken] : {std::pair(head.size(), true), std::pair(head.size() - 1, false)}) {
    EXPECT_EQ(parse_answer(bytes, false, most).ok(), taken) << most;
    EXPECT_EQ(parse_answer(bytes.substr(0, bytes.size() - 1), false, most).ok(), taken) << most;
    EXPECT_FALSE(parse_answer(head + "a\r\n\r", false, most).ok()) << most;
  }
}

const std::string kChunkedHead = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n";

TEST(AnswerParser, ReadsChunks) {
  const std::string bytes = kChunkedHead + "5\r\nhello\r\nA\r\n, \r\nworld\n\r\n0\r\n\r\n";
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    const auto part = parse_answer(std::string_view(bytes).substr(0, cut), false, 1000);
    ASSERT_TRUE(part.ok()) << cut;
    EXPECT_FALSE(part->has_value()) << cut;
  }
  const auto whole = parse_answer(bytes, false, 1000);
  ASSERT_TRUE(whole.ok() && whole->has_value());
  EXPECT_EQ((*whole)->response.body, "hello, \r\nworld\n");
  const std::string chunks = bytes.substr(kChunkedHead.size());
  EXPECT_EQ((**read_chunks(chunks, 15)).body, "hello, \r\nworld\n");
  EXPECT_FALSE(read_chunks(chunks, 14).ok()) << "one byte more than accepted";
  EXPECT_EQ((**read_chunks("0\r\n\r\n", 0)).body, "");
  EXPECT_EQ((**parse_answer(kChunkedHead + "0\r\n\r\n", false, 1000)).response.body, "");
  EXPECT_EQ((**parse_answer(kChunkedHead, true, 1000)).response.body, "") << "the answer to HEAD";
}

TEST(AnswerParser, RefusesChunksThatTwoReadersCouldReadInTwoWays) {
  for (const std::string body : {"5;x=y\r\nhello\r\n0\r\n\r\n", "05\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
                                 "+5\r\nhello\r\n0\r\n\r\n", "-1\r\n", "5\nhello\r\n0\r\n\r\n", "5\rhello\r\n", "5\r\nhello!\r\n0\r\n\r\n", "4\r\nhello\r\n0\r\n\r\n",
                                 "5\r\nhello0\r\n\r\n", "\r\n", "00\r\n\r\n", "0\r\nx: y\r\n\r\n", "0\r\n\r\nx", "g\r\n", "000000005\r\n", "100000000\r\n", "ffffffff\r\n"}) {
    const auto answer = parse_answer(kChunkedHead + body, false, 1000);
    ASSERT_FALSE(answer.ok()) << body;
    EXPECT_EQ(answer.refusal().code, Code::HTTP_RESPONSE);
  }
  const std::string end = "\r\n0\r\n\r\n";
  for (const std::string head : {"transfer-encoding: chunked\r\ncontent-length: 5\r\n", "content-length: 5\r\ntransfer-encoding: chunked\r\n", "transfer-encoding: gzip, chunked\r\n",
                                 "transfer-encoding: chunked, chunked\r\n", "transfer-encoding: identity\r\n", "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n"}) {
    EXPECT_FALSE(parse_answer("HTTP/1.1 200 OK\r\n" + head + end, false, 1000).ok()) << head;
  }
  EXPECT_FALSE(parse_answer("HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n" + end, false, 1000).ok());
}

}  // namespace
}  // namespace katiwala::api::transport::answers_test
