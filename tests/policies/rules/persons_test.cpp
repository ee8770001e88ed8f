// R26 exclusion of offenders, R31 four eyes.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::persons_test {
namespace {

const PersonId kClerk = id<PersonId>(7);

void record_adverse(Scene& scene, PersonId person, AdverseStatus status, std::vector<Mark> marks = {}) {
  scene.protection().adverse.push_back({person, status, std::move(marks)});
}

TEST(R26, NoPartForTheSamePerson) {
  const struct {
    const char* part;
    PersonId adverse;
    const char* asked;
    const char* executed;
    const char* released;
  } cases[] = {
      {"nobody", kStranger, "silent", "silent", "silent"},
      {"guardian", kGuardian, "deny OFFENDER_EXCLUDED", "deny OFFENDER_EXCLUDED", "deny OFFENDER_EXCLUDED"},
      {"payee", kSchool, "deny OFFENDER_EXCLUDED", "deny OFFENDER_EXCLUDED", "deny OFFENDER_EXCLUDED"},
      {"approver", kOfficer, "silent", "deny OFFENDER_EXCLUDED", "deny OFFENDER_EXCLUDED"},
      {"releaser", kReleaser, "silent", "silent", "deny OFFENDER_EXCLUDED"},
  };
  for (const auto& c : cases) {
    for (const AdverseStatus status : {AdverseStatus::alleged, AdverseStatus::charged, AdverseStatus::convicted}) {
      Scene scene;
      record_adverse(scene, c.adverse, status);
      const RequestDisbursement asked = scene.request(money("100.00 PHP"));
      scene.ask(asked, kGuardian);
      EXPECT_EQ(said(scene.hear("R26")), c.asked) << c.part;
      scene.execute(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R26")), c.executed) << c.part << ", at execution";
      scene.state.requests.at(kRequest).approvers = {kOfficer};
      scene.release(asked, kReleaser);
      EXPECT_EQ(said(scene.hear("R26")), c.released) << c.part << ", at release";
    }
  }
}

TEST(R26, NoPartForWhoSharesAMark) {
  for (const MarkKind kind : {MarkKind::account, MarkKind::address, MarkKind::phone, MarkKind::device, MarkKind::name}) {
    Scene payee;
    record_adverse(payee, kStranger, AdverseStatus::alleged, {mark(kind, 1), mark(kind, 2)});
    payee.ward().payees.front().marks = {mark(kind, 3)};
    payee.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(payee.hear("R26")), "silent") << name(kind);
    payee.ward().payees.front().marks.push_back(mark(kind, 2));
    EXPECT_EQ(said(payee.hear("R26")), "deny OFFENDER_EXCLUDED") << name(kind);
    EXPECT_EQ(fact_of(payee.hear("R26"), "tie"), name(kind));
    Scene guardian;
    record_adverse(guardian, kStranger, AdverseStatus::alleged, {mark(kind, 1)});
    guardian.guardian().marks = {mark(kind, 1)};
    guardian.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(guardian.hear("R26")), "deny OFFENDER_EXCLUDED") << name(kind);
  }
  Scene scene;  // one value, two kinds: an address is no phone
  record_adverse(scene, kStranger, AdverseStatus::alleged, {mark(MarkKind::address, 1)});
  scene.ward().payees.front().marks = {mark(MarkKind::phone, 1)};
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R26")), "silent");
}

TEST(R26, NeitherPayeeNorGuardianToBeginWith) {
  Scene scene;
  record_adverse(scene, kStranger, AdverseStatus::charged, {mark(MarkKind::phone, 1)});
  RegisterPayee payee;
  payee.person = kSchool;
  scene.ask(payee, kOfficer);
  EXPECT_EQ(said(scene.hear("R26")), "silent");
  payee.marks = {mark(MarkKind::phone, 1)};
  scene.ask(payee, kOfficer);
  EXPECT_EQ(said(scene.hear("R26")), "deny OFFENDER_EXCLUDED");
  AppointGuardian appointed;
  appointed.person = kSocialWorker;
  scene.ask(appointed, kOfficer);
  EXPECT_EQ(said(scene.hear("R26")), "silent");
  appointed.person = kStranger;
  scene.ask(appointed, kOfficer);
  EXPECT_EQ(said(scene.hear("R26")), "deny OFFENDER_EXCLUDED");
  scene.complete(RegisterPayee{}, kStranger, kOfficer);  // an offender proposed it
  EXPECT_EQ(said(scene.hear("R26")), "deny OFFENDER_EXCLUDED");
}

