// R43 tax on interest, R44 concentration, R45 the ceiling of a basic deposit account. That interest is what its rate makes of it: R53, money_test.cpp.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::interest_test {
namespace {

RecordInterest interest(std::string_view gross, std::string_view tax) {
  RecordInterest made;
  made.ward = kWard;
  made.gross = money(gross);
  made.tax = money(tax);
  made.booked = day("2026-02-28");
  made.placed = day("2026-01-01");
  return made;
}

WardFact a_fact(FactKind kind, std::string_view since, std::optional<CivilDate> until = std::nullopt) {
  WardFact made;
  made.number = 1;
  made.fact = kind;
  made.since = day(since);
  made.until = until;
  return made;
}

TEST(R43, TwentyPercentRoundedOnce) {
  const struct {
    const char* what;
    const char* gross;
    const char* tax;
    const char* says;
    const char* expected;
  } cases[] = {
      {"S07", "1707.83 PHP", "341.57 PHP", "allow tax_kept", ""},  // 341.566
      {"S07, a centavo less", "1707.83 PHP", "341.56 PHP", "deny TAX_MISMATCH", "341.57 PHP"},
      {"S07, a centavo more", "1707.83 PHP", "341.58 PHP", "deny TAX_MISMATCH", "341.57 PHP"},
      {"S03", "123.26 PHP", "24.65 PHP", "allow tax_kept", ""},  // 24.652
      {"S03, rounded up", "123.26 PHP", "24.66 PHP", "deny TAX_MISMATCH", "24.65 PHP"},
      {"so little that nothing is kept", "0.02 PHP", "0.00 PHP", "allow tax_kept", ""},  // 0.004
      {"a little more", "0.03 PHP", "0.01 PHP", "allow tax_kept", ""},                   // 0.006
      {"nothing kept of much", "1707.83 PHP", "0.00 PHP", "deny TAX_MISMATCH", "341.57 PHP"},
      {"no decimals", "1708 JPY", "342 JPY", "allow tax_kept", ""},  // 341.6
      {"in another currency", "100.00 PHP", "20.00 USD", "deny CURRENCY_MISMATCH", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(interest(c.gross, c.tax), kOfficer);
    const Verdict verdict = scene.hear("R43");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(fact_of(verdict, "expected"), c.expected) << c.what;
  }
}

TEST(R43, ByCurrencyPlacementAndResidence) {
  const struct {
    const char* what;
    const char* gross;
    const char* placed;
    bool long_term;
    bool abroad;
    bool proved;
    const char* tax;
    const char* basis;
  } cases[] = {
      {"pesos", "100.00 PHP", "2025-07-01", false, false, false, "20.00 PHP", "resident"},
      {"pesos, placed the day before", "100.00 PHP", "2025-06-30", false, false, false, "20.00 PHP", "resident"},
      {"pesos, long term, the day before", "100.00 PHP", "2025-06-30", true, false, false, "0.00 PHP", "long_term"},
      {"pesos, long term, on the day", "100.00 PHP", "2025-07-01", true, false, false, "20.00 PHP", "resident"},
      {"pesos, abroad and proved: still pesos", "100.00 PHP", "2025-07-01", false, true, true, "20.00 PHP", "resident"},
      {"dollars", "100.00 USD", "2025-07-01", false, false, false, "20.00 USD", "resident"},
      {"dollars, placed the day before", "100.00 USD", "2025-06-30", false, false, false, "15.00 USD", "legacy"},
      {"dollars, long term, the day before", "100.00 USD", "2025-06-30", true, false, false, "0.00 USD", "long_term"},
      {"dollars, abroad and proved", "100.00 USD", "2025-07-01", false, true, true, "0.00 USD", "non_resident"},
      {"dollars, abroad and not proved", "100.00 USD", "2025-07-01", false, true, false, "20.00 USD", "resident"},
      {"dollars, abroad and not proved, the day before", "100.00 USD", "2025-06-30", false, true, false, "15.00 USD", "legacy"},
      {"dollars, a proof of one who lives here", "100.00 USD", "2025-07-01", false, false, true, "20.00 USD", "resident"},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (c.abroad) scene.ward().residence = Residence::abroad;
    if (c.proved) scene.ward().facts.push_back(a_fact(FactKind::tax_residence_proof, "2026-01-01"));
    RecordInterest made = interest(c.gross, c.tax);
    made.placed = day(c.placed);
    made.long_term = c.long_term;
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R43")), "allow tax_kept") << c.what;
    EXPECT_EQ(fact_of(scene.hear("R43"), "basis"), c.basis) << c.what;
    made.tax += Amount(made.tax.currency(), 1);
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R43")), "deny TAX_MISMATCH") << c.what << ", a cent more";
  }
}

TEST(R43, TheOldRateIsRoundedHalfToEven) {
  for (const auto& [gross, tax] : {std::pair{"0.10 USD", "0.02 USD"},    // 0.015
                                   std::pair{"0.30 USD", "0.04 USD"},    // 0.045
                                   std::pair{"10 JPY", "2 JPY"},         // 1.5
                                   std::pair{"30 JPY", "4 JPY"}}) {      // 4.5
    Scene scene;
    RecordInterest made = interest(gross, tax);
    made.placed = day("2025-06-30");
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R43")), "allow tax_kept") << gross;
  }
}

TEST(R43, WhereSheLivesIsAskedForTheDayItWasBooked) {
  const struct {
    const char* what;
    const char* moved;         // abroad since
    const char* proof_until;
    const char* booked;
    const char* basis;
  } cases[] = {
      {"the day she moves", "2026-02-28", "2026-12-31", "2026-02-28", "non_resident"},
      {"the day before", "2026-02-28", "2026-12-31", "2026-02-27", "resident"},
      {"the last day of the proof", "2026-01-01", "2026-02-28", "2026-02-28", "non_resident"},
      {"the day after", "2026-01-01", "2026-02-28", "2026-03-01", "resident"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().facts.push_back(a_fact(FactKind::residence, c.moved));
    scene.ward().facts.back().residence = Residence::abroad;
    scene.ward().facts.push_back(a_fact(FactKind::tax_residence_proof, "2026-01-01", day(c.proof_until)));
    RecordInterest made = interest("100.00 USD", std::string_view(c.basis) == "resident" ? "20.00 USD" : "0.00 USD");
    made.booked = day(c.booked);
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R43")), "allow tax_kept") << c.what;
    EXPECT_EQ(fact_of(scene.hear("R43"), "basis"), c.basis) << c.what;
  }
}

TEST(R43, ParametersThatMeanNothing) {
  for (const auto& [from, to] : {std::pair{"effective_from = \"2025-07-01\"", "effective_from = \"2025-02-30\""},
                                 std::pair{"\npercent = 20", "\npercent = 101"}, std::pair{"\npercent = 20", "\npercent = -1"},
                                 std::pair{"legacy_percent = 15", "legacy_percent = 101"}}) {
    Scene scene;
    scene.rulebook = shipped({{from, to}});
    scene.ask(interest("100.00 PHP", "20.00 PHP"), kOfficer);
    EXPECT_EQ(said(scene.hear("R43")), "deny PARAMETER_INVALID") << to;
  }
  Scene scene;
  scene.rulebook = shipped({{"\npercent = 20", "\npercent = 100"}});
  scene.ask(interest("100.00 PHP", "100.00 PHP"), kOfficer);
  EXPECT_EQ(said(scene.hear("R43")), "allow tax_kept");
}

// -- R44

void in_product(Scene& scene, Product product) { scene.state.pools.at(kPool).product = product; }

TEST(R44, MoreThanIsInsuredIsLookedAt) {
  const struct {
    const char* what;
    Product product;
    const char* before;
    const char* credited;
    const char* duties;
  } cases[] = {
      {"exactly what is covered", Product::in_trust_for, "900000.00 PHP", "100000.00 PHP", ""},
      {"a centavo more", Product::in_trust_for, "900000.01 PHP", "100000.00 PHP", "concentration_review 2026-08-05"},
      {"a savings account", Product::minor_savings, "900000.01 PHP", "100000.00 PHP", "concentration_review 2026-08-05"},
      {"in trust, nothing is insured", Product::pooled_trust, "5000000.00 PHP", "100000.00 PHP", ""},
      {"in trust alone", Product::individual_trust, "5000000.00 PHP", "100000.00 PHP", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    in_product(scene, c.product);
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.before));
    scene.matched(money(c.credited), "2026-07-06");
    const Verdict verdict = scene.hear("R44");
    EXPECT_EQ(said(verdict), "silent") << c.what << ": the receipt's reasons name no ward";
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(effects_of(verdict), *c.duties == 0 ? "" : "alert_raised") << c.what;
    for (const Effect& effect : verdict.effects) EXPECT_EQ(effect.about, protection_of(kWard));
    for (const DutyDraft& duty : verdict.duties) EXPECT_EQ(duty.about, subject(kWard));
  }
}

TEST(R44, InEveryCurrencyAndByInterestToo) {
  Scene scene;
  in_product(scene, Product::in_trust_for);
  scene.put(book::AccountKind::principal, kWard.bytes, money("417650.00 PHP"));
  scene.put(book::AccountKind::principal, kWard.bytes, money("10000.00 USD"));  // 582,350.00
  RecordInterest made = interest("1.00 PHP", "0.20 PHP");
  scene.ask(made, kOfficer);
  EXPECT_EQ(duties_of(scene.hear("R44")), "");
  scene.plan.postings = {{subject(kWard), book::posting(book::AccountKind::income, kWard.bytes, money("0.01 PHP"), book::Category::interest)}};
  EXPECT_EQ(duties_of(scene.hear("R44")), "concentration_review 2026-08-05");
  scene.put(book::AccountKind::principal, kWard.bytes, money("1.00 EUR"));  // never valued here
  EXPECT_EQ(said(scene.hear("R44")), "deny RATE_MISSING");
}

TEST(R44, OneReviewAtATime) {
  Scene scene;
  in_product(scene, Product::in_trust_for);
  scene.put(book::AccountKind::principal, kWard.bytes, money("1000000.00 PHP"));
  scene.matched(money("100.00 PHP"), "2026-07-06");
  Obligation open;
  open.number = 1;
  open.duty = Duty::concentration_review;
  scene.ward().obligations = {open};
  EXPECT_EQ(duties_of(scene.hear("R44")) + effects_of(scene.hear("R44")), "");
  scene.ward().obligations.front().closed = day("2026-07-05");
  EXPECT_EQ(duties_of(scene.hear("R44")), "concentration_review 2026-08-05");
}

TEST(R44, ThatMoneyInTrustIsNotInsuredIsSaidAtTheOpening) {
  for (const auto& [product, says] : {std::pair{Product::pooled_trust, "allow not_insured"}, std::pair{Product::individual_trust, "allow not_insured"},
                                      std::pair{Product::in_trust_for, "allow insured"}, std::pair{Product::minor_savings, "allow insured"},
                                      std::pair{Product::basic_deposit, "allow insured"}}) {
    Scene scene;
    in_product(scene, product);
    OpenWard opened;
    opened.pool = kPool;
    scene.ask(opened, kOfficer);
    EXPECT_EQ(said(scene.hear("R44")), says) << name(product);
  }
}

// -- R45

TEST(R45, TheCeilingIsInclusive) {
  const struct {
    const char* what;
    Product product;
    const char* before;
    const char* says;
  } cases[] = {
      {"exactly the ceiling", Product::basic_deposit, "49900.00 PHP", "silent"},
      {"a centavo more", Product::basic_deposit, "49900.01 PHP", "hold PRODUCT_CEILING"},
      {"in trust there is none", Product::pooled_trust, "49900.01 PHP", "silent"},
      {"nor in an ordinary deposit", Product::in_trust_for, "49900.01 PHP", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    in_product(scene, c.product);
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.before));
    scene.matched(money("100.00 PHP"), "2026-07-06");
    const Verdict verdict = scene.hear("R45");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(fact_of(verdict, "route"), verdict.reason ? "trust" : "") << c.what;
  }
}

TEST(R45, InterestAndConversionsToo) {
  const auto line = [](book::AccountKind kind, std::string_view amount) {
    return SubjectPosting{subject(kWard), book::posting(kind, kWard.bytes, money(amount), book::Category::interest)};
  };
  for (const auto& [amount, says] : {std::pair{"100.00 PHP", "silent"}, std::pair{"100.01 PHP", "hold PRODUCT_CEILING"}}) {
    Scene scene;
    in_product(scene, Product::basic_deposit);
    scene.put(book::AccountKind::principal, kWard.bytes, money("49900.00 PHP"));
    scene.plan.postings = {line(book::AccountKind::income, amount)};
    scene.ask(interest("1.00 PHP", "0.20 PHP"), kOfficer);
    EXPECT_EQ(said(scene.hear("R45")), says) << amount;
    scene.ask(Convert{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R45")), says) << amount;
    scene.ask(ReturnPayment{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R45")), "silent") << "what comes back is hers";
  }
}

TEST(R45, TheCeilingIsAParameter) {
  Scene scene;
  scene.rulebook = shipped({{"ceiling = \"50000.00 PHP\"", "ceiling = \"50000.01 PHP\""}});
  in_product(scene, Product::basic_deposit);
  scene.put(book::AccountKind::principal, kWard.bytes, money("49900.01 PHP"));
  scene.matched(money("100.00 PHP"), "2026-07-06");
  EXPECT_EQ(said(scene.hear("R45")), "silent");
}

}  // namespace
}  // namespace katiwala::policies::scene::interest_test
