// R04 marriage, R05 evidence of birth and children without papers, R06 uncertain birth dates, R07 corrected ones.
#include <gtest/gtest.h>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::birth_test {
namespace {

// -- R04

TEST(R04, AMinorsMarriageIsAnAlertAndNoRelease) {
  const struct {
    const char* since;
    const char* says;
    const char* alerts;
    const char* duties;
  } cases[] = {
      {"2026-07-01", "allow child_marriage", "R04 CHILD_MARRIAGE", "guardian_review 2026-07-13"},
      {"2030-05-19", "allow child_marriage", "R04 CHILD_MARRIAGE", "guardian_review 2026-07-13"},  // the day before she is of age
      {"2030-05-20", "silent", "", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    record(scene, fact_since(FactKind::marriage, c.since));
    const Verdict verdict = scene.hear("R04");
    EXPECT_EQ(said(verdict), c.says) << c.since;
    EXPECT_EQ(alerts_of(verdict), c.alerts) << c.since;
    EXPECT_EQ(duties_of(verdict), c.duties) << c.since;
    for (const Effect& effect : verdict.effects) EXPECT_EQ(effect.about, protection_of(kWard));
    for (const DutyDraft& duty : verdict.duties) EXPECT_EQ(duty.about, protection_of(kWard));
    EXPECT_EQ(scheduled_in(scene.hear("R01")), "") << "a marriage moves no day";
  }
}

TEST(R04, ASpouseIsNoGuardianAndAPayeeIsLookedAt) {
  const struct {
    PersonId spouse;
    const char* effects;
    const char* alerts;
  } cases[] = {
      {kGuardian, "alert_raised, guardian_moved", "R04 CHILD_MARRIAGE"},
      {kSchool, "alert_raised, alert_raised", "R04 CHILD_MARRIAGE, R04 SPOUSE_IS_PAYEE"},
      {kStranger, "alert_raised", "R04 CHILD_MARRIAGE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    WardFact marriage = fact_since(FactKind::marriage, "2026-07-01");
    marriage.person = c.spouse;
    record(scene, marriage);
    const Verdict verdict = scene.hear("R04");
    EXPECT_EQ(effects_of(verdict), c.effects);
    EXPECT_EQ(alerts_of(verdict), c.alerts);
  }
  Scene ended;
  ended.guardian().standing = GuardianStanding::removed;
  WardFact marriage = fact_since(FactKind::marriage, "2026-07-01");
  marriage.person = kGuardian;
  record(ended, marriage);
  EXPECT_EQ(effects_of(ended.hear("R04")), "alert_raised");
}

TEST(R04, TheLawLeavesNothingToChoose) {
  Scene scene;
  scene.rulebook = shipped({{"marriage_emancipates = false", "marriage_emancipates = true"}});
  record(scene, fact_since(FactKind::marriage, "2026-07-01"));
  EXPECT_EQ(said(scene.hear("R04")), "deny PARAMETER_INVALID");
}

TEST(R04, ACalendarThatIsMissingDoesNotKeepAnybodyFromLooking) {
  Scene scene;
  scene.now(morning("2026-12-28"));
  record(scene, fact_since(FactKind::marriage, "2026-12-01"));
  const Verdict verdict = scene.hear("R04");
  EXPECT_EQ(duties_of(verdict), "guardian_review 2027-01-02");  // five calendar days: never later than five working days
  EXPECT_NE(fact_of(verdict, "calendar_days").find("2027"), std::string::npos);
  EXPECT_EQ(said(scene.hear("R04")), "allow child_marriage");
}

// -- R05

Vouching voucher(VoucherKind kind, PersonId person, bool written = true) {
  return {kind, person, written ? std::optional(document(3)) : std::nullopt};
}

OpenWard opening(EvidenceRank evidence, std::vector<Vouching> vouched) {
  OpenWard command;
  command.ward = kWard;
  command.born_earliest = day("2012-01-01");
  command.born_latest = day("2012-12-31");
  command.evidence = evidence;
  command.vouched = std::move(vouched);
  return command;
}

TEST(R05, AChildWithoutPapersIsVouchedFor) {
  const Vouching one = voucher(VoucherKind::two_witnesses, kStranger, false), another = voucher(VoucherKind::two_witnesses, kSchool, false);
  const struct {
    EvidenceRank evidence;
    std::vector<Vouching> vouched;
    const char* says;
    const char* duties;
  } cases[] = {
      {EvidenceRank::birth_certificate, {}, "silent", ""},
      {EvidenceRank::school_record, {}, "silent", ""},
      {EvidenceRank::affidavit, {}, "deny AGE_NOT_PROVEN", ""},
      {EvidenceRank::estimate, {}, "deny AGE_NOT_PROVEN", ""},
      {EvidenceRank::estimate, {voucher(VoucherKind::court, kStranger)}, "allow vouched_for", "age_proof 2027-07-06"},
      {EvidenceRank::estimate, {voucher(VoucherKind::dswd, kStranger)}, "allow vouched_for", "age_proof 2027-07-06"},
      {EvidenceRank::affidavit, {voucher(VoucherKind::accredited_agency, kStranger)}, "allow vouched_for", "age_proof 2027-07-06"},
      {EvidenceRank::estimate, {voucher(VoucherKind::court, kStranger, false)}, "deny AGE_NOT_PROVEN", ""},  // its word is a document
      {EvidenceRank::estimate, {one, another}, "allow vouched_for", "age_proof 2027-07-06"},
      {EvidenceRank::estimate, {one, one}, "deny AGE_NOT_PROVEN", ""},
      {EvidenceRank::estimate, {one}, "deny AGE_NOT_PROVEN", ""},
      {EvidenceRank::estimate, {one, voucher(VoucherKind::two_witnesses, PersonId{}, false)}, "deny AGE_NOT_PROVEN", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(opening(c.evidence, c.vouched), kOfficer);
    const Verdict verdict = scene.hear("R05");
    EXPECT_EQ(said(verdict), c.says) << name(c.evidence) << " " << c.vouched.size();
    EXPECT_EQ(duties_of(verdict), c.duties) << name(c.evidence) << " " << c.vouched.size();
  }
}

TEST(R05, TheLeastEvidenceIsTheRulebooks) {
  const struct {
    const char* word;
    EvidenceRank evidence;
    const char* says;
  } cases[] = {
      {"BIRTH_CERT", EvidenceRank::philsys, "silent"},
      {"BIRTH_CERT", EvidenceRank::baptismal, "deny AGE_NOT_PROVEN"},
      {"AUTHENTIC_DOC", EvidenceRank::baptismal, "silent"},
      {"ANYTHING", EvidenceRank::birth_certificate, "deny PARAMETER_INVALID"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"min_rank_release = \"AUTHENTIC_DOC\"", "min_rank_release = \"" + std::string(c.word) + "\""}});
    scene.ask(opening(c.evidence, {}), kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), c.says) << c.word << " " << name(c.evidence);
  }
  Scene guardian;  // nobody's authority is judged by a word that means nothing
  guardian.rulebook = shipped({{"min_rank_release = \"AUTHENTIC_DOC\"", "min_rank_release = \"ANYTHING\""}});
  guardian.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(guardian.hear("R01")), "deny PARAMETER_INVALID");
}

