// Heads: signed over what is durable, stored before anybody sees them, never two that contradict each other; and what witnesses make of it.
#include "tests/api/heads/log_scene.h"

namespace katiwala::api::publisher_test {
namespace {

using testing::LogScene;

Digest other_root() {
  Digest out{};
  out.fill(7);
  return out;
}

std::string code(const Status& status) { return status.ok() ? "good" : std::string(name_of(status.refusal().code)); }

TEST(Publisher, SignsTheDurableHeadAndKeepsIt) {
  LogScene scene;
  scene.found({}, 0);
  const auto publisher = scene.publisher();
  ASSERT_TRUE(publisher.ok());
  EXPECT_EQ((*publisher)->published(), nullptr);
  ASSERT_TRUE((*publisher)->publish().ok());
  const auto head = (*publisher)->published();
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->checkpoint.size, scene.size());
  EXPECT_EQ(head->checkpoint.root, *scene.ledger.journal().root(scene.size()));
  const std::vector<audit::VerifierKey> keys{scene.log_key()};
  const auto opened = audit::open_checkpoint(*audit::parse_note(head->text), keys);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(*opened, head->checkpoint);
  const auto kept = store::posix_filesystem().read(scene.folder.path() / "heads" / "signed");
  EXPECT_EQ(std::string(text_of(**kept)), head->text);
  scene.grow();
  ASSERT_TRUE((*publisher)->publish().ok());
  EXPECT_EQ((*publisher)->published()->checkpoint.size, head->checkpoint.size + 1);
}

TEST(Publisher, ALedgerThatWasPutBackIsNotPublishedOver) {
  LogScene scene;
  scene.found({}, 0);
  scene.grow(3);
  ASSERT_TRUE((*scene.publisher())->publish().ok());
  LogScene other;  // another ledger: shorter than what was signed, and later as long with other entries
  other.found({}, 0);
  std::filesystem::copy(scene.folder.path() / "heads", other.folder.path() / "heads");
  ASSERT_LT(other.size(), scene.size());
  EXPECT_EQ(name_of(other.publisher().refusal().code), "CHECKPOINT_FORK");
  other.grow(3);
  ASSERT_EQ(other.size(), scene.size());
  EXPECT_EQ(name_of(other.publisher().refusal().code), "CHECKPOINT_FORK");
  EXPECT_TRUE(scene.publisher().ok()) << "the ledger that signed it goes on";
}

TEST(Publisher, IsPublishedWhenEnoughWitnessesHaveCosigned) {
  LogScene scene;
  scene.found({"north", "south", "west"}, 2);
  const auto publisher = scene.publisher();
  ASSERT_TRUE(publisher.ok());
  scene.witness("north").reachable = scene.witness("south").reachable = false;
  ASSERT_TRUE((*publisher)->publish().ok()) << "witnesses stop no commit";
  EXPECT_EQ((*publisher)->published(), nullptr) << "one of two";
  EXPECT_EQ((*publisher)->signed_head()->checkpoint.size, scene.size());
  scene.witness("south").reachable = true;
  ASSERT_TRUE((*publisher)->publish().ok());
  ASSERT_NE((*publisher)->published(), nullptr) << "two of two";
  EXPECT_EQ((*publisher)->published()->checkpoint.size, scene.size());
  const auto standings = (*publisher)->standings();
  ASSERT_EQ(standings.size(), 3u);
  EXPECT_TRUE(standings[0].trouble.has_value()) << "north did not answer";
  EXPECT_FALSE(standings[1].trouble.has_value());
  EXPECT_TRUE(standings[1].counts);
  const auto read = audit::read_cosigned_head([&] {
    custody::LedgerRecord record;
    EXPECT_TRUE(scene.ledger.journal().look([&](const journal::Memory& memory) { record = memory.state.ledger; }).ok());
    return record;
  }(), (*publisher)->published()->text);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->cosignatures, 2u);
  EXPECT_EQ(read->size, scene.size());
}

TEST(Publisher, AWitnessThatIsBehindCatchesUp) {
  LogScene scene;
  scene.found({"north"}, 1);
  const auto first = scene.publisher();
  ASSERT_TRUE((*first)->publish().ok());
  const std::uint64_t seen = scene.size();
  scene.grow(300);
  // A publisher that knows nothing of the witness is told its size by a 409, and proves the growth from there.
  const auto second = scene.publisher();
  const unsigned asked = scene.witness("north").asked;
  ASSERT_TRUE((*second)->publish().ok());
  EXPECT_EQ(scene.witness("north").asked, asked + 2);
  EXPECT_EQ(scene.witness("north").logs.at(testing::kOrigin).last->size, seen + 300);
  EXPECT_EQ((*second)->published()->checkpoint.size, seen + 300);
}

TEST(Publisher, DoesNotStartWhereAWitnessHasSeenMore) {
  LogScene scene;
  scene.found({"north", "south"}, 1);
  ASSERT_TRUE((*scene.publisher())->publish_at_start().ok());
  scene.witness("south").logs.at(testing::kOrigin).last->size += 1;
  EXPECT_EQ(code((*scene.publisher())->publish_at_start()), "WITNESS_AHEAD");
  scene.witness("south").logs.at(testing::kOrigin).last->size -= 1;
  EXPECT_EQ(code((*scene.publisher())->publish_at_start()), "good");
}