TEST(R26, AdverseToOneWardAlone) {
  Scene scene;
  scene.state.protections.at(kSibling).adverse.push_back({kSchool, AdverseStatus::convicted, {}});
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R26")), "silent");
}

TEST(R26, RecordingAGuardianAlerts) {
  Scene scene;
  scene.ask(RecordAdverse{kWard, kStranger, AdverseStatus::alleged, {}}, kOfficer);
  EXPECT_EQ(effects_of(scene.hear("R26")), "");
  scene.ask(RecordAdverse{kWard, kGuardian, AdverseStatus::alleged, {}}, kOfficer);
  const Verdict verdict = scene.hear("R26");
  EXPECT_EQ(said(verdict), "allow offender_has_a_part");
  ASSERT_EQ(effects_of(verdict), "alert_raised");
  EXPECT_EQ(std::get<AlertRaised>(verdict.effects[0].event).code, "OFFENDER_IS_GUARDIAN");
  EXPECT_EQ(verdict.effects[0].about, protection_of(kWard)) << "her guardian reads her own part";
  scene.guardian().marks = {mark(MarkKind::address, 1)};
  scene.ask(RecordAdverse{kWard, kStranger, AdverseStatus::alleged, {mark(MarkKind::address, 1)}}, kOfficer);
  EXPECT_EQ(effects_of(scene.hear("R26")), "alert_raised");
}

TEST(R26, AlertsNameWhoHasAPart) {
  const struct {
    const char* what;
    PersonId person;
    AdverseStatus status;
    std::vector<std::string> codes;
  } cases[] = {
      {"the payee", kSchool, AdverseStatus::charged, {"OFFENDER_IS_PAYEE"}},
      {"the guardian ad litem", kStranger, AdverseStatus::convicted, {"OFFENDER_IS_GUARDIAN_AD_LITEM"}},
      {"the recorder of her court", kClerk, AdverseStatus::charged, {"OFFENDER_IS_COURT_RECORDER"}},
      {"the same, of a status that does not exclude", kClerk, AdverseStatus::alleged, {}},
      {"an officer", kOfficer, AdverseStatus::alleged, {}},
      {"a status that does not exclude", kSchool, AdverseStatus::alleged, {}},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"statuses = [\"alleged\", \"charged\", \"convicted\"]", "statuses = [\"charged\", \"convicted\"]"}});
    scene.protection().relations.push_back({kStranger, kGuardian, RelationKind::guardian_ad_litem, 0, {}});
    scene.protection().relations.push_back({kClerk, {}, RelationKind::court_recorder, 0, {}});
    scene.ask(RecordAdverse{kWard, c.person, c.status, {}}, kSocialWorker);
    std::vector<std::string> codes;
    for (const Effect& effect : scene.hear("R26").effects) codes.push_back(std::get<AlertRaised>(effect.event).code);
    EXPECT_EQ(codes, c.codes) << c.what;
  }
}

