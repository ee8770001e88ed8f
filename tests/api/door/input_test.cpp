// What can not be read: a problem that names the place, the refusal recorded, nothing posted.
#include "story.h"

namespace katiwala::api::door::testing::input_test {
namespace {

struct Case {
  std::string what, body, code, place;
  int status = 400;
};

std::string request_with(const std::string& payee, const std::string& member, const std::string& value) {
  std::string out = R"({"payee":")" + payee + R"(","amount":"100.00 PHP","purpose":"education")";
  if (member.empty()) return out + "}";
  const auto at = out.find("\"" + member + "\":");
  if (at == std::string::npos) return out + ",\"" + member + "\":" + value + "}";
  const auto end = out.find(',', at);
  return out.substr(0, at) + "\"" + member + "\":" + value + (end == std::string::npos ? "" : out.substr(end)) + "}";
}

TEST(Input, OfARequestIsReadStrictly) {
  Story s;
  const std::string& p = s.payee;
  const Case cases[] = {
      {"not JSON", "{", "JSON_SYNTAX", "/"},
      {"nothing", "", "JSON_SYNTAX", ""},
      {"an array", "[]", "JSON_TYPE", ""},
      {"a key twice", R"({"payee":"a","payee":"b"})", "JSON_DUPLICATE_KEY", "/payee"},
      {"an unknown key", request_with(p, "colour", "\"red\""), "JSON_UNKNOWN_KEY", "/colour"},
      {"a key missing", R"({"payee":")" + p + R"("})", "JSON_MISSING_KEY", "/amount"},
      {"money as a number", request_with(p, "amount", "100"), "JSON_TYPE", "/amount"},
      {"too few decimals", request_with(p, "amount", "\"100.0 PHP\""), "AMOUNT_DECIMALS", "/amount"},
      {"too many decimals", request_with(p, "amount", "\"100.000 PHP\""), "AMOUNT_DECIMALS", "/amount"},
      {"decimals of a currency without", request_with(p, "amount", "\"1234567.50 JPY\""), "AMOUNT_DECIMALS", "/amount"},
      {"no currency", request_with(p, "amount", "\"100.00\""), "AMOUNT_SYNTAX", "/amount"},
      {"an unknown currency", request_with(p, "amount", "\"100.00 XXQ\""), "CURRENCY_UNKNOWN", "/amount"},
      {"an amount past the bound", request_with(p, "amount", "\"99999999999999999999.00 PHP\""), "AMOUNT_RANGE", "/amount"},
      {"a fraction", request_with(p, "amount", "1.5"), "JSON_NOT_INTEGER", "/amount"},
      {"a purpose nobody knows", request_with(p, "purpose", "\"holiday\""), "JSON_NOT_LISTED", "/purpose"},
      {"an id in capitals", request_with(p, "request", "\"" + std::string(32, 'A') + "\""), "ID_SYNTAX", "/request"},
      {"a digest too short", request_with(p, "voucher", "\"ab\""), "DIGEST_SYNTAX", "/voucher"},
      {"a signature that is not base64", request_with(p, "signature", "\"*\""), "BYTES_SYNTAX", "/signature"},
      {"a signature without an own id", request_with(p, "signature", "\"AAAA\""), "SIGNED_UNFIXED", "/request"},
      {"null", request_with(p, "voucher", "null"), "JSON_TYPE", "/voucher"},
      {"not UTF-8", request_with(p, "note", "\"\xff\xfe\""), "TEXT_NOT_UTF8", ""},
  };
  const std::string before = s.get("auditor", "/v1/wards/" + s.ward).raw;
  for (const Case& c : cases) {
    const std::int64_t entries = s.get("auditor", "/v1/status").number("entries");
    const Reply reply = s.send("guardian", "/v1/wards/" + s.ward + "/requests", c.body, "application/json", s.fresh_key());
    EXPECT_EQ(reply.status, c.status) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.code(), c.code) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.text("place"), c.place) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.text("instance"), "/v1/entries/" + std::to_string(entries)) << c.what;
    EXPECT_EQ(reply.type, "application/problem+json") << c.what;
    const Reply recorded = s.get("auditor", "/v1/entries/" + std::to_string(entries));
    EXPECT_EQ(recorded.text("command"), "refuse_input") << c.what;
  }
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + s.ward).raw, before) << "nothing was posted";
}

TEST(Input, OfTheWrongKindIsRefused) {
  Sandbox s;
  EXPECT_EQ(s.send("officer-1", "/v1/rates", "{}", "text/plain", "K1").status, 415);
  EXPECT_EQ(s.send("bank", "/v1/bank-messages", "{}", "application/json", "K2").status, 415);
  const Reply query = s.send("officer-1", "/v1/rates?dry=1", "{}", "application/json", "K3");
  EXPECT_EQ(query.code(), "HTTP_TARGET") << query.raw;
}

TEST(Input, RoutesAndCallersThatDoNotExist) {
  Sandbox s;
  EXPECT_EQ(s.get("auditor", "/v1/nothing").code(), "ROUTE_UNKNOWN");
  EXPECT_EQ(s.get("auditor", "/v2/status").code(), "ROUTE_UNKNOWN");
  EXPECT_EQ(s.get("auditor", "/v1/rates").status, 405);
  EXPECT_EQ(s.get("auditor", "/v1/wards/zz").code(), "ID_SYNTAX");
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + std::string(32, 'a')).code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("auditor", "/v1/entries/99999").code(), "ENTRY_MISSING");
  s.certificate_of_new("stranger");
  EXPECT_EQ(s.get("stranger", "/v1/status").status, 401);
  EXPECT_EQ(s.get("stranger", "/v1/status").code(), "PRINCIPAL_UNKNOWN");
  EXPECT_EQ(s.get("stranger", "/problems/ORDER_EXPIRED").status, 200) << "the catalogue is public";
}

// Whatever is asked with a method that a path does not take is told which it does (RFC 9110 §15.5.6), by the door itself and by the transport.
TEST(Input, AMethodThatAPathDoesNotTakeIsToldThoseThatItDoes) {
  Story s;
  const struct {
    std::string path, allow;
  } cases[] = {{"/v1/me", "GET"}, {"/v1/rates", "POST"}, {"/v1/pools", "GET, POST"}, {"/v1/wards/" + s.ward, "GET"}, {"/v1/wards/zz", "GET"},
               {"/v1/openapi.json", "GET"}, {"/problems", "GET"}, {"/problems/ORDER_EXPIRED", "GET"}};
  for (const auto& c : cases) {
    for (const std::string method : {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "QUERY", "get"}) {
      const transport::Response reply = s.call("auditor", method, c.path, "", {});
      EXPECT_EQ(reply.status, 405) << method << " " << c.path;
      const std::string* allow = reply.headers.find("allow");
      ASSERT_NE(allow, nullptr) << method << " " << c.path;
      EXPECT_EQ(*allow, c.allow) << method << " " << c.path;
    }
  }
  for (const std::string path : {"/v1/nothing", "/", "/problems/a/b"}) {
    EXPECT_EQ(s.call("auditor", "PUT", path, "", {}).status, 404) << path;
    EXPECT_EQ(s.call("auditor", "TRACE", path, "", {}).status, 501) << path;
  }
}

}  // namespace
}  // namespace katiwala::api::door::testing::input_test
