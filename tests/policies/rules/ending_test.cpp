// R63 the last account and word to the court, RF13 who is guardian of many.
#include <gtest/gtest.h>

#include <algorithm>
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::ending_test {
namespace {

ChangeGuardian change(GuardianStanding to) { return {kWard, kGuardian, to, day("2026-07-06"), std::nullopt, "the court says so"}; }

TEST(R63, TenDaysTheFirstExcluded) {
  const struct {
    const char* on;
    const char* duties;
    const char* reminders;
  } cases[] = {
      {"2026-03-01", "court_notice 2026-03-11, final_account 2026-03-11", "grace 2026-03-12T00:00:00+08:00"},  // S07
      {"2026-02-28", "court_notice 2026-03-10, final_account 2026-03-10", "grace 2026-03-11T00:00:00+08:00"},  // S07 by FEB_28
      {"2026-03-25", "court_notice 2026-04-04, final_account 2026-04-04", "grace 2026-04-05T00:00:00+08:00"},  // a holiday, a Saturday: not moved
  };
  for (const auto& c : cases) {
    Scene scene;
    tick(scene, MajorityReached{day(c.on)});
    scene.now(at(std::string(c.on) + "T00:00:00+08:00"));
    const Verdict verdict = scene.hear("R63");
    EXPECT_EQ(said(verdict), "allow court_notice_due");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.on;
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.on;
  }
}

TEST(R63, AFinalAccountWhereSomebodyWasGuardian) {
  for (const auto& [standing, duties, reminders] : {std::tuple{GuardianStanding::active, 2U, 1U}, std::tuple{GuardianStanding::suspended, 2U, 1U},
                                                    std::tuple{GuardianStanding::removed, 1U, 1U}, std::tuple{GuardianStanding::discharged, 1U, 0U}}) {
    Scene scene;
    scene.guardian().standing = standing;
    tick(scene, MajorityReached{day("2026-07-06")});
    const Verdict verdict = scene.hear("R63");
    EXPECT_EQ(verdict.duties.size(), duties) << name(standing);
    EXPECT_EQ(verdict.reminders.size(), reminders) << name(standing);
  }
}

TEST(R63, ADeathIsTold) {
  for (const auto& [kind, died, duties] : {std::tuple{FactKind::death, false, "court_notice 2026-07-16, final_account 2026-07-16"},
                                           std::tuple{FactKind::death, true, ""}, std::tuple{FactKind::marriage, false, ""}}) {
    Scene scene;
    if (died) scene.ward().died = day("2026-07-01");
    WardFact fact;
    fact.fact = kind;
    fact.since = day("2026-07-01");
    scene.ask(RecordFact{}, kSocialWorker);
    scene.plan.effects = {{subject(kWard), FactRecorded{fact}}};
    EXPECT_EQ(duties_of(scene.hear("R63")), duties) << name(kind) << died;
  }
}

/// Keys revoked, as text.
std::string revoked_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects) {
    const auto* revoked = std::get_if<PrincipalRevoked>(&effect.event);
    if (revoked == nullptr) continue;
    EXPECT_EQ(effect.about, Subject{});
    text += (text.empty() ? "" : " ") + std::to_string(revoked->principal.bytes[0]);
  }
  return text;
}

