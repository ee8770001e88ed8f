// R27 relatives of who is adverse, R34 the trustee's own people, RF03 and RF16 the cases that an attempt opens.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::relations_test {
namespace {

const PersonId kOffender = id<PersonId>(7), kOther = id<PersonId>(8);

Relation relation(PersonId person, PersonId other, RelationKind kind, std::uint32_t degree = 0, std::vector<Mark> marks = {}) {
  return {person, other, kind, degree, std::move(marks)};
}

Scene with_offender() {
  Scene scene;
  scene.protection().adverse.push_back({kOffender, AdverseStatus::charged, {}});
  return scene;
}

Scene with_relation(Relation recorded) {
  Scene scene = with_offender();
  scene.protection().relations.push_back(std::move(recorded));
  scene.ask_for(money("100.00 PHP"));
  return scene;
}

std::string alerts_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects) {
    const auto* alert = std::get_if<AlertRaised>(&effect.event);
    if (alert == nullptr || effect.about != protection_of(kWard)) return "not an alert in her protection file";
    text += (text.empty() ? "" : ", ") + alert->rule + " " + alert->code;
  }
  return text;
}

TEST(R27, APayeeWithinTheFourthDegree) {
  const struct {
    const char* what;
    RelationKind kind;
    std::uint32_t degree;
    const char* says;
    const char* fact_degree;
  } cases[] = {
      {"a parent", RelationKind::parent, 1, "deny RELATED_PARTY", "1"},
      {"a parent, no degree written", RelationKind::parent, 0, "deny RELATED_PARTY", "1"},
      {"a child", RelationKind::child, 1, "deny RELATED_PARTY", "1"},
      {"a brother", RelationKind::sibling, 2, "deny RELATED_PARTY", "2"},
      {"a brother, no degree written", RelationKind::sibling, 0, "deny RELATED_PARTY", "2"},
      {"an aunt", RelationKind::other_relative, 3, "deny RELATED_PARTY", "3"},
      {"a first cousin", RelationKind::other_relative, 4, "deny RELATED_PARTY", "4"},
      {"a first cousin once removed", RelationKind::other_relative, 5, "silent", ""},
      {"a relative of no civil degree", RelationKind::other_relative, 0, "silent", ""},
      {"a spouse", RelationKind::spouse, 0, "deny RELATED_PARTY", ""},
      {"who lives with him", RelationKind::cohabitant, 0, "deny RELATED_PARTY", ""},
      {"of one household, far related", RelationKind::household, 9, "deny RELATED_PARTY", ""},
      {"an employer", RelationKind::employer, 1, "silent", ""},
      {"her guardian ad litem", RelationKind::guardian_ad_litem, 1, "silent", ""},
      {"the recorder of her court", RelationKind::court_recorder, 1, "silent", ""},
  };
  for (const auto& c : cases) {
    for (const bool first : {true, false}) {
      const Scene scene = with_relation(first ? relation(kSchool, kOffender, c.kind, c.degree) : relation(kOffender, kSchool, c.kind, c.degree));
      const Verdict verdict = scene.hear("R27");
      EXPECT_EQ(said(verdict), c.says) << c.what;
      EXPECT_EQ(fact_of(verdict, "degree"), c.fact_degree) << c.what;
      EXPECT_EQ(fact_of(verdict, "part"), verdict.reason ? "payee" : "") << c.what;
    }
  }
}

TEST(R27, OnlyRelativesOfTheAdverse) {
  const Scene none = with_relation(relation(kSchool, kStranger, RelationKind::spouse));
  EXPECT_EQ(said(none.hear("R27")), "silent");
  Scene cleared = with_relation(relation(kSchool, kOffender, RelationKind::spouse));
  cleared.rulebook = shipped({{"statuses = [\"alleged\", \"charged\", \"convicted\"]", "statuses = [\"convicted\"]"}});
  EXPECT_EQ(said(cleared.hear("R27")), "silent") << "charged does not exclude in this book";
  Scene two_steps = with_relation(relation(kStranger, kOffender, RelationKind::parent, 1));
  two_steps.protection().relations.push_back(relation(kSchool, kStranger, RelationKind::spouse));
  EXPECT_EQ(said(two_steps.hear("R27")), "silent") << "the chain is one relation long";
  Scene sibling = with_offender();
  sibling.state.protections.at(kSibling) = sibling.protection();
  sibling.state.protections.at(kSibling).relations.push_back(relation(kSchool, kOffender, RelationKind::spouse));
  sibling.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(sibling.hear("R27")), "silent") << "of another ward";
}

