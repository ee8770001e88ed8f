/// A payment on its way: where the bank's messages about it begin. Everybody in it is invented.
#pragma once

#include "api/door/reading.h"
#include "api/messages/sandbox_bank.h"
#include "story.h"

namespace katiwala::api::door::testing {

/// S01's tuition of 18,000.00, on its way to the school.
class Paid : public Story {
 public:
  Paid() {
    fund();
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

}  // namespace katiwala::api::door::testing
