// R37 suspicious, R38 no tipping-off, R39 trafficking, RF10 unplaced credit, RF17 coached handover.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::suspicion_test {
namespace {

constexpr std::uint32_t kCase = 4;

WatchCase& add_case(Watch& watch, std::string_view flag = "RF01") {
  WatchCase made;
  made.number = kCase;
  made.flag = flag;
  made.opened = day("2026-04-27");
  watch.cases.push_back(made);
  return watch.cases.back();
}

void owe(Watch& watch, std::uint32_t number, Duty duty, std::string_view opened, std::optional<std::uint32_t> of = kCase) {
  Obligation o;
  o.number = number;
  o.duty = duty;
  o.opened = day(opened);
  o.due = day(opened) + 10;
  o.of = of;
  watch.obligations.push_back(o);
}

/// Compliance moves the case, alone or as the second person agrees.
void move(Scene& scene, CaseState to, std::string_view dated, bool trafficking = false, Subject watch = watch_of(kWard)) {
  MoveCase asked;
  asked.about = watch;
  asked.number = kCase;
  asked.to = to;
  asked.dated = day(dated);
  asked.trafficking = trafficking;
  if (to == CaseState::clear || to == CaseState::closed) scene.complete(asked, kOfficer, kSocialWorker);
  else scene.ask(asked, kOfficer);
  scene.plan = {};
  scene.plan.about = watch;
  scene.plan.effects = {{watch, CaseMoved{kCase, to, day(dated), trafficking}}};
}

std::string closed_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects)
    if (const auto* closed = std::get_if<ObligationClosed>(&effect.event)) text += (text.empty() ? "" : " ") + std::to_string(closed->number);
  return text;
}

// -- R37

TEST(R37, ReportedOnTheNextWorkingDay) {
  const struct {
    const char* what;
    const char* determined;
    const char* due;
  } cases[] = {
      {"a Monday", "2026-04-27", "suspicious_transaction_report 2026-04-28"},
      {"a Friday", "2026-06-05", "suspicious_transaction_report 2026-06-08"},
      {"a Saturday", "2026-06-06", "suspicious_transaction_report 2026-06-08"},
      {"before Labour Day, a Friday", "2026-04-30", "suspicious_transaction_report 2026-05-04"},
      {"Holy Week, a Wednesday", "2026-04-01", "suspicious_transaction_report 2026-04-06"},
      {"before Independence Day, a Friday", "2026-06-11", "suspicious_transaction_report 2026-06-15"},
      {"before the day of 9 April", "2026-04-08", "suspicious_transaction_report 2026-04-10"},
      {"25 February is a working day", "2026-02-24", "suspicious_transaction_report 2026-02-25"},
      {"the last working day that is loaded", "2026-12-28", "suspicious_transaction_report 2026-12-29"},
  };
  for (const auto& c : cases) {
    Scene scene;
    add_case(scene.watch());
    move(scene, CaseState::suspicious, c.determined);
    const Verdict verdict = scene.hear("R37");
    EXPECT_EQ(said(verdict), "allow to_be_reported") << c.what;
    ASSERT_EQ(duties_of(verdict), c.due) << c.what;
    EXPECT_EQ(verdict.duties[0].about, watch_of(kWard)) << c.what;
    EXPECT_EQ(verdict.duties[0].of, kCase) << c.what;
    EXPECT_EQ(verdict.duties[0].owner, DutyOwner::compliance) << c.what;
  }
}

TEST(R37, NoDayIsGuessed) {
  Scene scene;
  add_case(scene.watch());
  move(scene, CaseState::suspicious, "2026-12-29");  // 30 and 31 December are off, 1 January is of a year that is not loaded
  EXPECT_EQ(said(scene.hear("R37")), "deny CALENDAR_YEAR_MISSING");
  EXPECT_EQ(duties_of(scene.hear("R37")) + closed_of(scene.hear("R37")), "");
  scene.rulebook = shipped({}, Years::with_2027);
  EXPECT_EQ(duties_of(scene.hear("R37")), "suspicious_transaction_report 2027-01-04");
}

