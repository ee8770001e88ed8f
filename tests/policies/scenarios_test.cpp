// The figures of the acceptance scenarios S01, S02 and S22, by deciding and folding alone, under the shipped rulebook. The same stories
// through the real door are elsewhere.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace {

using book::AccountKind;

void record_rate(Story& story, std::string_view base, std::string_view decimal) {
  EXPECT_EQ(said(story.ask(kBank, RecordRate{rate(base, decimal), manila_date(story.now), "reference rate of the day"})), "allow");
}

void convert(Story& story, std::string_view sold, std::string_view bought, Rate at_rate, std::uint8_t reference) {
  Convert c;
  c.ward = kWard;
  c.sold = money(sold);
  c.bought = money(bought);
  c.rate = at_rate;
  c.source = "deal ticket";
  c.dealt = story.now;
  c.references = {mark(reference)};
  story.agreed(kOfficer, c, {kOfficer2});
}

class S01 : public ::testing::Test {
 protected:
  void SetUp() override {
    story.pass_to(at("2026-02-18"));
    story.open_pool();
    story.open_ward(kWard, "2012-05-20");
    story.record_order("35000.00 USD", "2026-01-12");
    story.record_award(kWard, kAward, "35000.00 USD");
    AppointGuardian aunt;
    aunt.ward = kWard;
    aunt.person = person_of(kGuardian);
    aunt.letters = day("2026-02-18");
    aunt.bond_ordered = money("210000.00 PHP");
    story.agreed(kOfficer, aunt, {kOfficer2});
    story.pass_to(at("2026-02-25"));
    story.agreed(kOfficer, ApproveBond{kWard, person_of(kGuardian), money("210000.00 PHP"), day("2026-02-25"), document(5)}, {kOfficer2});
    story.register_payee();
  }
  Story story;
};

TEST_F(S01, ToTheCentavoAndTheDay) {
  story.pass_to(at("2026-03-02"));
  record_rate(story, "USD", "58.2350");
  ASSERT_EQ(said(story.receive(10, "19975.00 USD", "25.00 USD")), "allow");
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "19975.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "0.00");
  const Decision first = story.match(10);
  EXPECT_EQ(postings_of(first),
            "Dr suspense 19975.00 USD, Cr principal 19975.00 USD, outstanding -20000.00 USD, received 19975.00 USD, charged 25.00 USD");
  EXPECT_EQ(story.outstanding(kAward), "15000.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "19975.00");
  EXPECT_EQ(story.duties(kWard),
            "inventory 2026-05-18, annual_account 2027-02-18, property_report 2026-06-02, covered_transaction_report 2026-03-09");

  story.pass_to(at("2026-06-15"));
  record_rate(story, "USD", "58.60");
  story.credit(11, "14975.00 USD", "25.00 USD");
  EXPECT_EQ(story.outstanding(kAward), "0.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "34950.00");
  EXPECT_EQ(story.balance(AccountKind::charged, kAward.bytes, "USD").text(), "50.00");
  EXPECT_EQ(story.duties(kWard),
            "inventory 2026-05-18 overdue, annual_account 2027-02-18, property_report 2026-06-02 overdue, "
            "covered_transaction_report 2026-03-09 overdue, property_report 2026-09-15, covered_transaction_report 2026-06-22");

  story.pass_to(at("2026-06-16"));
  convert(story, "10000.00 USD", "582350.00 PHP", rate("USD", "58.2350"), 12);
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "24950.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "PHP"), "582350.00");

  story.pass_to(at("2026-07-06"));
  story.approved(20, "18000.00 PHP");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "PHP"), "564350.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::reserved, "PHP"), "18000.00");
  EXPECT_EQ(postings_of(story.release(20)), "Dr reserved 18000.00 PHP, Cr transit 18000.00 PHP");
  EXPECT_EQ(said(story.ask(kBank, HandOver{id<RequestId>(20), kWard})), "allow");
  EXPECT_EQ(postings_of(story.settle(20, "18000.00 PHP")), "Dr transit 18000.00 PHP, Cr bank 18000.00 PHP");
  EXPECT_EQ(story.pool_balance(AccountKind::bank, "PHP"), "564350.00");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->state, RequestState::settled);

  Reconcile closing;
  closing.pool = kPool;
  closing.day = day("2026-07-06");
  closing.closing = money("564350.00 PHP");
  EXPECT_EQ(said(story.ask(kBank, closing)), "allow");
  EXPECT_FALSE(find_cash(*story.state.pool(kPool), currency("PHP"))->difference);
}

TEST_F(S01, OfOfficersAndPersons) {
  story.pass_to(at("2026-03-02"));
  record_rate(story, "USD", "58.2350");
  story.credit(10, "19975.00 USD", "25.00 USD");
  convert(story, "10000.00 USD", "582350.00 PHP", rate("USD", "58.2350"), 12);
  const Decision asked = story.ask(kGuardian, story.request(20, "18000.00 PHP"));
  EXPECT_EQ(said(asked), "allow");
  EXPECT_EQ(events_of(asked), "request_judged proposal_opened");
  EXPECT_EQ(said(story.release(20)), "deny REQUEST_STATE");
  EXPECT_EQ(said(story.approve(kGuardian, story.last() - 1)), "deny ROLE_FORBIDDEN");
}

