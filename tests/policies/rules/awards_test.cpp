// R58 an award stays open, R60 lawyers' share of defined monetary assistance.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::awards_test {
namespace {

AwardOrder& award_order(Scene& scene, OrderKind kind, std::string_view dated = "2026-02-18") {
  AwardOrder& order = scene.state.orders[kOrder];
  order.id = kOrder;
  order.dated = day(dated);
  order.total = money("5000.00 USD");
  order.kind_of_order = kind;
  return order;
}

Award& award(Scene& scene) {
  scene.ward().awards.push_back({kAward, kOrder, money("5000.00 USD")});
  return scene.ward().awards.back();
}

TEST(R58, LookedAtAgainAfterTwentyYears) {
  const struct {
    const char* dated;
    const char* years;
    const char* reminder;
  } cases[] = {
      {"2026-02-18", "years = 20 ", "review 2046-02-19T00:00:00+08:00"},
      {"2028-02-29", "years = 20 ", "review 2048-03-01T00:00:00+08:00"},
      {"2028-02-29", "years = 21 ", "review 2049-03-01T00:00:00+08:00"},
      {"2026-02-18", "years = 0 ", "review 2027-02-19T00:00:00+08:00"},  // of less than a year nothing is asked
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"years = 20 ", c.years}});
    award_order(scene, OrderKind::restitution, c.dated);
    scene.complete(RecordAward{}, kOfficer, kSocialWorker);
    scene.plan.effects.push_back({subject(kWard), AwardRecorded{{kAward, kOrder, money("5000.00 USD")}}});
    const Verdict verdict = scene.hear("R58");
    EXPECT_EQ(said(verdict), "allow award_open_until_paid") << c.dated;
    EXPECT_EQ(reminders_of(verdict), c.reminder) << c.dated;
    ASSERT_EQ(verdict.reminders.size(), 1U);
    EXPECT_EQ(verdict.reminders.front().about, protection_of(kWard));
    EXPECT_EQ(verdict.reminders.front().object, kAward.bytes);
    scene.protection().reminders.push_back({1, ReminderKind::review, verdict.reminders.front().at, std::nullopt, kAward.bytes});
    EXPECT_EQ(reminders_of(scene.hear("R58")), "") << "once";
  }
}

