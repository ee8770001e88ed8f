// R01 majority, R02 leap-day births.
#include <gtest/gtest.h>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::age_test {
namespace {

void born(Scene& scene, std::string_view on) { scene.ward().born_earliest = scene.ward().born_latest = day(on); }

TEST(R01, AuthorityEndsAtMidnightInManila) {
  const struct {
    const char* born;
    const char* now;
    const char* says;
  } cases[] = {
      {"2012-05-20", "2030-05-19T23:59:59.999999+08:00", "silent"},
      {"2012-05-20", "2030-05-20T00:00:00+08:00", "deny AUTHORITY_ENDED"},
      {"2012-05-20", "2030-05-19T16:00:00Z", "deny AUTHORITY_ENDED"},  // the same instant, written in UTC
      {"2012-05-20", "2030-05-19T15:59:59.999999Z", "silent"},
      {"2012-05-20", "2040-01-01T09:00:00+08:00", "deny AUTHORITY_ENDED"},
      {"2008-02-29", "2026-02-28T23:59:59+08:00", "silent"},  // S07
      {"2008-02-29", "2026-03-01T00:00:00+08:00", "deny AUTHORITY_ENDED"},
      {"2008-02-29", "2026-03-01T00:05:00+08:00", "deny AUTHORITY_ENDED"},  // whatever date it is stamped
  };
  for (const auto& c : cases) {
    Scene scene;
    born(scene, c.born);
    scene.now(at(c.now));
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R01")), c.says) << c.born << " " << c.now;
  }
}

TEST(R01, AtEveryStageAndForEveryActOfAGuardian) {
  Scene executed;
  executed.now(morning("2030-05-20"));
  executed.execute(executed.request(money("100.00 PHP")), kOfficer);
  EXPECT_EQ(said(executed.hear("R01")), "deny AUTHORITY_ENDED");
  Scene released;
  released.now(morning("2030-05-20"));
  released.release(released.request(money("100.00 PHP")), kReleaser);
  EXPECT_EQ(said(released.hear("R01")), "deny AUTHORITY_ENDED");
  Scene in_time;
  in_time.now(morning("2030-05-19"));
  in_time.release(in_time.request(money("100.00 PHP")), kReleaser);
  EXPECT_EQ(said(in_time.hear("R01")), "silent");

  Scene scene;
  scene.now(morning("2030-05-20"));
  scene.ask(RegisterPayee{}, kGuardian);
  EXPECT_EQ(said(scene.hear("R01")), "deny AUTHORITY_ENDED");
  scene.ask(RegisterPayee{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R01")), "silent");
  scene.ask(AppointGuardian{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R01")), "deny AUTHORITY_ENDED");
  scene.ask(FileReturn{}, kGuardian);  // what is owed to the court outlives authority
  EXPECT_EQ(said(scene.hear("R01")), "silent");
}

TEST(R01, WhatAGuardianProposedIsHisActWhoeverAgreesToIt) {
  for (const auto& [maker, says] : {std::pair{kGuardian, "deny AUTHORITY_ENDED"}, std::pair{kOfficer, "silent"}}) {
    Scene scene;
    scene.now(morning("2030-05-20"));
    scene.complete(RegisterPayee{}, maker, kSocialWorker);
    EXPECT_EQ(said(scene.hear("R01")), says);
    scene.now(morning("2030-05-19"));
    EXPECT_EQ(said(scene.hear("R01")), "silent");
  }
}

TEST(R01, WhoWasEndedOrIsOfAgeByTheRecordStaysSo) {
  Scene ended;
  ended.guardian().standing = GuardianStanding::ended;
  ended.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(ended.hear("R01")), "deny AUTHORITY_ENDED");
  Scene adult;
  adult.ward().adult = true;
  adult.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(adult.hear("R01")), "deny AUTHORITY_ENDED");
}

TEST(R01, OpeningSchedulesTheLatestPlausibleDay) {
  Scene scene;
  OpenWard opening;
  opening.ward = kWard;
  opening.born_earliest = day("2012-05-20");
  opening.born_latest = day("2012-11-20");
  scene.ask(opening, kOfficer);
  const Verdict verdict = scene.hear("R01");
  EXPECT_EQ(said(verdict), "allow majority_scheduled");
  ASSERT_EQ(effects_of(verdict), "majority_scheduled");
  EXPECT_EQ(std::get<MajorityScheduled>(verdict.effects[0].event).on.text(), "2030-11-20");
}

TEST(R01, TheTickIsJudgedByTheRulebookOfItsOwnTime) {
  for (const auto& [now, says] : {std::pair{"2030-05-19", "deny NOT_DUE"}, std::pair{"2030-05-20", "allow of_age"}}) {
    Scene scene;
    scene.now(morning(now));
    Tick tick;
    tick.matter = static_cast<std::uint8_t>(custody::Matter::majority);
    tick.object = kWard.bytes;
    scene.ask(tick, PersonId{});
    scene.plan.effects.push_back({subject(kWard), MajorityReached{day(now)}});
    EXPECT_EQ(said(scene.hear("R01")), says) << now;
  }
}

TEST(R01, AnotherAgeIsAnotherDay) {
  Scene scene;
  scene.rulebook = shipped({{"majority_age_years = 18", "majority_age_years = 21"}});
  scene.now(morning("2033-05-19"));
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R01")), "silent");
  scene.now(morning("2033-05-20"));
  EXPECT_EQ(said(scene.hear("R01")), "deny AUTHORITY_ENDED");
  scene.rulebook = shipped({{"majority_age_years = 18", "majority_age_years = 0"}});
  EXPECT_EQ(said(scene.hear("R01")), "deny PARAMETER_INVALID");
}

TEST(R01, AuthorityGoesOnUntilHerAgeIsProven) {
  const struct {
    EvidenceRank evidence;
    const char* says;
  } cases[] = {
      {EvidenceRank::birth_certificate, "deny AUTHORITY_ENDED"}, {EvidenceRank::school_record, "deny AUTHORITY_ENDED"},
      {EvidenceRank::affidavit, "silent"},                       {EvidenceRank::estimate, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().evidence = c.evidence;
    scene.now(morning("2030-05-20"));
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R01")), c.says) << name(c.evidence);
  }
}

TEST(R01, ACourtsFindingEndsItFromItsFirstDay) {
  Scene scene;
  scene.ward().evidence = EvidenceRank::estimate;
  scene.ward().facts = {fact_since(FactKind::age_found_by_court, "2029-01-15")};
  scene.ask_for(money("100.00 PHP"));
  for (const auto& [now, says] : {std::pair{"2029-01-14", "silent"}, std::pair{"2029-01-15", "deny AUTHORITY_ENDED"}}) {
    scene.now(morning(now));
    EXPECT_EQ(said(scene.hear("R01")), says) << now;
  }
  scene.ward().facts[0].ended = day("2029-02-01");  // set aside
  EXPECT_EQ(said(scene.hear("R01")), "silent");

  // A finding that names a birth date is evidence of that date.
  scene.ward().facts[0].ended.reset();
  scene.ward().facts[0].born_earliest = scene.ward().facts[0].born_latest = day("2012-05-20");
  EXPECT_EQ(said(scene.hear("R01")), "silent");
  scene.now(morning("2030-05-20"));
  EXPECT_EQ(said(scene.hear("R01")), "deny AUTHORITY_ENDED");
}

TEST(R01, WhatBecomesKnownOfHerBirthMovesTheDay) {
  const struct {
    WardFact fact;
    const char* scheduled;
  } cases[] = {
      {birth(EvidenceRank::philsys, "2011-03-01", "2011-03-01"), "2029-03-01"},        // better
      {birth(EvidenceRank::baptismal, "2013-03-01", "2013-04-01"), "2031-04-01"},      // as good: the latest plausible day
      {birth(EvidenceRank::affidavit, "2011-03-01", "2011-03-01"), ""},                // worse: nothing changes
      {birth(EvidenceRank::birth_certificate, "2012-05-20", "2012-05-20"), ""},        // the same day
      {birth(EvidenceRank::birth_certificate, "2008-02-29", "2008-02-29"), "2026-03-01"},  // past: the tick comes at once
      {fact_since(FactKind::age_found_by_court, "2026-08-01"), "2026-08-01"},
      {fact_since(FactKind::marriage, "2026-07-01"), ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().evidence = EvidenceRank::baptismal;
    scene.ward().majority = day("2030-05-20");
    record(scene, c.fact);
    const Verdict verdict = scene.hear("R01");
    EXPECT_EQ(scheduled_in(verdict), c.scheduled) << name(c.fact.fact) << " " << c.scheduled;
    EXPECT_EQ(said(verdict), *c.scheduled == '\0' ? "silent" : "allow majority_scheduled");
    scene.ward().adult = true;  // nobody becomes a minor again
    EXPECT_EQ(scheduled_in(scene.hear("R01")), "");
    scene.ward().adult = false;
    scene.ward().died = day("2026-07-01");
    EXPECT_EQ(scheduled_in(scene.hear("R01")), "");
  }
}

TEST(R01, AFindingThatIsSetAsideMovesTheDayBack) {
  Scene scene;
  scene.ward().facts = {fact_since(FactKind::age_found_by_court, "2026-05-01")};
  scene.ward().majority = day("2026-08-01");
  RecordFact command;
  command.ward = kWard;
  command.fact = FactKind::age_found_by_court;
  command.ends = 1;
  scene.ask(command, kOfficer);
  scene.plan.effects.push_back({subject(kWard), FactEnded{1, day("2026-07-06")}});
  EXPECT_EQ(scheduled_in(scene.hear("R01")), "2030-05-20");
}

TEST(R01, AnAdultWhoIsUnableHasAGuardianAppointedToHerAsAnAdult) {
  const struct {
    std::optional<FactKind> open;
    GuardianKind kind;
    const char* letters;
    const char* says;
  } cases[] = {
      {FactKind::incapacity, GuardianKind::court_appointed, "2030-05-20", "allow guardian_of_an_adult"},
      {FactKind::incapacity_petition, GuardianKind::institution, "2030-06-01", "allow guardian_of_an_adult"},
      {FactKind::incapacity, GuardianKind::court_appointed, "2030-05-19", "deny AUTHORITY_ENDED"},  // of her minority
      {FactKind::incapacity, GuardianKind::parent, "2030-06-01", "deny AUTHORITY_ENDED"},
      {std::nullopt, GuardianKind::court_appointed, "2030-06-01", "deny AUTHORITY_ENDED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().adult = true;
    scene.now(morning("2030-07-01"));
    if (c.open) scene.ward().facts = {fact_since(*c.open, "2030-05-01")};
    AppointGuardian appointment;
    appointment.ward = kWard;
    appointment.guardian_kind = c.kind;
    appointment.letters = day(c.letters);
    scene.ask(appointment, kOfficer);
    EXPECT_EQ(said(scene.hear("R01")), c.says) << c.letters;
    scene.guardian().guardian_kind = c.kind;
    scene.guardian().letters = day(c.letters);
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R01")), c.says) << c.letters;
    scene.guardian().standing = GuardianStanding::ended;
    EXPECT_EQ(said(scene.hear("R01")), "deny AUTHORITY_ENDED");
  }
}

TEST(R02, LeapRule) {
  const struct {
    const char* born;
    const char* rule;
    const char* says;
    const char* majority;
  } cases[] = {
      {"2008-02-29", "MAR_1", "allow leap_day_birth", "2026-03-01"},
      {"2008-02-29", "FEB_28", "allow leap_day_birth", "2026-02-28"},
      {"2008-02-28", "MAR_1", "silent", ""},
      {"2008-03-01", "FEB_28", "silent", ""},
      {"2008-02-29", "FEB_29", "deny PARAMETER_INVALID", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    const std::string edit = "leap_rule = \"" + std::string(c.rule) + "\"";
    scene.rulebook = shipped({{"leap_rule = \"MAR_1\"", edit}});
    OpenWard opening;
    opening.born_earliest = opening.born_latest = day(c.born);
    scene.ask(opening, kOfficer);
    const Verdict verdict = scene.hear("R02");
    EXPECT_EQ(said(verdict), c.says) << c.born << " " << c.rule;
    EXPECT_EQ(fact_of(verdict, "majority"), c.majority) << c.born << " " << c.rule;
  }
}

TEST(R02, TheOtherRuleShiftsTheSameEventsByADay) {  // S07
  for (const auto& [now, says] : {std::pair{"2026-02-27T23:59:59+08:00", "silent"}, std::pair{"2026-02-28T00:00:00+08:00", "deny AUTHORITY_ENDED"}}) {
    Scene scene;
    scene.rulebook = shipped({{"leap_rule = \"MAR_1\"", "leap_rule = \"FEB_28\""}});
    born(scene, "2008-02-29");
    scene.now(at(now));
    scene.ask_for(money("40000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R01")), says) << now;
    EXPECT_EQ(said(scene.hear("R02")), "allow leap_day_birth");
  }
}

TEST(R02, AParameterThatMeansNothingLetsNobodyAct) {
  Scene scene;
  scene.rulebook = shipped({{"leap_rule = \"MAR_1\"", "leap_rule = \"mar_1\""}});
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R01")), "deny PARAMETER_INVALID");
}

}  // namespace
}  // namespace katiwala::policies::scene::age_test
