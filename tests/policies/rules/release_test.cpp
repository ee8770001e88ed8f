// R03 banking days, R64 incapacity, and the gates of the handover at 18 that R05 speaks.
#include <gtest/gtest.h>

#include "tests/policies/rules/facts.h"

namespace katiwala::policies::scene::release_test {
namespace {

/// Of age since 1 March 2026, her identity proved and her choice made; the payee is an account of hers.
Scene of_age() {
  Scene scene;
  scene.ward().born_earliest = scene.ward().born_latest = day("2008-02-29");
  scene.ward().adult = true;
  scene.ward().payees[0].payee_kind = PayeeKind::beneficiary;
  scene.ward().facts = {fact_since(FactKind::identity_proved, "2026-03-01")};
  scene.ward().election = ElectionMade{Election::pay_out, day("2026-03-01"), std::nullopt, std::nullopt};
  return scene;
}

RequestDisbursement handover(const Scene& scene) {
  RequestDisbursement asked = scene.request(money("846597.03 PHP"));
  asked.purpose = Purpose::handover;
  return asked;
}

TEST(R03, MoneyLeavesOnABankingDay) {
  const struct {
    const char* now;
    const char* says;
    const char* next;
  } cases[] = {
      {"2026-03-01", "hold NOT_BANKING_DAY", "2026-03-02"},  // S07: a Sunday
      {"2026-03-02", "silent", ""},
      {"2026-03-06", "silent", ""},                          // Friday
      {"2026-03-07", "hold NOT_BANKING_DAY", "2026-03-09"},  // Saturday
      {"2026-04-02", "hold NOT_BANKING_DAY", "2026-04-06"},  // Maundy Thursday, before a weekend
      {"2026-12-30", "deny CALENDAR_YEAR_MISSING", ""},      // the next one lies in a year that is not loaded
      {"2027-01-04", "deny CALENDAR_YEAR_MISSING", ""},
  };
  for (const auto& c : cases) {
    Scene scene = of_age();
    scene.now(morning(c.now));
    scene.release(handover(scene), kReleaser);
    const Verdict verdict = scene.hear("R03");
    EXPECT_EQ(said(verdict), c.says) << c.now;
    EXPECT_EQ(fact_of(verdict, "next"), c.next) << c.now;
  }
}

TEST(R03, OnlyReleasesToHerselfAndOnlyAtRelease) {
  Scene scene = of_age();
  scene.now(morning("2026-03-01"));
  scene.ask(handover(scene), kOfficer);
  EXPECT_EQ(said(scene.hear("R03")), "silent") << "it may be asked for on any day";
  RequestDisbursement allowance = scene.request(money("100.00 PHP"));
  allowance.purpose = Purpose::allowance;
  scene.release(allowance, kReleaser);
  EXPECT_EQ(said(scene.hear("R03")), "hold NOT_BANKING_DAY") << "an account of hers";
  scene.ward().payees[0].payee_kind = PayeeKind::school;
  EXPECT_EQ(said(scene.hear("R03")), "silent");
}

TEST(R03, AnotherRollMeansNothing) {
  Scene scene = of_age();
  scene.rulebook = shipped({{"settle_roll = \"FOLLOWING\"", "settle_roll = \"PRECEDING\""}});
  scene.release(handover(scene), kReleaser);
  EXPECT_EQ(said(scene.hear("R03")), "deny PARAMETER_INVALID");
}

// -- R05: the handover

TEST(R05, HandoverNeedsHerIdentityProvedAnew) {
  const struct {
    const char* recorded;
    const char* until;
    bool ended;
    const char* says;
  } cases[] = {
      {"2026-03-01", "", false, "silent"},
      {"2026-02-28", "", false, "deny IDENTITY_NOT_PROVED"},  // before she came of age
      {"2026-03-01", "2026-07-06", false, "silent"},          // today is its last day
      {"2026-03-01", "2026-07-05", false, "deny IDENTITY_NOT_PROVED"},
      {"2026-03-01", "", true, "deny IDENTITY_NOT_PROVED"},
  };
  for (const auto& c : cases) {
    Scene scene = of_age();
    WardFact& proof = scene.ward().facts[0];
    proof.since = day("2026-02-01");
    proof.recorded = day(c.recorded);
    if (*c.until != '\0') proof.until = day(c.until);
    if (c.ended) proof.ended = day("2026-07-01");
    scene.ask(handover(scene), kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), c.says) << c.recorded << " " << c.until;
    scene.release(handover(scene), kReleaser);
    EXPECT_EQ(said(scene.hear("R05")), c.says) << c.recorded << " " << c.until;
  }
  Scene never = of_age();
  never.ward().facts.clear();
  never.ask(handover(never), kOfficer);
  EXPECT_EQ(said(never.hear("R05")), "deny IDENTITY_NOT_PROVED");
}

TEST(R05, HandoverNeedsHerOwnChoice) {
  const auto made = [](Election what, std::string_view dated, std::optional<PayeeId> payee = {}) {
    return ElectionMade{what, day(dated), payee, std::nullopt};
  };
  const struct {
    std::optional<ElectionMade> election;
    const char* says;
  } cases[] = {
      {made(Election::pay_out, "2026-03-01"), "silent"},
      {made(Election::pay_out, "2026-03-01", kPayee), "silent"},
      {made(Election::pay_out, "2026-03-01", id<PayeeId>(39)), "deny ELECTION_MISSING"},  // to another account
      {made(Election::pay_out, "2026-02-28"), "deny ELECTION_MISSING"},                   // a minor chooses nothing
      {made(Election::stay, "2026-03-01"), "deny ELECTION_MISSING"},
      {std::nullopt, "deny ELECTION_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene = of_age();
    scene.ward().election = c.election;
    scene.ask(handover(scene), kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), c.says);
    RequestDisbursement allowance = scene.request(money("100.00 PHP"));
    allowance.purpose = Purpose::allowance;  // from a trust that goes on by her choice
    scene.ask(allowance, kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), "silent");
  }
}

