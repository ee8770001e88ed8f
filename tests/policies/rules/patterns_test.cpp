// RF01 under the tier, RF02 split bill, RF09 depletion, RF12 unusual asking, RF14 surge, RF18 round and running.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::patterns_test {
namespace {

struct Before {
  const char* on;
  const char* amount;
};

void before(Scene& scene, const std::vector<Before>& all) {
  std::uint8_t number = 100;
  for (const Before& b : all) scene.earlier(++number, b.on, money(b.amount));
}

void open_case(Scene& scene, std::string_view flag, CaseState state = CaseState::open) {
  WatchCase made;
  made.number = 1;
  made.flag = flag;
  made.opened = day("2026-04-27");
  made.state = state;
  scene.watch().cases.push_back(made);
}

/// Who is paid beside the school: another record of it, or somebody else.
PayeeId another_payee(Scene& scene, std::uint8_t number, PersonId person, PayeeKind kind = PayeeKind::school) {
  Payee payee = scene.ward().payees.front();
  payee.id = id<PayeeId>(number);
  payee.person = person;
  payee.payee_kind = kind;
  scene.ward().payees.push_back(payee);
  return payee.id;
}

// -- RF01

TEST(RF01, ThreeInThirtyDaysJustUnderALimit) {
  const struct {
    const char* what;
    std::vector<Before> earlier;
    const char* now;
    const char* amount;
    const char* raised;
  } cases[] = {
      {"S05: the first", {}, "2026-04-13", "19900.00 PHP", ""},
      {"S05: the second", {{"2026-04-13", "19900.00 PHP"}}, "2026-04-20", "19900.00 PHP", ""},
      {"S05: the third", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-04-27", "19900.00 PHP", "case"},
      {"S05: on 12 May the first is in the window", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-05-12", "19900.00 PHP", "case"},
      {"S05: on 13 May it is not", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-05-13", "19900.00 PHP", ""},
      {"90% to the centavo", {{"2026-07-01", "18000.00 PHP"}, {"2026-07-02", "18000.00 PHP"}}, "2026-07-06", "18000.00 PHP", "case"},
      {"this one a centavo less", {{"2026-07-01", "18000.00 PHP"}, {"2026-07-02", "18000.00 PHP"}}, "2026-07-06", "17999.99 PHP", ""},
      {"one before a centavo less", {{"2026-07-01", "17999.99 PHP"}, {"2026-07-02", "18000.00 PHP"}}, "2026-07-06", "18000.00 PHP", ""},
      {"the limit itself", {{"2026-07-01", "20000.00 PHP"}, {"2026-07-02", "20000.00 PHP"}}, "2026-07-06", "20000.00 PHP", "case"},
      {"a centavo above it", {{"2026-07-01", "20000.00 PHP"}, {"2026-07-02", "20000.00 PHP"}}, "2026-07-06", "20000.01 PHP", ""},
      {"under T1's", {{"2026-07-01", "45000.00 PHP"}, {"2026-07-02", "50000.00 PHP"}}, "2026-07-06", "47000.00 PHP", "case"},
      {"under T1's, a centavo less", {{"2026-07-01", "45000.00 PHP"}, {"2026-07-02", "50000.00 PHP"}}, "2026-07-06", "44999.99 PHP", ""},
      {"limits are not mixed", {{"2026-07-01", "19900.00 PHP"}, {"2026-07-02", "19900.00 PHP"}}, "2026-07-06", "47000.00 PHP", ""},
      {"first day of the window", {{"2026-06-07", "19900.00 PHP"}, {"2026-07-02", "19900.00 PHP"}}, "2026-07-06", "19900.00 PHP", "case"},
      {"the day before it", {{"2026-06-06", "19900.00 PHP"}, {"2026-07-02", "19900.00 PHP"}}, "2026-07-06", "19900.00 PHP", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    before(scene, c.earlier);
    scene.now(morning(c.now));
    scene.ask_for(money(c.amount));
    const Verdict verdict = scene.hear("RF01");
    EXPECT_EQ(raised_of(verdict), c.raised) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what << ": the third is escalated by R19, not by this";
    for (const RaisedFlag& flag : verdict.raised) {
      EXPECT_EQ(flag.watch, watch_of(kWard)) << c.what;
      EXPECT_EQ(flag.request, kRequest) << c.what;
    }
  }
}

TEST(RF01, SaysWhichLimitAndHowMany) {
  Scene scene;
  before(scene, {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}});
  scene.now(morning("2026-04-27"));
  scene.ask_for(money("19900.00 PHP"));
  const Verdict verdict = scene.hear("RF01");
  EXPECT_EQ(flag_fact(verdict, "limit"), "20000.00 PHP");
  EXPECT_EQ(flag_fact(verdict, "from"), "18000 PHP");
  EXPECT_EQ(flag_fact(verdict, "requests"), "3");
  EXPECT_EQ(flag_fact(verdict, "window_from"), "2026-03-29");
}

TEST(RF01, CancelledCountsAndOrderedDoesNot) {
  Scene scene;
  before(scene, {{"2026-07-01", "19900.00 PHP"}, {"2026-07-02", "19900.00 PHP"}});
  scene.state.requests.at(id<RequestId>(101)).state = RequestState::cancelled;
  scene.ask_for(money("19900.00 PHP"));
  EXPECT_EQ(raised_of(scene.hear("RF01")), "case");
  scene.state.requests.at(id<RequestId>(101)).court_order = kCourtOrder;
  EXPECT_EQ(raised_of(scene.hear("RF01")), "");
}

TEST(RF01, ForeignAmountsCountAtTheRateOfTheirDay) {
  Scene scene;
  scene.day_rate("2026-07-03", rate("USD", "60"));
  before(scene, {{"2026-07-01", "310.00 USD"}, {"2026-07-02", "310.00 USD"}});  // 18,052.85 each
  scene.ask_for(money("300.00 USD"));                                           // 18,000.00 at 60
  EXPECT_EQ(raised_of(scene.hear("RF01")), "case");
  scene.ask_for(money("299.99 USD"));
  EXPECT_EQ(raised_of(scene.hear("RF01")), "");
  scene.ask_for(money("300.00 EUR"));
  EXPECT_EQ(said(scene.hear("RF01")), "deny RATE_MISSING");
}

TEST(RF01, WhileACaseStands) {
  const struct {
    const char* what;
    CaseState state;
    const char* flag;
    Tier tier;
    const char* at_submit;
    const char* later;
  } cases[] = {
      {"S05, 13 May: T0", CaseState::open, "RF01", Tier::t0, "hold STRUCTURING", "hold STRUCTURING"},
      {"S05, 12 May: escalated, and not carried out", CaseState::open, "RF01", Tier::t1, "silent", "hold STRUCTURING"},
      {"found suspicious", CaseState::suspicious, "RF01", Tier::t0, "hold STRUCTURING", "hold STRUCTURING"},
      {"found clear", CaseState::clear, "RF01", Tier::t0, "silent", "silent"},
      {"reported", CaseState::reported, "RF01", Tier::t0, "silent", "silent"},
      {"closed", CaseState::closed, "RF01", Tier::t0, "silent", "silent"},
      {"of another flag", CaseState::open, "RF02", Tier::t0, "silent", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    open_case(scene, c.flag, c.state);
    scene.tier = c.tier;
    scene.now(morning("2026-05-13"));
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("RF01")), c.at_submit) << c.what;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("RF01")), c.later) << c.what << ", at execution";
    EXPECT_EQ(raised_of(scene.hear("RF01")), "") << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("RF01")), c.later) << c.what << ", at release";
  }
}

