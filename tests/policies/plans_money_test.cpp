// What the newer planners do to money: budgets and their caps, shares of a bill, receipts, interest, what is kept and remitted, credits that go
// back, payments that come back, the tax kept of an estate. The planners alone, under the shipped rulebook.
#include "tests/policies/planners.h"

namespace katiwala::policies::kit::plans_money_test {
namespace {

using book::AccountKind;

const BudgetId kBudget = id<BudgetId>(0x81);

class Money : public PlannersWithMoney {
 protected:
  SetBudget budget(std::string_view amount = "30000.00 PHP") const {
    return {kWard, kBudget, Purpose::education, day("2026-01-01"), day("2026-12-31"), money(amount), std::nullopt};
  }
  void set(const SetBudget& c) { story.agreed(kOfficer, c, {kOfficer2, kWorker}); }
  /// What it leaves, has reserved and used.
  std::string cap(const std::array<std::uint8_t, 16>& owner) {
    return story.balance(AccountKind::cap, owner, "PHP").text() + " " + story.balance(AccountKind::cap_reserved, owner, "PHP").text() + " " +
           story.balance(AccountKind::cap_used, owner, "PHP").text();
  }
  std::string held(std::string_view code = "PHP") {
    return story.ward_balance(kWard, AccountKind::principal, code) + " " + story.ward_balance(kWard, AccountKind::income, code) + " " +
           story.ward_balance(kWard, AccountKind::reserved, code);
  }
  ReturnPayment returned(std::uint8_t number, std::string_view amount) const {
    ReturnPayment c;
    c.request = id<RequestId>(number);
    c.ward = kWard;
    c.amount = money(amount);
    c.booked = c.value_date = manila_date(story.now);
    c.references = {mark(static_cast<std::uint8_t>(number + 100))};
    c.reason_code = "AC04";
    return c;
  }
};

// -- budgets

TEST_F(Money, ABudgetIsACapOfItsOwn) {
  const Decision agreed = story.agreed(kOfficer, budget(), {kOfficer2, kWorker});
  EXPECT_EQ(postings_of(agreed), "granted -30000.00 PHP, cap 30000.00 PHP");
  EXPECT_EQ(cap(kBudget.bytes), "30000.00 0.00 0.00");
  story.approved(20, "12000.00 PHP");  // of its purpose: it is the one that counts
  EXPECT_EQ(story.state.request(id<RequestId>(20))->budget, kBudget);
  EXPECT_EQ(cap(kBudget.bytes), "18000.00 12000.00 0.00");
  story.release(20);
  EXPECT_EQ(postings_of(story.settle(20, "12000.00 PHP")),
            "Dr transit 12000.00 PHP, Cr bank 12000.00 PHP, cap_reserved -12000.00 PHP, cap_used 12000.00 PHP");
  EXPECT_EQ(cap(kBudget.bytes), "18000.00 0.00 12000.00");
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "18000.01 PHP")).accepted());
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "deny CAP_EXCEEDED");
  story.approved(22, "18000.00 PHP");
  EXPECT_EQ(cap(kBudget.bytes), "0.00 18000.00 12000.00");
  ASSERT_TRUE(story.ask(kGuardian, CancelProposal{story.last() - 1, subject(kWard), "not needed"}).accepted());
  EXPECT_EQ(cap(kBudget.bytes), "18000.00 0.00 12000.00");
}

TEST_F(Money, WhichBudgetARequestFallsUnder) {
  set(budget());
  const auto taken = [&](const RequestDisbursement& c) {
    const Decision asked = story.would(kGuardian, c);
    const auto* judged = event_of<RequestJudged>(asked);
    return judged == nullptr ? said(asked) : judged->request.budget ? "budget" : "none";
  };
  RequestDisbursement c = story.request(20, "1.00 PHP");
  EXPECT_EQ(taken(c), "budget");
  c.purpose = Purpose::medical;
  EXPECT_EQ(taken(c), "none");
  c.budget = kBudget;
  EXPECT_EQ(taken(c), "deny BUDGET_PERIOD");
  c.budget = id<BudgetId>(0x8f);
  EXPECT_EQ(taken(c), "deny BUDGET_UNKNOWN");
  c.purpose = Purpose::education;
  c.budget = kBudget;
  EXPECT_EQ(taken(c), "budget");
  // What a court ordered counts against its order; against a budget only where it is named.
  story.record_court_order("10.00 PHP");
  c.budget.reset();
  c.court_order = kCourtOrder;
  EXPECT_EQ(taken(c), "none");
  c.budget = kBudget;
  EXPECT_EQ(taken(c), "budget");
  // In another currency it is another's.
  story.register_payee(kWard, id<PayeeId>(0x62), "USD");
  RequestDisbursement dollars = story.request(21, "1.00 USD");
  dollars.payee = id<PayeeId>(0x62);
  EXPECT_EQ(taken(dollars), "none");
  dollars.budget = kBudget;
  EXPECT_EQ(taken(dollars), "deny CURRENCY_MISMATCH");
}

