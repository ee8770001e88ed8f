// A payment that had left comes back: the ward's again if it is the whole of one, and once; in any other case received like any money.
#include "story.h"

#include "api/door/reading.h"
#include "api/messages/sandbox_bank.h"

namespace katiwala::api::door::testing {
namespace {

/// S01's tuition of 18,000.00, on its way to the school.
class Paid : public Story {
 public:
  Paid() {
    move_clock("2026-03-02T10:00:00");
    receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
    convert("10000.00 USD", "582350.00 PHP", "58.2350", "2026-03-02T10:00:00+08:00");
    const Reply asked = request(kRequest, "18000.00 PHP");
    EXPECT_EQ(approve("officer-1", asked.number("proposal")).status, 201);
    EXPECT_EQ(release("releaser", kRequest).status, 201);
    EXPECT_EQ(get("bank", "/v1/requests/" + kRequest + "/file").status, 200);
    const Reply sent = get("bank", "/v1/requests/" + kRequest);
    end_to_end_id = sent.text("end_to_end_id");
    uetr = sent.text("uetr");
  }

  void settle() {
    const Reply settled = bank(debit_xml("ASR-OUT", "18000.00 PHP", "2026-03-02", end_to_end_id, uetr));
    EXPECT_EQ(settled.text("lines/0/result"), "settled") << settled.raw;
  }

  /// `refund`: a fee that came with it, a part of the amount; "" none.
  [[nodiscard]] std::string return_xml(const std::string& reference, const std::string& amount, const std::string& refund = "", const std::string& id = "",
                                       const std::string& day = "2026-03-02") const {
    messages::Movement m;
    m.message_id = "MSG-" + reference;
    m.created = Instant::parse("2026-03-02T12:00:00+08:00").value();
    m.account.number = kPhpAccount;
    m.booking_date = m.value_date = CivilDate::parse(day).value();
    m.transaction.amount = parse_amount(amount).value();
    m.account.currency = m.transaction.amount.currency();
    m.transaction.references.account_servicer_reference = reference;
    m.transaction.references.end_to_end_id = id.empty() ? end_to_end_id : id;
    m.transaction.return_reason = "AC04";
    if (!refund.empty()) {
      messages::Charge charge;
      charge.amount = parse_amount(refund).value();
      charge.direction = messages::Direction::credit;
      charge.included = true;
      m.transaction.charges.push_back(charge);
    }
    return messages::write_credit_notification(m).value();
  }

  std::string suspense() { return get("auditor", "/v1/pools/" + pool).text("accounts/1/suspense"); }
  std::string state() { return get("bank", "/v1/requests/" + kRequest).text("state"); }

  std::string end_to_end_id, uetr;
};

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
}  // namespace katiwala::api::door::testing