TEST(R26, NoPartByTheNewerCommands) {
  const auto says = [](Command asked, PersonId adverse, std::vector<Mark> marks = {}) {
    Scene scene;
    record_adverse(scene, adverse, AdverseStatus::charged, std::move(marks));
    scene.ask(std::move(asked), kOfficer);
    return said(scene.hear("R26"));
  };
  const std::vector<Mark> account{mark(MarkKind::account, 1)};
  const ChangePayee changed{kWard, kPayee, in_vault(1), account, std::nullopt};
  EXPECT_EQ(says(changed, kStranger), "silent");
  EXPECT_EQ(says(changed, kStranger, account), "deny OFFENDER_EXCLUDED") << "the new account is the offender's";
  EXPECT_EQ(says(changed, kSchool), "deny OFFENDER_EXCLUDED");
  RecordElection elected;
  elected.ward = kWard;
  EXPECT_EQ(says(elected, kSchool), "silent");
  elected.payee = kPayee;
  EXPECT_EQ(says(elected, kSchool), "deny OFFENDER_EXCLUDED");
  ChangeGuardian guardian;
  guardian.ward = kWard;
  guardian.person = kGuardian;
  for (const GuardianStanding to : {GuardianStanding::suspended, GuardianStanding::removed}) {
    guardian.to = to;
    EXPECT_EQ(says(guardian, kGuardian), "silent") << "an offender's authority may always be taken";
  }
  guardian.to = GuardianStanding::active;
  EXPECT_EQ(says(guardian, kGuardian), "deny OFFENDER_EXCLUDED");
  RecordRelation relation{kWard, kStranger, kGuardian, RelationKind::spouse, 0, {}};
  EXPECT_EQ(says(relation, kStranger), "silent") << "who is related to an offender must be recordable";
  relation.relation = RelationKind::guardian_ad_litem;
  EXPECT_EQ(says(relation, kStranger), "deny OFFENDER_EXCLUDED");
}

// He sees her, so R26 hears that he is named; he is no party to her money, so the rules of those who are near her do not.
TEST(R26, NoOffenderRecordsForHerCourt) {
  const auto says = [](std::string_view rule, const RecordRelation& asked, PersonId adverse, std::vector<Mark> marks, std::vector<Relation> known) {
    Scene scene;
    record_adverse(scene, adverse, AdverseStatus::charged, std::move(marks));
    for (Relation& one : known) scene.protection().relations.push_back(std::move(one));
    scene.ask(asked, kOfficer);
    return said(scene.hear(rule));
  };
  const std::vector<Mark> address{mark(MarkKind::address, 1)};
  const RecordRelation clerk{kWard, kClerk, {}, RelationKind::court_recorder, 0, address};
  EXPECT_EQ(says("R26", clerk, kStranger, {}, {}), "silent");
  EXPECT_EQ(says("R26", clerk, kClerk, {}, {}), "deny OFFENDER_EXCLUDED");
  EXPECT_EQ(says("R26", clerk, kStranger, address, {}), "deny OFFENDER_EXCLUDED") << "he lives where the offender does";
  EXPECT_EQ(says("R26", clerk, kStranger, {mark(MarkKind::address, 2)}, {}), "silent");
  const Relation cousin{kClerk, kStranger, RelationKind::other_relative, 4, {}};
  EXPECT_EQ(says("R27", clerk, kStranger, {}, {cousin}), "silent") << "a court's word on who its clerk is; what he asks for is judged by R27 like anybody's";
  RecordRelation litem = clerk;
  litem.relation = RelationKind::guardian_ad_litem;
  EXPECT_EQ(says("R27", litem, kStranger, {}, {cousin}), "deny RELATED_PARTY");
  EXPECT_EQ(says("R28", clerk, kStranger, {}, {}), "silent");
  EXPECT_EQ(says("R34", clerk, kStranger, {}, {}), "silent");
}

TEST(R26, AFileThatIsNotThereExcludesNobody) {
  Scene scene;
  scene.state.protections.clear();
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R26")), "silent");
}

