// R12 inventory, R13 report of new property, R14 annual account.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::returns_test {
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

TEST(R12, AnInstitutionOwesOne) {
  Scene scene;
  appoint(scene, "2026-02-18");
  std::get<GuardianAppointed>(scene.plan.effects[0].event).guardian.guardian_kind = GuardianKind::institution;
  EXPECT_EQ(duties_of(scene.hear("R12")), "inventory 2026-05-18");
}

/// The plan gives the first duty another day.
void move(Scene& scene, bool with_document) {
  scene.ask(OpenDuty{subject(kWard), scene.ward().obligations.front().duty, DutyOwner::guardian, day("2026-08-03"), std::nullopt, 1}, kOfficer);
  scene.plan.effects = {{subject(kWard), ObligationMoved{1, day("2026-08-03"), with_document ? std::optional(document(3)) : std::nullopt}}};
}

TEST(R12, AnotherDayIsTheCourtsToGiveInWriting) {
  for (const auto& [rule, duty] : {std::pair{"R12", Duty::inventory}, std::pair{"R13", Duty::property_report}, std::pair{"R14", Duty::annual_account}}) {
    Scene scene;
    owe(scene, duty, "2026-05-18");
    move(scene, false);
    EXPECT_EQ(said(scene.hear(rule)), "deny ORDER_DOCUMENT_MISSING") << rule;
    move(scene, true);
    EXPECT_EQ(said(scene.hear(rule)), "silent") << rule;
    scene.ward().obligations.front().duty = Duty::bond;  // not a return to the court
    move(scene, false);
    EXPECT_EQ(said(scene.hear(rule)), "silent") << rule;
  }
}

TEST(R12, WhatWasMovedIsNotOwedAnew) {
  Scene scene;
  owe(scene, Duty::inventory, "2026-08-03");
  owe(scene, Duty::annual_account, "2027-06-01");
  for (Obligation& o : scene.ward().obligations) o.moved = true;
  appoint(scene, "2026-02-18");
  EXPECT_EQ(duties_of(scene.hear("R12")), "");
  EXPECT_EQ(duties_of(scene.hear("R14")), "");
  appoint(scene, "2026-02-19");  // other letters
  EXPECT_EQ(duties_of(scene.hear("R12")), "inventory 2026-05-19");
  EXPECT_EQ(duties_of(scene.hear("R14")), "annual_account 2027-02-19");
}

