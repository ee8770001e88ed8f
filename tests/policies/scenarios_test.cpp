// The figures of the acceptance scenarios S01, S02, S03, S05, S07, S10, S13, S17 and S22, by deciding and folding alone, under the shipped
// rulebook. The same stories through the real door are elsewhere.
#include <gtest/gtest.h>

#include <algorithm>

#include <set>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::scenarios_test {
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
            "inventory 2026-05-18, annual_account 2027-02-18, property_report 2026-06-02");
  EXPECT_EQ(story.duties(watch_of(kWard)), "covered_transaction_report 2026-03-09");

  story.pass_to(at("2026-05-18"));  // in time, or the guardian is suspended thirty days later (R15)
  FileReturn inventory;
  inventory.ward = kWard;
  inventory.obligation = 1;
  inventory.filed = day("2026-05-18");
  inventory.document = document(9);
  EXPECT_EQ(said(story.ask(kOfficer, inventory)), "allow");
  story.pass_to(at("2026-06-15"));
  record_rate(story, "USD", "58.60");
  story.credit(11, "14975.00 USD", "25.00 USD");
  EXPECT_EQ(story.outstanding(kAward), "0.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "34950.00");
  EXPECT_EQ(story.balance(AccountKind::charged, kAward.bytes, "USD").text(), "50.00");
  EXPECT_EQ(story.duties(kWard),
            "inventory 2026-05-18 closed, annual_account 2027-02-18, property_report 2026-06-02 overdue, property_report 2026-09-15");
  EXPECT_EQ(story.duties(watch_of(kWard)), "covered_transaction_report 2026-03-09 overdue, covered_transaction_report 2026-06-22");

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
  EXPECT_TRUE(story.duties(kWard).ends_with("receipt 2026-07-21")) << story.duties(kWard);

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
  EXPECT_EQ(events_of(asked), "request_judged flags_weighed proposal_opened");
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

/// One ward with pesos of an order in pesos, a guardian with letters of the day and a school.
class Pesos : public ::testing::Test {
 protected:
  void begin(std::string_view date, std::string_view amount) {
    story.pass_to(at(date));
    story.open_pool({"PHP", "USD"});
    story.open_ward(kWard, "2012-05-20");
    story.record_order("5000000.00 PHP");
    story.record_award(kWard, kAward, "5000000.00 PHP");
    story.appoint_guardian();
    story.register_payee();
    story.credit(1, amount);
  }
  RequestDisbursement asking(std::uint8_t number, std::string_view amount, Purpose purpose) const {
    RequestDisbursement c = story.request(number, amount);
    c.purpose = purpose;
    return c;
  }
  /// Agreed to by whom it needs, and paid.
  void agree() {
    const ProposalId proposal = story.last();
    const Proposal* open = story.state.proposal(proposal);
    ASSERT_NE(open, nullptr);
    const std::vector<Role> needs = open->needs;
    for (const Role role : needs) {
      const Decision given = story.approve(role == Role::social_worker ? kWorker : role == Role::compliance ? kCompliance : kOfficer, proposal);
      EXPECT_TRUE(given.accepted()) << said(given);
    }
  }
  void paid(std::uint8_t number, std::string_view amount) {
    agree();
    EXPECT_EQ(said(story.release(number)), "allow");
    EXPECT_EQ(said(story.settle(number, amount)), "allow");
  }
  void withdraw() { EXPECT_EQ(said(story.ask(kGuardian, CancelProposal{story.last(), subject(kWard), "not now"})), "allow"); }
  std::string pesos() const {
    const Amount principal = story.balance(AccountKind::principal, kWard.bytes, "PHP");
    const Amount income = story.balance(AccountKind::income, kWard.bytes, "PHP");
    return (principal + income + story.balance(AccountKind::reserved, kWard.bytes, "PHP")).text();
  }
  std::string cases(const Subject& watch) const {
    std::string out;
    for (const WatchCase& one : story.state.watch(watch)->cases) out += (out.empty() ? "" : " ") + one.flag + ":" + std::string(name(one.state));
    return out;
  }
  Story story;
};

using S05 = Pesos;

TEST_F(S05, StructuringUnderTheTiers) {
  begin("2026-04-10", "900000.00 PHP");
  const auto ask = [&](std::uint8_t number) { return story.ask(kGuardian, asking(number, "19900.00 PHP", Purpose::allowance)); };
  story.pass_to(at("2026-04-13"));
  EXPECT_EQ(said(ask(20)), "allow");
  paid(20, "19900.00 PHP");
  story.pass_to(at("2026-04-20"));
  EXPECT_EQ(said(ask(21)), "allow");
  paid(21, "19900.00 PHP");
  EXPECT_EQ(cases(watch_of(kWard)), "");

  story.pass_to(at("2026-04-27"));
  const Decision third = ask(22);
  EXPECT_EQ(said(third), "escalate TIER_WINDOW_LIMIT");
  EXPECT_EQ(story.state.request(id<RequestId>(22))->tier, Tier::t1);
  EXPECT_EQ(cases(watch_of(kWard)), "RF01:open");
  EXPECT_EQ(pesos(), "860200.00");
  EXPECT_EQ(parts_of(third), (std::set{subject(kWard), watch_of(kWard)}));  // as of any other request
  for (const Reason& reason : third.reasons) EXPECT_FALSE(reason.rule.starts_with("RF")) << reason.rule;
  withdraw();

  story.pass_to(at("2026-05-12"));
  EXPECT_EQ(said(ask(23)), "escalate TIER_WINDOW_LIMIT");  // 13 April is in the window still
  withdraw();
  story.pass_to(at("2026-05-13"));
  const Decision held = ask(24);
  EXPECT_EQ(said(held), "hold UNDER_REVIEW");
  ASSERT_EQ(held.reasons.size(), 1U);
  EXPECT_EQ(held.reasons[0].rule, "R38");
  EXPECT_TRUE(held.reasons[0].facts.empty());
  EXPECT_EQ(event_of<ReasonsKept>(held)->reasons[0].code, "STRUCTURING");
  EXPECT_EQ(pesos(), "860200.00");
  EXPECT_EQ(cases(watch_of(kWard)), "RF01:open");
}

TEST_F(S05, WhatWasAgreedToBeforeTheCaseIsHeldToo) {
  begin("2026-04-10", "900000.00 PHP");
  story.pass_to(at("2026-04-13"));
  ASSERT_EQ(said(story.ask(kGuardian, asking(20, "19900.00 PHP", Purpose::allowance))), "allow");
  agree();
  story.pass_to(at("2026-04-20"));
  ASSERT_EQ(said(story.ask(kGuardian, asking(21, "19900.00 PHP", Purpose::allowance))), "allow");
  agree();
  story.pass_to(at("2026-04-27"));
  ASSERT_EQ(said(story.ask(kGuardian, asking(22, "19900.00 PHP", Purpose::allowance))), "escalate TIER_WINDOW_LIMIT");
  EXPECT_EQ(said(story.release(20)), "hold UNDER_REVIEW");
  EXPECT_EQ(said(story.approve(kOfficer, story.last() - 1)), "allow");
  EXPECT_EQ(said(story.approve(kWorker, story.last() - 2)), "hold UNDER_REVIEW");
  MoveCase clear{watch_of(kWard), 1, CaseState::clear, day("2026-04-27"), std::nullopt, std::nullopt, false};
  story.agreed(kCompliance, clear, {kCompliance2});
  EXPECT_EQ(said(story.release(20)), "allow");
}

class CoveredEdge : public Pesos {
 protected:
  void pay(std::uint8_t number, std::string_view amount) {
    RequestDisbursement c = story.request(number, amount, kCourtOrder);
    const Decision asked = story.ask(kGuardian, c);
    ASSERT_TRUE(asked.accepted()) << said(asked);
    agree();
    EXPECT_EQ(said(story.release(number)), "allow");
  }
  /// The reports owed for her: in her watch alone.
  std::string reports() const {
    std::string out;
    for (const Obligation& o : story.state.watch(watch_of(kWard))->obligations) out += (out.empty() ? "" : " ") + o.due.text();
    for (const Obligation& o : story.state.ward(kWard)->obligations) EXPECT_NE(o.duty, Duty::covered_transaction_report);
    return out;
  }
};

TEST_F(CoveredEdge, ExactlyTheThresholdIsNotReportedAndACentavoMoreIs) {
  begin("2026-05-25", "499999.00 PHP");
  story.pass_to(at("2026-05-26"));
  story.credit(2, "400000.00 PHP");
  EXPECT_EQ(reports(), "");
  story.record_court_order("600000.00 PHP");
  story.pass_to(at("2026-06-01"));
  pay(20, "250000.00 PHP");
  pay(21, "250000.00 PHP");
  EXPECT_EQ(reports(), "");
  pay(22, "0.01 PHP");
  EXPECT_EQ(reports(), "2026-06-08");
}

TEST_F(CoveredEdge, FiveWorkingDaysAcrossHolyWeek) {
  begin("2026-03-30", "600000.00 PHP");
  EXPECT_EQ(reports(), "2026-04-08");
  story.pass_to(at("2026-03-31"));
  story.credit(2, "600000.00 PHP");
  EXPECT_EQ(reports(), "2026-04-08 2026-04-10");
}

using S10 = Pesos;

TEST_F(S10, ReturnDuplicateMessagesRetry) {
  begin("2026-06-01", "210000.00 PHP");
  const BudgetId budget = id<BudgetId>(0x81);
  story.agreed(kOfficer, SetBudget{kWard, budget, Purpose::education, day("2026-06-01"), day("2027-05-31"), money("120000.00 PHP"), std::nullopt},
               {kOfficer2, kWorker});
  const auto left = [&] { return story.balance(AccountKind::cap, budget.bytes, "PHP").text(); };
  const auto fee = [&](std::uint8_t reference) {
    story.agreed(kOfficer, RecordCharge{kWard, money("10.00 PHP"), manila_date(story.now), {mark(reference)}}, {kOfficer2, kCompliance});
  };
  RequestDisbursement tuition = story.request(20, "35000.00 PHP");
  tuition.rail = Rail::instapay;
  EXPECT_EQ(said(story.ask(kGuardian, tuition)), "escalate TIER_REQUEST_LIMIT");
  agree();
  ASSERT_EQ(said(story.release(20)), "allow");
  ASSERT_EQ(said(story.settle(20, "35000.00 PHP")), "allow");
  fee(40);
  EXPECT_EQ(pesos(), "174990.00");
  EXPECT_EQ(left(), "85000.00");
  EXPECT_EQ(said(story.settle(20, "35000.00 PHP")), "deny DUPLICATE_MESSAGE");

  RequestDisbursement again = tuition;
  again.request = id<RequestId>(21);
  const Decision split = story.ask(kGuardian, again);
  EXPECT_EQ(said(split), "deny NO_SPLIT");
  EXPECT_EQ(fact_of(split, "offered"), "pesonet");

  ReturnPayment back;
  back.request = id<RequestId>(20);
  back.ward = kWard;
  back.amount = money("35000.00 PHP");
  back.booked = back.value_date = manila_date(story.now);
  back.references = {mark(41)};
  back.reason_code = "AC04";
  EXPECT_EQ(said(story.ask(kBank, back)), "allow");
  EXPECT_EQ(pesos(), "209990.00");  // the fee stays
  EXPECT_EQ(left(), "120000.00");
  EXPECT_EQ(said(story.ask(kBank, back)), "deny DUPLICATE_MESSAGE");
  EXPECT_EQ(pesos(), "209990.00");
  for (const Obligation& o : story.state.ward(kWard)->obligations) EXPECT_TRUE(o.duty != Duty::receipt || o.closed);

  story.agreed(kGuardian, ChangePayee{kWard, kSchool, in_vault(9), {mark(60, MarkKind::account)}, std::nullopt}, {kOfficer});
  const Instant changed = story.entries.back().time;
  EXPECT_EQ(said(story.ask(kGuardian, again)), "escalate TIER_REQUEST_LIMIT");
  agree();
  story.pass_to({changed.micros + 72 * 3'600'000'000 - 2});
  EXPECT_EQ(said(story.release(21)), "hold PAYEE_COOLING");
  EXPECT_EQ(said(story.release(21)), "allow");  // a microsecond later, 72 hours have passed
  ASSERT_EQ(said(story.settle(21, "35000.00 PHP")), "allow");
  fee(42);
  EXPECT_EQ(pesos(), "174980.00");
  EXPECT_EQ(left(), "85000.00");
}

TEST(S03, TheBondOfAParentAndTheAggregate) {
  Story story;
  story.open_pool({"EUR", "GBP", "PHP"});
  story.open_ward(kWard);
  record_rate(story, "EUR", "67.50");
  record_rate(story, "GBP", "78.40");
  AppointGuardian mother;
  mother.ward = kWard;
  mother.person = person_of(kGuardian);
  mother.guardian_kind = GuardianKind::parent;
  mother.parent = ParentKind::mother;
  mother.no_other_property = true;
  story.agreed(kOfficer, mother, {kOfficer2});
  story.register_payee();
  story.record_order("700.00 EUR");
  story.record_award(kWard, kAward, "700.00 EUR");
  story.credit(1, "700.00 EUR");
  convert(story, "700.00 EUR", "47250.00 PHP", rate("EUR", "67.50"), 12);
  EXPECT_EQ(story.duties(kWard).find("bond"), std::string::npos);
  EXPECT_EQ(said(story.would(kGuardian, story.request(20, "3000.00 PHP"))), "allow");

  const OrderId second = id<OrderId>(0x42);
  story.agreed(kOfficer, RecordOrder{second, "GB", day("2026-01-02"), money("60.00 GBP"), document(2), std::nullopt}, {kOfficer2});
  story.agreed(kOfficer, RecordAward{kAwardB, second, kWard, money("60.00 GBP")}, {kOfficer2});
  ASSERT_EQ(said(story.receive(2, "60.00 GBP")), "allow");
  story.agreed(kOfficer, MatchCredit{id<CreditId>(2), second}, {kOfficer2});
  EXPECT_NE(story.duties(kWard).find("bond"), std::string::npos);
  EXPECT_EQ(said(story.would(kGuardian, story.request(20, "3000.00 PHP"))), "deny BOND_PENDING");
  const auto bond = [&](std::string_view amount) { return ApproveBond{kWard, person_of(kGuardian), money(amount), day("2026-01-05"), document(5)}; };
  EXPECT_EQ(said(story.would(kOfficer, bond("5195.39 PHP"))), "deny BOND_TOO_LOW");
  EXPECT_EQ(said(story.would(kOfficer, bond("5195.40 PHP"))), "allow");
  story.agreed(kOfficer, bond("6000.00 PHP"), {kOfficer2});
  EXPECT_EQ(said(story.would(kGuardian, story.request(20, "3000.00 PHP"))), "allow");
}

TEST(S03, InterestPassesTheThresholdAsAReceiptDoes) {
  Story story;
  story.open_pool({"PHP"});
  story.open_ward(kWard);
  AppointGuardian mother;
  mother.ward = kWard;
  mother.person = person_of(kGuardian);
  mother.guardian_kind = GuardianKind::parent;
  mother.no_other_property = true;
  story.agreed(kOfficer, mother, {kOfficer2});
  story.register_payee();
  story.record_order("50000.00 PHP");
  story.record_award(kWard, kAward, "50000.00 PHP");
  story.credit(1, "49990.00 PHP");
  EXPECT_EQ(said(story.would(kGuardian, story.request(20, "3000.00 PHP"))), "allow");
  story.pass_to(at("2026-02-09"));
  RecordInterest c;
  c.ward = kWard;
  c.gross = money("123.26 PHP");
  c.tax = money("24.65 PHP");
  c.booked = day("2026-02-09");
  c.from = c.placed = day("2026-01-10");
  c.to = day("2026-02-08");
  c.on = money("49990.00 PHP");
  c.rate_ppm = 30'000;
  c.day_count = 365;
  c.references = {mark(30)};
  EXPECT_EQ(said(story.ask(kBank, c)), "allow");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::income, "PHP"), "98.61");
  EXPECT_NE(story.duties(kWard).find("bond"), std::string::npos);
  EXPECT_EQ(said(story.would(kGuardian, story.request(20, "3000.00 PHP"))), "deny BOND_PENDING");
}

TEST(S13, WhatWasPaidTwiceGoesBackOnThePayorsWord) {
  Story story;
  story.open_pool({"EUR", "PHP"});
  story.open_ward(kWard);
  record_rate(story, "EUR", "68.9125");
  story.record_order("15000.00 EUR");
  story.record_award(kWard, kAward, "15000.00 EUR");
  story.credit(1, "14250.00 EUR");
  EXPECT_EQ(story.outstanding(kAward, "EUR"), "750.00");
  story.credit(2, "15000.00 EUR");
  EXPECT_EQ(story.outstanding(kAward, "EUR"), "0.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "EUR"), "15000.00");
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "EUR"), "14250.00");
  ResolveCredit back{id<CreditId>(2), CreditEnd::returned, money("14250.00 EUR"), std::nullopt, {mark(30)}};
  EXPECT_FALSE(story.would(kOfficer, back).accepted());  // without the payor's written confirmation
  back.document = document(8);
  story.agreed(kOfficer, back, {kOfficer2, kCompliance});
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "EUR"), "0.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "EUR"), "15000.00");
}

