// What only compliance sees, what stops money, and what time alone does: cases, incidents, freezes, ticks. The planners alone, under the shipped
// rulebook.
#include <map>
#include <set>

#include "policies/plan/freezes.h"
#include "tests/policies/planners.h"

namespace katiwala::policies::kit::plans_watch_test {
namespace {

using book::AccountKind;

const FreezeId kFreeze = id<FreezeId>(0xb1);

class Watching : public Planners {
 protected:
  const Watch& watch() { return *story.state.watch(watch_of(kWard)); }
};

// -- cases

OpenCase case_of(const Subject& watch, std::string_view flag = "RF10") { return {watch, std::string(flag), std::nullopt, std::nullopt, std::nullopt}; }

TEST_F(Watching, ACaseStandsInTheWatchOfAWardOrPool) {
  const Decision opened = story.ask(kCompliance, case_of(watch_of(kWard)));
  EXPECT_EQ(events_of(opened), "case_opened");
  EXPECT_EQ(parts_of(opened), std::set{watch_of(kWard)});
  EXPECT_EQ(watch().cases[0].entry, story.last());
  EXPECT_EQ(watch().cases[0].opened, today);
  EXPECT_EQ(said(story.ask(kCompliance, case_of(watch_of(kPool)))), "allow");
  for (const Subject& about : {subject(kWard), subject(kPool), protection_of(kWard), subject(kOrder), Subject{}}) {
    EXPECT_EQ(ask(kCompliance, case_of(about)), "deny SUBJECT_MISMATCH") << name(about.kind);
  }
  EXPECT_EQ(ask(kCompliance, case_of(watch_of(id<WardId>(0x3f)))), "deny WARD_UNKNOWN");
  EXPECT_EQ(field(kCompliance, case_of(watch_of(kWard), "")), "flag");
  EXPECT_EQ(field(kCompliance, case_of(watch_of(kWard), "RF 10")), "flag");
  EXPECT_EQ(field(kCompliance, case_of(watch_of(kWard), std::string(17, 'x'))), "flag");
  EXPECT_EQ(ask(kCompliance, case_of(watch_of(kWard), std::string(16, 'x'))), "allow");
  EXPECT_EQ(ask(kOfficer, case_of(watch_of(kWard))), "deny ROLE_FORBIDDEN");
}

TEST_F(Watching, OneCaseOfOneMatterAtATime) {
  story.fund();
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "1.00 PHP")).accepted());
  ASSERT_TRUE(story.ask(kCompliance, case_of(watch_of(kWard))).accepted());
  EXPECT_EQ(ask(kCompliance, case_of(watch_of(kWard))), "deny ALREADY_EXISTS");
  EXPECT_EQ(ask(kCompliance, case_of(watch_of(kWard), "RF01")), "allow");
  OpenCase of_request = case_of(watch_of(kWard));
  of_request.request = id<RequestId>(20);
  EXPECT_EQ(said(story.ask(kCompliance, of_request)), "allow");
  EXPECT_EQ(ask(kCompliance, of_request), "deny ALREADY_EXISTS");
  EXPECT_EQ(watch().cases[1].number, 2U);
  OpenCase wrong = of_request;
  wrong.request = id<RequestId>(21);
  EXPECT_EQ(ask(kCompliance, wrong), "deny REQUEST_UNKNOWN");
  wrong.about = watch_of(kPool);
  wrong.request = id<RequestId>(20);
  EXPECT_EQ(ask(kCompliance, wrong), "deny SUBJECT_MISMATCH");
  wrong.request.reset();
  wrong.credit = id<CreditId>(100);
  EXPECT_EQ(ask(kCompliance, wrong), "allow");
  wrong.about = watch_of(kWard);
  EXPECT_EQ(ask(kCompliance, wrong), "deny SUBJECT_MISMATCH");
  wrong.credit = id<CreditId>(99);
  EXPECT_EQ(ask(kCompliance, wrong), "deny CREDIT_UNKNOWN");
  // Closed, it may be opened again, under another number.
  story.state.watches.at(watch_of(kWard)).cases[0].state = CaseState::clear;
  EXPECT_EQ(said(story.ask(kCompliance, case_of(watch_of(kWard)))), "allow");
  EXPECT_EQ(watch().cases[2].number, 3U);
}

