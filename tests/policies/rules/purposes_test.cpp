// R17 the family's needs, R18 income before principal, R23 a home, R24 investments, R25 a guardian's compensation.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::purposes_test {
namespace {

using book::AccountKind;
using book::Category;

/// An order in force that says `purpose`, or leaves it open.
CourtOrder& order(Scene& scene, std::optional<Purpose> purpose) {
  CourtOrder made;
  made.id = kCourtOrder;
  made.dated = day("2026-02-10");
  made.cap = money("120000.00 PHP");
  made.document = document(7);
  made.purpose = purpose;
  scene.ward().court_orders.push_back(made);
  return scene.ward().court_orders.back();
}

RequestDisbursement for_purpose(const Scene& scene, Purpose purpose, std::string_view amount, bool under_order = false) {
  RequestDisbursement asked = scene.request(money(amount));
  asked.purpose = purpose;
  if (under_order) asked.court_order = kCourtOrder;
  return asked;
}

void income(Scene& scene, std::string_view amount) { scene.put(AccountKind::income, kWard.bytes, money(amount)); }

TEST(R17, TheFamilysNeeds) {
  const struct {
    const char* what;
    const char* parameter;
    const char* income;
    std::optional<Purpose> ordered;
    const char* says;
  } cases[] = {
      {"denied, whatever the income", "DENY", "9000.00 PHP", std::nullopt, "deny PURPOSE_FORBIDDEN"},
      {"an order says so", "DENY", "0.00 PHP", Purpose::family_needs, "allow ordered_purpose"},
      {"an order for another purpose", "DENY", "0.00 PHP", Purpose::education, "deny PURPOSE_FORBIDDEN"},
      {"income covers it to the centavo", "INCOME_ONLY", "3000.00 PHP", std::nullopt, "allow income_alone"},
      {"a centavo is missing", "INCOME_ONLY", "2999.99 PHP", std::nullopt, "deny PURPOSE_FORBIDDEN"},
      {"an order where income may", "INCOME_ONLY", "0.00 PHP", Purpose::family_needs, "allow ordered_purpose"},
      {"a word that means nothing", "SOME", "9000.00 PHP", std::nullopt, "deny PARAMETER_INVALID"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"family_needs = \"DENY\"", "family_needs = \"" + std::string(c.parameter) + "\""}});
    income(scene, c.income);
    if (c.ordered) order(scene, c.ordered);
    const auto asked = for_purpose(scene, Purpose::family_needs, "3000.00 PHP", c.ordered.has_value());
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R17")), c.says) << c.what;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R17")), c.says) << c.what << ", at execution";
  }
}

TEST(R17, AnOrderThatLeavesThePurposeOpenIsNotOneForTheFamily) {
  Scene scene;
  order(scene, std::nullopt);
  scene.ask(for_purpose(scene, Purpose::family_needs, "3000.00 PHP", true), kGuardian);
  EXPECT_EQ(said(scene.hear("R17")), "deny PURPOSE_FORBIDDEN");
}

TEST(R17, AtReleaseItIsWhatWasSetAsideThatCounts) {
  for (const auto& [taken, says] : {std::pair{"3000.00 PHP", "allow income_alone"}, std::pair{"2999.99 PHP", "deny PURPOSE_FORBIDDEN"}}) {
    Scene scene;
    scene.rulebook = shipped({{"family_needs = \"DENY\"", "family_needs = \"INCOME_ONLY\""}});
    const auto asked = for_purpose(scene, Purpose::family_needs, "3000.00 PHP");
    scene.recorded(asked, "2026-07-06").from_income = money(taken);
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R17")), says) << taken;
  }
}

TEST(R17, SaysNothingOfHerOwnNeeds) {
  for (const Purpose purpose : {Purpose::education, Purpose::medical, Purpose::allowance, Purpose::legal_documents}) {
    Scene scene;
    scene.ask(for_purpose(scene, purpose, "3000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R17")), "silent") << name(purpose);
  }
}

