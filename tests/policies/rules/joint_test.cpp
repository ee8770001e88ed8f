// R31 beyond four persons: parents who disagree (FC 225), who stands in for one who is silent, she who pays herself.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::joint_test {
namespace {

const PersonId kOther = id<PersonId>(7), kCompliance = id<PersonId>(8), kCompliance2 = id<PersonId>(9), kOfficer2 = id<PersonId>(10);

CourtOrder& court_order(Scene& scene) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day("2026-06-01");
  order.purpose = Purpose::education;
  order.payee = kPayee;
  scene.ward().court_orders.push_back(order);
  return scene.ward().court_orders.back();
}

TEST(R31, ParentsWhoDisagree) {
  const std::optional<ParentKind> father = ParentKind::father, mother = ParentKind::mother, unknown;
  const struct {
    const char* what;
    std::optional<ParentKind> asks, objects;
    GuardianKind other;
    GuardianStanding standing;  // of the other
    bool objection, order;
    const char* says;
  } cases[] = {
      {"they agree", mother, father, GuardianKind::parent, GuardianStanding::active, false, false, "allow enough_persons_agreed"},
      {"the father objects", mother, father, GuardianKind::parent, GuardianStanding::active, true, false, "hold PARENTS_DISAGREE"},
      {"the mother objects", father, mother, GuardianKind::parent, GuardianStanding::active, true, false, "allow enough_persons_agreed"},
      {"who asks is not recorded as either", unknown, mother, GuardianKind::parent, GuardianStanding::active, true, false, "hold PARENTS_DISAGREE"},
      {"a court has decided for her", mother, father, GuardianKind::parent, GuardianStanding::active, true, true, "allow enough_persons_agreed"},
      {"a court has decided for him", father, mother, GuardianKind::parent, GuardianStanding::active, true, true, "allow enough_persons_agreed"},
      {"he is suspended", mother, father, GuardianKind::parent, GuardianStanding::suspended, true, false, "allow enough_persons_agreed"},
      {"no parent: R28 holds", mother, father, GuardianKind::court_appointed, GuardianStanding::active, true, false, "allow enough_persons_agreed"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().guardian_kind = GuardianKind::parent;
    scene.guardian().parent = c.asks;
    Guardian other;
    other.person = kOther;
    other.guardian_kind = c.other;
    other.parent = c.objects;
    other.standing = c.standing;
    scene.ward().guardians.push_back(other);
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    if (c.order) {
      court_order(scene);
      asked.court_order = kCourtOrder;
    }
    scene.execute(asked, kOfficer);
    if (c.objection) scene.state.proposals.at(900).objections = {kOther};
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
    const bool of_parents = c.other == GuardianKind::parent || c.standing != GuardianStanding::active;
    EXPECT_EQ(said(scene.hear("R28")), of_parents || !c.objection ? "silent" : "hold OBJECTED") << c.what;
  }
}

TEST(R31, AnOfficerAsksForWhatACourtOrdered) {
  const struct {
    const char* what;
    Purpose purpose;
    std::optional<OrderStanding> order;
    const char* says;
  } cases[] = {
      {"without an order", Purpose::education, std::nullopt, "deny ROLE_FORBIDDEN"},
      {"under one", Purpose::education, OrderStanding::in_force, "silent"},
      {"amended", Purpose::education, OrderStanding::amended, "silent"},
      {"stayed", Purpose::education, OrderStanding::stayed, "deny ROLE_FORBIDDEN"},
      {"vacated", Purpose::education, OrderStanding::vacated, "deny ROLE_FORBIDDEN"},
      {"spent", Purpose::education, OrderStanding::spent, "deny ROLE_FORBIDDEN"},
      {"handover", Purpose::handover, std::nullopt, "silent"},
      {"estate", Purpose::estate, std::nullopt, "silent"},
      {"claim", Purpose::claim, std::nullopt, "silent"},
      {"tax", Purpose::tax, std::nullopt, "silent"},
      {"compensation", Purpose::compensation, std::nullopt, "deny ROLE_FORBIDDEN"},
  };
  for (const auto& c : cases) {
    Scene scene;
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    asked.purpose = c.purpose;
    if (c.order) {
      court_order(scene).standing = *c.order;
      asked.court_order = kCourtOrder;
    }
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R31")), "silent") << c.what << ", by the guardian";
  }
}

TEST(R31, ComplianceStandsInAfterThreeDays) {
  const struct {
    const char* what;
    const char* now;
    bool order, asked_of_them, another;
    const char* says;
    const char* alone;  // said of an approval that does not complete it
  } cases[] = {
      {"three days over", "2026-07-10T00:00:00+08:00", true, false, false, "allow enough_persons_agreed", "silent"},
      {"an instant before", "2026-07-09T23:59:59.999999+08:00", true, false, false, "deny ROLE_FORBIDDEN", "deny ROLE_FORBIDDEN"},
      {"no order", "2026-07-10T00:00:00+08:00", false, false, false, "deny ROLE_FORBIDDEN", "deny ROLE_FORBIDDEN"},
      {"another of them did already", "2026-07-10T00:00:00+08:00", true, false, true, "deny ROLE_FORBIDDEN", "deny ROLE_FORBIDDEN"},
      {"their own approval is needed", "2026-07-06T09:00:00+08:00", false, true, false, "allow enough_persons_agreed", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    enrol(scene, kCompliance, Role::compliance);
    RequestDisbursement asked = scene.request(money("60000.00 PHP"));
    if (c.order) {
      court_order(scene);
      asked.court_order = kCourtOrder;
    }
    scene.recorded(asked, "2026-07-06");
    scene.now(at(c.now));
    scene.execute(asked, kCompliance);
    Proposal& proposal = scene.state.proposals.at(900);
    proposal.needs = {Role::trust_officer, c.asked_of_them ? Role::compliance : Role::social_worker};
    if (c.another) proposal.approvals.push_back({kCompliance2, {}, Role::compliance, 901});
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
    scene.ask(Approve{900, subject(kWard)}, kCompliance);
    EXPECT_EQ(said(scene.hear("R31")), c.alone) << c.what;
  }
}

TEST(R31, AnOfficerReleasesAfterThreeDays) {
  const struct {
    const char* what;
    PersonId who;
    const char* now;
    bool order;
    const char* says;
  } cases[] = {
      {"a releaser, at once", kReleaser, "2026-07-06T09:00:00+08:00", false, "allow enough_persons_agreed"},
      {"three days over", kOfficer2, "2026-07-10T00:00:00+08:00", true, "allow enough_persons_agreed"},
      {"an instant before", kOfficer2, "2026-07-09T23:59:59.999999+08:00", true, "deny ROLE_FORBIDDEN"},
      {"no order", kOfficer2, "2026-07-10T00:00:00+08:00", false, "deny ROLE_FORBIDDEN"},
      {"who approved", kOfficer, "2026-07-10T00:00:00+08:00", true, "deny FOUR_EYES"},
  };
  for (const auto& c : cases) {
    Scene scene;
    enrol(scene, kOfficer2, Role::trust_officer);
    RequestDisbursement asked = scene.request(money("60000.00 PHP"));
    if (c.order) {
      court_order(scene);
      asked.court_order = kCourtOrder;
    }
    scene.recorded(asked, "2026-07-06").approvers = {kOfficer, kSocialWorker};
    scene.now(at(c.now));
    scene.release(asked, c.who);
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
  }
  Scene sooner;
  sooner.rulebook = shipped({{"standin_after_days = 3", "standin_after_days = 0"}});
  enrol(sooner, kOfficer2, Role::trust_officer);
  court_order(sooner);
  RequestDisbursement asked = sooner.request(money("60000.00 PHP"));
  asked.court_order = kCourtOrder;
  sooner.recorded(asked, "2026-07-06").approvers = {kOfficer, kSocialWorker};
  for (const auto& [now, says] : {std::pair{"2026-07-06T23:59:59.999999+08:00", "deny ROLE_FORBIDDEN"}, std::pair{"2026-07-07T00:00:00+08:00", "allow enough_persons_agreed"}}) {
    sooner.now(at(now));
    sooner.release(asked, kOfficer2);
    EXPECT_EQ(said(sooner.hear("R31")), says) << now;
  }
}

TEST(R31, OfAgeShePaysHerself) {
  const struct {
    const char* what;
    Role role;
    PayeeKind kind;
    bool adult;
    const char* says;
  } cases[] = {
      {"herself", Role::ward, PayeeKind::beneficiary, true, "silent"},
      {"a minor", Role::ward, PayeeKind::beneficiary, false, "deny FOUR_EYES"},
      {"an account of another kind", Role::ward, PayeeKind::person, true, "deny FOUR_EYES"},
      {"not in her own role", Role::trust_officer, PayeeKind::beneficiary, true, "deny FOUR_EYES"},
  };
  for (const auto& c : cases) {
    Scene scene;
    enrol(scene, kStranger, c.role);
    scene.ward().adult = c.adult;
    scene.ward().payees.front().person = kStranger;
    scene.ward().payees.front().payee_kind = c.kind;
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    asked.purpose = Purpose::handover;
    scene.ask(asked, kStranger);
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
  }
  Scene scene;
  enrol(scene, kStranger, Role::ward);
  scene.ward().adult = true;
  scene.ward().payees.front().person = kStranger;
  scene.ward().payees.front().payee_kind = PayeeKind::beneficiary;
  const RequestDisbursement asked = scene.request(money("100.00 PHP"));
  scene.recorded(asked, "2026-07-06").requester = kStranger;
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R31")), "allow enough_persons_agreed");
  scene.execute(asked, kStranger);  // she may not also approve
  EXPECT_EQ(said(scene.hear("R31")), "deny FOUR_EYES");
  scene.state.requests.at(kRequest).approvers = {kOfficer};
  scene.release(asked, kStranger);  // nor release
  EXPECT_EQ(said(scene.hear("R31")), "deny FOUR_EYES");
}

}  // namespace
}  // namespace katiwala::policies::scene::joint_test