TEST(R26, TheStatusesAreAParameter) {
  for (const auto& [list, says] : {std::pair{"[\"charged\", \"convicted\"]", "silent"},
                                   std::pair{"[\"alleged\"]", "deny OFFENDER_EXCLUDED"},
                                   std::pair{"[\"ALLEGED\"]", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    const std::string edit = "statuses = " + std::string(list);
    scene.rulebook = shipped({{"statuses = [\"alleged\", \"charged\", \"convicted\"]", edit}});
    record_adverse(scene, kSchool, AdverseStatus::alleged);
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R26")), says) << list;
  }
}

TEST(R31, FourDifferentPersons) {
  const struct {
    const char* what;
    PersonId payee;
    PersonId approver;
    PersonId releaser;
    const char* asked;
    const char* executed;
    const char* released;
  } cases[] = {
      {"four", kSchool, kOfficer, kReleaser, "silent", "allow enough_persons_agreed", "allow enough_persons_agreed"},
      {"requester is payee", kGuardian, kOfficer, kReleaser, "deny FOUR_EYES", "deny FOUR_EYES", "deny FOUR_EYES"},
      {"requester approves", kSchool, kGuardian, kReleaser, "silent", "deny FOUR_EYES", "deny FOUR_EYES"},
      {"payee approves", kOfficer, kOfficer, kReleaser, "silent", "deny FOUR_EYES", "deny FOUR_EYES"},
      {"approver releases", kSchool, kOfficer, kOfficer, "silent", "allow enough_persons_agreed", "deny FOUR_EYES"},
      {"requester releases", kSchool, kOfficer, kGuardian, "silent", "allow enough_persons_agreed", "deny FOUR_EYES"},
      {"payee releases", kReleaser, kOfficer, kReleaser, "silent", "allow enough_persons_agreed", "deny FOUR_EYES"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().payees.front().person = c.payee;
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R31")), c.asked) << c.what;
    scene.execute(asked, c.approver);
    EXPECT_EQ(said(scene.hear("R31")), c.executed) << c.what << ", at execution";
    scene.state.requests.at(kRequest).approvers = {c.approver};
    scene.release(asked, c.releaser);
    EXPECT_EQ(said(scene.hear("R31")), c.released) << c.what << ", at release";
  }
}

TEST(R31, EnoughMustHaveAgreed) {
  const struct {
    std::vector<PersonId> approvers;
    const char* needed;
    const char* says;
  } cases[] = {
      {{}, "n_approvers = 2", "deny APPROVALS_MISSING"},
      {{kOfficer}, "n_approvers = 2", "allow enough_persons_agreed"},
      {{kOfficer}, "n_approvers = 3", "deny APPROVALS_MISSING"},
      {{kOfficer, kSocialWorker}, "n_approvers = 3", "allow enough_persons_agreed"},
      {{kOfficer, kOfficer}, "n_approvers = 3", "deny FOUR_EYES"},  // two keys of one person
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"n_approvers = 2", c.needed}});
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.recorded(asked, "2026-07-06").approvers = c.approvers;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.approvers.size() << " " << c.needed;
  }
}

Digest bytes_of(std::uint8_t value) {
  Digest out{};
  out.fill(value);
  return out;
}

/// A quorum is of keys that are good when it counts.
TEST(R31, AKeyRevokedSinceIsNoneOfAQuorum) {
  const struct {
    PersonId revoked;
    const char* says;
    const char* fact;
  } cases[] = {
      {kStranger, "allow enough_persons_agreed", ""},
      {kGuardian, "deny APPROVALS_MISSING", "requester"},
      {kOfficer, "deny APPROVALS_MISSING", "approver"},
      {kSocialWorker, "deny APPROVALS_MISSING", "approver"},
  };
  for (const auto& c : cases) {
    Scene scene;
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    Request& request = scene.recorded(asked, "2026-07-06");
    request.approvers = {kOfficer, kSocialWorker};
    request.under = {key_of(kGuardian), key_of(kOfficer), key_of(kSocialWorker)};
    if (c.revoked != kStranger) scene.state.principals.at(key_of(c.revoked)).revoked = true;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R31")), c.says);
    EXPECT_EQ(fact_of(scene.hear("R31"), "revoked"), c.fact);
  }
}

