// What commands refuse before any rule looks: unknown names, what is there already, wrong currencies, amounts and states.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::refusals_test {
namespace {

class Refusals : public ::testing::Test {
 protected:
  void SetUp() override { story.begin(); }
  std::string ask(const PrincipalId& who, const Command& command) { return said(story.would(who, command)); }
  Story story{std::span<const Rule* const>{}};
};

TEST_F(Refusals, WhatDoesNotExist) {
  const WardId nobody = id<WardId>(0x3f);
  const CivilDate today = manila_date(story.now);
  ReceiveCredit credit;
  credit.credit = id<CreditId>(1);
  credit.pool = id<PoolId>(0x2f);
  credit.amount = money("1.00 USD");
  AppointGuardian guardian;
  guardian.ward = nobody;
  guardian.person = person_of(kGuardian);
  RequestDisbursement request = story.request(20, "1.00 PHP");
  request.payee = id<PayeeId>(0x6f);
  RequestDisbursement under = story.request(20, "1.00 PHP", id<CourtOrderId>(0x7f));
  Release release;
  release.request = id<RequestId>(0x2f);
  release.ward = kWard;
  const struct {
    PrincipalId who;
    Command command;
    std::string_view expected;
  } kCases[] = {
      {kBank, credit, "deny POOL_UNKNOWN"},
      {kOfficer, guardian, "deny WARD_UNKNOWN"},
      {kOfficer, RecordAward{id<AwardId>(0x5f), id<OrderId>(0x4f), kWard, money("1.00 USD")}, "deny ORDER_UNKNOWN"},
      {kOfficer, RecordAward{id<AwardId>(0x5f), kOrder, nobody, money("1.00 USD")}, "deny WARD_UNKNOWN"},
      {kOfficer, ApproveBond{kWard, id<PersonId>(0x77), money("1.00 PHP"), today, std::nullopt}, "deny GUARDIAN_UNKNOWN"},
      {kOfficer, MatchCredit{id<CreditId>(0x8f), kOrder}, "deny CREDIT_UNKNOWN"},
      {kGuardian, request, "deny PAYEE_UNKNOWN"},
      {kGuardian, under, "deny COURT_ORDER_UNKNOWN"},
      {kReleaser, release, "deny REQUEST_UNKNOWN"},
      {kOfficer, FileReturn{kWard, 9, today, std::nullopt, std::nullopt}, "deny OBLIGATION_UNKNOWN"},
      {kAdministrator, RevokePrincipal{id<PrincipalId>(0x7e), "gone"}, "deny PRINCIPAL_UNKNOWN"},
      {kCompliance, EraseWard{nobody, "gone"}, "deny WARD_UNKNOWN"},
  };
  for (const auto& c : kCases) EXPECT_EQ(ask(c.who, c.command), c.expected) << name_of(c.command);
  EXPECT_EQ(story.would(kOfficer, guardian).about, Subject{});  // there is no part of hers to write it in
}

TEST_F(Refusals, WhatIsThereAlready) {
  story.fund();
  story.record_court_order("10.00 PHP");
  const CivilDate today = manila_date(story.now);
  OpenPool pool;
  pool.pool = id<PoolId>(0x2f);
  pool.bank = "TESTBANK";
  pool.code = "omnibus";
  pool.accounts = {{currency("EUR"), mark(210, MarkKind::account), in_vault(1)}};
  OpenPool same_account = pool;
  same_account.code = "other";
  same_account.accounts = {{currency("USD"), mark(200, MarkKind::account), in_vault(1)}};
  OpenWard ward;
  ward.ward = kWard;
  ward.pool = kPool;
  ward.born_earliest = ward.born_latest = day("2012-05-20");
  RegisterPayee payee;
  payee.ward = kWard;
  payee.payee = kSchool;
  payee.person = id<PersonId>(0x61);
  payee.currency = currency("PHP");
  RecordCourtOrder order;
  order.ward = kWard;
  order.order = kCourtOrder;
  order.dated = today;
  order.cap = money("1.00 PHP");
  EnrolPrincipal promoted{spec(kWorker)};
  promoted.who.role = Role::trust_officer;
  promoted.who.credential.fingerprint = document(99);
  const struct {
    PrincipalId who;
    Command command;
    std::string_view expected;
  } kCases[] = {
      {kOfficer, pool, "deny ALREADY_EXISTS"},
      {kOfficer, same_account, "deny ALREADY_EXISTS"},
      {kOfficer, ward, "deny ALREADY_EXISTS"},
      {kOfficer, RecordOrder{kOrder, "US", today, money("1.00 USD"), document(1), std::nullopt}, "deny ALREADY_EXISTS"},
      {kOfficer, RecordAward{kAward, kOrder, kWard, money("1.00 USD")}, "deny ALREADY_EXISTS"},
      {kOfficer, payee, "deny ALREADY_EXISTS"},
      {kOfficer, order, "deny ALREADY_EXISTS"},
      {kAdministrator, EnrolPrincipal{spec(kWorker)}, "deny ALREADY_EXISTS"},
      {kAdministrator, promoted, "deny ALREADY_EXISTS"},
      {kOfficer, AdoptRulebook{bare_bundle()}, "deny ALREADY_EXISTS"},
      {kOfficer, MatchCredit{id<CreditId>(100), kOrder}, "deny CREDIT_MATCHED"},
  };
  for (const auto& c : kCases) EXPECT_EQ(ask(c.who, c.command), c.expected) << name_of(c.command);
  pool.code = "other";
  EXPECT_EQ(ask(kOfficer, pool), "allow");
}

TEST_F(Refusals, WrongCurrenciesAndAmounts) {
  story.fund();
  story.record_court_order("10.00 USD", id<CourtOrderId>(0x72));
  const CivilDate today = manila_date(story.now);
  const auto credit = [&](std::string_view amount, std::optional<Amount> charges) {
    ReceiveCredit c;
    c.credit = id<CreditId>(9);
    c.pool = kPool;
    c.amount = money(amount);
    c.charges = charges;
    c.booked = c.value_date = today;
    c.references = {mark(9)};
    return c;
  };
  const auto deal = [&](std::string_view sold, std::string_view bought, std::optional<Amount> charge) {
    Convert c;
    c.ward = kWard;
    c.sold = money(sold);
    c.bought = money(bought);
    c.charge = charge;
    c.rate = rate("PHP", "1", "USD");
    return c;
  };
  const struct {
    PrincipalId who;
    Command command;
    std::string_view expected;
  } kCases[] = {
      {kBank, credit("0.00 USD", std::nullopt), "deny AMOUNT_NOT_POSITIVE"},
      {kBank, credit("-1.00 USD", std::nullopt), "deny AMOUNT_NOT_POSITIVE"},
      {kBank, credit("1.00 EUR", std::nullopt), "deny POOL_ACCOUNT_UNKNOWN"},
      {kBank, credit("1.00 USD", money("1.00 PHP")), "deny CURRENCY_MISMATCH"},
      {kBank, credit("1.00 USD", money("-1.00 USD")), "deny AMOUNT_NOT_POSITIVE"},
      {kBank, credit("9999999999999999.99 USD", money("0.01 USD")), "deny AMOUNT_RANGE"},
      {kBank, credit("1.00 USD", money("0.00 USD")), "allow"},
      {kGuardian, story.request(20, "1.00 USD"), "deny CURRENCY_MISMATCH"},
      {kGuardian, story.request(20, "0.00 PHP"), "deny AMOUNT_NOT_POSITIVE"},
      {kGuardian, story.request(20, "1.00 PHP", id<CourtOrderId>(0x72)), "deny CURRENCY_MISMATCH"},
      {kOfficer, deal("1.00 PHP", "1.00 PHP", std::nullopt), "deny CURRENCY_MISMATCH"},
      {kOfficer, deal("1.00 PHP", "1.00 EUR", std::nullopt), "deny POOL_ACCOUNT_UNKNOWN"},
      {kOfficer, deal("1.00 PHP", "1.00 USD", money("0.10 PHP")), "deny CURRENCY_MISMATCH"},
      {kOfficer, deal("1.00 PHP", "1.00 USD", money("-0.10 USD")), "deny AMOUNT_NOT_POSITIVE"},
      {kOfficer, deal("50000.01 PHP", "1.00 USD", std::nullopt), "deny INSUFFICIENT_FUNDS"},
      {kOfficer, RecordAward{id<AwardId>(0x5f), kOrder, kWard, money("1.00 PHP")}, "deny CURRENCY_MISMATCH"},
      {kBank, RecordRate{rate("PHP", "1", "USD"), today, "x"}, "deny CURRENCY_MISMATCH"},
      {kBank, RecordRate{rate("USD", "50"), today + 1, "x"}, "deny FIELD_INVALID"},
      {kBank, RecordRate{rate("USD", "50"), today, ""}, "deny FIELD_INVALID"},
      {kOfficer, RecordCharge{kWard, money("50000.01 PHP"), today, {mark(9)}}, "deny INSUFFICIENT_FUNDS"},
  };
  for (const auto& c : kCases) EXPECT_EQ(ask(c.who, c.command), c.expected) << name_of(c.command);
}

TEST_F(Refusals, StatesInTheirOrder) {
  story.fund();
  const HandOver hand_over{id<RequestId>(20), kWard};
  const RejectPayment reject{id<RequestId>(20), kWard, "AC04", {mark(70)}};
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "100.00 PHP")).accepted());
  EXPECT_EQ(said(story.release(20)), "deny REQUEST_STATE");
  EXPECT_EQ(ask(kBank, hand_over), "deny REQUEST_STATE");
  story.approve(kOfficer, story.last() - 1);
  EXPECT_EQ(ask(kBank, hand_over), "deny REQUEST_STATE");
  EXPECT_EQ(ask(kBank, reject), "deny REQUEST_STATE");
  EXPECT_EQ(said(story.settle(20, "100.00 PHP")), "deny REQUEST_STATE");
  EXPECT_EQ(said(story.release(20)), "allow");
  EXPECT_EQ(said(story.release(20)), "deny REQUEST_STATE");
  EXPECT_EQ(said(story.ask(kBank, hand_over)), "allow");
  EXPECT_EQ(ask(kBank, hand_over), "deny REQUEST_STATE");
  EXPECT_EQ(said(story.settle(20, "99.99 PHP")), "deny AMOUNT_MISMATCH");
  EXPECT_EQ(said(story.settle(20, "100.00 PHP")), "allow");
  EXPECT_EQ(said(story.settle(20, "100.00 PHP")), "deny DUPLICATE_MESSAGE");
  EXPECT_EQ(ask(kBank, reject), "deny REQUEST_STATE");
  HandOver others = hand_over;
  others.ward = id<WardId>(0x3f);
  EXPECT_EQ(ask(kBank, others), "deny WARD_UNKNOWN");
}