class S17 : public ::testing::Test {
 protected:
  void SetUp() override {
    story.pass_to(at("2026-06-01"));
    story.open_pool({"PHP"});
    const std::pair<WardId, AwardId> kSiblings[] = {{kWard, kAward}, {kWardB, kAwardB}, {kWardC, kAwardC}};
    story.record_order("164200.00 PHP");
    for (const auto& [ward, award] : kSiblings) {
      story.open_ward(ward);
      story.record_award(ward, award, ward == kWardC ? "4200.00 PHP" : ward == kWard ? "100000.00 PHP" : "60000.00 PHP");
      story.appoint_guardian(ward);
      RegisterPayee shelter;
      shelter.ward = ward;
      shelter.payee = kSchool;
      shelter.person = id<PersonId>(0x61);
      shelter.payee_kind = PayeeKind::institution;
      shelter.currency = currency("PHP");
      shelter.details = in_vault(3);
      story.agreed(kOfficer, shelter, {kOfficer2});
    }
    story.credit(1, "164200.00 PHP");
  }
  Decision ask(std::uint8_t number, const WardId& ward, std::string_view amount, std::uint8_t bill) {
    RequestDisbursement c = story.request(number, amount);
    c.ward = ward;
    c.purpose = Purpose::shelter;
    c.voucher = document(bill);
    return story.ask(kGuardian, c);
  }
  std::string held(const WardId& ward) { return story.ward_balance(ward, AccountKind::principal, "PHP"); }
  Story story;
};