TEST(R63, KeysAreRevokedUnlessHeIsGuardianOfAnother) {
  const struct {
    const char* what;
    std::optional<GuardianStanding> elsewhere;  // of the same person, with her sibling
    const char* revoked;
  } cases[] = {
      {"of nobody else", std::nullopt, "1 100"},
      {"of a sibling", GuardianStanding::active, ""},
      {"suspended there", GuardianStanding::suspended, ""},
      {"removed there, and bound to account", GuardianStanding::removed, ""},
      {"discharged there", GuardianStanding::discharged, "1 100"},
      {"ended there", GuardianStanding::ended, "1 100"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Principal second = scene.state.principals.at(PrincipalId{kGuardian.bytes});
    second.id = id<PrincipalId>(100);
    scene.state.principals[second.id] = second;
    second.id = id<PrincipalId>(101);
    second.role = Role::auditor;  // another role of the same person
    scene.state.principals[second.id] = second;
    second.id = id<PrincipalId>(102);
    second.role = Role::guardian;
    second.revoked = true;
    scene.state.principals[second.id] = second;
    scene.state.guarded[kGuardian] = {kWard};
    if (c.elsewhere) {
      Guardian other = scene.guardian();
      other.standing = *c.elsewhere;
      scene.state.wards.at(kSibling).guardians = {other};
      scene.state.guarded[kGuardian].push_back(kSibling);
    }
    scene.guardian().standing = GuardianStanding::ended;
    scene.ward().reminders = {{5, ReminderKind::grace, morning("2026-07-06"), std::nullopt, kGuardian.bytes}};
    tick(scene, ReminderDue{5});
    EXPECT_EQ(revoked_of(scene.hear("R63")), c.revoked) << c.what;
    scene.plan.effects.clear();
    scene.ask(change(GuardianStanding::discharged), kOfficer);
    const Verdict discharged = scene.hear("R63");
    EXPECT_EQ(revoked_of(discharged), c.revoked) << c.what << ", by a discharge";
    EXPECT_EQ(duties_of(discharged), "court_notice 2026-07-16") << c.what;
  }
}

TEST(R63, NothingIsRevokedOfWhoIsGuardianAgain) {
  Scene scene;
  scene.ward().reminders = {{5, ReminderKind::grace, morning("2026-07-06"), std::nullopt, kGuardian.bytes}};
  tick(scene, ReminderDue{5});
  EXPECT_EQ(revoked_of(scene.hear("R63")), "");
  scene.guardian().standing = GuardianStanding::ended;
  EXPECT_EQ(revoked_of(scene.hear("R63")), "1");
  scene.ward().reminders.front().object.reset();  // of a duty (R15)
  EXPECT_EQ(revoked_of(scene.hear("R63")), "");
}

// -- RF13

TEST(RF13, TheSixthWardAlerts) {
  const struct {
    const char* what;
    std::uint8_t others;
    GuardianStanding standing;  // there
    bool here;                  // recorded for this ward before
    const char* edit;
    const char* effects;
  } cases[] = {
      {"five with this one", 4, GuardianStanding::active, false, "wards = 5", ""},
      {"six", 5, GuardianStanding::active, false, "wards = 5", "alert_raised@protection"},
      {"recorded again: five", 4, GuardianStanding::active, true, "wards = 5", ""},
      {"suspended counts", 5, GuardianStanding::suspended, false, "wards = 5", "alert_raised@protection"},
      {"of age does not", 5, GuardianStanding::ended, false, "wards = 5", ""},
      {"removed does not", 5, GuardianStanding::removed, false, "wards = 5", ""},
      {"counsel allows six", 5, GuardianStanding::active, false, "wards = 6", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"wards = 5", c.edit}});
    auto& guarded = scene.state.guarded[kStranger];
    for (std::uint8_t n = 0; n < c.others; ++n) {
      const WardId other = id<WardId>(static_cast<std::uint8_t>(200 + n));
      Guardian guardian;
      guardian.person = kStranger;
      guardian.standing = c.standing;
      scene.state.wards[other].guardians = {guardian};
      guarded.push_back(other);
    }
    if (c.here) guarded.push_back(kWard);
    scene.ask(appointment(kStranger, "2026-07-01"), kOfficer);
    Guardian appointed;
    appointed.person = kStranger;
    scene.plan.effects = {{subject(kWard), GuardianAppointed{appointed}}};
    const Verdict verdict = scene.hear("RF13");
    EXPECT_EQ(moved_of(verdict), c.effects) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what;
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::ending_test