TEST(R05, WithoutPapersSmallSumsGoToWhoRendersTheService) {
  const struct {
    EvidenceRank evidence;
    Tier tier;
    PayeeKind payee;
    bool ordered;
    const char* says;
  } cases[] = {
      {EvidenceRank::estimate, Tier::t0, PayeeKind::school, false, "silent"},
      {EvidenceRank::affidavit, Tier::t0, PayeeKind::institution, false, "silent"},
      {EvidenceRank::estimate, Tier::t1, PayeeKind::school, false, "deny AGE_NOT_PROVEN"},
      {EvidenceRank::estimate, Tier::t2, PayeeKind::school, true, "silent"},  // a court has decided
      {EvidenceRank::estimate, Tier::t0, PayeeKind::person, false, "deny AGE_NOT_PROVEN"},
      {EvidenceRank::estimate, Tier::t0, PayeeKind::guardian, false, "deny AGE_NOT_PROVEN"},
      {EvidenceRank::estimate, Tier::t0, PayeeKind::e_wallet, false, "deny AGE_NOT_PROVEN"},
      {EvidenceRank::estimate, Tier::t0, PayeeKind::cash, false, "deny AGE_NOT_PROVEN"},
      {EvidenceRank::estimate, Tier::t0, PayeeKind::beneficiary, true, "deny AGE_NOT_PROVEN"},  // to herself: no order changes it
      {EvidenceRank::school_record, Tier::t1, PayeeKind::person, false, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().evidence = c.evidence;
    scene.ward().payees[0].payee_kind = c.payee;
    scene.tier = c.tier;
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    if (c.ordered) asked.court_order = kCourtOrder;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R05")), c.says) << name(c.evidence) << " " << name(c.tier) << " " << name(c.payee);
  }
}

TEST(R05, ACertificateThatArrivesRaisesTheRecord) {
  const struct {
    WardFact fact;
    const char* says;
    const char* effects;
  } cases[] = {
      {birth(EvidenceRank::birth_certificate, "2012-05-20", "2012-05-20"), "allow age_proven", "obligation_closed"},
      {birth(EvidenceRank::school_record, "2012-05-20", "2012-05-20"), "allow age_proven", "obligation_closed"},
      {birth(EvidenceRank::affidavit, "2012-05-01", "2012-05-31"), "silent", ""},  // as good as what is known: still not proven
      {birth(EvidenceRank::estimate, "2011-01-01", "2011-12-31"), "allow evidence_kept_as_it_was", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().evidence = EvidenceRank::affidavit;
    Obligation owed;
    owed.number = 4;
    owed.duty = Duty::age_proof;
    scene.ward().obligations = {owed};
    record(scene, c.fact);
    const Verdict verdict = scene.hear("R05");
    EXPECT_EQ(said(verdict), c.says) << name(*c.fact.evidence);
    EXPECT_EQ(effects_of(verdict), c.effects) << name(*c.fact.evidence);
    scene.plan.effects.push_back({subject(kWard), ObligationClosed{4, day("2026-07-06")}});
    EXPECT_EQ(effects_of(scene.hear("R05")), "") << "closed once";
  }
}

TEST(R05, EvidenceSaysWhatItMust) {
  const auto hear = [](auto change) {
    WardFact fact = birth(EvidenceRank::birth_certificate, "2012-05-20", "2012-05-20");
    change(fact);
    Scene scene;
    record(scene, fact);
    return said(scene.hear("R05"));
  };
  EXPECT_EQ(hear([](WardFact&) {}), "allow age_proven");
  EXPECT_EQ(hear([](WardFact& f) { f.document.reset(); }), "deny FACT_INCOMPLETE");
  EXPECT_EQ(hear([](WardFact& f) { f.evidence.reset(); }), "deny FACT_INCOMPLETE");
  EXPECT_EQ(hear([](WardFact& f) { f.born_latest.reset(); }), "deny FACT_INCOMPLETE");
  EXPECT_EQ(hear([](WardFact& f) { f.born_earliest.reset(); f.born_latest.reset(); }), "deny FACT_INCOMPLETE");
  EXPECT_EQ(hear([](WardFact& f) { f.born_earliest = day("2012-05-21"); }), "deny FIELD_INVALID");
  EXPECT_EQ(hear([](WardFact& f) { f.born_latest = day("2026-07-06"); }), "allow age_proven");  // born today
  EXPECT_EQ(hear([](WardFact& f) { f.born_latest = day("2026-07-07"); }), "deny FIELD_INVALID");
  EXPECT_EQ(hear([](WardFact& f) { f.fact = FactKind::age_found_by_court; f.evidence.reset(); }), "allow age_proven");
  EXPECT_EQ(hear([](WardFact& f) { f.fact = FactKind::age_found_by_court; f.document.reset(); }), "deny FACT_INCOMPLETE");
  EXPECT_EQ(hear([](WardFact& f) { f.evidence = EvidenceRank::affidavit; f.document.reset(); }), "allow evidence_kept_as_it_was");
}

TEST(R05, AFindingThatNamedHerDatesIsEndedByWhatTakesItsPlace) {
  const auto finding = [](std::uint32_t number, std::optional<std::string_view> born) {
    WardFact f = fact_since(FactKind::age_found_by_court, "2026-05-01");
    f.number = number;
    if (born) f.born_earliest = f.born_latest = day(*born);
    return f;
  };
  const struct {
    const char* what;
    std::vector<WardFact> known;
    std::optional<WardFact> instead;
    const char* says;
  } cases[] = {
      {"nothing", {finding(1, "2008-02-20")}, std::nullopt, "deny FACT_INCOMPLETE"},
      {"the certificate again", {finding(1, "2008-02-20")}, birth(EvidenceRank::birth_certificate, "2012-05-20", "2012-05-20"), "allow age_proven"},
      {"worse evidence, which is not taken in", {finding(1, "2008-02-20")}, birth(EvidenceRank::affidavit, "2012-05-20", "2012-05-20"), "deny FACT_INCOMPLETE"},
      {"a later finding", {finding(1, "2008-02-20"), finding(2, "2012-05-20")}, std::nullopt, "silent"},
      {"a later finding without a date", {finding(1, "2008-02-20"), finding(2, std::nullopt)}, std::nullopt, "deny FACT_INCOMPLETE"},
      {"one that named no date", {finding(1, std::nullopt)}, std::nullopt, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().facts = c.known;
    WardFact said_now = c.instead.value_or(finding(9, std::nullopt));
    if (said_now.document == std::nullopt) said_now.document = document(7);
    record(scene, said_now);
    if (!c.instead) scene.plan.effects.clear();
    scene.plan.effects.push_back({subject(kWard), FactEnded{1, day("2026-07-06")}});
    EXPECT_EQ(said(scene.hear("R05")), c.says) << c.what;
  }
}

TEST(R05, AWitnessIsNeitherGuardianNorAdverse) {
  const Vouching one = voucher(VoucherKind::two_witnesses, kStranger, false), another = voucher(VoucherKind::two_witnesses, kSchool, false);
  const auto scene_of = [&](EvidenceRank evidence, std::vector<Vouching> vouched) {
    Scene scene;
    scene.ward().evidence = evidence;
    scene.ward().vouched = std::move(vouched);
    return scene;
  };
  const struct {
    EvidenceRank evidence;
    std::vector<Vouching> vouched;
    const char* appointed;
    const char* alerts;
  } cases[] = {
      {EvidenceRank::estimate, {one, another}, "deny AGE_NOT_PROVEN", "R05 WITNESS_IS_ADVERSE"},
      {EvidenceRank::birth_certificate, {one, another}, "silent", ""},                                              // proven since
      {EvidenceRank::estimate, {one, another, voucher(VoucherKind::dswd, kOfficer)}, "silent", "R05 WITNESS_IS_ADVERSE"},  // does not rest on them
      {EvidenceRank::estimate, {another}, "silent", ""},
  };
  for (const auto& c : cases) {
    Scene scene = scene_of(c.evidence, c.vouched);
    AppointGuardian appointment;
    appointment.ward = kWard;
    appointment.person = kStranger;
    scene.ask(appointment, kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), c.appointed) << c.vouched.size();
    RecordAdverse adverse;
    adverse.ward = kWard;
    adverse.person = kStranger;
    scene.ask(adverse, kOfficer);
    EXPECT_EQ(alerts_of(scene.hear("R05")), c.alerts) << c.vouched.size();
    EXPECT_EQ(said(scene.hear("R05")), "silent") << "what protects is always recorded";
  }
}

// -- R06

Scene on_the_day(EvidenceRank evidence, std::string_view now = "2030-05-20") {
  Scene scene;
  scene.ward().evidence = evidence;
  scene.ward().majority = day("2030-05-20");
  scene.now(start_of(day(now)));
  Tick tick;
  tick.matter = static_cast<std::uint8_t>(custody::Matter::majority);
  tick.object = kWard.bytes;
  scene.ask(tick, PersonId{});
  return scene;
}

TEST(R06, NobodyComesOfAgeUnproven) {
  Scene scene = on_the_day(EvidenceRank::estimate);
  const Verdict verdict = scene.hear("R06");
  EXPECT_EQ(said(verdict), "allow age_not_proven");
  EXPECT_EQ(duties_of(verdict), "age_proof 2030-06-19, court_notice 2030-05-30");
  EXPECT_EQ(scheduled_in(verdict), "2030-06-19");
  EXPECT_EQ(said(scene.hear("R01")), "silent");

  // Thirty days later they are owed already; only the day is written down anew.
  Obligation papers, notice;
  papers.duty = Duty::age_proof;
  notice.duty = Duty::court_notice;
  scene.ward().obligations = {papers, notice};
  scene.now(start_of(day("2030-06-19")));
  EXPECT_EQ(duties_of(scene.hear("R06")), "");
  EXPECT_EQ(scheduled_in(scene.hear("R06")), "2030-07-19");
  scene.plan.effects.push_back({subject(kWard), MajorityScheduled{day("2030-07-19")}});
  EXPECT_EQ(scheduled_in(scene.hear("R06")), "") << "where the plan has written it down, once is enough";
  scene.plan.effects = {{subject(kWard), MajorityScheduled{day("2030-06-20")}}};
  EXPECT_EQ(scheduled_in(scene.hear("R06")), "2030-07-19") << "the rulebook's day goes before the plan's";

  scene.plan.effects = {{subject(kWard), MajorityReached{day("2030-05-20")}}};
  EXPECT_EQ(said(scene.hear("R06")), "deny AGE_NOT_PROVEN");
}

TEST(R06, SilentWhereItIsProvenOrNotYetTheDay) {
  EXPECT_EQ(said(on_the_day(EvidenceRank::school_record).hear("R06")), "silent");
  EXPECT_EQ(said(on_the_day(EvidenceRank::estimate, "2030-05-19").hear("R06")), "silent");
  Scene found = on_the_day(EvidenceRank::estimate);
  found.ward().facts = {fact_since(FactKind::age_found_by_court, "2030-05-20")};
  EXPECT_EQ(said(found.hear("R06")), "silent");
  Scene dead = on_the_day(EvidenceRank::estimate);
  dead.ward().died = day("2029-01-01");
  EXPECT_EQ(said(dead.hear("R06")), "silent");
  EXPECT_EQ(scheduled_in(dead.hear("R06")), "");
}

TEST(R06, ReleaseWaitsForTheLatestPlausibleDay) {
  const struct {
    const char* latest;
    bool adult;
    const char* now;
    const char* says;
  } cases[] = {
      {"2012-05-20", true, "2030-05-20", "silent"},
      {"2012-11-20", true, "2030-11-19", "deny AGE_NOT_PROVEN"},  // found of age earlier by a court that named no date
      {"2012-11-20", true, "2030-11-20", "silent"},
      {"2012-05-20", false, "2030-05-20", "deny AGE_NOT_PROVEN"},  // the record does not say so yet
      {"2012-05-20", false, "2026-07-06", "deny AGE_NOT_PROVEN"},
  };
  for (const auto& c : cases) {
    for (const bool by_purpose : {true, false}) {
      Scene scene;
      scene.ward().born_latest = day(c.latest);
      scene.ward().adult = c.adult;
      scene.now(morning(c.now));
      RequestDisbursement asked = scene.request(money("100.00 PHP"));
      if (by_purpose) asked.purpose = Purpose::handover;
      else scene.ward().payees[0].payee_kind = PayeeKind::beneficiary;
      scene.ask(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R06")), c.says) << c.latest << " " << c.now;
      scene.release(asked, kReleaser);
      EXPECT_EQ(said(scene.hear("R06")), c.says) << c.latest << " " << c.now;
    }
  }
  Scene tuition;
  tuition.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(tuition.hear("R06")), "silent");
}

TEST(R06, AnEarlierReleaseIsNotOffered) {
  Scene scene;
  scene.rulebook = shipped({{"dob_policy = \"LATEST_FOR_RELEASE\"", "dob_policy = \"EARLIEST\""}});
  RequestDisbursement asked = scene.request(money("100.00 PHP"));
  asked.purpose = Purpose::handover;
  scene.ask(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R06")), "deny PARAMETER_INVALID");
}

// -- R07

TEST(R07, ActsAfterTheTrueDayAreFlagged) {
  const struct {
    const char* born;
    EvidenceRank evidence;
    const char* says;
    const char* acts;
  } cases[] = {
      {"2008-06-01", EvidenceRank::birth_certificate, "allow acts_after_majority", "3"},  // of age on 2026-06-01, as the first act
      {"2008-06-02", EvidenceRank::birth_certificate, "allow acts_after_majority", "2"},  // the day after it
      {"2008-06-20", EvidenceRank::birth_certificate, "allow acts_after_majority", "1"},
      {"2008-06-21", EvidenceRank::birth_certificate, "silent", ""},
      {"2008-07-06", EvidenceRank::birth_certificate, "silent", ""},  // today
      {"2008-07-07", EvidenceRank::birth_certificate, "silent", ""},
      {"2000-01-01", EvidenceRank::affidavit, "silent", ""},  // worse than what is known: nothing is proven by it
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.earlier(101, "2026-06-01", money("100.00 PHP"));
    scene.earlier(102, "2026-06-10", money("100.00 PHP")).state = RequestState::cancelled;
    scene.earlier(103, "2026-06-20", money("100.00 PHP"));
    scene.earlier(104, "2026-06-25", money("100.00 PHP")).requester = kOfficer;
    record(scene, birth(c.evidence, c.born, c.born));
    const Verdict verdict = scene.hear("R07");
    EXPECT_EQ(said(verdict), c.says) << c.born;
    EXPECT_EQ(fact_of(verdict, "acts"), c.acts) << c.born;
    const bool flagged = *c.acts != '\0';
    EXPECT_EQ(alerts_of(verdict), flagged ? "R07 ACT_AFTER_MAJORITY" : "") << c.born;
    EXPECT_EQ(duties_of(verdict), flagged ? "guardian_review 2026-07-13" : "") << c.born;
    for (const Effect& effect : verdict.effects) EXPECT_EQ(effect.about, protection_of(kWard)) << "and nothing is undone";
  }
}

TEST(R07, EvidenceThatIsNotTakenFlagsNothing) {
  Scene scene;
  scene.earlier(101, "2026-06-01", money("100.00 PHP"));
  WardFact fact = birth(EvidenceRank::birth_certificate, "2008-06-01", "2008-06-01");
  record(scene, fact);
  EXPECT_EQ(fact_of(scene.hear("R07"), "acts"), "1") << "with its document it is taken";
  fact.document.reset();
  record(scene, fact);
  EXPECT_EQ(said(scene.hear("R07")), "silent");
  EXPECT_EQ(said(scene.hear("R05")), "deny FACT_INCOMPLETE");
}

TEST(R07, AGuardianOfTheAdultIsNotMeant) {
  Scene scene;
  scene.earlier(101, "2026-06-20", money("100.00 PHP"));
  scene.guardian().letters = day("2026-06-01");
  record(scene, birth(EvidenceRank::birth_certificate, "2008-06-02", "2008-06-02"));
  EXPECT_EQ(fact_of(scene.hear("R07"), "acts"), "1") << "letters of the day before she was of age";
  record(scene, birth(EvidenceRank::birth_certificate, "2008-06-01", "2008-06-01"));
  EXPECT_EQ(said(scene.hear("R07")), "silent");
}

}  // namespace
}  // namespace katiwala::policies::scene::birth_test
