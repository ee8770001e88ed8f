// R32 segregation, R33 trust instrument, R35 own money only, R46 products.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::accounts_test {
namespace {

TEST(R32, ABreakHoldsReleasesOfItsCurrency) {
  const struct {
    const char* what;
    const char* broken;      // currency of the break
    const char* difference;  // "": none
    const char* amount;
    const char* says;
  } cases[] = {
      {"S13", "EUR", "-12.50 EUR", "100.00 EUR", "hold RECONCILIATION_BREAK"},
      {"S13: another currency", "EUR", "-12.50 EUR", "100.00 PHP", "silent"},
      {"agrees", "EUR", "", "100.00 EUR", "silent"},
      {"a centavo under", "PHP", "-0.01 PHP", "100.00 PHP", "hold RECONCILIATION_BREAK"},
      {"a centavo over", "PHP", "0.01 PHP", "100.00 PHP", "hold RECONCILIATION_BREAK"},
      {"no such account", "PHP", "", "100.000 KWD", "deny POOL_ACCOUNT_UNKNOWN"},
  };
  for (const auto& c : cases) {
    Scene scene;
    for (PoolCash& cash : scene.state.pools.at(kPool).cash) {
      cash.reconciled = day("2026-07-03");
      if (cash.account.currency != currency(c.broken)) continue;
      if (*c.difference != 0) cash.difference = money(c.difference);
    }
    const RequestDisbursement asked = scene.request(money(c.amount));
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R32")), c.says) << c.what;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R32")), "silent") << c.what << ": asking is free";
  }
}

TEST(R32, ToleranceIsAParameter) {
  for (const auto& [difference, says] : {std::pair{"-0.01 PHP", "silent"}, std::pair{"-0.02 PHP", "hold RECONCILIATION_BREAK"}}) {
    Scene scene;
    scene.rulebook = shipped({{"tolerance_minor = 0", "tolerance_minor = 1"}});
    scene.state.pools.at(kPool).cash.front().reconciled = day("2026-07-03");
    scene.state.pools.at(kPool).cash.front().difference = money(difference);
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R32")), says) << difference;
  }
}

TEST(R32, AStatementIsSaidToAgreeOrNot) {
  for (const auto& [difference, says] : {std::pair{"0.00 EUR", "allow agrees"}, std::pair{"-12.50 EUR", "allow break"}}) {
    Scene scene;
    Reconcile statement;
    statement.pool = kPool;
    statement.closing = money("9237.50 EUR");
    scene.ask(statement, kOfficer);
    scene.about = WardId{};
    scene.plan.effects.push_back({subject(kPool), StatementReconciled{day("2026-02-05"), statement.closing, money("9250.00 EUR"), money(difference)}});
    EXPECT_EQ(said(scene.hear("R32")), says) << difference;
  }
}

Scene leaving(std::string_view now, std::optional<CivilDate> reconciled) {
  Scene scene;
  for (PoolCash& cash : scene.state.pools.at(kPool).cash) cash.reconciled = reconciled;
  scene.now(morning(now));
  scene.release(scene.request(money("100.00 PHP")), kReleaser);
  return scene;
}

TEST(R32, HeldAgainstTheStatementOfTheLastWorkingDay) {
  const struct {
    const char* what;
    const char* now;
    const char* reconciled;  // "": never
    const char* says;
  } cases[] = {
      {"a Monday, of the Friday", "2026-07-06", "2026-07-03", "silent"},
      {"a Monday, of the Thursday", "2026-07-06", "2026-07-02", "allow not_reconciled"},
      {"a Tuesday, of the Monday", "2026-07-07", "2026-07-06", "silent"},
      {"a Tuesday, of the Friday", "2026-07-07", "2026-07-03", "allow not_reconciled"},
      {"of the same day", "2026-07-06", "2026-07-06", "silent"},
      {"after Holy Week and 9 April", "2026-04-10", "2026-04-08", "silent"},
      {"after them, of the day before", "2026-04-10", "2026-04-07", "allow not_reconciled"},
      {"never", "2026-07-06", "", "allow not_reconciled"},
      {"the year before is not loaded: the calendar day before", "2026-01-02", "2026-01-01", "silent"},
      {"and of the day before that", "2026-01-02", "2025-12-31", "allow not_reconciled"},
  };
  for (const auto& c : cases) {
    const Scene scene = leaving(c.now, *c.reconciled == 0 ? std::nullopt : std::optional(day(c.reconciled)));
    const Verdict verdict = scene.hear("R32");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(duties_of(verdict), verdict.reason ? "reconciliation " + std::string(c.now) : "") << c.what;
    for (const DutyDraft& duty : verdict.duties) EXPECT_EQ(duty.about, subject(kPool));
    const bool guessed = std::string_view(c.now) == "2026-01-02" && verdict.reason;
    EXPECT_EQ(fact_of(verdict, "counted_in").empty(), !guessed) << c.what;
  }
}

