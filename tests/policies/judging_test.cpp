// How the judge puts together what rules say: with rules of the test's own that say what they are told.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::judging_test {
namespace {

using book::AccountKind;

/// What the two probes say, of which commands, by the word their rulebook has for them.
struct Script {
  std::function<Verdict(const Matter&)> first, second;
  std::vector<std::pair<Stage, std::string>> heard;  ///< by the second: the stage and its rulebook's version
};
Script script;

Verdict play(const std::function<Verdict(const Matter&)>& part, const Matter& m) { return part ? part(m) : silent(); }
const Rule kFirst{"R90", {}, [](const Matter& m) { return play(script.first, m); }};
const Rule kSecond{"R91", {}, [](const Matter& m) {
                     script.heard.emplace_back(m.stage, m.rulebook.version());
                     return play(script.second, m);
                   }};
const Rule* const kProbes[] = {&kFirst, &kSecond};

std::string probe_bundle(std::string_view version) {
  std::string text = "schema = 1\n[rulebook]\nversion = \"" + std::string(version) + "\"\n";
  for (const auto rule : {"R90", "R91"}) {
    text += "[rules." + std::string(rule) + "]\ntitle = \"Probe\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
  }
  return bundle({{"probe.toml", text}});
}

class Judging : public ::testing::Test {
 protected:
  Judging() : quiet(reset()), story(kProbes, probe_bundle("one")) {
    story.begin();
    story.fund();
    script.heard.clear();
  }
  ~Judging() override { script = {}; }
  static bool reset() {
    script = {};
    return true;
  }
  Decision request() { return story.would(kGuardian, story.request(20, "100.00 PHP")); }
  bool quiet;
  Story story;
};

Verdict saying(Outcome outcome) {
  switch (outcome) {
    case Outcome::allow: return allow("fine", {fact("n", std::int64_t{1})});
    case Outcome::escalate: return escalate(Code::TIER_REQUEST_LIMIT, Tier::t1, {});
    case Outcome::hold: return hold(Code::ACCOUNT_OVERDUE, {});
    case Outcome::deny: return deny(Code::BOND_PENDING, {});
  }
  return {};
}

TEST_F(Judging, TheStrictestWins) {
  const Outcome kAll[] = {Outcome::allow, Outcome::escalate, Outcome::hold, Outcome::deny};
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      script.first = [&](const Matter&) { return saying(kAll[a]); };
      script.second = [&](const Matter&) { return saying(kAll[b]); };
      const Decision decision = request();
      EXPECT_EQ(decision.outcome, kAll[std::max(a, b)]) << a << " " << b;
      EXPECT_EQ(decision.reasons.front().outcome, kAll[std::max(a, b)]) << a << " " << b;
      EXPECT_EQ(decision.accepted(), std::max(a, b) < 2);
      EXPECT_EQ(events_of(decision), decision.accepted() ? "request_judged flags_weighed proposal_opened" : "flags_weighed");
      EXPECT_TRUE(decision.postings.empty());
    }
  }
}

TEST_F(Judging, ADenialKeepsOnlyWhatSpeaksAgainst) {
  script.first = [](const Matter&) { return saying(Outcome::allow); };
  EXPECT_EQ(request().reasons.size(), 1U);
  EXPECT_EQ(request().reasons[0].rule, "R90");
  EXPECT_EQ(request().reasons[0].code, "fine");
  script.second = [](const Matter&) { return saying(Outcome::deny); };
  ASSERT_EQ(request().reasons.size(), 1U);
  EXPECT_EQ(request().reasons[0].rule, "R91");
}

TEST_F(Judging, AnEscalationNeedsMorePersons) {
  script.first = [](const Matter&) { return saying(Outcome::escalate); };
  const Decision decision = story.ask(kGuardian, story.request(20, "100.00 PHP"));
  EXPECT_EQ(said(decision), "escalate TIER_REQUEST_LIMIT");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->tier, Tier::t1);
  const std::vector<Role> needs{Role::trust_officer, Role::social_worker};
  EXPECT_EQ(story.state.proposal(story.last())->needs, needs);
}

