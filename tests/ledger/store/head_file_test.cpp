// The head file: golden bytes, what is forgiven and what is not, and its writer under power cuts.
#include "ledger/store/head_file.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/ledger/store/fixture.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::head_file_test {
namespace {

using testing::SimDisk;
using testing::Survival;
using testing::test_ledger;

const std::filesystem::path kPath = "/sim/head/head";

Head head(record::Seq seq, std::uint8_t fill = 0x44) {
  Head out{seq, {}};
  out.leaf.fill(fill);
  return out;
}

Bytes file_of(const std::vector<HeadRecord>& records) {
  Bytes out;
  for (const HeadRecord& record : records) {
    const auto bytes = encode(record);
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  return out;
}

TEST(HeadRecord, GoldenBytes) {
  // The checksum was computed by another program.
  const std::string before_checksum = std::string("07070707070707070707070707070707") + "00000003" + "0000000000000102" +
                                      "4444444444444444444444444444444444444444444444444444444444444444";
  EXPECT_EQ(to_hex(encode(HeadRecord{test_ledger(), 3, head(0x102)})), before_checksum + "87b180df");
  const std::string none = std::string("07070707070707070707070707070707") + "00000001" + "ffffffffffffffff" + std::string(64, '0');
  EXPECT_EQ(to_hex(encode(HeadRecord{test_ledger(), 1, std::nullopt})), none + "2e6c66cd");
}

TEST(HeadRecord, ReadsBackAndRefusesEveryChangedByte) {
  for (const auto& at : {std::optional<Head>(), std::optional(head(0)), std::optional(head(1u << 20))}) {
    const auto bytes = encode(HeadRecord{test_ledger(), 9, at});
    const auto record = decode_head_record(bytes);
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(record->epoch, 9u);
    EXPECT_EQ(record->head.has_value(), at.has_value());
    if (at) {
      EXPECT_EQ(record->head->leaf, at->leaf);
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        auto changed = bytes;
        changed[i] ^= static_cast<std::uint8_t>(1u << bit);
        EXPECT_EQ(decode_head_record(changed).refusal().code, Code::STORE_HEAD_DAMAGED) << i;
      }
    }
    EXPECT_FALSE(decode_head_record(ByteView(bytes).first(63)).ok());
  }
}

struct FileCase {
  const char* title;
  std::vector<HeadRecord> records;
  bool good;
};

TEST(HeadFileContent, RecordsOnlyRise) {
  const LedgerId a = test_ledger(1), b = test_ledger(2);
  const std::vector<FileCase> cases = {
      {"nothing", {}, false},
      {"one", {{a, 1, std::nullopt}}, true},
      {"an entry after none", {{a, 1, std::nullopt}, {a, 1, head(0)}}, true},
      {"the next entry", {{a, 1, head(4)}, {a, 1, head(5)}}, true},
      {"many entries at once", {{a, 1, head(4)}, {a, 1, head(400)}}, true},
      {"the same entry in a new epoch", {{a, 1, head(4)}, {a, 2, head(4)}}, true},
      {"an older entry", {{a, 1, head(5)}, {a, 1, head(4)}}, false},
      {"an older entry in a new epoch", {{a, 1, head(5)}, {a, 2, head(4)}}, false},
      {"another hash of the same entry", {{a, 1, head(5, 1)}, {a, 1, head(5, 2)}}, false},
      {"none after an entry", {{a, 1, head(5)}, {a, 2, std::nullopt}}, false},
      {"an older epoch", {{a, 2, head(5)}, {a, 1, head(6)}}, false},
      {"two ledgers", {{a, 1, head(5)}, {b, 1, head(6)}}, false},
  };
  for (const FileCase& c : cases) {
    const auto content = parse_head_file(file_of(c.records));
    EXPECT_EQ(content.ok(), c.good) << c.title;
    if (!content.ok()) {
      EXPECT_EQ(content.refusal().code, Code::STORE_HEAD_DAMAGED) << c.title;
    }
    if (content.ok()) {
      EXPECT_FALSE(content->torn_tail) << c.title;
    }
  }
}

TEST(HeadFileContent, AtMostTheLastRecordMayBeDamaged) {
  const Bytes whole = file_of({{test_ledger(), 1, std::nullopt}, {test_ledger(), 1, head(1)}, {test_ledger(), 1, head(2)}});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Bytes changed = whole;
    changed[i] ^= 0x10;
    const auto content = parse_head_file(changed);
    ASSERT_EQ(content.ok(), i >= 128) << i;
    if (!content.ok()) continue;
    EXPECT_TRUE(content->torn_tail);
    EXPECT_EQ(content->last.head->seq, 1u);
  }
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const auto content = parse_head_file(ByteView(whole).first(length));
    ASSERT_EQ(content.ok(), length >= 64) << length;
    if (content.ok()) {
      EXPECT_EQ(content->torn_tail, length % 64 != 0) << length;
    }
  }
}