/// Somebody of several credentials, of which one is removed at an instant.
TEST(R31, ACredentialRemovedSinceIsNoneOfAQuorum) {
  const Digest first = bytes_of(1), second = bytes_of(2);
  const struct {
    const char* what;
    PersonId whose;
    Digest with;
    std::int64_t before;  // microseconds that its end lies after now
    const char* says;
    const char* fact;
  } cases[] = {
      {"the approver's other", kOfficer, second, 0, "allow enough_persons_agreed", ""},
      {"in its pause still", kOfficer, first, 1, "allow enough_persons_agreed", ""},
      {"gone at this instant", kOfficer, first, 0, "deny APPROVALS_MISSING", "approver"},
      {"gone before", kOfficer, first, -1, "deny APPROVALS_MISSING", "approver"},
      {"the requester's", kGuardian, first, 0, "deny APPROVALS_MISSING", "requester"},
      {"the requester's other", kGuardian, second, 0, "allow enough_persons_agreed", ""},
  };
  for (const auto& c : cases) {
    for (const bool released : {true, false}) {
      Scene scene;
      const RequestDisbursement asked = scene.request(money("100.00 PHP"));
      Request& request = scene.recorded(asked, "2026-07-06");
      Principal& holder = scene.state.principals.at(key_of(c.whose));
      holder.standings = {{first, {0}, std::nullopt, 0, false, std::nullopt}, {second, {0}, std::nullopt, 0, false, std::nullopt}};
      holder.standings[c.with == first ? 0 : 1].until = Instant{scene.submission.time.micros + c.before};
      scene.state.credentials[first] = scene.state.credentials[second] = holder.id;
      request.under = {key_of(kGuardian), key_of(kOfficer)};
      request.agreed_with = {c.whose == kGuardian ? first : Digest{}, c.whose == kOfficer ? first : Digest{}};
      if (released) request.approvers = {kOfficer};
      if (released) scene.release(asked, kReleaser);
      else scene.execute(asked, kSocialWorker);
      EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what << (released ? "" : ", at execution");
      EXPECT_EQ(fact_of(scene.hear("R31"), "removed"), c.fact) << c.what;
      if (released) continue;
      scene.ask(Approve{900, subject(kWard)}, kSocialWorker);
      EXPECT_EQ(said(scene.hear("R31")), *c.fact == 0 ? "silent" : c.says) << c.what << ", one of several";
    }
  }
}

/// Asked for on 6 July: through 20 July, at whatever hour it was asked for, and not on the 21st.
TEST(R31, WhatWasAgreedToHoldsThroughItsLastDay) {
  const struct {
    const char* asked;
    const char* days;
    const char* now;
    bool expired;
  } cases[] = {
      {"2026-07-06T00:00:00+08:00", "proposal_days = 14", "2026-07-20T23:59:59.999999+08:00", false},
      {"2026-07-06T00:00:00+08:00", "proposal_days = 14", "2026-07-21T00:00:00+08:00", true},
      {"2026-07-06T23:59:59+08:00", "proposal_days = 14", "2026-07-20T23:59:59.999999+08:00", false},
      {"2026-07-06T23:59:59+08:00", "proposal_days = 14", "2026-07-21T00:00:00+08:00", true},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 14", "2026-08-31T00:00:00+08:00", true},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 7", "2026-07-13T23:59:59.999999+08:00", false},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 7", "2026-07-14T00:00:00+08:00", true},
      // As a proposal expires: no number means less than a day, or for ever.
      {"2026-07-06T09:00:00+08:00", "proposal_days = 0", "2026-07-07T23:59:59.999999+08:00", false},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 0", "2026-07-08T00:00:00+08:00", true},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 9000000000", "2036-07-13T23:59:59.999999+08:00", false},
      {"2026-07-06T09:00:00+08:00", "proposal_days = 9000000000", "2036-07-14T00:00:00+08:00", true},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"proposal_days = 14", c.days}});
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.recorded(asked, "2026-07-06").asked_at = at(c.asked);
    scene.now(at(c.now));
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R31")), c.expired ? "deny PROPOSAL_EXPIRED" : "allow enough_persons_agreed") << c.days << " at execution " << c.now;
    scene.ask(Approve{900, subject(kWard)}, kOfficer);
    EXPECT_EQ(said(scene.hear("R31")), c.expired ? "deny PROPOSAL_EXPIRED" : "silent") << c.days << " one of several " << c.now;
    scene.state.requests.at(kRequest).approvers = {kOfficer};
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R31")), c.expired ? "deny PROPOSAL_EXPIRED" : "allow enough_persons_agreed") << c.days << " at release " << c.now;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R31")), "silent") << "asked for anew";
  }
}