TEST(R58, ThenAnAlertWhereSomethingIsOutstanding) {
  const struct {
    const char* what;
    const char* outstanding;
    ReminderKind reminder;
    AwardId of;
    const char* says;
    const char* effects;
  } cases[] = {
      {"a cent", "0.01 USD", ReminderKind::review, kAward, "allow award_open", "alert_raised"},
      {"nothing", "0.00 USD", ReminderKind::review, kAward, "silent", ""},
      {"a reminder of something else", "0.01 USD", ReminderKind::heartbeat, kAward, "silent", ""},
      {"of something that is no award of hers", "0.01 USD", ReminderKind::review, kSiblingAward, "silent", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    award_order(scene, OrderKind::restitution);
    award(scene);
    scene.put(book::AccountKind::outstanding, kAward.bytes, money(c.outstanding));
    scene.protection().reminders.push_back({3, c.reminder, at("2046-02-19T00:00:00+08:00"), std::nullopt, c.of.bytes});
    scene.now(at("2046-02-19T00:00:00+08:00"));
    scene.ask(Tick{}, PersonId{});
    scene.plan.effects.push_back({protection_of(kWard), ReminderDue{3}});
    const Verdict verdict = scene.hear("R58");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(effects_of(verdict), c.effects) << c.what;
    for (const Effect& effect : verdict.effects) EXPECT_EQ(effect.about, protection_of(kWard));
    scene.plan.effects.front().about = subject(kWard);  // number 3 of another subject
    EXPECT_EQ(said(scene.hear("R58")), "silent") << c.what;
  }
}

TEST(R58, WhatComesInAfterMajorityIsHers) {
  for (const auto& [adult, says] : {std::pair{false, "silent"}, std::pair{true, "allow award_open_after_majority"}}) {
    Scene scene;
    scene.ward().adult = adult;
    scene.matched(money("833.33 USD"), "2026-07-06");
    EXPECT_EQ(said(scene.hear("R58")), says);
  }
}

TEST(R58, WhatDefendantsOweIsPartOfTheOrder) {
  const struct {
    const char* what;
    std::vector<const char*> shares;
    const char* says;
  } cases[] = {
      {"nobody named", {}, "silent"},
      {"jointly, each the whole", {"5000.00 USD", "5000.00 USD"}, "silent"},
      {"a cent more than the whole", {"0.01 USD", "5000.01 USD"}, "deny FIELD_INVALID"},
      {"nothing", {"0.00 USD"}, "deny AMOUNT_NOT_POSITIVE"},
      {"in another currency", {"1.00 PHP"}, "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.about = WardId{};
    RecordOrder order;
    order.order = kOrder;
    order.total = money("5000.00 USD");
    for (const char* share : c.shares) order.defendants.push_back({kStranger, money(share)});
    scene.ask(order, kOfficer);
    EXPECT_EQ(said(scene.hear("R58")), c.says) << c.what;
  }
}

/// An award of assistance, of which 3,000.00 USD came in gross at 58.2350: 174,705.00; lawyers get 26,205.75.
Scene assisted(OrderKind kind = OrderKind::defined_monetary_assistance) {
  Scene scene;
  award_order(scene, kind);
  award(scene);
  scene.put(book::AccountKind::received, kAward.bytes, money("2985.00 USD"));
  scene.put(book::AccountKind::charged, kAward.bytes, money("15.00 USD"));
  scene.ward().payees.front().payee_kind = PayeeKind::lawyer;
  return scene;
}

TEST(R60, FifteenPerCentOfWhatCameInGross) {
  const struct {
    const char* what;
    const char* before;  // asked for to the lawyer; "" for nothing
    const char* amount;
    const char* says;
  } cases[] = {
      {"exactly", "", "26205.75 PHP", "allow within_share"},
      {"a centavo more", "", "26205.76 PHP", "deny LAWYER_CAP"},
      {"with what was asked for before", "20000.00 PHP", "6205.75 PHP", "allow within_share"},
      {"a centavo more", "20000.00 PHP", "6205.76 PHP", "deny LAWYER_CAP"},
      {"foreign, exactly", "", "450.00 USD", "allow within_share"},
      {"foreign, a cent more", "", "450.01 USD", "deny LAWYER_CAP"},
      {"no rate", "", "1.00 EUR", "deny RATE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene = assisted();
    if (*c.before != 0) scene.earlier(101, "2024-07-06", money(c.before), Purpose::legal_documents);  // however long ago
    const auto asked = scene.request(money(c.amount));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R60")), c.says) << c.what;
    scene.recorded(asked, "2026-07-06");
    scene.earlier(102, "2026-07-06", money("9000.00 PHP"));  // asked for later: it counted this one
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R60")), c.says) << c.what << ", at release";
  }
}

TEST(R60, WhatCountsAndWhatDoesNot) {
  Scene scene = assisted();
  Payee school = scene.ward().payees.front();
  school.id = id<PayeeId>(32);
  school.payee_kind = PayeeKind::school;
  scene.ward().payees.push_back(school);
  scene.spent(101, "2026-07-01", money("400000.00 PHP"));
  scene.ward().spends.back().payee = school.id;
  scene.ask_for(money("26205.75 PHP"));
  EXPECT_EQ(said(scene.hear("R60")), "allow within_share") << "a school is no lawyer";
  scene.spent(102, "2026-07-01", money("0.01 USD"));
  EXPECT_EQ(said(scene.hear("R60")), "deny RATE_MISSING") << "a foreign amount whose rate was not noted";
  scene.ward().spends.back().rate = rate("USD", "58.2350");
  EXPECT_EQ(said(scene.hear("R60")), "deny LAWYER_CAP");
  RequestDisbursement to_school = scene.request(money("26205.75 PHP"));
  to_school.payee = school.id;
  scene.ask(to_school, kGuardian);
  EXPECT_EQ(said(scene.hear("R60")), "silent");
}

TEST(R60, OnlyAssistanceIsBound) {
  Scene restitution = assisted(OrderKind::restitution);
  restitution.ask_for(money("400000.00 PHP"));
  EXPECT_EQ(said(restitution.hear("R60")), "silent");
  Scene nothing = assisted();  // awarded is not received
  nothing.put(book::AccountKind::received, kAward.bytes, money("0.00 USD"));
  nothing.put(book::AccountKind::charged, kAward.bytes, money("0.00 USD"));
  nothing.ask_for(money("0.01 PHP"));
  EXPECT_EQ(said(nothing.hear("R60")), "deny LAWYER_CAP");
}

TEST(R60, TheShareIsAParameter) {
  for (const auto& [text, says] : {std::pair{"percent = 14 ", "deny LAWYER_CAP"}, std::pair{"percent = 16 ", "allow within_share"},
                                   std::pair{"percent = 101 ", "deny PARAMETER_INVALID"}, std::pair{"percent = -1 ", "deny PARAMETER_INVALID"}}) {
    Scene scene = assisted();
    scene.rulebook = shipped({{"\npercent = 15 ", "\n" + std::string(text)}});
    scene.ask_for(money("26205.75 PHP"));
    EXPECT_EQ(said(scene.hear("R60")), says) << text;
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::awards_test
