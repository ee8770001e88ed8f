// Bulk: refused whole where count or sum differ, otherwise every line is what it would be alone.
#include "habits.h"

namespace katiwala::api::door::testing::bulk_test {
namespace {

Json approval(Habits& s, const std::string& who, std::int64_t proposal) {
  const Reply seen = s.get("auditor", "/v1/proposals/" + std::to_string(proposal));
  const auto bytes = from_base64(seen.text("canonical")).value_or(Bytes{});
  return object({{"proposal", proposal}, {"signature", to_base64(s.sign(who, bytes))}});
}

Json approvals(int count, std::vector<Json> sums, std::vector<Json> lines) {
  return object({{"count", count}, {"sums", Json(Json::Array(std::move(sums)))}, {"approvals", Json(Json::Array(std::move(lines)))}});
}

const Json& line(const Json& answer, std::size_t index) { return (*answer.find("lines")->array())[index]; }

TEST(Bulk, IsRefusedWholeWhereItDoesNotAddUp) {
  Habits s;
  const Json one = approval(s, "officer-1", s.proposal);
  const std::string before = s.tag("auditor", "/v1/proposals");
  const struct {
    std::string what;
    Json body;
    std::string code;
  } cases[] = {{"count", approvals(2, {"18000.00 PHP"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"a centavo less", approvals(1, {"17999.99 PHP"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"a centavo more", approvals(1, {"18000.01 PHP"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"no sum", approvals(1, {}, {one}), "CONTROL_SUM_MISMATCH"},
               {"another currency", approvals(1, {"18000.00 USD"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"one sum too many", approvals(1, {"18000.00 PHP", "1.00 USD"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"a sum in two parts", approvals(1, {"9000.00 PHP", "9000.01 PHP"}, {one}), "CONTROL_SUM_MISMATCH"},
               {"two sums past the bound", approvals(1, {"9999999999999999.99 PHP", "0.01 PHP"}, {one}), "AMOUNT_RANGE"},
               {"none", approvals(0, {}, {}), "JSON_RANGE"},
               {"no line", object({{"count", 1}, {"sums", Json::Array{}}}), "JSON_MISSING_KEY"},
               {"no proposal", approvals(1, {"18000.00 PHP"}, {object({{"signature", "AAAA"}})}), "JSON_MISSING_KEY"},
               {"more", object({{"count", 1}, {"sums", Json::Array{}}, {"approvals", Json::Array{}}, {"colour", "red"}}), "JSON_UNKNOWN_KEY"}};
  for (const auto& c : cases) {
    const transport::Response reply = s.write("officer-1", "/v1/approvals", c.body);
    EXPECT_EQ(reply.status, 400) << c.what << reply.body;
    EXPECT_EQ(code_of(reply), c.code) << c.what << reply.body;
  }
  EXPECT_EQ(s.tag("auditor", "/v1/proposals"), before) << "and nothing was agreed to";
  const transport::Response tried = s.write("officer-1", "/v1/approvals?dry_run=true", approvals(1, {"18000.00 PHP"}, {one}));
  EXPECT_EQ(tried.status, 400);
  EXPECT_EQ(code_of(tried), "DRY_RUN_NONE") << tried.body;
}

TEST(Bulk, EveryLineHasItsOwnResult) {
  Habits s;
  const Json damaged = object({{"proposal", s.proposal}, {"signature", to_base64(Bytes(64))}});
  const Json body = approvals(2, {"36000.00 PHP"}, {damaged, approval(s, "officer-1", s.proposal)});
  transport::Headers key;
  key.set("idempotency-key", s.fresh_key());
  const transport::Response reply = s.write("officer-1", "/v1/approvals", body, key);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json answer = json_of(reply);
  EXPECT_EQ(*line(answer, 0).find("status")->integer(), 403) << reply.body;
  EXPECT_EQ(*line(answer, 0).find("answer")->find("code")->text(), "SIGNATURE_INVALID");
  EXPECT_EQ(*line(answer, 1).find("status")->integer(), 201) << reply.body;
  EXPECT_EQ(s.balance("PHP", "reserved"), "18000.00 PHP");
  // Sent again it is answered as it was, though the proposal is not open any more and has no sum.
  const Json again = json_of(s.write("officer-1", "/v1/approvals", body, key));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(to_text(*line(again, i).find("answer")), to_text(*line(answer, i).find("answer"))) << i;
    EXPECT_TRUE(*line(again, i).find("replayed")->boolean()) << i;
  }
  EXPECT_EQ(s.balance("PHP", "reserved"), "18000.00 PHP");
}

TEST(Bulk, RequestsAreJudgedOneAfterAnother) {
  Habits s;
  const auto line_of = [&](char id, const std::string& amount) {
    return object({{"ward", s.ward}, {"request", std::string(32, id)}, {"payee", s.payee}, {"amount", amount}, {"purpose", "education"}, {"voucher", std::string(64, id)}});
  };
  const Json lines{Json::Array{line_of('a', "100.00 PHP"), line_of('b', "200.50 PHP")}};
  const transport::Response wrong = s.write("guardian", "/v1/requests", object({{"count", 2}, {"sums", Json::Array{Json("300.00 PHP")}}, {"requests", lines}}));
  EXPECT_EQ(code_of(wrong), "CONTROL_SUM_MISMATCH");
  const Json most{Json::Array{line_of('c', "9999999999999999.99 PHP"), line_of('d', "0.01 PHP")}};
  const transport::Response past = s.write("guardian", "/v1/requests", object({{"count", 2}, {"sums", Json::Array{Json("0.00 PHP")}}, {"requests", most}}));
  EXPECT_EQ(code_of(past), "AMOUNT_RANGE") << past.body;
  EXPECT_EQ(s.get("auditor", "/v1/requests").text("requests/1/id"), "");
  const transport::Response reply = s.write("guardian", "/v1/requests", object({{"count", 2}, {"sums", Json::Array{Json("300.50 PHP")}}, {"requests", lines}}));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(json_of(reply).find("lines")->array()->size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NE(line(json_of(reply), i).find("answer")->find("entry"), nullptr) << reply.body;
}

}  // namespace
}  // namespace katiwala::api::door::testing::bulk_test
