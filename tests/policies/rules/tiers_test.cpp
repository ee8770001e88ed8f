// R19 tiers.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::tiers_test {
namespace {

struct Before {
  const char* on;
  const char* amount;
};

TEST(R19, RequestAndWindow) {
  const struct {
    const char* what;
    std::vector<Before> before;
    const char* now;
    const char* amount;
    const char* says;
  } cases[] = {
      {"T0 to the centavo", {}, "2026-07-06", "20000.00 PHP", "allow within_tier"},
      {"a centavo more", {}, "2026-07-06", "20000.01 PHP", "escalate TIER_REQUEST_LIMIT T1"},
      {"T1 to the centavo", {}, "2026-07-06", "50000.00 PHP", "escalate TIER_REQUEST_LIMIT T1"},
      {"a centavo more than T1", {}, "2026-07-06", "50000.01 PHP", "deny COURT_ORDER_REQUIRED"},
      {"S05: the first two", {{"2026-04-13", "19900.00 PHP"}}, "2026-04-20", "19900.00 PHP", "allow within_tier"},
      {"S05: the third", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-04-27", "19900.00 PHP", "escalate TIER_WINDOW_LIMIT T1"},
      {"S05: 12 May", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-05-12", "19900.00 PHP", "escalate TIER_WINDOW_LIMIT T1"},
      {"S05: 13 May", {{"2026-04-13", "19900.00 PHP"}, {"2026-04-20", "19900.00 PHP"}}, "2026-05-13", "19900.00 PHP", "allow within_tier"},
      {"window of T0 to the centavo", {{"2026-07-06", "30000.00 PHP"}}, "2026-07-06", "20000.00 PHP", "allow within_tier"},
      {"a centavo more", {{"2026-07-06", "30000.01 PHP"}}, "2026-07-06", "20000.00 PHP", "escalate TIER_WINDOW_LIMIT T1"},
      {"window of T1 to the centavo", {{"2026-07-06", "50000.00 PHP"}}, "2026-07-06", "50000.00 PHP", "escalate TIER_REQUEST_LIMIT T1"},
      {"a centavo more", {{"2026-07-06", "50000.01 PHP"}}, "2026-07-06", "50000.00 PHP", "deny COURT_ORDER_REQUIRED"},
      {"small, but much before", {{"2026-07-06", "100000.00 PHP"}}, "2026-07-06", "0.01 PHP", "deny COURT_ORDER_REQUIRED"},
      {"first day of the window", {{"2026-06-07", "50000.00 PHP"}}, "2026-07-06", "0.01 PHP", "escalate TIER_WINDOW_LIMIT T1"},
      {"the day before it", {{"2026-06-06", "50000.00 PHP"}}, "2026-07-06", "0.01 PHP", "allow within_tier"},
  };
  for (const auto& c : cases) {
    Scene scene;
    std::uint8_t number = 100;
    for (const Before& b : c.before) scene.spent(++number, b.on, money(b.amount));
    scene.now(morning(c.now));
    scene.ask_for(money(c.amount));
    EXPECT_EQ(said(scene.hear("R19")), c.says) << c.what << " " << c.amount;
  }
}

TEST(R19, SaysWhichLimit) {
  Scene scene;
  scene.spent(101, "2026-07-06", money("30000.01 PHP"));
  scene.ask_for(money("20000.00 PHP"));
  const Verdict verdict = scene.hear("R19");
  EXPECT_EQ(fact_of(verdict, "limit"), "TIER_WINDOW_LIMIT");
  EXPECT_EQ(fact_of(verdict, "limit_amount"), "50000.00 PHP");
  EXPECT_EQ(fact_of(verdict, "window_from"), "2026-06-07");
  EXPECT_EQ(fact_of(verdict, "window_total"), "50000.01 PHP");
}

TEST(R19, ForeignAmountsCountUnrounded) {
  const struct {
    const char* amount;
    const char* says;
  } cases[] = {
      {"343.43 USD", "allow within_tier"},                // 19,999.64605
      {"343.44 USD", "escalate TIER_REQUEST_LIMIT T1"},   // 20,000.2284
      {"858.59 USD", "escalate TIER_REQUEST_LIMIT T1"},   // 49,999.98865
      {"858.60 USD", "deny COURT_ORDER_REQUIRED"},        // 50,000.571
      {"1.00 EUR", "deny RATE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask_for(money(c.amount));
    EXPECT_EQ(said(scene.hear("R19")), c.says) << c.amount;
  }
  // 20,000.00 to the last place, and one unit of the rate's last place more.
  for (const auto& [value, says] : {std::pair{"20.00000000", "allow within_tier"}, std::pair{"20.00000001", "escalate TIER_REQUEST_LIMIT T1"}}) {
    Scene scene;
    scene.day_rate("2026-03-02", rate("EUR", value));
    scene.ask_for(money("1000.00 EUR"));
    EXPECT_EQ(said(scene.hear("R19")), says) << value;
  }
}

TEST(R19, TheRateIsTheNewestNotAfterToday) {
  Scene scene;
  scene.day_rate("2026-07-06", rate("USD", "60"));
  scene.day_rate("2026-07-07", rate("USD", "10"));
  scene.ask_for(money("340.00 USD"));  // 20,400 at 60; 19,799.90 at 58.2350
  EXPECT_EQ(said(scene.hear("R19")), "escalate TIER_REQUEST_LIMIT T1");
  scene.now(morning("2026-07-05"));
  EXPECT_EQ(said(scene.hear("R19")), "allow within_tier");
  scene.now(morning("2026-03-01"));
  EXPECT_EQ(said(scene.hear("R19")), "deny RATE_MISSING");
}

TEST(R19, EarlierForeignSpendingCountsAtTheRateOfItsDay) {
  Scene scene;
  scene.spent(101, "2026-07-06", money("600.00 USD"));
  scene.ward().spends.back().rate = rate("USD", "50");  // 30,000.00
  scene.ask_for(money("20000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R19")), "allow within_tier");
  scene.ward().spends.back().rate = rate("USD", "50.01");
  EXPECT_EQ(said(scene.hear("R19")), "escalate TIER_WINDOW_LIMIT T1");
  scene.ward().spends.back().rate.reset();
  EXPECT_EQ(said(scene.hear("R19")), "deny RATE_MISSING");
}

TEST(R19, WhatACourtOrderCoversDoesNotCount) {
  Scene scene;
  scene.spent(101, "2026-07-06", money("400000.00 PHP"));
  scene.ward().spends.back().by_order = true;
  scene.ask_for(money("20000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R19")), "allow within_tier");
  scene.ward().spends.back().by_order = false;
  EXPECT_EQ(said(scene.hear("R19")), "deny COURT_ORDER_REQUIRED");
}

TEST(R19, ARequestUnderAnOrderIsT2) {
  Scene scene;
  RequestDisbursement asked = scene.request(money("400000.00 PHP"));
  asked.court_order = kCourtOrder;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("R19")), "allow court_order_named T2");
}

