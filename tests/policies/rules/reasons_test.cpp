// What a reason says beside its code: every figure that somebody must know to understand it, and nothing of another's.
#include <gtest/gtest.h>

#include <set>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::reasons_test {
namespace {

/// "name=value; ...", in the order said.
std::string text_of(const std::vector<Fact>& facts) {
  std::string text;
  for (const Fact& fact : facts) text += (text.empty() ? "" : "; ") + fact.name + "=" + fact.value;
  return text;
}
std::string facts_in(const Verdict& verdict) { return verdict.reason ? text_of(verdict.reason->facts) : ""; }

// -- freezes

Freeze a_freeze(FreezeKind kind, std::string_view amount = {}) {
  Freeze made;
  made.id = id<FreezeId>(91);
  made.freeze_kind = kind;
  made.dated = day("2026-07-01");
  made.until = day("2026-07-31");
  if (!amount.empty()) made.amount = money(amount);
  return made;
}

TEST(Reasons, AFreezeSaysHowLongAndHowMuch) {
  const struct {
    const char* rule;
    bool watched;
    const char* amount;
    const char* facts;
  } cases[] = {
      {"R41", false, "", "freeze=court; of=ward; dated=2026-07-01; until=2026-07-31"},
      {"R41", false, "499999.99 PHP", "freeze=court; of=ward; dated=2026-07-01; until=2026-07-31; amount=499999.99 PHP"},
      {"R38", true, "", "freeze=court; of=ward; dated=2026-07-01; until=2026-07-31"},
  };
  for (const auto& c : cases) {
    Scene scene;
    (c.watched ? scene.watch().freezes : scene.ward().freezes).push_back(a_freeze(FreezeKind::court, c.amount));
    scene.execute(scene.request(money("100.00 PHP")), kOfficer);
    EXPECT_EQ(said(scene.hear(c.rule)), "hold FROZEN") << c.rule;
    EXPECT_EQ(facts_in(scene.hear(c.rule)), c.facts) << c.rule;
  }
}

TEST(Reasons, APartialFreezeIsOfWhatIsLeftInTheSameCurrency) {
  const struct {
    const char *principal, *income, *frozen, *amount, *says;
  } cases[] = {
      {"600.00 PHP", "400.00 PHP", "900.00 PHP", "100.00 PHP", "silent"},
      {"600.00 PHP", "400.00 PHP", "900.00 PHP", "100.01 PHP", "hold FROZEN"},
      {"1000.00 PHP", "0.00 PHP", "900.00 PHP", "100.00 PHP", "silent"},
      {"600.00 PHP", "400.00 PHP", "900.00 USD", "1000.00 PHP", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.put(book::AccountKind::principal, kWard.bytes, money(c.principal));
    scene.put(book::AccountKind::income, kWard.bytes, money(c.income));
    scene.ward().freezes.push_back(a_freeze(FreezeKind::court, c.frozen));
    scene.execute(scene.request(money(c.amount)), kOfficer);
    EXPECT_EQ(said(scene.hear("R41")), c.says) << c.amount << " " << c.frozen;
  }
}

TEST(Reasons, APartialFreezeOfThePoolIsOfItsCash) {
  for (const auto& [amount, says] : {std::pair{"100.00 PHP", "silent"}, std::pair{"100.01 PHP", "hold FROZEN"}}) {
    Scene scene;
    scene.put(book::AccountKind::bank, kPool.bytes, money("1000.00 PHP"));
    scene.state.pools.at(kPool).freezes.push_back(a_freeze(FreezeKind::court, "900.00 PHP"));
    scene.execute(scene.request(money(amount)), kOfficer);
    EXPECT_EQ(said(scene.hear("R41")), says) << amount;
  }
}

TEST(Reasons, EachCaseHasAReviewOfItsOwn) {
  std::set<FreezeId> made;
  const auto moved = [](std::uint32_t number, CaseState to) {
    Scene scene;
    MoveCase asked;
    asked.about = watch_of(kWard);
    asked.number = number;
    asked.to = to;
    scene.ask(asked, kOfficer);
    scene.plan.effects = {{watch_of(kWard), CaseMoved{number, to, day("2026-07-06"), false}}};
    return scene;
  };
  for (const std::uint32_t number : {1U, 2U, 0x100U, 0x200U, 0x10000U, 0x1000000U, 0x01020304U}) {
    Scene scene = moved(number, CaseState::suspicious);
    const Verdict set = scene.hear("R41");
    ASSERT_EQ(effects_of(set), "freeze_set") << number;
    const Freeze review = std::get<FreezeSet>(set.effects[0].event).freeze;
    FreezeId expected{watch_of(kWard).id};
    for (const std::size_t i : {0U, 1U, 2U, 3U}) expected.bytes[i] = static_cast<std::uint8_t>(expected.bytes[i] ^ (number >> (8U * i) & 0xffU));
    EXPECT_EQ(review.id, expected) << number;
    EXPECT_TRUE(made.insert(review.id).second) << number;
    for (const auto& [to, effects] : {std::pair{CaseState::clear, "freeze_lifted"}, std::pair{CaseState::closed, "freeze_lifted"},
                                      std::pair{CaseState::reported, ""}}) {
      Scene ending = moved(number, to);
      ending.stage = Stage::execute;
      EXPECT_EQ(effects_of(ending.hear("R41")), "") << name(to) << ": nothing stands";
      ending.watch().freezes = {review};
      const Verdict lifted = ending.hear("R41");
      EXPECT_EQ(effects_of(lifted), effects) << name(to);
      for (const Effect& effect : lifted.effects) {
        EXPECT_EQ(effect.about, watch_of(kWard));
        EXPECT_EQ(std::get<FreezeLifted>(effect.event).freeze, review.id);
        EXPECT_FALSE(std::get<FreezeLifted>(effect.event).lapsed) << "somebody lifts it";
      }
    }
  }
}

// -- bonds, limits and tiers

TEST(Reasons, ABondThatIsTooLowIsNamedWithItsDay) {
  Scene scene;
  scene.guardian().bond = Bond{money("100000.00 PHP"), day("2026-02-25")};
  scene.ask_for(money("1.00 PHP"));
  EXPECT_EQ(said(scene.hear("R10")), "deny BOND_PENDING");
  EXPECT_EQ(facts_in(scene.hear("R10")), "bond_ordered=210000 PHP; bond=100000.00 PHP; bond_approved=2026-02-25");
}

TEST(Reasons, ASplitPaymentIsNamedWithItsSum) {
  Scene scene;
  scene.earlier(101, "2026-07-06", money("30000.00 PHP")).rail = Rail::instapay;
  RequestDisbursement asked = scene.request(money("30000.00 PHP"));
  asked.rail = Rail::instapay;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("R48")), "deny NO_SPLIT");
  EXPECT_EQ(fact_of(scene.hear("R48"), "same_day_to_payee"), "60000.00 PHP");
}