TEST(R37, WhatAPersonOpensIsToBeDetermined) {
  Scene scene;
  scene.now(morning("2026-04-27"));
  OpenCase asked;
  asked.about = watch_of(kWard);
  asked.flag = "RF10";
  scene.ask(asked, kOfficer);
  WatchCase made;
  made.number = kCase;
  scene.plan.effects = {{watch_of(kWard), CaseOpened{made}}};
  const Verdict verdict = scene.hear("R37");
  ASSERT_EQ(duties_of(verdict), "determination 2026-05-07");  // ten days, the first not counted
  EXPECT_EQ(verdict.duties[0].of, kCase);
}

TEST(R37, DeterminedIsDetermined) {
  for (const CaseState to : {CaseState::suspicious, CaseState::clear, CaseState::closed}) {
    Scene scene;
    add_case(scene.watch());
    owe(scene.watch(), 1, Duty::determination, "2026-04-27");
    owe(scene.watch(), 2, Duty::determination, "2026-04-27", 5);  // of another case
    owe(scene.watch(), 3, Duty::covered_transaction_report, "2026-04-27", std::nullopt);
    move(scene, to, "2026-04-28");
    EXPECT_EQ(closed_of(scene.hear("R37")), "1") << name(to);
    scene.stage = Stage::submit;
    EXPECT_EQ(closed_of(scene.hear("R37")), to == CaseState::suspicious ? "1" : "") << name(to) << ": another person has yet to agree";
  }
}

TEST(R37, ReportedIsWhatWasFiled) {
  for (const Duty duty : {Duty::suspicious_transaction_report, Duty::law_enforcement_report}) {
    Scene scene;
    add_case(scene.watch()).state = CaseState::suspicious;
    owe(scene.watch(), 1, duty, "2026-04-28");
    move(scene, CaseState::reported, "2026-04-29");
    EXPECT_EQ(said(scene.hear("R37")), "deny CASE_STATE") << name(duty);
    EXPECT_EQ(fact_of(scene.hear("R37"), "not_filed"), name(duty));
    scene.watch().obligations[0].of = 5;
    EXPECT_EQ(said(scene.hear("R37")), "silent") << "of another case";
    scene.watch().obligations[0].of = kCase;
    scene.watch().obligations[0].closed = day("2026-04-29");
    EXPECT_EQ(said(scene.hear("R37")), "silent");
  }
}

TEST(R37, CoveredAndSuspiciousIsReportedOnce) {
  Scene scene;
  add_case(scene.watch()).request = id<RequestId>(101);
  scene.earlier(101, "2026-06-01", money("600000.00 PHP")).released = day("2026-06-02");
  owe(scene.watch(), 1, Duty::covered_transaction_report, "2026-06-02", std::nullopt);
  owe(scene.watch(), 2, Duty::covered_transaction_report, "2026-06-03", std::nullopt);  // of another day
  move(scene, CaseState::suspicious, "2026-06-03");
  EXPECT_EQ(closed_of(scene.hear("R37")), "1");
  scene.state.requests.at(id<RequestId>(101)).released.reset();
  EXPECT_EQ(closed_of(scene.hear("R37")), "") << "what has not left was not covered";
}

TEST(R37, OfAPoolToo) {
  Scene scene;
  scene.about = WardId{};
  add_case(scene.pool_watch(), "RF10");
  move(scene, CaseState::suspicious, "2026-06-01", false, watch_of(kPool));
  EXPECT_EQ(duties_of(scene.hear("R37")), "suspicious_transaction_report 2026-06-02");
}

// -- R38

