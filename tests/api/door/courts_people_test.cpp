// The two of courts: the recorder of the court that oversees a ward, and the reader of the court abroad that awarded (docs/decisions/0038).
#include <regex>

#include "api/door/routes.h"
#include "story.h"

namespace katiwala::api::door::testing::courts_people_test {
namespace {

const std::string kDocument(64, 'd');
const std::string kNobodys(32, '9');

std::string keys_of(const Json& object) {
  std::string out;
  for (const auto& [key, value] : *object.object()) out += (out.empty() ? "" : " ") + key;
  return out;
}

class Courts : public ::testing::Test {
 protected:
  std::string enrol(const std::string& who, Json body) {
    body.set("certificate", s.certificate_of_new(who));
    return s.done("/v1/principals", body).text("created/person");
  }
  std::string another_order() {
    return s.done("/v1/orders", object({{"country", "NO"}, {"dated", "2026-01-20"}, {"total", "100.00 USD"}, {"document", kDocument},
                                        {"docket", "SANDBOX-DOCKET-2"}}))
        .text("created/order");
  }
  std::string another_ward() {
    return s.done("/v1/wards", object({{"pool", s.pool}, {"born", "2013-01-01"}, {"evidence", "birth_certificate"}, {"residence", "philippines"},
                                       {"trust_instrument", kDocument}}))
        .text("created/ward");
  }
  /// The newest entry that has a part about that order.
  std::string entry_about(const std::string& order) {
    for (std::int64_t n = s.get("auditor", "/v1/status").number("entries") - 1; n > 0; --n) {
      const std::string path = "/v1/entries/" + std::to_string(n);
      if (s.get("auditor", path).raw.find("\"about\":{\"kind\":\"order\",\"id\":\"" + order) != std::string::npos) return path;
    }
    return {};
  }
  Story s;
};

TEST_F(Courts, AReaderReadsHisOrdersAndOfThemWhatACourtIsTold) {
  const std::string theirs = another_order();
  enrol("reader", object({{"role", "foreign_court_reader"}, {"orders", Json::Array{s.order}}}));
  const Reply his = s.get("reader", "/v1/orders/" + s.order), whole = s.get("auditor", "/v1/orders/" + s.order);
  ASSERT_EQ(his.status, 200) << his.raw;
  EXPECT_EQ(keys_of(his.body), "id country dated total allocated kind_of_order outstanding received charged awards");
  EXPECT_EQ(keys_of((*his.body.find("awards")->array())[0]), "award outstanding amount");
  for (const std::string& told : {s.ward, kDocument, std::string("docket"), std::string("defendants")}) {
    EXPECT_EQ(his.raw.find(told), std::string::npos) << told;
    EXPECT_NE(whole.raw.find(told), std::string::npos) << told;
  }
  EXPECT_EQ(his.text("outstanding"), whole.text("outstanding"));
  const Reply others = s.get("reader", "/v1/orders/" + theirs), nobodys = s.get("reader", "/v1/orders/" + kNobodys);
  EXPECT_EQ(others.code(), "ORDER_UNKNOWN");
  EXPECT_EQ(nobodys.code(), "ORDER_UNKNOWN");
  EXPECT_EQ(keys_of(others.body), keys_of(nobodys.body));
  const Reply me = s.get("reader", "/v1/me");
  EXPECT_EQ(to_text(*me.body.find("orders")), "[\"" + s.order + "\"]");
  EXPECT_EQ(to_text(*me.body.find("wards")), "[]");
  EXPECT_EQ(s.get("auditor", "/v1/me").body.find("orders"), nullptr);
}

TEST_F(Courts, AReaderProvesEntriesOfHisOrdersAlone) {
  const std::string theirs = another_order();
  enrol("reader", object({{"role", "foreign_court_reader"}, {"orders", Json::Array{s.order}}}));
  const std::string his = entry_about(s.order), others = entry_about(theirs);
  ASSERT_FALSE(his.empty());
  ASSERT_FALSE(others.empty());
  EXPECT_EQ(s.get("reader", his + "/receipt").status, 200);
  EXPECT_EQ(s.get("reader", others + "/receipt").code(), "ENTRY_MISSING");
  EXPECT_EQ(s.get("reader", "/v1/entries/0/receipt").code(), "ENTRY_MISSING");
  EXPECT_EQ(s.get("reader", "/v1/entries/999999/receipt").code(), "ENTRY_MISSING");
  EXPECT_EQ(s.get("auditor", others + "/receipt").status, 200);
}

TEST_F(Courts, AReaderReadsNothingElseAndWritesNothing) {
  enrol("reader", object({{"role", "foreign_court_reader"}, {"orders", Json::Array{s.order}}}));
  for (const Route& route : routes()) {
    const std::string pattern(route.pattern);
    if (pattern == "me" || pattern == "status" || pattern == "orders/{o}" || pattern == "entries/{n}/receipt") continue;
    std::string path = "/v1/" + std::regex_replace(pattern, std::regex("\\{w\\}"), s.ward);
    path = std::regex_replace(path, std::regex("\\{n\\}"), "3");
    path = std::regex_replace(path, std::regex("\\{[a-z]\\}"), s.order);
    if (route.method != "GET") continue;  // what may be written is judged, and tried with every body by tests/callers
    EXPECT_EQ(s.get("reader", path).code(), "ROLE_FORBIDDEN") << path;
  }
  const Reply relation = s.post("reader", "/v1/wards/" + s.ward + "/relations", object({{"relation", "court_recorder"}}));
  EXPECT_EQ(relation.code(), "ROLE_FORBIDDEN");
  EXPECT_EQ(s.post("reader", "/v1/seals", object({{"day", "2026-02-25"}})).code(), "ROLE_FORBIDDEN");
}

TEST_F(Courts, WhoIsEnrolledWithWhichOrders) {
  int number = 0;
  const auto asked = [&](const char* role, const Json& orders) {
    Json body = object({{"role", role}, {"certificate", s.certificate_of_new("court-" + std::to_string(++number))}});
    if (orders.array() != nullptr) body.set("orders", orders);
    const Reply reply = s.post("officer-1", "/v1/principals", body);
    return reply.status == 202 ? std::string("proposed") : reply.code();
  };
  EXPECT_EQ(asked("foreign_court_reader", Json::Array{s.order}), "proposed");
  EXPECT_EQ(asked("foreign_court_reader", Json()), "JSON_MISSING_KEY");
  EXPECT_EQ(asked("foreign_court_reader", Json::Array{}), "JSON_RANGE");
  EXPECT_EQ(asked("foreign_court_reader", Json::Array{s.order, s.order}), "FIELD_INVALID");
  EXPECT_EQ(asked("foreign_court_reader", Json::Array{kNobodys}), "ORDER_UNKNOWN");
  EXPECT_EQ(asked("foreign_court_reader", Json::Array{"x"}), "ID_SYNTAX");
  EXPECT_EQ(asked("court_recorder", Json()), "proposed");
  EXPECT_EQ(asked("court_recorder", Json::Array{s.order}), "JSON_UNKNOWN_KEY");
}

TEST_F(Courts, ARecorderSeesTheWardOfHisCourtAndRecordsWhatItOrdered) {
  const std::string clerk = enrol("recorder", object({{"role", "court_recorder"}}));
  const std::string other = another_ward(), her = "/v1/wards/" + s.ward;
  EXPECT_EQ(s.get("recorder", her).code(), "WARD_UNKNOWN") << "until it is recorded that he is of her court";
  s.done(her + "/relations", object({{"person", clerk}, {"relation", "court_recorder"}}));
  for (const char* rest : {"", "/balances", "/entries", "/statement"}) {
    EXPECT_EQ(s.get("recorder", her + rest).status, 200) << rest;
    EXPECT_EQ(s.get("recorder", "/v1/wards/" + other + rest).code(), "WARD_UNKNOWN") << rest;
  }
  EXPECT_EQ(s.get("recorder", her).body.find("guardians"), nullptr) << "as everybody from outside";
  for (const char* rest : {"/protection", "/watch"}) EXPECT_EQ(s.get("recorder", her + rest).code(), "ROLE_FORBIDDEN") << rest;

  const Json order = object({{"dated", "2026-02-20"}, {"cap", "1000.00 PHP"}, {"document", kDocument}, {"docket", "SANDBOX-SP-9"}});
  const Reply proposed = s.post("recorder", her + "/court-orders", order);
  EXPECT_EQ(proposed.status, 202) << proposed.raw;
  EXPECT_EQ(to_text(*proposed.body.find("waits_for")), "[\"trust_officer\"]");
  EXPECT_EQ(s.get("recorder", "/v1/proposals").raw.find("canonical"), std::string::npos);
  EXPECT_NE(s.get("recorder", "/v1/proposals").raw.find("record_court_order"), std::string::npos);
  EXPECT_EQ(s.post("recorder", "/v1/wards/" + other + "/court-orders", order).code(), "ROLE_FORBIDDEN");

  const Json suspended = object({{"to", "suspended"}, {"dated", "2026-02-25"}, {"document", kDocument}, {"reason", "SANDBOX: the court suspended her"}});
  const Reply done = s.post("recorder", her + "/guardians/" + s.guardian_person + "/standing", suspended);
  EXPECT_EQ(done.status, 201) << "what protects is done at once: " << done.raw;
  EXPECT_EQ(s.post("recorder", her + "/requests", object({{"payee", s.payee}, {"amount", "1.00 PHP"}, {"purpose", "education"}})).code(), "ROLE_FORBIDDEN");
}

}  // namespace
}  // namespace katiwala::api::door::testing::courts_people_test