TEST(R32, AnAccountThatIsBehindHoldsWhereCounselSaysSo) {
  Scene scene = leaving("2026-07-06", day("2026-07-02"));
  scene.rulebook = shipped({{"hold_unreconciled = false", "hold_unreconciled = true"}});
  EXPECT_EQ(said(scene.hear("R32")), "hold RECONCILIATION_BREAK");
  EXPECT_EQ(fact_of(scene.hear("R32"), "not_reconciled_since"), "2026-07-02");
  scene.state.pools.at(kPool).cash.front().reconciled = day("2026-07-03");
  EXPECT_EQ(said(scene.hear("R32")), "silent");
  scene.rulebook = shipped({{"recon = \"DAILY\"", "recon = \"WEEKLY\""}});
  EXPECT_EQ(said(scene.hear("R32")), "deny PARAMETER_INVALID");
}

TEST(R32, OneDutyUntilNoAccountThatHoldsAnythingIsBehind) {
  Obligation owed;
  owed.number = 4;
  owed.duty = Duty::reconciliation;
  Scene releasing = leaving("2026-07-06", std::nullopt);
  releasing.state.pools.at(kPool).obligations = {owed};
  EXPECT_EQ(duties_of(releasing.hear("R32")), "");

  const struct {
    const char* what;
    const char* statement;    // of the peso account
    const char* dollars;      // on the dollar account
    const char* reconciled;   // which was held against its statement of that day; "": never
    const char* effects;
  } cases[] = {
      {"all there is", "2026-07-03", "0.00 USD", "", "obligation_closed"},
      {"of the day before", "2026-07-02", "0.00 USD", "", ""},
      {"dollars are behind", "2026-07-03", "0.01 USD", "2026-07-02", ""},
      {"dollars were never", "2026-07-03", "0.01 USD", "", ""},
      {"dollars are not behind", "2026-07-03", "0.01 USD", "2026-07-03", "obligation_closed"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Pool& pool = scene.state.pools.at(kPool);
    pool.obligations = {owed};
    if (*c.reconciled != 0) pool.cash[1].reconciled = day(c.reconciled);
    scene.put(book::AccountKind::bank, kPool.bytes, money(c.dollars));
    Reconcile statement;
    statement.pool = kPool;
    statement.closing = money("1.00 PHP");
    scene.ask(statement, kOfficer);
    scene.about = WardId{};
    scene.plan.effects = {{subject(kPool), StatementReconciled{day(c.statement), statement.closing, statement.closing, money("0.00 PHP")}}};
    EXPECT_EQ(effects_of(scene.hear("R32")), c.effects) << c.what;
  }
}

TEST(R33, TheInstrumentIsOnFile) {
  const struct {
    std::optional<Digest> instrument;
    const char* says;
  } cases[] = {{document(1), "allow trust_instrument_on_file"}, {std::nullopt, "deny TRUST_INSTRUMENT_MISSING"}, {Digest{}, "deny TRUST_INSTRUMENT_MISSING"}};
  for (const auto& c : cases) {
    Scene scene;
    OpenWard opening;
    opening.trust_instrument = c.instrument;
    scene.ask(opening, kOfficer);
    EXPECT_EQ(said(scene.hear("R33")), c.says);
  }
  Scene scene;
  scene.ask_for(money("1.00 PHP"));
  EXPECT_EQ(said(scene.hear("R33")), "silent");
}

TEST(R35, CoveredOrDeniedWhole) {
  const struct {
    const char* principal;
    const char* income;
    const char* reserved;
    const char* amount;
    const char* says;
  } cases[] = {
      {"4200.00 PHP", "0.00 PHP", "0.00 PHP", "4200.00 PHP", "allow covered"},
      {"4200.00 PHP", "0.00 PHP", "0.00 PHP", "4200.01 PHP", "deny INSUFFICIENT_FUNDS"},
      {"4200.00 PHP", "0.00 PHP", "0.00 PHP", "9500.00 PHP", "deny INSUFFICIENT_FUNDS"},  // S17
      {"4200.00 PHP", "0.01 PHP", "0.00 PHP", "4200.01 PHP", "allow covered"},
      {"4200.00 PHP", "0.00 PHP", "100.00 PHP", "4200.01 PHP", "deny INSUFFICIENT_FUNDS"},  // reserved is not free
      {"4200.00 PHP", "0.00 PHP", "0.00 PHP", "0.01 USD", "deny INSUFFICIENT_FUNDS"},       // nor is another currency
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.principal));
    scene.put(book::AccountKind::income, kWard.bytes, money(c.income));
    scene.put(book::AccountKind::reserved, kWard.bytes, money(c.reserved));
    scene.ask_for(money(c.amount));
    EXPECT_EQ(said(scene.hear("R35")), c.says) << c.amount;
    scene.execute(scene.request(money(c.amount)), kOfficer);
    EXPECT_EQ(said(scene.hear("R35")), c.says) << c.amount << ", at execution";
  }
}

