// What a decision is made of beside its plan: what is heard again and with which fields, in whose part a denial stands, what is kept of it,
// which rulebook judges. With rules of the test's own.
#include <gtest/gtest.h>

#include "policies/hearing.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_decision_test {
namespace {

struct Script {
  std::function<Verdict(const Matter&)> everyone, compliance;
};
Script script;

Verdict play(const std::function<Verdict(const Matter&)>& part, const Matter& m) { return part ? part(m) : silent(); }
const Rule kEveryone{"R90", {}, [](const Matter& m) { return play(script.everyone, m); }};
const Rule kSecret{"R91", {}, [](const Matter& m) { return play(script.compliance, m); }};
const Rule* const kProbes[] = {&kEveryone, &kSecret};

std::string probe_bundle(std::string_view version) {
  std::string text = "schema = 1\n[rulebook]\nversion = \"" + std::string(version) + "\"\n";
  for (const std::string rule : {"R90", "R91"}) {
    text += "[rules." + rule + "]\ntitle = \"Probe\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\naudience = \"" +
            (rule == "R90" ? "everyone" : "compliance") + "\"\n";
  }
  return bundle({{"probe.toml", text}});
}

class Decided : public ::testing::Test {
 protected:
  Decided() : quiet(reset()), story(kProbes, probe_bundle("one")) {
    story.begin();
    story.fund();
  }
  ~Decided() override { script = {}; }
  static bool reset() {
    script = {};
    return true;
  }
  Submission submission(const PrincipalId& who, Command command) const {
    Submission s;
    s.command = std::move(command);
    s.principal = who;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    return s;
  }
  bool quiet;
  Story story;
};

template <class C>
Verdict denying(const Matter& m, Stage stage = Stage::submit) {
  return m.as<C>() != nullptr && m.stage == stage ? deny(Code::BOND_PENDING, {}) : silent();
}

// -- what is heard again

TEST_F(Decided, ARequestIsHeardAgainAsItWasAskedFor) {
  story.record_court_order("30000.00 PHP");
  const BudgetId budget = id<BudgetId>(0x81);
  story.agreed(kOfficer, SetBudget{kWard, budget, Purpose::medical, day("2026-01-01"), day("2026-12-31"), money("900.00 PHP"), kCourtOrder},
               {kOfficer2, kWorker});
  RequestDisbursement asked = story.request(20, "100.00 PHP", kCourtOrder);
  asked.purpose = Purpose::medical;
  asked.rail = Rail::pesonet;
  asked.voucher = document(5);
  asked.budget = budget;
  asked.invoice = mark(6, MarkKind::name);
  asked.service_from = day("2026-01-02");
  asked.service_to = day("2026-01-03");
  std::vector<RequestDisbursement> heard;
  script.everyone = [&](const Matter& m) {
    if (const auto* c = m.as<RequestDisbursement>()) heard.push_back(*c);
    return silent();
  };
  const Decision judged = story.ask(kGuardian, asked);
  ASSERT_TRUE(judged.accepted()) << said(judged);
  story.approve(kOfficer, story.last());
  ASSERT_EQ(said(story.release(20)), "allow");
  ASSERT_EQ(heard.size(), 3U);  // asked, carried out, released
  for (const RequestDisbursement& c : heard) {
    EXPECT_EQ(c.request, asked.request);
    EXPECT_EQ(c.ward, asked.ward);
    EXPECT_EQ(c.payee, asked.payee);
    EXPECT_EQ(c.amount, asked.amount);
    EXPECT_EQ(c.purpose, asked.purpose);
    EXPECT_EQ(c.court_order, asked.court_order);
    EXPECT_EQ(c.rail, asked.rail);
    EXPECT_EQ(c.voucher, asked.voucher);
    EXPECT_EQ(c.budget, asked.budget);
    EXPECT_EQ(c.invoice, asked.invoice);
    EXPECT_EQ(c.service_from, asked.service_from);
    EXPECT_EQ(c.service_to, asked.service_to);
  }
  const auto* event = event_of<RequestJudged>(judged);  // and so it stands in the record
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->request.invoice, asked.invoice);
  EXPECT_EQ(event->request.service_from, asked.service_from);
  EXPECT_EQ(event->request.service_to, asked.service_to);
  EXPECT_EQ(event->request.state, RequestState::judged);
  EXPECT_GT(event->request.asked_at, at("2026-01-05"));
}

