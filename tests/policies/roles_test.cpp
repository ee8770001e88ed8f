// Who may ask what: the whole matrix of commands and roles, written here a second time, and who is turned away before any role counts.
#include <gtest/gtest.h>

#include <concepts>
#include <cstdio>
#include <map>
#include <set>

#include "policies/roles.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::roles_test {
namespace {

// B bank system, T trust officer, W social worker, R releaser, C compliance, G guardian, A auditor, X administrator, H the ward herself, of age,
// L guardian ad litem, K recorder (clerk) of her court, F reader of a foreign court. After the stroke: whose approvals are needed. Each asks what of
// the command is most allowed to her or him: an officer and the ward a handover, the guardian an expense.
const std::map<std::string_view, std::string_view> kExpected = {
    {"create_ledger", "/"},
    {"tick", "/"},
    {"move_clock", "X/"},
    {"refuse_input", "BTWRCGAXHLKF/"},
    {"enrol_principal", "TX/T"},
    {"revoke_principal", "TX/"},
    {"adopt_rulebook", "TC/TC"},
    {"erase_ward", "C/TC"},
    {"record_rate", "BT/"},
    {"open_pool", "T/T"},
    {"open_ward", "T/T"},
    {"record_order", "T/T"},
    {"record_award", "T/T"},
    {"appoint_guardian", "TK/T"},
    {"approve_bond", "TK/T"},
    {"file_return", "TC/"},
    {"record_adverse", "TWC/"},
    {"register_payee", "TG/T"},
    {"record_court_order", "TK/T"},
    {"receive_credit", "B/"},
    {"match_credit", "T/T"},
    {"convert", "T/T"},
    {"request_disbursement", "TGH/T"},
    {"approve", "TWRC/"},
    {"cancel_proposal", "TWCGXH/"},
    {"release", "TR/"},
    {"hand_over", "BR/"},
    {"settle", "B/"},
    {"reject_payment", "B/"},
    {"reverse_entry", "T/TC"},
    {"reconcile", "B/"},
    {"record_charge", "T/TC"},
    {"take_seal", "TCAX/"},
    {"declare_log_key", "TX/TC"},
    {"adopt_witnesses", "TX/TC"},
    {"accept_restore", "T/C"},
    {"record_fact", "TWC/T"},
    {"change_guardian", "TCK/"},
    {"record_relation", "TWC/"},
    {"change_payee", "TG/T"},
    {"set_budget", "T/TW"},
    {"share_voucher", "T/T"},
    {"change_court_order", "TK/"},
    {"open_duty", "TC/"},
    {"record_election", "TH/TW"},
    {"object_to", "WGL/"},
    {"file_receipt", "TG/"},
    {"return_payment", "B/"},
    {"record_interest", "BT/T"},
    {"remit", "T/TC"},
    {"resolve_credit", "T/TC"},
    {"set_freeze", "TCG/"},
    {"lift_freeze", "TCG/T"},
    {"open_case", "C/"},
    {"move_case", "C/"},
    {"report_incident", "TCX/"},
    {"adopt_relying_party", "TX/TC"},
    {"enrol_credential", "TWCGHLK/T"},
    {"remove_credential", "TWCGHLK/T"},
    {"recover_credential", "TW/T"},
    {"keep_credentials", "TWC/"},
    {"release_file", "R/R"},
    {"note_opening", "T/"},
    {"open_books", "T/TC"},
    {"file_recall", "B/"},
    {"answer_recall", "T/C"},
};

struct Letter {
  char letter;
  PrincipalId principal;
  Role role;
};
const Letter kLetters[] = {{'B', kBank, Role::bank_system},        {'T', kOfficer, Role::trust_officer}, {'W', kWorker, Role::social_worker},
                           {'R', kReleaser, Role::releaser},       {'C', kCompliance, Role::compliance}, {'G', kGuardian, Role::guardian},
                           {'A', kAuditor, Role::auditor},         {'X', kAdministrator, Role::administrator},
                           {'H', kHerself, Role::ward},            {'L', kAdLitem, Role::guardian_ad_litem},
                           {'K', kRecorder, Role::court_recorder}, {'F', kReader, Role::foreign_court_reader}};

/// Names her where the command names a ward, and of what is asked the form that is most allowed to that role.
void complete(Command& command, const Letter& asks) {
  const Role role = asks.role;
  std::visit(
      [&]<class C>(C& c) {
        if constexpr (requires { { c.ward } -> std::same_as<WardId&>; }) c.ward = kWard;
        if constexpr (std::is_same_v<C, ObjectTo> || std::is_same_v<C, SetFreeze> || std::is_same_v<C, LiftFreeze>) c.about = subject(kWard);
        if constexpr (std::is_same_v<C, EnrolCredential>) c.who.principal = asks.principal;
        if constexpr (std::is_same_v<C, RemoveCredential>) c.principal = asks.principal;
        if constexpr (std::is_same_v<C, RequestDisbursement>) {
          if (role == Role::ward || role == Role::trust_officer) c.purpose = Purpose::handover;
        }
      },
      static_cast<CommandVariant&>(command));
}

std::string answer(const Status& status) { return status.ok() ? "good" : std::string(name_of(status.refusal().code)); }

class Roles : public ::testing::Test {
 protected:
  void SetUp() override {
    story.open_pool();
    story.open_ward(kWard);
    story.appoint_guardian();
    EXPECT_EQ(said(story.ask(kWorker, RecordRelation{kWard, person_of(kAdLitem), {}, RelationKind::guardian_ad_litem, 0, {}})), "allow");
    story.agreed(kAdministrator, EnrolPrincipal{spec(kRecorder)}, {kOfficer});
    EXPECT_EQ(said(story.ask(kWorker, RecordRelation{kWard, person_of(kRecorder), {}, RelationKind::court_recorder, 0, {}})), "allow");
    story.record_order("35000.00 USD");
    PrincipalSpec reader = spec(kReader);
    reader.orders = {kOrder};
    story.agreed(kAdministrator, EnrolPrincipal{reader}, {kOfficer});
  }
  Ward& her() { return story.state.wards.at(kWard); }
  void come_of_age() {
    her().adult = true;
    her().facts.push_back(identity_of(person_of(kHerself)));
  }
  WardFact identity_of(const PersonId& person) const {
    WardFact proved;
    proved.number = 1;
    proved.fact = FactKind::identity_proved;
    proved.since = proved.recorded = manila_date(story.now);
    proved.person = person;
    return proved;
  }
  Submission submission(const PrincipalId& who, Command command) const {
    Submission s;
    s.command = std::move(command);
    s.principal = who;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    return s;
  }
  Status ask(const PrincipalId& who, Command command) const { return may_ask(story.state, submission(who, std::move(command))); }
  std::string answers(const PrincipalId& who, Command command) const { return answer(ask(who, std::move(command))); }
  /// In the order asked for: "TW".
  std::string needs(const PrincipalId& who, Command command, Tier tier = Tier::t0) const {
    return letters(approvals_needed(story.state, submission(who, std::move(command)), tier));
  }
  static std::string letters(const std::vector<Role>& roles) {
    std::string out;
    for (const Role needed : roles)
      for (const Letter& l : kLetters)
        if (l.role == needed) out += l.letter;
    return out;
  }
  Story story{std::span<const Rule* const>{}};
};

TEST_F(Roles, TheWholeMatrix) {
  const auto commands = every_command();
  std::size_t cells = 0, allowed = 0;
  for (const Command& command : commands) {
    std::string row;
    for (const Letter& l : kLetters) {
      if (l.role == Role::ward) come_of_age();
      Command asked = command;
      complete(asked, l);
      const Status may = ask(l.principal, std::move(asked));
      her().adult = false;
      ++cells;
      if (may.ok()) {
        row += l.letter;
        continue;
      }
      const Code code = may.refusal().code;
      EXPECT_TRUE(code == Code::ROLE_FORBIDDEN || code == Code::LEDGER_EXISTS) << name_of(command) << " " << l.letter << " " << name_of(code);
    }
    allowed += row.size();
    row += "/" + letters(approvals_needed(command, Tier::t0));
    const auto expected = kExpected.find(name_of(command));
    ASSERT_NE(expected, kExpected.end()) << name_of(command);
    EXPECT_EQ(row, expected->second) << name_of(command);
    std::printf("%-22s %s\n", std::string(name_of(command)).c_str(), row.c_str());
  }
  std::printf("%zu commands x %zu roles = %zu cells, %zu allowed\n", commands.size(), std::size(kLetters), cells, allowed);
  EXPECT_EQ(commands.size(), kExpected.size());
}

TEST_F(Roles, TheAdministratorMovesNoMoney) {
  for (const Permission& row : permissions()) {
    const bool paid = row.command >= ReceiveCredit::kind && row.command <= RecordCharge::kind && row.command != CancelProposal::kind;
    const bool stopped = row.command >= ReturnPayment::kind && row.command <= MoveCase::kind;
    const bool around_her = row.command >= OpenWard::kind && row.command <= ObjectTo::kind;
    const bool money = paid || stopped || around_her || row.command == FileReceipt::kind;
    EXPECT_FALSE(money && row.may_ask.has(Role::administrator)) << row.command_name;
    EXPECT_FALSE(row.approvals.has(Role::administrator)) << row.command_name;
  }
}

TEST_F(Roles, HigherTiersNeedASocialWorkerToo) {
  const std::vector<Role> lowest{Role::trust_officer}, higher{Role::trust_officer, Role::social_worker};
  EXPECT_EQ(approvals_needed(RequestDisbursement{}, Tier::t0), lowest);
  EXPECT_EQ(approvals_needed(RequestDisbursement{}, Tier::t1), higher);
  EXPECT_EQ(approvals_needed(RequestDisbursement{}, Tier::t2), higher);
}

// -- who must agree, where it depends on what is said

TEST_F(Roles, PaymentsThatAreNoExpenseNeedASocialWorkerInEveryTier) {
  for (const auto& [purpose, word] : Names<Purpose>::rows) {
    const bool none = purpose == Purpose::handover || purpose == Purpose::estate || purpose == Purpose::claim || purpose == Purpose::tax;
    RequestDisbursement c;
    c.purpose = purpose;
    EXPECT_EQ(needs(kGuardian, c), none ? "TW" : "T") << word;
    EXPECT_EQ(needs(kGuardian, c, Tier::t1), "TW") << word;
  }
}

TEST_F(Roles, AFactThatOnlyProtectsIsRecordedAtOnce) {
  const std::set<FactKind> protecting{FactKind::marriage,         FactKind::death,     FactKind::adoption,          FactKind::foster_care,
                                      FactKind::child_welfare_event, FactKind::incapacity, FactKind::incapacity_petition, FactKind::heartbeat,
                                      FactKind::appeal_pending,   FactKind::interview_concern, FactKind::coached,   FactKind::unworthy_heir};
  for (const auto& [kind, word] : Names<FactKind>::rows) {
    RecordFact c;
    c.fact = kind;
    EXPECT_EQ(needs(kWorker, c), protecting.contains(kind) ? "" : "T") << word;
    c.ends = 1;  // that a danger has passed
    EXPECT_EQ(needs(kWorker, c), "T") << word;
  }
}

TEST_F(Roles, WhatTakesAwayIsDoneAtOnceAndWhatGivesBackIsNot) {
  for (const auto& [to, word] : Names<GuardianStanding>::rows) {
    ChangeGuardian c;
    c.to = to;
    const bool takes = to == GuardianStanding::suspended || to == GuardianStanding::removed;
    EXPECT_EQ(needs(kOfficer, c), takes ? "" : "T") << word;
  }
  for (const auto& [to, word] : Names<OrderStanding>::rows) {
    ChangeCourtOrder c;
    c.to = to;
    const bool takes = to == OrderStanding::stayed || to == OrderStanding::vacated;
    EXPECT_EQ(needs(kOfficer, c), takes ? "" : "T") << word;
  }
  for (const auto& [to, word] : Names<CaseState>::rows) {
    MoveCase c;
    c.to = to;
    const bool goes_on = to == CaseState::suspicious || to == CaseState::reported;
    EXPECT_EQ(needs(kCompliance, c), goes_on ? "" : "C") << word;
  }
  OpenDuty duty;
  EXPECT_EQ(needs(kOfficer, duty), "");
  duty.moves = 1;
  EXPECT_EQ(needs(kOfficer, duty), "T");
}

TEST_F(Roles, WhatTheBanksSystemBookedIsWhatTheBankDid) {
  EXPECT_EQ(needs(kBank, RecordInterest{}), "");
  EXPECT_EQ(needs(kOfficer, RecordInterest{}), "T");
}

TEST_F(Roles, WhoLiftsAFreezeNeedsWhoeverAgreesToItsKind) {
  const struct {
    FreezeKind kind;
    std::string_view needed;
  } kCases[] = {{FreezeKind::court, "T"}, {FreezeKind::amlc, "C"},     {FreezeKind::bank, "T"},  {FreezeKind::claim, "T"},
                {FreezeKind::death, "T"}, {FreezeKind::guardian, ""}, {FreezeKind::review, ""}};
  std::uint8_t number = 1;
  for (const auto& c : kCases) {
    Freeze freeze;
    freeze.id = id<FreezeId>(++number);
    freeze.freeze_kind = c.kind;
    her().freezes.push_back(freeze);
    LiftFreeze lift;
    lift.freeze = freeze.id;
    lift.about = subject(kWard);
    EXPECT_EQ(needs(kOfficer, lift), c.needed) << name(c.kind);
  }
  LiftFreeze nothing;
  nothing.about = subject(kWard);
  EXPECT_EQ(needs(kOfficer, nothing), "T");  // the plan refuses it
}

// -- who is turned away

TEST_F(Roles, WhoIsNotInGoodStanding) {
  EXPECT_EQ(answer(ask(kOfficer, OpenPool{})), "good");
  EXPECT_EQ(answer(ask(id<PrincipalId>(99), OpenPool{})), "PRINCIPAL_UNKNOWN");
  EXPECT_EQ(answer(ask({}, OpenPool{})), "PRINCIPAL_UNKNOWN");
  EXPECT_EQ(answer(ask(kOfficer, Tick{})), "ROLE_FORBIDDEN");
  EXPECT_EQ(answer(ask({}, Tick{})), "good");
  story.ask(kAdministrator, RevokePrincipal{kOfficer, "left the bank"});
  EXPECT_EQ(answer(ask(kOfficer, OpenPool{})), "PRINCIPAL_REVOKED");
  EXPECT_EQ(answer(ask(kOfficerAgain, OpenPool{})), "good");  // a key is revoked as it is named; the other one is its own principal
}

TEST_F(Roles, ACredentialCountsFromItsFirstInstantToBeforeItsLast) {
  const auto at_time = [&](Instant time) {
    Submission s;
    s.command = OpenPool{};
    s.principal = kOfficer;
    s.seq = 1;
    s.time = time;
    return answer(may_ask(story.state, s));
  };
  const Credential& key = spec(kOfficer).credential;
  EXPECT_EQ(at_time({key.valid_from.micros - 1}), "CREDENTIAL_EXPIRED");
  EXPECT_EQ(at_time(key.valid_from), "good");
  EXPECT_EQ(at_time({key.valid_to.micros - 1}), "good");
  EXPECT_EQ(at_time(key.valid_to), "CREDENTIAL_EXPIRED");
}

TEST_F(Roles, AGuardianAsksForHerOwnWardAlone) {
  story.open_ward(kWardB);
  RequestDisbursement hers, anothers;
  hers.ward = kWard;
  anothers.ward = kWardB;
  EXPECT_EQ(answers(kGuardian, hers), "good");
  EXPECT_EQ(answers(kGuardian, anothers), "NOT_GUARDIAN");
  her().guardians.front().standing = GuardianStanding::ended;
  EXPECT_EQ(answers(kGuardian, hers), "AUTHORITY_ENDED");
  EXPECT_EQ(answers(kGuardian, CancelProposal{}), "good");
}

TEST_F(Roles, WhatAGuardianMayDoInEachStanding) {
  RequestDisbursement request;
  request.ward = kWard;
  ObjectTo objection;
  objection.about = subject(kWard);
  SetFreeze freeze;
  freeze.about = subject(kWard);
  FileReceipt receipt;
  receipt.ward = kWard;
  const struct {
    GuardianStanding standing;
    std::string_view request, objection, freeze, receipt;
  } kCases[] = {
      // What a suspended or removed guardian asks for is judged and denied by rules, with a reason; he stops nothing by himself.
      {GuardianStanding::active, "good", "good", "good", "good"},
      {GuardianStanding::suspended, "good", "NOT_GUARDIAN", "NOT_GUARDIAN", "good"},
      {GuardianStanding::removed, "good", "NOT_GUARDIAN", "NOT_GUARDIAN", "good"},
      {GuardianStanding::resigned, "good", "NOT_GUARDIAN", "NOT_GUARDIAN", "good"},
      {GuardianStanding::discharged, "good", "NOT_GUARDIAN", "NOT_GUARDIAN", "good"},
      {GuardianStanding::ended, "AUTHORITY_ENDED", "AUTHORITY_ENDED", "AUTHORITY_ENDED", "good"},
  };
  for (const auto& c : kCases) {
    her().guardians.front().standing = c.standing;
    EXPECT_EQ(answers(kGuardian, request), c.request) << name(c.standing);
    EXPECT_EQ(answers(kGuardian, objection), c.objection) << name(c.standing);
    EXPECT_EQ(answers(kGuardian, freeze), c.freeze) << name(c.standing);
    EXPECT_EQ(answers(kGuardian, receipt), c.receipt) << name(c.standing);
  }
}

TEST_F(Roles, AGuardianOfAnAdultWasAppointedToOne) {
  RequestDisbursement request;
  request.ward = kWard;
  const CivilDate today = manila_date(story.now);
  her().adult = true;
  her().majority = today;
  her().guardians.front().letters = today;
  EXPECT_EQ(answers(kGuardian, request), "AUTHORITY_ENDED");  // she is of age and nothing keeps her from acting
  WardFact petition;
  petition.number = 1;
  petition.fact = FactKind::incapacity_petition;
  petition.since = today;
  her().facts.push_back(petition);
  EXPECT_EQ(answers(kGuardian, request), "good");
  her().guardians.front().letters = today - 1;
  EXPECT_EQ(answers(kGuardian, request), "AUTHORITY_ENDED");
  her().guardians.front().letters = today;
  her().facts.front().ended = today;
  EXPECT_EQ(answers(kGuardian, request), "AUTHORITY_ENDED");
}

TEST_F(Roles, TheWardHerselfAsksForWhatIsHersAlone) {
  RecordElection election;
  election.ward = kWard;
  RequestDisbursement handover;
  handover.ward = kWard;
  handover.purpose = Purpose::handover;
  EXPECT_EQ(answers(kHerself, election), "NOT_HERSELF");
  come_of_age();
  EXPECT_EQ(answers(kHerself, election), "good");
  EXPECT_EQ(answers(kHerself, handover), "good");
  RequestDisbursement tuition = handover;
  tuition.purpose = Purpose::education;
  EXPECT_EQ(answers(kHerself, tuition), "ROLE_FORBIDDEN");
  story.open_ward(kWardB);
  election.ward = kWardB;
  EXPECT_EQ(answers(kHerself, election), "NOT_HERSELF");
  election.ward = kWard;
  her().adult = false;
  EXPECT_EQ(answers(kHerself, election), "NOT_HERSELF");
  her().adult = true;
  her().facts.back().person = person_of(kGuardian);  // somebody else was proved to be her
  EXPECT_EQ(answers(kHerself, election), "NOT_HERSELF");
}

TEST_F(Roles, AGuardianAdLitemObjectsForTheWardOfTheCourtsWordAlone) {
  ObjectTo objection;
  objection.about = subject(kWard);
  EXPECT_EQ(answers(kAdLitem, objection), "good");
  story.open_ward(kWardB);
  objection.about = subject(kWardB);
  EXPECT_EQ(answers(kAdLitem, objection), "NOT_GUARDIAN");
  objection.about = subject(kPool);
  EXPECT_EQ(answers(kAdLitem, objection), "NOT_GUARDIAN");
}

TEST_F(Roles, ACourtsRecorderAsksForTheWardOfThatCourtAlone) {
  const auto asked = [&](const WardId& ward) {
    RecordCourtOrder order;
    ChangeCourtOrder standing;
    AppointGuardian appointed;
    ChangeGuardian moved;
    ApproveBond bond;
    order.ward = standing.ward = appointed.ward = moved.ward = bond.ward = ward;
    std::set<std::string> said;
    for (const Command& c : {Command(order), Command(standing), Command(appointed), Command(moved), Command(bond)}) said.insert(answers(kRecorder, c));
    return said;
  };
  const std::set<std::string> may{"good"}, may_not{"ROLE_FORBIDDEN"};
  EXPECT_EQ(asked(kWard), may);
  story.open_ward(kWardB);
  EXPECT_EQ(asked(kWardB), may_not) << "another court's";
  EXPECT_EQ(asked(id<WardId>(0x3f)), may_not) << "nobody's, and told the same";
  // Another relation to her makes no recorder, nor does another person's.
  story.ask(kWorker, RecordRelation{kWardB, person_of(kRecorder), {}, RelationKind::guardian_ad_litem, 0, {}});
  story.ask(kWorker, RecordRelation{kWardB, person_of(kAuditor), {}, RelationKind::court_recorder, 0, {}});
  EXPECT_EQ(asked(kWardB), may_not);
  story.ask(kWorker, RecordRelation{kWardB, person_of(kRecorder), {}, RelationKind::court_recorder, 0, {}});
  EXPECT_EQ(asked(kWardB), may);
  EXPECT_EQ(asked(kWard), may) << "a clerk has as many as his court";
}

TEST_F(Roles, WhatACourtsRecorderAsksForWaitsAsAnOfficersDoesAndWhatProtectsDoesNot) {
  ChangeGuardian guardian;
  ChangeCourtOrder order;
  guardian.ward = order.ward = kWard;
  for (const auto& [to, word] : Names<GuardianStanding>::rows) {
    guardian.to = to;
    EXPECT_EQ(needs(kRecorder, guardian), needs(kOfficer, guardian)) << word;
  }
  for (const auto& [to, word] : Names<OrderStanding>::rows) {
    order.to = to;
    EXPECT_EQ(needs(kRecorder, order), needs(kOfficer, order)) << word;
  }
  for (const Permission& row : permissions()) {
    EXPECT_FALSE(row.approvals.has(Role::court_recorder) || row.approvals.has(Role::foreign_court_reader)) << row.command_name;
    EXPECT_FALSE(row.may_ask.has(Role::foreign_court_reader)) << row.command_name;
  }
}

TEST_F(Roles, AnOfficerAsksForNoExpenseWithoutAnOrder) {
  for (const auto& [purpose, word] : Names<Purpose>::rows) {
    const bool none = purpose == Purpose::handover || purpose == Purpose::estate || purpose == Purpose::claim || purpose == Purpose::tax;
    RequestDisbursement c;
    c.ward = kWard;
    c.purpose = purpose;
    EXPECT_EQ(answers(kOfficer, c), none ? "good" : "ROLE_FORBIDDEN") << word;
    c.court_order = kCourtOrder;
    EXPECT_EQ(answers(kOfficer, c), "good") << word;
  }
}

TEST_F(Roles, NobodyButComplianceWritesInAWatch) {
  FileReturn filed;
  OpenDuty duty;
  for (const Subject& about : {subject(kWard), protection_of(kWard), Subject{}, watch_of(kWard)}) {
    const bool watch = about.kind == SubjectKind::watch;
    filed.about = duty.about = about;
    EXPECT_EQ(answers(kOfficer, filed), watch ? "ROLE_FORBIDDEN" : "good") << name(about.kind);
    EXPECT_EQ(answers(kOfficer, duty), watch ? "ROLE_FORBIDDEN" : "good") << name(about.kind);
    EXPECT_EQ(answers(kCompliance, filed), "good");
    EXPECT_EQ(answers(kCompliance, duty), "good");
  }
}

TEST_F(Roles, TheClockOfAProductionLedgerIsNobodys) {
  EXPECT_EQ(answer(ask(kAdministrator, MoveClock{})), "good");
  story.state.ledger.mode = Mode::production;
  EXPECT_EQ(answer(ask(kAdministrator, MoveClock{})), "SANDBOX_ONLY");
}

TEST(Founding, OnceAndFirst) {
  State empty;
  Submission s;
  s.time = at("2026-01-05");
  s.command = OpenPool{};
  EXPECT_EQ(answer(may_ask(empty, s)), "LEDGER_MISSING");
  s.command = CreateLedger{};
  EXPECT_EQ(answer(may_ask(empty, s)), "good");
  s.seq = 1;
  EXPECT_EQ(answer(may_ask(empty, s)), "LEDGER_EXISTS");
}

}  // namespace
}  // namespace katiwala::policies::kit::roles_test
