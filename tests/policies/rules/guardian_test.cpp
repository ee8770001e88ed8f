// R08 bond of a parent, R09 the same by income, R10 letters and bond of a court guardian, R11 adequacy.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::guardian_test {
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

void owe_bond(Scene& scene, std::uint32_t number) {
  Obligation obligation;
  obligation.number = number;
  obligation.duty = Duty::bond;
  obligation.opened = day("2026-07-01");
  obligation.due = day("2026-07-31");
  scene.ward().obligations.push_back(obligation);
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
    owe_bond(scene, 1);
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
  owe_bond(scene, 7);
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

/// Interest is booked on her income account: what the plan then says of her.
void credit_interest(Scene& scene, Amount gross, Amount tax, std::string_view booked) {
  RecordInterest interest;
  interest.ward = kWard;
  interest.gross = gross;
  interest.tax = tax;
  interest.booked = day(booked);
  scene.ask(interest, kOfficer);
  InterestCredited credited;
  credited.gross = gross;
  credited.tax = tax;
  credited.booked = day(booked);
  scene.plan.effects = {{subject(kWard), credited}};
  scene.plan.postings = {{subject(kWard), book::posting(book::AccountKind::income, kWard.bytes, gross - tax, book::Category::receipt)}};
}

TEST(R08, InterestPassesTheThresholdAsAReceiptDoes) {
  for (const auto& [gross, duties] : {std::pair{"123.26 PHP", "bond 2026-08-05"},  // S03: 49,990.00 + 123.26 - 24.65 = 50,088.61
                                      std::pair{"34.65 PHP", ""}, std::pair{"34.66 PHP", "bond 2026-08-05"}}) {
    Scene scene = with_parent();
    scene.put(book::AccountKind::principal, kWard.bytes, money("49990.00 PHP"));
    credit_interest(scene, money(gross), money("24.65 PHP"), "2026-07-06");
    EXPECT_EQ(duties_of(scene.hear("R08")), duties) << gross;
  }
}

TEST(R08, WhatBecomesTrueOfHerIsAnOccasionToLook) {
  for (const auto& [principal, kind, duties] :
       {std::tuple{"50000.01 PHP", FactKind::residence, "bond 2026-08-05"}, std::tuple{"50000.00 PHP", FactKind::residence, ""},
        std::tuple{"50000.01 PHP", FactKind::coached, ""},  // what is in the protection file leaves nothing in her own part
        std::tuple{"50000.00 EUR", FactKind::residence, ""}}) {  // no rate: recorded all the same
    Scene scene = with_parent();
    scene.put(book::AccountKind::principal, kWard.bytes, money(principal));
    RecordFact recorded;
    recorded.ward = kWard;
    recorded.fact = kind;
    scene.ask(recorded, kSocialWorker);
    const Verdict verdict = scene.hear("R08");
    EXPECT_EQ(duties_of(verdict), duties) << principal;
    EXPECT_EQ(said(verdict), "silent") << principal;
  }
}

// -- R09

void earned(Scene& scene, std::string_view booked, std::string_view gross) {
  scene.ward().interest.push_back({day(booked), money(gross), zero(money(gross).currency())});
}

TEST(R09, TwelveMonthsOfIncomeAreHeldAgainstTheThreshold) {
  const struct {
    const char* what;
    std::vector<std::pair<const char*, const char*>> lines;
    const char* says;
  } cases[] = {
      {"none", {}, "silent"},
      {"exactly", {{"2026-01-05", "30000.00 PHP"}, {"2026-06-05", "20000.00 PHP"}}, "silent"},
      {"a centavo more", {{"2026-01-05", "30000.00 PHP"}, {"2026-06-05", "20000.01 PHP"}}, "deny BOND_PENDING"},
      {"a year ago to the day", {{"2025-07-06", "50000.01 PHP"}}, "silent"},
      {"the day after that", {{"2025-07-07", "50000.01 PHP"}}, "deny BOND_PENDING"},
      {"today", {{"2026-07-06", "50000.01 PHP"}}, "deny BOND_PENDING"},
      {"not yet booked", {{"2026-07-07", "50000.01 PHP"}}, "silent"},
      {"foreign: 49,999.98", {{"2026-06-05", "858.59 USD"}}, "silent"},
      {"foreign: 50,000.57", {{"2026-06-05", "858.60 USD"}}, "deny BOND_PENDING"},
      {"no rate", {{"2026-06-05", "1.00 EUR"}}, "deny RATE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene = with_parent();
    for (const auto& [booked, gross] : c.lines) earned(scene, booked, gross);
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R09")), c.says) << c.what;
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R09")), c.says) << c.what << ", at release";
    scene.guardian().guardian_kind = GuardianKind::court_appointed;
    EXPECT_EQ(said(scene.hear("R09")), "silent") << c.what << ", no parent";
  }
}

TEST(R09, TheBondIsNotLessThanATenthOfIt) {
  for (const auto& [bond, approves, pays] :
       {std::tuple{"5999.99 PHP", "deny BOND_TOO_LOW", "deny BOND_PENDING"}, std::tuple{"6000.00 PHP", "silent", "allow bond_stands"}}) {
    Scene scene = with_parent();
    earned(scene, "2026-06-05", "60000.00 PHP");
    scene.ask(ApproveBond{kWard, kGuardian, money(bond), day("2026-07-06"), std::nullopt}, kOfficer);
    const Verdict verdict = scene.hear("R09");
    EXPECT_EQ(said(verdict), approves) << bond;
    scene.guardian().bond = Bond{money(bond), day("2026-07-06")};
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R09")), pays) << bond;
    EXPECT_EQ(fact_of(scene.hear("R09"), "annual_income"), "60000 PHP");
    EXPECT_EQ(fact_of(scene.hear("R09"), "minimum_bond"), "6000 PHP");
  }
}

TEST(R09, InterestOpensTheDutyWherePropertyDoesNot) {
  const struct {
    const char* what;
    const char* before;  // earned already
    const char* principal;
    const char* bond;  // "": none
    bool open;
    const char* duties;
  } cases[] = {
      {"exactly", "49990.00 PHP", "0.00 PHP", "", false, ""},
      {"more", "49990.01 PHP", "0.00 PHP", "", false, "bond 2026-08-05"},
      {"open already", "49990.01 PHP", "0.00 PHP", "", true, ""},
      {"R08 opens it", "49990.01 PHP", "60000.00 PHP", "", false, ""},
      {"a tenth stands", "49990.01 PHP", "0.00 PHP", "5000.01 PHP", false, ""},
      {"a tenth of the property stands, not of the income", "69990.00 PHP", "60000.00 PHP", "6500.00 PHP", false, "bond 2026-08-05"},
  };
  for (const auto& c : cases) {
    Scene scene = with_parent();
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.principal));
    earned(scene, "2026-06-05", c.before);
    if (*c.bond != 0) scene.guardian().bond = Bond{money(c.bond), day("2026-07-06")};
    if (c.open) owe_bond(scene, 1);
    credit_interest(scene, money("10.00 PHP"), money("0.00 PHP"), "2026-07-06");
    EXPECT_EQ(duties_of(scene.hear("R09")), c.duties) << c.what;
  }
}

