// Who may ask what: the whole matrix of commands and roles, written here a second time, and who is turned away before any role counts.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "policies/roles.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace {

// B bank system, T trust officer, W social worker, R releaser, C compliance, G guardian, A auditor, X administrator.
// After the stroke: whose approvals are needed.
const std::map<std::string_view, std::string_view> kExpected = {
    {"create_ledger", "/"},
    {"tick", "/"},
    {"move_clock", "X/"},
    {"refuse_input", "BTWRCGAX/"},
    {"enrol_principal", "TX/T"},
    {"revoke_principal", "TX/"},
    {"adopt_rulebook", "TC/TC"},
    {"erase_ward", "C/TC"},
    {"record_rate", "BT/"},
    {"open_pool", "T/T"},
    {"open_ward", "T/T"},
    {"record_order", "T/T"},
    {"record_award", "T/T"},
    {"appoint_guardian", "T/T"},
    {"approve_bond", "T/T"},
    {"file_return", "TC/"},
    {"record_adverse", "TWC/"},
    {"register_payee", "TG/T"},
    {"record_court_order", "T/T"},
    {"receive_credit", "B/"},
    {"match_credit", "T/T"},
    {"convert", "T/T"},
    {"request_disbursement", "G/T"},
    {"approve", "TWC/"},
    {"cancel_proposal", "TCGX/"},
    {"release", "R/"},
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
};

struct Letter {
  char letter;
  PrincipalId principal;
  Role role;
};
const Letter kLetters[] = {{'B', kBank, Role::bank_system},        {'T', kOfficer, Role::trust_officer}, {'W', kWorker, Role::social_worker},
                           {'R', kReleaser, Role::releaser},       {'C', kCompliance, Role::compliance}, {'G', kGuardian, Role::guardian},
                           {'A', kAuditor, Role::auditor},         {'X', kAdministrator, Role::administrator}};

template <std::size_t... I>
std::vector<Command> every_command(std::index_sequence<I...>) {
  return {Command(std::variant_alternative_t<I, CommandVariant>{})...};
}

class Roles : public ::testing::Test {
 protected:
  void SetUp() override {
    story.open_pool();
    story.open_ward(kWard);
    story.appoint_guardian();
  }
  Status ask(const PrincipalId& who, Command command) {
    if (auto* c = std::get_if<RegisterPayee>(&command)) c->ward = kWard;
    if (auto* c = std::get_if<RequestDisbursement>(&command)) c->ward = kWard;
    Submission s;
    s.command = std::move(command);
    s.principal = who;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    return may_ask(story.state, s);
  }
  Story story{std::span<const Rule* const>{}};
};

TEST_F(Roles, TheWholeMatrix) {
  const auto commands = every_command(std::make_index_sequence<std::variant_size_v<CommandVariant>>{});
  std::size_t cells = 0, allowed = 0;
  for (const Command& command : commands) {
    std::string row;
    for (const Letter& l : kLetters) {
      const Status may = ask(l.principal, command);
      ++cells;
      if (may.ok()) {
        row += l.letter;
        continue;
      }
      const Code code = may.refusal().code;
      EXPECT_TRUE(code == Code::ROLE_FORBIDDEN || code == Code::LEDGER_EXISTS) << name_of(command);
    }
    allowed += row.size();
    row += '/';
    for (const Role needed : approvals_needed(command, Tier::t0))
      for (const Letter& l : kLetters)
        if (l.role == needed) row += l.letter;
    const auto expected = kExpected.find(name_of(command));
    ASSERT_NE(expected, kExpected.end()) << name_of(command);
    EXPECT_EQ(std::string(row.begin(), row.end()), expected->second) << name_of(command);
    std::printf("%-22s %s\n", std::string(name_of(command)).c_str(), row.c_str());
  }
  std::printf("%zu commands x %zu roles = %zu cells, %zu allowed\n", commands.size(), std::size(kLetters), cells, allowed);
  EXPECT_EQ(commands.size(), kExpected.size());
}

TEST_F(Roles, TheAdministratorMovesNoMoney) {
  for (const Permission& row : permissions()) {
    const bool money = row.command >= ReceiveCredit::kind && row.command <= RecordCharge::kind && row.command != CancelProposal::kind;
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

std::string answer(const Status& status) { return status.ok() ? "good" : std::string(name_of(status.refusal().code)); }

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
  const auto ask_as_is = [&](const Command& command) {
    Submission s;
    s.command = command;
    s.principal = kGuardian;
    s.seq = 1;
    s.time = {story.now.micros + 1};
    return answer(may_ask(story.state, s));
  };
  EXPECT_EQ(ask_as_is(hers), "good");
  EXPECT_EQ(ask_as_is(anothers), "NOT_GUARDIAN");
  story.state.wards.at(kWard).guardians.front().standing = custody::GuardianStanding::ended;
  EXPECT_EQ(ask_as_is(hers), "AUTHORITY_ENDED");
  EXPECT_EQ(ask_as_is(CancelProposal{}), "good");
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
}  // namespace katiwala::policies::kit
