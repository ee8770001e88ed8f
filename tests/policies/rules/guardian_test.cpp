// R08 bond of a parent, R10 letters and bond of a court guardian, R11 adequacy.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {
namespace {

/// S03: the mother is legal guardian; nothing is held yet.
Scene with_parent() {
  Scene scene;
  Guardian& parent = scene.guardian();
  parent.guardian_kind = GuardianKind::parent;
  parent.letters.reset();
  parent.bond_ordered.reset();
  parent.bond.reset();
  parent.no_other_property = true;
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
  return scene;
}

void hold_s03(Scene& scene) {
  scene.day_rate("2026-03-02", rate("EUR", "67.5000"));
  scene.day_rate("2026-03-02", rate("GBP", "78.4000"));
  scene.put(book::AccountKind::principal, kWard.bytes, money("700.00 EUR"));
  scene.put(book::AccountKind::principal, kWard.bytes, money("60.00 GBP"));
}

TEST(R08, TheAggregateIsHeldAgainstTheThreshold) {
  const struct {
    const char* principal;
    const char* income;
    const char* reserved;
    const char* other;  // declared; "": that there is none
    const char* says;
  } cases[] = {
      {"50000.00 PHP", "0.00 PHP", "0.00 PHP", "", "allow no_bond_required"},
      {"50000.01 PHP", "0.00 PHP", "0.00 PHP", "", "deny BOND_PENDING"},
      {"49990.00 PHP", "98.61 PHP", "0.00 PHP", "", "deny BOND_PENDING"},  // S03: triggered by interest
      {"49990.00 PHP", "10.00 PHP", "0.00 PHP", "", "allow no_bond_required"},
      {"40000.00 PHP", "0.00 PHP", "10000.01 PHP", "", "deny BOND_PENDING"},  // reserved is hers still
      {"40000.00 PHP", "0.00 PHP", "0.00 PHP", "10000.00 PHP", "allow no_bond_required"},
      {"40000.00 PHP", "0.00 PHP", "0.00 PHP", "10000.01 PHP", "deny BOND_PENDING"},
      {"858.59 USD", "0.00 PHP", "0.00 PHP", "", "allow no_bond_required"},  // 49,999.98...
      {"858.60 USD", "0.00 PHP", "0.00 PHP", "", "deny BOND_PENDING"},       // 50,000.571
  };
  for (const auto& c : cases) {
    Scene scene = with_parent();
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.principal));
    scene.put(book::AccountKind::income, kWard.bytes, money(c.income));
    scene.put(book::AccountKind::reserved, kWard.bytes, money(c.reserved));
    if (*c.other != 0) scene.guardian().other_property = money(c.other);
    scene.ask_for(money("3000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R08")), c.says) << c.principal << " + " << c.income << " + " << c.reserved;
  }
}

TEST(R08, ScenarioS03) {
  Scene scene = with_parent();
  hold_s03(scene);
  scene.ask_for(money("3000.00 PHP"));
  const Verdict verdict = scene.hear("R08");
  EXPECT_EQ(said(verdict), "deny BOND_PENDING");
  EXPECT_EQ(fact_of(verdict, "property"), "51954 PHP");
  EXPECT_EQ(fact_of(verdict, "minimum_bond"), "5195.4 PHP");
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 GBP"));
  EXPECT_EQ(said(scene.hear("R08")), "allow no_bond_required");  // after award 1 alone: 47,250.00
}

TEST(R08, TheBondIsNotLessThanATenth) {
  for (const auto& [bond, approves, pays] : {std::tuple{"5195.39 PHP", "deny BOND_TOO_LOW", "deny BOND_PENDING"},
                                             std::tuple{"5195.40 PHP", "allow bond_reaches_minimum", "allow bond_stands"},
                                             std::tuple{"6000.00 PHP", "allow bond_reaches_minimum", "allow bond_stands"},
                                             std::tuple{"6000.00 USD", "deny CURRENCY_MISMATCH", ""}}) {
    Scene scene = with_parent();
    hold_s03(scene);
    scene.ask(ApproveBond{kWard, kGuardian, money(bond), day("2026-07-06"), std::nullopt}, kOfficer);
    EXPECT_EQ(said(scene.hear("R08")), approves) << bond;
    if (*pays == 0) continue;
    scene.guardian().bond = Bond{money(bond), day("2026-07-06")};
    scene.ask_for(money("3000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R08")), pays) << bond;
  }
}

TEST(R08, ABondOfTomorrowIsNoneToday) {
  Scene scene = with_parent();
  hold_s03(scene);
  scene.guardian().bond = Bond{money("6000.00 PHP"), day("2026-07-07")};
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R08")), "deny BOND_PENDING");
  scene.now(morning("2026-07-07"));
  EXPECT_EQ(said(scene.hear("R08")), "allow bond_stands");
}