TEST_F(Money, ABudgetHoldsFromItsFirstThroughItsLastDay) {
  SetBudget c = budget();
  c.from = today + 1;
  c.to = today + 2;
  set(c);
  const auto taken = [&] { return event_of<RequestJudged>(story.would(kGuardian, story.request(20, "1.00 PHP")))->request.budget.has_value(); };
  EXPECT_FALSE(taken());
  story.pass_to(start_of(today + 1));
  EXPECT_TRUE(taken());
  story.pass_to({start_of(today + 3).micros - 2});
  EXPECT_TRUE(taken());
  story.pass_to(start_of(today + 3));
  EXPECT_FALSE(taken());
  RequestDisbursement named = story.request(20, "1.00 PHP");
  named.budget = kBudget;
  EXPECT_EQ(ask(kGuardian, named), "deny BUDGET_PERIOD");
}

TEST_F(Money, WhatABudgetMayNotBe) {
  set(budget());
  SetBudget c = budget();
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
  c.budget = id<BudgetId>(0x82);
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");  // of the same purpose and days
  c.from = day("2027-01-01");
  c.to = day("2027-01-01");
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.from = day("2026-12-31");
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");  // one day in common
  c.amount = money("1.00 USD");
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.amount = money("1.00 EUR");
  EXPECT_EQ(ask(kOfficer, c), "deny POOL_ACCOUNT_UNKNOWN");
  c.amount = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_NOT_POSITIVE");
  c = budget();
  c.budget = {};
  EXPECT_EQ(field(kOfficer, c), "budget");
  c.budget = id<BudgetId>(0x82);
  c.purpose = Purpose::medical;
  c.to = day("2025-12-31");
  EXPECT_EQ(field(kOfficer, c), "to");  // before it begins
  c.from = day("2025-01-01");
  EXPECT_EQ(field(kOfficer, c), "to");  // past
  c.to = today;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.court_order = kCourtOrder;
  EXPECT_EQ(ask(kOfficer, c), "deny COURT_ORDER_UNKNOWN");
  story.record_court_order("10.00 USD");
  EXPECT_EQ(ask(kOfficer, c), "deny CURRENCY_MISMATCH");
  c.court_order.reset();
  c.budget = BudgetId{kCourtOrder.bytes};  // an identifier that has a cap already
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
}

TEST_F(Money, UnderAnOrdersOwnBudgetBothCapsMove) {
  story.record_court_order("20000.00 PHP");
  SetBudget c = budget("15000.00 PHP");
  c.court_order = kCourtOrder;
  set(c);
  story.approved(20, "5000.00 PHP", kCourtOrder);
  EXPECT_EQ(cap(kBudget.bytes), "10000.00 5000.00 0.00");
  EXPECT_EQ(cap(kCourtOrder.bytes), "15000.00 5000.00 0.00");
  story.release(20);
  story.settle(20, "5000.00 PHP");
  EXPECT_EQ(cap(kBudget.bytes), "10000.00 0.00 5000.00");
  EXPECT_EQ(cap(kCourtOrder.bytes), "15000.00 0.00 5000.00");
  EXPECT_EQ(postings_of(story.ask(kBank, returned(20, "5000.00 PHP"))),
            "Dr bank 5000.00 PHP, Cr principal 5000.00 PHP, cap_used -5000.00 PHP, cap 5000.00 PHP, cap_used -5000.00 PHP, cap 5000.00 PHP");
  EXPECT_EQ(cap(kBudget.bytes), "15000.00 0.00 0.00");
  EXPECT_EQ(cap(kCourtOrder.bytes), "20000.00 0.00 0.00");
}

