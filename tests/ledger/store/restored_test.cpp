// A copy that takes the place of a lost ledger: its mark, its epoch, and what may be added to it.
#include "ledger/store/restored.h"

#include <gtest/gtest.h>

#include "ledger/store/appender.h"
#include "tests/ledger/store/fixture.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::restored_test {
namespace {

using testing::Chain;
using testing::read_all;
using testing::SimDisk;
using testing::test_ledger;

constexpr std::uint32_t kLife = kOpeningsOfALife;
const Places kPlaces = Places::under("/sim");


Head head_at(record::Seq seq) {
  Head out{seq, {}};
  out.leaf.fill(static_cast<std::uint8_t>(seq + 1));
  return out;
}

HeadFileContent survivor(std::uint32_t epoch, std::optional<Head> head, std::uint8_t ledger = 7) { return {{test_ledger(ledger), epoch, head}, false, 64}; }

struct MarkCase {
  const char* what;
  HeadRecord backup;
  std::optional<HeadFileContent> survivor;
  std::uint32_t epoch;
  record::Seq acknowledged;
};

TEST(RestoredMark, IsAboveEveryOpeningAndNamesTheNewestThatIsKnown) {
  const HeadRecord backup{test_ledger(), 3, head_at(9)};
  const MarkCase cases[] = {
      {"no head file was found", backup, std::nullopt, kLife, 9},
      {"a head file of the same entry", backup, survivor(4, head_at(9)), kLife, 9},
      {"one that knows an entry more", backup, survivor(4, head_at(10)), kLife, 10},
      {"an older one", backup, survivor(2, head_at(8)), kLife, 9},
      {"one without any entry", backup, survivor(1, std::nullopt), kLife, 9},
      {"the last opening of a life", backup, survivor(kLife - 1, head_at(9)), kLife, 9},
      {"a second life", backup, survivor(kLife, head_at(9)), 2 * kLife, 9},
      {"a backup out of the second life", {test_ledger(), kLife + 3, head_at(9)}, survivor(2, head_at(11)), 2 * kLife, 11},
  };
  for (const MarkCase& c : cases) {
    const auto mark = mark_for(c.backup, c.survivor);
    ASSERT_TRUE(mark.ok()) << c.what;
    EXPECT_EQ(mark->epoch, c.epoch) << c.what;
    EXPECT_EQ(mark->head->seq, c.acknowledged) << c.what;
  }
  EXPECT_EQ(mark_for(backup, survivor(4, head_at(9), 8)).refusal().code, Code::STORE_HEAD_MISMATCH);
}

/// A ledger of some entries, a backup that lacks the last of them, and a disk on which the database was lost.
class Restoring : public ::testing::Test {
 protected:
  std::shared_ptr<SimDisk> disk = SimDisk::create();
  Chain chain{"restoring"};
  std::unique_ptr<LogStore> whole = memory_store(test_ledger());

