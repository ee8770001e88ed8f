// Every engine of the LogStore port behaves the same.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "ledger/store/engines.h"
#include "tests/ledger/store/fixture.h"

namespace katiwala::store::conformance_test {
namespace {

using testing::Chain;
using testing::read_all;
using testing::test_ledger;

/// A folder of its own, gone afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "katiwala-store-XXXXXX").string();
    KATIWALA_ASSERT(::mkdtemp(name.data()) != nullptr, "a scratch folder can be made");
    path_ = name;
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

enum class Engine { memory, rocks };

class Conformance : public ::testing::TestWithParam<Engine> {
 protected:
  std::unique_ptr<LogStore> make() {
    if (GetParam() == Engine::memory) return memory_store(test_ledger());
    auto store = create_rocks(Places::under(folder_.path() / std::to_string(made_++)), test_ledger(), options());
    EXPECT_TRUE(store.ok()) << store.refusal().message;
    return std::move(store).value();
  }
  static EngineOptions options() {
    EngineOptions options;
    options.write_buffer_bytes = 1 << 20;
    return options;
  }

 private:
  ScratchFolder folder_;
  int made_ = 0;
};

TEST_P(Conformance, EmptyLedgerHasNoHeadAndNothingToRead) {
  const auto store = make();
  EXPECT_EQ(store->ledger(), test_ledger());
  EXPECT_FALSE(store->head());
  EXPECT_FALSE(store->read_only());
  EXPECT_TRUE(read_all(*store).value().empty());
  EXPECT_EQ(store->read(0).refusal().code, Code::ENTRY_MISSING);
  EXPECT_FALSE(store->tile({0, 0}));
  EXPECT_FALSE(store->derived_reflects());
}

TEST_P(Conformance, WhatWasAppendedIsReadBackByScanAndByNumber) {
  const auto store = make();
  Chain chain("conformance");
  for (const std::size_t count : {1u, 3u, 250u, 1u, 1u, 1u, 700u}) {
    Batch batch = chain.next(count);
    batch.read_back = {batch.last, batch.blocks.front().first};
    ASSERT_TRUE(store->append(batch).ok());
    ASSERT_EQ(store->head()->seq, chain.size() - 1);
  }
  EXPECT_EQ(read_all(*store).value(), chain.entries());
  for (const record::Seq seq : {0u, 1u, 3u, 4u, 253u, 254u, 255u, 256u, 257u, 511u, 512u, 956u}) {
    EXPECT_EQ(store->read(seq).value(), chain.entries()[seq]) << seq;
  }
  EXPECT_EQ(store->read(957).refusal().code, Code::ENTRY_MISSING);
}

TEST_P(Conformance, ScanStartsAnywhereAndStopsAtTheFirstRefusal) {
  const auto store = make();
  Chain chain("scan");
  ASSERT_TRUE(store->append(chain.next(300)).ok());
  for (const record::Seq first : {0u, 1u, 255u, 256u, 299u, 300u, 9999u}) {
    record::Seq expected = first;
    ASSERT_TRUE(store->scan(first, [&](record::Seq seq, const record::StoredEntry& entry) -> Status {
      EXPECT_EQ(seq, expected++);
      EXPECT_EQ(entry, chain.entries()[seq]);
      return good();
    }).ok());
    EXPECT_EQ(expected, std::max<record::Seq>(first, 300));
  }
  int visited = 0;
  const auto stopped = store->scan(10, [&](record::Seq, const record::StoredEntry&) -> Status {
    return ++visited == 5 ? Status(refuse(Code::CLOCK_JUMP)) : good();
  });
  EXPECT_EQ(stopped.refusal().code, Code::CLOCK_JUMP);
  EXPECT_EQ(visited, 5);
}

TEST_P(Conformance, TilesComeBackWhenFullAndOnlyThen) {
  const auto store = make();
  Chain chain("tiles");
  ASSERT_TRUE(store->append(chain.next(255)).ok());
  EXPECT_FALSE(store->tile({0, 0}));
  ASSERT_TRUE(store->append(chain.next(1)).ok());
  const auto tile = store->tile({0, 0});
  ASSERT_TRUE(tile);
  ASSERT_EQ(tile->size(), tree::kTileBytes);
  for (std::size_t i = 0; i < 256; ++i) {
    const Digest leaf = record::leaf_hash(chain.entries()[i].header);
    ASSERT_TRUE(std::equal(leaf.begin(), leaf.end(), tile->begin() + static_cast<std::ptrdiff_t>(i * 32)));
  }
  EXPECT_FALSE(store->tile({0, 1}));
  EXPECT_FALSE(store->tile({1, 0}));
}

TEST_P(Conformance, DerivedRowsArePutReplacedRemovedAndCleared) {
  const auto store = make();
  Chain chain("derived");
  ASSERT_TRUE(store->append(chain.next(2)).ok());
  const std::vector<DerivedRow> rows = {{Bytes{1, 1}, Bytes{10}}, {Bytes{1, 2}, Bytes{20}}, {Bytes{2}, Bytes{}}};
  ASSERT_TRUE(store->put_derived(rows, 0).ok());
  EXPECT_EQ(store->derived_reflects(), record::Seq{0});
  EXPECT_EQ(store->get_derived(Bytes{1, 2}), Bytes{20});
  EXPECT_EQ(store->get_derived(Bytes{2}), Bytes{});
  const std::vector<DerivedRow> change = {{Bytes{1, 1}, std::nullopt}, {Bytes{1, 2}, Bytes{21}}, {Bytes{9}, std::nullopt}};
  ASSERT_TRUE(store->put_derived(change, 1).ok());
  EXPECT_EQ(store->derived_reflects(), record::Seq{1});
  EXPECT_FALSE(store->get_derived(Bytes{1, 1}));
  std::vector<std::pair<Bytes, Bytes>> seen;
  ASSERT_TRUE(store->scan_derived([&](ByteView key, ByteView value) -> Status {
    seen.emplace_back(Bytes(key.begin(), key.end()), Bytes(value.begin(), value.end()));
    return good();
  }).ok());
  EXPECT_EQ(seen, (std::vector<std::pair<Bytes, Bytes>>{{{1, 2}, {21}}, {{2}, {}}}));
  ASSERT_TRUE(store->clear_derived().ok());
  EXPECT_FALSE(store->derived_reflects());
  EXPECT_FALSE(store->get_derived(Bytes{2}));
  EXPECT_EQ(read_all(*store).value(), chain.entries());
}

TEST_P(Conformance, BatchesThatDoNotContinueTheJournalHalt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // RocksDB has threads
  const auto store = make();
  Chain chain("halt");
  const Batch first = chain.next(3);
  ASSERT_TRUE(store->append(first).ok());
  EXPECT_DEATH(static_cast<void>(store->append(first)), "without a gap");
  static_cast<void>(chain.next(1));
  EXPECT_DEATH(static_cast<void>(store->append(chain.next(1))), "without a gap");
  const std::vector<DerivedRow> none;
  EXPECT_DEATH(static_cast<void>(store->put_derived(none, 3)), "follow the journal");
  Chain other("halt");
  static_cast<void>(other.next(3));
  Batch wrong_hash = other.next(1);
  wrong_hash.last_leaf[0] ^= 1;
  EXPECT_DEATH(static_cast<void>(store->append(wrong_hash)), "hash of its last entry");
}

TEST_P(Conformance, AnyCutIntoBatchesGivesTheSameJournal) {
  rc::check("the journal does not depend on how commits were grouped", [&] {
    const auto counts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 300));
    const auto store = make();
    Chain chain("cuts");
    for (const int count : counts) RC_ASSERT(store->append(chain.next(static_cast<std::size_t>(count), 4)).ok());
    RC_ASSERT(read_all(*store).value() == chain.entries());
    for (record::Seq tile = 0; tile < chain.size() / 256; ++tile) RC_ASSERT(store->tile({0, tile}).has_value());
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, Conformance, ::testing::Values(Engine::memory, Engine::rocks),
                         [](const auto& instance) { return instance.param == Engine::memory ? "memory" : "rocks"; });

}  // namespace
}  // namespace katiwala::store::conformance_test