TEST(R38, WhatComplianceAloneMayKnowIsInAWatch) {
  Obligation report;
  report.duty = Duty::suspicious_transaction_report;
  Obligation inventory;
  inventory.duty = Duty::inventory;
  Freeze amlc, court;
  amlc.freeze_kind = FreezeKind::amlc;
  const struct {
    const char* what;
    Event event;
    bool secret;
  } cases[] = {
      {"counted", CoveredCounted{}, true},         {"weighed", FlagsWeighed{}, true},           {"opened", CaseOpened{}, true},
      {"moved", CaseMoved{}, true},                {"report", ObligationOpened{report}, true},  {"amlc", FreezeSet{amlc}, true},
      {"court", FreezeSet{court}, false},          {"inventory", ObligationOpened{inventory}, false}, {"alert", AlertRaised{}, false},
  };
  for (const auto& c : cases) {
    for (const Subject& part : {subject(kWard), protection_of(kWard), subject(kPool), Subject{}, watch_of(kWard), watch_of(kPool)}) {
      Scene scene;
      scene.ask(FileReturn{}, kOfficer);
      scene.plan.effects = {{part, c.event}};
      const bool refused = c.secret && part.kind != SubjectKind::watch;
      EXPECT_EQ(said(scene.hear("R38")), refused ? "deny CASE_STATE" : "silent") << c.what << " in " << name(part.kind);
    }
  }
}