TEST_F(Refusals, AnOrderIsMatchedOnlyWhenItIsWhollyAllocated) {
  Story other(std::span<const Rule* const>{});
  other.open_pool();
  other.open_ward(kWard);
  other.record_order("100.00 USD");
  other.record_award(kWard, kAward, "99.99 USD");
  ASSERT_EQ(said(other.receive(1, "10.00 USD")), "allow");
  EXPECT_EQ(said(other.would(kOfficer, MatchCredit{id<CreditId>(1), kOrder})), "deny ORDER_NOT_ALLOCATED");
  other.record_award(kWard, kAwardB, "0.01 USD");
  EXPECT_EQ(said(other.would(kOfficer, MatchCredit{id<CreditId>(1), kOrder})), "allow");
}

TEST_F(Refusals, RefusedInputIsRecordedAsADenial) {
  const Decision recorded = story.ask(kGuardian, RefuseInput{"POST /wards/{ward}/requests", "JSON_SYNTAX", {}});
  EXPECT_EQ(said(recorded), "deny JSON_SYNTAX");
  EXPECT_EQ(recorded.about, Subject{});
  EXPECT_EQ(ask(kGuardian, RefuseInput{"POST /x", "NO_SUCH_CODE", {}}), "deny FIELD_INVALID");
}