/// The plan takes this much from each of her accounts.
void takes(Scene& scene, std::string_view from_income, std::string_view from_principal, Category category) {
  const auto line = [&](AccountKind kind, Amount amount) {
    if (!amount.is_zero()) scene.plan.postings.push_back({subject(kWard), book::posting(kind, kWard.bytes, -amount, category)});
  };
  line(AccountKind::income, money(from_income));
  line(AccountKind::principal, money(from_principal));
}

TEST(R18, PaymentsDrawIncomeFirst) {
  const struct {
    const char* what;
    const char* income;
    const char* from_income;
    const char* from_principal;
    const char* says;
  } cases[] = {
      {"no income", "0.00 PHP", "0.00 PHP", "3000.00 PHP", "silent"},
      {"all from income", "4000.00 PHP", "3000.00 PHP", "0.00 PHP", "silent"},
      {"the rest from principal", "1000.00 PHP", "1000.00 PHP", "2000.00 PHP", "silent"},
      {"a centavo of income left", "1000.01 PHP", "1000.00 PHP", "2000.00 PHP", "deny INCOME_INSUFFICIENT"},
      {"principal alone", "1000.00 PHP", "0.00 PHP", "3000.00 PHP", "deny INCOME_INSUFFICIENT"},
  };
  for (const auto& c : cases) {
    Scene scene;
    income(scene, c.income);
    takes(scene, c.from_income, c.from_principal, Category::hold);
    scene.execute(scene.request(money("3000.00 PHP")), kOfficer);
    EXPECT_EQ(said(scene.hear("R18")), c.says) << c.what;
  }
}