TEST(R08, WithoutADeclarationTheBondIsRequired) {  // Pineda
  Scene scene = with_parent();
  scene.put(book::AccountKind::principal, kWard.bytes, money("100.00 PHP"));
  scene.guardian().no_other_property = false;
  scene.ask_for(money("50.00 PHP"));
  const Verdict verdict = scene.hear("R08");
  EXPECT_EQ(said(verdict), "deny BOND_PENDING");
  EXPECT_EQ(fact_of(verdict, "other_property"), "not declared");
}

TEST(R08, AMissingRateIsNamed) {
  Scene scene = with_parent();
  scene.put(book::AccountKind::principal, kWard.bytes, money("1.00 EUR"));
  scene.ask_for(money("50.00 PHP"));
  const Verdict verdict = scene.hear("R08");
  EXPECT_EQ(said(verdict), "deny RATE_MISSING");
  EXPECT_EQ(fact_of(verdict, "missing"), "EUR 2026-07-06");
}

TEST(R08, AReceiptThatPassesTheThresholdOpensTheDutyOnce) {
  for (const auto& [net, duties] : {std::pair{"50000.00 PHP", ""}, std::pair{"50000.01 PHP", "bond 2026-08-05"}}) {
    Scene scene = with_parent();
    scene.matched(money(net), "2026-07-06");
    EXPECT_EQ(duties_of(scene.hear("R08")), duties) << net;
    scene.ward().obligations.push_back({1, Duty::bond, DutyOwner::guardian, "R08", day("2026-07-01"), day("2026-07-31"), std::nullopt, false, false});
    EXPECT_EQ(duties_of(scene.hear("R08")), "") << net;
  }
  Scene scene = with_parent();
  scene.guardian().bond = Bond{money("6000.00 PHP"), day("2026-07-06")};
  scene.matched(money("60000.00 PHP"), "2026-07-06");
  EXPECT_EQ(duties_of(scene.hear("R08")), "");  // a tenth of it stands already
  scene.guardian().bond = Bond{money("5999.99 PHP"), day("2026-07-06")};
  EXPECT_EQ(duties_of(scene.hear("R08")), "bond 2026-08-05");
}

TEST(R08, TheBondClosesTheDuty) {
  Scene scene = with_parent();
  hold_s03(scene);
  scene.ward().obligations.push_back({7, Duty::bond, DutyOwner::guardian, "R08", day("2026-07-01"), day("2026-07-31"), std::nullopt, false, false});
  scene.ask(ApproveBond{kWard, kGuardian, money("5195.40 PHP"), day("2026-07-06"), std::nullopt}, kOfficer);
  const Verdict verdict = scene.hear("R08");
  ASSERT_EQ(effects_of(verdict), "obligation_closed");
  EXPECT_EQ(std::get<ObligationClosed>(verdict.effects[0].event).number, 7U);
}

TEST(R08, AnAppointmentThatNeedsOneOpensTheDuty) {
  Scene scene = with_parent();
  AppointGuardian appointed;
  appointed.ward = kWard;
  appointed.person = kStranger;
  Guardian guardian;
  guardian.person = kStranger;
  guardian.guardian_kind = GuardianKind::parent;
  scene.ask(appointed, kOfficer);
  scene.plan.effects.push_back({subject(kWard), GuardianAppointed{guardian}});
  EXPECT_EQ(duties_of(scene.hear("R08")), "bond 2026-08-05");  // nothing declared
  guardian.no_other_property = true;
  scene.plan.effects.back().event = GuardianAppointed{guardian};
  EXPECT_EQ(duties_of(scene.hear("R08")), "");
  appointed.other_property = money("1.00 USD");
  scene.ask(appointed, kOfficer);
  EXPECT_EQ(said(scene.hear("R08")), "deny CURRENCY_MISMATCH");
}

TEST(R08, ACourtGuardianIsNotAParent) {
  Scene scene;
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R08")), "silent");
}