TEST(R38, ADutyOfThatKindIsOpenedInAWatch) {
  for (const Duty duty : {Duty::covered_transaction_report, Duty::suspicious_transaction_report, Duty::determination, Duty::law_enforcement_report}) {
    for (const auto& [about, says] : {std::pair{subject(kWard), "deny ROLE_FORBIDDEN"}, std::pair{watch_of(kWard), "silent"}}) {
      Scene scene;
      OpenDuty asked;
      asked.about = about;
      asked.duty = duty;
      scene.ask(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R38")), says) << name(duty);
      asked.duty = Duty::inventory;
      scene.ask(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R38")), "silent");
    }
  }
}

TEST(R38, AFreezeInTheWatchHolds) {
  for (const FreezeKind kind : {FreezeKind::amlc, FreezeKind::review}) {
    for (const Subject& watch : {watch_of(kWard), watch_of(kPool)}) {
      Scene scene;
      Freeze freeze;
      freeze.freeze_kind = kind;
      freeze.dated = day("2026-07-01");
      freeze.until = day("2026-07-06");
      scene.state.watches.at(watch).freezes.push_back(freeze);
      const RequestDisbursement asked = scene.request(money("100.00 PHP"));
      scene.ask(asked, kGuardian);
      EXPECT_EQ(said(scene.hear("R38")), "silent") << "asking tells nothing";
      scene.execute(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R38")), "hold FROZEN") << name(kind);
      scene.release(asked, kReleaser);
      EXPECT_EQ(said(scene.hear("R38")), "hold FROZEN") << name(kind);
      EXPECT_EQ(said(scene.hear("R41")), "silent") << "R41's reasons are for everybody";
      scene.now(morning("2026-07-07"));
      EXPECT_EQ(said(scene.hear("R38")), "silent") << name(kind);
    }
  }
}

TEST(R38, TheBanksOwnReviewStopsNoCourt) {
  for (const auto& [kind, says] : {std::pair{FreezeKind::review, "silent"}, std::pair{FreezeKind::amlc, "hold FROZEN"}}) {
    Scene scene;
    Freeze freeze;
    freeze.freeze_kind = kind;
    scene.watch().freezes.push_back(freeze);
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    asked.court_order = kCourtOrder;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R38")), says) << name(kind);
  }
}

// -- R39

TEST(R39, LawEnforcementIsToldWithTheReport) {
  const struct {
    const char* what;
    CaseState to;
    bool trafficking;
    std::optional<OrderKind> award;
    const char* duties;
  } cases[] = {
      {"compliance says so", CaseState::suspicious, true, std::nullopt, "law_enforcement_report 2026-04-28"},
      {"an award of restitution", CaseState::suspicious, false, OrderKind::restitution, "law_enforcement_report 2026-04-28"},
      {"an award of another kind", CaseState::suspicious, false, OrderKind::settlement, ""},
      {"neither", CaseState::suspicious, false, std::nullopt, ""},
      {"not suspicious", CaseState::clear, true, OrderKind::restitution, ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    add_case(scene.watch());
    if (c.award) {
      scene.state.orders[kOrder].kind_of_order = *c.award;
      scene.ward().awards.push_back({kAward, kOrder, money("1000.00 PHP")});
    }
    move(scene, c.to, "2026-04-27", c.trafficking);
    EXPECT_EQ(duties_of(scene.hear("R39")), c.duties) << c.what;
    for (const DutyDraft& duty : scene.hear("R39").duties) {
      EXPECT_EQ(duty.about, watch_of(kWard)) << c.what;
      EXPECT_EQ(duty.of, kCase) << c.what;
    }
  }
  Scene scene;
  add_case(scene.watch());
  move(scene, CaseState::suspicious, "2026-12-29", true);
  EXPECT_EQ(said(scene.hear("R39")), "deny CALENDAR_YEAR_MISSING");
}

// -- RF10

void credited(Scene& scene, std::string_view amount) {
  ReceiveCredit credit;
  credit.credit = kCredit;
  credit.pool = kPool;
  credit.amount = money(amount);
  scene.ask(credit, kOfficer);
  scene.about = WardId{};
}

void award(Scene& scene, std::string_view outstanding) {
  const Amount amount = money(outstanding);
  scene.state.orders[kOrder].total = amount;
  scene.state.awards[kOrder] = {{kAward, kWard}};
  scene.put(book::AccountKind::outstanding, kAward.bytes, amount);
}

TEST(RF10, NothingIsOutstandingInThatCurrency) {
  const struct {
    const char* what;
    const char* outstanding;
    const char* amount;
    const char* raised;
  } cases[] = {
      {"awaited", "15000.00 USD", "200.00 USD", ""},
      {"awaited to the cent", "0.01 USD", "200.00 USD", ""},
      {"S02: all is paid", "0.00 USD", "24.00 USD", "case"},
      {"of another currency", "15000.00 USD", "200.00 EUR", "case"},
  };
  for (const auto& c : cases) {
    Scene scene;
    award(scene, c.outstanding);
    credited(scene, c.amount);
    const Verdict verdict = scene.hear("RF10");
    EXPECT_EQ(raised_of(verdict), c.raised) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what << ": it is received all the same";
    for (const RaisedFlag& flag : verdict.raised) {
      EXPECT_EQ(flag.watch, watch_of(kPool)) << c.what;
      EXPECT_EQ(flag.credit, kCredit) << c.what;
    }
  }
  Scene scene;
  award(scene, "15000.00 USD");
  scene.ward().pool = id<PoolId>(22);
  credited(scene, "200.00 USD");
  EXPECT_EQ(raised_of(scene.hear("RF10")), "case") << "a ward of another pool";
}

TEST(RF10, TheUsualSizeMarksAFlag) {
  for (const auto& [amount, priority] : {std::pair{"499.99 PHP", ""}, std::pair{"500.00 PHP", "high"}, std::pair{"10000.00 PHP", "high"},
                                         std::pair{"10000.01 PHP", ""}, std::pair{"100.00 USD", "high"}, std::pair{"100.00 EUR", ""}}) {
    Scene scene;
    credited(scene, amount);
    EXPECT_EQ(flag_fact(scene.hear("RF10"), "priority"), priority) << amount;
  }
}

TEST(RF10, WhatWaitsTooLongInSuspense) {
  Scene scene;
  scene.about = WardId{};
  Credit credit;
  credit.id = kCredit;
  credit.pool = kPool;
  credit.amount = money("600.00 PHP");
  credit.booked = day("2026-06-01");
  scene.state.credits[kCredit] = credit;
  Reconcile statement;
  statement.pool = kPool;
  scene.ask(statement, kOfficer);
  scene.now(morning("2026-06-08"));  // the fifth working day
  EXPECT_EQ(raised_of(scene.hear("RF10")), "");
  scene.now(morning("2026-06-09"));
  EXPECT_EQ(raised_of(scene.hear("RF10")), "case");
  EXPECT_EQ(flag_fact(scene.hear("RF10"), "why"), "waits_in_suspense");
  add_case(scene.pool_watch(), "RF10");
  EXPECT_EQ(raised_of(scene.hear("RF10")), "") << "a case stands";
  scene.pool_watch().cases.back().state = CaseState::clear;
  EXPECT_EQ(raised_of(scene.hear("RF10")), "case");
  scene.pool_watch().cases.back().credit = kCredit;
  EXPECT_EQ(raised_of(scene.hear("RF10")), "") << "it had its case";
  scene.pool_watch().cases.clear();
  scene.state.credits.at(kCredit).matched = true;
  EXPECT_EQ(raised_of(scene.hear("RF10")), "");
}

TEST(RF10, AThirdPartysMoneyGoingOut) {
  for (const auto& [to, raised] : {std::pair{CreditEnd::third_party, "case"}, std::pair{CreditEnd::returned, ""}}) {
    Scene scene;
    scene.about = WardId{};
    scene.state.credits[kCredit].id = kCredit;
    scene.state.credits[kCredit].pool = kPool;
    ResolveCredit resolved;
    resolved.credit = kCredit;
    resolved.to = to;
    resolved.amount = money("600.00 PHP");
    scene.complete(resolved, kOfficer, kSocialWorker);
    EXPECT_EQ(raised_of(scene.hear("RF10")), raised) << name(to);
  }
}

// -- RF17

constexpr std::uint8_t kOwnAccount = 33;

void of_age(Scene& scene, std::string_view elected) {
  scene.ward().adult = true;
  Payee own;
  own.id = id<PayeeId>(kOwnAccount);
  own.person = kStranger;
  own.payee_kind = PayeeKind::beneficiary;
  scene.ward().payees.push_back(own);
  if (!elected.empty()) scene.ward().election = ElectionMade{Election::pay_out, day(elected), own.id, std::nullopt};
}

RequestDisbursement handover(Scene& scene, PayeeId to) {
  RequestDisbursement asked = scene.request(money("400000.00 PHP"));
  asked.purpose = Purpose::handover;
  asked.payee = to;
  return asked;
}

void learn(Scene& scene, std::uint32_t number, FactKind kind, std::string_view since) {
  WardFact fact;
  fact.number = number;
  fact.fact = kind;
  fact.since = day(since);
  scene.protection().facts.push_back(fact);
}

TEST(RF17, NothingIsHandedOverThatSheDidNotChoose) {
  Scene scene;
  of_age(scene, "");
  const RequestDisbursement asked = handover(scene, id<PayeeId>(kOwnAccount));
  scene.ask(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("RF17")), "deny ELECTION_MISSING");
  scene.ward().election = ElectionMade{Election::stay, day("2026-07-01"), std::nullopt, std::nullopt};
  EXPECT_EQ(said(scene.hear("RF17")), "deny ELECTION_MISSING");
  scene.ward().election->election = Election::pay_out;
  EXPECT_EQ(said(scene.hear("RF17")), "silent");
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("RF17")), "silent") << "S07: to her own account, and nobody coached her";
}

TEST(RF17, WhereThereIsReasonTheMoneyWaits) {
  struct Learnt {
    FactKind fact;
    const char* since;
  };
  const struct {
    const char* what;
    std::vector<Learnt> facts;
    bool own;
    const char* now;
    const char* says;
  } cases[] = {  // elected on 2026-07-01, asked for on 2026-07-02
      {"coached", {{FactKind::coached, "2026-07-01"}}, true, "2026-07-08", "hold INTERVIEW_PENDING"},
      {"coached, and heard after", {{FactKind::coached, "2026-07-01"}, {FactKind::interview_passed, "2026-07-03"}}, true, "2026-07-08", "allow heard_alone"},
      {"a day before seven have gone", {{FactKind::coached, "2026-07-01"}, {FactKind::interview_passed, "2026-07-03"}}, true, "2026-07-07", "hold INTERVIEW_PENDING"},
      {"heard on the same day, recorded after", {{FactKind::coached, "2026-07-03"}, {FactKind::interview_passed, "2026-07-03"}}, true, "2026-07-08", "allow heard_alone"},
      {"heard before it was known", {{FactKind::interview_passed, "2026-07-03"}, {FactKind::coached, "2026-07-04"}}, true, "2026-07-08", "hold INTERVIEW_PENDING"},
      {"a concern", {{FactKind::interview_concern, "2026-07-03"}}, true, "2026-07-08", "hold INTERVIEW_PENDING"},
      {"a concern, and a second interview", {{FactKind::interview_concern, "2026-07-03"}, {FactKind::interview_passed, "2026-07-06"}}, true, "2026-07-08", "allow heard_alone"},
      {"not her account", {}, false, "2026-07-08", "hold INTERVIEW_PENDING"},
      {"not her account, heard the day it was asked for", {{FactKind::interview_passed, "2026-07-02"}}, false, "2026-07-08", "allow heard_alone"},
      {"not her account, heard the day before", {{FactKind::interview_passed, "2026-07-01"}}, false, "2026-07-08", "hold INTERVIEW_PENDING"},
      {"her own account and no reason", {}, true, "2026-07-02", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    of_age(scene, "2026-07-01");
    std::uint32_t number = 0;
    for (const Learnt& l : c.facts) learn(scene, ++number, l.fact, l.since);
    const RequestDisbursement asked = handover(scene, c.own ? id<PayeeId>(kOwnAccount) : kPayee);
    scene.recorded(asked, "2026-07-02");
    scene.now(morning(c.now));
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("RF17")), c.says) << c.what;
  }
}

