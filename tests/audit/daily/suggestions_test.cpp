// To which order a credit may belong: each step alone, both sides of the schedule's bound, and candidates that never become one.
#include <gtest/gtest.h>

#include "audit/daily/suggestions.h"
#include "tests/audit/values.h"

namespace katiwala::audit::daily::testing::suggestions_test {
namespace {

using audit::testing::amount;
using audit::testing::currency;
using audit::testing::date;
using audit::testing::owner;
using custody::OrderId;

OrderId order_id(std::uint8_t n) { return OrderId{owner(n)}; }
custody::Mark debtor(std::uint8_t n) { return {custody::MarkKind::name, owner(n)}; }

CreditSeen credit(std::uint8_t id, const std::string& gross, const std::string& booked, PaymentNames names = {}) {
  return {custody::CreditId{owner(id)}, amount(gross, "USD"), date(booked), std::move(names)};
}
OrderSeen order(std::uint8_t id, std::vector<std::string> outstanding, std::vector<CreditSeen> receipts = {}) {
  OrderSeen out{order_id(id), {}, std::move(receipts)};
  for (std::uint8_t i = 0; i < outstanding.size(); ++i) {
    const auto award = static_cast<std::uint8_t>(id * 16 + i);
    out.awards.push_back({custody::AwardId{owner(award)}, custody::WardId{owner(award)}, amount(outstanding[i], "USD")});
  }
  return out;
}
PaymentNames known(std::optional<std::uint8_t> uetr, std::optional<std::uint8_t> end_to_end = {}, std::optional<std::uint8_t> servicer = {}) {
  PaymentNames out;
  if (uetr) out.uetr = owner(*uetr);
  if (end_to_end) out.end_to_end = owner(*end_to_end);
  if (servicer) out.servicer = owner(*servicer);
  return out;
}
std::string told(const std::vector<Suggestion>& all) {
  std::string out;
  for (const Suggestion& one : all) {
    const auto* id = std::get_if<OrderId>(&one.target);
    out += (out.empty() ? "" : " ") + std::string(id != nullptr ? "order" : "payment") + std::to_string(id != nullptr ? id->bytes[0] : 0) + ":" + std::to_string(one.rank) + (one.tied ? "=" : "");
  }
  return out;
}
std::string grounds(const Suggestion& one) {
  std::string out;
  for (const Ground& ground : one.grounds) out += std::string(out.empty() ? "" : " ") + std::string(ground.why);
  return out;
}

TEST(Suggestions, GoDownTheSteps) {
  const OrderSeen other = order(2, {"9999.99"});
  struct Case {
    const char* what;
    CreditSeen credit;
    OrderSeen order;
    const char* told;
  };
  PaymentNames same_debtor;
  same_debtor.debtor = {debtor(7)};
  const CreditSeen before = credit(50, "300.00", "2026-02-02", same_debtor);
  const Case cases[] = {
      {"UETR", credit(1, "10.00", "2026-03-02", known(1)), order(1, {"500.00"}, {credit(50, "300.00", "2026-02-02", known(1))}), "order1:1"},
      {"end-to-end id", credit(1, "10.00", "2026-03-02", known(3, 1)), order(1, {"500.00"}, {credit(50, "300.00", "2026-02-02", known(4, 1))}), "order1:2"},
      {"servicer's", credit(1, "10.00", "2026-03-02", known({}, {}, 1)), order(1, {"500.00"}, {credit(50, "300.00", "2026-02-02", known({}, {}, 1))}), "order1:3"},
      {"a name in another field is none", credit(1, "10.00", "2026-03-02", known(1)), order(1, {"500.00"}, {credit(50, "300.00", "2026-02-02", known({}, 1))}), ""},
      {"amount, date, debtor", credit(1, "300.00", "2026-03-02", same_debtor), order(1, {"500.00"}, {before}), "order1:4"},
      {"amount and date", credit(1, "300.00", "2026-03-02"), order(1, {"500.00"}, {before}), "order1:5"},
      {"debtor and date", credit(1, "10.00", "2026-03-02", same_debtor), order(1, {"500.00"}, {before}), "order1:5"},
      {"amount alone", credit(1, "500.00", "2026-03-02"), order(1, {"500.00"}), "order1:6"},
      {"what one award has", credit(1, "200.00", "2026-03-02"), order(1, {"200.00", "300.00"}), "order1:6"},
      {"a centavo off", credit(1, "500.01", "2026-03-02"), order(1, {"500.00"}), ""},
      {"date alone", credit(1, "10.00", "2026-03-02"), order(1, {"500.00"}, {before}), ""},
  };
  for (const Case& one : cases) {
    const std::vector<OrderSeen> both{one.order, other};
    EXPECT_EQ(told(suggest(one.credit, both, {})), one.told) << one.what;
  }
}

TEST(Suggestions, OfARepeatedReceiptItIsExpectedWithinDays) {
  struct Case {
    const char *what, *booked;
    bool fits;
  };
  // Two receipts 31 days apart: the next is expected on 4 March.
  const OrderSeen two = order(1, {"500.00"}, {credit(50, "300.00", "2026-01-01"), credit(51, "300.00", "2026-02-01")});
  for (const Case& one : {Case{"seven early", "2026-02-25", true}, {"eight early", "2026-02-24", false}, {"seven late", "2026-03-11", true}, {"eight late", "2026-03-12", false}}) {
    const std::vector<OrderSeen> orders{two, order(2, {"1.00"})};
    EXPECT_EQ(told(suggest(credit(1, "300.00", one.booked), orders, {})), one.fits ? "order1:5" : "order1:6") << one.what;
  }
  // One receipt: the same day of a later month.
  const OrderSeen single = order(1, {"500.00"}, {credit(50, "300.00", "2026-01-31")});
  for (const Case& one : {Case{"a month later", "2026-02-28", true}, {"seven after it", "2026-03-07", true}, {"eight after, and before the next", "2026-03-08", false},
                          {"two months later", "2026-03-31", true}, {"the day itself", "2026-01-31", false}}) {
    const std::vector<OrderSeen> orders{single, order(2, {"1.00"})};
    EXPECT_EQ(told(suggest(credit(1, "300.00", one.booked), orders, {})), one.fits ? "order1:5" : "order1:6") << one.what;
  }
}

TEST(Suggestions, OfSeveralNoneIsLeftOut) {
  const std::vector<OrderSeen> orders{order(2, {"500.00"}), order(1, {"500.00"}), order(3, {"700.00"}, {credit(50, "1.00", "2026-01-01", known({}, 9))})};
  const auto all = suggest(credit(1, "500.00", "2026-03-02", known({}, 9)), orders, {});
  EXPECT_EQ(told(all), "order3:2 order1:6= order2:6=");
}

TEST(Suggestions, TheOnlyOneThatWaitsIsTheLast) {
  const std::vector<OrderSeen> one{order(1, {"500.00"}), order(2, {"0.00"})};
  const auto all = suggest(credit(1, "10.00", "2026-03-02"), one, {});
  ASSERT_EQ(told(all), "order1:7");
  EXPECT_EQ(grounds(all[0]), "no_other_order_waits_for_this_currency");
  const std::vector<OrderSeen> two{order(1, {"500.00"}), order(2, {"0.01"})};
  EXPECT_EQ(told(suggest(credit(1, "10.00", "2026-03-02"), two, {})), "");
}

/// S13: EUR 15,000.00 on 750.00.
TEST(Suggestions, SayWhatWouldStayInSuspense) {
  const OrderSeen paid = order(1, {"750.00"}, {credit(50, "14250.00", "2026-02-02", known({}, 5))});
  const auto more = suggest(credit(1, "15000.00", "2026-07-03", known({}, 5)), std::span(&paid, 1), {});
  ASSERT_EQ(told(more), "order1:2");
  EXPECT_EQ(more[0].left.text(), "14250.00");
  EXPECT_EQ(grounds(more[0]), "same_end_to_end_id more_than_is_outstanding");
  const auto all = suggest(credit(1, "750.00", "2026-07-03", known({}, 5)), std::span(&paid, 1), {});
  EXPECT_TRUE(all[0].left.is_zero());
  const OrderSeen closed = order(1, {"0.00"}, {credit(50, "15000.00", "2026-02-02", known({}, 5))});
  EXPECT_EQ(told(suggest(credit(1, "15000.00", "2026-07-03", known({}, 5)), std::span(&closed, 1), {})), "order1:2") << "paid, but its reference leads there";
  EXPECT_EQ(told(suggest(credit(1, "15000.00", "2026-03-02"), std::span(&closed, 1), {})), "") << "an amount alone does not lead to what is paid";
}

TEST(Suggestions, APaymentOfOursThatCameBack) {
  const PaymentSeen payment{custody::RequestId{owner(8)}, custody::WardId{owner(1)}, amount("35.00", "USD"), owner(1), owner(2)};
  EXPECT_EQ(told(suggest(credit(1, "35.00", "2026-03-02", known(1)), {}, std::span(&payment, 1))), "payment0:1");
  const auto part = suggest(credit(1, "34.00", "2026-03-02", known({}, 2)), {}, std::span(&payment, 1));
  ASSERT_EQ(told(part), "payment0:2");
  EXPECT_EQ(grounds(part[0]), "end_to_end_id_of_our_payment came_back_in_part");
  EXPECT_EQ(told(suggest(credit(1, "35.00", "2026-03-02", known(2)), {}, std::span(&payment, 1))), "");
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::suggestions_test
