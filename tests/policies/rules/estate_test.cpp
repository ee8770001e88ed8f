// R61 death, R62 what is kept of a payment to an estate.
#include <gtest/gtest.h>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::estate_test {
namespace {

/// Died on 1 June 2026; her estate is a payee, the stranger represents it, and a court has ordered the payment.
Scene died(std::string_view on = "2026-06-01") {
  Scene scene;
  scene.ward().died = day(on);
  scene.guardian().standing = GuardianStanding::ended;
  scene.ward().payees[0].payee_kind = PayeeKind::estate;
  scene.ward().payees[0].person = kStranger;
  scene.ward().facts = {fact_since(FactKind::estate_representative, "2026-06-10")};
  scene.ward().facts[0].person = kStranger;
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day("2026-06-20");
  scene.ward().court_orders = {order};
  return scene;
}

RequestDisbursement to_estate(const Scene& scene, std::string_view amount = "100000.00 PHP") {
  RequestDisbursement asked = scene.request(money(amount));
  asked.purpose = Purpose::estate;
  asked.court_order = kCourtOrder;
  return asked;
}

TEST(R61, OnlyHerEstateIsPaid) {
  using Change = void (*)(Scene&, RequestDisbursement&);
  const struct {
    const char* what;
    Change change;
    const char* says;
    const char* lacking;
  } cases[] = {
      {"all there", [](Scene&, RequestDisbursement&) {}, "allow paid_to_her_estate", ""},
      {"another purpose", [](Scene&, RequestDisbursement& r) { r.purpose = Purpose::education; }, "deny ESTATE_ONLY", "purpose"},
      {"handed over", [](Scene&, RequestDisbursement& r) { r.purpose = Purpose::handover; }, "deny ESTATE_ONLY", "purpose"},
      {"another kind of payee", [](Scene& s, RequestDisbursement&) { s.ward().payees[0].payee_kind = PayeeKind::person; }, "deny ESTATE_ONLY", "payee_kind"},
      {"no order", [](Scene&, RequestDisbursement& r) { r.court_order.reset(); }, "deny ESTATE_ONLY", "court_order"},
      {"an order nobody knows", [](Scene& s, RequestDisbursement&) { s.ward().court_orders.clear(); }, "deny ESTATE_ONLY", "court_order"},
      {"nobody represents it", [](Scene& s, RequestDisbursement&) { s.ward().facts.clear(); }, "deny ESTATE_ONLY", "representative"},
      {"another represents it", [](Scene& s, RequestDisbursement&) { s.ward().facts[0].person = kSchool; }, "deny ESTATE_ONLY", "representative"},
      {"replaced since", [](Scene& s, RequestDisbursement&) { s.ward().facts[0].ended = day("2026-07-01"); }, "deny ESTATE_ONLY", "representative"},
      {"named by the court",
       [](Scene& s, RequestDisbursement&) {
         s.ward().facts.clear();
         s.ward().court_orders[0].payee = kPayee;
       },
       "allow paid_to_her_estate", ""},
      {"a payee nobody knows", [](Scene& s, RequestDisbursement&) { s.ward().payees.clear(); }, "deny ESTATE_ONLY", "payee"},
  };
  for (const auto& c : cases) {
    Scene scene = died();
    RequestDisbursement asked = to_estate(scene);
    c.change(scene, asked);
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R61")), c.says) << c.what;
    EXPECT_EQ(fact_of(scene.hear("R61"), "lacking"), c.lacking) << c.what;
    scene.recorded(asked, "2026-07-06").requester = kOfficer;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R61")), c.says) << c.what;
  }
}

TEST(R61, AnUnworthyHeirIsACaseThatNobodyElseSees) {
  Scene scene = died();
  scene.protection().facts = {fact_since(FactKind::unworthy_heir, "2026-06-15")};
  scene.protection().facts[0].person = kStranger;
  scene.ask(to_estate(scene), kOfficer);
  const Verdict verdict = scene.hear("R61");
  EXPECT_EQ(said(verdict), "deny ESTATE_ONLY");
  EXPECT_EQ(fact_of(verdict, "lacking"), "payee");
  EXPECT_EQ(raised_of(verdict), "case");
  EXPECT_EQ(verdict.raised[0].watch, watch_of(kWard));
  scene.protection().facts[0].person = kSchool;
  EXPECT_EQ(said(scene.hear("R61")), "allow paid_to_her_estate");
  scene.protection().facts[0].person = kStranger;
  scene.protection().facts[0].ended = day("2026-07-01");  // pardoned in writing
  EXPECT_EQ(said(scene.hear("R61")), "allow paid_to_her_estate");
}

TEST(R61, NobodyActsForTheDead) {
  Scene scene = died();
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R61")), "deny WARD_DIED");
  scene.ask(RegisterPayee{}, kGuardian);
  EXPECT_EQ(said(scene.hear("R61")), "deny WARD_DIED");
  scene.ask(RegisterPayee{}, kOfficer);  // the estate's account
  EXPECT_EQ(said(scene.hear("R61")), "silent");
  scene.ask(AppointGuardian{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R61")), "deny WARD_DIED");
  scene.ask(RecordElection{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R61")), "deny WARD_DIED");
  scene.ask(FileReturn{}, kGuardian);  // the final account is still owed
  EXPECT_EQ(said(scene.hear("R61")), "silent");
}

TEST(R61, TheLivingHaveNoEstate) {
  Scene scene = died();
  scene.ward().died.reset();
  scene.ask(to_estate(scene), kOfficer);
  EXPECT_EQ(said(scene.hear("R61")), "deny ESTATE_ONLY");
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R61")), "silent");
  scene.ask(AppointGuardian{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R61")), "silent");
}

TEST(R61, ADeathIsRecordedWhenItHasHappened) {
  for (const auto& [since, says] : {std::pair{"2026-07-06", "silent"}, std::pair{"2026-07-07", "deny FIELD_INVALID"}}) {
    Scene scene;
    record(scene, fact_since(FactKind::death, since));
    EXPECT_EQ(said(scene.hear("R61")), says) << since;
  }
}

// -- R62

Verdict released(Scene& scene, std::string_view amount, std::optional<std::string_view> kept) {
  scene.release(to_estate(scene, amount), kReleaser);
  RequestReleased event;
  event.request = kRequest;
  if (kept) event.withheld = money(*kept);
  scene.plan.effects = {{subject(kWard), event}};
  return scene.hear("R62");
}

TEST(R62, SixPercentWithinTheYear) {
  const struct {
    const char* now;
    const char* amount;
    std::optional<std::string_view> kept;
    const char* says;
  } cases[] = {
      {"2026-07-06", "100000.00 PHP", "6000.00 PHP", "allow estate_withholding"},
      {"2026-07-06", "100000.00 PHP", "5999.99 PHP", "deny ESTATE_TAX"},
      {"2026-07-06", "100000.00 PHP", "6000.01 PHP", "deny ESTATE_TAX"},
      {"2026-07-06", "100000.00 PHP", std::nullopt, "deny ESTATE_TAX"},
      {"2026-06-01", "100000.00 PHP", "6000.00 PHP", "allow estate_withholding"},  // the day she died
      {"2027-06-01", "100000.00 PHP", "6000.00 PHP", "allow estate_withholding"},  // the anniversary
      {"2027-06-02", "100000.00 PHP", std::nullopt, "allow no_estate_withholding"},
      {"2027-06-02", "100000.00 PHP", "6000.00 PHP", "deny ESTATE_TAX"},
      {"2026-07-06", "0.08 PHP", std::nullopt, "allow no_estate_withholding"},  // 0.0048
      {"2026-07-06", "0.09 PHP", "0.01 PHP", "allow estate_withholding"},       // 0.0054
      {"2026-07-06", "0.75 PHP", "0.04 PHP", "allow estate_withholding"},       // 0.0450, half to even
      {"2026-07-06", "0.25 PHP", "0.02 PHP", "allow estate_withholding"},       // 0.0150, half to even
      {"2026-07-06", "1000 JPY", "60 JPY", "allow estate_withholding"},
  };
  for (const auto& c : cases) {
    Scene scene = died();
    scene.now(morning(c.now));
    EXPECT_EQ(said(released(scene, c.amount, c.kept)), c.says) << c.now << " " << c.amount;
  }
}

TEST(R62, WhatWasKeptIsOwedToTheTaxOffice) {
  Scene scene = died();
  const Verdict verdict = released(scene, "100000.00 PHP", "6000.00 PHP");
  EXPECT_EQ(duties_of(verdict), "tax_remittance 2026-07-16");
  EXPECT_EQ(verdict.duties[0].about, subject(kPool));
}

TEST(R62, NotWithTheTaxOfficesClearance) {
  Scene scene = died();
  scene.ward().facts.push_back(fact_since(FactKind::estate_clearance, "2026-07-06"));
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "allow no_estate_withholding");
  EXPECT_EQ(duties_of(scene.hear("R62")), "");
  scene.ward().facts.back().since = day("2026-07-07");
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "deny ESTATE_TAX");
}

TEST(R62, WhetherATrustIsADepositIsCounsels) {
  Scene scene = died();
  scene.rulebook = shipped({{"applies_to_trust = true", "applies_to_trust = false"}});
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "allow no_estate_withholding");
  scene.state.pools.at(kPool).product = Product::individual_trust;
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "allow no_estate_withholding");
  scene.state.pools.at(kPool).product = Product::minor_savings;
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "deny ESTATE_TAX");
}

TEST(R62, OtherPaymentsAndOtherStages) {
  Scene scene = died();
  scene.ask(to_estate(scene), kOfficer);
  EXPECT_EQ(said(scene.hear("R62")), "silent");
  Scene tuition;
  tuition.release(tuition.request(money("100.00 PHP")), kReleaser);
  EXPECT_EQ(said(tuition.hear("R62")), "silent");
}

TEST(R62, AShareThatMeansNothing) {
  Scene scene = died();
  scene.rulebook = shipped({{"\npercent = 6\n", "\npercent = 101\n"}});
  EXPECT_EQ(said(released(scene, "100000.00 PHP", std::nullopt)), "deny PARAMETER_INVALID");
}

}  // namespace
}  // namespace katiwala::policies::scene::estate_test