TEST(Reasons, ATierThatIsTooLowIsNamedWithTheOneNeeded) {
  for (const auto& [tier, says, facts] : {std::tuple{Tier::t0, "deny TIER_INSUFFICIENT", "purpose=medical; payee_kind=school; tier=T0; needed=T1"},
                                          std::tuple{Tier::t1, "allow enough_persons_looked", "purpose=medical; payee_kind=school; tier=T1"}}) {
    Scene scene;
    RequestDisbursement asked = scene.request(money("1.00 PHP"));
    asked.purpose = Purpose::medical;
    scene.tier = tier;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("RF08")), says);
    EXPECT_EQ(facts_in(scene.hear("RF08")), facts);
  }
}

TEST(Reasons, ATierThatIsTooLowIsNamedWithWhy) {
  Scene scene;
  scene.earlier(101, "2026-07-05", money("15000.00 PHP"));
  scene.execute(scene.request(money("6000.00 PHP")), kOfficer);
  EXPECT_EQ(said(scene.hear("RF02")), "deny TIER_INSUFFICIENT");
  EXPECT_EQ(fact_of(scene.hear("RF02"), "because"), "SPLIT_BILL");
}

TEST(Reasons, AReleaseSaysWhatIsReserved) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day("2026-06-01");
  order.cap = money("1000.00 PHP");
  RequestDisbursement asked;
  for (const Stage stage : {Stage::submit, Stage::release}) {
    Scene scene;
    scene.ward().court_orders = {order};
    scene.put(book::AccountKind::cap, kCourtOrder.bytes, money("900.00 PHP"));
    scene.put(book::AccountKind::cap_reserved, kCourtOrder.bytes, money("100.00 PHP"));
    asked = scene.request(money("100.00 PHP"));
    asked.court_order = kCourtOrder;
    if (stage == Stage::release) scene.release(asked, kReleaser);
    else scene.ask(asked, kGuardian);
    const Verdict verdict = scene.hear("R21");
    EXPECT_EQ(fact_of(verdict, "cap_left"), stage == Stage::release ? "" : "900.00 PHP");
    EXPECT_EQ(fact_of(verdict, "cap_reserved"), stage == Stage::release ? "100.00 PHP" : "");
  }
}

