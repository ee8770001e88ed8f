// Parameters at their bounds: what a rule refuses to mean, the least and the most that it means, and time that no parameter stops.
#include <gtest/gtest.h>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::bounds_test {
namespace {

using Setting = void (*)(Scene&);

void pays_a_guardian(Scene& scene) {
  RequestDisbursement asked = scene.request(money("1.00 PHP"));
  asked.purpose = Purpose::compensation;
  scene.ask(asked, kOfficer);
}

void pays_a_lawyer(Scene& scene) {
  scene.state.orders[kOrder].id = kOrder;
  scene.state.orders[kOrder].kind_of_order = OrderKind::defined_monetary_assistance;
  Award award;
  award.id = kAward;
  award.order = kOrder;
  award.amount = money("100.00 PHP");
  scene.ward().awards.push_back(award);
  scene.ward().payees.front().payee_kind = PayeeKind::lawyer;
  scene.ask_for(money("1.00 PHP"));
}

void pays_an_estate(Scene& scene) {
  RequestDisbursement asked = scene.request(money("1.00 PHP"));
  asked.purpose = Purpose::estate;
  scene.release(asked, kReleaser);
}

void earns_interest(Scene& scene) {
  RecordInterest made;
  made.ward = kWard;
  made.gross = money("100.00 PHP");
  made.tax = money("20.00 PHP");
  made.placed = made.booked = day("2026-06-30");
  scene.ask(made, kOfficer);
}

void is_asked_for(Scene& scene) { scene.ask_for(money("1.00 PHP")); }
void opens(Scene& scene) { scene.ask(OpenWard{}, kOfficer); }
void gives_a_reason(Scene& scene) {
  LiftFreeze lifted;
  lifted.reason = "a";
  scene.ask(lifted, kOfficer);
}

/// Each with the least and the most that it can mean, and one beside each.
const struct Bound {
  const char* rule;
  const char* parameter;
  const char* line;  // as the rulebook has it; "%" stands where the figure is
  const char* shipped;
  int least, most;
  Setting setting;
} kBounds[] = {
    {"R25", "R25.cap_percent", "\ncap_percent = % ", "10", 0, 100, pays_a_guardian},
    {"R60", "R60.percent", "\npercent = % ", "15", 0, 100, pays_a_lawyer},
    {"R62", "R62.percent", "\npercent = %\n", "6", 0, 100, pays_an_estate},
    {"R43", "R43.percent", "\npercent = %\n", "20", 0, 100, earns_interest},
    {"R43", "R43.legacy_percent", "\nlegacy_percent = % ", "15", 0, 100, earns_interest},
    {"RF12", "RF12.night_from_hour", "\nnight_from_hour = % ", "22", 0, 23, is_asked_for},
    {"RF12", "RF12.night_to_hour", "\nnight_to_hour = % ", "6", 0, 23, is_asked_for},
    {"RF08", "RF08.closed_months", "\nclosed_months = [\"4\", \"%\"]", "5", 1, 12, is_asked_for},
    {"R47", "R47.years", "\nyears = % ", "10", 1, 100, opens},
    {"R47", "R47.heartbeat_months", "\nheartbeat_months = % ", "12", 1, 1200, opens},
    {"R01", "R01.majority_age_years", "\nmajority_age_years = %\n", "18", 1, 100, is_asked_for},
};

std::string line_of(const Bound& bound, const std::string& figure) {
  std::string line = bound.line;
  return line.replace(line.find('%'), 1, figure);
}

TEST(Parameters, MeanSomethingFromTheLeastToTheMost) {
  for (const Bound& bound : kBounds) {
    for (const int figure : {bound.least - 1, bound.least, bound.least + 1, bound.most - 1, bound.most, bound.most + 1}) {
      Scene scene;
      scene.rulebook = shipped({{line_of(bound, bound.shipped), line_of(bound, std::to_string(figure))}});
      bound.setting(scene);
      const Verdict verdict = scene.hear(bound.rule);
      const bool means = figure >= bound.least && figure <= bound.most;
      EXPECT_EQ(said(verdict) != "deny PARAMETER_INVALID", means) << bound.parameter << " = " << figure << ": " << said(verdict);
      EXPECT_EQ(fact_of(verdict, "parameter"), means ? "" : bound.parameter) << figure;
      EXPECT_EQ(fact_of(verdict, "value"), means ? "" : std::to_string(figure)) << bound.parameter;
    }
  }
}

TEST(Parameters, AFreeTextHasOneByteAtLeast) {
  for (const auto& [figure, says] : {std::pair{"1", "silent"}, std::pair{"0", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    scene.rulebook = shipped({{"free_text_bytes = 140", "free_text_bytes = " + std::string(figure)}});
    gives_a_reason(scene);
    EXPECT_EQ(said(scene.hear("R65")), says) << figure;
  }
}

// -- ages

TEST(Parameters, WhatIsWrongWithAnAgeIsNamed) {
  const struct {
    const char *from, *to, *parameter, *value;
  } cases[] = {
      {"leap_rule = \"MAR_1\"", "leap_rule = \"NEVER\"", "R02.leap_rule", "NEVER"},
      {"min_rank_release = \"AUTHENTIC_DOC\"", "min_rank_release = \"ANY\"", "R05.min_rank_release", "ANY"},
      {"majority_age_years = 18", "majority_age_years = 0", "R01.majority_age_years", "0"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{c.from, c.to}});
    scene.ask_for(money("1.00 PHP"));
    const Verdict verdict = scene.hear("R01");
    EXPECT_EQ(said(verdict), "deny PARAMETER_INVALID") << c.to;
    EXPECT_EQ(fact_of(verdict, "parameter"), c.parameter);
    EXPECT_EQ(fact_of(verdict, "value"), c.value);
  }
}

TEST(Parameters, ABirthBeyondTheCalendarHasNoMajority) {
  for (const auto& [born, says] : {std::pair{"9000-12-31", true}, std::pair{"9001-01-01", false}}) {
    Scene scene;
    scene.ward().born_earliest = scene.ward().born_latest = day(born);
    scene.ask_for(money("1.00 PHP"));
    EXPECT_EQ(said(scene.hear("R01")) != "deny PARAMETER_INVALID", says) << born;
  }
}

// -- figures that are bounded without a word, because what they stand for protects her

TEST(Parameters, AWindowIsOneDayAtLeast) {
  for (const char* figure : {"0", "1", "-1"}) {
    Scene scene;
    scene.rulebook = shipped({{"window_days = 7 ", "window_days = " + std::string(figure) + " "}});
    scene.earlier(101, "2026-07-06", money("15000.00 PHP"));
    scene.ask_for(money("6000.00 PHP"));
    EXPECT_EQ(said(scene.hear("RF02")), "escalate SPLIT_BILL T1") << figure;
    Scene before;
    before.rulebook = scene.rulebook;
    before.earlier(101, "2026-07-05", money("15000.00 PHP"));
    before.ask_for(money("6000.00 PHP"));
    EXPECT_EQ(said(before.hear("RF02")), "silent") << figure;
  }
}

TEST(Parameters, ANoticeToTheCourtIsDueTomorrowAtTheEarliest) {
  for (const auto& [figure, due] : {std::pair{"-1", "2026-07-07"}, std::pair{"0", "2026-07-07"}, std::pair{"1", "2026-07-07"}, std::pair{"2", "2026-07-08"}}) {
    Scene scene;
    scene.rulebook = shipped({{"notice_days = 10                        # calendar days to tell", "notice_days = " + std::string(figure) + " # calendar days to tell"}});
    scene.put(book::AccountKind::principal, kWard.bytes, money("10000.00 PHP"));
    scene.ask_for(money("9000.00 PHP"));
    EXPECT_EQ(duties_of(scene.hear("RF09")), "court_notice " + std::string(due)) << figure;
  }
}

TEST(Parameters, AReviewIsDueTheNextWorkingDayAtTheEarliest) {
  for (const auto& [figure, due] : {std::pair{"-1", "2026-07-07"}, std::pair{"0", "2026-07-07"}, std::pair{"1", "2026-07-07"}, std::pair{"2", "2026-07-08"}}) {
    Scene scene;
    scene.rulebook = shipped({{"review_working_days = 5                 # D: until somebody has looked into it\n", "review_working_days = " + std::string(figure) + "\n"}});
    record(scene, fact_since(FactKind::marriage, "2026-07-01"));
    const Verdict verdict = scene.hear("R04");
    EXPECT_EQ(duties_of(verdict), "guardian_review " + std::string(due)) << figure;
    EXPECT_EQ(fact_of(verdict, "review_due"), due) << figure;
  }
}

/// A reminder of hers that has come.
void comes(Scene& scene, ReminderKind kind, std::string_view on) {
  scene.ward().reminders.push_back({7, kind, start_of(day(on)), std::nullopt, std::nullopt});
  scene.ask(Tick{}, kOfficer);
  scene.now(start_of(day(on)));
  scene.plan.effects = {{subject(kWard), ReminderDue{7}}};
}

TEST(Parameters, DaysAreBoundedSoThatNoDateLeavesTheCalendar) {
  const struct {
    const char* figure;
    CivilDate due;
  } cases[] = {
      {"-1", day("2027-07-06")},           {"0", day("2027-07-06")},           {"1", day("2027-07-07")},
      {"11999", day("2027-07-06") + 11999}, {"12000", day("2027-07-06") + 12000}, {"12001", day("2027-07-06") + 12000},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"review_days = 30                        # D: to do it", "review_days = " + std::string(c.figure)}});
    comes(scene, ReminderKind::review, "2027-07-06");
    const Verdict verdict = scene.hear("R70");
    EXPECT_EQ(duties_of(verdict), "account_review " + c.due.text()) << c.figure;
    EXPECT_EQ(fact_of(verdict, "due"), c.due.text()) << c.figure;
  }
}