TEST(RF01, WhatACourtOrderedIsNeverHeld) {
  Scene scene;
  open_case(scene, "RF01");
  scene.tier = Tier::t2;
  RequestDisbursement asked = scene.request(money("19900.00 PHP"));
  asked.court_order = kCourtOrder;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("RF01")), "silent");
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("RF01")), "silent");
}

TEST(RF01, FiguresAreParameters) {
  Scene scene;
  scene.rulebook = shipped({{"percent = 90 ", "percent = 95 "}});
  before(scene, {{"2026-07-01", "19900.00 PHP"}, {"2026-07-02", "19900.00 PHP"}});
  scene.ask_for(money("18999.99 PHP"));
  EXPECT_EQ(raised_of(scene.hear("RF01")), "");
  scene.ask_for(money("19000.00 PHP"));
  EXPECT_EQ(raised_of(scene.hear("RF01")), "case");
}

TEST(RF01, WithoutAWatchNothingStands) {  // a ledger from before there were any
  Scene scene;
  scene.state.watches.clear();
  scene.ask_for(money("19900.00 PHP"));
  EXPECT_EQ(said(scene.hear("RF01")), "silent");
}

// -- RF02

TEST(RF02, OneBillInParts) {
  const struct {
    const char* what;
    std::vector<Before> earlier;
    const char* amount;
    const char* says;
    const char* raised;
  } cases[] = {
      {"nothing before", {}, "20000.00 PHP", "silent", ""},
      {"together the limit", {{"2026-07-06", "10000.00 PHP"}}, "10000.00 PHP", "silent", ""},
      {"a centavo more", {{"2026-07-06", "10000.00 PHP"}}, "10000.01 PHP", "escalate SPLIT_BILL T1", "case"},
      {"six days before", {{"2026-06-30", "10000.00 PHP"}}, "10000.01 PHP", "escalate SPLIT_BILL T1", "case"},
      {"seven days before, as in S05", {{"2026-06-29", "10000.00 PHP"}}, "10000.01 PHP", "silent", ""},
      {"in three parts", {{"2026-07-04", "7000.00 PHP"}, {"2026-07-05", "7000.00 PHP"}}, "7000.00 PHP", "escalate SPLIT_BILL T1", "case"},
      {"to the limit of T1", {{"2026-07-04", "30000.00 PHP"}}, "20000.00 PHP", "escalate SPLIT_BILL T1", "case"},
      {"past the limit of T1", {{"2026-07-04", "30000.01 PHP"}}, "20000.00 PHP", "escalate SPLIT_BILL T2", "case"},
      {"T1 by itself, and still T1", {{"2026-07-04", "10000.00 PHP"}}, "20000.01 PHP", "silent", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    before(scene, c.earlier);
    scene.ask_for(money(c.amount));
    const Verdict verdict = scene.hear("RF02");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(raised_of(verdict), c.raised) << c.what;
  }
}

TEST(RF02, OnePayeeOnePurpose) {
  Scene scene;
  before(scene, {{"2026-07-05", "15000.00 PHP"}});
  Request& earlier = scene.state.requests.at(id<RequestId>(101));
  scene.ask_for(money("6000.00 PHP"));
  EXPECT_EQ(said(scene.hear("RF02")), "escalate SPLIT_BILL T1");
  earlier.payee = another_payee(scene, 32, kSchool);
  EXPECT_EQ(said(scene.hear("RF02")), "escalate SPLIT_BILL T1") << "the same person under another record";
  earlier.payee = another_payee(scene, 33, kStranger);
  EXPECT_EQ(said(scene.hear("RF02")), "silent");
  scene.ward().payees.front().marks = {mark(MarkKind::account, 7)};
  scene.ward().payees.back().marks = {mark(MarkKind::account, 7)};
  EXPECT_EQ(said(scene.hear("RF02")), "escalate SPLIT_BILL T1") << "another person with the same account";
  earlier.payee = kPayee;
  earlier.purpose = Purpose::medical;
  EXPECT_EQ(said(scene.hear("RF02")), "silent");
}

TEST(RF02, WhatIsNotPaidOrWasOrderedDoesNotCount) {
  for (const RequestState state : {RequestState::judged, RequestState::approved, RequestState::settled, RequestState::cancelled, RequestState::returned}) {
    Scene scene;
    before(scene, {{"2026-07-05", "15000.00 PHP"}});
    scene.state.requests.at(id<RequestId>(101)).state = state;
    scene.ask_for(money("6000.00 PHP"));
    const bool gone = state == RequestState::cancelled || state == RequestState::returned;
    EXPECT_EQ(said(scene.hear("RF02")), gone ? "silent" : "escalate SPLIT_BILL T1") << name(state);
    scene.state.requests.at(id<RequestId>(101)).court_order = kCourtOrder;
    EXPECT_EQ(said(scene.hear("RF02")), "silent") << name(state);
  }
}

TEST(RF02, JudgedAgainItNeedsTheTierItWasApprovedIn) {
  for (const auto& [tier, says] : {std::pair{Tier::t0, "deny TIER_INSUFFICIENT"}, std::pair{Tier::t1, "silent"}}) {
    Scene scene;
    before(scene, {{"2026-07-05", "15000.00 PHP"}});
    const RequestDisbursement asked = scene.request(money("6000.00 PHP"));
    scene.tier = tier;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("RF02")), says);
    EXPECT_EQ(raised_of(scene.hear("RF02")), "") << "raised once, when it was asked for";
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("RF02")), says);
  }
}

