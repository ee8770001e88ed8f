// R70 reviews of each account; R55's review of what waits in suspense, by reminder.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::reviews_test {
namespace {

void come(Scene& scene, const Subject& about, std::string_view at, Reminder reminder = {}) {
  reminder.number = 7;
  reminder.reminder = ReminderKind::review;
  reminder.at = start_of(day(at));
  auto& all = about.kind == SubjectKind::pool ? scene.state.pools.at(kPool).reminders : scene.ward().reminders;
  all.push_back(reminder);
  scene.ask(Tick{}, kOfficer);
  scene.now(reminder.at);
  if (about.kind == SubjectKind::pool) scene.about = WardId{};
  scene.plan.effects = {{about, ReminderDue{7}}};
}

void open(Scene& scene) {
  OpenWard opened;
  opened.ward = kWard;
  opened.pool = kPool;
  scene.ask(opened, kOfficer);
  scene.plan.effects = {{subject(kWard), WardOpened{opened}}};
}

TEST(R70, EveryYearFromTheOpening) {
  Scene scene;
  open(scene);
  EXPECT_EQ(reminders_of(scene.hear("R70")), "review 2027-07-06T00:00:00+08:00");
  come(scene, subject(kWard), "2027-07-06");
  EXPECT_EQ(duties_of(scene.hear("R70")), "account_review 2027-08-05");
  EXPECT_EQ(reminders_of(scene.hear("R70")), "") << "its filing sets the next";
  Obligation owed;
  owed.number = 3;
  owed.duty = Duty::account_review;
  scene.ward().obligations = {owed};
  EXPECT_EQ(duties_of(scene.hear("R70")), "") << "one at a time";
}

TEST(R70, TheNextIsCountedFromTheFiling) {
  Scene scene;
  Obligation owed;
  owed.number = 3;
  owed.duty = Duty::account_review;
  scene.ward().obligations = {owed};
  FileReturn filed;
  filed.ward = kWard;
  filed.obligation = 3;
  scene.ask(filed, kOfficer);
  scene.now(morning("2027-08-31"));
  scene.plan.effects = {{subject(kWard), ObligationClosed{3, day("2027-08-31")}}};
  EXPECT_EQ(reminders_of(scene.hear("R70")), "review 2028-08-31T00:00:00+08:00");
  scene.ward().obligations.front().duty = Duty::inventory;
  EXPECT_EQ(reminders_of(scene.hear("R70")), "");
}

TEST(R70, AtLeastEveryThreeYears) {
  const struct {
    const char* months;
    const char* says;
    const char* reminder;
  } cases[] = {
      {"months = 36 ", "silent", "review 2029-07-06T00:00:00+08:00"},
      {"months = 37 ", "deny PARAMETER_INVALID", ""},
      {"months = 1 ", "silent", "review 2026-08-06T00:00:00+08:00"},
      {"months = 0 ", "deny PARAMETER_INVALID", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"\nmonths = 12                             # 36", "\n" + std::string(c.months) + "# 36"}});
    open(scene);
    EXPECT_EQ(said(scene.hear("R70")), c.says) << c.months;
    EXPECT_EQ(reminders_of(scene.hear("R70")), c.reminder) << c.months;
    come(scene, subject(kWard), "2029-07-06");
    EXPECT_EQ(duties_of(scene.hear("R70")), "account_review 2029-08-05") << c.months << ": time is not stopped by it";
  }
}

TEST(R70, AnEmptyAccountIsLookedAtAgainLater) {
  Scene scene;
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
  come(scene, subject(kWard), "2027-07-06");
  EXPECT_EQ(duties_of(scene.hear("R70")), "");
  EXPECT_EQ(reminders_of(scene.hear("R70")), "review 2028-07-06T00:00:00+08:00");
  scene.put(book::AccountKind::reserved, kWard.bytes, money("0.01 PHP"));
  EXPECT_EQ(duties_of(scene.hear("R70")), "account_review 2027-08-05");
}

TEST(R70, AReviewOfSomethingElseIsAnothersRule) {
  for (const bool numbered : {true, false}) {
    Scene scene;
    Reminder reminder;
    if (numbered) reminder.of = 3;
    else reminder.object = kAward.bytes;
    come(scene, subject(kWard), "2027-07-06", reminder);
    EXPECT_EQ(duties_of(scene.hear("R70")) + reminders_of(scene.hear("R70")), "");
  }
}

// -- R55