  /// The head file of the lost ledger stays behind: it acknowledged `entries`.
  void lose(std::size_t entries) {
    auto lost = create_rocks(Places::under("/lost"), test_ledger(), on(*disk));
    ASSERT_TRUE(lost.ok());
    const Batch batch = chain.next(entries);
    ASSERT_TRUE((*lost)->append(batch).ok());
    ASSERT_TRUE(whole->append(batch).ok());
    lost->reset();
    const auto head = disk->files().read("/lost/head/head");
    ASSERT_TRUE(disk->files().make_folder(kPlaces.head).ok());
    ASSERT_TRUE(disk->files().write_synced(kPlaces.head / "head", **head).ok());
  }
  HeadRecord backup(record::Seq entries) { return {test_ledger(), 2, Head{entries - 1, record::leaf_hash(chain.entries()[entries - 1].header)}}; }
};

TEST_F(Restoring, TheCopyCanBeReadAndAddedToButNotOpenedUntilTheMarkIsLifted) {
  lose(300);
  {
    const auto copy = create_restored(kPlaces, backup(290), on(*disk));
    ASSERT_TRUE(copy.ok()) << copy.refusal().message;
    ASSERT_TRUE(copy_entries(*whole, **copy, 290, {}).ok());
  }
  EXPECT_EQ(open_rocks(kPlaces, on(*disk)).refusal().code, Code::STORE_RESTORED);
  EXPECT_EQ(open_rocks_read_only(kPlaces, on(*disk)).value()->head()->seq, 289u);
  const auto mark = read_restored_mark(disk->files(), kPlaces);
  ASSERT_TRUE(mark.ok() && *mark);
  EXPECT_EQ((*mark)->epoch, kLife);
  EXPECT_EQ((*mark)->head->seq, 299u) << "what the head file that was found had acknowledged";
  EXPECT_TRUE(disk->files().exists(kPlaces.head / ("head.lost-" + std::to_string(kLife))));
  {
    const auto copy = open_restored(kPlaces, on(*disk));
    ASSERT_TRUE(copy.ok()) << copy.refusal().message;
    ASSERT_TRUE(copy_entries(*whole, **copy, 300, {}).ok());
    EXPECT_EQ((*copy)->head()->leaf, (*mark)->head->leaf);
  }
  ASSERT_TRUE(lift_restored_mark(disk->files(), kPlaces).ok());
  EXPECT_EQ(open_restored(kPlaces, on(*disk)).refusal().code, Code::STORE_NOT_RESTORED);
  const auto opened = open_rocks(kPlaces, on(*disk));
  ASSERT_TRUE(opened.ok()) << opened.refusal().message;
  EXPECT_EQ(read_all(**opened).value(), chain.entries());
  EXPECT_EQ((*opened)->tile({0, 0}), whole->tile({0, 0}));
  const auto head_file = read_head_file(disk->files(), kPlaces.head / "head");
  EXPECT_GT(head_file->last.epoch, kLife) << "each opening since rises by one";
}

TEST_F(Restoring, BeginsAgainAfterACrashWithoutLosingWhatTheFoundHeadFileKnew) {
  lose(12);
  // The mark and the renaming were done, the database was not: a crash in between leaves the new life's empty head file at most.
  { ASSERT_TRUE(create_restored(kPlaces, backup(10), on(*disk)).ok()); }
  const auto evidence = disk->files().read(kPlaces.head / ("head.lost-" + std::to_string(kLife)));
  const Places again{"/sim/fresh", kPlaces.head, kPlaces.keys};
  const auto copy = create_restored(again, backup(10), on(*disk));
  ASSERT_TRUE(copy.ok()) << copy.refusal().message;
  EXPECT_EQ(**disk->files().read(kPlaces.head / ("head.lost-" + std::to_string(kLife))), **evidence);
  EXPECT_EQ((*read_restored_mark(disk->files(), kPlaces))->head->seq, 11u);
  EXPECT_EQ((*read_restored_mark(disk->files(), kPlaces))->epoch, kLife);
}

TEST_F(Restoring, IsNeverDoneOverADatabaseNorForAnotherLedger) {
  lose(5);
  EXPECT_EQ(create_restored({"/lost/data", kPlaces.head, kPlaces.keys}, backup(5), on(*disk)).refusal().code, Code::STORE_EXISTS);
  HeadRecord other = backup(5);
  other.ledger = test_ledger(8);
  EXPECT_EQ(create_restored(kPlaces, other, on(*disk)).refusal().code, Code::STORE_HEAD_MISMATCH);
  EXPECT_FALSE(disk->files().exists(kPlaces.head / "restored")) << "nothing was changed";
  { ASSERT_TRUE(create_restored(kPlaces, backup(5), on(*disk)).ok()); }
  EXPECT_EQ(create_restored({"/sim/fresh", kPlaces.head, kPlaces.keys}, other, on(*disk)).refusal().code, Code::STORE_HEAD_MISMATCH);
}

TEST_F(Restoring, ADamagedMarkOpensNothing) {
  lose(5);
  { ASSERT_TRUE(create_restored(kPlaces, backup(5), on(*disk)).ok()); }
  Bytes bytes = **disk->files().read(kPlaces.head / "restored");
  bytes[20] ^= 1;
  ASSERT_TRUE(disk->files().write_synced(kPlaces.head / "restored", bytes).ok());
  EXPECT_EQ(open_rocks(kPlaces, on(*disk)).refusal().code, Code::STORE_HEAD_DAMAGED);
  EXPECT_EQ(open_restored(kPlaces, on(*disk)).refusal().code, Code::STORE_HEAD_DAMAGED);
}

/// Where a copy is cut and gone on with, against what was written in one go.
class Cut : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Cut, MakesNoDifferenceToEntriesTilesAndRoot) {
  Chain chain("appender");
  const auto whole = memory_store(test_ledger());
  ASSERT_TRUE(whole->append(chain.next(700)).ok());
  const auto copy = memory_store(test_ledger());
  ASSERT_TRUE(copy_entries(*whole, *copy, GetParam(), {}).ok());
  auto appender = Appender::behind(*copy);
  ASSERT_TRUE(appender.ok()) << appender.refusal().message;
  EXPECT_EQ(appender->next(), GetParam());
  for (record::Seq seq = GetParam(); seq < 700; ++seq) ASSERT_TRUE(appender->add(chain.entries()[seq]).ok()) << seq;
  ASSERT_TRUE(appender->flush().ok());
  EXPECT_EQ(read_all(*copy).value(), chain.entries());
  EXPECT_EQ(copy->tile({0, 0}), whole->tile({0, 0}));
  EXPECT_EQ(copy->tile({0, 1}), whole->tile({0, 1}));
  EXPECT_EQ(appender->root(), Appender::behind(*whole)->root());
}
INSTANTIATE_TEST_SUITE_P(At, Cut, ::testing::Values(0, 1, 255, 256, 257, 511, 512, 513, 699, 700));

TEST(Appender, TakesOnlyWhatFollows) {
  Chain chain("appender");
  Chain other("another history");
  const auto store = memory_store(test_ledger());
  const auto whole = memory_store(test_ledger());
  const auto fork = memory_store(test_ledger());
  ASSERT_TRUE(whole->append(chain.next(10)).ok());
  ASSERT_TRUE(fork->append(other.next(10)).ok());
  auto appender = Appender::behind(*store);
  EXPECT_EQ(appender->add(chain.entries()[1]).refusal().place, "entry 0");
  ASSERT_TRUE(appender->add(chain.entries()[0]).ok());
  EXPECT_EQ(appender->add(chain.entries()[0]).refusal().code, Code::CHAIN_BROKEN);
  EXPECT_EQ(appender->add(chain.entries()[2]).refusal().code, Code::CHAIN_BROKEN);
  EXPECT_EQ(appender->add(other.entries()[1]).refusal().place, "entry 1");
  ASSERT_TRUE(appender->flush().ok());
  EXPECT_EQ(copy_entries(*fork, *store, 10, {}).refusal().code, Code::CHAIN_BROKEN) << "the backup of another history is not added to";
  EXPECT_EQ(copy_entries(*whole, *store, 11, {}).refusal().code, Code::ENTRY_MISSING);
  EXPECT_EQ(read_all(*store).value(), chain.entries());
}

}  // namespace
}  // namespace katiwala::store::restored_test