TEST(RF02, WhatWasAskedForLaterDoesNotCount) {
  Scene scene;
  const RequestDisbursement asked = scene.request(money("6000.00 PHP"));
  scene.recorded(asked, "2026-07-05").approvers = {kOfficer};
  before(scene, {{"2026-07-06", "15000.00 PHP"}});
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("RF02")), "silent");
}

// -- RF09

/// What is held now, and what was asked for before; paid and released unless the test says otherwise.
void held(Scene& scene, std::string_view principal) { scene.put(book::AccountKind::principal, kWard.bytes, money(principal)); }
void paid(Scene& scene, std::uint8_t number, std::string_view on, std::string_view amount) {
  scene.earlier(number, on, money(amount)).released = day(on);
}

TEST(RF09, AQuarterIsTheMost) {
  const struct {
    const char* what;
    const char* held;
    const char* before;
    const char* on;
    const char* amount;
    const char* says;
  } cases[] = {
      {"25.00%", "80000.00 PHP", "", "", "20000.00 PHP", "silent"},
      {"a centavo more", "80000.00 PHP", "", "", "20000.01 PHP", "deny COURT_ORDER_REQUIRED T2"},
      {"a centavo less to take it from", "79999.99 PHP", "", "", "20000.00 PHP", "deny COURT_ORDER_REQUIRED T2"},
      {"with what has left: 8,750 of 35,000", "30000.00 PHP", "5000.00 PHP", "2026-06-01", "3750.00 PHP", "silent"},
      {"a centavo more", "30000.00 PHP", "5000.00 PHP", "2026-06-01", "3750.01 PHP", "deny COURT_ORDER_REQUIRED T2"},
      {"RTJ-00-1589: what was left of 52,155 after 20,000", "32155.00 PHP", "20000.00 PHP", "2026-06-01", "0.01 PHP", "deny COURT_ORDER_REQUIRED T2"},
      {"first day of the window", "30000.00 PHP", "10000.00 PHP", "2026-04-08", "0.01 PHP", "deny COURT_ORDER_REQUIRED T2"},
      {"the day before it", "30000.00 PHP", "10000.00 PHP", "2026-04-07", "0.01 PHP", "silent"},
      {"S07 is far from it", "845230.77 PHP", "", "", "40000.00 PHP", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    held(scene, c.held);
    if (std::string_view(c.before) != "") paid(scene, 101, c.on, c.before);
    scene.ask_for(money(c.amount));
    const Verdict verdict = scene.hear("RF09");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    const bool denied = said(verdict) != "silent";
    EXPECT_EQ(raised_of(verdict), denied ? "flag" : "") << c.what;
    EXPECT_EQ(duties_of(verdict), denied ? "court_notice 2026-07-16" : "") << c.what;
    EXPECT_EQ(fact_of(verdict, "because"), denied ? "DEPLETION" : "") << c.what;
  }
}

TEST(RF09, TheRuleInWordsOfTheCase) {  // 20,000 / 52,155 = 38.3%
  Scene scene;
  held(scene, "52155.00 PHP");
  scene.ask_for(money("20000.00 PHP"));
  const Verdict verdict = scene.hear("RF09");
  EXPECT_EQ(said(verdict), "deny COURT_ORDER_REQUIRED T2");
  EXPECT_EQ(fact_of(verdict, "spent"), "20000 PHP");
  EXPECT_EQ(fact_of(verdict, "whole"), "52155 PHP");
  EXPECT_EQ(fact_of(verdict, "window_from"), "2026-04-08");
}

TEST(RF09, TheNoticeIsOwedEvenThoughNothingIsPaidAndOnce) {
  Scene scene;
  held(scene, "10000.00 PHP");
  scene.ask_for(money("9000.00 PHP"));
  const Verdict verdict = scene.hear("RF09");
  ASSERT_EQ(duties_of(verdict), "court_notice 2026-07-16");
  EXPECT_TRUE(verdict.duties[0].always);
  EXPECT_EQ(verdict.duties[0].owner, DutyOwner::trust_officer);
  EXPECT_EQ(verdict.duties[0].about, subject(kWard));
  Obligation owed;
  owed.duty = Duty::court_notice;
  owed.rule = "RF09";
  owed.due = day("2026-07-16");
  scene.ward().obligations.push_back(owed);
  EXPECT_EQ(duties_of(scene.hear("RF09")), "");
  scene.ward().obligations.back().closed = day("2026-07-05");
  EXPECT_EQ(duties_of(scene.hear("RF09")), "court_notice 2026-07-16");
  scene.ward().obligations.back().closed.reset();
  scene.ward().obligations.back().rule = "R63";
  EXPECT_EQ(duties_of(scene.hear("RF09")), "court_notice 2026-07-16") << "another notice is not this one";
}

TEST(RF09, WhatACourtOrderedIsLeftOut) {
  Scene scene;
  held(scene, "40000.00 PHP");
  paid(scene, 101, "2026-06-01", "300000.00 PHP");
  scene.ward().spends.back().by_order = true;
  scene.ask_for(money("10000.00 PHP"));
  EXPECT_EQ(said(scene.hear("RF09")), "silent");
  scene.ask_for(money("10000.01 PHP"));
  EXPECT_EQ(said(scene.hear("RF09")), "deny COURT_ORDER_REQUIRED T2");
  RequestDisbursement asked = scene.request(money("40000.00 PHP"));
  asked.court_order = kCourtOrder;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("RF09")), "silent");
}