TEST(R27, AMarkInCommonWithARelative) {
  for (const MarkKind kind : {MarkKind::account, MarkKind::address, MarkKind::phone, MarkKind::device, MarkKind::name}) {
    Scene scene = with_relation(relation(kStranger, kOffender, RelationKind::sibling, 2, {mark(kind, 1), mark(kind, 2)}));
    scene.ward().payees.front().marks = {mark(kind, 3)};
    EXPECT_EQ(said(scene.hear("R27")), "silent") << name(kind);
    scene.ward().payees.front().marks.push_back(mark(kind, 2));
    const bool counts = kind != MarkKind::name;
    EXPECT_EQ(said(scene.hear("R27")), counts ? "deny RELATED_PARTY" : "silent") << name(kind);
    EXPECT_EQ(fact_of(scene.hear("R27"), "tie"), counts ? name(kind) : "");
  }
}

TEST(R27, WhoApprovesOrReleases) {
  const struct {
    const char* part;
    PersonId related;
    const char* asked;
    const char* executed;
    const char* released;
  } cases[] = {
      {"nobody", kStranger, "silent", "silent", "silent"},
      {"payee", kSchool, "deny RELATED_PARTY", "deny RELATED_PARTY", "deny RELATED_PARTY"},
      {"approver", kOfficer, "silent", "deny RELATED_PARTY", "deny RELATED_PARTY"},
      {"releaser", kReleaser, "silent", "silent", "deny RELATED_PARTY"},
  };
  for (const auto& c : cases) {
    Scene scene = with_relation(relation(c.related, kOffender, RelationKind::other_relative, 4));
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R27")), c.asked) << c.part;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R27")), c.executed) << c.part;
    scene.state.requests.at(kRequest).approvers = {kOfficer};
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R27")), c.released) << c.part;
  }
}

TEST(R27, AGuardianByDegreeIsEndorsedByHouseholdExcluded) {
  const struct {
    RelationKind kind;
    std::uint32_t degree;
    const char* guardian_degree;
    const char* asked;
    const char* in_t0;
    const char* in_t1;
  } cases[] = {
      {RelationKind::parent, 1, "guardian_degree = 0", "escalate RELATED_PARTY T1", "deny TIER_INSUFFICIENT", "allow enough_persons_looked"},
      {RelationKind::sibling, 2, "guardian_degree = 0", "escalate RELATED_PARTY T1", "deny TIER_INSUFFICIENT", "allow enough_persons_looked"},
      {RelationKind::sibling, 2, "guardian_degree = 1", "escalate RELATED_PARTY T1", "deny TIER_INSUFFICIENT", "allow enough_persons_looked"},
      {RelationKind::sibling, 2, "guardian_degree = 2", "deny RELATED_PARTY", "deny RELATED_PARTY", "deny RELATED_PARTY"},
      {RelationKind::other_relative, 5, "guardian_degree = 0", "silent", "silent", "silent"},
      {RelationKind::spouse, 0, "guardian_degree = 0", "deny RELATED_PARTY", "deny RELATED_PARTY", "deny RELATED_PARTY"},
      {RelationKind::cohabitant, 0, "guardian_degree = 0", "deny RELATED_PARTY", "deny RELATED_PARTY", "deny RELATED_PARTY"},
      {RelationKind::household, 0, "guardian_degree = 0", "deny RELATED_PARTY", "deny RELATED_PARTY", "deny RELATED_PARTY"},
  };
  for (const auto& c : cases) {
    Scene scene = with_relation(relation(kGuardian, kOffender, c.kind, c.degree));
    scene.rulebook = shipped({{"guardian_degree = 0 ", std::string(c.guardian_degree) + " "}});
    EXPECT_EQ(said(scene.hear("R27")), c.asked) << name(c.kind) << c.degree << c.guardian_degree;
    scene.execute(scene.request(money("100.00 PHP")), kOfficer);
    EXPECT_EQ(said(scene.hear("R27")), c.in_t0) << name(c.kind) << c.degree << c.guardian_degree;
    scene.tier = Tier::t1;
    EXPECT_EQ(said(scene.hear("R27")), c.in_t1) << name(c.kind) << c.degree << c.guardian_degree;
  }
}

