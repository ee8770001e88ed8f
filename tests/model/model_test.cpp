// The ledger and the second implementation, asked the same at random: the same answers, balances and records, to the last minor unit.
//
//   KATIWALA_DEEP=1              10,000,000 steps instead of 100,000
//   KATIWALA_MODEL_SEED=N        one history more, of this seed
//   KATIWALA_MODEL_STEPS=N       so long
//
// A history that differs is cut at the step that differs, then thinned out, and printed with its seed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/model/shrink.h"

namespace katiwala::model {
namespace {

constexpr std::size_t kSteps = 12'500;
constexpr std::uint64_t kHistories = 8, kDeepHistories = 800;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::strtoull(text, nullptr, 10);
}
std::vector<std::uint64_t> seeds() {
  if (const std::uint64_t one = from_environment("KATIWALA_MODEL_SEED", 0)) return {one};
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 1; i <= (from_environment("KATIWALA_DEEP", 0) != 0 ? kDeepHistories : kHistories); ++i) all.push_back(20'260'000 + i);
  return all;
}

void print(std::uint64_t seed, const Tally& tally) {
  std::cout << "seed " << seed << ": " << tally.steps << " steps, " << tally.entries << " entries, " << tally.pictures << " times everything compared\n";
  for (const auto& [command, outcomes] : tally.outcomes) {
    std::cout << "  " << command << ":";
    for (const auto& [outcome, count] : outcomes) std::cout << " " << outcome << " " << count;
    std::cout << "\n";
  }
  for (const auto& [reason, count] : tally.reasons) std::cout << "    " << reason << " " << count << "\n";
}

class Histories : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Histories, LedgerAndSecondImplementationAgree) {
  const Outcome played = play_at_random(GetParam(), from_environment("KATIWALA_MODEL_STEPS", kSteps));
  print(GetParam(), played.tally);
  if (!played.differs.empty()) std::cout << "differs: " << played.differs << "cutting it down ...\n" << std::flush;
  if (!played.differs.empty()) FAIL() << explain(played);
}
INSTANTIATE_TEST_SUITE_P(Model, Histories, testing::ValuesIn(seeds()), [](const auto& of) { return "seed_" + std::to_string(of.param); });

}  // namespace
}  // namespace katiwala::model