TEST_F(Watching, WhereACaseMayGo) {
  using enum CaseState;
  ASSERT_TRUE(story.ask(kCompliance, case_of(watch_of(kWard))).accepted());
  const std::map<CaseState, std::set<CaseState>> kMay = {
      {open, {suspicious, clear}}, {suspicious, {reported}}, {clear, {closed}}, {reported, {closed}}, {closed, {}},
  };
  for (const auto& [from, name_of_from] : Names<CaseState>::rows) {
    story.state.watches.at(watch_of(kWard)).cases[0].state = from;
    for (const auto& [to, name_of_to] : Names<CaseState>::rows) {
      const Decision moved = story.would(kCompliance, MoveCase{watch_of(kWard), 1, to, today, std::nullopt, std::nullopt, false});
      const bool may = kMay.at(from).contains(to);
      EXPECT_EQ(said(moved), may ? "allow" : "deny CASE_STATE") << name_of_from << " " << name_of_to;
      EXPECT_EQ(fact_of(moved, "state"), may ? "" : name_of_from) << name_of_to;
    }
  }
}

TEST_F(Watching, ACaseIsMovedOnADayOfItsOwnTime) {
  ASSERT_TRUE(story.ask(kCompliance, case_of(watch_of(kWard))).accepted());
  MoveCase c{watch_of(kWard), 1, CaseState::clear, today, std::nullopt, std::nullopt, true};
  EXPECT_EQ(field(kCompliance, c), "trafficking");  // only what is suspicious can be that
  c.to = CaseState::suspicious;
  EXPECT_EQ(ask(kCompliance, c), "allow");
  c.dated = today + 1;
  EXPECT_EQ(field(kCompliance, c), "dated");
  c.dated = today - 1;
  EXPECT_EQ(field(kCompliance, c), "dated");
  c.dated = today;
  c.number = 2;
  EXPECT_EQ(ask(kCompliance, c), "deny CASE_UNKNOWN");
  c.number = 1;
  EXPECT_EQ(events_of(story.ask(kCompliance, c)), "case_moved");
  EXPECT_TRUE(watch().cases[0].trafficking);
  EXPECT_EQ(watch().cases[0].moved, today);
  c.about = watch_of(kPool);
  EXPECT_EQ(ask(kCompliance, c), "deny CASE_UNKNOWN");
  c.about = subject(kWard);
  EXPECT_EQ(ask(kCompliance, c), "deny SUBJECT_MISMATCH");
}

TEST_F(Watching, ToCloseACaseTakesTwoOfCompliance) {
  ASSERT_TRUE(story.ask(kCompliance, case_of(watch_of(kWard))).accepted());
  const MoveCase clear{watch_of(kWard), 1, CaseState::clear, today, std::nullopt, std::nullopt, false};
  EXPECT_EQ(events_of(story.ask(kCompliance, clear)), "proposal_opened");
  const ProposalId proposal = story.last();
  EXPECT_EQ(said(story.approve(kCompliance, proposal)), "deny APPROVAL_OWN");
  EXPECT_EQ(said(story.approve(kOfficer, proposal)), "deny APPROVAL_NOT_NEEDED");
  EXPECT_EQ(events_of(story.approve(kCompliance2, proposal)), "proposal_approved case_moved proposal_closed");
  EXPECT_EQ(watch().cases[0].state, CaseState::clear);
}

TEST_F(Watching, AWatchOfAnOldLedgerIsOpenedWhenItIsNeeded) {
  story.state.watches.clear();
  EXPECT_EQ(events_of(story.ask(kCompliance, case_of(watch_of(kWard)))), "file_opened case_opened");
  const Decision of_pool = story.ask(kCompliance, case_of(watch_of(kPool)));
  EXPECT_EQ(events_of(of_pool), "file_opened case_opened");
  EXPECT_EQ(event_of<FileOpened>(of_pool)->of, SubjectKind::pool);
}

// -- incidents