HeadFile opened(SimDisk& disk, const std::optional<Head>& at) {
  const auto content = read_head_file(disk.files(), kPath);
  EXPECT_TRUE(content.ok());
  return std::move(HeadFile::open(disk.files(), kPath, *content, at)).value();
}

TEST(HeadFile, OpensInANewEpochAndGoesOn) {
  const auto disk = SimDisk::create();
  ASSERT_TRUE(disk->files().make_folder(kPath.parent_path()).ok());
  EXPECT_EQ(read_head_file(disk->files(), kPath).refusal().code, Code::STORE_HEAD_DAMAGED);
  ASSERT_TRUE(HeadFile::create(disk->files(), kPath, test_ledger(), 1).ok());
  {
    HeadFile file = opened(*disk, std::nullopt);
    ASSERT_TRUE(file.advance(head(0)).ok());
    ASSERT_TRUE(file.advance(head(7)).ok());
  }
  const auto content = read_head_file(disk->files(), kPath);
  EXPECT_EQ(content->last.epoch, 2u);
  EXPECT_EQ(content->last.head->seq, 7u);
  EXPECT_EQ(content->bytes, 4 * kHeadRecordBytes);
}

TEST(HeadFile, IsReplacedByOneRecordWhenTornOrLong) {
  const Bytes long_enough = [] {
    std::vector<HeadRecord> records;
    for (record::Seq seq = 0; seq <= kHeadFileRotateBytes / kHeadRecordBytes; ++seq) records.push_back({test_ledger(), 1, head(seq)});
    return file_of(records);
  }();
  const Bytes at_the_bound(long_enough.begin(), long_enough.end() - kHeadRecordBytes);
  const Bytes torn(long_enough.begin(), long_enough.begin() + 100);
  for (const auto& [bytes, replaced] : {std::pair(long_enough, true), std::pair(at_the_bound, false), std::pair(torn, true)}) {
    const auto disk = SimDisk::from({{kPath.string(), bytes}}, {kPath.parent_path().string()});
    const auto before = read_head_file(disk->files(), kPath);
    ASSERT_TRUE(before.ok());
    static_cast<void>(opened(*disk, before->last.head));
    const auto after = read_head_file(disk->files(), kPath);
    EXPECT_EQ(after->bytes, replaced ? kHeadRecordBytes : bytes.size() + kHeadRecordBytes);
    EXPECT_EQ(after->last.epoch, 2u);
    EXPECT_EQ(after->last.head->seq, before->last.head->seq);
  }
}

TEST(HeadFile, NeverSaysLessThanWasAcknowledgedAtAnyPowerCut) {
  const auto disk = SimDisk::create();
  ASSERT_TRUE(disk->files().make_folder(kPath.parent_path()).ok());
  ASSERT_TRUE(HeadFile::create(disk->files(), kPath, test_ledger(), 1).ok());
  std::vector<std::pair<std::size_t, record::Seq>> promises;  // by operation N, entries up to seq
  record::Seq seq = 0;
  for (int epoch = 0; epoch < 4; ++epoch) {
    HeadFile file = opened(*disk, seq == 0 ? std::nullopt : std::optional(head(seq)));
    for (int i = 0; i < 6; ++i) {
      ASSERT_TRUE(file.advance(head(++seq)).ok());
      promises.emplace_back(disk->operations(), seq);
    }
  }
  std::size_t images = 0;
  for (std::size_t at = promises.front().first; at <= disk->operations(); ++at) {
    record::Seq promised = 0;
    for (const auto& [operation, upto] : promises)
      if (operation <= at) promised = upto;
    for (const Survival mode : {Survival::lost, Survival::torn, Survival::garbage}) {
      const auto left = disk->image_at(at, mode, static_cast<std::uint32_t>(at));
      const auto content = read_head_file(left->files(), kPath);
      ASSERT_TRUE(content.ok()) << at;
      EXPECT_GE(content->last.head->seq, promised) << at;
      EXPECT_LE(content->last.head->seq, promised + 1) << at;
      ++images;
    }
  }
  std::printf("SHOWN: head file: %zu power cuts\n", images);
}

TEST(HeadFileDeathTest, NeverMovesBack) {
  const auto disk = SimDisk::from({{kPath.string(), file_of({{test_ledger(), 1, head(5)}})}}, {kPath.parent_path().string()});
  const auto content = read_head_file(disk->files(), kPath);
  EXPECT_DEATH(static_cast<void>(HeadFile::open(disk->files(), kPath, *content, head(4))), "moved back");
  EXPECT_DEATH(static_cast<void>(HeadFile::open(disk->files(), kPath, *content, std::nullopt)), "moved back");
}

}  // namespace
}  // namespace katiwala::store::head_file_test
