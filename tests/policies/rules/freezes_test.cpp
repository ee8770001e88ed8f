// R41 freezes, R57 claw-back.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::freezes_test {
namespace {

const FreezeId kFreeze = id<FreezeId>(91);

Freeze frozen(FreezeKind kind, std::string_view amount = "", std::string_view until = "") {
  Freeze freeze;
  freeze.id = kFreeze;
  freeze.freeze_kind = kind;
  freeze.dated = day("2026-06-01");
  if (!amount.empty()) freeze.amount = money(amount);
  if (!until.empty()) freeze.until = day(until);
  return freeze;
}

/// As the plan has it.
void set(Scene& scene, const Freeze& freeze, Subject about = subject(kWard)) {
  SetFreeze asked;
  asked.freeze = freeze.id;
  asked.about = about;
  asked.freeze_kind = freeze.freeze_kind;
  asked.dated = freeze.dated;
  asked.until = freeze.until;
  asked.amount = freeze.amount;
  asked.person = kStranger;
  asked.document = document(9);
  scene.ask(asked, kOfficer);
  scene.plan = {};
  scene.plan.effects = {{about, FreezeSet{freeze}}};
}

TEST(R41, WhatIsFrozenDoesNotLeave) {
  const struct {
    FreezeKind kind;
    Purpose purpose;
    bool by_order;
    const char* says;
  } cases[] = {
      {FreezeKind::court, Purpose::education, false, "hold FROZEN"},  {FreezeKind::court, Purpose::education, true, "hold FROZEN"},
      {FreezeKind::bank, Purpose::education, false, "hold FROZEN"},   {FreezeKind::guardian, Purpose::education, false, "hold FROZEN"},
      {FreezeKind::claim, Purpose::education, false, "hold FROZEN"},  {FreezeKind::claim, Purpose::claim, true, "silent"},
      {FreezeKind::death, Purpose::education, false, "hold FROZEN"},  {FreezeKind::death, Purpose::estate, true, "silent"},
      {FreezeKind::court, Purpose::claim, true, "hold FROZEN"},       {FreezeKind::court, Purpose::estate, true, "hold FROZEN"},
  };
  for (const auto& c : cases) {
    for (const bool of_pool : {false, true}) {
      Scene scene;
      (of_pool ? scene.state.pools.at(kPool).freezes : scene.ward().freezes).push_back(frozen(c.kind));
      RequestDisbursement asked = scene.request(money("100.00 PHP"));
      asked.purpose = c.purpose;
      if (c.by_order) asked.court_order = kCourtOrder;
      scene.ask(asked, kGuardian);
      EXPECT_EQ(said(scene.hear("R41")), "silent") << name(c.kind) << ": it may be asked for";
      scene.execute(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R41")), c.says) << name(c.kind) << " " << name(c.purpose);
      scene.release(asked, kReleaser);
      EXPECT_EQ(said(scene.hear("R41")), c.says) << name(c.kind) << " " << name(c.purpose);
    }
  }
}

TEST(R41, OfAnAmountOnlyThat) {
  const struct {
    const char* what;
    std::vector<const char*> frozen;
    const char* at_execution;
    const char* at_release;
  } cases[] = {  // 500,000.00 held; 20,000.00 asked for, and set aside before release
      {"what stays covers it", {"480000.00 PHP"}, "silent", "silent"},
      {"a centavo more", {"480000.01 PHP"}, "hold FROZEN", "silent"},
      {"after it was set aside", {"500000.00 PHP"}, "hold FROZEN", "silent"},
      {"a centavo more than is free", {"500000.01 PHP"}, "hold FROZEN", "hold FROZEN"},
      {"two together", {"240000.00 PHP", "240000.00 PHP"}, "silent", "silent"},
      {"two together, a centavo more", {"240000.00 PHP", "240000.01 PHP"}, "hold FROZEN", "silent"},
      {"of another currency", {"500000.01 USD"}, "silent", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    for (const char* amount : c.frozen) scene.ward().freezes.push_back(frozen(FreezeKind::claim, amount));
    const RequestDisbursement asked = scene.request(money("20000.00 PHP"));
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R41")), c.at_execution) << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R41")), c.at_release) << c.what;
  }
}

TEST(R41, ItEndsAfterItsLastDayAndWhenItIsLifted) {
  for (const auto& [now, says] : {std::pair{"2026-06-06T23:59:59+08:00", "hold FROZEN"}, std::pair{"2026-06-07T00:00:00+08:00", "silent"}}) {
    Scene scene;
    scene.ward().freezes.push_back(frozen(FreezeKind::bank, "", "2026-06-06"));
    scene.now(at(now));
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R41")), says) << now;
    scene.ward().freezes.push_back(frozen(FreezeKind::court));
    EXPECT_EQ(said(scene.hear("R41")), "hold FROZEN") << "the court's stands whatever becomes of the bank's";
    scene.ward().freezes.back().lifted = day("2026-06-05");
    EXPECT_EQ(said(scene.hear("R41")), says) << "and lifting the court's lifts no other";
  }
}