TEST_F(Judging, WhatAHigherTierAsksForIsHeardInIt) {
  // The second rule denies in T1 what it would allow in T0; the first escalates.
  script.first = [](const Matter&) { return saying(Outcome::escalate); };
  script.second = [](const Matter& m) { return m.tier == Tier::t0 ? silent() : saying(Outcome::deny); };
  EXPECT_EQ(said(request()), "deny BOND_PENDING");
  script.first = nullptr;
  EXPECT_EQ(said(request()), "allow");
}

TEST_F(Judging, HeldIsNotDone) {
  story.approved(20, "100.00 PHP");
  script.first = [](const Matter& m) { return m.stage == Stage::release ? hold(Code::RECONCILIATION_BREAK, {}) : silent(); };
  EXPECT_EQ(said(story.release(20)), "hold RECONCILIATION_BREAK");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::reserved, "PHP"), "100.00");
  script.first = nullptr;
  EXPECT_EQ(said(story.release(20)), "allow");
}

TEST_F(Judging, DutiesAreNumberedForEachSubject) {
  script.first = [](const Matter& m) {
    Verdict verdict;
    if (m.as<RecordAdverse>() == nullptr) return verdict;
    verdict.duties.push_back({subject(kWard), Duty::inventory, DutyOwner::guardian, day("2026-05-18")});
    verdict.duties.push_back({subject(kPool), Duty::payor_notice, DutyOwner::trust_officer, day("2026-05-19")});
    verdict.duties.push_back({subject(kWard), Duty::bond, DutyOwner::guardian, day("2026-05-20")});
    verdict.duties.push_back({watch_of(kWard), Duty::covered_transaction_report, DutyOwner::compliance, day("2026-05-20")});
    return verdict;
  };
  for (int twice = 0; twice < 2; ++twice) {
    EXPECT_EQ(said(story.ask(kWorker, RecordAdverse{kWard, id<PersonId>(90), AdverseStatus::alleged, {}})), "allow");
  }
  const auto& hers = story.state.wards.at(kWard).obligations;
  ASSERT_EQ(hers.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(hers[i].number, i + 1);
  EXPECT_EQ(hers[1].rule, "R90");
  for (const Obligation& o : hers) EXPECT_FALSE(o.confidential);  // of the first revision: what is secret is in the watch now
  EXPECT_EQ(story.duties(watch_of(kWard)), "covered_transaction_report 2026-05-20, covered_transaction_report 2026-05-20");
  EXPECT_EQ(story.state.watch(watch_of(kWard))->obligations[1].number, 2U);
  const auto& pooled = story.state.pools.at(kPool).obligations;
  ASSERT_EQ(pooled.size(), 2U);
  EXPECT_EQ(pooled[1].number, 2U);
  // The pool's becomes overdue by a tick, and is closed as a return of the pool.
  story.pass_to(at("2026-05-20", "00:00"));
  EXPECT_TRUE(story.state.pools.at(kPool).obligations[0].overdue);
  FileReturn filed;
  filed.pool = kPool;
  filed.obligation = 1;
  filed.filed = day("2026-05-20");
  EXPECT_EQ(said(story.ask(kOfficer, filed)), "allow");
  EXPECT_EQ(story.state.pools.at(kPool).obligations[0].closed, day("2026-05-20"));
  EXPECT_EQ(said(story.ask(kOfficer, filed)), "deny OBLIGATION_CLOSED");
}

TEST_F(Judging, OtherProposalsDoNothingUntilTheyAreAgreedTo) {
  script.first = [](const Matter& m) {
    Verdict verdict;
    if (m.as<ApproveBond>() != nullptr) verdict.effects.push_back({protection_of(kWard), AlertRaised{"R90", "PROBE"}});
    return verdict;
  };
  const ApproveBond bond{kWard, person_of(kGuardian), money("1000.00 PHP"), day("2026-01-05"), std::nullopt};
  EXPECT_EQ(events_of(story.ask(kOfficer, bond)), "proposal_opened");
  EXPECT_EQ(events_of(story.approve(kOfficer2, story.last())), "proposal_approved bond_approved proposal_closed alert_raised");
}

TEST_F(Judging, BothRulebooksAreHeardAndTheStricterApplies) {
  story.approved(20, "100.00 PHP");
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "100.00 PHP")).accepted());
  const ProposalId open = story.last();
  story.agreed(kCompliance, AdoptRulebook{probe_bundle("two")}, {kOfficer});
  EXPECT_NE(story.state.ledger.rulebook, hash(probe_bundle("two")));  // compliance has yet to approve by another person
  EXPECT_EQ(said(story.approve(kCompliance2, story.last() - 1)), "allow");
  EXPECT_EQ(story.state.ledger.rulebook, hash(probe_bundle("two")));

  const auto denies_under = [](std::string_view version) {
    return [version](const Matter& m) { return m.rulebook.version() == version && m.stage != Stage::submit ? saying(Outcome::deny) : silent(); };
  };
  const Subject hers = subject(kWard);
  for (const auto version : {"one", "two"}) {
    script.first = denies_under(version);
    EXPECT_EQ(said(story.would(kOfficer, Approve{open, hers})), "deny BOND_PENDING") << version;
    EXPECT_EQ(said(story.release(20)), "deny BOND_PENDING") << version;
  }
  script.first = nullptr;
  script.heard.clear();
  EXPECT_EQ(said(story.approve(kOfficer, open)), "allow");
  const std::vector<std::pair<Stage, std::string>> expected{{Stage::execute, "two"}, {Stage::execute, "one"}};
  EXPECT_EQ(script.heard, expected);
  script.heard.clear();
  EXPECT_EQ(said(story.release(20)), "allow");
  const std::vector<std::pair<Stage, std::string>> at_release{{Stage::release, "two"}, {Stage::release, "one"}};
  EXPECT_EQ(script.heard, at_release);
}

