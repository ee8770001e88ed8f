// What commands do: postings to the shape, caps, reconciliation, reversal, erasure.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_test {
namespace {

using book::AccountKind;

class Plans : public ::testing::Test {
 protected:
  void SetUp() override { story.begin(); }
  std::string ask(const PrincipalId& who, const Command& command) { return said(story.would(who, command)); }
  std::string held(std::string_view code = "PHP") {
    return story.ward_balance(kWard, AccountKind::principal, code) + " " + story.ward_balance(kWard, AccountKind::reserved, code);
  }
  std::string cap(const CourtOrderId& order = kCourtOrder) {
    return story.balance(AccountKind::cap, order.bytes, "PHP").text() + " " + story.balance(AccountKind::cap_reserved, order.bytes, "PHP").text() +
           " " + story.balance(AccountKind::cap_used, order.bytes, "PHP").text();
  }
  Story story{std::span<const Rule* const>{}};
};

// -- the shapes

TEST_F(Plans, AnAwardIsAnAccountOfWhatIsOwed) {
  const Decision recorded = story.would(kOfficer, RecordAward{id<AwardId>(0x59), kOrder, kWard, money("1.00 USD")});
  EXPECT_EQ(said(recorded), "deny ORDER_OVERALLOCATED");
  EXPECT_EQ(story.balance(AccountKind::awarded, kAward.bytes, "USD").text(), "-35000.00");
  EXPECT_EQ(story.outstanding(kAward), "35000.00");
}

TEST_F(Plans, ACapIsReservedUsedAndRestored) {
  story.fund();
  story.record_court_order("30000.00 PHP");
  EXPECT_EQ(cap(), "30000.00 0.00 0.00");
  story.approved(20, "30000.00 PHP", kCourtOrder);
  EXPECT_EQ(cap(), "0.00 30000.00 0.00");
  EXPECT_EQ(ask(kGuardian, story.request(21, "1.00 PHP", kCourtOrder)), "allow");  // the rules deny it; the book at approval
  story.release(20);
  RejectPayment rejected{id<RequestId>(20), kWard, "AC04", {mark(21)}};
  EXPECT_EQ(postings_of(story.ask(kBank, rejected)),
            "Dr transit 30000.00 PHP, Cr principal 30000.00 PHP, cap_reserved -30000.00 PHP, cap 30000.00 PHP");
  EXPECT_EQ(cap(), "30000.00 0.00 0.00");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->state, RequestState::returned);
  story.approved(22, "12000.00 PHP", kCourtOrder);
  story.release(22);
  EXPECT_EQ(postings_of(story.settle(22, "12000.00 PHP")),
            "Dr transit 12000.00 PHP, Cr bank 12000.00 PHP, cap_reserved -12000.00 PHP, cap_used 12000.00 PHP");
  EXPECT_EQ(cap(), "18000.00 0.00 12000.00");
  EXPECT_EQ(held(), "38000.00 0.00");
}

TEST_F(Plans, TheBookGuardsFloorsWhenNoRuleDoes) {
  story.fund();
  story.record_court_order("30000.00 PHP");
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "50000.01 PHP")).accepted());
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "deny INSUFFICIENT_FUNDS");
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "30000.01 PHP", kCourtOrder)).accepted());
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "deny CAP_EXCEEDED");
  ASSERT_TRUE(story.ask(kGuardian, story.request(22, "50000.00 PHP")).accepted());
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "allow");
  EXPECT_EQ(held(), "0.00 50000.00");
}

TEST_F(Plans, IncomeIsDrawnFirstAndGivenBackToIncome) {
  story.fund();
  story.interest("3750.00 PHP", "750.00 PHP", 50);
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "5000.00 PHP")).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(postings_of(story.approve(kOfficer, proposal)), "Dr income 3000.00 PHP, Dr principal 2000.00 PHP, Cr reserved 5000.00 PHP");
  EXPECT_EQ(postings_of(story.ask(kGuardian, CancelProposal{proposal, subject(kWard), "no"})),
            "Dr reserved 5000.00 PHP, Cr income 3000.00 PHP, Cr principal 2000.00 PHP");
  const RecordCharge charge{kWard, money("3000.01 PHP"), manila_date(story.now), {mark(40)}};
  EXPECT_EQ(postings_of(story.agreed(kOfficer, charge, {kOfficer2, kCompliance})),
            "Dr income 3000.00 PHP, Dr principal 0.01 PHP, Cr bank 3000.01 PHP");
}

TEST_F(Plans, AConversionsChargeIsALineOfItsOwn) {
  story.credit(1, "1000.00 USD");
  Convert c;
  c.ward = kWard;
  c.sold = money("1000.00 USD");
  c.bought = money("50000.00 PHP");
  c.charge = money("150.00 PHP");
  c.rate = rate("USD", "50");
  c.references = {mark(2)};
  EXPECT_EQ(postings_of(story.agreed(kOfficer, c, {kOfficer2})),
            "Dr principal 1000.00 USD, Cr bank 1000.00 USD, Cr principal 50000.00 PHP, Dr bank 50000.00 PHP, "
            "Dr principal 150.00 PHP, Cr bank 150.00 PHP");
  EXPECT_EQ(held(), "49850.00 0.00");
}