TEST(R09, AnAppointmentOfAParentIsAnOccasionToo) {
  for (const auto& [kind, duties] : {std::pair{GuardianKind::parent, "bond 2026-08-05"}, std::pair{GuardianKind::institution, ""}}) {
    Scene scene = with_parent();
    earned(scene, "2026-06-05", "50000.01 PHP");
    AppointGuardian appointed;
    appointed.ward = kWard;
    scene.ask(appointed, kOfficer);
    Guardian guardian;
    guardian.person = kStranger;
    guardian.guardian_kind = kind;
    guardian.no_other_property = true;
    scene.plan.effects = {{subject(kWard), GuardianAppointed{guardian}}};
    EXPECT_EQ(duties_of(scene.hear("R09")), duties) << name(kind);
  }
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

TEST(R10, AnInstitutionIsAppointedToo) {
  Scene scene;
  scene.guardian().guardian_kind = GuardianKind::institution;
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R10")), "allow letters_and_bond_in_force");
  scene.ask(ApproveBond{kWard, kGuardian, money("209999.99 PHP"), day("2026-02-25"), std::nullopt}, kOfficer);
  EXPECT_EQ(said(scene.hear("R10")), "deny BOND_TOO_LOW");
  scene.guardian().letters.reset();
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R10")), "deny AUTHORITY_INACTIVE");
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
    const char* duties;
  } cases[] = {
      {"parent, exactly a tenth", GuardianKind::parent, "6000.00 PHP", "60000.00 PHP", "", ""},
      {"parent, a centavo short", GuardianKind::parent, "5999.99 PHP", "60000.00 PHP", "alert_raised", ""},  // R08 asks for the bond
      {"parent, none needed", GuardianKind::parent, "0.01 PHP", "50000.00 PHP", "", ""},
      {"court, as ordered", GuardianKind::court_appointed, "210000.00 PHP", "9000000.00 PHP", "", ""},
      {"court, a centavo short", GuardianKind::court_appointed, "209999.99 PHP", "1.00 PHP", "alert_raised", "bond_increase 2026-08-05"},
      {"institution, a centavo short", GuardianKind::institution, "209999.99 PHP", "1.00 PHP", "alert_raised", "bond_increase 2026-08-05"},
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
    for (const Effect& effect : verdict.effects) EXPECT_EQ(effect.about, protection_of(kWard)) << c.what;
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what;  // an alert stops nothing
    scene.guardian().standing = GuardianStanding::ended;
    EXPECT_EQ(effects_of(scene.hear("R11")), "") << c.what;
  }
}

