// A bank asks for a payment back: filed once, answered once, by two persons. What is promised is what waits, or what a final judgment names.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace recall_plans {
namespace {

const RecallId kRecall = id<RecallId>(0xb1), kOther = id<RecallId>(0xb2);

class Recalls : public ::testing::Test {
 protected:
  void SetUp() override {
    story.begin();
    ASSERT_EQ(said(story.ask(kBank, RecordRate{rate("USD", "50"), manila_date(story.now), "reference rate"})), "allow");
  }
  FileRecall recall(std::uint8_t credit, std::optional<std::string_view> amount = {}, const RecallId& which = kRecall) const {
    FileRecall c{which, id<CreditId>(credit), std::nullopt, "DUPL", 1, {mark(static_cast<std::uint8_t>(which.bytes[0] + 1))}, in_vault(20)};
    if (amount) c.amount = money(*amount);
    return c;
  }
  static AnswerRecall promise(std::optional<CourtOrderId> order = {}, const RecallId& which = kRecall) { return {which, RecallStanding::promised, "", order, document(80)}; }
  static AnswerRecall refuse_it(std::string reason = "LEGL", const RecallId& which = kRecall) { return {which, RecallStanding::refused, std::move(reason), std::nullopt, std::nullopt}; }
  void record_judgment(std::string_view cap, bool final_judgment, std::string_view expires = "") {
    RecordCourtOrder c;
    c.ward = kWard;
    c.order = kCourtOrder;
    c.dated = manila_date(story.now);
    c.cap = money(cap);
    c.document = document(4);
    c.docket = in_vault(4);
    c.final_judgment = final_judgment;
    if (!expires.empty()) c.expires = day(expires);
    story.agreed(kOfficer, c, {kOfficer2});
  }
  static std::string told(const Decision& decision) { return said(decision) == "deny FIELD_INVALID" ? fact_of(decision, "field") : said(decision); }
  std::string would(const PrincipalId& who, const Command& command) { return told(story.would(who, command)); }
  Story story;
};

TEST_F(Recalls, AreFiledByTheBanksSystemAndMoveNothing) {
  story.receive(21, "1000.00 USD");
  for (const PrincipalId& other : {kOfficer, kCompliance, kReleaser, kGuardian, kAdministrator}) EXPECT_EQ(would(other, recall(21)), "deny ROLE_FORBIDDEN") << other.hex();
  const Decision filed = story.ask(kBank, recall(21));
  EXPECT_EQ(events_of(filed), "recall_filed references_used");
  EXPECT_EQ(filed.about, subject(kPool));
  EXPECT_TRUE(filed.postings.empty());
  EXPECT_EQ(story.state.recall(kRecall)->standing, RecallStanding::open);
  FileRecall c = recall(21, {}, kOther);
  c.references = recall(21).references;
  EXPECT_EQ(would(kBank, c), "deny DUPLICATE_MESSAGE") << "the same question";
  EXPECT_EQ(would(kBank, recall(21)), "deny ALREADY_EXISTS");
  const struct {
    const char* title;
    void (*change)(FileRecall&);
    const char* says;
  } cases[] = {
      {"another", [](FileRecall&) {}, "allow"},
      {"with its amount", [](FileRecall& f) { f.amount = money("0.01 USD"); }, "allow"},
      {"of nothing", [](FileRecall& f) { f.amount = money("0.00 USD"); }, "deny AMOUNT_NOT_POSITIVE"},
      {"of a credit that is none", [](FileRecall& f) { f.credit = id<CreditId>(99); }, "deny CREDIT_UNKNOWN"},
      {"of a payment that did not come here", [](FileRecall& f) { f.credit.reset(); }, "allow"},
      {"without a reason", [](FileRecall& f) { f.reason.clear(); }, "allow"},
      {"with a story", [](FileRecall& f) { f.reason = "SENT"; f.reason += " TWICE"; }, "reason"},
      {"in small letters", [](FileRecall& f) { f.reason = "dupl"; }, "reason"},
      {"numbered from nothing", [](FileRecall& f) { f.number = 0; }, "number"},
      {"without an id", [](FileRecall& f) { f.recall = {}; }, "recall"},
  };
  for (const auto& one : cases) {
    FileRecall changed = recall(21, {}, kOther);
    one.change(changed);
    EXPECT_EQ(would(kBank, changed), one.says) << one.title;
  }
}

TEST_F(Recalls, AreAnsweredByTwoPersonsAndOnce) {
  story.receive(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  for (const PrincipalId& other : {kBank, kCompliance, kReleaser, kGuardian}) EXPECT_EQ(would(other, refuse_it()), "deny ROLE_FORBIDDEN") << other.hex();
  const Decision proposed = story.ask(kOfficer, refuse_it());
  EXPECT_EQ(events_of(proposed), "proposal_opened");
  const ProposalId waiting = story.last();
  EXPECT_EQ(said(story.approve(kOfficer2, waiting)), "deny APPROVAL_NOT_NEEDED");
  const Decision answered = story.approve(kCompliance, waiting);
  EXPECT_EQ(events_of(answered), "proposal_approved recall_answered proposal_closed");
  EXPECT_TRUE(answered.postings.empty());
  EXPECT_EQ(would(kOfficer, refuse_it()), "deny RECALL_ANSWERED");
  EXPECT_EQ(would(kOfficer, promise()), "deny RECALL_ANSWERED");
  EXPECT_EQ(would(kOfficer, refuse_it("LEGL", kOther)), "deny RECALL_UNKNOWN");
}

TEST_F(Recalls, SayWhyTheyAreRefused) {
  story.receive(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  for (const auto& [reason, says] : {std::pair{"LEGL", "allow"}, std::pair{"", "reason"}, std::pair{"LEGA1", "reason"}, std::pair{"LEG", "reason"}, std::pair{"legl", "reason"}})
    EXPECT_EQ(would(kOfficer, refuse_it(reason)), says) << reason;
  AnswerRecall c = refuse_it();
  c.court_order = kCourtOrder;
  EXPECT_EQ(would(kOfficer, c), "court_order");
  c = promise();
  c.reason = "CUST";
  EXPECT_EQ(would(kOfficer, c), "allow");
  c.reason = "because";
  EXPECT_EQ(would(kOfficer, c), "reason");
  c.to = RecallStanding::open;
  c.reason.clear();
  EXPECT_EQ(would(kOfficer, c), "to");
  FileRecall unknown = recall(21, {}, kOther);
  unknown.credit.reset();
  ASSERT_EQ(said(story.ask(kBank, unknown)), "allow");
  EXPECT_EQ(would(kOfficer, promise({}, kOther)), "deny CREDIT_UNKNOWN");
  EXPECT_EQ(would(kOfficer, refuse_it("NOOR", kOther)), "allow");
}

TEST_F(Recalls, PromiseWhatWaitsInSuspenseToTheCentavo) {
  story.receive(21, "1000.00 USD");
  const struct {
    const char* amount;
    const char* says;
  } cases[] = {{"", "allow"}, {"1000.00 USD", "allow"}, {"0.01 USD", "allow"}, {"1000.01 USD", "deny COURT_ORDER_REQUIRED"}, {"1.00 PHP", "deny CURRENCY_MISMATCH"}};
  std::uint8_t number = 0xc0;
  for (const auto& c : cases) {
    const RecallId which = id<RecallId>(number);
    number += 2;
    ASSERT_EQ(said(story.ask(kBank, recall(21, *c.amount == 0 ? std::nullopt : std::optional<std::string_view>(c.amount), which))), "allow");
    EXPECT_EQ(would(kOfficer, promise({}, which)), c.says) << c.amount;
  }
}

TEST_F(Recalls, OfAWardsMoneyNeedAFinalJudgmentThatIsNamed) {
  story.credit(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  EXPECT_EQ(would(kOfficer, promise()), "deny COURT_ORDER_REQUIRED");
  EXPECT_EQ(would(kOfficer, promise(id<CourtOrderId>(0x7f))), "deny COURT_ORDER_REQUIRED") << "nobody's";
  record_judgment("1000.00 USD", false);
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder)), "deny COURT_ORDER_REQUIRED") << "not final";
  EXPECT_EQ(would(kOfficer, refuse_it()), "allow");
}

TEST_F(Recalls, MayBePromisedUnderOneThatReaches) {
  story.credit(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  record_judgment("999.99 USD", true);
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder)), "deny CAP_EXCEEDED");
  ChangeCourtOrder more{kWard, kCourtOrder, OrderStanding::amended, manila_date(story.now), document(10), money("1000.00 USD"), std::nullopt, std::nullopt};
  story.agreed(kOfficer, more, {kOfficer2});
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder)), "allow");
  EXPECT_EQ(would(kOfficer, promise()), "deny COURT_ORDER_REQUIRED") << "it must be named";
  const Decision answered = story.agreed(kOfficer, promise(kCourtOrder), {kCompliance});
  EXPECT_TRUE(answered.postings.empty()) << "a promise moves nothing";
  EXPECT_EQ(parts_of(answered).count(subject(kWard)), 0U) << "the pool's part names no ward";
}