TEST_F(Watching, AnIncidentIsTheLedgersAndSaysWhenItWasKnown) {
  ReportIncident c{id<IncidentId>(0xc1), IncidentKind::risk_event, story.now, std::nullopt, std::nullopt};
  const Decision reported = story.ask(kAdministrator, c);
  EXPECT_EQ(events_of(reported), "incident_recorded");
  EXPECT_EQ(reported.about, Subject{});
  EXPECT_EQ(ask(kCompliance, c), "deny ALREADY_EXISTS");
  c.incident = id<IncidentId>(0xc2);
  c.known = {story.now.micros + 1};  // the entry's own time
  EXPECT_EQ(ask(kCompliance, c), "allow");
  c.known = {story.now.micros + 2};
  EXPECT_EQ(field(kCompliance, c), "known");
  c.known = story.now;
  c.incident = {};
  EXPECT_EQ(field(kCompliance, c), "incident");
}

// -- freezes

class Freezes : public Watching {
 protected:
  SetFreeze freeze(FreezeKind kind, const Subject& about = subject(kWard)) const {
    SetFreeze c;
    c.freeze = kFreeze;
    c.about = about;
    c.freeze_kind = kind;
    c.dated = today;
    c.document = document(80);
    return c;
  }
  LiftFreeze lift() const { return {kFreeze, subject(kWard), today, document(81), "over"}; }
};

TEST_F(Freezes, WhoMaySetWhichKind) {
  const std::map<FreezeKind, std::string_view> kMay = {
      {FreezeKind::court, "TC"}, {FreezeKind::amlc, "C"}, {FreezeKind::bank, "TC"}, {FreezeKind::claim, "TC"},
      {FreezeKind::death, ""},   {FreezeKind::review, ""}, {FreezeKind::guardian, "G"},
  };
  for (const auto& [kind, word] : Names<FreezeKind>::rows) {
    std::string may;
    for (const auto& [who, letter] : {std::pair(kOfficer, 'T'), std::pair(kCompliance, 'C'), std::pair(kGuardian, 'G')}) {
      const std::string answer = ask(who, freeze(kind));
      EXPECT_TRUE(answer == "allow" || answer == "deny FREEZE_RANK") << word << " " << answer;
      if (answer == "allow") may += letter;
    }
    EXPECT_EQ(may, kMay.at(kind)) << word;
  }
}

TEST_F(Freezes, StandWhereTheyMayBeSeen) {
  for (const auto& [kind, who] : {std::pair(FreezeKind::court, kOfficer), std::pair(FreezeKind::amlc, kCompliance), std::pair(FreezeKind::bank, kOfficer),
                                  std::pair(FreezeKind::claim, kOfficer), std::pair(FreezeKind::guardian, kGuardian)}) {
    const Decision set = story.would(who, freeze(kind));
    EXPECT_EQ(events_of(set), "freeze_set") << name(kind);
    EXPECT_EQ(set.about, kind == FreezeKind::amlc ? watch_of(kWard) : subject(kWard)) << name(kind);
    EXPECT_EQ(parts_of(set).size(), 1U) << name(kind);
  }
  EXPECT_EQ(story.would(kOfficer, freeze(FreezeKind::court, subject(kPool))).about, subject(kPool));
  EXPECT_EQ(story.would(kCompliance, freeze(FreezeKind::amlc, subject(kPool))).about, watch_of(kPool));
  EXPECT_EQ(ask(kOfficer, freeze(FreezeKind::court, watch_of(kWard))), "deny SUBJECT_MISMATCH");
  EXPECT_EQ(ask(kOfficer, freeze(FreezeKind::court, subject(id<WardId>(0x3f)))), "deny WARD_UNKNOWN");
  EXPECT_EQ(ask(kOfficer, freeze(FreezeKind::court, subject(id<PoolId>(0x2f)))), "deny POOL_UNKNOWN");
}