TEST(R05, NoReleaseOnAnEstimate) {
  for (const auto& [rank, says] : {std::pair{EvidenceRank::school_record, "silent"}, std::pair{EvidenceRank::affidavit, "deny AGE_NOT_PROVEN"},
                                   std::pair{EvidenceRank::estimate, "deny AGE_NOT_PROVEN"}}) {
    Scene scene = of_age();
    scene.ward().evidence = rank;
    scene.ask(handover(scene), kOfficer);
    EXPECT_EQ(said(scene.hear("R05")), says) << name(rank);
    scene.ward().facts.push_back(fact_since(FactKind::age_found_by_court, "2026-03-01"));
    EXPECT_EQ(said(scene.hear("R05")), "silent") << "a court's finding proves it";
  }
}

TEST(R05, IdentityProvedClosesWhatWasOwed) {
  Obligation owed;
  owed.number = 3;
  owed.duty = Duty::identity_proof;
  for (const bool adult : {true, false}) {
    Scene scene = of_age();
    scene.ward().adult = adult;
    scene.ward().obligations = {owed};
    record(scene, fact_since(FactKind::identity_proved, "2026-07-06"));
    EXPECT_EQ(effects_of(scene.hear("R05")), adult ? "obligation_closed" : "");
  }
}

TEST(R05, TheDayIsAnnouncedNinetyDaysBefore) {
  Scene scene;
  OpenWard opening;
  opening.ward = kWard;
  opening.born_earliest = opening.born_latest = day("2012-05-20");
  scene.ask(opening, kOfficer);
  EXPECT_EQ(reminders_of(scene.hear("R05")), "majority_notice 2030-02-19T00:00:00+08:00");
  scene.ward().evidence = EvidenceRank::philsys;
  record(scene, birth(EvidenceRank::birth_certificate, "2011-05-20", "2011-05-20"));
  EXPECT_EQ(reminders_of(scene.hear("R05")), "majority_notice 2029-02-19T00:00:00+08:00");
  scene.ward().adult = true;
  EXPECT_EQ(reminders_of(scene.hear("R05")), "");
}