/// A judgment that R20 finds spent pays for nothing, so nothing is promised under it.
TEST_F(Recalls, MayBePromisedUnderOneAsLongAsItIsInForce) {
  story.credit(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  const CivilDate today = manila_date(story.now), anniversary = add_months(today, -12);
  const struct {
    const char* title;
    CivilDate dated;
    std::optional<CivilDate> expires;
    const char* says;
  } cases[] = {
      {"its anniversary is its last day", anniversary, std::nullopt, "allow"},
      {"the day after", anniversary - 1, std::nullopt, "deny COURT_ORDER_REQUIRED"},
      {"its own last day", anniversary - 1, today, "allow"},
      {"the day after that", anniversary - 1, today + -1, "deny COURT_ORDER_REQUIRED"},
  };
  std::uint8_t number = 0x75;
  for (const auto& one : cases) {
    RecordCourtOrder c;
    c.ward = kWard;
    c.order = id<CourtOrderId>(number++);
    c.dated = one.dated;
    c.expires = one.expires;
    c.cap = money("1000.00 USD");
    c.document = document(4);
    c.docket = in_vault(4);
    c.final_judgment = true;
    story.agreed(kOfficer, c, {kOfficer2});
    EXPECT_EQ(would(kOfficer, promise(c.order)), one.says) << one.title;
  }
}

TEST_F(Recalls, AreNotPromisedTheSameMoneyTwice) {
  story.receive(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21, "600.00 USD"))), "allow");
  story.agreed(kOfficer, promise(), {kCompliance});
  ASSERT_EQ(said(story.ask(kBank, recall(21, "400.00 USD", kOther))), "allow");
  EXPECT_EQ(would(kOfficer, promise({}, kOther)), "allow") << "the rest";
  const RecallId third = id<RecallId>(0xb5);
  ASSERT_EQ(said(story.ask(kBank, recall(21, "400.01 USD", third))), "allow");
  EXPECT_EQ(would(kOfficer, promise({}, third)), "deny COURT_ORDER_REQUIRED") << "a centavo more than is left";
  EXPECT_EQ(would(kOfficer, refuse_it("LEGL", third)), "allow");
}

