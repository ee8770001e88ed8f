// A rule is asked about what it says it hears, in the order of the rules, and about nothing else.
#include <gtest/gtest.h>

#include "policies/hearing.h"
#include "tests/policies/everybody.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::hears_test {
namespace {

std::vector<std::string> asked;

template <char Name>
Verdict notes(const Matter&) {
  asked.emplace_back(1, Name);
  return silent();
}

const Rule kOfRates{"R90", {}, notes<'r'>, hears<RecordRate>()};
const Rule kOfPaymentsAndFacts{"R91", {}, notes<'p'>, hears<RequestDisbursement, FactRecorded>()};
const Rule kOfGuardians{"R92", {}, notes<'g'>, hears<GuardianAct>()};
const Rule kOfEverything{"R93", {}, notes<'e'>};
const Rule kOfNothing{"R94", {}, notes<'n'>, hears<>()};
const Rule* const kAll[] = {&kOfRates, &kOfPaymentsAndFacts, &kOfGuardians, &kOfEverything, &kOfNothing};

std::string bundle_of_probes() {
  std::string text = "schema = 1\n[rulebook]\nversion = \"test\"\n";
  for (const Rule* rule : kAll) {
    text += "[rules." + std::string(rule->id) + "]\ntitle = \"Probe\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
  }
  return bundle({{"probe.toml", text}});
}

class Hearings : public ::testing::Test {
 protected:
  Hearings() : story(kAll, bundle_of_probes()) {
    story.begin();
    story.fund();
    asked.clear();
  }
  std::string who_is_asked(const PrincipalId& who, Command command) {
    asked.clear();
    static_cast<void>(story.would(who, std::move(command)));
    std::string out;
    for (const std::string& name : asked) out += name;
    return out;
  }
  Story story;
};

TEST_F(Hearings, ByTheCommandOrByWhatItWouldMakeHappen) {
  EXPECT_EQ(who_is_asked(kBank, RecordRate{rate("USD", "50"), manila_date(story.now), "desk"}), "re");
  EXPECT_EQ(who_is_asked(kAdministrator, RevokePrincipal{kOfficer2, "gone"}), "e");
  RecordFact fact;
  fact.ward = kWard;
  fact.fact = FactKind::heartbeat;
  fact.since = manila_date(story.now);
  EXPECT_EQ(who_is_asked(kOfficer, fact), "pe") << "a fact is planned";
  fact.since = manila_date(story.now) + 1;
  EXPECT_EQ(who_is_asked(kOfficer, fact), "") << "refused before anybody is asked";
}

TEST_F(Hearings, AGuardiansActIsWhatHeAsksForAndEveryPaymentWhoeverDoes) {
  EXPECT_EQ(who_is_asked(kGuardian, story.request(20, "100.00 PHP")), "pge");
  story.approved(20, "100.00 PHP");
  asked.clear();
  EXPECT_EQ(said(story.release(20)), "allow");
  EXPECT_EQ(asked, (std::vector<std::string>{"p", "g", "e"})) << "let go by another, and a payment still";
  story.settle(20, "100.00 PHP");
  const FileReceipt receipt{kWard, id<RequestId>(20), document(7), money("100.00 PHP"), manila_date(story.now), kSchool, std::nullopt};
  EXPECT_EQ(who_is_asked(kGuardian, receipt), "ge");
  EXPECT_EQ(who_is_asked(kBank, HandOver{id<RequestId>(20), kWard}), "") << "refused by its plan";
}

/// What a guardian proposed is his when another agrees to it; what another proposed is not, though a guardian agreed.
TEST_F(Hearings, AtExecutionItIsWhoProposedIt) {
  const Decision proposed = story.ask(kGuardian, story.request(21, "100.00 PHP"));
  ASSERT_NE(event_of<ProposalOpened>(proposed), nullptr);
  asked.clear();
  static_cast<void>(story.approve(kOfficer, story.last()));
  EXPECT_EQ(asked, (std::vector<std::string>{"p", "g", "e"}));
  const Decision other = story.ask(kOfficer, RecordRate{rate("EUR", "60"), manila_date(story.now), "desk"});
  static_cast<void>(other);
  EXPECT_EQ(asked.back(), "e");
}

TEST_F(Hearings, ForExplainAllAreAskedInTheirOrder) {
  Submission plain;
  plain.command = RecordRate{rate("USD", "51"), manila_date(story.now), "desk"};
  plain.principal = kBank;
  plain.seq = story.last() + 1;
  plain.time = {story.now.micros + 1};
  asked.clear();
  const auto heard = story.judge.hear(story.state, plain);
  EXPECT_EQ(asked, (std::vector<std::string>{"r", "p", "g", "e", "n"}));
  ASSERT_EQ(heard.size(), 5U);
  EXPECT_EQ(heard[4].rule, "R94");
}

TEST(Hears, ASetIsOfWhatWasNamedAndNoMore) {
  constexpr Hears some = hears<Settle, MatchCredit, RequestMoved>();
  std::size_t commands = 0, events = 0;
  for (std::size_t i = 0; i < std::variant_size_v<CommandVariant>; ++i) commands += some.commands.has(i) ? 1U : 0U;
  for (std::size_t i = 0; i < std::variant_size_v<EventVariant>; ++i) events += some.events.has(i) ? 1U : 0U;
  EXPECT_EQ(commands, 2U);
  EXPECT_EQ(events, 1U);
  EXPECT_TRUE(some.commands.has(Command(Settle{}).index()));
  EXPECT_TRUE(some.events.has(Event(RequestMoved{}).index()));
  EXPECT_FALSE(some.guardian_acts || some.everything);
  EXPECT_TRUE(hears<GuardianAct>().commands.has(Command(RequestDisbursement{}).index()));
  // The first and the last of each list, which are the edges of its words.
  EXPECT_TRUE(hears<CreateLedger>().commands.has(0));
  using LastCommand = std::variant_alternative_t<std::variant_size_v<CommandVariant> - 1, CommandVariant>;
  using LastEvent = std::variant_alternative_t<std::variant_size_v<EventVariant> - 1, EventVariant>;
  EXPECT_TRUE(hears<LastCommand>().commands.has(std::variant_size_v<CommandVariant> - 1));
  EXPECT_TRUE(hears<LastEvent>().events.has(std::variant_size_v<EventVariant> - 1));
}

TEST(Hears, FewAreAskedAboutASettlement) {
  // Not a figure to keep: that the table does what it is for.
  const std::size_t index = Command(Settle{}).index();
  std::size_t called = 0;
  for (const Rule* rule : all_rules()) called += rule->hears.everything || rule->hears.commands.has(index) ? 1U : 0U;
  EXPECT_LT(called, all_rules().size() / 4);
  EXPECT_GT(called, 5U);
}

TEST(Hears, ADecisionThatDiffersIsNoticed) {
  Decision a;
  a.reasons.push_back({Outcome::allow, "fine", "R01", {}});
  a.effects.push_back({subject(kWard), AlertRaised{"R01", "A"}});
  a.postings.push_back({subject(kWard), book::posting(book::AccountKind::income, kWard.bytes, money("1.00 PHP"), book::Category::interest)});
  const auto differs = [&](auto change) {
    Decision b = a;
    change(b);
    return everybody::difference(a, b);
  };
  EXPECT_EQ(differs([](Decision&) {}), "");
  EXPECT_EQ(differs([](Decision& d) { d.outcome = Outcome::allow; }), "outcome");
  EXPECT_EQ(differs([](Decision& d) { d.about = subject(kWard); }), "about");
  EXPECT_EQ(differs([](Decision& d) { d.reasons[0].code = "other"; }), "reasons");
  EXPECT_EQ(differs([](Decision& d) { std::get<AlertRaised>(d.effects[0].event).code = "B"; }), "effects");
  EXPECT_EQ(differs([](Decision& d) { d.effects[0].about = subject(kWardB); }), "effects");
  EXPECT_EQ(differs([](Decision& d) { d.postings[0].posting.change_minor = 2; }), "postings");
}

}  // namespace
}  // namespace katiwala::policies::kit::hears_test
