// A payment that had left comes back: the ward's again if it is the whole of one, and once; in any other case received like any money.
#include "paid.h"

namespace katiwala::api::door::testing::bank_return_test {
namespace {

TEST(BankReturn, IsHersAgainAndOnceHoweverOftenItIsTold) {
  Paid s;
  s.settle();
  EXPECT_EQ(s.balance("PHP", "total"), "564350.00 PHP");
  const std::string xml = s.return_xml("ASR-BACK", "18000.00 PHP");
  const Reply first = s.bank(xml, "R1");
  EXPECT_EQ(first.text("lines/0/result"), "returned") << first.raw;
  EXPECT_EQ(first.text("lines/0/request"), kRequest);
  EXPECT_EQ(s.state(), "returned");
  EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
  const Reply same = s.bank(xml, "R1");
  EXPECT_TRUE(same.replayed);
  EXPECT_EQ(same.raw, first.raw);
  const Reply again = s.bank(xml, "R2");
  EXPECT_EQ(again.text("lines/0/result"), "duplicate") << again.raw;
  EXPECT_EQ(again.text("lines/0/first"), "returned");
  EXPECT_EQ(again.number("lines/0/entry"), first.number("lines/0/entry"));
  EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
  // A second return of it is nobody's money until persons have looked.
  s.move_clock("2026-03-03T10:00:00");
  EXPECT_EQ(s.bank(s.return_xml("ASR-BACK-2", "18000.00 PHP", "", "", "2026-03-03")).text("lines/0/result"), "received");
  EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
  EXPECT_EQ(s.suspense(), "18000.00 PHP");
}

TEST(BankReturn, OnlyTheWholeOfAPaymentIsOne) {
  const struct {
    const char *what, *amount, *refund, *id, *result, *total, *suspense;
  } cases[] = {
      {"a centavo less", "17999.99 PHP", "", "", "received", "564350.00 PHP", "17999.99 PHP"},
      {"the whole", "18000.00 PHP", "", "", "returned", "582350.00 PHP", "0.00 PHP"},
      {"a centavo more", "18000.01 PHP", "", "", "received", "564350.00 PHP", "18000.01 PHP"},
      {"the whole and its fee", "18010.00 PHP", "10.00 PHP", "", "returned", "582360.00 PHP", "0.00 PHP"},
      {"a fee and less than the whole", "18000.00 PHP", "10.00 PHP", "", "received", "564350.00 PHP", "18000.00 PHP"},
      {"of a payment that is not ours", "18000.00 PHP", "", "SOMEBODY-ELSES", "received", "564350.00 PHP", "18000.00 PHP"},
  };
  for (const auto& c : cases) {
    Paid s;
    s.settle();
    const Reply reply = s.bank(s.return_xml("ASR-BACK", c.amount, c.refund, c.id));
    EXPECT_EQ(reply.text("lines/0/result"), c.result) << c.what << " " << reply.raw;
    EXPECT_EQ(s.balance("PHP", "total"), c.total) << c.what;
    EXPECT_EQ(s.suspense(), c.suspense) << c.what;
  }
}

TEST(BankReturn, BeforeTheDebitWasToldItIsDeniedAndTakenWhenItIsSentAgain) {
  Paid s;
  const std::string xml = s.return_xml("ASR-BACK", "18000.00 PHP");
  const Reply early = s.bank(xml, "R1");
  EXPECT_EQ(early.text("lines/0/result"), "denied") << early.raw;
  EXPECT_EQ(early.text("lines/0/code"), "REQUEST_STATE");
  EXPECT_EQ(s.suspense(), "0.00 PHP");
  s.settle();
  EXPECT_EQ(s.bank(xml, "R2").text("lines/0/result"), "returned");
  EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
}

}  // namespace
}  // namespace katiwala::api::door::testing::bank_return_test
