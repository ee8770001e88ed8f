// R12 inventory, R13 report of new property, R14 annual account.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {
namespace {

void appoint(Scene& scene, std::string_view letters) {
  AppointGuardian appointed;
  appointed.ward = kWard;
  appointed.person = kGuardian;
  Guardian guardian;
  guardian.person = kGuardian;
  if (!letters.empty()) guardian.letters = day(letters);
  scene.ask(appointed, kOfficer);
  scene.plan.effects = {{subject(kWard), GuardianAppointed{guardian}}};
}

void owe(Scene& scene, Duty duty, std::string_view due, bool filed = false) {
  Obligation obligation;
  obligation.number = static_cast<std::uint32_t>(scene.ward().obligations.size() + 1);
  obligation.duty = duty;
  obligation.opened = day("2026-02-18");
  obligation.due = day(due);
  if (filed) obligation.closed = day("2026-03-01");
  scene.ward().obligations.push_back(obligation);
}

TEST(R12, DueThreeCalendarMonthsAfterLetters) {
  const struct {
    const char* letters;
    const char* duties;
    const char* not_moved;
  } cases[] = {
      {"2026-02-18", "inventory 2026-05-18", ""},  // S01, a Monday
      {"2026-02-23", "inventory 2026-05-25", ""},  // 23 May is a Saturday
      {"2026-02-01", "inventory 2026-05-04", ""},  // 1 May is a holiday, the 2nd and 3rd a weekend
      {"2025-11-30", "inventory 2026-03-02", ""},  // no 30 February: the 28th, a Saturday
      {"2026-10-02", "inventory 2027-01-02", "The holiday calendar of 2027 is not loaded, so no working day in it can be computed."},
      {"2026-09-30", "inventory 2026-12-30", "The holiday calendar of 2027 is not loaded, so no working day in it can be computed."},
      {"", "", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    appoint(scene, c.letters);
    const Verdict verdict = scene.hear("R12");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.letters;
    EXPECT_EQ(fact_of(verdict, "not_moved"), c.not_moved) << c.letters;
  }
  Scene loaded;
  loaded.rulebook = shipped({}, Years::with_2027);
  appoint(loaded, "2026-10-02");
  EXPECT_EQ(duties_of(loaded.hear("R12")), "inventory 2027-01-04");  // the same Saturday, moved once the year is loaded
}

TEST(R12, AParentOwesNone) {
  Scene scene;
  appoint(scene, "2026-02-18");
  std::get<GuardianAppointed>(scene.plan.effects[0].event).guardian.guardian_kind = GuardianKind::parent;
  EXPECT_EQ(duties_of(scene.hear("R12")), "");
}

TEST(R12, TheSameLettersOweItOnce) {
  Scene scene;
  owe(scene, Duty::inventory, "2026-05-18");
  appoint(scene, "2026-02-18");
  EXPECT_EQ(duties_of(scene.hear("R12")), "");
  appoint(scene, "2026-02-19");
  EXPECT_EQ(duties_of(scene.hear("R12")), "inventory 2026-05-19");
}

TEST(R12, LateBlocksFromTheDayAfter) {
  const struct {
    const char* now;
    Tier tier;
    bool filed;
    const char* says;
  } cases[] = {
      {"2026-05-18", Tier::t1, false, "silent"},
      {"2026-05-19", Tier::t1, false, "deny INVENTORY_OVERDUE"},
      {"2026-05-19", Tier::t2, false, "deny INVENTORY_OVERDUE"},
      {"2026-05-19", Tier::t0, false, "silent"},
      {"2026-05-19", Tier::t1, true, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    owe(scene, Duty::inventory, "2026-05-18", c.filed);
    scene.now(morning(c.now));
    scene.tier = c.tier;
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R12")), c.says) << c.now << " " << name(c.tier);
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R12")), c.says) << c.now << " " << name(c.tier) << ", at release";
  }
}

TEST(R12, TheTierItBlocksFromIsAParameter) {
  Scene scene;
  scene.rulebook = shipped({{"deny_from_tier = \"T1\"", "deny_from_tier = \"T0\""}});
  owe(scene, Duty::inventory, "2026-05-18");
  scene.now(morning("2026-05-19"));
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R12")), "deny INVENTORY_OVERDUE");
  scene.rulebook = shipped({{"deny_from_tier = \"T1\"", "deny_from_tier = \"T9\""}});
  EXPECT_EQ(said(scene.hear("R12")), "deny PARAMETER_INVALID");
}

TEST(R13, EachReceiptOwesAReport) {
  const struct {
    const char* booked;
    const char* duties;
  } cases[] = {
      {"2026-06-15", "property_report 2026-09-15"},  // S01
      {"2026-03-02", "property_report 2026-06-02"},
      {"2026-03-12", "property_report 2026-06-15"},  // 12 June is a holiday, and a Friday
      {"2026-10-15", "property_report 2027-01-15"},  // not moved where the year is not loaded
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money("100.00 PHP"), c.booked);
    EXPECT_EQ(duties_of(scene.hear("R13")), c.duties) << c.booked;
  }
}

TEST(R13, OneAWardHoweverManyAwards) {
  Scene scene;
  scene.matched(money("100.00 PHP"), "2026-06-15");
  const AwardCredited more{kSiblingAward, kCredit, money("50.00 PHP"), money("0.00 PHP"), money("50.00 PHP")};
  scene.plan.effects.push_back({subject(kWard), more});
  EXPECT_EQ(duties_of(scene.hear("R13")), "property_report 2026-09-15");
  scene.plan.effects.back().about = subject(kSibling);
  const Verdict both = scene.hear("R13");
  EXPECT_EQ(duties_of(both), "property_report 2026-09-15, property_report 2026-09-15");
  EXPECT_NE(both.duties[0].about, both.duties[1].about);
}

TEST(R13, NothingReceivedOwesNothing) {
  Scene scene;
  scene.matched(money("0.00 PHP"), "2026-06-15");
  EXPECT_EQ(duties_of(scene.hear("R13")), "");
  scene.plan.effects.clear();
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(duties_of(scene.hear("R13")), "");
}

TEST(R14, OpenedAtAppointment) {
  const struct {
    const char* letters;
    const char* duties;
  } cases[] = {
      {"2026-02-18", "annual_account 2027-02-18"},  // S01, a Thursday
      {"2025-08-31", "annual_account 2026-09-01"},  // 31 August 2026 is a holiday
      {"2024-02-29", "annual_account 2025-02-28"},  // a Friday of a year that is not loaded
      {"", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    appoint(scene, c.letters);
    EXPECT_EQ(duties_of(scene.hear("R14")), c.duties) << c.letters;
  }
}

void file(Scene& scene, std::uint32_t number) {
  FileReturn filed;
  filed.ward = kWard;
  filed.obligation = number;
  scene.ask(filed, kGuardian);
  scene.plan.effects = {{subject(kWard), ObligationClosed{number, day("2026-07-06")}}};
}

TEST(R14, OneFiledOpensTheNext) {
  const struct {
    const char* what;
    const char* letters;
    Duty duty;
    const char* due;
    const char* duties;
  } cases[] = {
      {"the first", "2026-02-18", Duty::annual_account, "2027-02-18", "annual_account 2028-02-18"},
      {"the second", "2026-02-18", Duty::annual_account, "2028-02-18", "annual_account 2029-02-18"},
      {"a moved date does not carry over", "2025-08-31", Duty::annual_account, "2026-09-01", "annual_account 2027-08-31"},
      {"nor one that was not moved", "2025-08-31", Duty::annual_account, "2026-08-31", "annual_account 2027-08-31"},
      {"a short month does not carry over", "2024-02-29", Duty::annual_account, "2027-02-28", "annual_account 2028-02-29"},
      {"an inventory opens none", "2026-02-18", Duty::inventory, "2026-05-18", ""},
      {"no letters before it", "2027-02-18", Duty::annual_account, "2027-02-18", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().letters = day(c.letters);
    owe(scene, c.duty, c.due);
    file(scene, 1);
    EXPECT_EQ(duties_of(scene.hear("R14")), c.duties) << c.what;
  }
}

TEST(R14, NoneAfterMajorityOrForWhoHasNoAuthority) {
  Scene scene;
  owe(scene, Duty::annual_account, "2027-02-18");
  file(scene, 1);
  scene.ward().adult = true;
  EXPECT_EQ(duties_of(scene.hear("R14")), "");
  scene.ward().adult = false;
  scene.guardian().standing = GuardianStanding::ended;
  EXPECT_EQ(duties_of(scene.hear("R14")), "");
}

TEST(R14, QuarterlyWhereTheCourtSaysSo) {
  Scene scene;
  scene.rulebook = shipped({{"account_months = 12", "account_months = 3"}});
  appoint(scene, "2026-02-18");
  EXPECT_EQ(duties_of(scene.hear("R14")), "annual_account 2026-05-18");
}

TEST(R14, LateHoldsFromTheDayAfter) {
  const struct {
    const char* now;
    Tier tier;
    bool filed;
    const char* says;
  } cases[] = {
      {"2027-02-18", Tier::t1, false, "silent"},
      {"2027-02-19", Tier::t1, false, "hold ACCOUNT_OVERDUE"},
      {"2027-02-19", Tier::t0, false, "silent"},
      {"2027-02-19", Tier::t1, true, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    owe(scene, Duty::annual_account, "2027-02-18", c.filed);
    scene.now(morning(c.now));
    scene.tier = c.tier;
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R14")), c.says) << c.now << " " << name(c.tier);
  }
}

}  // namespace
}  // namespace katiwala::policies::scene