TEST(R18, Charges) {
  const struct {
    const char* what;
    std::optional<ChargeKind> charge;
    bool income_alone;
    const char* income;
    const char* from_income;
    const char* from_principal;
    const char* says;
  } cases[] = {
      {"a bank's from principal", std::nullopt, false, "0.00 PHP", "0.00 PHP", "10.00 PHP", "silent"},
      {"a bank's, income left", ChargeKind::bank_charge, false, "0.01 PHP", "0.00 PHP", "10.00 PHP", "deny INCOME_INSUFFICIENT"},
      {"a bank's, the instrument forbids", ChargeKind::bank_charge, true, "9.99 PHP", "9.99 PHP", "0.01 PHP", "deny INCOME_INSUFFICIENT"},
      {"a bank's from income, the instrument forbids", ChargeKind::bank_charge, true, "10.00 PHP", "10.00 PHP", "0.00 PHP", "silent"},
      {"the trustee's from income", ChargeKind::trustee_fee, false, "10.00 PHP", "10.00 PHP", "0.00 PHP", "silent"},
      {"the trustee's, a centavo short", ChargeKind::trustee_fee, false, "9.99 PHP", "9.99 PHP", "0.01 PHP", "deny INCOME_INSUFFICIENT"},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (c.income_alone) scene.ward().terms.emplace().no_charges_on_principal = true;
    income(scene, c.income);
    takes(scene, c.from_income, c.from_principal, Category::charge);
    RecordCharge charge;
    charge.ward = kWard;
    charge.amount = money("10.00 PHP");
    charge.charge = c.charge;
    scene.complete(charge, kOfficer, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R18")), c.says) << c.what;
  }
}

TEST(R18, WhatAConversionCostsIsACharge) {
  for (const auto& [income_alone, says] : {std::pair{false, "silent"}, std::pair{true, "deny INCOME_INSUFFICIENT"}}) {
    Scene scene;
    scene.ward().terms.emplace().no_charges_on_principal = income_alone;
    Convert deal;
    deal.ward = kWard;
    deal.sold = money("100.00 USD");
    deal.bought = money("5823.50 PHP");
    scene.complete(deal, kOfficer, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R18")), "silent");
    deal.charge = money("50.00 PHP");
    takes(scene, "0.00 PHP", "50.00 PHP", Category::charge);
    scene.complete(deal, kOfficer, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R18")), says);
  }
}

TEST(R18, TheInstrumentsNewestTermsCount) {
  Scene scene;
  scene.ward().terms.emplace().no_charges_on_principal = true;
  WardFact fact;
  fact.number = 1;
  fact.fact = FactKind::trust_terms;
  fact.since = day("2026-07-06");
  fact.terms = TrustTerms{};
  scene.ward().facts.push_back(fact);
  RecordCharge charge;
  charge.ward = kWard;
  charge.amount = money("10.00 PHP");
  takes(scene, "0.00 PHP", "10.00 PHP", Category::charge);
  scene.ask(charge, kOfficer);
  EXPECT_EQ(said(scene.hear("R18")), "silent");
  scene.ward().facts.back().since = day("2026-07-07");
  EXPECT_EQ(said(scene.hear("R18")), "deny INCOME_INSUFFICIENT");
}

TEST(R18, NoOtherOrderIsPossible) {
  Scene scene;
  scene.rulebook = shipped({{"waterfall = [\"income\", \"principal\"]", "waterfall = [\"principal\", \"income\"]"}});
  scene.ask_for(money("3000.00 PHP"));
  const Verdict verdict = scene.hear("R18");
  EXPECT_EQ(said(verdict), "deny PARAMETER_INVALID");
  EXPECT_EQ(fact_of(verdict, "value"), "principal,income");
}

TEST(R23, AHomeOnlyByOrderWithTheTitleHers) {
  const struct {
    const char* what;
    bool named;
    std::optional<Purpose> purpose;
    bool title;
    const char* says;
    const char* missing;
  } cases[] = {
      {"no order", false, Purpose::real_estate, true, "deny REAL_ESTATE_ORDER", "court_order"},
      {"an order for schooling", true, Purpose::education, true, "deny REAL_ESTATE_ORDER", "order_purpose"},
      {"one that leaves the purpose open", true, std::nullopt, true, "deny REAL_ESTATE_ORDER", "order_purpose"},
      {"title of somebody else", true, Purpose::real_estate, false, "deny REAL_ESTATE_ORDER", "real_estate_title"},
      {"title hers", true, Purpose::real_estate, true, "allow title_in_her_name T2", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    order(scene, c.purpose).real_estate_title = c.title;
    const auto asked = for_purpose(scene, Purpose::real_estate, "0.01 PHP", c.named);
    const auto check = [&](const char* stage) {
      const Verdict verdict = scene.hear("R23");
      EXPECT_EQ(said(verdict), c.says) << c.what << stage;
      EXPECT_EQ(fact_of(verdict, "missing"), c.missing) << c.what << stage;
    };
    scene.ask(asked, kGuardian);
    check("");
    scene.execute(asked, kOfficer);
    check(", at execution");
    scene.release(asked, kReleaser);
    check(", at release");
  }
  Scene scene;
  scene.ask(for_purpose(scene, Purpose::shelter, "20000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R23")), "silent") << "rent";
}

TEST(R24, Investments) {
  const struct {
    const char* what;
    const char* parameter;
    bool terms;
    PayeeKind payee;
    const char* income;
    std::optional<Purpose> ordered;
    const char* says;
    const char* missing;
  } cases[] = {
      {"never without an order", "NONE", true, PayeeKind::government, "9000.00 PHP", std::nullopt, "deny INVESTMENT_FORBIDDEN", "court_order"},
      {"by order", "NONE", false, PayeeKind::institution, "0.00 PHP", Purpose::investment, "allow ordered_purpose", ""},
      {"an order for schooling", "NONE", false, PayeeKind::government, "0.00 PHP", Purpose::education, "deny INVESTMENT_FORBIDDEN", "order_purpose"},
      {"as the instrument allows", "GOVERNMENT", true, PayeeKind::government, "3000.00 PHP", std::nullopt, "allow instrument_allows", ""},
      {"a centavo of principal", "GOVERNMENT", true, PayeeKind::government, "2999.99 PHP", std::nullopt, "deny INVESTMENT_FORBIDDEN", "income"},
      {"the instrument does not", "GOVERNMENT", false, PayeeKind::government, "3000.00 PHP", std::nullopt, "deny INVESTMENT_FORBIDDEN", "terms"},
      {"not the government's", "GOVERNMENT", true, PayeeKind::bank_product, "3000.00 PHP", std::nullopt, "deny INVESTMENT_FORBIDDEN",
       "government_securities"},
      {"a word that means nothing", "ALL", true, PayeeKind::government, "3000.00 PHP", std::nullopt, "deny PARAMETER_INVALID", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"auto_invest = \"NONE\"", "auto_invest = \"" + std::string(c.parameter) + "\""}});
    scene.ward().terms.emplace().auto_invest = c.terms;
    scene.ward().payees.front().payee_kind = c.payee;
    income(scene, c.income);
    if (c.ordered) order(scene, c.ordered);
    scene.ask(for_purpose(scene, Purpose::investment, "3000.00 PHP", c.ordered.has_value()), kGuardian);
    const Verdict verdict = scene.hear("R24");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(fact_of(verdict, "missing"), c.missing) << c.what;
  }
  Scene scene;
  scene.ask_for(money("3000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R24")), "silent");
}