TEST_F(Freezes, SayWhatTheyMust) {
  for (const auto& [kind, word] : Names<FreezeKind>::rows) {
    const FreezeRule& rule = freeze_rule(kind);
    if (rule.may_set.count == 0) continue;
    const PrincipalId who = kind == FreezeKind::guardian ? kGuardian : kCompliance;
    SetFreeze c = freeze(kind);
    c.document.reset();
    EXPECT_EQ(ask(who, c), rule.document ? "deny FIELD_INVALID" : "allow") << word;
    EXPECT_EQ(rule.document, kind == FreezeKind::court || kind == FreezeKind::amlc || kind == FreezeKind::claim) << word;
  }
  SetFreeze c = freeze(FreezeKind::court);
  c.freeze = {};
  EXPECT_EQ(field(kOfficer, c), "freeze");
  c.freeze = kFreeze;
  c.dated = today + 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today;
  c.until = today - 1;
  EXPECT_EQ(field(kOfficer, c), "until");
  c.until = today;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.amount = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_NOT_POSITIVE");
  c.amount = money("1.00 EUR");
  EXPECT_EQ(ask(kOfficer, c), "deny POOL_ACCOUNT_UNKNOWN");
}

TEST_F(Freezes, HoldForAsLongAsTheRulebookSays) {
  const auto until = [&](FreezeKind kind, std::optional<CivilDate> said_last = std::nullopt) {
    SetFreeze c = freeze(kind);
    c.until = said_last;
    const Decision set = story.would(kCompliance, c);
    const auto* event = event_of<FreezeSet>(set);
    return event == nullptr ? std::string("refused") : event->freeze.until ? event->freeze.until->text() : "lifted";
  };
  EXPECT_EQ(until(FreezeKind::court), "lifted");
  EXPECT_EQ(until(FreezeKind::court, day("2026-02-01")), "2026-02-01");
  EXPECT_EQ(until(FreezeKind::claim), "lifted");
  EXPECT_EQ(until(FreezeKind::bank), "2026-01-10");  // five days, the first excluded
  EXPECT_EQ(until(FreezeKind::bank, day("2026-01-07")), "2026-01-07");
  EXPECT_EQ(until(FreezeKind::amlc), "2026-01-25");  // twenty, or the later day that the order names
  EXPECT_EQ(until(FreezeKind::amlc, day("2026-01-24")), "2026-01-25");
  EXPECT_EQ(until(FreezeKind::amlc, day("2026-01-26")), "2026-01-26");
}

TEST_F(Freezes, OnlyTheBanksAndTheAmlcsAreExtendedAndOnlyLater) {
  ASSERT_TRUE(story.ask(kOfficer, freeze(FreezeKind::bank)).accepted());
  SetFreeze c = freeze(FreezeKind::bank);
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
  c.until = day("2026-01-10");
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
  c.until = day("2026-01-11");
  c.dated = today;
  c.amount = money("1.00 PHP");
  c.freeze_kind = FreezeKind::court;
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");  // another kind under its name
  c.freeze_kind = FreezeKind::bank;
  EXPECT_EQ(said(story.ask(kCompliance, c)), "allow");
  ASSERT_EQ(her().freezes.size(), 1U);
  EXPECT_EQ(her().freezes[0].until, day("2026-01-11"));
  EXPECT_FALSE(her().freezes[0].amount);  // nothing else changes
  EXPECT_EQ(her().freezes[0].set_by, person_of(kOfficer));
  story.state.wards.at(kWard).freezes[0].lifted = today;
  c.until = day("2026-01-20");
  EXPECT_EQ(ask(kOfficer, c), "deny ALREADY_EXISTS");
  SetFreeze court = freeze(FreezeKind::court);
  court.freeze = id<FreezeId>(0xb2);
  court.until = day("2026-02-01");
  ASSERT_TRUE(story.ask(kOfficer, court).accepted());
  court.until = day("2026-03-01");
  EXPECT_EQ(ask(kOfficer, court), "deny ALREADY_EXISTS");
}