TEST_F(Refusals, TheSandboxClockGoesForward) {
  EXPECT_EQ(ask(kAdministrator, MoveClock{story.now}), "deny CLOCK_BACKWARDS");
  EXPECT_EQ(ask(kAdministrator, MoveClock{{story.now.micros + 1}}), "deny CLOCK_BACKWARDS");  // the entry's own time
  EXPECT_EQ(ask(kAdministrator, MoveClock{{story.now.micros + 2}}), "allow");
}

TEST_F(Refusals, DatesOutOfAllReach) {
  AppointGuardian c;
  c.ward = kWard;
  c.person = id<PersonId>(0x45);
  c.letters = manila_date(story.now) + 366;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.letters = manila_date(story.now) + 367;
  EXPECT_EQ(ask(kOfficer, c), "deny FIELD_INVALID");
  EXPECT_EQ(ask(kAdministrator, MoveClock{at("2999-12-31")}), "allow");
  EXPECT_EQ(ask(kAdministrator, MoveClock{at("3000-01-01")}), "deny FIELD_INVALID");
}

TEST_F(Refusals, DeclaredPropertyIsInPesos) {
  AppointGuardian c;
  c.ward = kWard;
  c.person = id<PersonId>(0x45);
  c.other_property = money("1.00 USD");
  EXPECT_EQ(ask(kOfficer, c), "deny CURRENCY_MISMATCH");
  c.other_property = money("-1.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_NOT_POSITIVE");
  c.other_property = money("1.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.no_other_property = true;
  EXPECT_EQ(ask(kOfficer, c), "deny FIELD_INVALID");
}

TEST_F(Refusals, AReversalOfWhatCanNotBeReadWhole) {
  ASSERT_EQ(said(story.receive(1, "10.00 USD")), "allow");
  Submission s;
  s.command = ReverseEntry{story.last(), subject(kPool), "wrong"};
  s.principal = kOfficer;
  s.seq = story.entries.size();
  s.time = {story.now.micros + 1};
  s.reversed_kind = ReceiveCredit::kind;
  s.reversed_postings = story.entries.back().decision.postings;
  EXPECT_EQ(said(story.judge.decide(story.state, s)), "allow");
  s.reversed_postings.pop_back();  // as when a ward's key is gone
  EXPECT_EQ(said(story.judge.decide(story.state, s)), "deny NOTHING_TO_REVERSE");
}

// -- founding

TEST(FoundingPlan, SaysWhatIsWrong) {
  const auto found = [](auto change, bool valid = true) {
    CreateLedger c;
    c.ledger.fill(1);
    c.origin = "sandbox.example";
    c.rulebook = bare_bundle();
    c.officers = {spec(kOfficer), spec(kOfficer2), spec(kOfficerAgain)};
    c.signatures = {{document(1), {1}}, {document(2), {1}}};
    change(c);
    Submission s;
    s.command = c;
    s.time = at("2026-01-05");
    s.signature_valid = valid;
    Judge judge(hash, {});
    return said(judge.decide(State{}, s));
  };
  EXPECT_EQ(found([](CreateLedger&) {}), "allow");
  EXPECT_EQ(found([](CreateLedger&) {}, false), "deny FOUNDING_QUORUM");
  EXPECT_EQ(found([](CreateLedger& c) { c.signatures.pop_back(); }), "deny FOUNDING_QUORUM");
  EXPECT_EQ(found([](CreateLedger& c) { c.signatures.back().credential = document(10); }), "deny FOUNDING_QUORUM");  // the same person
  EXPECT_EQ(found([](CreateLedger& c) { c.signatures.back().credential = document(9); }), "deny FOUNDING_QUORUM");   // no officer
  EXPECT_EQ(found([](CreateLedger& c) { c.origin = "bank.example"; }), "deny FIELD_INVALID");
  EXPECT_EQ(found([](CreateLedger& c) { c.mode = Mode::production; }), "deny FIELD_INVALID");
  EXPECT_EQ(found([](CreateLedger& c) { c.ledger.fill(0); }), "deny FIELD_INVALID");
  EXPECT_EQ(found([](CreateLedger& c) { c.officers.push_back(c.officers.back()); }), "deny FIELD_INVALID");
  EXPECT_EQ(found([](CreateLedger& c) { c.rulebook = "no bundle"; }), "deny RULEBOOK_SYNTAX");
}

}  // namespace
}  // namespace katiwala::policies::kit::refusals_test