TEST(Parameters, AReminderComesAgainWhateverTheyAre) {
  const struct {
    const char* rule;
    const char *from, *to;
    ReminderKind kind;
    const char* again;
  } cases[] = {
      {"R70", "\nmonths = 12                             # 36", "\nmonths = 0 # 36", ReminderKind::review, "review 2026-08-06T00:00:00+08:00"},
      {"R70", "\nmonths = 12                             # 36", "\nmonths = 37 # 36", ReminderKind::review, "review 2029-07-06T00:00:00+08:00"},
      {"R47", "heartbeat_months = 12", "heartbeat_months = 0", ReminderKind::heartbeat, "heartbeat 2026-08-06T00:00:00+08:00"},
      {"R47", "heartbeat_months = 12", "heartbeat_months = 1201", ReminderKind::heartbeat, "heartbeat 2126-07-06T00:00:00+08:00"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{c.from, c.to}});
    scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
    comes(scene, c.kind, "2026-07-06");
    EXPECT_EQ(reminders_of(scene.hear(c.rule)), c.again) << c.to;
  }
}

TEST(Parameters, ANightThatEndsAsItBeginsIsNone) {
  const struct {
    const char *from, *to, *time, *says;
  } cases[] = {
      {"8", "10", "07:59:59", "silent"},         {"8", "10", "08:00:00", "escalate STEP_UP T1"},
      {"8", "10", "09:59:59", "escalate STEP_UP T1"}, {"8", "10", "10:00:00", "silent"},
      {"8", "8", "08:00:00", "silent"},          {"8", "8", "09:00:00", "silent"},
      {"8", "8", "07:00:00", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"night_from_hour = 22", "night_from_hour = " + std::string(c.from)}, {"night_to_hour = 6 ", "night_to_hour = " + std::string(c.to) + " "}});
    scene.now(at("2026-07-06T" + std::string(c.time) + "+08:00"));
    scene.ask_for(money("1.00 PHP"));
    EXPECT_EQ(said(scene.hear("RF12")), c.says) << c.from << ".." << c.to << " at " << c.time;
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::bounds_test
