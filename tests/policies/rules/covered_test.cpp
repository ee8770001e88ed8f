// R36 covered transactions, R71 calendars that are not loaded.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::covered_test {
namespace {

void reported(Scene& scene, std::string_view opened, std::string_view due) {
  Obligation report;
  report.number = 1;
  report.duty = Duty::covered_transaction_report;
  report.opened = day(opened);
  report.due = day(due);
  scene.watch().obligations.push_back(report);
}

void counted(Scene& scene, std::string_view on, std::string_view amount, std::optional<Rate> at = std::nullopt) {
  scene.watch().covered.push_back({day(on), money(amount), at});
}

TEST(R36, CreditsByTheDayTheyWereBooked) {
  const struct {
    const char* what;
    const char* booked;
    const char* net;
    const char* duties;
    const char* counted_on;
  } cases[] = {
      {"exactly the threshold", "2026-06-01", "500000.00 PHP", "", "2026-06-01"},
      {"a centavo more", "2026-06-01", "500000.01 PHP", "covered_transaction_report 2026-06-08", "2026-06-01"},
      {"S01, first", "2026-03-02", "19975.00 USD", "covered_transaction_report 2026-03-09", "2026-03-02"},
      {"S05", "2026-03-31", "600000.00 PHP", "covered_transaction_report 2026-04-10", "2026-03-31"},
      {"S05", "2026-03-30", "600000.00 PHP", "covered_transaction_report 2026-04-08", "2026-03-30"},
      {"a Saturday counts to Monday", "2026-03-07", "600000.00 PHP", "covered_transaction_report 2026-03-16", "2026-03-09"},
      {"a holiday to the day after", "2026-06-12", "600000.00 PHP", "covered_transaction_report 2026-06-22", "2026-06-15"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money(c.net), c.booked);
    const Verdict verdict = scene.hear("R36");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(said(verdict), "silent") << c.what << ": an omnibus receipt's reasons are in no ward's part";
    ASSERT_EQ(effects_of(verdict), "covered_counted") << c.what;
    EXPECT_EQ(verdict.effects[0].about, watch_of(kWard)) << c.what;
    EXPECT_EQ(std::get<CoveredCounted>(verdict.effects[0].event).covered.day.text(), c.counted_on) << c.what;
    for (const DutyDraft& duty : verdict.duties) {
      EXPECT_EQ(duty.owner, DutyOwner::compliance);
      EXPECT_EQ(duty.about, watch_of(kWard));
      EXPECT_FALSE(duty.always) << "nothing was moved where the matter is denied or held";
    }
  }
}

TEST(R36, ScenarioS01ToTheLastPlace) {
  Scene scene;
  scene.day_rate("2026-06-15", rate("USD", "58.60"));
  for (const auto& [net, booked, total, due] : {std::tuple{"19975.00 USD", "2026-03-02", "1163244.125 PHP", "2026-03-09"},
                                                std::tuple{"14975.00 USD", "2026-06-15", "877535 PHP", "2026-06-22"}}) {
    scene.plan = {};
    scene.matched(money(net), booked);
    scene.about = kWard;  // heard as a matter about her, the facts may be told
    const Verdict verdict = scene.hear("R36");
    EXPECT_EQ(said(verdict), "allow covered_transaction");
    EXPECT_EQ(fact_of(verdict, "total"), total);
    EXPECT_EQ(fact_of(verdict, "report_due"), due);
  }
}

TEST(R36, TheNetCountsNotTheCharges) {
  Scene scene;
  scene.matched(money("500000.00 PHP"), "2026-06-01", money("25.00 PHP"));
  EXPECT_EQ(duties_of(scene.hear("R36")), "");
}

TEST(R36, PaymentsByTheDayOfRelease) {
  const struct {
    const char* what;
    std::vector<const char*> before;
    const char* amount;
    const char* duties;
  } cases[] = {
      {"S05: the second of 250,000.00", {"250000.00 PHP"}, "250000.00 PHP", ""},
      {"S05: the third, a centavo", {"250000.00 PHP", "250000.00 PHP"}, "0.01 PHP", "covered_transaction_report 2026-06-08"},
      {"only one report a day", {"250000.00 PHP", "250000.00 PHP", "0.01 PHP"}, "400000.00 PHP", ""},
      {"in dollars, a hair over", {"500000.00 PHP"}, "0.01 USD", "covered_transaction_report 2026-06-08"},
  };
  for (const auto& c : cases) {
    Scene scene;
    for (const char* amount : c.before) counted(scene, "2026-06-01", amount);
    if (c.before.size() == 3) reported(scene, "2026-06-01", "2026-06-08");
    scene.now(morning("2026-06-01"));
    scene.release(scene.request(money(c.amount)), kReleaser);
    const Verdict verdict = scene.hear("R36");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(effects_of(verdict), "covered_counted") << c.what;
  }
}

TEST(R36, CreditsAndPaymentsOfOneDayAddUp) {
  Scene scene;
  counted(scene, "2026-06-01", "7000.00 USD", rate("USD", "50"));  // 350,000.00
  scene.now(morning("2026-06-01"));
  scene.release(scene.request(money("150000.00 PHP")), kReleaser);
  EXPECT_EQ(duties_of(scene.hear("R36")), "");
  scene.watch().covered.back().rate = rate("USD", "50.001");  // 350,007.00
  EXPECT_EQ(duties_of(scene.hear("R36")), "covered_transaction_report 2026-06-08");
  scene.watch().covered.back().day = day("2026-05-29");  // another banking day
  EXPECT_EQ(duties_of(scene.hear("R36")), "");
}

TEST(R36, AThresholdThatWasLoweredInTheMeantimeIsNotSlippedPast) {
  const struct {
    const char* what;
    const char* before;
    const char* opened;  ///< of a report
    const char* due;
    const char* duties;
  } cases[] = {
      {"400,000.00 were no report's when they moved", "400000.00 PHP", nullptr, nullptr, "covered_transaction_report 2026-06-09"},
      {"nor were exactly so much", "300000.00 PHP", nullptr, nullptr, "covered_transaction_report 2026-06-09"},
      {"they are reported by now", "400000.00 PHP", "2026-06-02", "2026-06-09", ""},
      {"a report of the day before", "400000.00 PHP", "2026-06-01", "2026-06-08", "covered_transaction_report 2026-06-09"},
      {"one of the day before that other working days put on the same", "400000.00 PHP", "2026-06-01", "2026-06-09", "covered_transaction_report 2026-06-09"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"threshold = \"500000.00 PHP\"", "threshold = \"300000.00 PHP\""}});
    counted(scene, "2026-06-02", c.before);
    if (c.opened != nullptr) reported(scene, c.opened, c.due);
    scene.now(morning("2026-06-02"));
    scene.release(scene.request(money("0.01 PHP")), kReleaser);
    EXPECT_EQ(duties_of(scene.hear("R36")), c.duties) << c.what;
  }
}