TEST(Publisher, WhatWasWrittenLastIsPublishedBeforeItEnds) {
  LogScene scene;
  scene.found({"north"}, 1);
  const auto publisher = *scene.publisher();
  ASSERT_TRUE(publisher->publish_at_start().ok());
  publisher->start();
  scene.grow(3);  // nobody wakes it
  publisher->stop();
  EXPECT_EQ(publisher->signed_head()->checkpoint.size, scene.size());
  EXPECT_EQ(publisher->published()->checkpoint.size, scene.size());
  const unsigned asked = scene.witness("north").asked;
  publisher->stop();
  EXPECT_EQ(scene.witness("north").asked, asked) << "once";
}

TEST(Publisher, DoesNotStartWhereAWitnessHasSeenAnother) {
  LogScene scene;
  scene.found({"north"}, 1);
  ASSERT_TRUE((*scene.publisher())->publish_at_start().ok());
  scene.witness("north").logs.at(testing::kOrigin).last->root = other_root();
  EXPECT_EQ(code((*scene.publisher())->publish_at_start()), "CHECKPOINT_FORK");
}

TEST(Publisher, AnswersOfEveryKindChangeNothingButTheWitness) {
  LogScene scene;
  scene.found({"north"}, 1);
  const auto publisher = scene.publisher();
  const WitnessReply replies[] = {{0, "", ""}, {400, "text/plain", "?"}, {403, "", ""}, {404, "", ""}, {429, "", ""}, {500, "", ""}, {200, "text/plain", ""},
                                  {200, "text/plain", "\xe2\x80\x94 witness.example/north AAAA\n"}, {409, "text/x.tlog.size", "nonsense\n"}, {302, "", ""}};
  for (const WitnessReply& reply : replies) {
    scene.witness("north").instead = reply;
    EXPECT_EQ(code((*publisher)->publish()), "good") << reply.status;
    EXPECT_EQ((*publisher)->published(), nullptr) << reply.status;
    EXPECT_TRUE((*publisher)->standings()[0].trouble.has_value()) << reply.status;
    EXPECT_FALSE((*publisher)->standings()[0].alarm) << reply.status;
  }
  for (const WitnessReply& reply : {WitnessReply{409, "text/plain", ""}, WitnessReply{422, "", ""}, WitnessReply{409, "text/x.tlog.size", "99999\n"}}) {
    scene.witness("north").instead = reply;
    EXPECT_EQ(code((*publisher)->publish()), "good") << reply.status;
    EXPECT_TRUE((*publisher)->standings()[0].alarm) << reply.status;
  }
  scene.witness("north").instead.reset();
  EXPECT_EQ(code((*publisher)->publish()), "good");
  EXPECT_NE((*publisher)->published(), nullptr);
}

/// A disk that takes no more.
class FullDisk final : public store::FileSystem {
 public:
  bool full = false;
  bool exists(const Path& path) override { return inner().exists(path); }
  bool is_private(const Path& path) override { return inner().is_private(path); }
  Status make_folder(const Path& path) override { return inner().make_folder(path); }
  Result<std::optional<Bytes>> read(const Path& path) override { return inner().read(path); }
  Status write_synced(const Path& path, ByteView bytes) override { return full ? refuse(Code::STORE_IO) : inner().write_synced(path, bytes); }
  Status overwrite_synced(const Path& path, ByteView bytes) override { return inner().overwrite_synced(path, bytes); }
  Result<std::unique_ptr<store::AppendFile>> open_append(const Path& path) override { return inner().open_append(path); }
  Status rename(const Path& from, const Path& to) override { return inner().rename(from, to); }
  Status remove(const Path& path) override { return inner().remove(path); }
  Status sync_folder(const Path& folder) override { return inner().sync_folder(folder); }
  Result<std::unique_ptr<store::FileLock>> lock(const Path& path) override { return inner().lock(path); }

 private:
  static store::FileSystem& inner() { return store::posix_filesystem(); }
};

TEST(Publisher, WhatCouldNotBeStoredIsShownToNobodyAndNothingIsSignedAfterIt) {
  FullDisk disk;
  LogScene scene;
  scene.files = &disk;
  scene.found({"north"}, 1);
  const auto publisher = scene.publisher();
  ASSERT_TRUE((*publisher)->publish().ok());
  const auto before = (*publisher)->signed_head();
  scene.grow();
  disk.full = true;
  const unsigned asked = scene.witness("north").asked;
  EXPECT_EQ(code((*publisher)->publish()), "STORE_IO");
  EXPECT_EQ((*publisher)->signed_head(), before);
  EXPECT_EQ(scene.witness("north").asked, asked) << "no witness sees it";
  disk.full = false;
  EXPECT_EQ(code((*publisher)->publish()), "STORE_IO") << "an uncertain write is not tried again";
}

}  // namespace
}  // namespace katiwala::api::publisher_test