TEST_F(S17, OneBillForThreeSiblings) {
  for (const WardId& ward : {kWard, kWardB, kWardC}) {
    story.agreed(kOfficer, ShareVoucher{ward, document(70), money("28500.00 PHP"), money("9500.00 PHP"), kSchool}, {kOfficer2});
  }
  EXPECT_EQ(said(ask(20, kWard, "9500.00 PHP", 70)), "allow");
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "allow");
  EXPECT_EQ(said(ask(21, kWardB, "9500.00 PHP", 70)), "allow");
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "allow");
  EXPECT_EQ(held(kWard) + " " + held(kWardB), "90500.00 50500.00");
  EXPECT_EQ(said(ask(22, kWardC, "9500.00 PHP", 70)), "deny INSUFFICIENT_FUNDS");
  EXPECT_EQ(held(kWardC), "4200.00");
  EXPECT_EQ(said(ask(23, kWard, "9500.00 PHP", 70)), "deny CROSS_BENEFICIARY");  // another's share is not hers to bear
  EXPECT_EQ(held(kWard), "90500.00");
}

TEST_F(S17, ABillThatIsNotSharedPaysOnce) {
  EXPECT_EQ(said(ask(20, kWard, "1000.00 PHP", 71)), "allow");
  EXPECT_EQ(said(ask(21, kWard, "1000.00 PHP", 71)), "deny VOUCHER_REUSED");
  EXPECT_EQ(said(ask(22, kWardB, "1000.00 PHP", 71)), "deny CROSS_BENEFICIARY");
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
}  // namespace katiwala::policies::kit::scenarios_test
