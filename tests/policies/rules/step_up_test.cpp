// RF12 asked for at night or by a new key.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::step_up_test {
namespace {

void signed_by(Scene& scene, std::uint8_t key) {
  Signature signature;
  signature.credential = document(key);
  scene.submission.signature = signature;
}

TEST(RF12, AtNight) {
  const struct {
    const char* time;
    const char* says;
  } cases[] = {
      {"2026-07-06T21:59:59+08:00", "silent"},
      {"2026-07-06T22:00:00+08:00", "escalate STEP_UP T1"},
      {"2026-07-06T23:59:59+08:00", "escalate STEP_UP T1"},
      {"2026-07-07T00:00:00+08:00", "escalate STEP_UP T1"},
      {"2026-07-07T05:59:59+08:00", "escalate STEP_UP T1"},
      {"2026-07-07T06:00:00+08:00", "silent"},
      {"2026-07-06T14:00:00Z", "escalate STEP_UP T1"},  // 22:00 in Manila
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.now(at(c.time));
    scene.ask_for(money("100.00 PHP"));
    const Verdict verdict = scene.hear("RF12");
    EXPECT_EQ(said(verdict), c.says) << c.time;
    EXPECT_EQ(raised_of(verdict), said(verdict) == "silent" ? "" : "flag") << c.time;
  }
}

TEST(RF12, ByANewKey) {
  const struct {
    const char* what;
    std::uint8_t key;
    const char* enrolled;
    const char* says;
  } cases[] = {
      {"the first key is never new", 1, "2026-07-06T08:59:59+08:00", "silent"},
      {"a second after 72 hours", 2, "2026-07-03T09:00:00+08:00", "silent"},
      {"a second short of it", 2, "2026-07-03T09:00:01+08:00", "escalate STEP_UP T1"},
      {"just enrolled", 2, "2026-07-06T09:00:00+08:00", "escalate STEP_UP T1"},
      {"of nobody: R68 speaks of it", 3, "2026-07-06T09:00:00+08:00", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Principal& guardian = scene.state.principals.at(PrincipalId{kGuardian.bytes});
    guardian.credentials = {{document(1), {}, {}, {}}, {document(2), {}, {}, {}}};
    guardian.enrolled = {at(c.enrolled), at(c.enrolled)};
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("RF12")), "silent") << c.what << ", unsigned";
    signed_by(scene, c.key);
    EXPECT_EQ(said(scene.hear("RF12")), c.says) << c.what;
  }
}

TEST(RF12, OnlyAGuardianAndOnlyAsItIsAsked) {
  Scene scene;
  scene.now(at("2026-07-06T23:00:00+08:00"));
  const RequestDisbursement asked = scene.request(money("100.00 PHP"));
  scene.ask(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("RF12")), "silent");
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("RF12")), "silent");
}

TEST(RF12, HoursThatMeanNothing) {
  for (const auto& [from, to] : {std::pair{"night_from_hour = 22", "night_from_hour = 24"}, std::pair{"night_to_hour = 6 ", "night_to_hour = -1 "}}) {
    Scene scene;
    scene.rulebook = shipped({{from, to}});
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("RF12")), "deny PARAMETER_INVALID");
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::step_up_test