// -- shares of a bill, receipts

TEST_F(Money, AShareOfABillIsRegisteredOnceAWard) {
  ShareVoucher c{kWard, document(60), money("28500.00 PHP"), money("9500.00 PHP"), kSchool};
  EXPECT_EQ(ask(kOfficer, c), "allow");
  ShareVoucher wrong = c;
  wrong.document = Digest{};
  EXPECT_EQ(field(kOfficer, wrong), "document");
  wrong = c;
  wrong.payee = id<PayeeId>(0x6f);
  EXPECT_EQ(ask(kOfficer, wrong), "deny PAYEE_UNKNOWN");
  wrong = c;
  wrong.share = money("28500.01 PHP");
  EXPECT_EQ(field(kOfficer, wrong), "share");
  wrong.share = money("28500.00 PHP");
  EXPECT_EQ(ask(kOfficer, wrong), "allow");
  wrong.share = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, wrong), "deny AMOUNT_NOT_POSITIVE");
  wrong.share = money("1.00 USD");
  EXPECT_EQ(ask(kOfficer, wrong), "deny CURRENCY_MISMATCH");
  wrong.total = money("28500.00 USD");
  EXPECT_EQ(ask(kOfficer, wrong), "deny CURRENCY_MISMATCH");  // the payee is paid in pesos
  EXPECT_EQ(events_of(story.agreed(kOfficer, c, {kOfficer2}), subject(kWard)), "proposal_approved voucher_shared proposal_closed");
  c.share = money("1.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
}

TEST_F(Money, AReceiptIsFiledOnceForWhatHasLeft) {
  FileReceipt c{kWard, id<RequestId>(20), document(61), money("100.00 PHP"), today, kSchool, std::nullopt, 17};
  EXPECT_EQ(ask(kGuardian, c), "deny REQUEST_UNKNOWN");
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "100.00 PHP")).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(ask(kGuardian, c), "deny REQUEST_STATE");
  story.approve(kOfficer, proposal);
  EXPECT_EQ(ask(kGuardian, c), "deny REQUEST_STATE");
  story.release(20);
  EXPECT_EQ(ask(kGuardian, c), "allow");
  ASSERT_TRUE(story.ask(kBank, HandOver{id<RequestId>(20), kWard}).accepted());
  EXPECT_EQ(ask(kGuardian, c), "allow");
  story.settle(20, "100.00 PHP");
  FileReceipt wrong = c;
  wrong.document = Digest{};
  EXPECT_EQ(field(kGuardian, wrong), "document");
  wrong = c;
  wrong.amount = money("0.00 PHP");
  EXPECT_EQ(ask(kGuardian, wrong), "deny AMOUNT_NOT_POSITIVE");
  wrong.amount = money("100.00 USD");
  EXPECT_EQ(ask(kGuardian, wrong), "deny CURRENCY_MISMATCH");
  // The duty of that request is closed by it, no other.
  Obligation owed;
  owed.number = 7;
  owed.duty = Duty::receipt;
  owed.request = id<RequestId>(20);
  owed.due = today + 15;
  Obligation others = owed;
  others.number = 8;
  others.request = id<RequestId>(21);
  story.state.wards.at(kWard).obligations = {owed, others};
  EXPECT_EQ(events_of(story.ask(kGuardian, c), subject(kWard)), "receipt_filed obligation_closed");
  EXPECT_TRUE(her().obligations[0].closed);
  EXPECT_FALSE(her().obligations[1].closed);
  EXPECT_EQ(her().receipts[0].serial, 17U);
  EXPECT_EQ(story.state.request(id<RequestId>(20))->receipt_filed, today);
  EXPECT_EQ(ask(kGuardian, c), "deny ALREADY_EXISTS");
}

// -- interest

