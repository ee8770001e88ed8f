// Payments in any order of events: what is asked for, approved, sent back, changed, revoked, frozen, and judged by another rulebook in between, is let go
// exactly when the contract says so. The ledger is the real one; the contract is written once more, from the documents alone.
//
//   KATIWALA_DEEP=1                      1,000,000 interleavings instead of 100,000
//   KATIWALA_INTERLEAVINGS_SEED=N        one ledger more, of this seed
//
// Where they part, the first interleaving of each kind is cut to the steps that matter, and printed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/interleavings/careless.h"
#include "tests/interleavings/play.h"

namespace katiwala::interleavings::interleavings_test {
namespace {

using contract::Why;

constexpr std::uint64_t kBatches = 8, kInABatch = 12'500, kDeeper = 10;
constexpr std::uint64_t kFirstSeed = 20'260'105;
/// Signatures are most of the time of a step, and nothing here is about them: of so many ledgers one has everything signed.
constexpr std::uint64_t kOneSignedIn = 40;
constexpr std::size_t kCutDown = 6;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string counts(const std::map<std::string, std::uint64_t>& of) {
  std::string out;
  for (const auto& [what, number] : of) out += (out.empty() ? "" : ", ") + what + " " + std::to_string(number);
  return out;
}

void expect_agreement(const Tally& tally, const contract::Reasons& forgotten = {}) {
  EXPECT_EQ(tally.let_through, 0U) << "the ledger did what the contract forbids";
  EXPECT_EQ(tally.kept_back, 0U) << "the ledger did not do what the contract allows, or for another reason";
  for (std::size_t i = 0; i < tally.partings.size(); ++i) {
    const Parting& parting = tally.partings[i];
    ADD_FAILURE() << (i < kCutDown ? shortest(parting, forgotten) : parting.objection);
  }
}

/// What has to have happened; a way that nothing takes is not tested.
std::string missing(const Tally& tally) {
  std::string out;
  const auto must = [&](bool there, std::string_view what) {
    if (!there) out += (out.empty() ? "" : ", ") + std::string(what);
  };
  for (int kind = 0; kind < contract::kKinds; ++kind) {
    const auto name = std::string(contract::name(static_cast<contract::Kind>(kind)));
    const auto found = tally.outcomes.find(name);
    const std::string_view wanted = name == "request again" ? "refused" : name == "request" || name == "propose file" ? "waits" : "done";
    must(found != tally.outcomes.end() && found->second.contains(std::string(wanted)), name);
  }
  must(tally.outcomes.contains("edit"), "edit");
  constexpr Why kOfReleases[] = {Why::nobody,  Why::role,   Why::state,  Why::four_eyes, Why::few,     Why::revoked, Why::account_changed, Why::cooling,
                                 Why::frozen,  Why::review, Why::suspended, Why::letters, Why::order, Why::tier,    Why::instapay,        Why::endorsement,
                                 Why::expired, Why::removed};
  for (const Why why : kOfReleases) {
    const std::string name(contract::name(why));
    must(tally.refused_for_one.contains(name), "a release refused because: " + name);
  }
  return out;
}

class Interleavings : public testing::TestWithParam<std::uint64_t> {
 protected:
  static void TearDownTestSuite() {
    if (all.interleavings < kInABatch) return;
    EXPECT_EQ(missing(all), "") << "never happened in " << all.interleavings << " interleavings";
    for (const auto& [kind, outcomes] : all.outcomes) std::cout << "  " << kind << ": " << counts(outcomes) << "\n";
    std::cout << "SHOWN: " << all.interleavings << " random interleavings (" << all.with_signatures << " with everything signed), " << all.steps
              << " steps, " << all.entries << " entries: " << all.let_through << " let through, " << all.kept_back << " kept back against the contract\n";
    std::cout << "SHOWN: releases: " << all.released << " let go; refused, by each reason that stood against them: " << counts(all.refused) << "\n";
    std::cout << "SHOWN: releases refused for one reason alone: " << counts(all.refused_for_one) << "\n";
  }
  static inline Tally all;
};

TEST_P(Interleavings, LedgerAndContractAgree) {
  const std::uint64_t wanted = kInABatch * (from_environment("KATIWALA_DEEP", 0) != 0 ? kDeeper : 1);
  Tally batch;
  for (std::uint64_t ledger = 0; batch.interleavings < wanted && !HasFatalFailure(); ++ledger) {
    Setting setting;
    setting.seed = mixed(kFirstSeed + GetParam() * 1'000'003) + ledger;
    setting.is_signed = ledger % kOneSignedIn == kOneSignedIn - 1;
    if (setting.is_signed) setting.wards = 8;
    batch.add(play(setting));
  }
  expect_agreement(batch);
  all.add(std::move(batch));
}

INSTANTIATE_TEST_SUITE_P(Batch, Interleavings, testing::Range<std::uint64_t>(0, kBatches));

TEST(OneLedger, OfASeedThatIsGiven) {
  const std::uint64_t seed = from_environment("KATIWALA_INTERLEAVINGS_SEED", 1);
  Setting setting;
  setting.seed = seed;
  expect_agreement(play(setting));
}

/// For tests/sabotage, which plays it with programs that are wrong.
TEST(ShortInterleavings, LedgerAndContractAgree) {
  Setting setting;
  setting.seed = 7;
  expect_agreement(play(setting));
}

TEST(Signed, AsTheShippedRulebookWantsIt) {
  Setting setting;
  setting.seed = 11;
  setting.wards = 6;
  setting.is_signed = true;
  const Tally tally = play(setting);
  EXPECT_GT(tally.released, 0U);
  expect_agreement(tally);
}

// -- what would be seen

/// The first objection to ledgers that are played with a mistake on one side or the other; "" where there is none in many.
std::string first_objection(const Between& between, const contract::Reasons& forgotten, bool let_through_alone) {
  constexpr std::uint64_t kFirst = 100, kMost = 40;
  for (std::uint64_t seed = kFirst; seed < kFirst + kMost; ++seed) {
    Setting setting;
    setting.seed = seed;
    setting.wards = 48;
    setting.between = between;
    setting.forgotten = forgotten;
    for (const Parting& parting : play(setting).partings)
      if (!let_through_alone || parting.let_through) return parting.objection;
  }
  return "";
}

TEST(Control, AReasonThatTheContractForgetsIsMissed) {
  std::size_t noticed = 0;
  for (int i = 0; i < contract::kReasons; ++i) {
    const auto why = static_cast<Why>(i);
    if (why == Why::funds) continue;  // nobody here asks for so much
    const std::string found = first_objection({}, {why}, false);
    EXPECT_NE(found, "") << "nobody misses: " << contract::name(why);
    if (!found.empty()) ++noticed;
  }
  std::cout << "SHOWN: of the contract's reasons " << noticed << " were forgotten, one at a time, and missed each time\n";
}

TEST(Control, AJudgeThatForgetsIsSeen) {
  std::size_t noticed = 0;
  for (const Careless& careless : careless_judges()) {
    const std::string found = first_objection(between(careless), {}, true);
    EXPECT_NE(found, "") << "nobody sees a judge who forgets: " << careless.name;
    if (!found.empty()) ++noticed;
  }
  std::cout << "SHOWN: judges that forgot one thing when money was let go, seen: " << noticed << " of " << careless_judges().size() << "\n";
}

}  // namespace
}  // namespace katiwala::interleavings::interleavings_test