TEST(RF09, WhatIsPendingCountsAndIsStillHeld) {
  Scene scene;
  held(scene, "30000.00 PHP");
  scene.put(book::AccountKind::reserved, kWard.bytes, money("6000.00 PHP"));
  scene.put(book::AccountKind::income, kWard.bytes, money("4000.00 PHP"));
  scene.earlier(101, "2026-07-01", money("6000.00 PHP")).state = RequestState::approved;
  scene.ask_for(money("4000.00 PHP"));  // 10,000 of 40,000
  EXPECT_EQ(said(scene.hear("RF09")), "silent");
  scene.ask_for(money("4000.01 PHP"));
  EXPECT_EQ(said(scene.hear("RF09")), "deny COURT_ORDER_REQUIRED T2");
}

TEST(RF09, EveryCurrencyIsPartOfTheWhole) {
  Scene scene;
  held(scene, "21765.00 PHP");
  scene.put(book::AccountKind::principal, kWard.bytes, money("1000.00 USD"));  // 58,235.00 and 21,765.00: 80,000.00
  scene.ask_for(money("20000.00 PHP"));
  EXPECT_EQ(said(scene.hear("RF09")), "silent");
  scene.ask_for(money("20000.01 PHP"));
  EXPECT_EQ(said(scene.hear("RF09")), "deny COURT_ORDER_REQUIRED T2");
  scene.put(book::AccountKind::principal, kWard.bytes, money("1.00 EUR"));
  EXPECT_EQ(said(scene.hear("RF09")), "deny RATE_MISSING");
}