TEST(R36, AReportOfAMondayMayBeOpenedOnTheSaturday) {
  Scene scene;
  counted(scene, "2026-03-09", "600000.00 PHP");
  reported(scene, "2026-03-07", "2026-03-16");
  scene.matched(money("100.00 PHP"), "2026-03-08");
  EXPECT_EQ(duties_of(scene.hear("R36")), "");
  scene.watch().obligations.front().opened = day("2026-03-06");  // a Friday counts to itself
  EXPECT_EQ(duties_of(scene.hear("R36")), "covered_transaction_report 2026-03-16");
}

TEST(R36, CountedOnceAndOnlyWhatMoves) {
  Scene scene;
  const RequestDisbursement asked = scene.request(money("600000.00 PHP"));
  scene.ask(asked, kGuardian);
  EXPECT_EQ(effects_of(scene.hear("R36")), "");
  scene.execute(asked, kOfficer);
  EXPECT_EQ(effects_of(scene.hear("R36")), "");
  scene.release(asked, kReleaser);
  EXPECT_EQ(effects_of(scene.hear("R36")), "covered_counted");
  Convert deal;
  deal.sold = money("10000.00 USD");
  deal.bought = money("582350.00 PHP");
  scene.complete(deal, kOfficer, kSocialWorker);
  EXPECT_EQ(effects_of(scene.hear("R36")), "");  // S01: a conversion is not counted
}