TEST_F(Decided, AnApprovalOnTheWayIsHeardToo) {
  ASSERT_TRUE(story.ask(kOfficer, RecordCharge{kWard, money("1.00 PHP"), manila_date(story.now), {mark(30)}}).accepted());
  const ProposalId proposal = story.last();
  script.everyone = [](const Matter& m) { return denying<Approve>(m); };
  EXPECT_EQ(said(story.would(kOfficer2, Approve{proposal, subject(kWard)})), "deny BOND_PENDING");
  script.everyone = nullptr;
  EXPECT_EQ(said(story.would(kOfficer2, Approve{proposal, subject(kWard)})), "allow");
}

TEST_F(Decided, TheBookHasTheLastWordAtTheReleaseToo) {
  story.approved(20, "100.00 PHP");
  story.state.requests.at(id<RequestId>(20)).amount = money("100.01 PHP");  // more than is set aside
  EXPECT_EQ(said(story.release(20)), "deny INSUFFICIENT_FUNDS");
  story.state.requests.at(id<RequestId>(20)).amount = money("100.00 PHP");
  EXPECT_EQ(said(story.release(20)), "allow");
}

TEST_F(Decided, WhatWasEscalatedAndAgreedToIsAllowed) {
  script.everyone = [](const Matter& m) { return m.as<RequestDisbursement>() != nullptr ? escalate(Code::TIER_REQUEST_LIMIT, Tier::t1, {}) : silent(); };
  EXPECT_EQ(said(story.ask(kGuardian, story.request(20, "100.00 PHP"))), "escalate TIER_REQUEST_LIMIT");
  const ProposalId proposal = story.last();
  EXPECT_EQ(story.approve(kOfficer, proposal).outcome, Outcome::allow);
  EXPECT_EQ(story.approve(kWorker, proposal).outcome, Outcome::allow);
  EXPECT_EQ(story.release(20).outcome, Outcome::allow);
}

// -- where a denial stands, and what of it

TEST_F(Decided, ADenialStandsWithWhatItIsAboutIfThatIsThere) {
  script.everyone = [](const Matter&) { return deny(Code::BOND_PENDING, {}); };
  OpenPool pool;
  pool.pool = id<PoolId>(0x22);
  pool.bank = pool.code = "x";
  pool.accounts = {{currency("EUR"), mark(210, MarkKind::account), in_vault(1)}};
  OpenWard ward;
  ward.ward = kWardB;
  ward.pool = kPool;
  ward.born_earliest = ward.born_latest = day("2012-05-20");
  const RecordOrder order{id<OrderId>(0x42), "US", day("2026-01-02"), money("1.00 USD"), document(1), std::nullopt};
  EXPECT_EQ(story.would(kOfficer, pool).about, Subject{});
  EXPECT_EQ(story.would(kOfficer, order).about, Subject{});
  EXPECT_EQ(story.would(kOfficer, ward).about, subject(kWardB));
  EXPECT_EQ(story.receive(1, "1.00 USD").about, subject(kPool));
  EXPECT_EQ(story.would(kGuardian, story.request(20, "1.00 PHP")).about, subject(kWard));
  // The same of what the planner refuses.
  script.everyone = nullptr;
  pool.accounts.clear();
  ward.born_earliest = ward.born_latest + 1;
  RecordOrder nowhere = order;
  nowhere.country.clear();
  EXPECT_EQ(story.would(kOfficer, pool).about, Subject{});
  EXPECT_EQ(story.would(kOfficer, nowhere).about, Subject{});
  EXPECT_EQ(story.would(kOfficer, ward).about, subject(kWardB));
}