class S02 : public ::testing::Test {
 protected:
  void SetUp() override {
    story.open_pool();
    for (const WardId& ward : {kWard, kWardB, kWardC}) story.open_ward(ward);
    story.record_order("12000.00 USD");
    story.record_award(kWard, kAward, "5000.00 USD");
    story.record_award(kWardB, kAwardB, "4000.00 USD");
    story.record_award(kWardC, kAwardC, "3000.00 USD");
    record_rate(story, "USD", "58.2350");
  }
  std::string balances() {
    std::string out;
    for (const WardId& ward : {kWard, kWardB, kWardC}) out += (out.empty() ? "" : " ") + story.ward_balance(ward, AccountKind::principal, "USD");
    return out;
  }
  std::string outstanding() { return story.outstanding(kAward) + " " + story.outstanding(kAwardB) + " " + story.outstanding(kAwardC); }
  Story story;
};

TEST_F(S02, ThreeSiblingsAndCentsThatDoNotDivide) {
  story.credit(1, "1000.00 USD");
  EXPECT_EQ(balances(), "416.67 333.33 250.00");
  story.credit(2, "100.01 USD");
  EXPECT_EQ(balances(), "458.34 366.67 275.00");  // 41.67, 33.34 and 25.00 more
  EXPECT_EQ(outstanding(), "4541.66 3633.33 2725.00");

  const Decision again = story.receive(2, "100.01 USD");
  EXPECT_EQ(said(again), "deny DUPLICATE_MESSAGE");
  EXPECT_NE(fact_of(again, "entry"), "");

  story.credit(3, "10900.00 USD");
  EXPECT_EQ(balances(), "5000.00 4000.00 3000.00");
  EXPECT_EQ(outstanding(), "0.00 0.00 0.00");
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "0.01");
  ASSERT_EQ(story.state.pool(kPool)->obligations.size(), 1U);
  EXPECT_EQ(story.state.pool(kPool)->obligations[0].duty, Duty::payor_notice);

  ASSERT_EQ(said(story.receive(4, "24.00 USD")), "allow");
  EXPECT_EQ(postings_of(story.match(4)), "");
  EXPECT_EQ(balances(), "5000.00 4000.00 3000.00");
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "24.01");
  EXPECT_EQ(story.state.pool(kPool)->obligations.size(), 2U);
  EXPECT_EQ(story.state.pool(kPool)->obligations[1].number, 2U);
}

TEST_F(S02, TheBanksChargeIsSharedAndEverythingSums) {
  // 100.00 sent, 9.99 kept: gross 41.67, 33.33, 25.00; charges by largest remainder over these.
  ASSERT_EQ(said(story.receive(1, "90.01 USD", "9.99 USD")), "allow");
  const Decision matched = story.match(1);
  Amount net = zero(currency("USD")), charges = net, gross = net;
  std::string parts;
  for (const Effect& effect : matched.effects) {
    if (const auto* e = std::get_if<AwardCredited>(&effect.event)) {
      net += e->net;
      charges += e->charges;
      gross += e->gross;
      parts += e->gross.text() + "-" + e->charges.text() + "=" + e->net.text() + " ";
    }
  }
  EXPECT_EQ(parts, "41.67-4.16=37.51 33.33-3.33=30.00 25.00-2.50=22.50 ");
  EXPECT_EQ(net, money("90.01 USD"));
  EXPECT_EQ(charges, money("9.99 USD"));
  EXPECT_EQ(gross, money("100.00 USD"));
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "0.00");
}

TEST_F(S02, OnePersonMatchesNothing) {
  ASSERT_EQ(said(story.receive(1, "1000.00 USD")), "allow");
  ASSERT_TRUE(story.ask(kOfficer, MatchCredit{id<CreditId>(1), kOrder}).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(balances(), "0.00 0.00 0.00");
  EXPECT_EQ(said(story.approve(kOfficerAgain, proposal)), "deny APPROVAL_OWN");  // another key, the same person
  EXPECT_EQ(balances(), "0.00 0.00 0.00");
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "allow");
  EXPECT_EQ(balances(), "416.67 333.33 250.00");
}

TEST(S22, YenHaveNoDecimals) {
  Story story;
  story.open_pool({"JPY", "PHP"});
  story.open_ward(kWard);
  story.record_order("1234567 JPY");
  story.record_award(kWard, kAward, "1234567 JPY");
  record_rate(story, "JPY", "0.3871");
  story.credit(1, "1234567 JPY");
  EXPECT_EQ(story.outstanding(kAward, "JPY"), "0");
  convert(story, "1234567 JPY", "477900.89 PHP", rate("JPY", "0.3871"), 2);
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "JPY"), "0");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "PHP"), "477900.89");
}

TEST(S22, ACentavoOffTheRateIsRefused) {
  Story story;
  story.open_pool({"JPY", "PHP"});
  story.open_ward(kWard);
  story.record_order("1234567 JPY");
  story.record_award(kWard, kAward, "1234567 JPY");
  record_rate(story, "JPY", "0.3871");
  story.credit(1, "1234567 JPY");
  for (const auto bought : {"477900.88 PHP", "477900.90 PHP"}) {
    Convert c;
    c.ward = kWard;
    c.sold = money("1234567 JPY");
    c.bought = money(bought);
    c.rate = rate("JPY", "0.3871");
    c.source = "deal ticket";
    c.dealt = story.now;
    c.references = {mark(9)};
    EXPECT_EQ(said(story.ask(kOfficer, c)), "deny RATE_MISMATCH") << bought;
  }
}

}  // namespace
}  // namespace katiwala::policies::kit