TEST_F(Freezes, NobodyLiftsWhatAHigherAuthorityHasSet) {
  const std::map<FreezeKind, std::string_view> kMay = {
      {FreezeKind::court, "T"}, {FreezeKind::amlc, "C"},     {FreezeKind::bank, "TC"}, {FreezeKind::claim, "T"},
      {FreezeKind::death, "T"}, {FreezeKind::guardian, "TG"}, {FreezeKind::review, ""},
  };
  for (const auto& [kind, word] : Names<FreezeKind>::rows) {
    Freeze standing;
    standing.id = kFreeze;
    standing.freeze_kind = kind;
    standing.dated = today;
    standing.set_by = person_of(kGuardian);
    const bool watched = kind == FreezeKind::amlc || kind == FreezeKind::review;
    story.state.wards.at(kWard).freezes.clear();
    story.state.watches.at(watch_of(kWard)).freezes.clear();
    (watched ? story.state.watches.at(watch_of(kWard)).freezes : story.state.wards.at(kWard).freezes).push_back(standing);
    std::string may;
    for (const auto& [who, letter] : {std::pair(kOfficer, 'T'), std::pair(kCompliance, 'C'), std::pair(kGuardian, 'G')}) {
      const Decision lifted = story.would(who, lift());
      EXPECT_TRUE(lifted.accepted() || said(lifted) == "deny FREEZE_RANK") << word << " " << said(lifted);
      if (lifted.accepted()) may += letter;
      EXPECT_EQ(lifted.about, watched ? watch_of(kWard) : subject(kWard)) << word;
    }
    EXPECT_EQ(may, kMay.at(kind)) << word;
  }
}

TEST_F(Freezes, AGuardianLetsGoWhatHeHimselfStopped) {
  ASSERT_TRUE(story.ask(kGuardian, freeze(FreezeKind::guardian)).accepted());
  story.state.wards.at(kWard).freezes[0].set_by = id<PersonId>(0x91);
  EXPECT_EQ(ask(kGuardian, lift()), "deny FREEZE_RANK");
  EXPECT_EQ(ask(kOfficer, lift()), "allow");
  story.state.wards.at(kWard).freezes[0].set_by = person_of(kGuardian);
  EXPECT_EQ(events_of(story.ask(kGuardian, lift())), "freeze_lifted");  // at once: he let go what he stopped
  EXPECT_EQ(ask(kGuardian, lift()), "deny FREEZE_UNKNOWN");
}

TEST_F(Freezes, LiftingIsDatedAndHasItsPaper) {
  ASSERT_TRUE(story.ask(kOfficer, freeze(FreezeKind::court)).accepted());
  LiftFreeze c = lift();
  c.document.reset();
  EXPECT_EQ(field(kOfficer, c), "document");
  c = lift();
  c.reason.clear();
  EXPECT_EQ(field(kOfficer, c), "reason");
  c = lift();
  c.dated = today + 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today - 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c = lift();
  c.freeze = id<FreezeId>(0xb2);
  EXPECT_EQ(ask(kOfficer, c), "deny FREEZE_UNKNOWN");
  EXPECT_EQ(events_of(story.agreed(kOfficer, lift(), {kOfficer2})), "proposal_approved freeze_lifted proposal_closed");
  EXPECT_FALSE(event_of<FreezeLifted>(story.entries.back().decision)->lapsed);
}

TEST_F(Freezes, OfTheAmlcsTwoOfComplianceLetGo) {
  ASSERT_TRUE(story.ask(kCompliance, freeze(FreezeKind::amlc)).accepted());
  EXPECT_TRUE(her().freezes.empty());
  const Decision lifted = story.agreed(kCompliance, lift(), {kCompliance2});
  EXPECT_EQ(lifted.about, watch_of(kWard));
  EXPECT_EQ(watch().freezes[0].lifted, today);
}

// -- what time alone does

class Ticks : public Watching {
 protected:
  void put(const Subject& about, const Event& event) {
    const Origin origin{story.entries.size(), story.now, {}, nullptr, {}};
    apply(story.state, origin, about, event, nullptr);
  }
};

TEST_F(Ticks, AReminderOfEachSubjectComesAtItsInstantAndOnce) {
  const Instant at_noon = at("2026-01-06", "12:00");
  for (const Subject& about : {subject(kWard), subject(kPool), protection_of(kWard), watch_of(kWard), watch_of(kPool), Subject{}}) {
    put(about, ReminderSet{{1, ReminderKind::review, at_noon, std::nullopt, std::nullopt}});
    story.now = {at_noon.micros - 2};
    const Tick tick = tick_of(*story.state.next_due());
    EXPECT_EQ(ask({}, tick), "deny NOT_DUE") << name(about.kind);
    story.now = {at_noon.micros - 1};  // the tick's own time is the instant
    const Decision due = story.would({}, tick);
    EXPECT_EQ(events_of(due), "reminder_due") << name(about.kind);
    EXPECT_EQ(due.about, about) << name(about.kind);
    EXPECT_EQ(parts_of(due), std::set{about}) << name(about.kind);
    story.pass_to(at_noon);
    ASSERT_TRUE(story.state.reminders(about)->empty()) << name(about.kind);
    EXPECT_EQ(ask({}, tick), "deny NOT_DUE") << name(about.kind);
    story.now = at("2026-01-05");
  }
}