const PayeeId kPaidGuardian = id<PayeeId>(33);

/// The guardian is registered as payee, and an order allows compensation; income as of S07: 1,707.83 less 341.57 of tax.
Scene compensated() {
  Scene scene;
  Payee payee = scene.ward().payees.front();
  payee.id = kPaidGuardian;
  payee.person = kGuardian;
  payee.payee_kind = PayeeKind::guardian;
  scene.ward().payees.push_back(payee);
  order(scene, Purpose::compensation).compensation = true;
  scene.ward().interest.push_back({day("2026-02-28"), money("1707.83 PHP"), money("341.57 PHP")});
  return scene;
}

RequestDisbursement compensation(const Scene& scene, std::string_view amount) {
  RequestDisbursement asked = for_purpose(scene, Purpose::compensation, amount, true);
  asked.payee = kPaidGuardian;
  return asked;
}

TEST(R25, ATenthOfHerNetIncome) {
  const struct {
    const char* what;
    const char* before;  // paid as compensation on `on`; "" for none
    const char* on;
    const char* now;
    const char* amount;
    const char* says;
  } cases[] = {
      {"136.626 at most", "", "", "2026-07-06", "136.62 PHP", "allow within_share_of_income"},
      {"a centavo more", "", "", "2026-07-06", "136.63 PHP", "deny COMPENSATION_FORBIDDEN"},
      {"with what was paid before", "100.00 PHP", "2026-05-01", "2026-07-06", "36.62 PHP", "allow within_share_of_income"},
      {"a centavo more", "100.00 PHP", "2026-05-01", "2026-07-06", "36.63 PHP", "deny COMPENSATION_FORBIDDEN"},
      {"the first day of the twelve months", "100.00 PHP", "2025-07-07", "2026-07-06", "36.63 PHP", "deny COMPENSATION_FORBIDDEN"},
      {"the day before them", "100.00 PHP", "2025-07-06", "2026-07-06", "136.62 PHP", "allow within_share_of_income"},
      {"the last day on which the interest counts", "", "", "2027-02-27", "136.62 PHP", "allow within_share_of_income"},
      {"the day after", "", "", "2027-02-28", "0.01 PHP", "deny COMPENSATION_FORBIDDEN"},
  };
  for (const auto& c : cases) {
    Scene scene = compensated();
    scene.now(morning(c.now));
    if (*c.before != 0) scene.earlier(101, c.on, money(c.before), Purpose::compensation);
    scene.earlier(102, c.now, money("5000.00 PHP"), Purpose::education);  // counts for nothing here
    const auto asked = compensation(scene, c.amount);
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R25")), c.says) << c.what;
    scene.recorded(asked, c.now).requester = kOfficer;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R25")), c.says) << c.what << ", at release";
  }
}