TEST(RF09, JudgedAgainOnlyWhatWasAskedForBeforeCounts) {
  Scene scene;
  held(scene, "40000.00 PHP");
  const RequestDisbursement asked = scene.request(money("10000.00 PHP"));
  scene.recorded(asked, "2026-07-01").approvers = {kOfficer};
  scene.earlier(101, "2026-07-02", money("5000.00 PHP"));
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("RF09")), "silent");
  held(scene, "39999.99 PHP");
  EXPECT_EQ(said(scene.hear("RF09")), "deny COURT_ORDER_REQUIRED T2");
  EXPECT_EQ(raised_of(scene.hear("RF09")), "");
}

TEST(RF09, APurposeAloneIsNoWayAround) {
  const struct {
    const char* what;
    Purpose purpose;
    PayeeKind kind;
    bool adult;
    bool died;
    const char* says;
  } cases[] = {
      {"handover to herself", Purpose::handover, PayeeKind::beneficiary, true, false, "silent"},
      {"handover before she is of age", Purpose::handover, PayeeKind::beneficiary, false, false, "deny COURT_ORDER_REQUIRED T2"},
      {"handover to somebody else", Purpose::handover, PayeeKind::person, true, false, "deny COURT_ORDER_REQUIRED T2"},
      {"to her estate", Purpose::estate, PayeeKind::estate, false, true, "silent"},
      {"to an estate while she lives", Purpose::estate, PayeeKind::estate, false, false, "deny COURT_ORDER_REQUIRED T2"},
      {"a tax to the government", Purpose::tax, PayeeKind::government, false, false, "silent"},
      {"a tax to a shop", Purpose::tax, PayeeKind::shop, false, false, "deny COURT_ORDER_REQUIRED T2"},
      {"a claim to a payor", Purpose::claim, PayeeKind::payor, false, false, "silent"},
      {"a claim to a person", Purpose::claim, PayeeKind::person, false, false, "deny COURT_ORDER_REQUIRED T2"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().adult = c.adult;
    if (c.died) scene.ward().died = day("2026-06-01");
    RequestDisbursement asked = scene.request(money("400000.00 PHP"));
    asked.purpose = c.purpose;
    asked.payee = another_payee(scene, 32, kStranger, c.kind);
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("RF09")), c.says) << c.what;
  }
}

