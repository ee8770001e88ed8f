// R42 how long records are kept, R47 dormancy, R66 erasure.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::retention_test {
namespace {

Scene erasing(std::string_view now) {
  Scene scene;
  scene.ward().moved = day("2026-07-06");
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
  scene.now(morning(now));
  EraseWard erase;
  erase.ward = kWard;
  erase.reason = "asked for";
  scene.ask(erase, kOfficer);
  scene.about = WardId{};  // it stands in the ledger's own part
  return scene;
}

WatchCase a_case(CaseState state, std::optional<CivilDate> moved) {
  WatchCase made;
  made.number = 1;
  made.flag = "RF10";
  made.opened = day("2026-07-06");
  made.state = state;
  made.moved = moved;
  return made;
}

Freeze a_freeze(FreezeKind kind) {
  Freeze made;
  made.freeze_kind = kind;
  made.dated = day("2026-07-06");
  return made;
}

TEST(R42, FiveYearsAndADay) {
  const struct {
    const char* what;
    const char* moved;
    const char* now;
    const char* says;
  } cases[] = {
      {"the anniversary", "2026-07-06", "2031-07-06", "deny RETENTION"},
      {"the day after", "2026-07-06", "2031-07-07", "allow retention_over"},
      {"much before", "2026-07-06", "2026-07-07", "deny RETENTION"},
      {"from a leap day", "2028-02-29", "2033-02-28", "deny RETENTION"},
      {"from a leap day, the day after", "2028-02-29", "2033-03-01", "allow retention_over"},
  };
  for (const auto& c : cases) {
    Scene scene = erasing(c.now);
    scene.ward().moved = day(c.moved);
    EXPECT_EQ(said(scene.hear("R42")), c.says) << c.what;
  }
  EXPECT_EQ(fact_of(erasing("2031-07-06").hear("R42"), "until"), "2031-07-06");
}

TEST(R42, YearsAreAParameter) {
  for (const auto& [years, says] : {std::pair{"years = 0 ", "allow retention_over"}, std::pair{"years = 6 ", "deny RETENTION"},
                                    std::pair{"years = -1 ", "deny PARAMETER_INVALID"}, std::pair{"years = 101 ", "deny PARAMETER_INVALID"},
                                    std::pair{"years = 100 ", "deny RETENTION"}}) {
    Scene scene = erasing("2031-07-07");
    scene.rulebook = shipped({{"\nyears = 5 ", "\n" + std::string(years)}});
    EXPECT_EQ(said(scene.hear("R42")), says) << years;
  }
}

TEST(R42, AFreezeKeepsThemButHerDeathDoesNot) {
  for (const auto& [kind, says] : {std::pair{FreezeKind::court, "deny RETENTION"}, std::pair{FreezeKind::claim, "deny RETENTION"},
                                   std::pair{FreezeKind::guardian, "deny RETENTION"}, std::pair{FreezeKind::death, "allow retention_over"}}) {
    Scene scene = erasing("2031-07-07");
    scene.ward().freezes = {a_freeze(kind)};
    EXPECT_EQ(said(scene.hear("R42")), says) << name(kind);
    scene.ward().freezes.front().lifted = day("2031-07-06");
    EXPECT_EQ(said(scene.hear("R42")), "allow retention_over") << name(kind) << ", lifted";
  }
}

TEST(R42, WhatComplianceKnowsKeepsThemAndIsNotSaid) {
  const struct {
    const char* what;
    CaseState state;
    const char* moved;
    const char* kept;  // in the watch; "": nothing keeps them
  } cases[] = {
      {"open", CaseState::open, "", "CASE_OPEN"},
      {"suspicious", CaseState::suspicious, "2026-07-10", "CASE_OPEN"},
      {"reported", CaseState::reported, "2026-07-10", "CASE_OPEN"},
      {"closed five years ago to the day", CaseState::closed, "2026-07-07", "RETENTION"},
      {"closed a day before", CaseState::closed, "2026-07-06", ""},
      {"cleared", CaseState::clear, "2026-07-07", "RETENTION"},
      {"cleared a day before", CaseState::clear, "2026-07-06", ""},
  };
  for (const auto& c : cases) {
    Scene scene = erasing("2031-07-07");
    scene.watch().cases = {a_case(c.state, *c.moved == 0 ? std::nullopt : std::optional(day(c.moved)))};
    const Verdict verdict = scene.hear("R42");
    EXPECT_EQ(said(verdict), *c.kept == 0 ? "allow retention_over" : "deny RETENTION") << c.what;
    if (*c.kept == 0) continue;
    EXPECT_TRUE(verdict.reason->facts.empty()) << c.what;
    ASSERT_EQ(verdict.effects.size(), 1U) << c.what;
    EXPECT_EQ(verdict.effects[0].about, watch_of(kWard)) << c.what;
    EXPECT_EQ(std::get<ReasonsKept>(verdict.effects[0].event).reasons.at(0).code, c.kept) << c.what;
  }
  Scene frozen = erasing("2031-07-07");
  frozen.watch().freezes = {a_freeze(FreezeKind::amlc)};
  EXPECT_EQ(said(frozen.hear("R42")), "deny RETENTION");
  EXPECT_TRUE(frozen.hear("R42").reason->facts.empty());
  frozen.watch().freezes.front().lifted = day("2031-07-06");
  EXPECT_EQ(said(frozen.hear("R42")), "allow retention_over");
}

/// The reminder of that number has come.
void come(Scene& scene, ReminderKind kind, std::string_view at, const Subject& about = subject(kWard)) {
  const Reminder reminder{7, kind, start_of(day(at)), std::nullopt, std::nullopt};
  if (about.kind == SubjectKind::pool) scene.state.pools.at(kPool).reminders = {reminder};
  else scene.ward().reminders = {reminder};
  scene.ask(Tick{}, kOfficer);
  scene.now(start_of(day(at)));
  scene.plan.about = about;
  scene.plan.effects = {{about, ReminderDue{7}}};
}

TEST(R42, AnAccountOnWhichNothingMovedCountsFromItsOpening) {
  Scene scene;
  OpenWard opened;
  opened.ward = kWard;
  opened.pool = kPool;
  scene.ask(opened, kOfficer);
  scene.plan.effects = {{subject(kWard), WardOpened{opened}}};
  const Verdict verdict = scene.hear("R42");
  EXPECT_EQ(reminders_of(verdict), "retention 2031-07-07T00:00:00+08:00");

  Scene later = erasing("2031-07-06");
  later.ward().moved.reset();
  EXPECT_EQ(said(later.hear("R42")), "deny RETENTION") << "nobody knows since when";
  later.ward().reminders = {{1, ReminderKind::retention, verdict.reminders.at(0).at, std::nullopt, std::nullopt}};
  EXPECT_EQ(fact_of(later.hear("R42"), "until"), "2031-07-06");
  later.now(morning("2031-07-07"));
  EXPECT_EQ(said(later.hear("R42")), "allow retention_over");
  later.ward().reminders.clear();  // it has come, and the bank's people were told
  later.protection().alerts = {{"R42", "RETENTION_OVER", day("2031-07-07")}};
  EXPECT_EQ(said(later.hear("R42")), "allow retention_over");
}

TEST(R42, TheReminderAlertsOnceWhenTheTimeIsOver) {
  Scene scene;
  scene.ward().moved = day("2026-07-06");
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
  come(scene, ReminderKind::retention, "2031-07-06");
  EXPECT_EQ(effects_of(scene.hear("R42")), "") << "the anniversary";
  EXPECT_EQ(reminders_of(scene.hear("R42")), "retention 2031-07-07T00:00:00+08:00");
  come(scene, ReminderKind::retention, "2031-07-07");
  ASSERT_EQ(effects_of(scene.hear("R42")), "alert_raised");
  EXPECT_EQ(scene.hear("R42").effects.at(0).about, protection_of(kWard));
  EXPECT_EQ(said(scene.hear("R42")), "silent") << "her own part says nothing";
  EXPECT_EQ(reminders_of(scene.hear("R42")), "retention 2032-07-07T00:00:00+08:00");
  scene.protection().alerts = {{"R42", "RETENTION_OVER", day("2031-07-07")}};
  EXPECT_EQ(effects_of(scene.hear("R42")), "") << "told already";
  scene.protection().alerts.clear();
  scene.put(book::AccountKind::income, kWard.bytes, money("0.01 PHP"));
  EXPECT_EQ(effects_of(scene.hear("R42")), "") << "a centavo is held";
  scene.put(book::AccountKind::income, kWard.bytes, money("0.00 PHP"));
  scene.watch().cases = {a_case(CaseState::open, std::nullopt)};
  EXPECT_EQ(effects_of(scene.hear("R42")), "") << "a case is open";
}

// -- R47

TEST(R47, AHeartbeatEachYear) {
  Scene scene;
  OpenWard opened;
  opened.ward = kWard;
  opened.pool = kPool;
  scene.ask(opened, kOfficer);
  scene.plan.effects = {{subject(kWard), WardOpened{opened}}};
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2027-07-06T00:00:00+08:00");

  come(scene, ReminderKind::heartbeat, "2027-07-06");
  EXPECT_EQ(duties_of(scene.hear("R47")), "heartbeat 2027-08-05");
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2028-07-06T00:00:00+08:00");
  scene.now(morning("2030-07-06"));  // the clock stood still for years: the next is not in the past
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2031-07-06T00:00:00+08:00");
  scene.now(morning("2030-07-05"));
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2030-07-06T00:00:00+08:00");

  Obligation open;
  open.number = 3;
  open.duty = Duty::heartbeat;
  scene.ward().obligations = {open};
  EXPECT_EQ(duties_of(scene.hear("R47")), "") << "one at a time";
  scene.ward().obligations.clear();
  scene.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP"));
  EXPECT_EQ(duties_of(scene.hear("R47")), "") << "nothing is held";
}

TEST(R47, ThatSheWasReachedClosesIt) {
  Scene scene;
  Obligation heartbeat, report;
  heartbeat.number = 3;
  heartbeat.duty = Duty::heartbeat;
  report.number = 4;
  report.duty = Duty::unclaimed_report;
  scene.ward().obligations = {heartbeat, report};
  scene.ask(RecordFact{}, kOfficer);
  WardFact reached;
  reached.fact = FactKind::heartbeat;
  scene.plan.effects = {{subject(kWard), FactRecorded{reached}}};
  EXPECT_EQ(effects_of(scene.hear("R47")), "obligation_closed, obligation_closed");
  reached.fact = FactKind::residence;
  scene.plan.effects = {{subject(kWard), FactRecorded{reached}}};
  EXPECT_EQ(effects_of(scene.hear("R47")), "");
}

/// Of age since 2030-05-20; her money moved last on `moved`.
Scene silent_since(std::string_view moved, std::string_view now) {
  Scene scene;
  scene.ward().adult = true;
  scene.ward().majority = day("2030-05-20");
  scene.ward().moved = day(moved);
  come(scene, ReminderKind::unclaimed_report, now);
  return scene;
}

TEST(R47, TenSilentYearsOfOneWhoIsOfAge) {
  const struct {
    const char* what;
    const char* moved;
    const char* now;
    const char* duties;
    const char* next;
  } cases[] = {
      {"the anniversary", "2031-03-10", "2041-03-10", "", "2041-03-11"},
      {"the day after", "2031-03-10", "2041-03-11", "unclaimed_report 2043-01-31", "2043-03-11"},
      {"from an even year to the next", "2032-03-10", "2042-03-11", "unclaimed_report 2043-01-31", "2044-03-11"},
      {"in January of an odd year", "2033-01-10", "2043-01-11", "unclaimed_report 2043-01-31", "2045-01-11"},
      {"on its last day", "2033-01-30", "2043-01-31", "unclaimed_report 2043-01-31", "2045-01-31"},
      {"in February of an odd year", "2033-01-31", "2043-02-01", "unclaimed_report 2045-01-31", "2045-02-01"},
      {"never drawn: from her majority", "2020-01-01", "2040-05-20", "", "2040-05-21"},
      {"never drawn: the day after", "2020-01-01", "2040-05-21", "unclaimed_report 2041-01-31", "2042-05-21"},
  };
  for (const auto& c : cases) {
    Scene scene = silent_since(c.moved, c.now);
    const Verdict verdict = scene.hear("R47");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    EXPECT_EQ(reminders_of(verdict), "unclaimed_report " + std::string(c.next) + "T00:00:00+08:00") << c.what;
  }
}

TEST(R47, NeverOfAMinorOrUnderAHold) {
  Scene minor = silent_since("2020-01-01", "2045-01-01");
  EXPECT_EQ(duties_of(minor.hear("R47")), "unclaimed_report 2045-01-31");
  minor.ward().adult = false;
  EXPECT_EQ(duties_of(minor.hear("R47")) + reminders_of(minor.hear("R47")), "");

  const auto held = [](auto set) {
    Scene scene = silent_since("2020-01-01", "2045-01-01");
    set(scene);
    const Verdict verdict = scene.hear("R47");
    EXPECT_EQ(said(verdict), "silent");
    return duties_of(verdict) + reminders_of(verdict);
  };
  const std::string again = "unclaimed_report 2046-01-01T00:00:00+08:00";
  EXPECT_EQ(held([](Scene& s) { s.ward().freezes = {a_freeze(FreezeKind::court)}; }), again);
  EXPECT_EQ(held([](Scene& s) { s.watch().freezes = {a_freeze(FreezeKind::amlc)}; }), again);
  EXPECT_EQ(held([](Scene& s) { s.state.pools.at(kPool).freezes = {a_freeze(FreezeKind::bank)}; }), again);
  EXPECT_EQ(held([](Scene& s) { s.ward().died = day("2040-01-01"); }), again);
  EXPECT_EQ(held([](Scene& s) { s.put(book::AccountKind::principal, kWard.bytes, money("0.00 PHP")); }), again);
}

TEST(R47, AHeartbeatStartsTheSilenceAnew) {
  for (const auto& [reached, duties] : {std::pair{"2035-01-01", ""}, std::pair{"2034-12-31", "unclaimed_report 2045-01-31"}}) {
    Scene scene = silent_since("2031-03-10", "2045-01-01");
    WardFact fact;
    fact.fact = FactKind::heartbeat;
    fact.since = day(reached);
    scene.ward().facts = {fact};
    EXPECT_EQ(duties_of(scene.hear("R47")), duties) << reached;
  }
}

TEST(R47, InterestIsNoSign) {
  Scene scene = silent_since("2044-12-31", "2045-01-01");  // moved last by interest
  scene.ward().interest = {{day("2044-12-31"), money("1707.83 PHP"), money("341.57 PHP")}};
  scene.watch().covered = {{day("2031-03-10"), money("100.00 PHP"), std::nullopt}, {day("2045-01-02"), money("1707.83 PHP"), std::nullopt}};
  EXPECT_EQ(duties_of(scene.hear("R47")), "unclaimed_report 2045-01-31");
  scene.watch().covered.push_back({day("2044-12-31"), money("1366.26 PHP"), std::nullopt});  // counted net
  EXPECT_EQ(duties_of(scene.hear("R47")), "unclaimed_report 2045-01-31");
  scene.watch().covered.push_back({day("2044-12-31"), money("1366.27 PHP"), std::nullopt});  // a deposit
  EXPECT_EQ(duties_of(scene.hear("R47")), "");
}

TEST(R47, TheWatchOverSilenceBeginsWithTheFirstHeartbeatOfAge) {
  Scene scene;
  scene.ward().moved = day("2029-01-01");
  scene.ward().majority = day("2030-05-20");
  come(scene, ReminderKind::heartbeat, "2030-07-06");
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2031-07-06T00:00:00+08:00");
  scene.ward().adult = true;
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2031-07-06T00:00:00+08:00, unclaimed_report 2040-05-21T00:00:00+08:00");
  scene.ward().reminders.push_back({8, ReminderKind::unclaimed_report, start_of(day("2040-05-21")), std::nullopt, std::nullopt});
  EXPECT_EQ(reminders_of(scene.hear("R47")), "heartbeat 2031-07-06T00:00:00+08:00");
}

TEST(R47, ParametersThatMeanNothing) {
  for (const auto& [from, to] : {std::pair{"\nyears = 10 ", "\nyears = 0 "}, std::pair{"\nyears = 10 ", "\nyears = 101 "},
                                 std::pair{"heartbeat_months = 12", "heartbeat_months = 0"}, std::pair{"heartbeat_months = 12", "heartbeat_months = 1201"}}) {
    Scene scene;
    scene.rulebook = shipped({{from, to}});
    scene.ask(OpenWard{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R47")), "deny PARAMETER_INVALID") << to;
    come(scene, ReminderKind::heartbeat, "2027-07-06");
    EXPECT_EQ(duties_of(scene.hear("R47")), "heartbeat 2027-08-05") << to << ": time is not stopped by it";
  }
}

// -- R66

TEST(R66, AllHerKeysOrNone) {
  const auto made = [](std::uint8_t number) {
    std::array<std::uint8_t, 16> bytes{};
    bytes.fill(number);
    return bytes;
  };
  const FileKey protection{SubjectKind::protection, made(2)}, watch{SubjectKind::watch, made(3)}, empty{SubjectKind::watch, {}};
  const struct {
    const char* what;
    std::uint8_t hers;
    std::vector<FileKey> files;
    const char* says;
  } cases[] = {
      {"all three", 1, {protection, watch}, "allow key_destroyed"},
      {"in another order", 1, {watch, protection}, "allow key_destroyed"},
      {"without her own", 0, {protection, watch}, "deny KEY_MISSING"},
      {"without the protection file's", 1, {watch}, "deny KEY_MISSING"},
      {"without the watch's", 1, {protection}, "deny KEY_MISSING"},
      {"a name that is none", 1, {protection, empty}, "deny KEY_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene = erasing("2031-07-07");
    const Command erase = scene.command;
    scene.complete(erase, kOfficer, kSocialWorker);
    scene.about = WardId{};
    scene.plan.effects = {{Subject{}, WardErased{kWard, kPool, made(c.hers), c.files}}};
    EXPECT_EQ(said(scene.hear("R66")), c.says) << c.what;
    scene.ask(erase, kOfficer);
    EXPECT_EQ(said(scene.hear("R66")), "silent") << "while it is proposed the keys are not named yet";
  }
}

TEST(R66, OfOneWithoutFilesItsOwnKeyIsEnough) {  // of a ledger's first days
  Scene scene = erasing("2031-07-07");
  scene.state.protections.erase(kWard);
  scene.state.watches.erase(watch_of(kWard));
  scene.complete(scene.command, kOfficer, kSocialWorker);
  scene.about = WardId{};
  std::array<std::uint8_t, 16> hers{};
  hers.fill(1);
  scene.plan.effects = {{Subject{}, WardErased{kWard, kPool, hers, {}}}};
  EXPECT_EQ(said(scene.hear("R66")), "allow key_destroyed");
  EXPECT_EQ(fact_of(scene.hear("R66"), "keys"), "1");
}

}  // namespace
}  // namespace katiwala::policies::scene::retention_test
