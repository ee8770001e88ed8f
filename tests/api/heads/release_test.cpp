// Money leaves only when enough witnesses have cosigned a head that covers its approval (docs/durability.md).
#include "api/door/explain.h"
#include "tests/api/heads/log_scene.h"

namespace katiwala::api::release_test {
namespace {

using namespace custody;
using journal::Answer;
using testing::LogScene;

class ReleaseGate : public ::testing::Test {
 protected:
  LogScene scene;
  RequestId request;
  std::uint64_t covering = 0;  ///< the smallest size that covers the approval

  void SetUp() override {
    scene.found({"north", "south", "west"}, 2);
    const auto approved = scene.approve_tuition();
    request = approved.request;
    covering = approved.approval + 1;
    scene.grow(5);
  }

  Digest root(std::uint64_t size) { return *scene.ledger.journal().root(size); }

  std::string release(std::optional<std::string> head) {
    Release release;
    release.request = request;
    release.ward = scene.ids.ward;
    release.message_id = "KTWTEST0001";
    release.end_to_end_id = "KTWTEST0001E";
    release.uetr = scene.ledger.draw<RequestTag>().bytes;
    release.file = scene.ledger.draw_vault_ref();
    release.checkpoint = std::move(head);
    const Answer answer = scene.ledger.say("releaser", release);
    const auto& primary = *answer.entry->primary();
    return *primary.outcome == Outcome::allow ? "allow" : primary.reasons.at(0).code;
  }
};

TEST_F(ReleaseGate, WaitsForAHeadThatCoversTheApprovalWithEnoughCosignatures) {
  Digest forged = root(covering);
  forged[0] ^= 1;
  const struct {
    const char* what;
    std::optional<std::string> head;
  } waiting[] = {
      {"no head", std::nullopt},
      {"no note", "nonsense"},
      {"one size too small", scene.head_text(covering - 1, root(covering - 1), {"north", "south"})},
      {"one cosignature too few", scene.head_text(covering, root(covering), {"north"})},
      {"one witness twice", scene.head_text(covering, root(covering), {"north", "north"})},
      {"another history", scene.head_text(covering, forged, {"north", "south"})},
      {"more than there is", scene.head_text(scene.size() + 100, forged, {"north", "south"})},
  };
  for (const auto& one : waiting) EXPECT_EQ(release(one.head), "WITNESS_WAITING") << one.what;
  EXPECT_EQ(release(scene.head_text(covering, root(covering), {"north", "south"})), "allow");
}

TEST_F(ReleaseGate, ALargerHeadDoesToo) { EXPECT_EQ(release(scene.head_text(scene.size(), root(scene.size()), {"south", "west"})), "allow"); }

TEST_F(ReleaseGate, AKeyThatIsDeclaredCompromisedSignsForNobody) {
  const std::string head = scene.head_text(covering, root(covering), {"north", "south"});
  const Answer proposed = scene.ledger.allowed("officer-1", DeclareLogKey{audit::print_vkey(scene.log_key()), KeyStanding::compromised});
  scene.ledger.allowed("officer-2", scene.ledger.approval(proposed));
  scene.ledger.allowed("compliance", scene.ledger.approval(proposed));
  EXPECT_EQ(release(head), "WITNESS_WAITING");
}

TEST_F(ReleaseGate, IsDecidedAgainFromTheRecord) {
  ASSERT_EQ(release(scene.head_text(covering, root(covering), {"north", "south"})), "allow");
  scene.ledger.stop();
  policies::Judge judge([](std::string_view text) { return crypto::sha256(view(text)); });
  std::size_t releases = 0;
  const auto memory = journal::replay(scene.ledger.store(), &scene.ledger.keys(), ~record::Seq{0}, [&](const journal::Memory& before, const journal::Entry& entry) -> Status {
    KATIWALA_TRY(const Submission submission, journal::submission_of(before, entry, scene.ledger.store(), &scene.ledger.keys(), &audit::read_cosigned_head));
    EXPECT_EQ(judge.decide(before.state, submission).outcome, *entry.primary()->outcome) << "entry " << entry.seq();
    if (entry.act.command == Release::kind) ++releases;
    return good();
  });
  EXPECT_TRUE(memory.ok());
  EXPECT_EQ(releases, 1u);
}

/// Each with the head that it brought along, be it enough or not.
TEST_F(ReleaseGate, IsExplainedWithTheHeadItRestsOn) {
  EXPECT_EQ(release(scene.head_text(covering, root(covering), {"north"})), "WITNESS_WAITING");
  EXPECT_EQ(release(scene.head_text(covering, root(covering), {"north", "south"})), "allow");
  const record::Seq last = scene.size() - 1;
  scene.ledger.stop();
  for (const auto& [seq, outcome] : {std::pair(last - 1, "deny"), std::pair(last, "allow")}) {
    const auto explained = door::explain(scene.ledger.store(), &scene.ledger.keys(), seq);
    ASSERT_TRUE(explained.ok()) << explained.refusal().message;
    const transport::Json& again = *explained->find("decided_again");
    EXPECT_EQ(*again.find("outcome")->text(), outcome);
    EXPECT_TRUE(*again.find("same")->boolean()) << seq;
  }
}

}  // namespace
}  // namespace katiwala::api::release_test