// -- RF14

TEST(RF14, ManyRequestsInTheLastNinetyDays) {
  const struct {
    const char* what;
    std::vector<Before> earlier;
    const char* now;
    const char* says;
  } cases[] = {  // of age on 2026-03-01
      {"S07: one request", {}, "2026-02-27", "silent"},
      {"two", {{"2026-02-20", "1000.00 PHP"}}, "2026-02-27", "silent"},
      {"three", {{"2026-02-20", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}}, "2026-02-27", "escalate SURGE T2"},
      {"first day of the ninety", {{"2025-11-20", "1000.00 PHP"}, {"2025-11-21", "1000.00 PHP"}}, "2025-12-01", "escalate SURGE T2"},
      {"the day before", {{"2025-11-20", "1000.00 PHP"}, {"2025-11-21", "1000.00 PHP"}}, "2025-11-30", "silent"},
      {"her last day as a minor", {{"2026-02-20", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}}, "2026-02-28", "escalate SURGE T2"},
      {"of age", {{"2026-02-20", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}}, "2026-03-01", "silent"},
      {"first day of the window", {{"2026-01-29", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}}, "2026-02-27", "escalate SURGE T2"},
      {"the day before it", {{"2026-01-28", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}}, "2026-02-27", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().born_earliest = scene.ward().born_latest = day("2008-02-29");
    before(scene, c.earlier);
    scene.now(morning(c.now));
    scene.ask_for(money("1000.00 PHP"));
    const Verdict verdict = scene.hear("RF14");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(raised_of(verdict), said(verdict) == "silent" ? "" : "case") << c.what;
  }
}

TEST(RF14, AnOrderPassesAndDoesNotCount) {
  Scene scene;
  scene.ward().born_earliest = scene.ward().born_latest = day("2008-02-29");
  before(scene, {{"2026-02-20", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}});
  scene.now(morning("2026-02-27"));
  RequestDisbursement asked = scene.request(money("1000.00 PHP"));
  asked.court_order = kCourtOrder;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("RF14")), "silent");
  scene.ask_for(money("1000.00 PHP"));
  scene.state.requests.at(id<RequestId>(101)).state = RequestState::cancelled;
  EXPECT_EQ(said(scene.hear("RF14")), "escalate SURGE T2") << "it was asked for";
  scene.state.requests.at(id<RequestId>(101)).court_order = kCourtOrder;
  EXPECT_EQ(said(scene.hear("RF14")), "silent");
}

TEST(RF14, WhatWasAskedForIsNoSurgeAsItIsReleased) {
  Scene scene;
  scene.ward().born_earliest = scene.ward().born_latest = day("2008-02-29");
  before(scene, {{"2026-02-20", "1000.00 PHP"}, {"2026-02-21", "1000.00 PHP"}});
  scene.now(morning("2026-02-27"));
  scene.release(scene.request(money("1000.00 PHP")), kReleaser);
  EXPECT_EQ(said(scene.hear("RF14")), "silent");
}

