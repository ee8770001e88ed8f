// The ledger and an exact reckoner of its books, told the same at random: every balance of every ward, pool, currency, award and court order is the same
// after each operation, to the last minor unit.
//
//   KATIWALA_DEEP=1         forty times as many histories
//   KATIWALA_EXACT_SEED=N   one history alone, of this seed
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/model/exact/history.h"

namespace katiwala::model::exact {
namespace {

constexpr std::uint64_t kFirst = 20'260'218;
constexpr std::size_t kOperations = 200;
constexpr std::uint64_t kHistories = 75, kDeepTimes = 40, kHistoriesAFault = 20;

std::uint64_t from_environment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

/// What must have happened in the histories of a program; a path that nothing takes is not tested.
constexpr const char* kHappened[] = {
    "receive", "match", "match with equal remainders", "match that is capped", "match that leaves something", "resolve", "convert",
    "convert at half a unit", "interest", "interest at half a unit", "tax at half a unit", "interest run", "interest run of several wards", "charge",
    "charge on both income and principal", "fee", "remit", "undo", "undo deny", "request", "request from both income and principal", "release",
    "release hold", "release while another pool is broken", "release while another currency of the pool is broken", "settle", "reject", "return",
    "return with its fee", "statement that agrees", "statement that breaks", "day passes", "a conversion one unit off deny",
    "interest one unit off deny", "tax one unit off deny", "a charge beyond what she has deny", "a fee beyond income deny",
    "more remitted than was kept deny", "a unit too much of suspense deny", "a request beyond what she has deny",
    "a unit more paid than was asked deny", "a unit less comes back than was paid deny"};

/// Returns how much was asked for.
std::uint64_t play(std::uint64_t seed, Counts& all) {
  History history(seed, reckoning::Fault::none);
  const std::string differs = history.play(kOperations);
  EXPECT_EQ(differs, "") << "KATIWALA_EXACT_SEED=" << seed << " shows it again";
  for (const auto& [what, count] : history.counts()) all[what] += count;
  return history.asked();
}

TEST(ExactSums, LedgerAndReckonerAgreeToTheLastUnit) {
  const std::uint64_t one = from_environment("KATIWALA_EXACT_SEED");
  const std::uint64_t histories = one != 0 ? 1 : from_environment("KATIWALA_DEEP") != 0 ? kHistories * kDeepTimes : kHistories;
  Counts counts;
  std::uint64_t asked = 0;
  for (std::uint64_t i = 0; i < histories && !HasFailure(); ++i) asked += play(one != 0 ? one : kFirst + i, counts);
  if (one != 0 || HasFailure()) return;
  std::string said;
  for (const char* what : kHappened) {
    EXPECT_GT(counts[what], 0U) << what << " never happened";
    said += std::string(said.empty() ? "" : ", ") + what + " " + std::to_string(counts[what]);
  }
  EXPECT_GE(asked, 10'000U);
  std::cout << "SHOWN: " << asked << " random operations in " << histories << " histories, every balance compared after each: 0 differences (" << said << ")\n";
}

/// The controls: a reckoner that is wrong in one respect is told from the ledger, whichever it is.
TEST(ExactSums, AReckonerThatIsWrongInOneRespectIsNoticed) {
  std::string said;
  for (const reckoning::Fault fault : reckoning::kFaults) {
    std::string differs;
    std::uint64_t histories = 0;
    while (differs.empty() && histories < kHistoriesAFault) differs = History(kFirst + histories++, fault).play(kOperations);
    EXPECT_NE(differs, "") << name_of(fault) << " was not noticed in " << histories << " histories";
    said += (said.empty() ? "" : ", ") + std::string(name_of(fault)) + " in history " + std::to_string(histories);
  }
  std::cout << "SHOWN: wrong in one respect, and noticed: " << said << "\n";
}

/// For tests/sabotage, which plays it with programs that are wrong.
TEST(ExactSumsShort, LedgerAndReckonerAgree) {
  Counts counts;
  std::uint64_t asked = 0;
  for (std::uint64_t i = 0; i < 6; ++i) asked += play(kFirst + i, counts);
  EXPECT_GE(asked, 600U);
}

}  // namespace
}  // namespace katiwala::model::exact
