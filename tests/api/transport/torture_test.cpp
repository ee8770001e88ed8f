// JSON that other readers take in two ways, sent through the real server to the real reader: refused with its code, or taken and written back exactly. One
// connection carries it all: what a body holds never harms the connection.
#include "api/transport/json.h"
#include "api/transport/problem.h"
#include "door.h"

namespace katiwala::api::transport::torture_test {
namespace {

using namespace door;
using std::string_literals::operator""s;

/// A server that reads its body and writes back what it read.
struct Reader : Door {
  Reader() {
    handler = [](const Request& request, const Peer&) {
      const auto json = parse_json(request.body);
      if (!json.ok()) return problem(json.refusal(), request.id);
      Response out;
      out.headers.set("content-type", "application/json");
      out.body = to_text(*json);
      return out;
    };
    open();
  }
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct Refused {
  std::string text, code;
};

const std::vector<Refused>& numbers() {
  static const std::vector<Refused> cases = {
      {"0.1", "JSON_NOT_INTEGER"},
      {"1.0", "JSON_NOT_INTEGER"},
      {"-0", "JSON_NOT_INTEGER"},
      {"-0.0", "JSON_NOT_INTEGER"},
      {"1e2", "JSON_NOT_INTEGER"},
      {"1E+2", "JSON_NOT_INTEGER"},
      {"1e-2", "JSON_NOT_INTEGER"},
      {"0e0", "JSON_NOT_INTEGER"},
      {"1e400", "JSON_NOT_INTEGER"},
      {"-1e400", "JSON_NOT_INTEGER"},
      {"1e-400", "JSON_NOT_INTEGER"},
      {"100000000000000000000", "JSON_NOT_INTEGER"},
      {"9223372036854775808", "JSON_NOT_INTEGER"},
      {"-9223372036854775809", "JSON_NOT_INTEGER"},
      {"18446744073709551615", "JSON_NOT_INTEGER"},
      {"123456789012345678901234567890", "JSON_NOT_INTEGER"},
      {"0.30000000000000000000000000000000000004", "JSON_NOT_INTEGER"},
      {repeated("9", 5'000), "JSON_NOT_INTEGER"},
      {"0." + repeated("0", 5'000) + "1", "JSON_NOT_INTEGER"},
      {"{\"amount\":18000.00}", "JSON_NOT_INTEGER"},
      {"00", "JSON_SYNTAX"},
      {"01", "JSON_SYNTAX"},
      {"-01", "JSON_NOT_INTEGER"},  // seen as minus zero, before the rest
      {"+1", "JSON_SYNTAX"},
      {"--1", "JSON_SYNTAX"},
      {"-", "JSON_SYNTAX"},
      {".5", "JSON_SYNTAX"},
      {"5.", "JSON_SYNTAX"},
      {"1e", "JSON_SYNTAX"},
      {"1e+", "JSON_SYNTAX"},
      {"1_000", "JSON_SYNTAX"},
      {"1,000", "JSON_SYNTAX"},
      {"0x10", "JSON_SYNTAX"},
      {"NaN", "JSON_SYNTAX"},
      {"Infinity", "JSON_SYNTAX"},
      {"-Infinity", "JSON_SYNTAX"},
      {"\xd9\xa1", "JSON_SYNTAX"},
  };
  return cases;
}

const std::vector<Refused>& texts() {
  static const std::vector<Refused> cases = {
      {R"("\ud800")", "JSON_SYNTAX"},
      {R"("\udfff")", "JSON_SYNTAX"},
      {R"("\ud800\ud800")", "JSON_SYNTAX"},
      {R"("\udc00\ud800")", "JSON_SYNTAX"},
      {R"("\ud800A")", "JSON_SYNTAX"},
      {R"({"\ud800":1})", "JSON_SYNTAX"},
      {R"("\u0000")", "JSON_SYNTAX"},
      {R"("a\u0000b")", "JSON_SYNTAX"},
      {R"("\u00")", "JSON_SYNTAX"},
      {R"("\u00zz")", "JSON_SYNTAX"},
      {R"("\U0041")", "JSON_SYNTAX"},
      {R"("\x41")", "JSON_SYNTAX"},
      {R"("\'")", "JSON_SYNTAX"},
      {R"("\")", "JSON_SYNTAX"},
      {"\"a\nb\"", "JSON_SYNTAX"},
      {"\"a\tb\"", "JSON_SYNTAX"},
      {"\"a\0b\""s, "JSON_SYNTAX"},
      {"\"\x1f\"", "JSON_SYNTAX"},
      {"'a'", "JSON_SYNTAX"},
      {"\"a", "JSON_SYNTAX"},
      {"a\"", "JSON_SYNTAX"},
      {"\"\xc0\xaf\"", "TEXT_NOT_UTF8"},
      {"\"\xc1\xbf\"", "TEXT_NOT_UTF8"},
      {"\"\xe0\x80\xaf\"", "TEXT_NOT_UTF8"},
      {"\"\xe0\x9f\xbf\"", "TEXT_NOT_UTF8"},
      {"\"\xf0\x80\x80\xaf\"", "TEXT_NOT_UTF8"},
      {"\"\xf0\x8f\xbf\xbf\"", "TEXT_NOT_UTF8"},
      {"\"\xed\xa0\x80\"", "TEXT_NOT_UTF8"},
      {"\"\xed\xbf\xbf\"", "TEXT_NOT_UTF8"},
      {"\"\xf4\x90\x80\x80\"", "TEXT_NOT_UTF8"},
      {"\"\xf8\x88\x80\x80\x80\"", "TEXT_NOT_UTF8"},
      {"\"\xc3\"", "TEXT_NOT_UTF8"},
      {"\"\xe2\x82\"", "TEXT_NOT_UTF8"},
      {"\"\x80\"", "TEXT_NOT_UTF8"},
      {"\"\xff\"", "TEXT_NOT_UTF8"},
      {"\xff\xfe{\0}\0"s, "TEXT_NOT_UTF8"},
  };
  return cases;
}

const std::vector<Refused>& structures() {
  static const std::vector<Refused> cases = {
      {repeated("[", 33) + repeated("]", 33), "JSON_TOO_DEEP"},
      {repeated("{\"a\":", 33) + "1" + repeated("}", 33), "JSON_TOO_DEEP"},
      {repeated("[", 100'000), "JSON_TOO_DEEP"},
      {repeated("[", 100'000) + repeated("]", 100'000), "JSON_TOO_DEEP"},
      {repeated("[{\"a\":", 50'000), "JSON_TOO_DEEP"},
      {R"({"a":1,"a":1})", "JSON_DUPLICATE_KEY"},
      {R"({"amount":"1.00 PHP","amount":"9.00 PHP"})", "JSON_DUPLICATE_KEY"},
      {R"({"a":1,"\u0061":1})", "JSON_DUPLICATE_KEY"},
      {R"({"/":1,"\/":1})", "JSON_DUPLICATE_KEY"},
      {R"([[{"b":{"a":1,"c":2,"a":3}}]])", "JSON_DUPLICATE_KEY"},
      {R"({"":1,"":2})", "JSON_DUPLICATE_KEY"},
      {"[1,]", "JSON_SYNTAX"},
      {"[,1]", "JSON_SYNTAX"},
      {"[1,,2]", "JSON_SYNTAX"},
      {"[1 2]", "JSON_SYNTAX"},
      {R"({"a":1,})", "JSON_SYNTAX"},
      {R"({,"a":1})", "JSON_SYNTAX"},
      {R"({"a" 1})", "JSON_SYNTAX"},
      {R"({"a"})", "JSON_SYNTAX"},
      {R"({"a":})", "JSON_SYNTAX"},
      {R"({"a":1:2})", "JSON_SYNTAX"},
      {R"({a:1})", "JSON_SYNTAX"},
      {R"({1:1})", "JSON_SYNTAX"},
      {R"({null:1})", "JSON_SYNTAX"},
      {R"({"a":1)", "JSON_SYNTAX"},
      {R"({"a":1]])", "JSON_SYNTAX"},
      {"[", "JSON_SYNTAX"},
      {"]", "JSON_SYNTAX"},
      {"", "JSON_SYNTAX"},
      {"   ", "JSON_SYNTAX"},
      {"\xef\xbb\xbf{}", "JSON_SYNTAX"},
      {"\xef\xbb\xbf", "JSON_SYNTAX"},
      {"\0"s, "JSON_SYNTAX"},
      {"{}\0"s, "JSON_SYNTAX"},
      {"{}{}", "JSON_SYNTAX"},
      {"{},", "JSON_SYNTAX"},
      {"1 2", "JSON_SYNTAX"},
      {"{}//", "JSON_SYNTAX"},
      {"/* */{}", "JSON_SYNTAX"},
      {"#\n{}", "JSON_SYNTAX"},
      {"{\"a\":/* one */1}", "JSON_SYNTAX"},
      {"\f{}", "JSON_SYNTAX"},
      {"\xc2\xa0{}", "JSON_SYNTAX"},
      {"\xe2\x80\xa8{}", "JSON_SYNTAX"},
      {"True", "JSON_SYNTAX"},
      {"nul", "JSON_SYNTAX"},
      {"undefined", "JSON_SYNTAX"},
      {"[true\0]"s, "JSON_SYNTAX"},
  };
  return cases;
}

void expect_refused(const std::vector<Refused>& cases) {
  Reader door;
  HttpsClient client = door.client(pki().alice);
  for (const Refused& c : cases) {
    const auto answer = client.call_json("POST", "/v1/anything", c.text);
    ASSERT_TRUE(answer.ok()) << answer.refusal().message;
    const std::string shown = testing::PrintToString(c.text.substr(0, 80));
    EXPECT_EQ(answer->status / 100, 4) << shown;
    EXPECT_EQ(answer->headers.find("connection"), nullptr) << shown;
    const auto body = parse_json(answer->body);
    ASSERT_TRUE(body.ok()) << shown;
    ASSERT_NE(body->find("code"), nullptr) << shown << " " << answer->body.substr(0, 80);
    EXPECT_EQ(*body->find("code")->text(), c.code) << shown;
  }
  EXPECT_EQ(client.call_json("POST", "/", "{}").value().body, "{}");
}

TEST(JsonTorture, Numbers) { expect_refused(numbers()); }
TEST(JsonTorture, Texts) { expect_refused(texts()); }
TEST(JsonTorture, Structures) { expect_refused(structures()); }

TEST(JsonTorture, AsManyAsCounted) {
  const std::size_t count = numbers().size() + texts().size() + structures().size();
  EXPECT_GE(count, 100u);
  RecordProperty("texts", static_cast<int>(count));
}

// The control: close neighbours of what is refused are taken, and nothing of them is lost.
TEST(JsonTorture, WhatIsTakenComesBackExactly) {
  const std::pair<std::string, std::string> cases[] = {
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9007199254740993", "9007199254740993"},  // the first that a binary fraction of 64 bits can not hold
      {R"("0.30000000000000000000000000000000000004")", R"("0.30000000000000000000000000000000000004")"},
      {R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\""},
      {"\"\xf4\x8f\xbf\xbf\"", "\"\xf4\x8f\xbf\xbf\""},
      {"\"\xef\xbb\xbf\"", "\"\xef\xbb\xbf\""},
      {"\"\xed\x9f\xbf\xee\x80\x80\"", "\"\xed\x9f\xbf\xee\x80\x80\""},
      {R"("\u0001\u007f")", "\"\\u0001\x7f\""},
      {repeated("[", 32) + repeated("]", 32), repeated("[", 32) + repeated("]", 32)},
      {R"({"a":1,"A":2," a":3,"a ":4})", R"({"a":1,"A":2," a":3,"a ":4})"},
      {"\"\xc3\xa9\"", "\"\xc3\xa9\""},
      {"\"e\xcc\x81\"", "\"e\xcc\x81\""},  // not normalised: another text
      {R"({"":{"":[]}})", R"({"":{"":[]}})"},
      {" \t\r\n[ ] \n", "[]"},
  };
  Reader door;
  HttpsClient client = door.client(pki().alice);
  for (const auto& [text, written] : cases) {
    const auto answer = client.call_json("POST", "/v1/anything", text).value();
    EXPECT_EQ(answer.status, 200) << text;
    EXPECT_EQ(answer.body, written) << text;
  }
}

}  // namespace
}  // namespace katiwala::api::transport::torture_test