TEST(R11, InterestAsksToo) {
  for (const auto& [gross, effects] : {std::pair{"100.00 PHP", ""}, std::pair{"100.01 PHP", "alert_raised"}}) {
    Scene scene = with_parent();
    scene.put(book::AccountKind::principal, kWard.bytes, money("59900.00 PHP"));
    scene.guardian().bond = Bond{money("6000.00 PHP"), day("2026-02-25")};
    credit_interest(scene, money(gross), money("0.00 PHP"), "2026-07-06");
    EXPECT_EQ(effects_of(scene.hear("R11")), effects) << gross;
  }
  for (const auto& [gross, effects] : {std::pair{"10.00 PHP", ""}, std::pair{"10.01 PHP", "alert_raised"}}) {  // a tenth of the year's income
    Scene scene = with_parent();
    earned(scene, "2026-06-05", "59990.00 PHP");
    scene.guardian().bond = Bond{money("6000.00 PHP"), day("2026-02-25")};
    credit_interest(scene, money(gross), money("0.00 PHP"), "2026-07-06");
    EXPECT_EQ(effects_of(scene.hear("R11")), effects) << gross;
  }
}

TEST(R11, TheDutyToRaiseItIsOpenedOnceAndClosedByTheBond) {
  Scene scene;
  scene.guardian().bond = Bond{money("209999.99 PHP"), day("2026-02-25")};
  Obligation open;
  open.number = 4;
  open.duty = Duty::bond_increase;
  scene.ward().obligations.push_back(open);
  scene.matched(money("1.00 PHP"), "2026-07-06");
  EXPECT_EQ(duties_of(scene.hear("R11")), "");
  EXPECT_EQ(effects_of(scene.hear("R11")), "alert_raised");
  scene.about = kWard;
  scene.plan.effects.clear();
  scene.plan.postings.clear();
  for (const auto& [amount, effects] : {std::pair{"209999.99 PHP", ""}, std::pair{"210000.00 PHP", "obligation_closed"}}) {
    scene.ask(ApproveBond{kWard, kGuardian, money(amount), day("2026-07-06"), std::nullopt}, kOfficer);
    EXPECT_EQ(effects_of(scene.hear("R11")), effects) << amount;
  }
  // A stricter share than R08's is asked for by this duty alone.
  Scene parent = with_parent();
  parent.rulebook = shipped({{"alert_percent = 10", "alert_percent = 20"}});
  parent.guardian().bond = Bond{money("11999.99 PHP"), day("2026-02-25")};
  parent.matched(money("60000.00 PHP"), "2026-07-06");
  EXPECT_EQ(duties_of(parent.hear("R11")), "bond_increase 2026-08-05");
}

TEST(R11, OnlyAReceiptAsks) {
  Scene scene;
  scene.guardian().bond.reset();
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(effects_of(scene.hear("R11")), "");
}

}  // namespace
}  // namespace katiwala::policies::scene::guardian_test
