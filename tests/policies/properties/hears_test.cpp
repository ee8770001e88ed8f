// Who is not asked had nothing to say: over random histories every decision is the same as one in which every rule was asked about everything.
//
//   KATIWALA_DEEP=1      2,000 histories instead of 60
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "tests/policies/everybody.h"
#include "tests/policies/properties/histories.h"
#include "tests/policies/properties/tampered.h"

namespace katiwala::policies::properties::hears_test {
namespace {

constexpr std::uint64_t kSeed = 20'260'811;
constexpr std::size_t kSteps = 150;

struct Held {
  std::uint64_t decisions = 0;
  std::map<std::string, std::uint64_t> commands;
  std::string different;  ///< the first: which command, and what of the decision
};

/// Every decision of the histories, by `rules` and by the same rules asked about everything.
Held hold(std::span<const Rule* const> rules, std::uint64_t histories) {
  Held held;
  const auto named = std::make_shared<Judge>(hash, rules), everybody = std::make_shared<Judge>(hash, everybody::rules());
  const Decide both = [&, named, everybody](const State& state, const Submission& asked) {
    Decision decision = named->decide(state, asked);
    const std::string different = everybody::difference(decision, everybody->decide(state, asked));
    if (!different.empty() && held.different.empty()) held.different = std::string(name_of(asked.command)) + ": " + different;
    ++held.decisions;
    ++held.commands[std::string(name_of(asked.command))];
    return decision;
  };
  for (std::uint64_t i = 0; i < histories && held.different.empty(); ++i) {
    History history(kSeed + i, both);
    history.play(kSteps);
  }
  return held;
}

TEST(Hears, NoHistoryIsJudgedOtherwiseWhereEverybodyIsAsked) {
  const Held held = hold(all_rules(), deep() ? 2'000 : 60);
  EXPECT_EQ(held.different, "");
  for (const std::string_view command : {"request_disbursement", "approve", "release", "settle", "return_payment", "reject_payment", "receive_credit", "match_credit",
                                         "record_interest", "record_court_order", "change_court_order", "set_budget", "adopt_rulebook", "tick"}) {
    EXPECT_TRUE(held.commands.contains(std::string(command))) << command << " never came";
  }
  std::cout << "SHOWN: " << held.decisions << " decisions of " << held.commands.size() << " commands, the same where every rule was asked about everything\n";
}

/// A rule that leaves out what it has something to say of is noticed, whichever way it hears of it.
TEST(Hears, ARuleThatDoesNotHearWhatConcernsItIsNoticed) {
  for (const std::string_view id : {"R19", "R49", "R68", "R36", "RF06", "R55"}) {
    std::vector<Rule> changed;
    for (const Rule* rule : all_rules()) changed.push_back(*rule);
    std::vector<const Rule*> pointers;
    for (Rule& rule : changed) {
      if (rule.id == id) rule.hears = hears<>();
      pointers.push_back(&rule);
    }
    EXPECT_NE(hold(pointers, 60).different, "") << id;
  }
}

}  // namespace
}  // namespace katiwala::policies::properties::hears_test