TEST_F(Ticks, ADutyOfEachSubjectIsOverdueAfterItsDay) {
  for (const Subject& about : {subject(kWard), subject(kPool), protection_of(kWard), watch_of(kWard), watch_of(kPool), Subject{}}) {
    Obligation owed;
    owed.number = 1;
    owed.duty = Duty::court_notice;
    owed.opened = owed.due = today;
    put(about, ObligationOpened{owed});
    story.now = {start_of(today + 1).micros - 2};
    const Tick tick = tick_of(*story.state.next_due());
    EXPECT_EQ(ask({}, tick), "deny NOT_DUE") << name(about.kind);
    story.pass_to(start_of(today + 1));
    EXPECT_EQ(story.duties(about), "court_notice 2026-01-05 overdue") << name(about.kind);
    EXPECT_EQ(story.entries.back().decision.about, about) << name(about.kind);
    EXPECT_EQ(ask({}, tick), "deny NOT_DUE") << name(about.kind);
    story.now = at("2026-01-05");
  }
}

TEST_F(Ticks, WhereTheLawCountsHoursADutyIsOverdueAtItsInstant) {
  Obligation owed;
  owed.number = 1;
  owed.duty = Duty::breach_notice;
  owed.due_at = at("2026-01-08", "09:00");
  owed.due = day("2026-01-08");
  put({}, ObligationOpened{owed});
  story.pass_to({owed.due_at->micros - 1});
  EXPECT_EQ(story.duties(Subject{}), "breach_notice 2026-01-08");
  story.pass_to({owed.due_at->micros + 1});
  EXPECT_EQ(story.duties(Subject{}), "breach_notice 2026-01-08 overdue");
}

TEST_F(Ticks, TheFilesOfOneWardAreNotEachOther) {
  // The same number, instant and identifier, of three subjects: each has its own item and its own part.
  for (const Subject& about : {subject(kWard), protection_of(kWard), watch_of(kWard)}) {
    put(about, ReminderSet{{1, ReminderKind::review, at("2026-01-06"), std::nullopt, std::nullopt}});
  }
  EXPECT_EQ(story.state.agenda.size(), 3U);
  const std::size_t before = story.entries.size();
  story.pass_to(at("2026-01-06"));
  ASSERT_EQ(story.entries.size(), before + 3);
  std::set<Subject> about;
  for (std::size_t i = before; i < story.entries.size(); ++i) about.insert(story.entries[i].decision.about);
  EXPECT_EQ(about, (std::set{subject(kWard), protection_of(kWard), watch_of(kWard)}));
}

TEST_F(Ticks, ATickOfTheFirstRevisionNamesNoKind) {
  put(subject(kWard), ReminderSet{{1, ReminderKind::review, at("2026-01-06"), std::nullopt, std::nullopt}});
  story.now = at("2026-01-06");
  Tick tick = tick_of(*story.state.next_due());
  EXPECT_FALSE(tick.subject_kind);
  tick.subject_kind = SubjectKind::ward;
  EXPECT_EQ(ask({}, tick), "allow");
  tick.subject_kind = SubjectKind::watch;
  EXPECT_EQ(ask({}, tick), "deny NOT_DUE");
}

TEST_F(Ticks, WhoHasDiedComesOfAgeNoMore) {
  put(subject(kWard), MajorityScheduled{today + 1});
  RecordFact death;
  death.ward = kWard;
  death.fact = FactKind::death;
  death.since = today;
  ASSERT_TRUE(story.ask(kWorker, death).accepted());
  story.pass_to(start_of(today + 1));
  EXPECT_EQ(events_of(story.entries.back().decision), "majority_scheduled");
  EXPECT_FALSE(her().adult);
  EXPECT_EQ(her().majority, add_years(today + 1, 200));
}