TEST_F(Money, InterestIsIncomeLessItsTax) {
  const Decision booked = story.interest("1707.83 PHP", "341.57 PHP", 50);
  EXPECT_EQ(postings_of(booked), "Dr bank 1707.83 PHP, Cr income 1707.83 PHP, Dr income 341.57 PHP, Cr tax 341.57 PHP");
  EXPECT_EQ(events_of(booked, subject(kWard)), "interest_credited");
  EXPECT_EQ(events_of(booked, subject(kPool)), "references_used");
  EXPECT_EQ(held(), "50000.00 1366.26 0.00");
  EXPECT_EQ(story.pool_balance(AccountKind::tax, "PHP"), "341.57");
  EXPECT_EQ(said(story.interest("1707.83 PHP", "341.57 PHP", 50)), "deny DUPLICATE_MESSAGE");
  EXPECT_EQ(postings_of(story.interest("1.00 PHP", "0.00 PHP", 51)), "Dr bank 1.00 PHP, Cr income 1.00 PHP");
  ASSERT_EQ(her().interest.size(), 2U);
}

TEST_F(Money, WhatIsNoInterest) {
  RecordInterest c;
  c.ward = kWard;
  c.gross = money("10.00 PHP");
  c.tax = money("2.00 PHP");
  c.on = money("1000.00 PHP");
  c.booked = c.to = today;
  c.from = c.placed = today - 9;
  c.rate_ppm = 1;
  c.day_count = 365;
  EXPECT_EQ(ask(kBank, c), "allow");
  const auto with = [&](auto change) {
    RecordInterest changed = c;
    change(changed);
    const Decision decision = story.would(kBank, changed);
    return said(decision) == "deny FIELD_INVALID" ? fact_of(decision, "field") : said(decision);
  };
  EXPECT_EQ(with([](RecordInterest& i) { i.gross = money("0.00 PHP"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(with([](RecordInterest& i) { i.tax = money("2.00 USD"); }), "deny CURRENCY_MISMATCH");
  EXPECT_EQ(with([](RecordInterest& i) { i.on = money("2.00 USD"); }), "deny CURRENCY_MISMATCH");
  EXPECT_EQ(with([](RecordInterest& i) { i.tax = money("-0.01 PHP"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(with([](RecordInterest& i) { i.tax = money("10.00 PHP"); }), "allow");
  EXPECT_EQ(with([](RecordInterest& i) { i.tax = money("10.01 PHP"); }), "tax");
  EXPECT_EQ(with([](RecordInterest& i) { i.on = money("0.00 PHP"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(with([](RecordInterest& i) { i.booked = i.booked + 1; }), "booked");
  EXPECT_EQ(with([](RecordInterest& i) { i.to = i.booked + 1; }), "to");
  EXPECT_EQ(with([](RecordInterest& i) { i.from = i.placed = i.to; }), "allow");  // one day
  EXPECT_EQ(with([](RecordInterest& i) { i.from = i.to + 1; }), "to");
  EXPECT_EQ(with([](RecordInterest& i) { i.placed = i.from + 1; }), "placed");
  EXPECT_EQ(with([](RecordInterest& i) { i.rate_ppm = 0; }), "rate_ppm");
  EXPECT_EQ(with([](RecordInterest& i) { i.day_count = 360; }), "allow");
  EXPECT_EQ(with([](RecordInterest& i) { i.day_count = 364; }), "day_count");
  EXPECT_EQ(with([](RecordInterest& i) { i.gross = i.tax = i.on = money("1.00 EUR"); }), "deny POOL_ACCOUNT_UNKNOWN");
  EXPECT_EQ(with([](RecordInterest& i) { i.ward = id<WardId>(0x3f); }), "deny WARD_UNKNOWN");
}

TEST_F(Money, AnOfficersInterestWaitsForAnother) {
  RecordInterest c;
  c.ward = kWard;
  c.gross = money("10.00 PHP");
  c.tax = money("2.00 PHP");
  c.on = money("1000.00 PHP");
  c.booked = c.to = c.from = c.placed = today;
  c.rate_ppm = 1;
  c.day_count = 365;
  ASSERT_TRUE(story.ask(kOfficer, c).accepted());
  EXPECT_EQ(held(), "50000.00 0.00 0.00");
  EXPECT_EQ(said(story.approve(kOfficer2, story.last())), "allow");
  EXPECT_EQ(held(), "50000.00 8.00 0.00");
}

// -- what is kept leaves

TEST_F(Money, WhatIsKeptLeavesForWhomItIsKept) {
  story.interest("1707.83 PHP", "341.57 PHP", 50);
  Obligation owed;
  owed.number = 3;
  owed.duty = Duty::tax_remittance;
  owed.due = today;
  Pool& pool = story.state.pools.at(kPool);
  pool.obligations = {owed};
  Remit c{kPool, RemitAccount::tax, money("341.56 PHP"), today, {mark(51)}, std::nullopt};
  const Decision part = story.agreed(kOfficer, c, {kOfficer2, kCompliance});
  EXPECT_EQ(postings_of(part), "Dr tax 341.56 PHP, Cr bank 341.56 PHP");
  EXPECT_FALSE(pool.obligations[0].closed);  // a centavo is kept still
  c.amount = money("0.02 PHP");
  c.references = {mark(52)};
  EXPECT_EQ(ask(kOfficer, c), "deny INSUFFICIENT_FUNDS");
  c.amount = money("0.01 PHP");
  const Decision rest = story.agreed(kOfficer, c, {kOfficer2, kCompliance});
  EXPECT_EQ(events_of(rest), "proposal_approved references_used obligation_closed proposal_closed");
  EXPECT_TRUE(pool.obligations[0].closed);
  EXPECT_EQ(ask(kOfficer, c), "deny DUPLICATE_MESSAGE");
  c.references.clear();
  c.booked = today + 1;
  EXPECT_EQ(field(kOfficer, c), "booked");
  c.booked = today;
  c.amount = money("1.00 EUR");
  EXPECT_EQ(ask(kOfficer, c), "deny POOL_ACCOUNT_UNKNOWN");
  c.amount = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_NOT_POSITIVE");
  c.pool = id<PoolId>(0x2f);
  EXPECT_EQ(ask(kOfficer, c), "deny POOL_UNKNOWN");
}

TEST_F(Money, ATrusteesFeeComesFromIncomeAloneAndIsRemitted) {
  RecordCharge fee{kWard, money("100.00 PHP"), today, {mark(40)}, ChargeKind::trustee_fee};
  EXPECT_EQ(ask(kOfficer, fee), "deny INCOME_INSUFFICIENT");
  story.interest("125.00 PHP", "25.00 PHP", 50);
  EXPECT_EQ(postings_of(story.agreed(kOfficer, fee, {kOfficer2, kCompliance})), "Dr income 100.00 PHP, Cr fee 100.00 PHP");
  const Remit out{kPool, RemitAccount::fee, money("100.00 PHP"), today, {mark(41)}, std::nullopt};
  EXPECT_EQ(postings_of(story.agreed(kOfficer, out, {kOfficer2, kCompliance})), "Dr fee 100.00 PHP, Cr bank 100.00 PHP");
  EXPECT_EQ(story.pool_balance(AccountKind::tax, "PHP"), "25.00");
}

// -- credits that go back

TEST_F(Money, AnUnmatchedCreditGoesBackWhole) {
  ASSERT_EQ(said(story.receive(1, "24.00 USD")), "allow");
  ResolveCredit c{id<CreditId>(1), CreditEnd::returned, money("23.99 USD"), document(62), {mark(2)}};
  const Decision part = story.would(kOfficer, c);
  EXPECT_EQ(said(part), "deny AMOUNT_MISMATCH");
  EXPECT_EQ(fact_of(part, "waiting"), "24.00");
  c.amount = money("24.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny CURRENCY_MISMATCH");
  c.amount = money("24.00 USD");
  const Decision back = story.agreed(kOfficer, c, {kOfficer2, kCompliance});
  EXPECT_EQ(postings_of(back), "Dr suspense 24.00 USD, Cr bank 24.00 USD");
  EXPECT_EQ(events_of(back), "proposal_approved credit_resolved references_used proposal_closed");
  EXPECT_EQ(back.about, subject(kPool));
  EXPECT_EQ(ask(kOfficer, MatchCredit{id<CreditId>(1), kOrder}), "deny CREDIT_MATCHED");
  c.references = {mark(3)};
  EXPECT_EQ(ask(kOfficer, c), "deny CREDIT_MATCHED");  // nothing waits
  c.credit = id<CreditId>(0x8f);
  EXPECT_EQ(ask(kOfficer, c), "deny CREDIT_UNKNOWN");
}

TEST_F(Money, WhatWasLeftOfAMatchedCreditGoesBackInParts) {
  story.credit(1, "35000.00 USD");  // 1,000.00 of the award was paid before
  const std::uint64_t matched = story.last();
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "1000.00");
  ResolveCredit c{id<CreditId>(1), CreditEnd::returned, money("1000.01 USD"), document(62), {mark(2)}};
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_MISMATCH");
  c.amount = money("400.00 USD");
  story.agreed(kOfficer, c, {kOfficer2, kCompliance});
  EXPECT_EQ(ask(kOfficer, ReverseEntry{matched, subject(kPool), "wrong order"}), "deny CREDIT_MATCHED");
  c.references = {mark(3)};
  c.amount = money("600.01 USD");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_MISMATCH");
  c.amount = money("600.00 USD");
  story.agreed(kOfficer, c, {kOfficer2, kCompliance});
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "0.00");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "34000.00");
}

TEST_F(Money, AReceiptThatWasReversedDoesNotGoBack) {
  ASSERT_EQ(said(story.receive(1, "24.00 USD")), "allow");
  story.agreed(kOfficer, ReverseEntry{story.last(), subject(kPool), "booked by mistake"}, {kOfficer2, kCompliance});
  ASSERT_EQ(said(story.receive(2, "24.00 USD")), "allow");  // another payor's would pay for it
  EXPECT_EQ(ask(kOfficer, ResolveCredit{id<CreditId>(1), CreditEnd::returned, money("24.00 USD"), document(62), {mark(9)}}), "deny CREDIT_MATCHED");
}

// -- payments that come back

TEST_F(Money, AReturnPutsBackWhatWasTakenWhereItWasTaken) {
  story.interest("3750.00 PHP", "750.00 PHP", 50);
  set(budget());
  story.approved(20, "5000.00 PHP");
  EXPECT_EQ(held(), "48000.00 0.00 5000.00");
  EXPECT_EQ(ask(kBank, returned(20, "5000.00 PHP")), "deny REQUEST_STATE");
  story.release(20);
  EXPECT_EQ(ask(kBank, returned(20, "5000.00 PHP")), "deny REQUEST_STATE");  // that is a rejection
  story.settle(20, "5000.00 PHP");
  EXPECT_EQ(ask(kBank, returned(20, "4999.99 PHP")), "deny AMOUNT_MISMATCH");
  ReturnPayment wrong = returned(20, "5000.00 PHP");
  wrong.amount = money("5000.00 USD");
  EXPECT_EQ(ask(kBank, wrong), "deny CURRENCY_MISMATCH");
  wrong = returned(20, "5000.00 PHP");
  wrong.booked = today + 1;
  EXPECT_EQ(field(kBank, wrong), "booked");
  wrong.booked = today;
  wrong.reason_code.clear();
  EXPECT_EQ(field(kBank, wrong), "reason_code");
  const Decision back = story.ask(kBank, returned(20, "5000.00 PHP"));
  EXPECT_EQ(postings_of(back), "Dr bank 5000.00 PHP, Cr income 3000.00 PHP, Cr principal 2000.00 PHP, cap_used -5000.00 PHP, cap 5000.00 PHP");
  EXPECT_EQ(held(), "50000.00 3000.00 0.00");
  EXPECT_EQ(cap(kBudget.bytes), "30000.00 0.00 0.00");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->state, RequestState::returned);
  EXPECT_EQ(story.state.request(id<RequestId>(20))->returned, today);
  EXPECT_TRUE(her().spends.empty());
  EXPECT_EQ(said(story.ask(kBank, returned(20, "5000.00 PHP"))), "deny DUPLICATE_MESSAGE");
  ReturnPayment again = returned(20, "5000.00 PHP");
  again.references = {mark(99)};
  EXPECT_EQ(ask(kBank, again), "deny REQUEST_STATE");
}

TEST_F(Money, AFeeThatTheBankGivesBackIsPrincipal) {
  story.approved(20, "5000.00 PHP");
  story.release(20);
  story.settle(20, "5000.00 PHP");
  ReturnPayment c = returned(20, "5000.00 PHP");
  c.refunded_fee = money("10.00 USD");
  EXPECT_EQ(ask(kBank, c), "deny CURRENCY_MISMATCH");
  c.refunded_fee = money("0.00 PHP");
  EXPECT_EQ(ask(kBank, c), "deny AMOUNT_NOT_POSITIVE");
  c.refunded_fee = money("10.00 PHP");
  EXPECT_EQ(postings_of(story.ask(kBank, c)), "Dr bank 5000.00 PHP, Cr principal 5000.00 PHP, Dr bank 10.00 PHP, Cr principal 10.00 PHP");
}

// -- the tax kept of an estate (R62; NIRC 97)

class Estate : public Money {
 protected:
  void SetUp() override {
    Money::SetUp();
    RecordFact death;
    death.ward = kWard;
    death.fact = FactKind::death;
    death.since = today;
    ASSERT_TRUE(story.ask(kWorker, death).accepted());
    RegisterPayee c;
    c.ward = kWard;
    c.payee = id<PayeeId>(0x63);
    c.person = id<PersonId>(0x63);
    c.payee_kind = PayeeKind::estate;
    c.currency = currency("PHP");
    c.details = in_vault(9);
    story.agreed(kOfficer, c, {kOfficer2});
  }
  /// Asked for and agreed to; number 20.
  void approved(std::string_view amount) {
    RequestDisbursement c = story.request(20, amount);
    c.payee = id<PayeeId>(0x63);
    c.purpose = Purpose::estate;
    story.agreed(kOfficer, c, {kOfficer2, kWorker});
  }
};

TEST_F(Estate, SixPercentAreKeptWithinAYear) {
  approved("10000.00 PHP");
  EXPECT_EQ(postings_of(story.release(20)), "Dr reserved 10000.00 PHP, Cr transit 9400.00 PHP, Cr tax 600.00 PHP");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->withheld, money("600.00 PHP"));
  EXPECT_EQ(said(story.settle(20, "10000.00 PHP")), "deny AMOUNT_MISMATCH");
  EXPECT_EQ(postings_of(story.settle(20, "9400.00 PHP")), "Dr transit 9400.00 PHP, Cr bank 9400.00 PHP");
  EXPECT_EQ(postings_of(story.ask(kBank, returned(20, "9400.00 PHP"))), "Dr bank 9400.00 PHP, Dr tax 600.00 PHP, Cr principal 10000.00 PHP");
  EXPECT_EQ(story.pool_balance(AccountKind::tax, "PHP"), "0.00");
}

TEST_F(Estate, OfARejectedPaymentNothingIsKept) {
  approved("10000.00 PHP");
  story.release(20);
  EXPECT_EQ(postings_of(story.ask(kBank, RejectPayment{id<RequestId>(20), kWard, "AC04", {mark(21)}})),
            "Dr transit 9400.00 PHP, Dr tax 600.00 PHP, Cr principal 10000.00 PHP");
}

TEST_F(Estate, ThroughTheAnniversaryOfTheDeathAndNotAfter) {
  approved("10000.00 PHP");
  const auto kept = [&] {
    Release c;
    c.request = id<RequestId>(20);
    c.ward = kWard;
    c.message_id = c.end_to_end_id = "KTW-20";
    const Decision decision = story.would(kReleaser, c);
    const auto* released = event_of<RequestReleased>(decision);
    return released == nullptr ? "?" : released->withheld ? released->withheld->text() : "nothing";
  };
  story.now = at("2027-01-05", "23:59");
  EXPECT_EQ(kept(), "600.00");
  story.now = at("2027-01-06", "00:00");
  EXPECT_EQ(kept(), "nothing");
  story.now = at("2026-06-01");
  EXPECT_EQ(kept(), "600.00");
  RecordFact cleared;
  cleared.ward = kWard;
  cleared.fact = FactKind::estate_clearance;
  cleared.since = today;
  cleared.document = document(70);
  story.agreed(kOfficer, cleared, {kOfficer2});
  EXPECT_EQ(kept(), "nothing");
}

TEST_F(Estate, HalfCentavosGoToTheEvenOne) {
  approved("0.25 PHP");  // six percent are 0.015
  EXPECT_EQ(postings_of(story.release(20)), "Dr reserved 0.25 PHP, Cr transit 0.23 PHP, Cr tax 0.02 PHP");
}

TEST_F(Estate, OfACentavoNothingIsKept) {
  approved("0.01 PHP");
  EXPECT_EQ(postings_of(story.release(20)), "Dr reserved 0.01 PHP, Cr transit 0.01 PHP");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->withheld, std::nullopt);
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_money_test