TEST_F(Plans, ThePoolsPartNamesNoWard) {
  ASSERT_EQ(said(story.receive(1, "1000.00 USD")), "allow");
  const Decision matched = story.match(1);
  EXPECT_EQ(events_of(matched, subject(kWard)), "award_credited");
  EXPECT_EQ(events_of(matched, watch_of(kWard)), "flags_weighed");
  EXPECT_EQ(events_of(matched, subject(kPool)), "proposal_approved credit_matched proposal_closed");
  EXPECT_EQ(parts_of(matched).size(), 4U);  // and the order's
  for (const SubjectPosting& line : matched.postings) {
    const bool pooled = line.posting.account.owner == kPool.bytes;
    EXPECT_EQ(line.about, pooled ? subject(kPool) : subject(kWard));
  }
  EXPECT_EQ(matched.about, subject(kPool));
}

// -- reconciliation

TEST_F(Plans, AStatementThatBreaksIsRememberedUntilOneAgrees) {
  story.credit(1, "1000.00 USD");
  const auto statement = [&](std::string_view closing, std::uint8_t number) {
    return Reconcile{kPool, manila_date(story.now), money(closing), mark(number), std::nullopt};
  };
  const auto difference = [&] { return find_cash(*story.state.pool(kPool), currency("USD"))->difference; };
  EXPECT_EQ(said(story.ask(kBank, statement("987.50 USD", 60))), "allow");
  EXPECT_EQ(difference(), money("-12.50 USD"));
  EXPECT_EQ(said(story.ask(kBank, statement("987.50 USD", 60))), "allow");  // still a break, held against the book again
  story.agreed(kOfficer, RecordCharge{kWard, money("12.50 USD"), manila_date(story.now), {mark(61)}}, {kOfficer2, kCompliance});
  EXPECT_EQ(said(story.ask(kBank, statement("987.50 USD", 60))), "allow");
  EXPECT_FALSE(difference());
  EXPECT_EQ(said(story.ask(kBank, statement("987.50 USD", 60))), "deny DUPLICATE_MESSAGE");
  EXPECT_EQ(said(story.ask(kBank, statement("0.01 PHP", 62))), "allow");
  EXPECT_EQ(find_cash(*story.state.pool(kPool), currency("PHP"))->difference, money("0.01 PHP"));
  EXPECT_FALSE(difference());  // of the other currency alone
  Reconcile earlier = statement("987.50 USD", 63);
  earlier.day = manila_date(story.now) - 1;
  EXPECT_EQ(said(story.ask(kBank, earlier)), "deny FIELD_INVALID");
}

// -- reversal

TEST_F(Plans, AReversalUndoesAMatchingOnceAndTheCreditCanBeMatchedAgain) {
  ASSERT_EQ(said(story.receive(1, "1000.00 USD", "25.00 USD")), "allow");
  const std::uint64_t received = story.last();
  story.match(1);
  const std::uint64_t matched = story.last();
  EXPECT_EQ(ask(kOfficer, ReverseEntry{matched, subject(kWardB), "wrong order"}), "deny SUBJECT_MISMATCH");
  EXPECT_EQ(ask(kOfficer, ReverseEntry{matched, subject(kPool), ""}), "deny FIELD_INVALID");
  const Decision reversed = story.agreed(kOfficer, ReverseEntry{matched, subject(kPool), "wrong order"}, {kOfficer2, kCompliance});
  EXPECT_EQ(postings_of(reversed), "Cr suspense 1000.00 USD, Dr principal 1000.00 USD, outstanding 1025.00 USD, received -1000.00 USD, charged -25.00 USD");
  EXPECT_EQ(story.outstanding(kAward), "35000.00");
  EXPECT_EQ(ask(kOfficer, ReverseEntry{matched, subject(kPool), "again"}), "deny ENTRY_REVERSED");
  story.match(1);
  EXPECT_EQ(story.outstanding(kAward), "33975.00");
  EXPECT_EQ(ask(kOfficer, ReverseEntry{received, subject(kPool), "never came"}), "deny CREDIT_MATCHED");
}

TEST_F(Plans, AReceiptThatWasMatchedIsNotUndoneOnAnotherPayorsMoney) {
  ASSERT_EQ(said(story.receive(1, "1000.00 USD")), "allow");
  const std::uint64_t received = story.last();
  story.match(1);
  const std::uint64_t matched = story.last();
  ASSERT_EQ(said(story.receive(2, "1000.00 USD")), "allow");  // it waits in suspense, where it would cover the reversal
  EXPECT_EQ(ask(kOfficer, ReverseEntry{received, subject(kPool), "never came"}), "deny CREDIT_MATCHED");
  story.agreed(kOfficer, ReverseEntry{matched, subject(kPool), "first this"}, {kOfficer2, kCompliance});
  story.agreed(kOfficer, ReverseEntry{received, subject(kPool), "never came"}, {kOfficer2, kCompliance});
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "1000.00");
}