TEST(R41, ADisputedSumFiveDaysAndThirtyAtMost) {
  const struct {
    const char* what;
    bool extends;
    FreezeKind kind;
    const char* until;
    const char* says;
    const char* reminders;
  } cases[] = {
      {"five days", false, FreezeKind::bank, "2026-06-06", "allow holds_through", "freeze_lapse 2026-06-07T00:00:00+08:00"},
      {"six", false, FreezeKind::bank, "2026-06-07", "deny FREEZE_RANK", ""},
      {"without an end", false, FreezeKind::bank, "", "deny FREEZE_RANK", ""},
      {"extended to thirty", true, FreezeKind::bank, "2026-07-01", "allow holds_through", "freeze_lapse 2026-07-02T00:00:00+08:00"},
      {"to thirty-one", true, FreezeKind::bank, "2026-07-02", "deny FREEZE_RANK", ""},
      {"the AMLC's twenty", false, FreezeKind::amlc, "2026-06-21", "allow holds_through", "freeze_lapse 2026-06-22T00:00:00+08:00"},
      {"the AMLC's as its order says", false, FreezeKind::amlc, "2026-12-01", "allow holds_through", "freeze_lapse 2026-12-02T00:00:00+08:00"},
      {"a court's, until it is lifted", false, FreezeKind::court, "", "silent", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (c.extends) scene.ward().freezes.push_back(frozen(c.kind, "", "2026-06-06"));
    set(scene, frozen(c.kind, "", c.until), c.kind == FreezeKind::amlc ? watch_of(kWard) : subject(kWard));
    const Verdict verdict = scene.hear("R41");
    EXPECT_EQ(said(verdict), c.says) << c.what;
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.what;
    for (const ReminderDraft& reminder : verdict.reminders) EXPECT_EQ(reminder.object, kFreeze.bytes) << c.what;
  }
}

TEST(R41, ItsReminderEndsIt) {
  const struct {
    const char* what;
    const char* until;
    bool lifted;
    ReminderKind kind;
    const char* effects;
  } cases[] = {
      {"its day is over", "2026-06-06", false, ReminderKind::freeze_lapse, "freeze_lifted"},
      {"it was extended", "2026-06-07", false, ReminderKind::freeze_lapse, ""},
      {"it was lifted before", "2026-06-06", true, ReminderKind::freeze_lapse, ""},
      {"another reminder", "2026-06-06", false, ReminderKind::review, ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.now(at("2026-06-07T00:00:00+08:00"));
    Freeze freeze = frozen(FreezeKind::bank, "", c.until);
    if (c.lifted) freeze.lifted = day("2026-06-03");
    scene.ward().freezes.push_back(freeze);
    Reminder reminder;
    reminder.number = 3;
    reminder.reminder = c.kind;
    reminder.object = kFreeze.bytes;
    scene.ward().reminders.push_back(reminder);
    scene.ask(Tick{}, kOfficer);
    scene.plan.effects = {{subject(kWard), ReminderDue{3}}};
    const Verdict verdict = scene.hear("R41");
    EXPECT_EQ(effects_of(verdict), c.effects) << c.what;
    if (!verdict.effects.empty()) {
      const auto& lifted = std::get<FreezeLifted>(verdict.effects[0].event);
      EXPECT_TRUE(lifted.lapsed);
      EXPECT_EQ(lifted.freeze, kFreeze);
      EXPECT_EQ(lifted.on, day("2026-06-07"));
    }
  }
}

TEST(R41, NoWayAroundByAConversionOrAReturn) {
  Scene scene;
  Convert deal;
  deal.ward = kWard;
  deal.sold = money("20000.00 PHP");
  deal.bought = money("343.00 USD");
  scene.complete(deal, kOfficer, kSocialWorker);
  EXPECT_EQ(said(scene.hear("R41")), "silent");
  scene.ward().freezes.push_back(frozen(FreezeKind::claim, "480000.01 PHP"));
  EXPECT_EQ(said(scene.hear("R41")), "hold FROZEN");

  Scene pool;
  pool.about = WardId{};
  pool.state.credits[kCredit].pool = kPool;
  pool.put(book::AccountKind::suspense, kPool.bytes, money("600.00 PHP"));
  ResolveCredit resolved;
  resolved.credit = kCredit;
  resolved.amount = money("600.00 PHP");
  pool.complete(resolved, kOfficer, kSocialWorker);
  EXPECT_EQ(said(pool.hear("R41")), "silent");
  pool.state.pools.at(kPool).freezes.push_back(frozen(FreezeKind::court));
  EXPECT_EQ(said(pool.hear("R41")), "hold FROZEN");
}

TEST(R41, TheBanksReviewGoesWithTheCase) {
  Scene scene;
  const auto moved = [&](CaseState to) {
    MoveCase asked;
    asked.about = watch_of(kWard);
    asked.number = 4;
    asked.to = to;
    scene.ask(asked, kOfficer);
    scene.plan = {};
    scene.plan.effects = {{watch_of(kWard), CaseMoved{4, to, day("2026-07-06"), false}}};
  };
  moved(CaseState::suspicious);
  const Verdict set = scene.hear("R41");
  ASSERT_EQ(effects_of(set), "freeze_set");
  EXPECT_EQ(set.effects[0].about, watch_of(kWard));
  const Freeze review = std::get<FreezeSet>(set.effects[0].event).freeze;
  EXPECT_EQ(review.freeze_kind, FreezeKind::review);
  scene.watch().freezes.push_back(review);
  EXPECT_EQ(effects_of(scene.hear("R41")), "") << "once";
  moved(CaseState::reported);
  EXPECT_EQ(effects_of(scene.hear("R41")), "");
  moved(CaseState::closed);
  EXPECT_EQ(effects_of(scene.hear("R41")), "") << "another person has yet to agree";
  scene.stage = Stage::execute;
  EXPECT_EQ(effects_of(scene.hear("R41")), "freeze_lifted");
}

// -- R57

TEST(R57, AClaimIsOfAnAmountByAPersonOnPaper) {
  Scene scene;
  set(scene, frozen(FreezeKind::claim, "19975.00 USD"));
  EXPECT_EQ(said(scene.hear("R57")), "silent");
  SetFreeze whole = std::get<SetFreeze>(scene.command);
  for (const char* field : {"amount", "person", "document", "about"}) {
    SetFreeze asked = whole;
    const std::string_view gone = field;
    if (gone == "amount") asked.amount.reset();
    if (gone == "person") asked.person.reset();
    if (gone == "document") asked.document = Digest{};
    if (gone == "about") asked.about = subject(kPool);
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R57")), "deny FIELD_INVALID") << field;
    EXPECT_EQ(fact_of(scene.hear("R57"), "field"), field);
    asked.freeze_kind = FreezeKind::bank;
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R57")), "silent") << field << ", of another freeze";
  }
}

TEST(R57, PaidBackOnlyUnderAFinalJudgment) {
  const struct {
    const char* what;
    Purpose purpose;
    PayeeKind kind;
    bool named;
    bool final_judgment;
    const char* says;
  } cases[] = {
      {"final", Purpose::claim, PayeeKind::payor, true, true, "allow final_judgment"},
      {"not final", Purpose::claim, PayeeKind::payor, true, false, "deny COURT_ORDER_REQUIRED"},
      {"no order", Purpose::claim, PayeeKind::payor, false, false, "deny COURT_ORDER_REQUIRED"},
      {"a claim under another payee", Purpose::claim, PayeeKind::person, false, false, "deny COURT_ORDER_REQUIRED"},
      {"a payor under another purpose", Purpose::education, PayeeKind::payor, false, false, "deny COURT_ORDER_REQUIRED"},
      {"neither", Purpose::education, PayeeKind::school, false, false, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().payees.front().payee_kind = c.kind;
    CourtOrder order;
    order.id = kCourtOrder;
    order.dated = day("2026-06-01");
    order.final_judgment = c.final_judgment;
    scene.ward().court_orders.push_back(order);
    RequestDisbursement asked = scene.request(money("0.01 PHP"));
    asked.purpose = c.purpose;
    if (c.named) asked.court_order = kCourtOrder;
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R57")), c.says) << c.what;
    scene.execute(asked, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R57")), c.says) << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R57")), c.says) << c.what;
  }
}

TEST(R57, WhatWasNeverHersGoesBackOnThePayorsWord) {  // S13: 14,250.00 of 15,000.00 were never credited
  const struct {
    const char* what;
    const char* amount;
    bool on_paper;
    CreditEnd to;
    const char* says;
  } cases[] = {
      {"all that waits", "14250.00 EUR", true, CreditEnd::returned, "allow never_hers"},
      {"a cent more", "14250.01 EUR", true, CreditEnd::returned, "deny INSUFFICIENT_FUNDS"},
      {"without the payor's word", "14250.00 EUR", false, CreditEnd::returned, "deny FIELD_INVALID"},
      {"a third party's", "14250.00 EUR", false, CreditEnd::third_party, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.about = WardId{};
    scene.state.credits[kCredit].pool = kPool;
    scene.put(book::AccountKind::suspense, kPool.bytes, money("14250.00 EUR"));
    ResolveCredit resolved;
    resolved.credit = kCredit;
    resolved.to = c.to;
    resolved.amount = money(c.amount);
    if (c.on_paper) resolved.document = document(9);
    scene.ask(resolved, kOfficer);
    EXPECT_EQ(said(scene.hear("R57")), c.says) << c.what;
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::freezes_test
