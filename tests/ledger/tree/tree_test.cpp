#include "ledger/tree/tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/ledger/tree/oracle.h"

namespace katiwala::tree::tree_test {
namespace {

/// A log as a store would keep it: full tiles, and the edge in memory.
struct Log {
  std::map<TileId, Bytes> tiles;
  Frontier frontier;
  std::vector<Digest> leaves;

  void append(const Digest& leaf) {
    std::vector<FullTile> completed;
    frontier.append(leaf, completed);
    for (auto& tile : completed) tiles.emplace(tile.id, std::move(tile.hashes));
    leaves.push_back(leaf);
  }
  [[nodiscard]] Frontier::TileSource tile_source() const {
    return [this](TileId id) -> std::optional<Bytes> {
      const auto found = tiles.find(id);
      return found == tiles.end() ? std::nullopt : std::optional(found->second);
    };
  }
  [[nodiscard]] SubtreeSource source() const { return from_tiles(tile_source(), frontier); }
  [[nodiscard]] std::span<const Digest> tail() const { return std::span(leaves).subspan(leaves.size() - leaves.size() % kTileWidth); }
};

Log log_of(std::size_t count) {
  Log log;
  for (const Digest& leaf : oracle::numbered_leaves(count)) log.append(leaf);
  return log;
}

Bytes joined(std::span<const Digest> hashes) {
  Bytes out;
  for (const Digest& hash : hashes) out.insert(out.end(), hash.begin(), hash.end());
  return out;
}

TEST(Tree, KnownHashes) {
  EXPECT_EQ(to_hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Frontier().root(), empty_root());
  EXPECT_NE(node_hash(Digest{1}, Digest{2}), node_hash(Digest{2}, Digest{1}));
  EXPECT_EQ(node_hash(Digest{1}, Digest{2}), oracle::hash(std::string("\x01", 1) + oracle::text(Digest{1}) + oracle::text(Digest{2})));
}

TEST(Tree, RootEqualsTheRecursiveDefinitionAtEverySize) {
  Log log;
  const auto leaves = oracle::numbered_leaves(1100);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    ASSERT_EQ(log.frontier.size(), size);
    const Digest expected = oracle::mth(std::span(leaves).first(size));
    ASSERT_EQ(log.frontier.root(), expected) << size;
    if (size % 37 == 0 || size % 256 <= 1 || size % 256 == 255) {
      ASSERT_EQ(*root_at(size, log.source()), expected) << size;
      ASSERT_EQ(*root_at(size, from_leaves(leaves)), expected) << size;
    }
    if (size < leaves.size()) log.append(leaves[size]);
  }
}

TEST(Tree, TilesHoldTheSubtreesTheyMust) {
  const Log log = log_of(256 * 5 + 3);
  ASSERT_EQ(log.tiles.size(), 5u);
  for (std::uint64_t n = 0; n < 5; ++n) {
    EXPECT_EQ(log.tiles.at({0, n}), joined(std::span(log.leaves).subspan(n * 256, 256))) << n;
  }
  std::vector<Digest> level_one;
  for (std::size_t n = 0; n < 5; ++n) level_one.push_back(oracle::mth(std::span(log.leaves).subspan(n * 256, 256)));
  EXPECT_EQ(log.frontier.partial(1), joined(level_one));
  EXPECT_EQ(log.frontier.partial(0), joined(log.tail()));
  EXPECT_TRUE(log.frontier.partial(2).empty());
  EXPECT_TRUE(log.frontier.partial(63).empty());
}

TEST(Tree, APartialTileIsAPrefixOfTheLaterFullOne) {
  Log log;
  std::vector<Bytes> partials;
  for (const Digest& leaf : oracle::numbered_leaves(256)) {
    partials.push_back(log.frontier.partial(0));
    log.append(leaf);
  }
  const Bytes& full = log.tiles.at({0, 0});
  for (std::size_t width = 0; width < partials.size(); ++width) {
    ASSERT_EQ(partials[width], Bytes(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(width * 32)));
  }
}

void expect_same_edge(const Frontier& a, const Frontier& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::uint8_t level = 0; level < 8; ++level) ASSERT_EQ(a.partial(level), b.partial(level)) << a.size() << " level " << int{level};
  ASSERT_EQ(a.root(), b.root()) << a.size();
}

TEST(Frontier, LoadedEqualsAppendedAtEverySize) {
  Log log;
  const auto leaves = oracle::numbered_leaves(1100);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const auto loaded = Frontier::load(size, log.tile_source(), log.tail());
    ASSERT_TRUE(loaded.ok()) << size;
    expect_same_edge(*loaded, log.frontier);
    if (size < leaves.size()) log.append(leaves[size]);
  }
}