SubjectPosting line(WardId part, WardId owner, book::AccountKind kind, std::string_view amount) {
  return {subject(part), book::posting(kind, owner.bytes, money(amount), book::Category::disbursement)};
}

TEST(R35, FloorsOfWhatIsPosted) {
  const struct {
    const char* what;
    std::vector<SubjectPosting> lines;
    const char* says;
  } cases[] = {
      {"to zero", {line(kWard, kWard, book::AccountKind::reserved, "-100.00 PHP")}, "silent"},
      {"below", {line(kWard, kWard, book::AccountKind::reserved, "-100.01 PHP")}, "deny INSUFFICIENT_FUNDS"},
      {"below by two lines",
       {line(kWard, kWard, book::AccountKind::reserved, "-60.00 PHP"), line(kWard, kWard, book::AccountKind::reserved, "-40.01 PHP")},
       "deny INSUFFICIENT_FUNDS"},
      {"the lines together count",
       {line(kWard, kWard, book::AccountKind::reserved, "-100.01 PHP"), line(kWard, kWard, book::AccountKind::reserved, "0.01 PHP")},
       "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.put(book::AccountKind::reserved, kWard.bytes, money("100.00 PHP"));
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    scene.plan.about = subject(kWard);
    scene.plan.postings = c.lines;
    EXPECT_EQ(said(scene.hear("R35")), c.says) << c.what;
  }
}

TEST(R35, NoWardPaysForAnother) {
  Scene scene;
  scene.put(book::AccountKind::principal, kSibling.bytes, money("500000.00 PHP"));
  scene.execute(scene.request(money("100.00 PHP")), kOfficer);
  scene.plan.about = subject(kWard);
  scene.plan.postings = {line(kWard, kWard, book::AccountKind::principal, "-100.00 PHP")};
  EXPECT_EQ(said(scene.hear("R35")), "allow covered");
  scene.plan.postings = {line(kSibling, kSibling, book::AccountKind::principal, "-100.00 PHP")};
  EXPECT_EQ(said(scene.hear("R35")), "deny CROSS_BENEFICIARY");
  scene.plan.postings = {line(kWard, kSibling, book::AccountKind::principal, "-100.00 PHP")};  // in her part, from the other's account
  EXPECT_EQ(said(scene.hear("R35")), "deny CROSS_BENEFICIARY");
}

TEST(R35, AReceiptTakesFromNobody) {
  Scene scene;
  scene.matched(money("100.00 PHP"), "2026-07-06");
  EXPECT_EQ(said(scene.hear("R35")), "silent");
  scene.put(book::AccountKind::principal, kSibling.bytes, money("100.00 PHP"));
  scene.plan.postings.push_back(line(kSibling, kSibling, book::AccountKind::principal, "-100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R35")), "deny CROSS_BENEFICIARY");
  scene.complete(ReverseEntry{}, kOfficer, kSocialWorker);  // undoing a receipt does take back, down to nothing
  EXPECT_EQ(said(scene.hear("R35")), "silent");
}

TEST(R46, OnlyWhatIsListed) {
  const std::pair<Product, const char*> cases[] = {
      {Product::pooled_trust, "allow product_allowed"}, {Product::individual_trust, "allow product_allowed"},
      {Product::minor_savings, "deny PRODUCT_NOT_ALLOWED"}, {Product::in_trust_for, "deny PRODUCT_NOT_ALLOWED"}};
  for (const auto& [product, says] : cases) {
    Scene scene;
    OpenPool opening;
    opening.product = product;
    scene.ask(opening, kOfficer);
    EXPECT_EQ(said(scene.hear("R46")), says) << name(product);
    scene.state.pools.at(kPool).product = product;
    OpenWard ward;
    ward.pool = kPool;
    scene.ask(ward, kOfficer);
    EXPECT_EQ(said(scene.hear("R46")), says) << name(product) << ", a ward put into it";
  }
  Scene scene;
  scene.ask(OpenWard{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R46")), "deny POOL_UNKNOWN");
  scene.rulebook = shipped({{"products = [\"pooled_trust\"", "products = [\"pool\""}});
  EXPECT_EQ(said(scene.hear("R46")), "deny PARAMETER_INVALID");
}

}  // namespace
}  // namespace katiwala::policies::scene::accounts_test