TEST(R19, JudgedAgainTheTierMustStillBeEnough) {
  const struct {
    const char* what;
    Tier approved;
    const char* value;  // of a dollar, now
    const char* says;
  } cases[] = {
      {"as it was", Tier::t0, "58.2350", "allow within_tier"},
      {"the rate rose", Tier::t0, "60", "deny TIER_INSUFFICIENT"},
      {"approved by more", Tier::t1, "60", "allow within_tier"},
      {"the rate rose past T1", Tier::t1, "150", "deny COURT_ORDER_REQUIRED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.day_rate("2026-07-06", rate("USD", c.value));
    scene.tier = c.approved;
    const RequestDisbursement asked = scene.request(money("340.00 USD"));
    scene.recorded(asked, "2026-07-01").approvers = {kOfficer};
    scene.spent(101, "2026-07-02", money("49000.00 PHP"));  // asked for later: it counted this one, not the reverse
    scene.execute(asked, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R19")), c.says) << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R19")), c.says) << c.what << ", at release";
  }
}

TEST(R19, WhatIsHersOrOwedAnywayHasNoLimit) {
  const struct {
    const char* what;
    Purpose purpose;
    PayeeKind payee;
    bool adult, died;
    const char* says;
  } cases[] = {
      {"to herself, of age", Purpose::handover, PayeeKind::beneficiary, true, false, "silent"},
      {"to herself, a child", Purpose::handover, PayeeKind::beneficiary, false, false, "deny COURT_ORDER_REQUIRED"},
      {"to somebody else", Purpose::handover, PayeeKind::person, true, false, "deny COURT_ORDER_REQUIRED"},
      {"to her estate", Purpose::estate, PayeeKind::estate, false, true, "silent"},
      {"to the estate of the living", Purpose::estate, PayeeKind::estate, false, false, "deny COURT_ORDER_REQUIRED"},
      {"to the payor", Purpose::claim, PayeeKind::payor, false, false, "silent"},
      {"a claim of anybody's", Purpose::claim, PayeeKind::person, false, false, "deny COURT_ORDER_REQUIRED"},
      {"tax", Purpose::tax, PayeeKind::government, false, false, "silent"},
      {"tax to a shop", Purpose::tax, PayeeKind::shop, false, false, "deny COURT_ORDER_REQUIRED"},
      {"schooling", Purpose::education, PayeeKind::beneficiary, true, true, "deny COURT_ORDER_REQUIRED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().adult = c.adult;
    if (c.died) scene.ward().died = day("2026-07-01");
    scene.ward().payees.front().payee_kind = c.payee;
    RequestDisbursement asked = scene.request(money("400000.00 PHP"));
    asked.purpose = c.purpose;
    scene.ask(asked, kOfficer);
    const Verdict verdict = scene.hear("R19");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    const bool silent = said(verdict) == "silent";
    if (silent) {
      EXPECT_EQ(verdict.at_least, Tier::t1) << c.what << ": the persons of a higher tier agree";
    }
    // Nor does it use up the window of what is asked for next.
    scene.spent(101, "2026-07-06", money("400000.00 PHP"));
    scene.ward().spends.back().purpose = c.purpose;
    scene.ask_for(money("20000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R19")), silent ? "allow within_tier" : "deny COURT_ORDER_REQUIRED") << c.what << ", in the window";
    asked.court_order = kCourtOrder;
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R19")), "allow court_order_named T2") << c.what << ", by order";
  }
}

TEST(R19, OnlyPaymentsHaveATier) {
  Scene scene;
  scene.ask(Convert{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R19")), "silent");
}

}  // namespace
}  // namespace katiwala::policies::scene::tiers_test
