// The tree as files: of which head it is, and when there is none to be written.
#include "api/commands/export_tree.h"

#include "ledger/tree/tree.h"
#include "tests/api/heads/log_scene.h"

namespace katiwala::api::export_tree_test {
namespace {

using commands::export_tree;
using commands::TreeAsked;
using commands::TreeWritten;
using testing::LogScene;

/// A ledger whose heads are kept where an export looks for them.
struct ExportTree : ::testing::Test {
  LogScene scene;
  testing::Folder work;
  int exports = 0;

  Path heads() const { return scene.folder.path() / "heads"; }
  Path out() const { return work.path() / std::to_string(exports); }

  void publish() {
    const auto publisher = scene.publisher();
    ASSERT_TRUE(publisher.ok());
    ASSERT_TRUE((*publisher)->publish().ok());
  }
  Result<TreeWritten> write(const TreeAsked& asked, bool keys = true) {
    LedgerFolder ledger;
    ledger.origin = testing::kOrigin;
    ledger.heads = heads();
    ++exports;
    std::filesystem::create_directory(out());
    const auto head = commands::published_head(ledger);
    if (!head.ok()) return head.refusal();
    return export_tree(ledger, *head, scene.ledger.store(), keys ? &scene.ledger.keys() : nullptr, asked, out());
  }
  std::string refusal(const TreeAsked& asked) {
    const auto written = write(asked);
    EXPECT_FALSE(written.ok());
    EXPECT_TRUE(std::filesystem::is_empty(out())) << "what is refused leaves nothing";
    return written.ok() ? "good" : std::string(name_of(written.refusal().code));
  }
  std::string text(const Path& path) { return std::string(text_of(**store::posix_filesystem().read(path))); }
  std::size_t files(const char* below) {
    std::size_t count = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(out() / below)) count += file.is_regular_file() ? 1u : 0u;
    return count;
  }
};

TEST_F(ExportTree, OfTheSignedHeadWhereNoQuorumIsDeclared) {
  scene.found({}, 0);
  scene.grow(300);
  publish();
  const auto written = write({});
  ASSERT_TRUE(written.ok()) << written.refusal().message;
  EXPECT_EQ(written->head, "signed");
  EXPECT_EQ(written->size, scene.size());
  EXPECT_EQ(text(out() / "checkpoint"), text(heads() / "signed"));
  EXPECT_EQ(text(out() / "tile/0/000").size(), tree::kTileBytes);
  EXPECT_EQ(files("tile"), 5u) << "two tiles of hashes, one above them, two bundles of headers";
  EXPECT_EQ(written->files, 6u);
  EXPECT_FALSE(std::filesystem::exists(out() / "parts"));
}

TEST_F(ExportTree, OfTheCosignedHeadThoughALaterOneIsSigned) {
  scene.found({"north", "south", "west"}, 2);
  publish();
  const std::uint64_t cosigned = scene.size();
  for (const char* const name : {"north", "south", "west"}) scene.witness(name).reachable = false;
  scene.grow(3);
  publish();
  ASSERT_NE(text(heads() / "signed"), text(heads() / "cosigned"));
  const auto written = write({});
  ASSERT_TRUE(written.ok()) << written.refusal().message;
  EXPECT_EQ(written->head, "cosigned");
  EXPECT_EQ(written->size, cosigned);
}

TEST_F(ExportTree, ADeclaredQuorumAsksForItsCosignatures) {
  scene.found({"north", "south", "west"}, 2);
  scene.witness("south").reachable = scene.witness("west").reachable = false;  // one of two
  publish();
  ASSERT_TRUE(std::filesystem::exists(heads() / "signed"));
  for (const bool parts : {false, true}) EXPECT_EQ(refusal({.parts = parts, .uncosigned = false}), "QUORUM_MISSING");
  const auto asked_for = write({.parts = true, .uncosigned = true});
  ASSERT_TRUE(asked_for.ok()) << asked_for.refusal().message;
  EXPECT_EQ(asked_for->head, "signed");
  scene.witness("west").reachable = true;
  publish();
  EXPECT_TRUE(write({}).ok()) << "two of two";
}

TEST_F(ExportTree, PartsInClearOrWithheld) {
  scene.found({}, 0);
  publish();
  const auto open = write({.parts = true, .uncosigned = false});
  ASSERT_TRUE(open.ok());
  EXPECT_GT(open->parts_in_clear, scene.size());
  EXPECT_EQ(open->parts_withheld, 0u);
  const auto closed = write({.parts = true, .uncosigned = false}, false);
  ASSERT_TRUE(closed.ok());
  EXPECT_GT(closed->parts_withheld, 0u) << "a ward's, without the keys";
  EXPECT_EQ(closed->parts_in_clear + closed->parts_withheld, open->parts_in_clear);
}

TEST_F(ExportTree, NoHeadOrTheHeadOfAnother) {
  scene.found({}, 0);
  EXPECT_EQ(refusal({}), "SIGNER_UNUSABLE");
  Digest other{};
  other.fill(7);
  std::filesystem::create_directory(heads());
  ASSERT_TRUE(store::posix_filesystem().write_synced(heads() / "signed", view(scene.head_text(scene.size(), other, {}))).ok());
  EXPECT_EQ(refusal({}), "CHECKPOINT_FORK") << "another root";
  std::filesystem::remove(heads() / "signed");
  ASSERT_TRUE(store::posix_filesystem().write_synced(heads() / "signed", view(scene.head_text(scene.size() + 1, other, {}))).ok());
  EXPECT_EQ(refusal({}), "CHECKPOINT_FORK") << "longer than the journal";
}

}  // namespace
}  // namespace katiwala::api::export_tree_test