TEST(R12, LateIsWhoOwesIt) {
  const struct {
    const char* what;
    const char* letters;
    const char* appointed;
    PersonId asks;
    const char* inventory;
    const char* account;
  } cases[] = {
      {"his own", "2026-02-18", "2026-02-18", kGuardian, "deny INVENTORY_OVERDUE", "hold ACCOUNT_OVERDUE"},
      {"recorded before his letters took effect", "2026-02-20", "2026-02-18", kGuardian, "deny INVENTORY_OVERDUE", "hold ACCOUNT_OVERDUE"},
      {"recorded again since", "2026-02-18", "2026-05-01", kGuardian, "deny INVENTORY_OVERDUE", "hold ACCOUNT_OVERDUE"},
      {"his predecessor's", "2026-02-19", "2026-02-19", kGuardian, "silent", "silent"},
      {"an officer asks", "2026-02-18", "2026-02-18", kOfficer, "silent", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().letters = day(c.letters);
    scene.guardian().appointed = day(c.appointed);
    owe(scene, Duty::inventory, "2026-05-18");
    owe(scene, Duty::annual_account, "2026-05-18");
    scene.tier = Tier::t1;
    scene.ask(scene.request(money("100.00 PHP")), c.asks);
    EXPECT_EQ(said(scene.hear("R12")), c.inventory) << c.what;
    EXPECT_EQ(said(scene.hear("R14")), c.account) << c.what;
  }
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

CourtOrder orders_accounts(std::uint32_t months, std::string_view dated) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day(dated);
  order.document = document(4);
  order.account_months = months;
  return order;
}

TEST(R14, ACourtsOrderCountsWhileItIsInForce) {
  const struct {
    const char* what;
    std::uint32_t months;
    const char* dated;
    const char* expires;  // "": names no last day
    OrderStanding standing;
    const char* duties;
  } cases[] = {
      {"quarterly", 3, "2026-03-01", "", OrderStanding::in_force, "annual_account 2026-05-18"},
      {"amended", 3, "2026-03-01", "", OrderStanding::amended, "annual_account 2026-05-18"},
      {"its cap is spent", 3, "2026-03-01", "", OrderStanding::spent, "annual_account 2026-05-18"},
      {"older than the year in which it may be spent under", 3, "2025-03-01", "", OrderStanding::in_force, "annual_account 2026-05-18"},
      {"dated today", 3, "2026-07-06", "", OrderStanding::in_force, "annual_account 2026-05-18"},
      {"dated tomorrow", 3, "2026-07-07", "", OrderStanding::in_force, "annual_account 2027-02-18"},
      {"its last day", 3, "2026-03-01", "2026-07-06", OrderStanding::in_force, "annual_account 2026-05-18"},
      {"past its last day", 3, "2026-03-01", "2026-07-05", OrderStanding::in_force, "annual_account 2027-02-18"},
      {"stayed", 3, "2026-03-01", "", OrderStanding::stayed, "annual_account 2027-02-18"},
      {"vacated", 3, "2026-03-01", "", OrderStanding::vacated, "annual_account 2027-02-18"},
      {"every two years", 24, "2026-03-01", "", OrderStanding::in_force, "annual_account 2028-02-18"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder order = orders_accounts(c.months, c.dated);
    order.standing = c.standing;
    if (*c.expires != 0) order.expires = day(c.expires);
    scene.ward().court_orders.push_back(order);
    appoint(scene, "2026-02-18");
    EXPECT_EQ(duties_of(scene.hear("R14")), c.duties) << c.what;
  }
}

TEST(R14, TheNewestOrderCounts) {
  Scene scene;
  scene.ward().court_orders = {orders_accounts(6, "2026-04-01"), orders_accounts(3, "2026-03-01"), CourtOrder{}};
  appoint(scene, "2026-02-18");
  EXPECT_EQ(duties_of(scene.hear("R14")), "annual_account 2026-08-18");
}

TEST(R14, AnOrderBringsTheOpenAccountForward) {
  const struct {
    const char* what;
    std::uint32_t months;
    const char* open;  // due; "": none is open
    const char* now;
    const char* moved;
    const char* duties;
  } cases[] = {
      {"quarterly", 3, "2027-02-18", "2026-07-06", "2026-08-18", ""},
      {"on the quarter's day the next one", 3, "2027-02-18", "2026-08-18", "2026-11-18", ""},
      {"on the day before", 3, "2027-02-18", "2026-08-17", "2026-08-18", ""},
      {"already due then", 3, "2026-08-18", "2026-07-06", "", ""},
      {"due before", 3, "2026-08-17", "2026-07-06", "", ""},
      {"less often moves nothing", 24, "2027-02-18", "2026-07-06", "", ""},
      {"none is open", 3, "", "2026-07-06", "", "annual_account 2026-08-18"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.now(morning(c.now));
    if (*c.open != 0) owe(scene, Duty::annual_account, c.open);
    scene.ask(RecordCourtOrder{}, kOfficer);
    scene.plan.effects = {{subject(kWard), CourtOrderRecorded{orders_accounts(c.months, "2026-07-01")}}};
    const Verdict verdict = scene.hear("R14");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    ASSERT_EQ(effects_of(verdict), *c.moved == 0 ? "" : "obligation_moved") << c.what;
    if (verdict.effects.empty()) continue;
    const auto& moved = std::get<ObligationMoved>(verdict.effects[0].event);
    EXPECT_EQ(moved.due, day(c.moved)) << c.what;
    EXPECT_EQ(moved.document, document(4)) << c.what;
  }
  Scene grown;
  grown.ward().adult = true;
  grown.ask(RecordCourtOrder{}, kOfficer);
  grown.plan.effects = {{subject(kWard), CourtOrderRecorded{orders_accounts(3, "2026-07-01")}}};
  EXPECT_EQ(duties_of(grown.hear("R14")), "");
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
}  // namespace katiwala::policies::scene::returns_test
