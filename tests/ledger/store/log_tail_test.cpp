// Where the unfinished end of RocksDB's logs begins, on logs that RocksDB itself wrote.
#include "ledger/store/log_tail.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/store/rocks_tables.h"
#include "tests/ledger/store/damage.h"

namespace katiwala::store::log_tail_test {
namespace {

using testing::Image;
using testing::lay_down;
using testing::Ledger;
using testing::SimDisk;

const std::filesystem::path kFolder = "/sim/data/journal";

std::string current_manifest(const Image& image) {
  std::string name(text_of(image.at("/sim/data/journal/CURRENT")));
  name.pop_back();
  return kFolder / name;
}

/// The write-ahead log that holds most.
std::string longest_log(const Image& image) {
  std::string longest;
  std::size_t size = 0;
  for (const auto& [path, bytes] : image) {
    if (!path.ends_with(".log") || bytes.size() <= size) continue;
    longest = path;
    size = bytes.size();
  }
  return longest;
}

Bytes first(const Bytes& bytes, std::size_t count) { return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)}; }

/// The ends of the records of a whole log, by its own lengths.
std::vector<std::size_t> record_ends(const Bytes& log) {
  std::vector<std::size_t> ends{0};
  for (std::size_t length = 0; length <= log.size(); ++length) {
    if (const std::size_t whole = extent_of_log(ByteView(log).first(length)).whole; whole != ends.back()) ends.push_back(whole);
  }
  return ends;
}

class ARealLog : public ::testing::TestWithParam<bool> {
 protected:
  const Ledger ledger_ = lay_down({2, 1, 0, 3, 1});
  const Bytes log_ = ledger_.image.at(GetParam() ? current_manifest(ledger_.image) : longest_log(ledger_.image));
};

TEST_P(ARealLog, IsWhole) {
  EXPECT_EQ(extent_of_log(log_).whole, log_.size());
  EXPECT_FALSE(extent_of_log(log_).whole_behind);
  EXPECT_GT(record_ends(log_).size(), 2u);
}

TEST_P(ARealLog, CutAnywhereEndsWithTheLastRecordThatIsWhole) {
  const auto ends = record_ends(log_);
  for (std::size_t length = 0; length < log_.size(); ++length) {
    const LogExtent extent = extent_of_log(ByteView(log_).first(length));
    ASSERT_EQ(extent.whole, *std::prev(std::ranges::upper_bound(ends, length))) << length;
    ASSERT_FALSE(extent.whole_behind) << length;
  }
}