TEST(R36, InterestCountsBeforeItsTax) {
  const struct {
    const char* what;
    const char* before;
    const char* booked;
    const char* duties;
  } cases[] = {
      {"to the threshold", "499876.74 PHP", "2026-06-01", ""},  // 499,876.74 + 123.26
      {"a centavo more", "499876.75 PHP", "2026-06-01", "covered_transaction_report 2026-06-08"},
      {"of another day", "499876.75 PHP", "2026-06-02", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    counted(scene, "2026-06-01", c.before);
    scene.ask(RecordInterest{}, kOfficer);
    InterestCredited interest;
    interest.gross = money("123.26 PHP");
    interest.tax = money("24.65 PHP");
    interest.booked = day(c.booked);
    scene.plan.effects = {{subject(kWard), interest}};
    const Verdict verdict = scene.hear("R36");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    ASSERT_EQ(effects_of(verdict), "covered_counted") << c.what;
    EXPECT_EQ(std::get<CoveredCounted>(verdict.effects[0].event).covered.amount, money("123.26 PHP")) << c.what;
  }
}

TEST(R36, WhatCameBackIsNotCounted) {
  Scene scene;
  scene.ask(ReturnPayment{}, kOfficer);
  scene.plan.effects = {{subject(kWard), RequestMoved{kRequest, RequestState::returned, std::nullopt, "AC04", std::nullopt}}};
  EXPECT_EQ(effects_of(scene.hear("R36")), "");
}

TEST(R36, AWatchThatIsNotThereCountsFromNothing) {
  Scene scene;
  scene.state.watches.clear();
  scene.matched(money("500000.01 PHP"), "2026-06-01");
  EXPECT_EQ(duties_of(scene.hear("R36")), "covered_transaction_report 2026-06-08");
}

TEST(R36, WhatCanNotBeValuedIsNotLetThrough) {
  Scene scene;
  scene.matched(money("100.00 EUR"), "2026-06-01");
  const Verdict no_rate = scene.hear("R36");
  EXPECT_EQ(said(no_rate), "deny RATE_MISSING");
  EXPECT_EQ(fact_of(no_rate, "missing"), "EUR 2026-06-01");
  scene.day_rate("2026-06-02", rate("EUR", "67.50"));
  EXPECT_EQ(said(scene.hear("R36")), "deny RATE_MISSING");  // of the day after
  scene.state.rates.clear();
  scene.day_rate("2026-06-01", rate("EUR", "67.50"));
  EXPECT_EQ(effects_of(scene.hear("R36")), "covered_counted");
}

TEST(R36, FiguresAreParameters) {
  Scene scene;
  scene.rulebook = shipped({{"threshold = \"500000.00 PHP\"", "threshold = \"400000.00 PHP\""}, {"due_working_days = 5", "due_working_days = 1"}});
  scene.matched(money("400000.01 PHP"), "2026-06-01");
  EXPECT_EQ(duties_of(scene.hear("R36")), "covered_transaction_report 2026-06-02");
}

TEST(R71, AMissingYearIsNamed) {  // S20
  const struct {
    const char* what;
    const char* booked;
    const char* net;
    Years years;
    const char* duties;
    const char* says;
  } cases[] = {
      {"loaded", "2026-12-22", "600000.00 PHP", Years::with_2027, "covered_transaction_report 2027-01-05", "silent"},
      {"not loaded", "2026-12-22", "600000.00 PHP", Years::only_2026, "", "deny CALENDAR_YEAR_MISSING"},
      {"no report to be made, and the same denial", "2026-12-22", "500000.00 PHP", Years::only_2026, "", "deny CALENDAR_YEAR_MISSING"},
      {"of the least amount too", "2026-12-22", "0.01 PHP", Years::only_2026, "", "deny CALENDAR_YEAR_MISSING"},
      {"loaded, no report", "2026-12-22", "500000.00 PHP", Years::with_2027, "", "silent"},
      {"deadline within the year", "2026-12-18", "600000.00 PHP", Years::only_2026, "covered_transaction_report 2026-12-29", "silent"},
      {"deadline on the last working day of it", "2026-12-21", "600000.00 PHP", Years::only_2026, "", "deny CALENDAR_YEAR_MISSING"},
      {"the day itself", "2027-01-05", "1.00 PHP", Years::only_2026, "", "deny CALENDAR_YEAR_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({}, c.years);
    scene.matched(money(c.net), c.booked);
    const Verdict verdict = scene.hear("R71");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(said(scene.hear("R36")), c.says) << c.what;
    EXPECT_EQ(duties_of(scene.hear("R36")), c.duties) << c.what;
    if (said(verdict) != "silent") {
      EXPECT_NE(fact_of(verdict, "missing").find("2027"), std::string::npos) << c.what;
    }
  }
}

TEST(R71, AReleaseIsRefusedToo) {
  Scene scene;
  scene.now(morning("2027-01-05"));
  scene.release(scene.request(money("1.00 PHP")), kReleaser);
  EXPECT_EQ(said(scene.hear("R71")), "deny CALENDAR_YEAR_MISSING");
  scene.rulebook = shipped({}, Years::with_2027);
  EXPECT_EQ(said(scene.hear("R71")), "silent");
}

}  // namespace
}  // namespace katiwala::policies::scene::covered_test
