// What follows from a hearing beside the plan, and who is told what: the part in the watch that is there whatever was found, cases and their
// determination, what a denial still writes, numbers, audiences. With rules of the test's own.
#include "policies/following.h"

#include <gtest/gtest.h>

#include <concepts>
#include <functional>
#include <map>
#include <set>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::following_test {
namespace {

/// What the probes say, by what their rulebook lets who know.
struct Script {
  std::function<Verdict(const Matter&)> everyone, staff, compliance;
};
Script script;

Verdict play(const std::function<Verdict(const Matter&)>& part, const Matter& m) { return part ? part(m) : silent(); }
constexpr ParameterSchema kDetermine[] = {{"determine_days", ParameterType::integer}};
const Rule kDetermination{"R37", kDetermine, [](const Matter&) { return silent(); }};
const Rule kEveryone{"R90", {}, [](const Matter& m) { return play(script.everyone, m); }};
const Rule kStaff{"R91", {}, [](const Matter& m) { return play(script.staff, m); }};
const Rule kCompliance1{"R92", {}, [](const Matter& m) { return play(script.compliance, m); }};
const Rule* const kProbes[] = {&kDetermination, &kEveryone, &kStaff, &kCompliance1};

std::string probe_bundle() {
  std::string text = "schema = 1\n[rulebook]\nversion = \"probe\"\n";
  const std::pair<std::string, std::string> kRules[] = {{"R37", "compliance"}, {"R90", "everyone"}, {"R91", "staff"}, {"R92", "compliance"}};
  for (const auto& [rule, audience] : kRules) {
    text += "[rules." + rule + "]\ntitle = \"Probe\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\naudience = \"" + audience + "\"\n";
    if (rule == "R37") text += "[rules.R37.parameters]\ndetermine_days = 10\n";
  }
  return bundle({{"probe.toml", text}});
}

class Follows : public ::testing::Test {
 protected:
  Follows() : quiet(reset()), story(kProbes, probe_bundle()) {
    story.begin();
    story.fund();
    today = manila_date(story.now);
  }
  ~Follows() override { script = {}; }
  static bool reset() {
    script = {};
    return true;
  }
  Decision request(std::uint8_t number = 20) { return story.would(kGuardian, story.request(number, "100.00 PHP")); }
  const Watch& watch() { return *story.state.watch(watch_of(kWard)); }
  /// Raised over whatever is judged.
  static Verdict raising(bool opens_case, const Subject& watch = watch_of(kWard)) {
    Verdict verdict;
    verdict.raised.push_back({watch, {fact("why", "probe")}, opens_case, std::nullopt, std::nullopt});
    return verdict;
  }
  bool quiet;
  Story story;
  CivilDate today;
};

// -- the part that is always there (R38)

TEST_F(Follows, WhichCommandsHaveAPartInTheWatchWhateverWasFound) {
  // Written here a second time. After the stroke: only where it is carried out.
  const std::map<std::string_view, std::string_view> kExpected = {
      {"open_ward", "executed"},       {"match_credit", "executed"}, {"request_disbursement", "always"}, {"release", "always"},
      {"record_interest", "always"},   {"return_payment", "always"}, {"file_receipt", "always"},         {"record_election", "always"},
  };
  Plan plan;
  plan.about = subject(kPool);
  plan.effects.push_back({subject(kWard), AwardCredited{}});
  plan.effects.push_back({subject(kWard), AwardCredited{}});  // of two awards she has one part
  std::size_t found = 0;
  for (Command command : every_command()) {
    std::visit(
        [](auto& c) {
          if constexpr (requires { { c.ward } -> std::same_as<WardId&>; }) c.ward = kWard;
        },
        static_cast<CommandVariant&>(command));
    const auto done = watches_beside(story.state, command, plan, true);
    const auto not_done = watches_beside(story.state, command, plan, false);
    const auto expected = kExpected.find(name_of(command));
    const std::vector<Subject> hers{watch_of(kWard)};
    EXPECT_EQ(done, expected == kExpected.end() ? std::vector<Subject>{} : hers) << name_of(command);
    EXPECT_EQ(not_done, expected == kExpected.end() || expected->second == "executed" ? std::vector<Subject>{} : hers) << name_of(command);
    found += done.empty() ? 0U : 1U;
  }
  EXPECT_EQ(found, kExpected.size());
}

TEST_F(Follows, NobodysWatchStandsBesideNobody) {
  RequestDisbursement c = story.request(20, "1.00 PHP");
  c.ward = id<WardId>(0x3f);
  EXPECT_TRUE(watches_beside(story.state, c, Plan{}, true).empty());
  const Decision refused = story.would(kGuardian, c);
  EXPECT_EQ(parts_of(refused), std::set{Subject{}});
}

TEST_F(Follows, EachWardCreditedHasHersBesideHer) {
  Story siblings(kProbes, probe_bundle());
  siblings.open_pool();
  siblings.open_ward(kWard);
  siblings.open_ward(kWardB);
  siblings.record_order("100.00 USD");
  siblings.record_award(kWard, kAward, "60.00 USD");
  siblings.record_award(kWardB, kAwardB, "40.00 USD");
  ASSERT_EQ(said(siblings.receive(1, "10.00 USD")), "allow");
  const Decision proposed = siblings.ask(kOfficer, MatchCredit{id<CreditId>(1), kOrder});
  EXPECT_EQ(parts_of(proposed), std::set{subject(kPool)});  // nobody is credited yet
  const Decision matched = siblings.approve(kOfficer2, siblings.last());
  EXPECT_EQ(parts_of(matched), (std::set{subject(kPool), subject(kOrder), subject(kWard), subject(kWardB), watch_of(kWard), watch_of(kWardB)}));
}

TEST_F(Follows, AWardIsOpenedWithHerFilesAndNotBefore) {
  OpenWard c;
  c.ward = kWardC;
  c.pool = kPool;
  c.born_earliest = c.born_latest = day("2012-05-20");
  EXPECT_EQ(parts_of(story.ask(kOfficer, c)), std::set{subject(kWardC)});
  const Decision opened = story.approve(kOfficer2, story.last());
  EXPECT_EQ(parts_of(opened), (std::set{subject(kWardC), protection_of(kWardC), watch_of(kWardC)}));
  EXPECT_EQ(events_of(opened, watch_of(kWardC)), "file_opened flags_weighed");
  EXPECT_EQ(events_of(opened, protection_of(kWardC)), "file_opened");
}

TEST_F(Follows, APlainDenialAHeldRequestAndAnAllowedOneHaveTheSameParts) {
  const std::set<Subject> hers{subject(kWard), watch_of(kWard)};
  const auto parts = [&](std::string_view expected) {
    const Decision decision = request();
    EXPECT_EQ(said(decision), expected);
    return parts_of(decision);
  };
  EXPECT_EQ(parts("allow"), hers);
  script.everyone = [](const Matter&) { return deny(Code::BOND_PENDING, {}); };
  EXPECT_EQ(parts("deny BOND_PENDING"), hers);
  script.everyone = nullptr;
  script.compliance = [](const Matter&) { return hold(Code::STRUCTURING, {fact("case", std::int64_t{1})}); };
  EXPECT_EQ(parts("hold UNDER_REVIEW"), hers);
  script.compliance = [](const Matter&) { return escalate(Code::CASH_OUT, Tier::t1, {}); };
  EXPECT_EQ(parts("escalate UNDER_REVIEW"), hers);
  script.compliance = [](const Matter&) { return allow("covered_transaction", {}); };
  EXPECT_EQ(parts("allow"), hers);
  script.compliance = [](const Matter&) { return raising(true); };
  EXPECT_EQ(parts("allow"), hers);
  // And where the plan, or the role, turns it away before any rule is heard.
  script.compliance = nullptr;
  RequestDisbursement unknown = story.request(20, "1.00 PHP");
  unknown.payee = id<PayeeId>(0x6f);
  EXPECT_EQ(parts_of(story.would(kGuardian, unknown)), hers);
  story.state.wards.at(kWard).guardians.clear();
  EXPECT_EQ(said(request()), "deny NOT_GUARDIAN");
  EXPECT_EQ(parts_of(request()), hers);
}

TEST_F(Follows, SoDoAllStepsOfAPayment) {
  const std::set<Subject> hers{subject(kWard), watch_of(kWard)};
  for (const bool raised : {false, true}) {
    const std::uint8_t number = raised ? 30 : 20;
    script.compliance = raised ? std::function<Verdict(const Matter&)>([](const Matter&) { return raising(false); }) : nullptr;
    ASSERT_TRUE(story.ask(kGuardian, story.request(number, "100.00 PHP")).accepted());
    EXPECT_EQ(parts_of(story.approve(kWorker, story.last())), hers) << "an approval that is not needed";
    const Decision approved = story.approve(kOfficer, story.last() - 1);
    EXPECT_EQ(said(approved), "allow");
    EXPECT_EQ(parts_of(approved), hers);
    std::set<Subject> with_pool = hers;
    with_pool.insert(subject(kPool));
    EXPECT_EQ(parts_of(story.release(number)), with_pool);
    EXPECT_EQ(parts_of(story.release(number)), hers) << "a second time, denied";
    script.compliance = nullptr;
    EXPECT_EQ(parts_of(story.settle(number, "100.00 PHP")), (std::set{subject(kWard), subject(kPool)}));  // none: no rule looks for flags there
  }
}

TEST_F(Follows, FlagsAreWeighedInThePartThatIsThere) {
  EXPECT_EQ(events_of(request(), watch_of(kWard)), "flags_weighed");
  const Decision nothing = request();
  EXPECT_TRUE(event_of<FlagsWeighed>(nothing)->raised.empty());
  script.everyone = [](const Matter& m) {
    Verdict verdict = raising(false);
    verdict.raised[0].request = m.as<RequestDisbursement>()->request;
    return verdict;
  };
  script.compliance = [](const Matter&) { return raising(false); };
  const Decision decision = request();
  EXPECT_EQ(events_of(decision, watch_of(kWard)), "flags_weighed");  // one, with what each rule saw
  const auto& weighed = *event_of<FlagsWeighed>(decision);
  ASSERT_EQ(weighed.raised.size(), 2U);
  EXPECT_EQ(weighed.raised[0].code, "R90");
  EXPECT_EQ(weighed.raised[1].code, "R92");
  EXPECT_EQ(weighed.raised[1].facts, std::vector<Fact>{fact("why", "probe")});
  EXPECT_EQ(weighed.request, id<RequestId>(20));
  story.ask(kGuardian, story.request(20, "100.00 PHP"));
  EXPECT_EQ(watch().flags, 2U);
}

TEST_F(Follows, APoolsWatchHasAPartOnlyWhereSomethingWasRaised) {
  EXPECT_EQ(parts_of(story.receive(1, "1.00 USD")), std::set{subject(kPool)});
  script.compliance = [](const Matter&) {
    Verdict verdict = raising(true, watch_of(kPool));
    verdict.raised[0].credit = id<CreditId>(2);
    return verdict;
  };
  const Decision decision = story.receive(2, "1.00 USD");
  EXPECT_EQ(parts_of(decision), (std::set{subject(kPool), watch_of(kPool)}));
  EXPECT_EQ(events_of(decision, watch_of(kPool)), "flags_weighed case_opened obligation_opened");
  EXPECT_EQ(event_of<CaseOpened>(decision)->watch_case.credit, id<CreditId>(2));
}

// -- cases

TEST_F(Follows, AFlagHasOneCaseAtATime) {
  script.compliance = [](const Matter& m) { return m.stage == Stage::submit ? raising(true) : silent(); };
  EXPECT_EQ(events_of(story.ask(kGuardian, story.request(20, "1.00 PHP")), watch_of(kWard)), "flags_weighed case_opened obligation_opened");
  const std::uint64_t raised_in = story.last();
  EXPECT_EQ(events_of(story.ask(kGuardian, story.request(21, "1.00 PHP")), watch_of(kWard)), "flags_weighed");
  ASSERT_EQ(watch().cases.size(), 1U);
  EXPECT_EQ(watch().cases[0].flag, "R92");
  EXPECT_EQ(watch().cases[0].entry, raised_in);
  EXPECT_EQ(watch().cases[0].opened, today);
  EXPECT_EQ(watch().cases[0].state, CaseState::open);
  // Suspicious it goes on; clear, reported or closed it is over, and the next is a case of its own.
  for (const auto& [state, word] : Names<CaseState>::rows) {
    story.state.watches.at(watch_of(kWard)).cases[0].state = state;
    const Decision decision = story.would(kGuardian, story.request(22, "1.00 PHP"));
    const bool goes_on = state == CaseState::open || state == CaseState::suspicious;
    EXPECT_EQ(event_of<CaseOpened>(decision) == nullptr, goes_on) << word;
    if (!goes_on) {
      EXPECT_EQ(event_of<CaseOpened>(decision)->watch_case.number, 2U) << word;
    }
  }
}

TEST_F(Follows, TwoFlagsOfOneEntryAreTwoCasesAndOneFlagTwiceIsOne) {
  script.everyone = [](const Matter&) { return raising(true); };
  script.compliance = [](const Matter&) {
    Verdict verdict = raising(true);
    verdict.raised.push_back(verdict.raised[0]);
    return verdict;
  };
  const Decision decision = story.ask(kGuardian, story.request(20, "1.00 PHP"));
  EXPECT_EQ(events_of(decision, watch_of(kWard)), "flags_weighed case_opened obligation_opened case_opened obligation_opened");
  ASSERT_EQ(watch().cases.size(), 2U);
  EXPECT_EQ(watch().cases[0].flag, "R90");
  EXPECT_EQ(watch().cases[1].flag, "R92");
  EXPECT_EQ(watch().cases[1].number, 2U);
}

TEST_F(Follows, ACaseIsDeterminedInTheTimeOfR37) {
  script.everyone = [](const Matter&) { return deny(Code::BOND_PENDING, {}); };
  script.compliance = [](const Matter&) { return raising(true); };
  const Decision denied = story.ask(kGuardian, story.request(20, "1.00 PHP"));  // somebody tried: the case is there all the same
  EXPECT_EQ(said(denied), "deny BOND_PENDING");
  ASSERT_EQ(watch().obligations.size(), 1U);
  const Obligation& owed = watch().obligations[0];
  EXPECT_EQ(owed.duty, Duty::determination);
  EXPECT_EQ(owed.owner, DutyOwner::compliance);
  EXPECT_EQ(owed.rule, "R37");
  EXPECT_EQ(owed.of, 1U);
  EXPECT_EQ(owed.opened, today);
  EXPECT_EQ(owed.due, today + 10);
  script.everyone = nullptr;
  const Decision again = story.ask(kGuardian, story.request(21, "1.00 PHP"));
  EXPECT_EQ(event_of<ObligationOpened>(again), nullptr);
}

TEST_F(Follows, WithoutR37ThereIsACaseAndNoDate) {
  const Rule* const kOne[] = {&kCompliance1};
  const std::string text =
      "schema = 1\n[rulebook]\nversion = \"one\"\n[rules.R92]\ntitle = \"Probe\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
  Story alone(kOne, bundle({{"probe.toml", text}}));
  alone.begin();
  alone.fund();
  script.compliance = [](const Matter& m) { return m.as<RequestDisbursement>() != nullptr ? raising(true) : silent(); };
  EXPECT_EQ(events_of(alone.ask(kGuardian, alone.request(20, "1.00 PHP")), watch_of(kWard)), "flags_weighed case_opened");
}

// -- what a denial still writes

TEST_F(Follows, ADenialKeepsItsWordAndWhatIsOwedAllTheSameAndDoesNothing) {
  script.everyone = [](const Matter& m) {
    if (m.as<RequestDisbursement>() == nullptr) return silent();
    Verdict verdict;
    const CivilDate due = m.today + 5;
    verdict.duties.push_back({subject(kWard), Duty::inventory, DutyOwner::guardian, due});
    verdict.duties.push_back({subject(kWard), Duty::court_notice, DutyOwner::trust_officer, due, std::nullopt, std::nullopt, std::nullopt, true});
    verdict.duties.push_back({subject(kPool), Duty::payor_notice, DutyOwner::trust_officer, due});
    verdict.duties.push_back({protection_of(kWard), Duty::interview, DutyOwner::social_worker, due, std::nullopt, std::nullopt, std::nullopt, true});
    verdict.duties.push_back({watch_of(kWard), Duty::covered_transaction_report, DutyOwner::compliance, due});
    verdict.effects.push_back({subject(kWard), MajorityScheduled{due}});
    verdict.effects.push_back({protection_of(kWard), AlertRaised{"R90", "PROBE"}});
    verdict.effects.push_back({watch_of(kWard), ReasonsKept{{{Outcome::allow, "probe", "R90", {}}}}});
    verdict.effects.push_back({watch_of(kWard), CoveredCounted{{m.today, money("1.00 PHP"), std::nullopt}}});
    for (const Subject& about : {subject(kWard), subject(kPool), protection_of(kWard), watch_of(kWard)}) {
      verdict.reminders.push_back({about, ReminderKind::review, start_of(due), std::nullopt, std::nullopt});
    }
    return verdict;
  };
  const Decision allowed = request();
  EXPECT_EQ(events_of(allowed, subject(kWard)),
            "request_judged majority_scheduled obligation_opened obligation_opened reminder_set proposal_opened");
  EXPECT_EQ(events_of(allowed, subject(kPool)), "obligation_opened reminder_set");
  EXPECT_EQ(events_of(allowed, protection_of(kWard)), "alert_raised obligation_opened reminder_set");
  EXPECT_EQ(events_of(allowed, watch_of(kWard)), "reasons_kept covered_counted obligation_opened reminder_set flags_weighed");
  for (const Code code : {Code::BOND_PENDING, Code::FROZEN}) {
    script.staff = [code](const Matter&) { return code == Code::FROZEN ? hold(code, {}) : deny(code, {}); };
    const Decision stopped = request();
    EXPECT_FALSE(stopped.accepted());
    EXPECT_TRUE(stopped.postings.empty());
    EXPECT_EQ(events_of(stopped, subject(kWard)), "obligation_opened");  // owed all the same
    EXPECT_EQ(event_of<ObligationOpened>(stopped)->obligation.duty, Duty::court_notice);
    EXPECT_EQ(events_of(stopped, subject(kPool)), "");
    EXPECT_EQ(events_of(stopped, protection_of(kWard)), "obligation_opened reasons_kept");
    EXPECT_EQ(events_of(stopped, watch_of(kWard)), "reasons_kept flags_weighed");
    EXPECT_EQ(out_of_place(stopped), "");
  }
}

TEST_F(Follows, AProposalOfAnythingElseWaitsWithAllThatFollows) {
  script.everyone = [](const Matter& m) {
    Verdict verdict;
    if (m.as<ApproveBond>() == nullptr) return verdict;
    verdict.duties.push_back({protection_of(kWard), Duty::interview, DutyOwner::social_worker, m.today});
    return verdict;
  };
  const ApproveBond bond{kWard, person_of(kGuardian), money("1000.00 PHP"), today, std::nullopt};
  EXPECT_EQ(events_of(story.ask(kOfficer, bond)), "proposal_opened");
  EXPECT_EQ(events_of(story.approve(kOfficer2, story.last())), "proposal_approved bond_approved proposal_closed obligation_opened");
}

// -- numbers

TEST_F(Follows, NumbersGoOnFromWhatIsKnownAndWhatIsPlanned) {
  script.everyone = [](const Matter& m) {
    Verdict verdict;
    if (m.as<OpenDuty>() == nullptr) return verdict;
    for (int twice = 0; twice < 2; ++twice) {
      verdict.duties.push_back({subject(kWard), Duty::court_notice, DutyOwner::court, m.today + 9});
      verdict.reminders.push_back({subject(kWard), ReminderKind::review, start_of(m.today + 9), std::nullopt, std::nullopt});
    }
    return verdict;
  };
  const auto numbers = [](const Decision& decision) {
    std::string out;
    for (const Effect& effect : decision.effects) {
      if (const auto* e = std::get_if<ObligationOpened>(&effect.event)) out += " duty " + std::to_string(e->obligation.number);
      if (const auto* e = std::get_if<ReminderSet>(&effect.event)) out += " reminder " + std::to_string(e->reminder.number);
    }
    return out;
  };
  const OpenDuty c{subject(kWard), Duty::guardian_review, DutyOwner::social_worker, today + 9, std::nullopt, std::nullopt};
  EXPECT_EQ(numbers(story.ask(kOfficer, c)), " duty 1 duty 2 duty 3 reminder 1 reminder 2");
  EXPECT_EQ(numbers(story.ask(kOfficer, c)), " duty 4 duty 5 duty 6 reminder 3 reminder 4");
  // Denied, the planned one is not in the entry and takes no number.
  script.compliance = [](const Matter&) { return deny(Code::BOND_PENDING, {}); };
  const auto play_before = script.everyone;
  script.everyone = [play_before](const Matter& m) {
    Verdict verdict = play_before(m);
    for (DutyDraft& duty : verdict.duties) duty.always = true;
    return verdict;
  };
  EXPECT_EQ(numbers(story.ask(kOfficer, c)), " duty 7 duty 8");
  const auto& hers = story.state.ward(kWard)->obligations;
  for (std::size_t i = 0; i < hers.size(); ++i) EXPECT_EQ(hers[i].number, i + 1);
}

TEST_F(Follows, ACaseThatIsPlannedCountsToo) {
  script.compliance = [](const Matter& m) { return m.as<OpenCase>() != nullptr ? raising(true) : silent(); };
  story.ask(kCompliance, OpenCase{watch_of(kWard), "RF10", std::nullopt, std::nullopt, std::nullopt});
  ASSERT_EQ(watch().cases.size(), 2U);
  EXPECT_EQ(watch().cases[0].number, 1U);
  EXPECT_EQ(watch().cases[0].flag, "RF10");
  EXPECT_EQ(watch().cases[1].number, 2U);
  EXPECT_EQ(watch().cases[1].flag, "R92");
}

TEST_F(Follows, EachSubjectHasNumbersOfItsOwn) {
  script.everyone = [](const Matter& m) {
    Verdict verdict;
    if (m.as<RecordAdverse>() == nullptr) return verdict;
    for (const Subject& about : {subject(kWard), protection_of(kWard), watch_of(kWard), subject(kPool), Subject{}}) {
      verdict.duties.push_back({about, Duty::court_notice, DutyOwner::court, m.today});
      verdict.reminders.push_back({about, ReminderKind::review, start_of(m.today + 9), std::nullopt, std::nullopt});
    }
    return verdict;
  };
  ASSERT_TRUE(story.ask(kWorker, RecordAdverse{kWard, id<PersonId>(90), AdverseStatus::alleged, {}}).accepted());
  for (const Subject& about : {subject(kWard), protection_of(kWard), watch_of(kWard), subject(kPool), Subject{}}) {
    ASSERT_EQ(story.state.obligations(about)->size(), 1U) << name(about.kind);
    EXPECT_EQ(story.state.obligations(about)->front().number, 1U) << name(about.kind);
    EXPECT_EQ(story.state.reminders(about)->front().number, 1U) << name(about.kind);
  }
}

// -- who is told what

Reason reason(Outcome outcome, std::string_view rule) {
  return {outcome, outcome == Outcome::allow ? "fine" : "FROZEN", std::string(rule), {fact("part", "payee"), fact("tie", "spouse")}};
}

std::string text_of(const std::vector<Reason>& reasons) {
  std::string out;
  for (const Reason& r : reasons) {
    out += (out.empty() ? "" : ", ") + std::string(name(r.outcome)) + " " + r.code + " " + r.rule;
    for (const Fact& f : r.facts) out += " " + f.name + "=" + f.value;
  }
  return out;
}

TEST_F(Follows, WhatEachAudienceIsToldOfAReason) {
  const Rulebook book = Rulebook::parse(probe_bundle(), kProbes).value();
  const struct {
    Outcome outcome;
    std::string_view everyone, staff, compliance;
  } kCases[] = {
      {Outcome::allow, "allow fine R90 part=payee tie=spouse", "", ""},
      {Outcome::deny, "deny FROZEN R90 part=payee tie=spouse", "deny FROZEN R91 part=payee", "deny UNDER_REVIEW R38"},
      {Outcome::hold, "hold FROZEN R90 part=payee tie=spouse", "hold FROZEN R91 part=payee", "hold UNDER_REVIEW R38"},
      {Outcome::escalate, "escalate FROZEN R90 part=payee tie=spouse", "escalate FROZEN R91 part=payee", "escalate UNDER_REVIEW R38"},
  };
  for (const auto& c : kCases) {
    const auto told = [&](std::string_view rule) { return tell(subject(kWard), {reason(c.outcome, rule)}, &book); };
    EXPECT_EQ(text_of(told("R90").primary), c.everyone);
    EXPECT_TRUE(told("R90").kept.empty());
    EXPECT_EQ(text_of(told("R91").primary), c.staff);
    EXPECT_EQ(text_of(told("R92").primary), c.compliance);
    // The whole of it is kept for whom it is.
    for (const auto& [rule, file] : {std::pair("R91", protection_of(kWard)), std::pair("R92", watch_of(kWard))}) {
      const Told whole = told(rule);
      ASSERT_EQ(whole.kept.size(), 1U);
      EXPECT_EQ(whole.kept[0].about, file);
      EXPECT_EQ(std::get<ReasonsKept>(whole.kept[0].event).reasons, std::vector<Reason>{reason(c.outcome, rule)});
    }
  }
}

TEST_F(Follows, OfSeveralUnderReviewOneIsTold) {
  const Rulebook book = Rulebook::parse(probe_bundle(), kProbes).value();
  const Told told = tell(subject(kWard), {reason(Outcome::hold, "R92"), reason(Outcome::hold, "R37"), reason(Outcome::escalate, "R92")}, &book);
  EXPECT_EQ(text_of(told.primary), "hold UNDER_REVIEW R38, escalate UNDER_REVIEW R38");
  ASSERT_EQ(told.kept.size(), 1U);
  EXPECT_EQ(std::get<ReasonsKept>(told.kept[0].event).reasons.size(), 3U);
}

TEST_F(Follows, OnlyAWardsPartIsEverGivenToAGuardian) {
  const Rulebook book = Rulebook::parse(probe_bundle(), kProbes).value();
  for (const Subject& about : {subject(kPool), subject(kOrder), Subject{}, protection_of(kWard), watch_of(kWard)}) {
    const Told told = tell(about, {reason(Outcome::deny, "R91"), reason(Outcome::deny, "R92")}, &book);
    EXPECT_EQ(told.primary.size(), 2U) << name(about.kind);
    EXPECT_EQ(told.primary[1], reason(Outcome::deny, "R92")) << name(about.kind);
    EXPECT_TRUE(told.kept.empty()) << name(about.kind);
  }
  EXPECT_EQ(tell(subject(kWard), {reason(Outcome::deny, "R92")}, nullptr).primary.size(), 1U);
}

TEST_F(Follows, ARefusalOfTheMechanismIsEverybodys) {
  const Rulebook book = Rulebook::parse(probe_bundle(), kProbes).value();
  EXPECT_EQ(text_of(tell(subject(kWard), {{Outcome::deny, "PAYEE_UNKNOWN", "", {}}}, &book).primary), "deny PAYEE_UNKNOWN ");
}

TEST_F(Follows, TheWholeReasonIsKeptBesideTheDenial) {
  script.compliance = [](const Matter&) { return hold(Code::STRUCTURING, {fact("case", std::int64_t{7})}); };
  script.staff = [](const Matter&) { return deny(Code::OFFENDER_EXCLUDED, {fact("part", "payee"), fact("status", "charged")}); };
  const Decision decision = request();
  EXPECT_EQ(text_of(decision.reasons), "deny OFFENDER_EXCLUDED R91 part=payee, hold UNDER_REVIEW R38");
  EXPECT_EQ(events_of(decision, protection_of(kWard)), "reasons_kept");
  EXPECT_EQ(events_of(decision, watch_of(kWard)), "reasons_kept flags_weighed");
  for (const Effect& effect : decision.effects) {
    const auto* kept = std::get_if<ReasonsKept>(&effect.event);
    if (kept == nullptr) continue;
    EXPECT_EQ(text_of(kept->reasons), effect.about == watch_of(kWard) ? "hold STRUCTURING R92 case=7" : "deny OFFENDER_EXCLUDED R91 part=payee status=charged");
  }
}

}  // namespace
}  // namespace katiwala::policies::kit::following_test
