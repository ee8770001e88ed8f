// R53 rounding, R54 conversions, R55 unmatched receipts, R56 over-payment.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::money_test {
namespace {

Convert deal(std::string_view sold, std::string_view bought, Rate at_rate) {
  Convert made;
  made.ward = kWard;
  made.sold = money(sold);
  made.bought = money(bought);
  made.rate = at_rate;
  made.source = "sandbox treasury";
  made.dealt = morning("2026-06-16");
  return made;
}

TEST(R53, ConversionsAreRoundedHalfEven) {
  const struct {
    const char* sold;
    const char* rate;
    const char* bought;
    const char* says;
  } cases[] = {
      {"10000.00 USD", "58.2350", "582350.00 PHP", "allow rounded_half_even"},  // S01
      {"10000.00 USD", "58.2350", "582350.01 PHP", "deny RATE_MISMATCH"},
      {"10000.00 USD", "58.2350", "582349.99 PHP", "deny RATE_MISMATCH"},
      {"1234567 JPY", "0.3871", "477900.89 PHP", "allow rounded_half_even"},  // S22: 477,900.8857
      {"1234567 JPY", "0.3871", "477900.88 PHP", "deny RATE_MISMATCH"},
      {"1.00 USD", "0.125", "0.12 PHP", "allow rounded_half_even"},  // a half, to the even side below
      {"1.00 USD", "0.125", "0.13 PHP", "deny RATE_MISMATCH"},
      {"1.00 USD", "0.135", "0.14 PHP", "allow rounded_half_even"},  // and above
      {"1.00 USD", "0.135", "0.13 PHP", "deny RATE_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    const std::string base = std::string(c.sold).substr(std::string(c.sold).size() - 3);
    scene.ask(deal(c.sold, c.bought, rate(base, c.rate)), kOfficer);
    EXPECT_EQ(said(scene.hear("R53")), c.says) << c.sold << " at " << c.rate << " is " << c.bought;
  }
}

TEST(R53, APartIsNeitherLostNorMade) {
  const struct {
    const char* what;
    const char* gross;
    const char* charges;
    const char* net;
    const char* to_wards;
    const char* left;
    const char* says;
  } cases[] = {
      {"S01", "20000.00 USD", "25.00 USD", "19975.00 USD", "19975.00 USD", "0.00 USD", "silent"},
      {"with something left", "19900.00 USD", "25.00 USD", "19875.00 USD", "19875.00 USD", "100.00 USD", "silent"},
      {"a cent made", "20000.00 USD", "25.00 USD", "19975.00 USD", "19975.00 USD", "0.01 USD", "deny SUM_NOT_PRESERVED"},
      {"a cent lost", "19999.99 USD", "25.00 USD", "19974.99 USD", "19974.99 USD", "0.00 USD", "deny SUM_NOT_PRESERVED"},
      {"net is not gross less charges", "20000.00 USD", "25.01 USD", "19975.00 USD", "19975.00 USD", "0.00 USD", "deny SUM_NOT_PRESERVED"},
      {"the whole is not its parts", "20000.00 USD", "25.00 USD", "19975.00 USD", "19974.99 USD", "0.01 USD", "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money("19975.00 USD"), "2026-03-02", money("25.00 USD"));
    scene.plan.effects[0].event = AwardCredited{kAward, kCredit, money(c.gross), money(c.charges), money(c.net)};
    scene.plan.effects[1].event = CreditMatched{kCredit, kOrder, money(c.to_wards), money(c.left)};
    EXPECT_EQ(said(scene.hear("R53")), c.says) << c.what;
  }
}

RecordInterest interest(std::string_view on, std::uint32_t rate_ppm, std::string_view from, std::string_view to, std::string_view gross) {
  RecordInterest made;
  made.ward = kWard;
  made.on = money(on);
  made.rate_ppm = rate_ppm;
  made.from = day(from);
  made.to = day(to);
  made.gross = money(gross);
  made.day_count = 365;
  return made;
}

TEST(R53, InterestIsBalanceRateAndDays) {
  const struct {
    const char* what;
    const char* on;
    std::uint32_t rate_ppm;
    const char* from;
    const char* to;
    std::uint32_t day_count;
    const char* gross;
    const char* says;
  } cases[] = {
      {"S07: 59 days, both counted", "845230.77 PHP", 12'500, "2026-01-01", "2026-02-28", 365, "1707.83 PHP", "allow rounded_half_even"},
      {"S07, a centavo less", "845230.77 PHP", 12'500, "2026-01-01", "2026-02-28", 365, "1707.82 PHP", "deny INTEREST_MISMATCH"},
      {"S07, a centavo more", "845230.77 PHP", 12'500, "2026-01-01", "2026-02-28", 365, "1707.84 PHP", "deny INTEREST_MISMATCH"},
      {"S07, a day less", "845230.77 PHP", 12'500, "2026-01-01", "2026-02-27", 365, "1707.83 PHP", "deny INTEREST_MISMATCH"},
      {"S07, a day more", "845230.77 PHP", 12'500, "2026-01-01", "2026-03-01", 365, "1707.83 PHP", "deny INTEREST_MISMATCH"},
      {"S07, over a year of 360 days", "845230.77 PHP", 12'500, "2026-01-01", "2026-02-28", 360, "1731.55 PHP", "allow rounded_half_even"},
      {"one day", "365.00 PHP", 10'000, "2026-01-01", "2026-01-01", 365, "0.01 PHP", "allow rounded_half_even"},
      {"a half, to the even side below", "182.50 PHP", 10'000, "2026-01-01", "2026-01-01", 365, "0.00 PHP", "allow rounded_half_even"},   // 0.005
      {"and above", "547.50 PHP", 10'000, "2026-01-01", "2026-01-01", 365, "0.02 PHP", "allow rounded_half_even"},                       // 0.015
      {"a leap day counts", "365.00 PHP", 1'000'000, "2028-02-28", "2028-03-01", 365, "3.00 PHP", "allow rounded_half_even"},
      {"no decimals", "1234567 JPY", 10'000, "2026-01-01", "2026-01-31", 365, "1049 JPY", "allow rounded_half_even"},                  // 1048.537...
      {"backwards", "365.00 PHP", 10'000, "2026-01-02", "2026-01-01", 365, "0.01 PHP", "deny FIELD_INVALID"},
      {"a year of 366 days", "366.00 PHP", 10'000, "2026-01-01", "2026-01-01", 366, "0.01 PHP", "deny FIELD_INVALID"},
      {"a year of none", "366.00 PHP", 10'000, "2026-01-01", "2026-01-01", 0, "0.01 PHP", "deny FIELD_INVALID"},
      {"on another currency", "365.00 USD", 10'000, "2026-01-01", "2026-01-01", 365, "0.01 PHP", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    RecordInterest made = interest(c.on, c.rate_ppm, c.from, c.to, c.gross);
    made.day_count = c.day_count;
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R53")), c.says) << c.what;
  }
}

TEST(R53, WhatItShouldBeIsSaid) {
  Scene scene;
  scene.ask(interest("845230.77 PHP", 12'500, "2026-01-01", "2026-02-28", "1707.80 PHP"), kOfficer);
  EXPECT_EQ(fact_of(scene.hear("R53"), "expected"), "1707.83 PHP");
  EXPECT_EQ(fact_of(scene.hear("R53"), "days"), "59");
}

TEST(R54, TheDealIsComplete) {
  const Convert good_deal = deal("10000.00 USD", "582350.00 PHP", rate("USD", "58.2350"));
  const auto says = [](const Convert& changed) {
    Scene scene;
    scene.ask(changed, kOfficer);
    return said(scene.hear("R54"));
  };
  EXPECT_EQ(says(good_deal), "allow deal_complete");
  Convert c = good_deal;
  c.source = " ";
  EXPECT_EQ(says(c), "deny CONVERSION_INCOMPLETE");
  c = good_deal;
  c.dealt = Instant{};
  EXPECT_EQ(says(c), "deny CONVERSION_INCOMPLETE");
  c.dealt = morning("2026-07-06");  // the very instant it is recorded
  EXPECT_EQ(says(c), "allow deal_complete");
  c.dealt.micros += 1;
  EXPECT_EQ(says(c), "deny CONVERSION_INCOMPLETE");
  c = good_deal;
  c.sold = money("0.00 USD");
  EXPECT_EQ(says(c), "deny CONVERSION_INCOMPLETE");
  c = good_deal;
  c.bought = money("-1.00 PHP");
  EXPECT_EQ(says(c), "deny CONVERSION_INCOMPLETE");
}

TEST(R54, LegsRateAndCharge) {
  const struct {
    const char* what;
    const char* sold;
    const char* bought;
    Rate at_rate;
    const char* charge;
    const char* says;
  } cases[] = {
      {"no charge", "10.00 USD", "582.35 PHP", rate("USD", "58.2350"), "", "allow deal_complete"},
      {"a charge", "10.00 USD", "582.35 PHP", rate("USD", "58.2350"), "582.34 PHP", "allow deal_complete"},
      {"a charge of all that was bought", "10.00 USD", "582.35 PHP", rate("USD", "58.2350"), "582.35 PHP", "deny CURRENCY_MISMATCH"},
      {"a charge in what was sold", "10.00 USD", "582.35 PHP", rate("USD", "58.2350"), "1.00 USD", "deny CURRENCY_MISMATCH"},
      {"the rate of another currency", "10.00 EUR", "582.35 PHP", rate("USD", "58.2350"), "", "deny CURRENCY_MISMATCH"},
      {"the rate to another currency", "10.00 USD", "582.35 EUR", rate("USD", "58.2350"), "", "deny CURRENCY_MISMATCH"},
      {"no conversion at all", "10.00 PHP", "10.00 PHP", rate("PHP", "1", "PHP"), "", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Convert made = deal(c.sold, c.bought, c.at_rate);
    if (*c.charge != 0) made.charge = money(c.charge);
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R54")), c.says) << c.what;
  }
}

TEST(R54, NothingElseIsRevalued) {
  const auto line = [](std::string_view amount) {
    return SubjectPosting{subject(kWard), book::posting(book::AccountKind::principal, kWard.bytes, money(amount), book::Category::conversion)};
  };
  const struct {
    const char* what;
    std::vector<SubjectPosting> lines;
    const char* says;
  } cases[] = {
      {"the legs less the charge", {line("-10.00 USD"), line("582.35 PHP"), line("-5.00 PHP")}, "allow deal_complete"},
      {"a centavo more", {line("-10.00 USD"), line("577.36 PHP")}, "deny SUM_NOT_PRESERVED"},
      {"a cent less sold", {line("-9.99 USD"), line("577.35 PHP")}, "deny SUM_NOT_PRESERVED"},
      {"the charge forgotten", {line("-10.00 USD"), line("582.35 PHP")}, "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Convert made = deal("10.00 USD", "582.35 PHP", rate("USD", "58.2350"));
    made.charge = money("5.00 PHP");
    scene.ask(made, kOfficer);
    scene.plan.postings = c.lines;
    EXPECT_EQ(said(scene.hear("R54")), c.says) << c.what;
  }
}

TEST(R55, AReceiptCreditsNobody) {
  Scene scene;
  scene.ask(ReceiveCredit{}, kOfficer);
  scene.about = WardId{};
  scene.plan.postings = {{subject(kPool), book::posting(book::AccountKind::suspense, kPool.bytes, money("1.00 USD"), book::Category::receipt)}};
  EXPECT_EQ(said(scene.hear("R55")), "silent");
  scene.plan.postings.push_back({subject(kWard), book::posting(book::AccountKind::principal, kWard.bytes, money("1.00 USD"), book::Category::receipt)});
  EXPECT_EQ(said(scene.hear("R55")), "deny UNMATCHED_CREDIT");
}

TEST(R55, TwoDifferentPersonsMatch) {
  const struct {
    const char* what;
    PersonId maker;
    PersonId approver;
    const char* says;
  } cases[] = {
      {"two", kOfficer, kSocialWorker, "allow matched_by_enough_persons"},
      {"one, twice", kOfficer, kOfficer, "deny APPROVALS_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.complete(MatchCredit{kCredit, kOrder}, c.maker, c.approver);
    EXPECT_EQ(said(scene.hear("R55")), c.says) << c.what;
    scene.ask(MatchCredit{kCredit, kOrder}, c.maker);
    EXPECT_EQ(said(scene.hear("R55")), "silent") << c.what << ": one may propose it";
  }
}

Scene with_suspense(std::string_view booked, std::string_view now) {
  Scene scene;
  Credit credit;
  credit.id = kCredit;
  credit.pool = kPool;
  credit.amount = money("24.00 USD");
  credit.booked = day(booked);
  scene.state.credits[kCredit] = credit;
  scene.now(morning(now));
  Reconcile statement;
  statement.pool = kPool;
  statement.closing = money("24.00 USD");
  scene.ask(statement, kOfficer);
  scene.about = WardId{};
  return scene;
}

TEST(R55, WhatWaitsTooLongIsReviewed) {
  const struct {
    const char* what;
    const char* booked;
    const char* now;
    const char* duties;
  } cases[] = {
      {"the fifth working day", "2026-06-01", "2026-06-08", ""},
      {"the day after", "2026-06-01", "2026-06-09", "suspense_review 2026-06-09"},
      {"over holidays", "2026-03-31", "2026-04-10", ""},
      {"the day after", "2026-03-31", "2026-04-11", "suspense_review 2026-04-11"},
      {"year not loaded, calendar days", "2026-12-22", "2026-12-27", ""},
      {"the day after", "2026-12-22", "2026-12-28", "suspense_review 2026-12-28"},
  };
  for (const auto& c : cases) {
    const Scene scene = with_suspense(c.booked, c.now);
    const Verdict verdict = scene.hear("R55");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what << " " << c.now;
    for (const DutyDraft& duty : verdict.duties) EXPECT_EQ(duty.about, subject(kPool));
    const bool guessed = std::string_view(c.booked) == "2026-12-22" && *c.duties != 0;
    EXPECT_EQ(fact_of(verdict, "counted_in").empty(), !guessed) << c.what;
  }
}

TEST(R55, OneReviewAtATimeAndOnlyOfThatAccount) {
  Scene scene = with_suspense("2026-06-01", "2026-06-09");
  EXPECT_EQ(duties_of(scene.hear("R55")), "suspense_review 2026-06-09");
  Obligation open;
  open.number = 1;
  open.duty = Duty::suspense_review;
  scene.state.pools.at(kPool).obligations = {open};
  EXPECT_EQ(duties_of(scene.hear("R55")), "");
  scene.state.pools.at(kPool).obligations.back().closed = day("2026-06-09");
  EXPECT_EQ(duties_of(scene.hear("R55")), "suspense_review 2026-06-09");
  scene.state.credits.at(kCredit).matched = true;
  EXPECT_EQ(duties_of(scene.hear("R55")), "");
  scene.state.credits.at(kCredit).matched = false;
  scene.state.credits.at(kCredit).amount = money("24.00 EUR");
  EXPECT_EQ(duties_of(scene.hear("R55")), "");
}

TEST(R56, TheExcessIsNobodys) {
  const struct {
    const char* what;
    const char* outstanding;
    const char* gross;
    const char* left;
    const char* says;
    const char* duties;
  } cases[] = {
      {"exactly what is outstanding", "2725.00 USD", "2725.00 USD", "0.00 USD", "silent", ""},
      {"S02: a cent more", "2725.00 USD", "2725.00 USD", "0.01 USD", "allow over_payment", "payor_notice 2026-07-16"},
      {"a cent more to her", "2724.99 USD", "2725.00 USD", "0.00 USD", "deny OVER_PAYMENT", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money(c.gross), "2026-07-06");
    scene.put(book::AccountKind::outstanding, kAward.bytes, money(c.outstanding));
    scene.plan.effects[1].event = CreditMatched{kCredit, kOrder, money(c.gross), money(c.left)};
    const Verdict verdict = scene.hear("R56");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    for (const DutyDraft& duty : verdict.duties) EXPECT_EQ(duty.about, subject(kPool));
  }
}

TEST(R56, AllOfItWhereNothingIsOutstanding) {  // S02: a fourth receipt
  Scene scene;
  scene.matched(money("24.00 USD"), "2026-07-06");
  scene.plan.effects = {{subject(kPool), CreditMatched{kCredit, kOrder, money("0.00 USD"), money("24.00 USD")}}};
  const Verdict verdict = scene.hear("R56");
  EXPECT_EQ(fact_of(verdict, "left"), "24.00 USD");
  EXPECT_EQ(duties_of(verdict), "payor_notice 2026-07-16");
}

}  // namespace
}  // namespace katiwala::policies::scene::money_test
