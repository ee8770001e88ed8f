// S01, condensed: from the bank's credit to the bank's debit, through the door, to the centavo.
#include "story.h"

namespace katiwala::api::door::testing::main_path_test {
namespace {

/// The due date of the newest duty of that name, or "".
std::string due(const Reply& reply, const std::string& duty) {
  std::string out;
  for (int i = 0; i < 16; ++i) {
    const std::string row = "obligations/" + std::to_string(i);
    if (reply.text(row + "/duty") == duty) out = reply.text(row + "/due");
  }
  return out;
}

TEST(MainPath, FromAwardToTuition) {
  Story s;
  EXPECT_EQ(due(s.get("officer-1", "/v1/wards/" + s.ward), "inventory"), "2026-05-18");
  EXPECT_EQ(due(s.get("officer-1", "/v1/wards/" + s.ward), "annual_account"), "2027-02-18");

  s.move_clock("2026-03-02T10:00:00");
  s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  EXPECT_EQ(s.balance("USD"), "19975.00 USD");
  EXPECT_EQ(s.get("auditor", "/v1/orders/" + s.order).text("outstanding"), "15000.00 USD");
  EXPECT_EQ(due(s.get("compliance", "/v1/wards/" + s.ward + "/watch"), "covered_transaction_report"), "2026-03-09");
  s.move_clock("2026-05-18T10:00:00");
  const Reply ward = s.get("officer-1", "/v1/wards/" + s.ward);
  for (int i = 0; i < 16; ++i) {
    const std::string row = "obligations/" + std::to_string(i);
    if (ward.text(row + "/duty") != "inventory") continue;
    EXPECT_EQ(s.post("officer-1", "/v1/wards/" + s.ward + "/returns",
                     object({{"obligation", ward.number(row + "/number")}, {"filed", "2026-05-18"}, {"document", std::string(64, 'e')}})).status, 201);
  }

  s.move_clock("2026-06-15T10:00:00");
  const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.60"}});
  ASSERT_EQ(s.post("officer-1", "/v1/rates", object({{"rate", usd}, {"day", "2026-06-15"}, {"source", "SANDBOX"}})).status, 201);
  s.receive("ASR-2", "14975.00 USD", "25.00 USD", "2026-06-15");
  EXPECT_EQ(s.balance("USD"), "34950.00 USD");
  EXPECT_EQ(s.get("auditor", "/v1/orders/" + s.order).text("outstanding"), "0.00 USD");
  EXPECT_EQ(s.get("auditor", "/v1/orders/" + s.order).text("charged"), "50.00 USD");
  EXPECT_EQ(due(s.get("compliance", "/v1/wards/" + s.ward + "/watch"), "covered_transaction_report"), "2026-06-22");
  EXPECT_EQ(due(s.get("officer-1", "/v1/wards/" + s.ward), "property_report"), "2026-09-15");

  s.move_clock("2026-06-16T10:00:00");
  s.convert("10000.00 USD", "582350.00 PHP", "58.2350", "2026-06-16T10:00:00+08:00");
  EXPECT_EQ(s.balance("USD"), "24950.00 USD");
  EXPECT_EQ(s.balance("PHP"), "582350.00 PHP");

  s.move_clock("2026-07-06T10:00:00");
  const Reply asked = s.request(kRequest, "18000.00 PHP");
  ASSERT_EQ(asked.status, 202) << asked.raw;
  EXPECT_EQ(asked.text("created/request"), kRequest);
  const Reply approved = s.approve("officer-1", asked.number("proposal"));
  ASSERT_EQ(approved.status, 201) << approved.raw;
  EXPECT_EQ(s.balance("PHP", "reserved"), "18000.00 PHP");
  EXPECT_EQ(s.balance("PHP"), "564350.00 PHP");

  const Reply released = s.release("releaser", kRequest);
  ASSERT_EQ(released.status, 201) << released.raw;
  const Reply file = s.get("bank", "/v1/requests/" + kRequest + "/file");
  ASSERT_EQ(file.status, 200) << file.raw;
  EXPECT_NE(file.raw.find("pain.001.001.09"), std::string::npos);
  EXPECT_NE(file.raw.find("18000.00"), std::string::npos);
  EXPECT_EQ(s.get("bank", "/v1/requests/" + kRequest).text("state"), "handed_over");
  EXPECT_EQ(s.get("releaser", "/v1/requests/" + kRequest + "/file").raw, file.raw) << "the same bytes again";

  const Reply request = s.get("bank", "/v1/requests/" + kRequest);
  const Reply settled = s.bank(Story::debit_xml("ASR-3", "18000.00 PHP", "2026-07-06", request.text("end_to_end_id"), request.text("uetr")));
  EXPECT_EQ(settled.text("lines/0/result"), "settled") << settled.raw;
  EXPECT_EQ(s.get("bank", "/v1/requests/" + kRequest).text("state"), "settled");
  EXPECT_EQ(s.balance("PHP", "total"), "564350.00 PHP");

  for (const auto& [account, closing] : {std::pair(Story::kUsdAccount, "24950.00 USD"), std::pair(Story::kPhpAccount, "564350.00 PHP")}) {
    const Reply closed = s.bank(Story::statement_xml(account, closing, "2026-07-06"));
    EXPECT_EQ(closed.text("lines/0/result"), "reconciled") << closed.raw;
    EXPECT_EQ(closed.text("lines/0/difference").substr(0, 4), "0.00") << closed.raw;
  }
}

TEST(MainPath, AStatementThatDiffersSaysByHowMuch) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  const Reply closed = s.bank(Story::statement_xml(Story::kUsdAccount, "19962.50 USD", "2026-03-02"));
  EXPECT_EQ(closed.text("lines/0/difference"), "-12.50 USD") << closed.raw;
}

}  // namespace
}  // namespace katiwala::api::door::testing::main_path_test