/// Nothing is worth waiting for then; and what is said first of one who may not release it is that he may not.
TEST(R31, WhatIsExpiredIsNotHeld) {
  for (const bool late : {false, true}) {
    Scene scene;
    scene.guardian().guardian_kind = GuardianKind::parent;
    scene.guardian().parent = ParentKind::mother;
    Guardian father;
    father.person = id<PersonId>(7);
    father.guardian_kind = GuardianKind::parent;
    father.parent = ParentKind::father;
    scene.ward().guardians.push_back(father);
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.recorded(asked, "2026-07-06");
    scene.now(at(late ? "2026-07-21T00:00:00+08:00" : "2026-07-20T23:59:59+08:00"));
    scene.execute(asked, kOfficer);
    scene.state.proposals.at(900).objections = {father.person};
    EXPECT_EQ(said(scene.hear("R31")), late ? "deny PROPOSAL_EXPIRED" : "hold PARENTS_DISAGREE");
    EXPECT_EQ(fact_of(scene.hear("R31"), "expired"), late ? "2026-07-21T00:00:00+08:00" : "");
    scene.state.requests.at(kRequest).approvers = {kOfficer};
    scene.release(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R31")), "deny FOUR_EYES");
  }
}

/// It has been let go: a file of it is released, handed over and comes back whenever.
TEST(R31, WhatWasReleasedInTimeIsLetGo) {
  Scene scene;
  Request& request = scene.recorded(scene.request(money("100.00 PHP")), "2026-07-06");
  request.approvers = {kOfficer};
  request.state = RequestState::released;
  scene.now(at("2026-08-31T09:00:00+08:00"));
  scene.ask(HandOver{kRequest, kWard}, kReleaser);
  EXPECT_EQ(said(scene.hear("R31")), "silent");
}

/// They agreed to another destination.
TEST(R31, AnAccountChangedSinceItWasAskedForNeedsNewAgreement) {
  const Instant at = morning("2026-07-06");
  const struct {
    Instant since;
    const char* says;
  } cases[] = {
      {{at.micros - 1}, "allow enough_persons_agreed"}, {at, "allow enough_persons_agreed"}, {{at.micros + 1}, "deny APPROVALS_MISSING"}};
  for (const auto& c : cases) {
    for (const bool released : {false, true}) {
      Scene scene;
      const RequestDisbursement asked = scene.request(money("100.00 PHP"));
      scene.recorded(asked, "2026-07-06").approvers = released ? std::vector{kOfficer} : std::vector<PersonId>{};
      scene.ward().payees.front().account_since = c.since;
      scene.ward().payees.front().account_before = true;
      if (released) scene.release(asked, kReleaser);
      else scene.execute(asked, kOfficer);
      EXPECT_EQ(said(scene.hear("R31")), c.says) << (released ? "at release " : "at execution ") << c.since.micros - at.micros;
    }
  }
}

/// Nobody agrees to what a revoked key proposed or agreed to, before all have and when the last does; of whatever it is.
TEST(R31, NobodyAgreesToWhatRestsOnARevokedKey) {
  for (const bool last : {false, true}) {
    for (const PersonId& revoked : {kStranger, kGuardian, kSocialWorker}) {
      Scene scene;
      const ChangePayee change{kWard, kPayee, {}, {}, {}};
      scene.complete(change, kGuardian, kOfficer);
      scene.state.proposals.at(900).approvals = {{kSocialWorker, key_of(kSocialWorker), Role::social_worker, 3}};
      if (!last) {
        scene.stage = Stage::submit;
        scene.command = scene.submission.command;
      }
      if (revoked != kStranger) scene.state.principals.at(key_of(revoked)).revoked = true;
      EXPECT_EQ(said(scene.hear("R31")), revoked == kStranger ? "silent" : "deny APPROVALS_MISSING") << (last ? "the last" : "one of several");
    }
  }
}

TEST(R31, AnApprovalOnItsOwn) {
  const struct {
    const char* what;
    PersonId approver;
    const char* says;
  } cases[] = {
      {"another", kSocialWorker, "silent"},
      {"who proposed", kGuardian, "deny FOUR_EYES"},
      {"who approved already", kOfficer, "deny FOUR_EYES"},
      {"who is paid", kSchool, "deny FOUR_EYES"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Principal school;
    school.id = PrincipalId{kSchool.bytes};
    school.person = kSchool;
    scene.state.principals[school.id] = school;
    scene.execute(scene.request(money("100.00 PHP")), c.approver);
    scene.state.proposals.at(900).approvals.push_back({kOfficer, {}, Role::trust_officer, 901});
    scene.ask(Approve{900, subject(kWard)}, c.approver);
    EXPECT_EQ(said(scene.hear("R31")), c.says) << c.what;
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::persons_test
