#include "ledger/tree/shared_tiles.h"

namespace katiwala::tree {
namespace {

/// Every node over these hashes that has all it stands over.
std::vector<std::vector<Digest>> nodes_over(ByteView tile) {
  std::vector<std::vector<Digest>> rows(1, std::vector<Digest>(tile.size() / sizeof(Digest)));
  for (std::size_t i = 0; i < rows[0].size(); ++i) std::memcpy(rows[0][i].data(), tile.data() + i * sizeof(Digest), sizeof(Digest));
  while (rows.back().size() > 1) {
    const std::vector<Digest>& below = rows.back();
    std::vector<Digest> row;
    for (std::size_t i = 0; i + 1 < below.size(); i += 2) row.push_back(node_hash(below[i], below[i + 1]));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Result<SharedTiles::Shared> SharedTiles::expand(TileId id) const {
  if (id.index >= hashes_at(id.level) / kTileWidth) return std::make_shared<const Nodes>(nodes_over(frontier_.partial(id.level)));
  const auto bytes = tile_(id);
  const std::string place = tile_path(id, kTileWidth);
  if (!bytes) return refuse(Code::STORE_DAMAGED, "A tile is missing.", place);
  if (bytes->size() != kTileBytes) return refuse(Code::STORE_DAMAGED, "A tile has the wrong length.", place);
  return std::make_shared<const Nodes>(nodes_over(*bytes));
}

Result<SharedTiles::Shared> SharedTiles::kept(TileId id) {
  const std::lock_guard lock(mutex_);
  Shared& nodes = kept_[id];
  if (!nodes) {
    KATIWALA_TRY(nodes, expand(id));
  }
  return nodes;
}

SubtreeSource SharedTiles::source() {
  using Last = std::pair<TileId, Shared>;
  return [this, last = std::make_shared<std::optional<Last>>()](std::uint64_t start, std::uint8_t log2_size) -> Result<Digest> {
    const auto level = static_cast<std::uint8_t>(log2_size / 8);
    const std::uint8_t height = log2_size % 8;
    const std::uint64_t first = start >> (8U * level);
    const TileId id{level, first / kTileWidth};
    if (first + (std::uint64_t{1} << height) > hashes_at(level)) {
      return refuse(Code::PROOF_INVALID, "The tree has no such subtree yet.", tile_path(id, kTileWidth));
    }
    Shared nodes;
    if (level > 0 || id.index == hashes_at(0) / kTileWidth) {
      KATIWALA_TRY(nodes, kept(id));
    } else {
      if (!*last || (*last)->first != id) {
        KATIWALA_TRY(Shared fresh, expand(id));
        *last = Last{id, std::move(fresh)};
      }
      nodes = (*last)->second;
    }
    return (*nodes)[height][first % kTileWidth >> height];
  };
}

}  // namespace katiwala::tree