// -- RF18

TEST(RF18, RoundAmountsToOnePayee) {
  const struct {
    const char* what;
    std::vector<Before> earlier;
    const char* amount;
    const char* raised;
  } cases[] = {
      {"three", {{"2026-06-01", "3000.00 PHP"}, {"2026-06-15", "12000.00 PHP"}}, "1000.00 PHP", "flag"},
      {"two", {{"2026-06-15", "12000.00 PHP"}}, "1000.00 PHP", ""},
      {"this one is not round", {{"2026-06-01", "3000.00 PHP"}, {"2026-06-15", "12000.00 PHP"}}, "1000.01 PHP", ""},
      {"an earlier one is not", {{"2026-06-01", "3000.00 PHP"}, {"2026-06-15", "12500.00 PHP"}}, "1000.00 PHP", ""},
      {"first day of the window", {{"2026-04-08", "3000.00 PHP"}, {"2026-06-15", "12000.00 PHP"}}, "1000.00 PHP", "flag"},
      {"the day before it", {{"2026-04-07", "3000.00 PHP"}, {"2026-06-15", "12000.00 PHP"}}, "1000.00 PHP", ""},
      {"dollars are round in their own way", {{"2026-06-01", "3000.00 USD"}, {"2026-06-15", "12000.00 PHP"}}, "1000.00 PHP", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    before(scene, c.earlier);
    scene.ask_for(money(c.amount));
    const Verdict verdict = scene.hear("RF18");
    EXPECT_EQ(said(verdict), "silent") << c.what << ": noted, and nothing more";
    EXPECT_EQ(raised_of(verdict), c.raised) << c.what;
  }
}

TEST(RF18, OfAnotherPayeeCancelledOrOrdered) {
  Scene scene;
  before(scene, {{"2026-06-01", "3000.00 PHP"}, {"2026-06-15", "12000.00 PHP"}});
  Request& earlier = scene.state.requests.at(id<RequestId>(101));
  scene.ask_for(money("1000.00 PHP"));
  EXPECT_EQ(raised_of(scene.hear("RF18")), "flag");
  earlier.state = RequestState::cancelled;
  EXPECT_EQ(raised_of(scene.hear("RF18")), "");
  earlier.state = RequestState::settled;
  earlier.court_order = kCourtOrder;
  EXPECT_EQ(raised_of(scene.hear("RF18")), "");
  earlier.court_order.reset();
  earlier.payee = another_payee(scene, 32, kStranger);
  EXPECT_EQ(raised_of(scene.hear("RF18")), "");
}

TEST(RF18, NumbersThatRunOn) {
  const struct {
    const char* what;
    std::vector<std::uint64_t> filed;
    std::uint64_t serial;
    const char* raised;
  } cases[] = {
      {"three in a row", {17, 18}, 19, "flag"},
      {"filed in another order", {19, 17}, 18, "flag"},
      {"the lowest last", {18, 19}, 17, "flag"},
      {"a gap", {17, 18}, 20, ""},
      {"two", {18}, 19, ""},
      {"the same number again", {18, 18}, 19, ""},
      {"from nought", {0, 1}, 2, "flag"},
      {"the largest there is", {UINT64_MAX - 1, UINT64_MAX - 2}, UINT64_MAX, "flag"},
      {"not round the corner", {0, 1}, UINT64_MAX, ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    for (const std::uint64_t serial : c.filed) {
      Receipt receipt;
      receipt.payee = kPayee;
      receipt.serial = serial;
      scene.ward().receipts.push_back(receipt);
    }
    FileReceipt filed;
    filed.ward = kWard;
    filed.payee = kPayee;
    filed.serial = c.serial;
    scene.ask(filed, kGuardian);
    EXPECT_EQ(raised_of(scene.hear("RF18")), c.raised) << c.what;
    scene.ward().receipts.front().payee = another_payee(scene, 32, kStranger);
    EXPECT_EQ(raised_of(scene.hear("RF18")), "") << c.what << ", of two payees";
    filed.serial.reset();
    scene.ask(filed, kGuardian);
    EXPECT_EQ(raised_of(scene.hear("RF18")), "") << c.what << ", without a number";
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::patterns_test