TEST_F(Ticks, WhereNobodyHasProvenHerAgeItIsAskedAgain) {
  Ward& ward = story.state.wards.at(kWard);
  ward.born_earliest = ward.born_latest = day("2008-01-06");
  ward.evidence = EvidenceRank::estimate;
  put(subject(kWard), MajorityScheduled{today + 1});
  story.pass_to(start_of(today + 1));
  EXPECT_EQ(events_of(story.entries.back().decision), "majority_scheduled");
  EXPECT_EQ(her().majority, today + 31);  // thirty days after, of R06
  EXPECT_FALSE(her().adult);
  ward.evidence = EvidenceRank::school_record;
  story.pass_to(start_of(today + 31));
  EXPECT_TRUE(her().adult);
}

TEST_F(Ticks, AProposalLapsesWhateverItIsAbout) {
  ASSERT_TRUE(story.ask(kCompliance, case_of(watch_of(kWard))).accepted());
  RecordFact interview;
  interview.ward = kWard;
  interview.fact = FactKind::interview_passed;
  interview.since = today;
  PrincipalSpec another = spec(kOfficer);
  another.principal = id<PrincipalId>(77);
  another.person = id<PersonId>(77);
  another.credential.fingerprint = document(77);
  ASSERT_EQ(said(story.receive(1, "1.00 USD")), "allow");
  const struct {
    PrincipalId who;
    Command command;
    Subject about;
  } kCases[] = {
      {kOfficer, RecordCourtOrder{kWard, kCourtOrder, today, std::nullopt, money("1.00 PHP")}, subject(kWard)},
      {kWorker, interview, protection_of(kWard)},
      {kCompliance, MoveCase{watch_of(kWard), 1, CaseState::clear, today, std::nullopt, std::nullopt, false}, watch_of(kWard)},
      {kOfficer, MatchCredit{id<CreditId>(1), kOrder}, subject(kPool)},
      {kOfficer, RecordOrder{id<OrderId>(0x49), "US", today, money("1.00 USD"), document(1), std::nullopt}, subject(id<OrderId>(0x49))},
      {kAdministrator, EnrolPrincipal{another}, Subject{}},
  };
  for (const auto& c : kCases) {
    ASSERT_TRUE(story.ask(c.who, c.command).accepted()) << name_of(c.command);
    const ProposalId proposal = story.last();
    ASSERT_NE(story.state.proposal(proposal), nullptr) << name_of(c.command);
    EXPECT_EQ(story.state.proposal(proposal)->about, c.about) << name_of(c.command);
    story.pass_to(story.state.proposal(proposal)->expires);
    EXPECT_EQ(events_of(story.entries.back().decision), "proposal_closed") << name_of(c.command);
    EXPECT_EQ(story.state.proposal(proposal), nullptr) << name_of(c.command);
    EXPECT_EQ(story.entries.back().decision.about, c.about) << name_of(c.command);
  }
}

TEST_F(Ticks, ComingOfAgeFreesABudgetToo) {
  story.fund();
  const BudgetId budget = id<BudgetId>(0x81);
  story.agreed(kOfficer, SetBudget{kWard, budget, Purpose::education, today, today + 90, money("100.00 PHP"), std::nullopt}, {kOfficer2, kWorker});
  story.approved(20, "60.00 PHP");
  EXPECT_EQ(story.balance(AccountKind::cap, budget.bytes, "PHP").text(), "40.00");
  story.state.wards.at(kWard).born_earliest = story.state.wards.at(kWard).born_latest = day("2008-01-06");
  put(subject(kWard), MajorityScheduled{day("2026-01-06")});
  story.pass_to(start_of(day("2026-01-06")));
  const Decision& reached = story.entries.back().decision;
  EXPECT_EQ(events_of(reached), "majority_reached request_moved");
  EXPECT_EQ(postings_of(reached), "Dr reserved 60.00 PHP, Cr principal 60.00 PHP, cap_reserved -60.00 PHP, cap 60.00 PHP");
  EXPECT_EQ(event_of<RequestMoved>(reached)->reason, "AUTHORITY_ENDED");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_watch_test