TEST(Frontier, LoadedGrowsLikeAppendedAcrossTheSecondLevel) {
  Log log = log_of(65536 - 2);
  for (int step = 0; step < 5; ++step) {
    auto loaded = Frontier::load(log.frontier.size(), log.tile_source(), log.tail());
    ASSERT_TRUE(loaded.ok());
    expect_same_edge(*loaded, log.frontier);
    EXPECT_EQ(*root_at(log.frontier.size(), log.source()), log.frontier.root());
    const Digest next = oracle::leaf("next " + std::to_string(step));
    std::vector<FullTile> completed;
    loaded->append(next, completed);
    log.append(next);
    expect_same_edge(*loaded, log.frontier);
    if (log.frontier.size() == 65536) {
      ASSERT_EQ(completed.size(), 2u);
      EXPECT_EQ(completed[0].id, (TileId{0, 255}));
      EXPECT_EQ(completed[1].id, (TileId{1, 0}));
    } else {
      EXPECT_TRUE(completed.empty());
    }
  }
  EXPECT_EQ(log.frontier.root(), oracle::mth(log.leaves));
}

TEST(Frontier, LoadNamesWhatIsMissingOrWrong) {
  Log log = log_of(513);
  const auto load = [&log](std::uint64_t size) { return Frontier::load(size, log.tile_source(), log.tail()); };
  ASSERT_TRUE(load(513).ok());
  for (const std::uint64_t wrong : {512u, 514u}) {
    const auto refused = load(wrong);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusal().code, Code::STORE_DAMAGED);
  }
  const Bytes kept = log.tiles.at({0, 1});
  log.tiles.at({0, 1}).pop_back();
  EXPECT_EQ(load(513).refusal().place, "tile/0/001");
  log.tiles.erase({0, 1});
  EXPECT_EQ(load(513).refusal().place, "tile/0/001");
  EXPECT_EQ(load(513).refusal().code, Code::STORE_DAMAGED);
  log.tiles[{0, 1}] = kept;
  ASSERT_TRUE(load(513).ok());
  log.tiles[{0, 1}][100] ^= 1;
  EXPECT_NE(load(513)->root(), log.frontier.root());
}

TEST(Proof, SourcesRefuseWhatTheTreeDoesNotHold) {
  const Log log = log_of(300);
  for (const SubtreeSource& source : {log.source(), from_leaves(log.leaves)}) {
    EXPECT_TRUE(source(296, 2).ok());
    EXPECT_EQ(source(300, 0).refusal().code, Code::PROOF_INVALID);
    EXPECT_EQ(source(296, 3).refusal().code, Code::PROOF_INVALID);
    EXPECT_EQ(source(256, 8).refusal().code, Code::PROOF_INVALID);
    EXPECT_EQ(root_at(301, source).refusal().code, Code::PROOF_INVALID);
    EXPECT_EQ(prove_inclusion(0, 301, source).refusal().code, Code::PROOF_INVALID);
    EXPECT_EQ(prove_consistency(300, 301, source).refusal().code, Code::PROOF_INVALID);
  }
  Log holed = log_of(300);
  holed.tiles.clear();
  EXPECT_EQ(prove_inclusion(0, 300, holed.source()).refusal().code, Code::STORE_DAMAGED);
}

RC_GTEST_PROP(Proof, FromTilesEqualsTheRecursiveDefinitionAndVerifies, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 1400);
  const auto at = *rc::gen::inRange<std::size_t>(1, size + 1);
  const auto index = *rc::gen::inRange<std::size_t>(0, at);
  const auto old_size = *rc::gen::inRange<std::size_t>(1, at + 1);
  const Log log = log_of(size);
  const std::span<const Digest> leaves = std::span(log.leaves).first(at);
  const Digest root = oracle::mth(leaves);
  const auto inclusion = prove_inclusion(index, at, log.source());
  RC_ASSERT(inclusion.ok());
  RC_ASSERT(*inclusion == oracle::path(index, leaves));
  RC_ASSERT(verify_inclusion(index, at, leaves[index], *inclusion, root).ok());

  const Digest old_root = oracle::mth(leaves.first(old_size));
  const auto consistency = prove_consistency(old_size, at, log.source());
  RC_ASSERT(consistency.ok());
  RC_ASSERT(*consistency == oracle::subproof(old_size, leaves, true));
  RC_ASSERT(verify_consistency(old_size, at, old_root, root, *consistency).ok());
}