TEST_F(Decided, WhatIsDeniedAtTheEndLeavesTheFlagsOfNobodyUnweighed) {
  ASSERT_EQ(said(story.receive(1, "1.00 USD")), "allow");
  ASSERT_TRUE(story.ask(kOfficer, MatchCredit{id<CreditId>(1), kOrder}).accepted());
  script.everyone = [](const Matter& m) { return denying<MatchCredit>(m, Stage::execute); };
  const Decision denied = story.approve(kOfficer2, story.last());
  EXPECT_EQ(said(denied), "deny BOND_PENDING");
  EXPECT_EQ(events_of(denied), "");
}

TEST_F(Decided, OfARefusalOnlyWhatSpeaksAgainstIsKept) {
  script.everyone = [](const Matter& m) { return m.as<Convert>() != nullptr || m.as<RequestDisbursement>() != nullptr ? allow("fine", {}) : silent(); };
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "50000.01 PHP")).accepted());
  const ProposalId proposal = story.last();
  const auto codes = [&] {
    std::string all;
    for (const Reason& reason : story.would(kOfficer, Approve{proposal, subject(kWard)}).reasons) all += reason.code + " " + reason.rule + " ";
    return all;
  };
  EXPECT_EQ(codes(), "INSUFFICIENT_FUNDS R35 ");
  script.everyone = [](const Matter&) { return escalate(Code::TIER_REQUEST_LIMIT, Tier::t0, {}); };
  EXPECT_EQ(codes(), "INSUFFICIENT_FUNDS R35 TIER_REQUEST_LIMIT R90 ");
}

TEST_F(Decided, AProposalSaysItsReasonsAndKeepsTheSecretOnesApart) {
  script.everyone = [](const Matter&) { return allow("fine", {}); };
  script.compliance = [](const Matter&) { return allow("seen", {}); };
  const Decision proposed = story.would(kOfficer, ApproveBond{kWard, person_of(kGuardian), money("1.00 PHP"), day("2026-01-05"), std::nullopt});
  ASSERT_EQ(proposed.reasons.size(), 1U);
  EXPECT_EQ(proposed.reasons[0].code, "fine");
  EXPECT_EQ(events_of(proposed, watch_of(kWard)), "reasons_kept");
  EXPECT_EQ(events_of(proposed, subject(kWard)), "proposal_opened");
}

TEST_F(Decided, ARuleThatOnlyRemindsOrOnlySaysATierIsHeard) {
  script.everyone = [](const Matter& m) {
    Verdict verdict;
    if (m.as<RecordAdverse>() != nullptr) verdict.reminders.push_back({subject(kWard), ReminderKind::review, at("2026-03-01"), {}, {}});
    if (m.as<RequestDisbursement>() != nullptr) verdict.at_least = Tier::t1;
    return verdict;
  };
  const Decision recorded = story.would(kWorker, RecordAdverse{kWard, id<PersonId>(90), AdverseStatus::alleged, {}});
  EXPECT_EQ(events_of(recorded, subject(kWard)), "reminder_set");
  const Decision asked = story.would(kGuardian, story.request(20, "1.00 PHP"));
  EXPECT_EQ(event_of<RequestJudged>(asked)->request.tier, Tier::t1);
}

TEST(Refused, ARefusalOfTheMechanismNamesTheRuleBehindIt) {
  const std::pair<Code, std::string_view> kRules[] = {
      {Code::AUTHORITY_ENDED, "R01"}, {Code::CAP_EXCEEDED, "R21"},       {Code::PROPOSAL_EXPIRED, "R31"},   {Code::APPROVAL_OWN, "R31"},
      {Code::APPROVAL_REPEATED, "R31"}, {Code::APPROVAL_NOT_NEEDED, "R31"}, {Code::FOUR_EYES, "R31"},       {Code::INSUFFICIENT_FUNDS, "R35"},
      {Code::DUPLICATE_MESSAGE, "R50"}, {Code::ENTRY_REVERSED, "R52"},      {Code::RULEBOOK_UNREADABLE, "R72"}, {Code::FIELD_INVALID, ""},
  };
  for (const auto& [code, rule] : kRules) EXPECT_EQ(reason_of(refuse(code)).rule, rule) << name_of(code);
}