TEST_F(Judging, ATierThatIsNoLongerEnough) {
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "100.00 PHP")).accepted());
  script.first = [](const Matter& m) { return m.stage == Stage::submit ? silent() : saying(Outcome::escalate); };
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "deny TIER_INSUFFICIENT");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::reserved, "PHP"), "0.00");
}

TEST(Engine, IsOfTheThirdRevision) { EXPECT_EQ(kEngineRevision, 3U); }

TEST_F(Judging, ExplainHearsTheSilentToo) {
  script.second = [](const Matter&) { return saying(Outcome::allow); };
  Submission s;
  s.command = story.request(20, "100.00 PHP");
  s.principal = kGuardian;
  s.seq = story.entries.size();
  s.time = {story.now.micros + 1};
  const auto heard = story.judge.hear(story.state, s);
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(heard[0].rule, "R90");
  EXPECT_FALSE(heard[0].verdict.reason);
  EXPECT_EQ(heard[1].verdict.reason->code, "fine");
}

TEST_F(Judging, ARulebookThatCanNotBeReadJudgesNothingButItsReplacement) {
  Sandbox fresh(probe_bundle("one"), kProbes);
  fresh.state.rulebooks.at(fresh.state.ledger.rulebook).text = "not one";
  Judge later(hash, kProbes);  // one that has read nothing yet
  Submission s;
  s.seq = 1;
  s.time = {fresh.now.micros + 1};
  s.principal = kOfficer;
  s.command = RevokePrincipal{kOfficer2, "gone"};
  EXPECT_EQ(said(later.decide(fresh.state, s)), "deny RULEBOOK_UNREADABLE");
  s.command = AdoptRulebook{probe_bundle("two")};
  EXPECT_EQ(said(later.decide(fresh.state, s)), "allow");
  s.command = AdoptRulebook{"+++ x\n"};
  EXPECT_EQ(said(later.decide(fresh.state, s)), "deny RULEBOOK_MISSING");
}

TEST_F(Judging, TheSameQuestionHasTheSameAnswer) {
  script.first = [](const Matter&) { return saying(Outcome::escalate); };
  const Decision one = request();
  const Decision two = Judge(hash, kProbes).decide(story.state, [&] {
    Submission s;
    s.command = story.request(20, "100.00 PHP");
    s.principal = kGuardian;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    return s;
  }());
  EXPECT_EQ(events_of(one), events_of(two));
  EXPECT_EQ(one.reasons, two.reasons);
}

}  // namespace
}  // namespace katiwala::policies::kit::judging_test
