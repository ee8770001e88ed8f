// Many proofs of one tree are the proofs made one by one, whatever is shared.
#include "ledger/tree/shared_tiles.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/ledger/tree/oracle.h"

namespace katiwala::tree::shared_tiles_test {
namespace {

/// Full tiles as a store would keep them, and the edge.
struct Kept {
  std::map<TileId, Bytes> tiles;
  Frontier frontier;
  mutable std::atomic<std::size_t> asked{0};

  explicit Kept(std::size_t count) {
    for (const Digest& leaf : oracle::numbered_leaves(count)) {
      std::vector<FullTile> completed;
      frontier.append(leaf, completed);
      for (auto& tile : completed) tiles.emplace(tile.id, std::move(tile.hashes));
    }
  }
  [[nodiscard]] Frontier::TileSource source() const {
    return [this](TileId id) -> std::optional<Bytes> {
      ++asked;
      const auto found = tiles.find(id);
      return found == tiles.end() ? std::nullopt : std::optional(found->second);
    };
  }
};

TEST(SharedTiles, ProofsAreThoseThatAreMadeOneByOne) {
  for (const std::size_t size : {1u, 2u, 255u, 256u, 257u, 511u, 512u, 700u, 1'023u}) {
    const Kept kept(size);
    SharedTiles tiles(kept.source(), kept.frontier);
    const SubtreeSource source = tiles.source(), alone = from_tiles(kept.source(), kept.frontier);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = prove_inclusion(index, size, source);
      ASSERT_TRUE(proof.ok()) << size << " " << index;
      ASSERT_EQ(*proof, *prove_inclusion(index, size, alone)) << size << " " << index;
    }
  }
}

TEST(SharedTiles, AlsoUnderTilesOfTilesAndOfASmallerTree) {
  const std::size_t size = 2 * 65'536 + 300;
  const Kept kept(size);
  SharedTiles tiles(kept.source(), kept.frontier);
  const SubtreeSource source = tiles.source(), alone = from_tiles(kept.source(), kept.frontier);
  for (const std::uint64_t of : {std::uint64_t{size}, std::uint64_t{65'536}, std::uint64_t{65'537}}) {
    for (std::uint64_t index = 0; index < of; index += 1'021) ASSERT_EQ(*prove_inclusion(index, of, source), *prove_inclusion(index, of, alone)) << of << " " << index;
  }
}

TEST(SharedTiles, ATileIsReadOnceForAllThatLieInIt) {
  const Kept kept(1'024);
  SharedTiles tiles(kept.source(), kept.frontier);
  const SubtreeSource source = tiles.source();
  for (std::uint64_t index = 0; index < 256; ++index) ASSERT_TRUE(prove_inclusion(index, 1'024, source).ok());
  EXPECT_EQ(kept.asked, 1u);
  ASSERT_TRUE(prove_inclusion(256, 1'024, source).ok());
  EXPECT_EQ(kept.asked, 2u);
}

TEST(SharedTiles, ThreadsProveAtTheSameTime) {
  const Kept kept(3'000);
  SharedTiles tiles(kept.source(), kept.frontier);
  std::vector<std::vector<Digest>> proofs(3'000);
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const SubtreeSource source = tiles.source();
      for (std::uint64_t index = t; index < 3'000; index += 4) {
        auto proof = prove_inclusion(index, 3'000, source);
        if (proof.ok()) proofs[index] = std::move(*proof);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const SubtreeSource alone = from_tiles(kept.source(), kept.frontier);
  for (std::uint64_t index = 0; index < 3'000; ++index) ASSERT_EQ(proofs[index], *prove_inclusion(index, 3'000, alone)) << index;
}

TEST(SharedTiles, AMissingOrShortTileIsNamedAndAnEntryToComeIsRefused) {
  Kept kept(1'000);
  kept.tiles.at({0, 1}).pop_back();
  kept.tiles.erase({0, 2});
  SharedTiles tiles(kept.source(), kept.frontier);
  const SubtreeSource source = tiles.source();
  EXPECT_TRUE(source(0, 7).ok());
  for (const auto& [start, place] : {std::pair<std::uint64_t, std::string>{256, "tile/0/001"}, {512, "tile/0/002"}}) {
    const auto refused = source(start, 3);
    ASSERT_FALSE(refused.ok()) << place;
    EXPECT_EQ(refused.refusal().code, Code::STORE_DAMAGED);
    EXPECT_EQ(refused.refusal().place, place);
  }
  EXPECT_TRUE(source(992, 3).ok()) << "the last whole stretch of eight";
  const auto beyond = source(1'000, 0);
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.refusal().code, Code::PROOF_INVALID);
}

}  // namespace
}  // namespace katiwala::tree::shared_tiles_test