TEST(R10, LettersAndBond) {
  const struct {
    const char* what;
    const char* letters;
    const char* ordered;
    const char* bond;
    const char* approved;
    const char* now;
    const char* says;
  } cases[] = {
      {"no letters", "", "", "", "", "2026-07-06", "deny AUTHORITY_INACTIVE"},
      {"letters of tomorrow", "2026-07-07", "", "", "", "2026-07-06", "deny AUTHORITY_INACTIVE"},
      {"letters of today", "2026-07-06", "", "", "", "2026-07-06", "allow letters_in_force"},
      {"no bond", "2026-02-18", "210000.00 PHP", "", "", "2026-07-06", "deny BOND_PENDING"},
      {"a centavo short", "2026-02-18", "210000.00 PHP", "209999.99 PHP", "2026-02-25", "2026-07-06", "deny BOND_PENDING"},
      {"as ordered", "2026-02-18", "210000.00 PHP", "210000.00 PHP", "2026-02-25", "2026-07-06", "allow letters_and_bond_in_force"},
      {"day before approval", "2026-02-18", "210000.00 PHP", "210000.00 PHP", "2026-02-25", "2026-02-24", "deny BOND_PENDING"},
      {"day of approval", "2026-02-18", "210000.00 PHP", "210000.00 PHP", "2026-02-25", "2026-02-25", "allow letters_and_bond_in_force"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Guardian& guardian = scene.guardian();
    guardian.letters = *c.letters == 0 ? std::nullopt : std::optional(day(c.letters));
    guardian.bond_ordered = *c.ordered == 0 ? std::nullopt : std::optional(money(c.ordered));
    guardian.bond.reset();
    if (*c.bond != 0) guardian.bond = Bond{money(c.bond), day(c.approved)};
    scene.now(morning(c.now));
    scene.ask_for(money("3000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R10")), c.says) << c.what;
    scene.release(scene.request(money("3000.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R10")), c.says) << c.what << ", at release";
  }
}

TEST(R10, AlwaysAsksForABondWhereTheOrderIsSilent) {
  for (const auto& [mode, says] : {std::pair{"from_order", "allow letters_in_force"}, std::pair{"always", "deny BOND_PENDING"},
                                   std::pair{"never", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    const std::string edit = "bond_required = \"" + std::string(mode) + "\"";
    scene.rulebook = shipped({{"bond_required = \"from_order\"", edit}});
    scene.guardian().bond_ordered.reset();
    scene.guardian().bond.reset();
    scene.ask_for(money("3000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R10")), says) << mode;
  }
}

TEST(R10, WhoIsNoGuardianOfHersHasNoAuthority) {
  Scene scene;
  scene.ward().guardians.clear();
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R10")), "deny AUTHORITY_INACTIVE");
}

TEST(R10, ABondBelowTheOrderIsRefused) {
  for (const auto& [bond, says] : {std::pair{"209999.99 PHP", "deny BOND_TOO_LOW"}, std::pair{"210000.00 PHP", "allow bond_as_ordered"},
                                   std::pair{"210000.00 USD", "deny CURRENCY_MISMATCH"}}) {
    Scene scene;
    scene.ask(ApproveBond{kWard, kGuardian, money(bond), day("2026-02-25"), std::nullopt}, kOfficer);
    EXPECT_EQ(said(scene.hear("R10")), says) << bond;
  }
  Scene scene;
  AppointGuardian appointed;
  appointed.bond_ordered = money("210000.00 USD");
  scene.ask(appointed, kOfficer);
  EXPECT_EQ(said(scene.hear("R10")), "deny CURRENCY_MISMATCH");
}

TEST(R11, EachReceiptAsksAgain) {
  const struct {
    const char* what;
    GuardianKind kind;
    const char* bond;
    const char* net;
    const char* effects;
  } cases[] = {
      {"parent, exactly a tenth", GuardianKind::parent, "6000.00 PHP", "60000.00 PHP", ""},
      {"parent, a centavo short", GuardianKind::parent, "5999.99 PHP", "60000.00 PHP", "alert_raised"},
      {"parent, none needed", GuardianKind::parent, "0.01 PHP", "50000.00 PHP", ""},
      {"court, as ordered", GuardianKind::court_appointed, "210000.00 PHP", "9000000.00 PHP", ""},
      {"court, a centavo short", GuardianKind::court_appointed, "209999.99 PHP", "1.00 PHP", "alert_raised"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
    scene.guardian().guardian_kind = c.kind;
    scene.guardian().no_other_property = true;
    scene.guardian().bond = Bond{money(c.bond), day("2026-02-25")};
    scene.matched(money(c.net), "2026-07-06");
    const Verdict verdict = scene.hear("R11");
    EXPECT_EQ(effects_of(verdict), c.effects) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what;  // an alert stops nothing
    scene.guardian().standing = GuardianStanding::ended;
    EXPECT_EQ(effects_of(scene.hear("R11")), "") << c.what;
  }
}

TEST(R11, OnlyAReceiptAsks) {
  Scene scene;
  scene.guardian().bond.reset();
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(effects_of(scene.hear("R11")), "");
}

}  // namespace
}  // namespace katiwala::policies::scene
