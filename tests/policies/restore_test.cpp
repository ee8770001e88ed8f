// A restored copy is accepted as it was seen, in an epoch above the last.
#include <gtest/gtest.h>

#include <functional>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::restore_test {
namespace {

class AcceptedRestore : public ::testing::Test {
 protected:
  void SetUp() override { story.begin(); }
  Story story{std::span<const Rule* const>{}};
  /// Of a copy that has everything but the entry to come.
  AcceptRestore acceptance(std::uint32_t epoch = 1u << 16) {
    const std::uint64_t next = story.last() + 1;
    return {epoch, next, next - 3, {{"north", next}}, "the disk died"};
  }
};

TEST_F(AcceptedRestore, NamesNothingThatIsNotThere) {
  struct Case {
    const char* what;
    std::function<void(AcceptRestore&)> change;
    std::string_view expected;
  };
  const Case kCases[] = {
      {"as it is", [](AcceptRestore&) {}, "allow"},
      {"an entry more than there is", [](AcceptRestore& c) { ++c.entries; }, "deny FIELD_INVALID"},
      {"all of it from the backup", [](AcceptRestore& c) { c.from_backup = c.entries; }, "allow"},
      {"more from the backup than there is", [](AcceptRestore& c) { c.from_backup = c.entries + 1; }, "deny FIELD_INVALID"},
      {"a witness who saw an entry more", [](AcceptRestore& c) { ++c.seen[0].size; }, "deny WITNESS_AHEAD"},
      {"a witness without a name", [](AcceptRestore& c) { c.seen[0].witness.clear(); }, "deny FIELD_INVALID"},
      {"no witness", [](AcceptRestore& c) { c.seen.clear(); }, "allow"},
      {"64 witnesses", [](AcceptRestore& c) { c.seen.resize(64, c.seen[0]); }, "allow"},
      {"65 witnesses", [](AcceptRestore& c) { c.seen.resize(65, c.seen[0]); }, "deny FIELD_INVALID"},
      {"the epoch of a ledger never restored", [](AcceptRestore& c) { c.epoch = 0; }, "deny FIELD_INVALID"},
      {"no reason", [](AcceptRestore& c) { c.reason.clear(); }, "deny FIELD_INVALID"},
  };
  for (const Case& c : kCases) {
    AcceptRestore asked = acceptance();
    c.change(asked);
    EXPECT_EQ(said(story.would(kOfficer, asked)), c.expected) << c.what;
  }
}

TEST_F(AcceptedRestore, TakesAComplianceOfficerAndRisesEachTime) {
  ASSERT_TRUE(story.ask(kOfficer, acceptance()).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "deny APPROVAL_NOT_NEEDED");
  EXPECT_EQ(said(story.approve(kCompliance, proposal)), "allow");
  EXPECT_EQ(story.state.ledger.epoch, 1u << 16);
  EXPECT_EQ(said(story.would(kOfficer, acceptance())), "deny FIELD_INVALID") << "the same epoch again";
  EXPECT_EQ(said(story.would(kOfficer, acceptance((1u << 16) + 1))), "allow");
}

}  // namespace
}  // namespace katiwala::policies::kit::restore_test