/// Two proposals may be open; each is judged again when it is agreed to.
TEST_F(Recalls, AreNotPromisedTheSameMoneyTwiceByProposalsThatWaited) {
  story.receive(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  ASSERT_EQ(said(story.ask(kBank, recall(21, {}, kOther))), "allow");
  ASSERT_EQ(said(story.ask(kOfficer, promise())), "allow");
  const ProposalId first = story.last();
  ASSERT_EQ(said(story.ask(kOfficer, promise({}, kOther))), "allow");
  const ProposalId second = story.last();
  ASSERT_EQ(said(story.approve(kCompliance, first)), "allow");
  EXPECT_EQ(said(story.approve(kCompliance, second)), "deny COURT_ORDER_REQUIRED");
}

TEST_F(Recalls, UnderOneJudgmentComeToNoMoreThanItsCap) {
  story.credit(21, "2000.00 USD");
  record_judgment("1000.00 USD", true);
  ASSERT_EQ(said(story.ask(kBank, recall(21, "600.00 USD"))), "allow");
  story.agreed(kOfficer, promise(kCourtOrder), {kCompliance});
  ASSERT_EQ(said(story.ask(kBank, recall(21, "400.01 USD", kOther))), "allow");
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder, kOther)), "deny CAP_EXCEEDED");
  const RecallId third = id<RecallId>(0xb5);
  ASSERT_EQ(said(story.ask(kBank, recall(21, "400.00 USD", third))), "allow");
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder, third)), "allow");
}