TEST(Proof, EveryPairOfSmallSizes) {
  const auto leaves = oracle::numbered_leaves(40);
  const auto source = from_leaves(leaves);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const auto tree = std::span<const Digest>(leaves).first(size);
    const Digest root = oracle::mth(tree);
    for (std::size_t m = 0; m < size; ++m) {
      const auto proof = *prove_inclusion(m, size, source);
      ASSERT_EQ(proof, oracle::path(m, tree));
      // A proof is good for one leaf at one place: every other place refuses it.
      for (std::size_t other = 0; other < size; ++other) {
        ASSERT_EQ(verify_inclusion(other, size, leaves[m], proof, root).ok(), other == m) << m << " at " << other << " of " << size;
      }
    }
    for (std::size_t old = 1; old <= size; ++old) {
      const auto proof = *prove_consistency(old, size, source);
      ASSERT_EQ(proof, oracle::subproof(old, tree, true));
      const Digest old_root = oracle::mth(tree.first(old));
      ASSERT_TRUE(verify_consistency(old, size, old_root, root, proof).ok()) << old << " " << size;
      ASSERT_EQ(verify_consistency(old, size, root, root, proof).ok(), old == size) << old << " " << size;
    }
  }
}

TEST(Proof, EveryChangedByteIsRefused) {
  const auto leaves = oracle::numbered_leaves(13);
  const auto source = from_leaves(leaves);
  const Digest root = oracle::mth(leaves);
  const auto inclusion = *prove_inclusion(5, 13, source);
  const auto consistency = *prove_consistency(6, 13, source);
  const Digest old_root = oracle::mth(std::span(leaves).first(6));
  ASSERT_TRUE(verify_inclusion(5, 13, leaves[5], inclusion, root).ok());
  ASSERT_TRUE(verify_consistency(6, 13, old_root, root, consistency).ok());
  const auto flipped = [](std::vector<Digest> proof, std::size_t i, std::size_t byte) {
    proof[i][byte] ^= 1;
    return proof;
  };
  for (std::size_t byte = 0; byte < 32; ++byte) {
    for (std::size_t i = 0; i < inclusion.size(); ++i) EXPECT_FALSE(verify_inclusion(5, 13, leaves[5], flipped(inclusion, i, byte), root).ok());
    for (std::size_t i = 0; i < consistency.size(); ++i) {
      EXPECT_FALSE(verify_consistency(6, 13, old_root, root, flipped(consistency, i, byte)).ok());
    }
    Digest other = root;
    other[byte] ^= 1;
    EXPECT_FALSE(verify_inclusion(5, 13, leaves[5], inclusion, other).ok());
    EXPECT_FALSE(verify_consistency(6, 13, old_root, other, consistency).ok());
  }
  EXPECT_FALSE(verify_inclusion(5, 13, ByteView(leaves[5]).first(31), inclusion, root).ok());
  EXPECT_FALSE(verify_inclusion(5, 13, leaves[5], inclusion, ByteView(root).first(31)).ok());
  EXPECT_FALSE(verify_inclusion(13, 13, leaves[5], inclusion, root).ok());
  EXPECT_FALSE(verify_inclusion(0, 0, leaves[5], {}, empty_root()).ok());
  EXPECT_FALSE(verify_consistency(0, 13, empty_root(), root, {}).ok());
  EXPECT_FALSE(verify_consistency(0, 0, empty_root(), empty_root(), {}).ok());
  EXPECT_FALSE(verify_consistency(14, 13, root, root, consistency).ok());
}

TEST(TilePath, C2spEncoding) {
  struct Case {
    TileId id;
    unsigned width;
    const char* path;
  };
  const Case cases[] = {
      {{0, 0}, 256, "tile/0/000"},
      {{0, 999}, 256, "tile/0/999"},
      {{0, 1000}, 256, "tile/0/x001/000"},
      {{2, 1234067}, 256, "tile/2/x001/x234/067"},
      {{1, 0}, 1, "tile/1/000.p/1"},
      {{0, 273}, 112, "tile/0/273.p/112"},
      {{0, 1000000}, 255, "tile/0/x001/x000/000.p/255"},
      {{63, 5}, 256, "tile/63/005"},
  };
  for (const Case& c : cases) EXPECT_EQ(tile_path(c.id, c.width), c.path);
}

}  // namespace
}  // namespace katiwala::tree::tree_test
