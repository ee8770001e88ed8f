// R15 thirty days late, R16 removal and discharge, R28 guardian ad litem, R29 adoption and foster care, R63 the end of a guardianship,
// RF13 many wards.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::standing_test {
namespace {

const PersonId kSuccessor = id<PersonId>(7), kAdLitem = id<PersonId>(8);

Obligation& owe(Scene& scene, Duty duty, std::string_view opened, std::string_view due) {
  Obligation obligation;
  obligation.number = static_cast<std::uint32_t>(scene.ward().obligations.size() + 1);
  obligation.duty = duty;
  obligation.opened = day(opened);
  obligation.due = day(due);
  scene.ward().obligations.push_back(obligation);
  return scene.ward().obligations.back();
}

Guardian& successor(Scene& scene, std::string_view letters) {
  Guardian guardian;
  guardian.person = kSuccessor;
  guardian.letters = guardian.appointed = day(letters);
  scene.ward().guardians.push_back(guardian);
  return scene.ward().guardians.back();
}

/// The reminder of a duty that is late comes at 00:00 of `on`.
void remind(Scene& scene, std::uint32_t of, std::string_view on) {
  scene.ward().reminders = {{5, ReminderKind::grace, at(std::string(on) + "T00:00:00+08:00"), of, std::nullopt}};
  scene.now(scene.ward().reminders.back().at);
  tick(scene, ReminderDue{5});
}

// -- R15

TEST(R15, OverdueIsLookedAtAgainAfterTheThirtiethDay) {
  const struct {
    const char* what;
    Duty duty;
    const char* edit;
    const char* reminders;
  } cases[] = {
      {"inventory", Duty::inventory, "grace_days = 30", "grace 2026-06-18T00:00:00+08:00"},
      {"account", Duty::annual_account, "grace_days = 30", "grace 2026-06-18T00:00:00+08:00"},
      {"no days of grace", Duty::inventory, "grace_days = 0", "grace 2026-05-19T00:00:00+08:00"},
      {"new property, by default", Duty::property_report, "grace_days = 30", ""},
      {"no return to the court", Duty::bond, "grace_days = 30", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.rulebook = shipped({{"grace_days = 30", c.edit}});
    owe(scene, c.duty, "2026-02-18", "2026-05-18");
    tick(scene, ObligationOverdue{1});
    const Verdict verdict = scene.hear("R15");
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.what;
    for (const ReminderDraft& reminder : verdict.reminders) EXPECT_EQ(reminder.of, 1U) << c.what;
  }
  Scene counted;
  counted.rulebook = shipped({{"returns = [\"inventory\", \"annual_account\"]", "returns = [\"property_report\"]"}});
  owe(counted, Duty::property_report, "2026-02-18", "2026-05-18");
  tick(counted, ObligationOverdue{1});
  EXPECT_EQ(reminders_of(counted.hear("R15")), "grace 2026-06-18T00:00:00+08:00");
}

TEST(R15, OnDay31HeIsSuspended) {
  const struct {
    const char* what;
    const char* due;
    bool filed;
    bool overdue;
    const char* effects;
    const char* reminders;
  } cases[] = {
      {"day 31", "2026-05-18", false, true, "guardian_moved suspended alert_raised@protection", ""},
      {"day 30", "2026-05-19", false, true, "", "grace 2026-06-19T00:00:00+08:00"},  // e.g. the rulebook was changed since
      {"filed in time", "2026-05-18", true, true, "", ""},
      {"the court gave another day", "2026-07-18", false, false, "", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    Obligation& late = owe(scene, Duty::inventory, "2026-02-18", c.due);
    late.overdue = c.overdue;
    if (c.filed) late.closed = day("2026-06-17");
    remind(scene, 1, "2026-06-18");
    const Verdict verdict = scene.hear("R15");
    EXPECT_EQ(moved_of(verdict), c.effects) << c.what;
    EXPECT_EQ(reminders_of(verdict), c.reminders) << c.what;
    if (verdict.effects.empty()) continue;
    EXPECT_EQ(said(verdict), "allow guardian_suspended");
    EXPECT_EQ(duties_of(verdict), "court_notice 2026-06-28, guardian_review 2026-06-23");
    EXPECT_EQ(verdict.duties[0].about, subject(kWard));
    EXPECT_EQ(verdict.duties[1].about, protection_of(kWard));
    const auto& moved = std::get<GuardianMoved>(verdict.effects[0].event);
    EXPECT_EQ(moved.person, kGuardian);
    EXPECT_EQ(moved.on, day("2026-06-18"));
    EXPECT_EQ(moved.reason, "R15");
  }
}

TEST(R15, SuspendedIsWhoOwesIt) {
  const struct {
    const char* what;
    Duty duty;
    const char* opened;
    GuardianKind kind;
    GuardianStanding standing;
    std::size_t moved;  // of the guardian, and of a successor whose letters are of 1 May
  } cases[] = {
      {"called for before the successor", Duty::inventory, "2026-02-18", GuardianKind::court_appointed, GuardianStanding::active, 1},
      {"called for on the successor's day", Duty::inventory, "2026-05-01", GuardianKind::court_appointed, GuardianStanding::active, 2},
      {"an institution too", Duty::annual_account, "2026-02-18", GuardianKind::institution, GuardianStanding::active, 1},
      {"no parent accounts to a court", Duty::annual_account, "2026-02-18", GuardianKind::parent, GuardianStanding::active, 0},
      {"suspended already", Duty::inventory, "2026-02-18", GuardianKind::court_appointed, GuardianStanding::suspended, 0},
      {"removed", Duty::inventory, "2026-02-18", GuardianKind::court_appointed, GuardianStanding::removed, 0},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().guardian_kind = c.kind;
    scene.guardian().standing = c.standing;
    successor(scene, "2026-05-01");
    owe(scene, c.duty, c.opened, "2026-05-18").overdue = true;
    remind(scene, 1, "2026-06-18");
    const Verdict verdict = scene.hear("R15");
    const auto moved = std::count_if(verdict.effects.begin(), verdict.effects.end(),
                                     [](const Effect& e) { return std::holds_alternative<GuardianMoved>(e.event); });
    EXPECT_EQ(static_cast<std::size_t>(moved), c.moved) << c.what;
    EXPECT_EQ(verdict.duties.size(), c.moved == 0 ? 0U : 2U) << c.what;
  }
}

TEST(R15, AnotherReminderIsNoneOfItsBusiness) {
  Scene scene;
  owe(scene, Duty::inventory, "2026-02-18", "2026-05-18").overdue = true;
  remind(scene, 1, "2026-06-18");
  scene.ward().reminders.back().reminder = ReminderKind::review;
  EXPECT_EQ(moved_of(scene.hear("R15")), "");
  scene.ward().reminders.back().reminder = ReminderKind::grace;
  scene.plan.effects.back().about = protection_of(kWard);  // of the same number, in her protection file
  EXPECT_EQ(moved_of(scene.hear("R15")), "");
}

TEST(R15, SuspendedHeAsksForNothing) {
  for (const auto& [standing, says] : {std::pair{GuardianStanding::active, "silent"}, std::pair{GuardianStanding::suspended, "deny GUARDIAN_SUSPENDED"},
                                       std::pair{GuardianStanding::removed, "silent"}, std::pair{GuardianStanding::ended, "silent"}}) {
    Scene scene;
    scene.guardian().standing = standing;
    scene.guardian().since = day("2026-06-18");
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(standing);
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(standing) << ", at execution";
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(standing) << ", at release";
    scene.ask(RegisterPayee{}, kGuardian);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(standing) << ", a payee";
    scene.ask(ObjectTo{}, kGuardian);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(standing) << ", an objection";
    for (const Command& free : {Command{FileReturn{}}, Command{FileReceipt{}}, Command{CancelProposal{}}}) {
      scene.ask(free, kGuardian);
      EXPECT_EQ(said(scene.hear("R15")), "silent") << name(standing) << ", " << name_of(free);
    }
  }
}

TEST(R15, OnlyTheCourtsDocumentReinstates) {
  for (const auto& [to, with, says] : {std::tuple{GuardianStanding::active, false, "deny ORDER_DOCUMENT_MISSING"},
                                       std::tuple{GuardianStanding::active, true, "silent"},
                                       std::tuple{GuardianStanding::suspended, false, "silent"}}) {
    Scene scene;
    ChangeGuardian change{kWard, kGuardian, to, day("2026-07-06"), std::nullopt, "as ordered"};
    if (with) change.document = document(3);
    scene.ask(change, kOfficer);
    EXPECT_EQ(said(scene.hear("R15")), says) << name(to) << with;
  }
}

TEST(R15, RecordingHimAgainTakesNewLetters) {
  for (const auto& [letters, suspended, removed] :
       {std::tuple{"2026-02-18", "deny GUARDIAN_SUSPENDED", "deny GUARDIAN_REMOVED"}, std::tuple{"2026-06-17", "deny GUARDIAN_SUSPENDED", "deny GUARDIAN_REMOVED"},
        std::tuple{"2026-06-18", "silent", "silent"}, std::tuple{"", "deny GUARDIAN_SUSPENDED", "deny GUARDIAN_REMOVED"}}) {
    Scene scene;
    scene.guardian().since = day("2026-06-18");
    scene.ask(appointment(kGuardian, letters), kOfficer);
    scene.guardian().standing = GuardianStanding::suspended;
    EXPECT_EQ(said(scene.hear("R15")), suspended) << letters;
    scene.guardian().standing = GuardianStanding::removed;
    EXPECT_EQ(said(scene.hear("R15")), "silent") << letters;
    EXPECT_EQ(said(scene.hear("R16")), removed) << letters;
  }
  Scene parent;
  parent.guardian().standing = GuardianStanding::suspended;
  AppointGuardian again = appointment(kGuardian, "");
  again.guardian_kind = GuardianKind::parent;
  parent.ask(again, kOfficer);
  EXPECT_EQ(said(parent.hear("R15")), "deny GUARDIAN_SUSPENDED");
  again.document = document(3);
  parent.ask(again, kOfficer);
  EXPECT_EQ(said(parent.hear("R15")), "silent");
}

TEST(R15, AReturnThatIsNoDutyIsNoReturn) {
  Scene scene;
  scene.rulebook = shipped({{"returns = [\"inventory\", \"annual_account\"]", "returns = [\"inventory\", \"tea\"]"}});
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R15")), "deny PARAMETER_INVALID");
}

// -- R16

ChangeGuardian change(GuardianStanding to) { return {kWard, kGuardian, to, day("2026-07-06"), std::nullopt, "the court says so"}; }

TEST(R16, WhoLeavesOwesAFinalAccount) {
  const struct {
    GuardianStanding before;
    GuardianStanding to;
    const char* duties;
  } cases[] = {
      {GuardianStanding::active, GuardianStanding::removed, "final_account 2026-08-05"},
      {GuardianStanding::suspended, GuardianStanding::removed, "final_account 2026-08-05"},
      {GuardianStanding::active, GuardianStanding::resigned, "final_account 2026-08-05"},
      {GuardianStanding::resigned, GuardianStanding::removed, ""},  // owes it already
      {GuardianStanding::active, GuardianStanding::suspended, ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().standing = c.before;
    scene.ask(change(c.to), kOfficer);
    EXPECT_EQ(duties_of(scene.hear("R16")), c.duties) << name(c.before) << " to " << name(c.to);
  }
}

TEST(R16, AnAccountNotYetDueIsPartOfTheFinalOne) {
  const struct {
    const char* what;
    const char* due;
    const char* other;  // letters of another guardian; "": none
    const char* effects;
  } cases[] = {
      {"not yet due", "2027-02-18", "", "obligation_closed"},
      {"due today", "2026-07-06", "", "obligation_closed"},
      {"overdue", "2026-07-05", "", ""},
      {"a successor owes none of it", "2027-02-18", "2026-05-01", "obligation_closed"},
      {"another owes it too", "2027-02-18", "2026-02-18", ""},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (*c.other != 0) successor(scene, c.other);
    owe(scene, Duty::annual_account, "2026-02-18", c.due);
    scene.ask(change(GuardianStanding::removed), kOfficer);
    EXPECT_EQ(effects_of(scene.hear("R16")), c.effects) << c.what;
  }
}

TEST(R16, WhoIsGoneAsksForNothing) {
  for (const auto& [standing, says] :
       {std::pair{GuardianStanding::active, "silent"}, std::pair{GuardianStanding::suspended, "silent"}, std::pair{GuardianStanding::removed, "deny GUARDIAN_REMOVED"},
        std::pair{GuardianStanding::resigned, "deny GUARDIAN_REMOVED"}, std::pair{GuardianStanding::discharged, "deny GUARDIAN_REMOVED"},
        std::pair{GuardianStanding::ended, "silent"}}) {
    Scene scene;
    scene.guardian().standing = standing;
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R16")), says) << name(standing);
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R16")), says) << name(standing) << ", at release";
    scene.ask(FileReceipt{}, kGuardian);
    EXPECT_EQ(said(scene.hear("R16")), "silent") << name(standing) << ", a receipt";
    scene.ask(change(GuardianStanding::active), kOfficer);
    EXPECT_EQ(said(scene.hear("R16")), says) << name(standing) << ", reinstated";
  }
}

TEST(R16, TheFinalAccountAwaitsItsApproval) {
  Scene scene;
  owe(scene, Duty::final_account, "2026-06-01", "2026-07-01");
  FileReturn filed;
  filed.ward = kWard;
  filed.obligation = 1;
  scene.ask(filed, kOfficer);
  const Verdict verdict = scene.hear("R16");
  ASSERT_EQ(duties_of(verdict), "account_approval 2026-10-04");
  EXPECT_EQ(verdict.duties[0].of, 1U);
  EXPECT_EQ(verdict.duties[0].owner, DutyOwner::court);
  owe(scene, Duty::account_approval, "2026-07-06", "2026-10-04");
  filed.obligation = 2;
  scene.ask(filed, kOfficer);
  EXPECT_EQ(said(scene.hear("R16")), "deny ORDER_DOCUMENT_MISSING");
  filed.document = document(3);
  scene.ask(filed, kOfficer);
  EXPECT_EQ(said(scene.hear("R16")), "silent");
}

TEST(R16, DischargedWhenTheCourtHasApproved) {
  const struct {
    const char* what;
    GuardianStanding before;
    bool called, filed, awaited, approved;
    const char* annual;  // due date of an annual account that is open; "": none
    const char* says;
  } cases[] = {
      {"all done", GuardianStanding::removed, true, true, true, true, "", "allow account_approved"},
      {"not approved", GuardianStanding::removed, true, true, true, false, "", "deny ACCOUNT_NOT_APPROVED"},
      {"nobody asked for the approval", GuardianStanding::removed, true, true, false, false, "", "deny ACCOUNT_NOT_APPROVED"},
      {"not filed", GuardianStanding::resigned, true, false, false, false, "", "deny ACCOUNT_NOT_APPROVED"},
      {"never called for", GuardianStanding::removed, false, false, false, false, "", "deny ACCOUNT_NOT_APPROVED"},
      {"an annual one fell due in his time", GuardianStanding::removed, true, true, true, true, "2026-06-01", "deny ACCOUNT_NOT_APPROVED"},
      {"the next is not his", GuardianStanding::removed, true, true, true, true, "2026-06-02", "allow account_approved"},
      {"of age", GuardianStanding::ended, true, true, true, true, "", "allow account_approved"},
      {"guardian still", GuardianStanding::active, true, true, true, true, "", "deny ACCOUNT_NOT_APPROVED"},
      {"suspended", GuardianStanding::suspended, true, true, true, true, "", "deny ACCOUNT_NOT_APPROVED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().standing = c.before;
    scene.guardian().since = day("2026-06-01");
    if (c.called) {
      Obligation& account = owe(scene, Duty::final_account, "2026-06-01", "2026-07-01");
      if (c.filed) account.closed = day("2026-06-20");
    }
    if (c.awaited) {
      Obligation& approval = owe(scene, Duty::account_approval, "2026-06-20", "2026-09-18");
      approval.of = 1;
      if (c.approved) approval.closed = day("2026-07-03");
    }
    if (*c.annual != 0) owe(scene, Duty::annual_account, "2026-02-18", c.annual);
    scene.ask(change(GuardianStanding::discharged), kOfficer);
    EXPECT_EQ(said(scene.hear("R16")), c.says) << c.what;
  }
}

TEST(R16, TheAccountOfAnotherDayIsAnothersAccount) {
  Scene scene;
  scene.guardian().standing = GuardianStanding::removed;
  scene.guardian().since = day("2026-03-01");
  owe(scene, Duty::final_account, "2026-02-28", "2026-03-30");  // called for before he left: not his
  owe(scene, Duty::final_account, "2026-03-01", "2026-03-31").closed = day("2026-03-20");
  Obligation& approval = owe(scene, Duty::account_approval, "2026-03-20", "2026-06-18");
  approval.of = 2;
  approval.closed = day("2026-04-01");
  owe(scene, Duty::final_account, "2026-06-01", "2026-07-01");  // the next guardian's
  scene.ask(change(GuardianStanding::discharged), kOfficer);
  EXPECT_EQ(said(scene.hear("R16")), "allow account_approved");
  scene.ward().obligations.back().opened = day("2026-03-01");  // two left on one day: both accounts count
  EXPECT_EQ(said(scene.hear("R16")), "deny ACCOUNT_NOT_APPROVED");
}

TEST(R16, AnotherDayIsTheCourtsToGive) {
  for (const auto& [duty, with, says] : {std::tuple{Duty::final_account, false, "deny ORDER_DOCUMENT_MISSING"}, std::tuple{Duty::final_account, true, "silent"},
                                         std::tuple{Duty::court_notice, false, "silent"}}) {
    Scene scene;
    owe(scene, duty, "2026-06-01", "2026-07-01");
    scene.ask(OpenDuty{subject(kWard), duty, DutyOwner::guardian, day("2026-08-01"), std::nullopt, 1}, kOfficer);
    scene.plan.effects = {{subject(kWard), ObligationMoved{1, day("2026-08-01"), with ? std::optional(document(3)) : std::nullopt}}};
    EXPECT_EQ(said(scene.hear("R16")), says) << name(duty) << with;
  }
}

// -- R28

void make_ad_litem(Scene& scene, PersonId person) {
  scene.protection().relations.push_back({person, kGuardian, RelationKind::guardian_ad_litem, 0, {}});
}

TEST(R28, TheRoleObjectsAndDoesNothingElse) {
  Scene scene;
  enrol(scene, kAdLitem, Role::guardian_ad_litem);
  make_ad_litem(scene, kAdLitem);
  scene.ask(ObjectTo{900, subject(kWard), std::nullopt, false}, kAdLitem);
  EXPECT_EQ(said(scene.hear("R28")), "silent");
  for (const Command& other : {Command{scene.request(money("100.00 PHP"))}, Command{RegisterPayee{}}, Command{FileReturn{}}, Command{RecordFact{}},
                               Command{SetFreeze{}}, Command{CancelProposal{}}, Command{Approve{900, subject(kWard)}}}) {
    scene.ask(other, kAdLitem);
    EXPECT_EQ(said(scene.hear("R28")), "deny ROLE_FORBIDDEN") << name_of(other);
  }
  scene.protection().relations.front().relation = RelationKind::other_relative;  // of another ward, for all that is recorded here
  scene.ask(ObjectTo{900, subject(kWard), std::nullopt, false}, kAdLitem);
  EXPECT_EQ(said(scene.hear("R28")), "deny ROLE_FORBIDDEN");
}

TEST(R28, NorUnderAnotherKey) {
  for (const auto& [person, says] : {std::pair{kOfficer, "deny ROLE_FORBIDDEN"}, std::pair{kStranger, "silent"}}) {
    Scene scene;
    make_ad_litem(scene, person);
    const RequestDisbursement asked = scene.request(money("100.00 PHP"));
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R28")), says);
    scene.ask(Approve{900, subject(kWard)}, kOfficer);
    EXPECT_EQ(said(scene.hear("R28")), says);
    scene.release(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("R28")), says);
  }
}

TEST(R28, AnObjectionHolds) {
  const struct {
    const char* what;
    std::vector<PersonId> objections;
    GuardianStanding standing;   // of a second guardian, by letters
    std::optional<Purpose> purpose;  // of the order the request names; none: it names none
    bool payee;
    OrderStanding order;
    const char* says;
  } cases[] = {
      {"nobody", {}, GuardianStanding::active, std::nullopt, false, OrderStanding::in_force, "silent"},
      {"ad litem", {kAdLitem}, GuardianStanding::active, std::nullopt, false, OrderStanding::in_force, "hold OBJECTED"},
      {"social worker", {kSocialWorker}, GuardianStanding::active, std::nullopt, false, OrderStanding::in_force, "hold OBJECTED"},
      {"a second guardian", {kSuccessor}, GuardianStanding::active, std::nullopt, false, OrderStanding::in_force, "hold OBJECTED"},
      {"one suspended", {kSuccessor}, GuardianStanding::suspended, std::nullopt, false, OrderStanding::in_force, "silent"},
      {"the court has decided", {kAdLitem}, GuardianStanding::active, Purpose::education, true, OrderStanding::in_force, "allow court_has_decided"},
      {"amended", {kAdLitem}, GuardianStanding::active, Purpose::education, true, OrderStanding::amended, "allow court_has_decided"},
      {"stayed", {kAdLitem}, GuardianStanding::active, Purpose::education, true, OrderStanding::stayed, "hold OBJECTED"},
      {"vacated", {kAdLitem}, GuardianStanding::active, Purpose::education, true, OrderStanding::vacated, "hold OBJECTED"},
      {"another purpose", {kAdLitem}, GuardianStanding::active, Purpose::medical, true, OrderStanding::in_force, "hold OBJECTED"},
      {"no payee named", {kAdLitem}, GuardianStanding::active, Purpose::education, false, OrderStanding::in_force, "hold OBJECTED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    successor(scene, "2026-05-01").standing = c.standing;
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    if (c.purpose) {
      CourtOrder order;
      order.id = kCourtOrder;
      order.purpose = c.purpose;
      if (c.payee) order.payee = kPayee;
      order.standing = c.order;
      scene.ward().court_orders.push_back(order);
      asked.court_order = kCourtOrder;
    }
    scene.execute(asked, kOfficer);
    scene.state.proposals.at(900).objections = c.objections;
    EXPECT_EQ(said(scene.hear("R28")), c.says) << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("R28")), c.says) << c.what << ", at release";
  }
}

// -- R29

TEST(R29, AnEventThatMovesAuthority) {
  const struct {
    const char* what;
    FactKind kind;
    const char* letters;
    const char* appointed;
    const char* since;     // of the guardian's standing
    const char* fact_since;
    const char* until;
    const char* ended;
    const char* says;
  } cases[] = {
      {"adoption after the letters", FactKind::adoption, "2026-02-18", "2026-02-18", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"foster care", FactKind::foster_care, "2026-02-18", "2026-02-18", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"another decision", FactKind::child_welfare_event, "2026-02-18", "2026-02-18", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"a marriage is none", FactKind::marriage, "2026-02-18", "2026-02-18", "", "2026-06-01", "", "", "silent"},
      {"letters of the day", FactKind::adoption, "2026-06-01", "2026-02-18", "", "2026-06-01", "", "", "silent"},
      {"letters of the day before", FactKind::adoption, "2026-05-31", "2026-02-18", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"begins tomorrow", FactKind::adoption, "2026-02-18", "2026-02-18", "", "2026-07-07", "", "", "silent"},
      {"begins today", FactKind::adoption, "2026-02-18", "2026-02-18", "", "2026-07-06", "", "", "deny AUTHORITY_REVALIDATION"},
      {"until today", FactKind::foster_care, "2026-02-18", "2026-02-18", "", "2026-06-01", "2026-07-06", "", "deny AUTHORITY_REVALIDATION"},
      {"until yesterday", FactKind::foster_care, "2026-02-18", "2026-02-18", "", "2026-06-01", "2026-07-05", "", "silent"},
      {"ended", FactKind::foster_care, "2026-02-18", "2026-02-18", "", "2026-06-01", "", "2026-07-01", "silent"},
      {"recorded again on the fact's day", FactKind::adoption, "2026-02-18", "2026-06-10", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"recorded again later", FactKind::adoption, "2026-02-18", "2026-06-11", "", "2026-06-01", "", "", "silent"},
      {"declared active before it", FactKind::adoption, "2026-02-18", "2026-02-18", "2026-05-31", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"declared active as of its day", FactKind::adoption, "2026-02-18", "2026-02-18", "2026-06-01", "2026-06-01", "", "", "silent"},
      {"a parent recorded before", FactKind::adoption, "", "2026-05-31", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
      {"the adopters", FactKind::adoption, "", "2026-06-01", "", "2026-06-01", "", "", "silent"},
      {"nothing is known", FactKind::adoption, "", "", "", "2026-06-01", "", "", "deny AUTHORITY_REVALIDATION"},
  };
  const auto maybe = [](const char* text) { return *text == 0 ? std::nullopt : std::optional(day(text)); };
  for (const auto& c : cases) {
    Scene scene;
    scene.guardian().letters = maybe(c.letters);
    scene.guardian().appointed = maybe(c.appointed);
    scene.guardian().since = maybe(c.since);
    WardFact fact;
    fact.fact = c.kind;
    fact.since = day(c.fact_since);
    fact.recorded = day("2026-06-10");
    fact.until = maybe(c.until);
    fact.ended = maybe(c.ended);
    scene.ward().facts.push_back(fact);
    scene.ask_for(money("100.00 PHP"));
    EXPECT_EQ(said(scene.hear("R29")), c.says) << c.what;
    scene.release(scene.request(money("100.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("R29")), c.says) << c.what << ", at release";
    scene.ask(RegisterPayee{}, kGuardian);
    EXPECT_EQ(said(scene.hear("R29")), c.says) << c.what << ", a payee";
    scene.ask(RegisterPayee{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R29")), "silent") << c.what << ", an officer";
  }
}

TEST(R29, SuspendedIsNotConfirmed) {
  Scene scene;
  scene.guardian().since = day("2026-06-15");
  scene.guardian().standing = GuardianStanding::suspended;
  WardFact fact;
  fact.fact = FactKind::adoption;
  fact.since = fact.recorded = day("2026-06-01");
  scene.ward().facts.push_back(fact);
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R29")), "deny AUTHORITY_REVALIDATION");
}

}  // namespace
}  // namespace katiwala::policies::scene::standing_test