TEST(RF17, AnInterviewIsOwedInHerProtectionFile) {
  Scene scene;
  RecordElection election;
  election.ward = kWard;
  election.election = Election::pay_out;
  scene.complete(election, kOfficer, kSocialWorker);
  scene.plan.effects = {{subject(kWard), ElectionRecorded{{Election::pay_out, day("2026-07-06"), std::nullopt, std::nullopt}}}};
  const Verdict verdict = scene.hear("RF17");
  ASSERT_EQ(duties_of(verdict), "interview 2026-07-13");
  EXPECT_EQ(verdict.duties[0].about, protection_of(kWard));
  EXPECT_EQ(verdict.duties[0].owner, DutyOwner::social_worker);
  EXPECT_EQ(raised_of(verdict), "");
  Obligation owed;
  owed.number = 9;
  owed.duty = Duty::interview;
  scene.protection().obligations.push_back(owed);
  EXPECT_EQ(duties_of(scene.hear("RF17")), "") << "one at a time";

  RecordFact fact;
  fact.ward = kWard;
  fact.fact = FactKind::interview_passed;
  scene.complete(fact, kSocialWorker, kOfficer);
  WardFact learnt;
  learnt.fact = FactKind::interview_passed;
  scene.plan.effects = {{protection_of(kWard), FactRecorded{learnt}}};
  EXPECT_EQ(closed_of(scene.hear("RF17")), "9");
  scene.stage = Stage::submit;
  EXPECT_EQ(closed_of(scene.hear("RF17")), "") << "another person has yet to agree";
}

TEST(RF17, ThatSheWasCoachedOpensACase) {
  Scene scene;
  scene.rulebook = shipped();
  scene.now(morning("2026-12-29"));  // five working days end in a year that is not loaded: calendar days, which are fewer
  RecordFact fact;
  fact.ward = kWard;
  fact.fact = FactKind::coached;
  scene.ask(fact, kSocialWorker);
  WardFact learnt;
  learnt.fact = FactKind::coached;
  scene.plan.effects = {{protection_of(kWard), FactRecorded{learnt}}};
  const Verdict verdict = scene.hear("RF17");
  EXPECT_EQ(raised_of(verdict), "case");
  EXPECT_EQ(duties_of(verdict), "interview 2027-01-03");
  scene.plan = {};
  of_age(scene, "2026-07-01");
  scene.ask(handover(scene, kPayee), kOfficer);
  EXPECT_EQ(raised_of(scene.hear("RF17")), "case");
  EXPECT_EQ(flag_fact(scene.hear("RF17"), "why"), "not_her_account");
}

}  // namespace
}  // namespace katiwala::policies::scene::suspicion_test