Credit& waiting(Scene& scene, std::uint8_t number, std::string_view booked) {
  Credit credit;
  credit.id = id<CreditId>(number);
  credit.pool = kPool;
  credit.amount = money("24.00 USD");
  credit.booked = day(booked);
  return scene.state.credits[credit.id] = credit;
}

TEST(R55, AReminderIsSetAsACreditComesIn) {
  const struct {
    const char* what;
    const char* booked;
    const char* now;
    const char* standing;  // "": none
    const char* reminders;
  } cases[] = {
      {"five working days", "2026-06-01", "2026-06-01", "", "review 2026-06-09T00:00:00+08:00"},
      {"over holidays", "2026-03-31", "2026-03-31", "", "review 2026-04-11T00:00:00+08:00"},
      {"the year not loaded: calendar days", "2026-12-22", "2026-12-22", "", "review 2026-12-28T00:00:00+08:00"},
      {"told late: tomorrow", "2026-06-01", "2026-06-30", "", "review 2026-07-01T00:00:00+08:00"},
      {"one stands for that day", "2026-06-01", "2026-06-01", "2026-06-09", ""},
      {"one stands for the day after", "2026-06-01", "2026-06-01", "2026-06-10", "review 2026-06-09T00:00:00+08:00"},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (*c.standing != 0) scene.state.pools.at(kPool).reminders = {{1, ReminderKind::review, start_of(day(c.standing)), std::nullopt, std::nullopt}};
    ReceiveCredit receipt;
    receipt.pool = kPool;
    receipt.booked = day(c.booked);
    scene.ask(receipt, kOfficer);
    scene.about = WardId{};
    scene.now(morning(c.now));
    const Verdict verdict = scene.hear("R55");
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.what;
    for (const ReminderDraft& reminder : verdict.reminders) EXPECT_EQ(reminder.about, subject(kPool));
  }
}

TEST(R55, WhenItComesWhatStillWaitsIsReviewed) {
  const struct {
    const char* what;
    std::vector<const char*> booked;
    const char* now;
    const char* duties;
    const char* reminders;
  } cases[] = {
      {"nothing waits", {}, "2026-06-09", "", ""},
      {"the last day of patience", {"2026-06-01"}, "2026-06-08", "", "review 2026-06-09T00:00:00+08:00"},
      {"the day after", {"2026-06-01"}, "2026-06-09", "suspense_review 2026-06-09", "review 2026-06-18T00:00:00+08:00"},
      {"another is in patience still", {"2026-06-01", "2026-06-04"}, "2026-06-09", "suspense_review 2026-06-09", "review 2026-06-12T00:00:00+08:00"},
  };
  for (const auto& c : cases) {
    Scene scene;
    std::uint8_t number = 81;
    for (const char* booked : c.booked) waiting(scene, number++, booked);
    come(scene, subject(kPool), c.now);
    const Verdict verdict = scene.hear("R55");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.what;
  }
}

TEST(R55, WhatWasMatchedOrWentBackWaitsNoMore) {
  Scene scene;
  Credit& credit = waiting(scene, 81, "2026-06-01");
  come(scene, subject(kPool), "2026-06-09");
  EXPECT_EQ(duties_of(scene.hear("R55")), "suspense_review 2026-06-09");
  credit.matched = true;
  EXPECT_EQ(duties_of(scene.hear("R55")) + reminders_of(scene.hear("R55")), "");
  credit.matched = false;
  credit.resolved = CreditEnd::returned;
  EXPECT_EQ(duties_of(scene.hear("R55")) + reminders_of(scene.hear("R55")), "");
  credit.resolved.reset();
  scene.state.pools.at(kPool).reminders.push_back({8, ReminderKind::review, start_of(day("2026-06-18")), std::nullopt, std::nullopt});
  EXPECT_EQ(reminders_of(scene.hear("R55")), "") << "another stands for that day";
}

TEST(R55, WhatIsUnmatchedAgainIsLookedAtAgain) {
  Scene scene;
  waiting(scene, 81, "2026-06-01");
  scene.complete(ReverseEntry{17, subject(kPool), "wrong order"}, kOfficer, kReleaser);
  scene.about = WardId{};
  scene.now(morning("2026-06-30"));
  EXPECT_EQ(reminders_of(scene.hear("R55")), "");
  scene.plan.effects = {{subject(kPool), CreditReopened{kCredit}}};
  EXPECT_EQ(reminders_of(scene.hear("R55")), "review 2026-07-01T00:00:00+08:00");
}

}  // namespace
}  // namespace katiwala::policies::scene::reviews_test
