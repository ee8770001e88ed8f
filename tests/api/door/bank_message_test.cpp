// The bank's messages: once each, unmatched where they belong to nothing, refused whole where they can not be read.
#include "story.h"

namespace katiwala::api::door::testing::bank_message_test {
namespace {

TEST(BankMessage, DeliveredTwiceActsOnce) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string xml = Story::credit_xml("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  const Reply first = s.bank(xml, "M1");
  ASSERT_EQ(first.text("lines/0/result"), "received") << first.raw;
  const Reply same_key = s.bank(xml, "M1");
  EXPECT_TRUE(same_key.replayed);
  EXPECT_EQ(same_key.raw, first.raw);
  const Reply other_key = s.bank(xml, "M2");
  EXPECT_EQ(other_key.text("lines/0/result"), "duplicate") << other_key.raw;
  EXPECT_EQ(other_key.text("lines/0/first"), "received");
  EXPECT_EQ(other_key.number("lines/0/entry"), first.number("lines/0/entry"));
  EXPECT_EQ(other_key.text("lines/0/created/credit"), first.text("lines/0/created/credit"));
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/bank"), "19975.00 USD");
  const Reply mismatch = s.bank(Story::credit_xml("ASR-9", "1.00 USD", "", "2026-03-02"), "M1");
  EXPECT_EQ(mismatch.status, 422) << mismatch.raw;
}

TEST(BankMessage, TwoCreditsThatDifferOnlyInTheirReferenceAreTwo) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  EXPECT_EQ(s.bank(Story::credit_xml("ASR-1", "100.00 USD", "", "2026-03-02")).text("lines/0/result"), "received");
  EXPECT_EQ(s.bank(Story::credit_xml("ASR-2", "100.00 USD", "", "2026-03-02")).text("lines/0/result"), "received");
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/suspense"), "200.00 USD");
}

TEST(BankMessage, ACreditThatMatchesNothingStaysInSuspense) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const Reply received = s.bank(Story::credit_xml("ASR-1", "500.00 PHP", "", "2026-03-02"));
  ASSERT_EQ(received.text("lines/0/result"), "received") << received.raw;
  const std::string credit = received.text("lines/0/created/credit");
  const Reply matched = s.agree("/v1/credits/" + credit + "/match", object({{"order", std::string(32, 'e')}}));
  EXPECT_EQ(matched.code(), "ORDER_UNKNOWN") << matched.raw;
  EXPECT_EQ(s.balance("PHP"), "0.00 PHP");
  EXPECT_EQ(s.get("bank", "/v1/credits?matched=false").text("credits/0/id"), credit);
}

TEST(BankMessage, LinesThatBelongToNothingAreForAnOfficer) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const struct {
    std::string what, xml;
  } cases[] = {
      {"a debit nobody instructed", Story::debit_xml("ASR-1", "12.50 USD", "2026-03-02", "", "")},
      {"a payment id that is not ours", Story::debit_xml("ASR-2", "12.50 USD", "2026-03-02", "KTW" + std::string(32, '5'), "")},
      {"an account of no pool", Story::statement_xml("999-OTHER", "1.00 USD", "2026-03-02")},
  };
  for (const auto& c : cases) {
    const Reply reply = s.bank(c.xml);
    EXPECT_EQ(reply.status, 200) << c.what;
    EXPECT_EQ(reply.text("lines/0/result"), "unmatched") << c.what << " " << reply.raw;
    EXPECT_EQ(reply.text("lines/0/code"), "BANK_LINE_UNMATCHED") << c.what;
  }
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/bank"), "0.00 USD");
}

TEST(BankMessage, TheLinesOfAConversionAreRecognised) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  s.convert("10000.00 USD", "582350.00 PHP", "58.2350", "2026-03-02T10:00:00+08:00");
  EXPECT_EQ(s.bank(Story::debit_xml("FX-S", "10000.00 USD", "2026-03-02", "", "")).text("lines/0/result"), "recognised");
  EXPECT_EQ(s.bank(Story::credit_xml("FX-B", "582350.00 PHP", "", "2026-03-02")).text("lines/0/result"), "recognised");
  EXPECT_EQ(s.bank(Story::debit_xml("FX-S", "10000.01 USD", "2026-03-02", "", "")).text("lines/0/result"), "unmatched") << "another amount";
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/1/suspense"), "0.00 PHP");
}

TEST(BankMessage, ThatCanNotBeReadIsRefusedWhole) {
  Story s;
  const std::string good = Story::credit_xml("ASR-1", "19975.00 USD", "", "2026-03-02");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string out = good;
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return out.replace(at, from.size(), to);
  };
  const struct {
    std::string what, xml, code;
  } cases[] = {
      {"cut off", good.substr(0, good.size() / 2), "XML_SYNTAX"},
      {"not XML", "nothing", "XML_SYNTAX"},
      {"a document type", "<!DOCTYPE a [<!ENTITY b \"c\">]>" + good.substr(good.find("<Document")), "XML_DOCTYPE"},
      {"decimals of the wrong number", with("19975.00<", "19975.001<"), "AMOUNT_DECIMALS"},
      {"another message", "<a xmlns=\"urn:b\"/>", "MESSAGE_UNKNOWN"},
  };
  for (const auto& c : cases) {
    const Reply reply = s.bank(c.xml);
    EXPECT_EQ(reply.status, 400) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.code(), c.code) << c.what << " " << reply.raw;
  }
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/bank"), "0.00 USD");
  EXPECT_EQ(s.send("officer-1", "/v1/bank-messages", good, "application/xml", "K").status, 403) << "the bank's system alone";
}

}  // namespace
}  // namespace katiwala::api::door::testing::bank_message_test
