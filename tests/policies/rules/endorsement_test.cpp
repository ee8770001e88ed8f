// R30 a social worker's endorsement.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::endorsement_test {
namespace {

TEST(R30, ValidFor90Days) {
  const struct {
    const char* what;
    const char* endorsed;
    const char* now;
    const char* says;
  } cases[] = {
      {"on its day", "2026-07-06", "2026-07-06", "allow endorsed"},
      {"the ninetieth day", "2026-07-06", "2026-10-04", "allow endorsed"},
      {"the day after", "2026-07-06", "2026-10-05", "deny ENDORSEMENT_EXPIRED"},
      {"never", "", "2026-07-06", "deny APPROVALS_MISSING"},
  };
  for (const auto& c : cases) {
    for (const Stage stage : {Stage::execute, Stage::release}) {
      Scene scene;
      scene.tier = Tier::t1;
      scene.now(morning(c.now));
      const auto asked = scene.request(money("30000.00 PHP"));
      Request& request = scene.recorded(asked, "2026-07-06");
      if (*c.endorsed != 0) request.endorsed = day(c.endorsed);
      if (stage == Stage::execute) scene.execute(asked, kOfficer);
      else scene.release(asked, kReleaser);
      EXPECT_EQ(said(scene.hear("R30")), c.says) << c.what << (stage == Stage::execute ? ", at execution" : ", at release");
    }
  }
}

TEST(R30, WhoApprovesNowEndorsesToday) {
  Scene scene;
  scene.tier = Tier::t1;
  const auto asked = scene.request(money("30000.00 PHP"));
  scene.execute(asked, kSocialWorker);
  const Verdict verdict = scene.hear("R30");
  EXPECT_EQ(said(verdict), "allow endorsed");
  EXPECT_EQ(fact_of(verdict, "endorsed"), "2026-07-06");
  EXPECT_EQ(fact_of(verdict, "last_valid_day"), "2026-10-04");
}

TEST(R30, FromATierOn) {
  const struct {
    Tier tier;
    const char* from;
    const char* says;
  } cases[] = {
      {Tier::t0, "T1", "silent"},
      {Tier::t1, "T1", "deny APPROVALS_MISSING"},
      {Tier::t2, "T1", "deny APPROVALS_MISSING"},
      {Tier::t0, "T0", "deny APPROVALS_MISSING"},
      {Tier::t1, "T2", "silent"},
      {Tier::t1, "T9", "deny PARAMETER_INVALID"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"\nfrom_tier = \"T1\"", "\nfrom_tier = \"" + std::string(c.from) + "\""}});
    scene.tier = c.tier;
    scene.release(scene.request(money("30000.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R30")), c.says) << name(c.tier) << " " << c.from;
  }
}

TEST(R30, AsItIsAskedNobodyCanHaveEndorsedIt) {
  Scene scene;
  scene.tier = Tier::t2;
  scene.ask_for(money("30000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R30")), "silent");
}

TEST(R30, AnOrderTakesItsPlaceWhereComplianceStandsIn) {
  const PersonId compliance = id<PersonId>(7);
  const auto scene_of = [&](bool under_order, PersonId approver) {
    Scene scene;
    Principal principal;
    principal.id = PrincipalId{compliance.bytes};
    principal.person = compliance;
    principal.role = Role::compliance;
    scene.state.principals[principal.id] = principal;
    scene.tier = Tier::t2;
    auto asked = scene.request(money("30000.00 PHP"));
    if (under_order) asked.court_order = kCourtOrder;
    scene.execute(asked, approver);
    return scene;
  };
  EXPECT_EQ(said(scene_of(true, compliance).hear("R30")), "allow order_in_place_of_endorsement");
  EXPECT_EQ(said(scene_of(false, compliance).hear("R30")), "deny APPROVALS_MISSING");
  EXPECT_EQ(said(scene_of(true, kOfficer).hear("R30")), "deny APPROVALS_MISSING");
  Scene earlier = scene_of(true, kOfficer);  // compliance agreed before the officer did
  earlier.state.proposals.at(900).approvals.push_back({compliance, PrincipalId{compliance.bytes}, Role::compliance, 990});
  EXPECT_EQ(said(earlier.hear("R30")), "allow order_in_place_of_endorsement");
  Scene released;
  released.tier = Tier::t2;
  auto asked = released.request(money("30000.00 PHP"));
  asked.court_order = kCourtOrder;
  released.release(asked, kReleaser);
  EXPECT_EQ(said(released.hear("R30")), "allow order_in_place_of_endorsement");
}

}  // namespace
}  // namespace katiwala::policies::scene::endorsement_test