TEST(R25, ExactlyTheShare) {
  Scene scene = compensated();
  scene.ward().interest.front() = {day("2026-02-28"), money("1200.00 PHP"), money("200.00 PHP")};
  scene.ask(compensation(scene, "100.00 PHP"), kOfficer);
  EXPECT_EQ(said(scene.hear("R25")), "allow within_share_of_income");
  scene.rulebook = shipped({{"cap_percent = 10 ", "cap_percent = 9 "}});
  EXPECT_EQ(said(scene.hear("R25")), "deny COMPENSATION_FORBIDDEN");
  for (const char* percent : {"cap_percent = 101 ", "cap_percent = -1 "}) {
    scene.rulebook = shipped({{"cap_percent = 10 ", percent}});
    EXPECT_EQ(said(scene.hear("R25")), "deny PARAMETER_INVALID") << percent;
  }
}

TEST(R25, ForeignIncomeCountsAtTheRateOfItsDay) {
  Scene scene = compensated();
  scene.day_rate("2026-06-30", rate("USD", "60"));
  scene.ward().interest.front() = {day("2026-06-29"), money("12.50 USD"), money("2.50 USD")};  // 10.00 net at 58.2350: 582.35
  scene.ask(compensation(scene, "58.23 PHP"), kOfficer);
  EXPECT_EQ(said(scene.hear("R25")), "allow within_share_of_income");
  scene.ask(compensation(scene, "58.24 PHP"), kOfficer);
  EXPECT_EQ(said(scene.hear("R25")), "deny COMPENSATION_FORBIDDEN");
  scene.ward().interest.front().booked = day("2026-03-01");
  EXPECT_EQ(said(scene.hear("R25")), "deny RATE_MISSING");
}

TEST(R25, WhoAndOnWhoseWord) {
  const struct {
    const char* what;
    void (*change)(Scene&, RequestDisbursement&);
    const char* missing;
  } cases[] = {
      {"who is no guardian", [](Scene&, RequestDisbursement& asked) { asked.payee = kPayee; }, "guardian"},
      {"a parent", [](Scene& s, RequestDisbursement&) { s.guardian().guardian_kind = GuardianKind::parent; }, ""},
      {"no order", [](Scene&, RequestDisbursement& asked) { asked.court_order.reset(); }, "court_order"},
      {"an order that leaves the purpose open", [](Scene& s, RequestDisbursement&) { s.ward().court_orders.front().purpose.reset(); }, "order_purpose"},
      {"an order that does not allow it", [](Scene& s, RequestDisbursement&) { s.ward().court_orders.front().compensation = false; },
       "order_compensation"},
  };
  for (const auto& c : cases) {
    Scene scene = compensated();
    RequestDisbursement asked = compensation(scene, "1.00 PHP");
    c.change(scene, asked);
    scene.ask(asked, kOfficer);
    const Verdict verdict = scene.hear("R25");
    EXPECT_EQ(said(verdict), "deny COMPENSATION_FORBIDDEN") << c.what;
    EXPECT_EQ(fact_of(verdict, "missing"), c.missing) << c.what;
  }
  Scene scene = compensated();  // for what he did before he resigned
  scene.guardian().guardian_kind = GuardianKind::institution;
  scene.guardian().standing = GuardianStanding::resigned;
  scene.ask(compensation(scene, "1.00 PHP"), kOfficer);
  EXPECT_EQ(said(scene.hear("R25")), "allow within_share_of_income");
  scene.ask_for(money("1.00 PHP"));
  EXPECT_EQ(said(scene.hear("R25")), "silent");
}

}  // namespace
}  // namespace katiwala::policies::scene::purposes_test