TEST(R05, TheNoticeOpensWhatIsOwedBeforeTheHandover) {
  const struct {
    const char* now;
    EvidenceRank evidence;
    ReminderKind kind;
    const char* duties;
  } cases[] = {
      {"2030-02-19", EvidenceRank::birth_certificate, ReminderKind::majority_notice, "identity_proof 2030-06-19"},
      {"2030-02-18", EvidenceRank::birth_certificate, ReminderKind::majority_notice, ""},  // of a day that was moved since
      {"2030-02-19", EvidenceRank::estimate, ReminderKind::majority_notice, "identity_proof 2030-06-19, age_proof 2030-05-20"},
      {"2030-02-19", EvidenceRank::birth_certificate, ReminderKind::heartbeat, ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().evidence = c.evidence;
    scene.now(start_of(day(c.now)));
    scene.ward().reminders = {{5, c.kind, start_of(day(c.now)), std::nullopt, std::nullopt}};
    scene.ask(Tick{}, PersonId{});
    scene.plan.effects = {{subject(kWard), ReminderDue{5}}};
    EXPECT_EQ(duties_of(scene.hear("R05")), c.duties) << c.now;
    Obligation identity, papers;
    identity.duty = Duty::identity_proof;
    papers.duty = Duty::age_proof;
    scene.ward().obligations = {identity, papers};
    EXPECT_EQ(duties_of(scene.hear("R05")), "") << "owed already";
  }
}

// -- R64

TEST(R64, AnUnableAdultIsSupportedByOrderAlone) {
  const struct {
    std::optional<FactKind> open;
    bool adult;
    Purpose purpose;
    bool ordered;
    const char* says;
  } cases[] = {
      {FactKind::incapacity, true, Purpose::handover, true, "deny INCAPACITY_PENDING"},
      {FactKind::incapacity_petition, true, Purpose::handover, false, "deny INCAPACITY_PENDING"},
      {FactKind::incapacity, true, Purpose::medical, true, "allow supported_by_order"},
      {FactKind::incapacity, true, Purpose::medical, false, "deny COURT_ORDER_REQUIRED"},
      {FactKind::incapacity_petition, true, Purpose::medical, false, "deny COURT_ORDER_REQUIRED"},
      {FactKind::incapacity, false, Purpose::medical, false, "silent"},  // a minor: as for anybody
      {std::nullopt, true, Purpose::handover, false, "silent"},
      {FactKind::marriage, true, Purpose::handover, false, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene = of_age();
    scene.ward().adult = c.adult;
    if (c.purpose != Purpose::handover) scene.ward().payees[0].payee_kind = PayeeKind::medical_facility;
    if (c.open) scene.ward().facts.push_back(fact_since(*c.open, "2026-02-01"));
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    asked.purpose = c.purpose;
    if (c.ordered) asked.court_order = kCourtOrder;
    scene.ask(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R64")), c.says) << name(c.purpose);
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R64")), c.says) << name(c.purpose);
  }
}

TEST(R64, FromItsFirstDayUntilItIsEnded) {
  Scene scene = of_age();
  scene.ward().facts.push_back(fact_since(FactKind::incapacity_petition, "2026-07-06"));
  scene.ask(handover(scene), kOfficer);
  scene.now(morning("2026-07-05"));
  EXPECT_EQ(said(scene.hear("R64")), "silent");
  scene.now(morning("2026-07-06"));
  EXPECT_EQ(said(scene.hear("R64")), "deny INCAPACITY_PENDING");
  scene.ward().facts.back().ended = day("2026-07-06");
  EXPECT_EQ(said(scene.hear("R64")), "silent");
  scene.ward().facts.back().ended.reset();
  scene.ward().died = day("2026-07-06");
  EXPECT_EQ(said(scene.hear("R64")), "silent") << "R61";
}

}  // namespace
}  // namespace katiwala::policies::scene::release_test