TEST(R27, TheNearestOfTwoTiesCounts) {
  Scene scene = with_relation(relation(kGuardian, kOffender, RelationKind::sibling, 2));
  EXPECT_EQ(said(scene.hear("R27")), "escalate RELATED_PARTY T1");
  scene.protection().relations.push_back(relation(kGuardian, kOffender, RelationKind::household));
  EXPECT_EQ(said(scene.hear("R27")), "deny RELATED_PARTY");
}

TEST(R27, APayeeWhoIsAGuardianToo) {
  Scene scene = with_relation(relation(kGuardian, kOffender, RelationKind::sibling, 2));
  scene.ward().payees.front().person = kGuardian;
  EXPECT_EQ(said(scene.hear("R27")), "deny RELATED_PARTY") << "paid is more than to ask";
}

TEST(R27, BecomingAGuardianAlerts) {
  AppointGuardian appointed;
  appointed.ward = kWard;
  appointed.person = kStranger;
  const struct {
    RelationKind kind;
    std::uint32_t degree;
    const char* says;
    const char* alerts;
  } cases[] = {
      {RelationKind::sibling, 2, "allow relative_as_guardian", "R27 RELATIVE_IS_GUARDIAN"},
      {RelationKind::other_relative, 4, "allow relative_as_guardian", "R27 RELATIVE_IS_GUARDIAN"},
      {RelationKind::other_relative, 5, "silent", ""},
      {RelationKind::spouse, 0, "deny RELATED_PARTY", ""},
  };
  for (const auto& c : cases) {
    Scene scene = with_relation(relation(kStranger, kOffender, c.kind, c.degree));
    scene.ask(appointed, kOfficer);
    EXPECT_EQ(said(scene.hear("R27")), c.says) << name(c.kind);
    EXPECT_EQ(alerts_of(scene.hear("R27")), "") << name(c.kind) << ": nothing has happened yet";
    scene.complete(appointed, kOfficer, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R27")), c.says) << name(c.kind);
    EXPECT_EQ(alerts_of(scene.hear("R27")), c.alerts) << name(c.kind);
  }
}

TEST(R27, RecordingARelationOrAnOffenderAlerts) {
  const struct {
    const char* what;
    Command command;
    const char* alerts;
  } cases[] = {
      {"the guardian's", RecordRelation{kWard, kGuardian, kOffender, RelationKind::sibling, 2, {}}, "R27 RELATIVE_IS_GUARDIAN"},
      {"told the other way round", RecordRelation{kWard, kOffender, kGuardian, RelationKind::sibling, 2, {}}, "R27 RELATIVE_IS_GUARDIAN"},
      {"the payee's", RecordRelation{kWard, kSchool, kOffender, RelationKind::spouse, 0, {}}, "R27 RELATIVE_IS_PAYEE"},
      {"the fifth degree", RecordRelation{kWard, kSchool, kOffender, RelationKind::other_relative, 5, {}}, ""},
      {"a stranger's", RecordRelation{kWard, kSchool, kStranger, RelationKind::spouse, 0, {}}, ""},
      {"an offender with a relative", RecordAdverse{kWard, kOther, AdverseStatus::alleged, {}}, "R27 RELATIVE_IS_PAYEE, R27 RELATIVE_IS_GUARDIAN"},
      {"an offender without", RecordAdverse{kWard, kStranger, AdverseStatus::alleged, {}}, ""},
  };
  for (const auto& c : cases) {
    Scene scene = with_offender();
    scene.protection().relations = {relation(kSchool, kOther, RelationKind::household), relation(kGuardian, kOther, RelationKind::parent, 1)};
    scene.ask(c.command, kSocialWorker);
    EXPECT_EQ(alerts_of(scene.hear("R27")), c.alerts) << c.what;
  }
}

TEST(R27, HerOwnTieNeverKeepsHerFromWhatIsHers) {
  Scene scene = with_relation(relation(kSchool, kOffender, RelationKind::child, 1));
  WardFact proved;
  proved.fact = FactKind::identity_proved;
  proved.person = kStranger;
  scene.ward().facts = {proved};
  EXPECT_EQ(said(scene.hear("R27")), "deny RELATED_PARTY") << "another person's identity";
  scene.ward().facts.front().person = kSchool;
  EXPECT_EQ(said(scene.hear("R27")), "silent");
  EXPECT_EQ(raised_of(scene.hear("RF03")), "");
  scene.ward().facts.front().ended = day("2026-07-01");
  EXPECT_EQ(said(scene.hear("R27")), "deny RELATED_PARTY");
}

TEST(R27, TheDegreeIsAParameter) {
  for (const auto& [degree, says] : {std::pair{"degree = 3 ", "silent"}, std::pair{"degree = 4 ", "deny RELATED_PARTY"}}) {
    Scene scene = with_relation(relation(kSchool, kOffender, RelationKind::other_relative, 4));
    scene.rulebook = shipped({{"degree = 4 ", degree}});
    EXPECT_EQ(said(scene.hear("R27")), says) << degree;
  }
}

TEST(RF03, OpensACaseWhateverIsDenied) {
  RegisterPayee registered;
  registered.person = kStranger;
  AppointGuardian appointed;
  appointed.person = kStranger;
  const ChangePayee changed{kWard, kPayee, in_vault(1), {mark(MarkKind::account, 5)}, std::nullopt};
  const struct {
    const char* what;
    PersonId adverse;
    Relation relation;
    Command command;
    const char* raised;
  } cases[] = {
      {"the offender is paid", kSchool, {}, Command(Scene().request(money("1.00 PHP"))), "case"},
      {"nobody", kOffender, {}, Command(Scene().request(money("1.00 PHP"))), ""},
      {"the offender asks", kGuardian, {}, Command(Scene().request(money("1.00 PHP"))), ""},
      {"a cousin is paid", kOffender, relation(kSchool, kOffender, RelationKind::other_relative, 4), Command(Scene().request(money("1.00 PHP"))), "case"},
      {"the fifth degree", kOffender, relation(kSchool, kOffender, RelationKind::other_relative, 5), Command(Scene().request(money("1.00 PHP"))), ""},
      {"an offender is registered", kStranger, {}, Command(registered), "case"},
      {"an account of a relative", kOffender, relation(kOther, kOffender, RelationKind::spouse, 0, {mark(MarkKind::account, 5)}), Command(changed), "case"},
      {"a guardian is appointed", kStranger, {}, Command(appointed), ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.protection().adverse.push_back({c.adverse, AdverseStatus::alleged, {}});
    scene.protection().relations.push_back(c.relation);
    scene.ask(c.command, kGuardian);
    const Verdict verdict = scene.hear("RF03");
    EXPECT_EQ(raised_of(verdict), c.raised) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what << ": R26 and R27 deny it";
    if (verdict.raised.empty()) continue;
    EXPECT_EQ(verdict.raised[0].watch, watch_of(kWard)) << c.what;
    EXPECT_EQ(verdict.raised[0].facts[0], fact("part", "payee")) << c.what;
    const bool denied = said(scene.hear("R26")).starts_with("deny") || said(scene.hear("R27")).starts_with("deny");
    EXPECT_TRUE(denied) << c.what << ": a case without a denial";
  }
}

TEST(RF03, AtEveryStage) {
  Scene scene = with_offender();
  scene.ward().payees.front().person = kOffender;
  const RequestDisbursement asked = scene.request(money("1.00 PHP"));
  scene.execute(asked, kOfficer);
  ASSERT_EQ(raised_of(scene.hear("RF03")), "case");
  EXPECT_EQ(scene.hear("RF03").raised[0].request, kRequest);
  scene.release(asked, kReleaser);
  EXPECT_EQ(raised_of(scene.hear("RF03")), "case");
}

Scene with_trustee(std::vector<Relation> recorded) {
  Scene scene;
  scene.state.ledger.trustee_related = std::move(recorded);
  scene.ask_for(money("100.00 PHP"));
  return scene;
}

const PersonId kBank = id<PersonId>(9);

TEST(R34, TheTrusteesOwnPeopleAndTheirs) {
  const auto own = [](PersonId person, std::vector<Mark> marks = {}) {
    return relation(person, kBank, RelationKind::trustee_related, 0, std::move(marks));
  };
  const struct {
    const char* what;
    std::vector<Relation> recorded;
    const char* says;
    const char* tie;
  } cases[] = {
      {"none recorded", {}, "silent", ""},
      {"another person", {own(kStranger)}, "silent", ""},
      {"a director", {own(kSchool)}, "deny TRUSTEE_RELATED", "person"},
      {"a director's account", {own(kStranger, {mark(MarkKind::account, 1)})}, "deny TRUSTEE_RELATED", "account"},
      {"a director's other account", {own(kStranger, {mark(MarkKind::account, 2)})}, "silent", ""},
      {"a director's spouse", {own(kStranger), relation(kSchool, kStranger, RelationKind::spouse)}, "deny TRUSTEE_RELATED", "person"},
      {"a director's father", {own(kStranger), relation(kStranger, kSchool, RelationKind::child, 1)}, "deny TRUSTEE_RELATED", "person"},
      {"a director's brother", {own(kStranger), relation(kSchool, kStranger, RelationKind::sibling, 2)}, "silent", ""},
      {"related to nobody of the bank's", {own(kOther), relation(kSchool, kStranger, RelationKind::spouse)}, "silent", ""},
      {"a relation alone", {relation(kSchool, kStranger, RelationKind::spouse)}, "silent", ""},
  };
  for (const auto& c : cases) {
    Scene scene = with_trustee(c.recorded);
    scene.ward().payees.front().marks = {mark(MarkKind::account, 1)};
    const Verdict verdict = scene.hear("R34");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(fact_of(verdict, "tie"), c.tie) << c.what;
    EXPECT_EQ(raised_of(scene.hear("RF16")), verdict.reason ? "case" : "") << c.what;
    EXPECT_EQ(said(scene.hear("RF16")), "silent") << c.what << ": R34 denies it";
  }
}

TEST(R34, AlwaysAndEverywhere) {
  Scene scene = with_trustee({relation(kSchool, kBank, RelationKind::trustee_related)});
  CourtOrder order;
  order.id = kCourtOrder;
  order.payee = kPayee;
  scene.ward().court_orders = {order};
  RequestDisbursement asked = scene.request(money("100.00 PHP"));
  asked.court_order = kCourtOrder;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED") << "a court order does not lift it";
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED");
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED");
  RegisterPayee registered;
  registered.person = kSchool;
  scene.ask(registered, kOfficer);
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED");
  scene.ask(ChangePayee{kWard, kPayee, in_vault(1), {}, std::nullopt}, kOfficer);
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED");
  Convert deal;
  deal.ward = kWard;
  scene.ask(deal, kOfficer);
  EXPECT_EQ(said(scene.hear("R34")), "silent") << "the counterparty of a conversion is the bank by nature";
}

TEST(R34, WhoWorksForTheBankMayApprove) {
  Scene scene = with_trustee({relation(kOfficer, kBank, RelationKind::trustee_related)});
  scene.execute(scene.request(money("100.00 PHP")), kOfficer);
  EXPECT_EQ(said(scene.hear("R34")), "silent");
}

TEST(R34, TheDegreeIsAParameter) {
  Scene scene = with_trustee({relation(kStranger, kBank, RelationKind::trustee_related), relation(kSchool, kStranger, RelationKind::sibling, 2)});
  scene.rulebook = shipped({{"degree = 1 ", "degree = 2 "}});
  EXPECT_EQ(said(scene.hear("R34")), "deny TRUSTEE_RELATED");
}

TEST(RF16, OpensACaseAtEveryStage) {
  Scene scene = with_trustee({relation(kSchool, kBank, RelationKind::trustee_related)});
  const RequestDisbursement asked = scene.request(money("100.00 PHP"));
  ASSERT_EQ(raised_of(scene.hear("RF16")), "case");
  EXPECT_EQ(scene.hear("RF16").raised[0].watch, watch_of(kWard));
  EXPECT_EQ(scene.hear("RF16").raised[0].request, kRequest);
  scene.execute(asked, kOfficer);
  EXPECT_EQ(raised_of(scene.hear("RF16")), "case");
  scene.release(asked, kReleaser);
  EXPECT_EQ(raised_of(scene.hear("RF16")), "case");
  scene.state.ledger.trustee_related.clear();
  EXPECT_EQ(raised_of(scene.hear("RF16")), "");
}

}  // namespace
}  // namespace katiwala::policies::scene::relations_test