TEST_P(ARealLog, ChangedAnywhereEndsBeforeTheChangedRecordAndOnlyTheLastOneIsAnUnfinishedWrite) {
  const auto ends = record_ends(log_);
  for (std::size_t at = 0; at < log_.size(); ++at) {
    Bytes changed = log_;
    changed[at] ^= 0x20;
    const LogExtent extent = extent_of_log(changed);
    const auto record_end = std::ranges::upper_bound(ends, at);
    ASSERT_EQ(extent.whole, *std::prev(record_end)) << at;
    ASSERT_EQ(extent.whole_behind, *record_end != log_.size()) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, ARealLog, ::testing::Bool(), [](const auto& instance) { return instance.param ? "manifest" : "log"; });

TEST(LogTail, ARecordThatGoesOnInTheNextBlocksIsWholeAtItsLastPieceOnly) {
  const Ledger ledger = lay_down({250, 100});
  const Bytes log = ledger.image.at(longest_log(ledger.image));
  ASSERT_GT(log.size(), 33u * 1024);
  EXPECT_EQ(extent_of_log(log).whole, log.size());
  EXPECT_LT(extent_of_log(ByteView(log).first(32 * 1024 + 100)).whole, 32u * 1024) << "a record crosses the first block's end";
  // The first piece of that record is damaged; its others are whole pieces, and so is what follows: not an unfinished write.
  Bytes changed = log;
  changed[32 * 1024 - 1] ^= 1;
  EXPECT_TRUE(extent_of_log(changed).whole_behind);
}

// -- the list of files, with an end that RocksDB refuses

/// An appended record whose head fits and whose checksum does not.
Image with_unfinished_list(const Ledger& ledger) {
  Image image = ledger.image;
  Bytes& manifest = image.at(current_manifest(image));
  const Bytes forged{1, 2, 3, 4, 5, 0, 1, 'r', 'e', 's', 't', '.'};
  manifest.insert(manifest.end(), forged.begin(), forged.end());
  return image;
}

TEST(UnfinishedList, IsRefusedByRocksDbItself) {
  const Ledger ledger = lay_down({2, 1, 0, 3});
  const auto disk = SimDisk::from(with_unfinished_list(ledger), ledger.folders);
  const auto tables = RocksTables::open(kFolder, {}, RocksTables::Access::read_only, on(*disk));
  ASSERT_FALSE(tables.ok());
  EXPECT_EQ(tables.refusal().code, Code::STORE_DAMAGED);
}

TEST(UnfinishedList, OpensWithEverythingAndKeepsACopyOfWhatWasThere) {
  const Ledger ledger = lay_down({250, 0, 10, 0, 3});
  const Image image = with_unfinished_list(ledger);
  EXPECT_EQ(testing::judge(ledger, image), testing::Verdict::as_before);

  const auto disk = SimDisk::from(image, ledger.folders);
  ASSERT_TRUE(open_rocks(Places::under("/sim"), on(*disk)).ok());
  const std::string manifest = current_manifest(image);
  const std::string name = manifest.substr(manifest.rfind('/') + 1);
  EXPECT_EQ(disk->read("/sim/data/journal." + name + ".torn"), image.at(manifest));
  EXPECT_FALSE(disk->has_file(manifest)) << "RocksDB has written a new list";
}

TEST(UnfinishedList, LookingChangesNothing) {
  const Ledger ledger = lay_down({2, 1, 0, 3});
  const Image image = with_unfinished_list(ledger);
  const auto disk = SimDisk::from(image, ledger.folders);
  EXPECT_TRUE(open_rocks_read_only(Places::under("/sim"), on(*disk)).ok());
  EXPECT_EQ(disk->contents(), image);
}

TEST(UnfinishedList, IsNotForgivenWhereAWholeRecordFollows) {
  const Ledger ledger = lay_down({2, 1, 0, 3});
  Image image = with_unfinished_list(ledger);
  Bytes& manifest = image.at(current_manifest(image));
  const Bytes log = ledger.image.at(current_manifest(ledger.image));
  manifest.insert(manifest.end(), log.begin(), log.begin() + static_cast<std::ptrdiff_t>(record_ends(log).at(1)));
  EXPECT_EQ(testing::judge(ledger, image), testing::Verdict::refused_opening);
}

/// The list forgets a table whose log is gone: no entry of it may be missing without a word.
TEST(UnfinishedList, IsRefusedWhereAnEntryOrATileWentWithIt) {
  const Ledger ledger = lay_down({250, 0, 10, 0, 3});
  const std::string path = current_manifest(ledger.image);
  const Bytes log = ledger.image.at(path);
  std::size_t refused = 0;
  const auto ends = record_ends(log);
  for (std::size_t record = 1; record + 1 < ends.size(); ++record) {
    Image image = ledger.image;
    image.at(path) = first(log, ends[record]);
    const Bytes forged{1, 2, 3, 4, 1, 0, 1, 'x'};
    image.at(path).insert(image.at(path).end(), forged.begin(), forged.end());
    const auto verdict = testing::judge(ledger, image);
    EXPECT_NE(verdict, testing::Verdict::silent) << record;
    EXPECT_NE(verdict, testing::Verdict::refused_reading) << record;
    refused += verdict == testing::Verdict::refused_opening ? 1 : 0;
  }
  EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace katiwala::store::log_tail_test