TEST_F(Recalls, AreNotPromisedWhatSheHasNot) {
  story.credit(21, "1000.00 USD");
  record_judgment("5000.00 USD", true);
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder)), "allow");
  RecordCharge charge{kWard, money("0.01 USD"), manila_date(story.now), {mark(94)}, std::nullopt};
  story.agreed(kOfficer, charge, {kOfficer2, kCompliance});
  const Decision short_by_a_cent = story.would(kOfficer, promise(kCourtOrder));
  EXPECT_EQ(said(short_by_a_cent), "deny INSUFFICIENT_FUNDS");
  EXPECT_EQ(fact_of(short_by_a_cent, "free"), "") << "what she has is not said in the pool's part";
}

/// The judgment is against a ward who received none of it.
TEST_F(Recalls, OfOneWardAreNotPromisedUnderAnothersJudgment) {
  story.open_ward(kWardB);
  story.credit(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  RecordCourtOrder c;
  c.ward = kWardB;
  c.order = kCourtOrder;
  c.dated = manila_date(story.now);
  c.cap = money("5000.00 USD");
  c.document = document(4);
  c.docket = in_vault(4);
  c.final_judgment = true;
  story.agreed(kOfficer, c, {kOfficer2});
  EXPECT_EQ(would(kOfficer, promise(kCourtOrder)), "deny COURT_ORDER_REQUIRED");
}

TEST_F(Recalls, KeepTheCreditFromThirdParties) {
  story.receive(21, "1000.00 USD");
  const ResolveCredit third{id<CreditId>(21), CreditEnd::third_party, money("1000.00 USD"), document(34), {mark(164)}};
  EXPECT_EQ(would(kOfficer, third), "allow");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  EXPECT_EQ(would(kOfficer, third), "hold RECALL_UNDECIDED");
  story.agreed(kOfficer, promise(), {kCompliance});
  EXPECT_EQ(would(kOfficer, third), "deny RECALL_PROMISED");
}

TEST_F(Recalls, HoldTheCreditUntilTheyAreAnswered) {
  story.receive(21, "1000.00 USD");
  const MatchCredit match{id<CreditId>(21), kOrder};
  EXPECT_EQ(would(kOfficer, match), "allow");
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  EXPECT_EQ(would(kOfficer, match), "hold RECALL_UNDECIDED");
  story.agreed(kOfficer, refuse_it(), {kCompliance});
  EXPECT_EQ(would(kOfficer, match), "allow") << "it was refused";
  ASSERT_EQ(said(story.ask(kBank, recall(21, {}, kOther))), "allow");
  story.agreed(kOfficer, promise({}, kOther), {kCompliance});
  EXPECT_EQ(would(kOfficer, match), "deny RECALL_PROMISED");
  ResolveCredit back{id<CreditId>(21), CreditEnd::returned, money("1000.00 USD"), document(34), {mark(164)}};
  EXPECT_EQ(would(kOfficer, back), "allow") << "and that is how it goes";
}

TEST_F(Recalls, ThatCameAfterAProposalHoldItToo) {
  story.receive(21, "1000.00 USD");
  ASSERT_EQ(said(story.ask(kOfficer, MatchCredit{id<CreditId>(21), kOrder})), "allow");
  const ProposalId waiting = story.last();
  ASSERT_EQ(said(story.ask(kBank, recall(21))), "allow");
  EXPECT_EQ(said(story.approve(kOfficer2, waiting)), "hold RECALL_UNDECIDED");
}

}  // namespace
}  // namespace recall_plans
}  // namespace katiwala::policies::kit