TEST(Reasons, AnUnreconciledAccountSaysSinceWhenAndHowMuch) {
  Scene scene;
  PoolCash& cash = scene.state.pools.at(kPool).cash.front();
  cash.reconciled = day("2026-07-03");
  cash.difference = money("-0.01 PHP");
  scene.release(scene.request(money("100.00 PHP")), kReleaser);
  EXPECT_EQ(said(scene.hear("R32")), "hold RECONCILIATION_BREAK");
  EXPECT_EQ(facts_in(scene.hear("R32")), "difference=-0.01 PHP; day=2026-07-03");
}

// -- births and deaths

TEST(Reasons, AMovedMajoritySaysWhenItWasBefore) {
  Scene scene;
  scene.ward().majority = day("2030-05-20");
  record(scene, birth(EvidenceRank::birth_certificate, "2012-06-20", "2012-06-20"));
  EXPECT_EQ(facts_in(scene.hear("R01")), "majority=2030-06-20; scheduled_before=2030-05-20");
  scene.ward().majority.reset();
  EXPECT_EQ(facts_in(scene.hear("R01")), "majority=2030-06-20");
}

TEST(Reasons, AgeThatNobodyProvedIsAskedForAgain) {
  for (const auto& [days, again] : {std::pair{"30", "2030-06-19"}, std::pair{"1", "2030-05-21"}, std::pair{"0", "2030-05-21"}, std::pair{"2", "2030-05-22"}}) {
    Scene scene;
    scene.rulebook = shipped({{"ask_again_days = 30", "ask_again_days = " + std::string(days)}});
    scene.ward().evidence = EvidenceRank::estimate;
    Tick tick;
    tick.matter = static_cast<std::uint8_t>(custody::Matter::majority);
    scene.ask(tick, kOfficer);
    scene.now(morning("2030-05-20"));
    const Verdict verdict = scene.hear("R06");
    EXPECT_EQ(said(verdict), "allow age_not_proven") << days;
    EXPECT_EQ(fact_of(verdict, "again"), again) << days;
    EXPECT_EQ(fact_of(verdict, "majority"), "2030-05-20");
    EXPECT_EQ(duties_of(verdict), "age_proof " + std::string(again) + ", court_notice 2030-05-30") << days;
  }
}

TEST(Reasons, ActsAfterMajorityAreCountedFromTheFirst) {
  Scene scene;
  scene.earlier(101, "2026-06-01", money("100.00 PHP"));
  scene.earlier(102, "2026-06-10", money("100.00 PHP"));
  record(scene, birth(EvidenceRank::birth_certificate, "2008-03-01", "2008-03-01"));
  const Verdict verdict = scene.hear("R07");
  EXPECT_EQ(facts_in(verdict), "majority=2026-03-01; acts=2; first=2026-06-01; review_due=2026-07-13");
  ASSERT_EQ(verdict.duties.size(), 1U);
  EXPECT_EQ(verdict.duties[0].owner, DutyOwner::social_worker);
  // Evidence that is not taken: of the guardian's own time, so that only its refusal is in the way.
  WardFact without = birth(EvidenceRank::birth_certificate, "2008-03-01", "2008-03-01");
  without.document.reset();
  record(scene, without);
  EXPECT_EQ(said(scene.hear("R07")), "silent");
}

TEST(Reasons, ActsOfTheDayOfMajorityCountOnThatDay) {
  for (const auto& [born, says] : {std::pair{"2008-07-06", "allow acts_after_majority"}, std::pair{"2008-07-07", "silent"}}) {
    Scene scene;
    scene.earlier(101, "2026-07-06", money("100.00 PHP"));
    record(scene, birth(EvidenceRank::birth_certificate, born, born));
    EXPECT_EQ(said(scene.hear("R07")), says) << born;
  }
}

