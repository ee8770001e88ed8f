/// Many proofs of one tree: what they share is read and hashed once.
///
/// A proof alone hashes most of a tile for its eight lowest siblings, and the next proof hashes the same again. Here a tile is expanded to all its nodes
/// when something of it is asked for first. Tiles of leaves are kept one by each source; those above them, and the edge, for as long as this lives: some
/// 16 kB for every 65,536 entries.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "ledger/tree/tree.h"

namespace katiwala::tree {

class SharedTiles {
 public:
  /// `tile` gives full tiles and is asked on every thread that has a source.
  SharedTiles(Frontier::TileSource tile, Frontier frontier) : tile_(std::move(tile)), frontier_(std::move(frontier)) {}

  /// For prove_inclusion, of any size up to the frontier's. One thread's, and must not outlive this; several threads have one each. Entries that are asked
  /// for in ascending order cost the least. STORE_DAMAGED names a tile that is missing; PROOF_INVALID: the tree has no such subtree yet.
  [[nodiscard]] SubtreeSource source();

 private:
  /// rows[h][i]: the hash over 2^h of the tile's hashes, from the i-th such stretch on.
  using Nodes = std::vector<std::vector<Digest>>;
  using Shared = std::shared_ptr<const Nodes>;

  [[nodiscard]] std::uint64_t hashes_at(std::uint8_t level) const { return frontier_.size() >> (8U * level); }
  [[nodiscard]] Result<Shared> expand(TileId id) const;
  [[nodiscard]] Result<Shared> kept(TileId id);

  const Frontier::TileSource tile_;
  const Frontier frontier_;
  std::mutex mutex_;
  std::map<TileId, Shared> kept_;
};

}  // namespace katiwala::tree
