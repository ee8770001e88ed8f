// A quorum of keys of one person never counts twice: every command that others must agree to, agreed to by every key in every order, with keys
// that are revoked on the way and persons who are enrolled anew.
#include <gtest/gtest.h>

#include <iostream>

#include "policies/roles.h"
#include "tests/policies/properties/figures.h"
#include "tests/policies/properties/quorum_examples.h"
#include "tests/policies/properties/tampered.h"

namespace katiwala::policies::properties::quorum_test {
namespace {

constexpr std::uint64_t kMost = 5'000'000;

int standin_days() {
  static const int kDays = Figures(shipped_bundle()).standin_days;
  return kDays;
}

/// The bank with somebody's proposal to come, and everybody's keys.
Model with_keys() {
  Model model;
  model.start = the_bank().state;
  model.before = the_bank().entries;
  model.slots = {the_bank().now};
  model.agreeing = {kOfficer, kOfficer2, kWorker, kCompliance, kCompliance2};
  for (const FurtherKey& key : further_keys()) model.agreeing.push_back(key.key);
  model.acts = by({kAdministrator}, "revocation of officer two", RevokePrincipal{kOfficer2, "key lost"});
  model.check = [](const Happened& h) {
    const std::string wrong = agreed(h, standin_days());
    return wrong.empty() ? four_eyes(h) : wrong;
  };
  return model;
}

Model of(const Example& example) {
  Model model = with_keys();
  model.acts.push_back({example.name, example.maker, [&example](const State&) { return std::optional<Command>(example.command); }});
  return model;
}

/// The rules' words and the mechanism's: the planners alone, with rules that are silent.
Decide the_mechanism() {
  static const auto judge = std::make_shared<Judge>(hash, silent_rules());
  return [](const State& state, const Submission& asked) { return judge->decide(state, asked); };
}

/// What the rules do not let happen on that day in that bank, and is seen with the mechanism alone.
const std::set<std::string> kOnlyTheMechanism{"an erasure"};

std::string asked(const Example& example, const Decide& decide) {
  const Decision decision = decide(the_bank().state, submission(the_bank().state, example.maker, example.command, 900'000, the_bank().now, the_bank().entries));
  return said(decision) + " " + fact_of(decision, "field") + fact_of(decision, "missing");
}

struct Sum {
  std::uint64_t states = 0, transitions = 0, refused = 0;
  void add(const Seen& seen) {
    states += seen.states;
    transitions += seen.transitions;
    refused += seen.refused;
  }
};

TEST(Quorum, CountsPersonsForEveryCommand) {
  Sum sum;
  std::set<std::string> commands;
  for (const Example& example : examples()) {
    for (const bool by_rules : {true, false}) {
      Model model = of(example);
      model.decide = by_rules ? the_judge() : the_mechanism();
      std::uint64_t carried_out = 0;
      model.check = [check = model.check, &carried_out](const Happened& h) {
        carried_out += h.carried_out == nullptr ? 0U : 1U;
        return check(h);
      };
      const Seen seen = explore(model, kMost);
      EXPECT_EQ(seen.broken, "") << example.name;
      EXPECT_TRUE(seen.whole) << example.name;
      EXPECT_EQ(carried_out > 0, !by_rules || !kOnlyTheMechanism.contains(example.name)) << example.name << " " << asked(example, model.decide);
      sum.add(seen);
      commands.insert(std::string(name_of(example.command)));
    }
  }
  for (const Permission& row : permissions()) {
    EXPECT_TRUE(row.approvals.list().empty() || commands.contains(std::string(row.command_name))) << "no example of " << row.command_name;
  }
  std::cout << "SHOWN: " << examples().size() << " proposals of " << commands.size() << " commands, every key in every order: " << sum.states << " states, "
            << sum.transitions << " transitions, " << sum.refused << " refused, no person counted twice\n";
}

/// Officer two agrees, loses the key, is enrolled anew by two others, and agrees again.
TEST(Quorum, DoesNotCountWhoWasEnrolledAnew) {
  const FurtherKey anew{id<PrincipalId>(0x71), kOfficer2, Role::trust_officer}, in_other_role{id<PrincipalId>(0x72), kOfficer2, Role::compliance};
  Model model = with_keys();
  const auto add = [&](const PrincipalId& who, const std::string& name, const Command& command) { model.acts.push_back(by({who}, name, command).front()); };
  add(kOfficer, "a charge", RecordCharge{kWard, money("1.00 PHP"), manila_date(the_bank().now), {mark(162)}, std::nullopt});
  for (const FurtherKey& key : {anew, in_other_role}) add(kAdministrator, "enrolled anew", EnrolPrincipal{spec_of(key)});
  model.agreeing = {kOfficer2, kOfficer2Again, anew.key, in_other_role.key, kComplianceAsOfficer, kCompliance};
  const Seen seen = explore(model, kMost);
  EXPECT_EQ(seen.broken, "");
  EXPECT_TRUE(seen.whole);
  EXPECT_TRUE(seen.events.contains("principal_revoked") && seen.events.contains("principal_enrolled") && seen.events.contains("proposal_closed"));
  std::cout << "SHOWN: enrolled anew: " << seen.states << " states, " << seen.transitions << " transitions, " << seen.refused << " refused\n";
}

/// The four parts of a payment, with keys of the same persons for each of them.
TEST(Quorum, FourPartsArePlayedByFourPersons) {
  Sum sum;
  for (const Example& example : examples()) {
    const auto* asked = std::get_if<RequestDisbursement>(&example.command);
    if (asked == nullptr) continue;
    Model model = of(example);
    model.agreeing = {kOfficer, kOfficer2, kOfficer2Again, kOfficer2AsWorker, kOfficerAsWorker, kWorker, kWorkerAsOfficer, kGuardianAsOfficer};
    Release release;
    release.request = asked->request;
    release.ward = asked->ward;
    release.message_id = release.end_to_end_id = "KTW-1";
    release.file = in_vault(1);
    const std::vector<PrincipalId> releasing{kReleaser, kOfficerAsReleaser, kGuardianAsReleaser, kOfficer2, kWorkerAsOfficer};
    for (Act& act : by(releasing, "release", release)) model.acts.push_back(std::move(act));
    model.slots.push_back(start_of(manila_date(the_bank().now) + 5));  // when others may stand in
    const Seen seen = explore(model, kMost);
    EXPECT_EQ(seen.broken, "") << example.name;
    EXPECT_TRUE(seen.whole) << example.name;
    EXPECT_TRUE(seen.events.contains("request_released")) << example.name;
    sum.add(seen);
  }
  std::cout << "SHOWN: requester, approvers, releaser, payee: " << sum.states << " states, " << sum.transitions << " transitions, "
            << sum.refused << " refused\n";
}

/// The negative control, for each of them: whoever counts keys is found out.
TEST(Quorum, CountingKeysIsNoticedForEveryCommand) {
  std::vector<PrincipalId> further;
  for (const FurtherKey& key : further_keys()) further.push_back(key.key);
  std::uint64_t noticed = 0;
  for (const Example& example : examples()) {
    if (kOnlyTheMechanism.contains(example.name)) continue;
    Model model = of(example);
    model.decide = counts_keys(further);
    const Seen seen = explore(model, kMost);
    EXPECT_NE(seen.broken.find("one person counted twice"), std::string::npos) << example.name << ": " << seen.broken;
    noticed += seen.broken.empty() ? 0U : 1U;
  }
  std::cout << "noticed: a quorum of keys, of " << noticed << " proposals\n";
}

}  // namespace
}  // namespace katiwala::policies::properties::quorum_test