TEST(Refused, APlaceIsAFactOfItsOwnNameOrAPlaceAndADetailIsWhatIsMore) {
  const auto facts = [](const Refusal& refusal) {
    std::string all;
    for (const Fact& f : reason_of(refusal).facts) all += f.name + "=" + f.value + ";";
    return all;
  };
  const std::string sentence(sentence_of(Code::FIELD_INVALID));
  EXPECT_EQ(facts(refuse(Code::FIELD_INVALID)), "");
  EXPECT_EQ(facts(refuse(Code::FIELD_INVALID, sentence, "field to")), "field=to;");
  EXPECT_EQ(facts(refuse(Code::FIELD_INVALID, sentence, "here")), "place=here;");
  EXPECT_EQ(facts(refuse(Code::FIELD_INVALID, "It is not one.", "here")), "place=here;detail=It is not one.;");
}

// -- which rulebook judges

TEST_F(Decided, ARulebookOfBeforeMustBeReadableWhereItJudgedBefore) {
  story.approved(20, "100.00 PHP");
  const Digest before = story.state.ledger.rulebook;
  story.agreed(kCompliance, AdoptRulebook{probe_bundle("two")}, {kOfficer, kCompliance2});
  Release release;
  release.request = id<RequestId>(20);
  release.ward = kWard;
  release.message_id = release.end_to_end_id = "KTW";
  EXPECT_EQ(said(Judge(hash, kProbes).decide(story.state, submission(kReleaser, release))), "allow");
  story.state.rulebooks.at(before).text = "not one";
  EXPECT_EQ(said(Judge(hash, kProbes).decide(story.state, submission(kReleaser, release))), "deny RULEBOOK_UNREADABLE");
}

TEST_F(Decided, WithoutAReadableRulebookOnlyItsSuccessorIsAgreedTo) {
  ASSERT_TRUE(story.ask(kCompliance, AdoptRulebook{probe_bundle("two")}).accepted());
  const ProposalId successor = story.last();
  ASSERT_TRUE(story.ask(kOfficer, RecordCharge{kWard, money("1.00 PHP"), manila_date(story.now), {mark(30)}}).accepted());
  const ProposalId charge = story.last();
  story.state.rulebooks.at(story.state.ledger.rulebook).text = "not one";
  const auto agreed = [&](ProposalId proposal, const Subject& about) {
    return said(Judge(hash, kProbes).decide(story.state, submission(kOfficer2, Approve{proposal, about})));
  };
  EXPECT_EQ(agreed(successor, {}), "allow");
  EXPECT_EQ(agreed(charge, subject(kWard)), "deny RULEBOOK_UNREADABLE");
  EXPECT_EQ(agreed(charge + 1, subject(kWard)), "deny RULEBOOK_UNREADABLE");
}

TEST_F(Decided, AFoundingIsHeardByTheRulebookItBringsUnlessAnotherIsPutInPlace) {
  CreateLedger c;
  c.ledger.fill(1);
  c.origin = "sandbox.example";
  c.rulebook = probe_bundle("one");
  c.officers = {spec(kOfficer), spec(kOfficer2)};
  c.signatures = {{document(1), {1}}, {document(2), {1}}};
  Submission s;
  s.command = c;
  s.time = at("2026-01-05");
  s.signature_valid = true;
  script.everyone = [](const Matter& m) { return m.rulebook.version() == "one" ? denying<CreateLedger>(m) : silent(); };
  Judge judge(hash, kProbes);
  EXPECT_EQ(said(judge.decide(State{}, s)), "deny BOND_PENDING");
  auto other = Rulebook::parse(probe_bundle("two"), kProbes);
  ASSERT_TRUE(other.ok());
  judge.put_in_place_of_all(std::move(other).value());
  EXPECT_EQ(said(judge.decide(State{}, s)), "allow");
  // And so of everything else.
  script.everyone = [](const Matter& m) { return m.rulebook.version() == "two" ? denying<RequestDisbursement>(m) : silent(); };
  const Submission request = submission(kGuardian, story.request(20, "1.00 PHP"));
  EXPECT_EQ(said(judge.decide(story.state, request)), "deny BOND_PENDING");
  EXPECT_EQ(said(Judge(hash, kProbes).decide(story.state, request)), "allow");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_decision_test