TEST_F(Plans, AMatchingThatCreditedNobodyIsUndoneToo) {
  story.credit(1, "35000.00 USD");
  story.credit(2, "24.00 USD");  // the order is paid: all of it stays in suspense
  const std::uint64_t matched = story.last();
  EXPECT_EQ(ask(kOfficer, ReverseEntry{matched, subject(kWard), "another order"}), "deny SUBJECT_MISMATCH");
  const Decision reversed = story.agreed(kOfficer, ReverseEntry{matched, subject(kPool), "another order"}, {kOfficer2, kCompliance});
  EXPECT_EQ(postings_of(reversed), "");
  EXPECT_FALSE(story.state.credit(id<CreditId>(2))->matched);
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "24.00");
}

TEST_F(Plans, AnIdentifierIsTakenInEveryCurrency) {
  story.agreed(kOfficer, RecordOrder{id<OrderId>(0x42), "US", day("2026-01-02"), money("500.00 PHP"), document(2), std::nullopt}, {kOfficer2});
  EXPECT_EQ(ask(kOfficer, RecordAward{kAward, id<OrderId>(0x42), kWard, money("500.00 PHP")}), "deny ALREADY_EXISTS");
  story.record_court_order("500.00 PHP");
  story.open_ward(kWardB);
  RecordCourtOrder again{kWardB, kCourtOrder, manila_date(story.now), std::nullopt, money("5.00 USD"), std::nullopt, std::nullopt, document(3), in_vault(3)};
  EXPECT_EQ(ask(kOfficer, again), "deny ALREADY_EXISTS");
}

TEST_F(Plans, AReversedReceiptIsMatchedByNobody) {
  ASSERT_EQ(said(story.receive(1, "1000.00 USD")), "allow");
  story.agreed(kOfficer, ReverseEntry{story.last(), subject(kPool), "booked by mistake"}, {kOfficer2, kCompliance});
  EXPECT_EQ(story.pool_balance(AccountKind::bank, "USD"), "0.00");
  EXPECT_EQ(ask(kOfficer, MatchCredit{id<CreditId>(1), kOrder}), "deny CREDIT_MATCHED");
}

TEST_F(Plans, AReversalWaitsForTwoAndTakesNothingThatIsSpent) {
  story.fund();  // the credit is entry by entry: received, proposed, approved; then the deal
  story.approved(20, "18000.00 PHP");
  const std::uint64_t reserved = story.last();
  EXPECT_EQ(ask(kOfficer, ReverseEntry{reserved, subject(kWard), "?"}), "deny NOTHING_TO_REVERSE");
  EXPECT_EQ(ask(kOfficer, ReverseEntry{story.last() + 7, subject(kWard), "?"}), "deny ENTRY_MISSING");
  EXPECT_EQ(ask(kOfficer, ReverseEntry{1, subject(kWard), "?"}), "deny NOTHING_TO_REVERSE");  // moved nothing
  const std::uint64_t deal = reserved - 2;  // the request came between
  EXPECT_EQ(ask(kOfficer, ReverseEntry{deal, subject(kWard), "wrong rate"}), "deny INSUFFICIENT_FUNDS");
  ASSERT_TRUE(story.ask(kGuardian, CancelProposal{reserved - 1, subject(kWard), "first"}).accepted());
  EXPECT_EQ(ask(kOfficer, ReverseEntry{deal, subject(kWard), "wrong rate"}), "allow");
}

// -- erasure

TEST_F(Plans, WhatIsLookedIntoIsNotErased) {
  const EraseWard erasure{kWard, "retention has passed"};
  EXPECT_EQ(ask(kCompliance, erasure), "allow");
  EXPECT_EQ(said(story.ask(kCompliance, OpenCase{watch_of(kWard), "RF03", std::nullopt, std::nullopt, std::nullopt})), "allow");
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_BUSY");
}

TEST_F(Plans, OnlyWhatStandsAtZeroIsErased) {
  story.fund();
  const EraseWard erasure{kWard, "retention has passed"};
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_NOT_EMPTY");
  story.approved(20, "50000.00 PHP");
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_NOT_EMPTY");
  story.release(20);
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_BUSY");
  story.settle(20, "50000.00 PHP");
  EXPECT_EQ(ask(kCompliance, erasure), "allow");
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "1.00 PHP")).accepted());
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_BUSY");
  ASSERT_TRUE(story.ask(kGuardian, CancelProposal{story.last(), subject(kWard), "no"}).accepted());

  const Decision erased = story.agreed(kCompliance, erasure, {kOfficer, kCompliance2});
  EXPECT_EQ(erased.about, Subject{});
  EXPECT_EQ(events_of(erased), "proposal_approved ward_erased proposal_closed");
  EXPECT_EQ(story.state.ward(kWard), nullptr);
  EXPECT_EQ(story.state.protection(kWard), nullptr);
  EXPECT_EQ(story.state.watch(watch_of(kWard)), nullptr);
  EXPECT_EQ(story.outstanding(kAward), "0.00");
  EXPECT_EQ(ask(kCompliance, erasure), "deny WARD_UNKNOWN");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_test