TEST(Reasons, WhatIsWithheldOfAnEstateIsNamed) {
  const auto released = [](std::optional<Amount> withheld, std::string_view died) {
    Scene scene;
    scene.ward().died = day(died);
    RequestDisbursement asked = scene.request(money("100000.00 PHP"));
    asked.purpose = Purpose::estate;
    scene.release(asked, kReleaser);
    RequestReleased event;
    event.request = kRequest;
    event.withheld = withheld;
    scene.plan.effects = {{subject(kWard), event}};
    return scene.hear("R62");
  };
  EXPECT_EQ(facts_in(released(std::nullopt, "2026-06-01")), "gross=100000.00 PHP; withheld=0.00 PHP; expected=6000.00 PHP");
  const Verdict kept = released(money("6000.00 PHP"), "2026-06-01");
  ASSERT_EQ(said(kept), "allow estate_withholding");
  ASSERT_EQ(kept.duties.size(), 1U);
  EXPECT_EQ(facts_in(kept), "gross=100000.00 PHP; withheld=6000.00 PHP; remit_by=" + kept.duties[0].due.text());
  EXPECT_EQ(kept.duties[0].owner, DutyOwner::trust_officer);
}

// -- awards and retention

TEST(Reasons, AnAwardIsLookedAtAgainTheDayAfterItsYears) {
  for (const auto& [years, on] : {std::pair{"20", "2046-06-02"}, std::pair{"1", "2027-06-02"}, std::pair{"0", "2027-06-02"}, std::pair{"1000", "3026-06-02"},
                                  std::pair{"1001", "3026-06-02"}, std::pair{"999", "3025-06-02"}}) {
    Scene scene;
    scene.rulebook = shipped({{"\nyears = 20 ", "\nyears = " + std::string(years) + " "}});
    scene.state.orders[kOrder].id = kOrder;
    scene.state.orders[kOrder].dated = day("2026-06-01");
    Award award;
    award.id = kAward;
    award.order = kOrder;
    award.amount = money("100.00 USD");
    scene.ask(RecordAward{}, kOfficer);
    scene.plan.effects = {{subject(kWard), AwardRecorded{award}}};
    const Verdict verdict = scene.hear("R58");
    EXPECT_EQ(facts_in(verdict), "looked_at_again=" + std::string(on)) << years;
    EXPECT_EQ(reminders_of(verdict), "review " + std::string(on) + "T00:00:00+08:00") << years;
  }
}

TEST(Reasons, RecordsSayHowLongTheyAreKept) {
  const auto erased = [](std::string_view years, std::optional<CivilDate> moved, std::string_view now) {
    Scene scene;
    scene.rulebook = shipped({{"\nyears = 5 ", "\nyears = " + std::string(years) + " "}});
    scene.ward().moved = moved;
    scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
    scene.now(morning(now));
    EraseWard erase;
    erase.ward = kWard;
    erase.reason = "asked for";
    scene.ask(erase, kOfficer);
    scene.about = WardId{};
    const Verdict verdict = scene.hear("R42");
    return said(verdict) + ": " + facts_in(verdict);
  };
  EXPECT_EQ(erased("5", day("2026-07-06"), "2031-07-07"), "allow retention_over: kept_until=2031-07-06");
  EXPECT_EQ(erased("5", day("2026-07-06"), "2031-07-06"), "deny RETENTION: until=2031-07-06");
  EXPECT_EQ(erased("0", day("2026-07-06"), "2026-07-06"), "allow retention_over: kept_until=2026-07-06") << "no years: the same day";
  EXPECT_EQ(erased("0", std::nullopt, "2026-07-06"), "allow retention_over: ") << "no years: nothing must be known";
  EXPECT_EQ(erased("1", std::nullopt, "2026-07-06"), "deny RETENTION: opened=not known");
  EXPECT_EQ(erased("1", day("2026-07-06"), "2027-07-06"), "deny RETENTION: until=2027-07-06");
}

}  // namespace
}  // namespace katiwala::policies::scene::reasons_test
