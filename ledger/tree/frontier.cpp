// The growing edge: appending leaves, completing tiles, and reloading from what was stored.
#include <algorithm>
#include <memory>

#include "ledger/crypto/digest.h"
#include "ledger/tree/tree.h"

namespace katiwala::tree {
namespace {

constexpr std::uint8_t kNodePrefix = 0x01;
constexpr unsigned kTileHeight = 8;
constexpr std::uint8_t kLevels = 8;  // of 256: 2^64 leaves

Bytes concatenated(std::span<const Digest> hashes) {
  Bytes out;
  out.reserve(hashes.size() * 32);
  for (const Digest& hash : hashes) out.insert(out.end(), hash.begin(), hash.end());
  return out;
}

std::vector<Digest> split(ByteView tile) {
  std::vector<Digest> out(tile.size() / 32);
  for (std::size_t i = 0; i < out.size(); ++i) std::memcpy(out[i].data(), tile.data() + i * 32, 32);
  return out;
}

/// Root of a perfect tree over 2^k hashes, in place.
Digest perfect_root(std::vector<Digest> hashes) {
  for (std::size_t width = hashes.size(); width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes.front();
}

Result<Bytes> full_tile(const Frontier::TileSource& source, TileId id) {
  auto bytes = source(id);
  const std::string place = tile_path(id, kTileWidth);
  if (!bytes) return refuse(Code::STORE_DAMAGED, "A tile is missing.", place);
  if (bytes->size() != kTileBytes) return refuse(Code::STORE_DAMAGED, "A tile has the wrong length.", place);
  return std::move(*bytes);
}

}  // namespace

Digest node_hash(const Digest& left, const Digest& right) { return crypto::sha256({ByteView(&kNodePrefix, 1), left, right}); }

Digest empty_root() { return crypto::sha256(ByteView{}); }

void Frontier::append(const Digest& leaf, std::vector<FullTile>& completed) {
  Digest hash = leaf;
  const std::uint64_t count = size_ + 1;
  for (std::uint8_t level = 0;; ++level) {
    if (edge_.size() == level) edge_.emplace_back();
    std::vector<Digest>& edge = edge_[level];
    edge.push_back(hash);
    if (edge.size() < kTileWidth) break;
    const std::uint64_t index = (count >> (kTileHeight * (level + 1u))) - 1;
    completed.push_back({{level, index}, concatenated(edge)});
    hash = perfect_root(std::move(edge));
    edge.clear();
  }
  size_ = count;
}

Digest Frontier::root() const {
  if (size_ == 0) return empty_root();
  // The perfect subtrees, right to left: RFC 6962 splits at the largest power of two, so the fold is from the right.
  std::optional<Digest> right;
  for (const std::vector<Digest>& edge : edge_) {
    std::size_t end = edge.size();
    for (std::size_t width = 1; width <= edge.size(); width *= 2) {
      if ((edge.size() & width) == 0) continue;
      const auto last = edge.begin() + static_cast<std::ptrdiff_t>(end);
      const Digest left = perfect_root({last - static_cast<std::ptrdiff_t>(width), last});
      right = right ? node_hash(left, *right) : left;
      end -= width;
    }
  }
  return *right;
}

Bytes Frontier::partial(std::uint8_t level) const { return level < edge_.size() ? concatenated(edge_[level]) : Bytes{}; }

Result<Frontier> Frontier::load(std::uint64_t size, const TileSource& tile, std::span<const Digest> tail_leaves) {
  if (tail_leaves.size() != size % kTileWidth) {
    return refuse(Code::STORE_DAMAGED, "The entries after the last full tile are not the number they must be.", "tile/0");
  }
  Frontier frontier;
  frontier.size_ = size;
  if (size == 0) return frontier;
  frontier.edge_.emplace_back(tail_leaves.begin(), tail_leaves.end());
  for (std::uint8_t level = 1; level < kLevels && size >> (kTileHeight * level) != 0; ++level) {
    // Hash i of this level is the root of tile i of the level below; those of full tiles here are not needed again.
    const std::uint64_t count = size >> (kTileHeight * level);
    std::vector<Digest>& edge = frontier.edge_.emplace_back();
    for (std::uint64_t i = count - count % kTileWidth; i < count; ++i) {
      KATIWALA_TRY(const Bytes below, full_tile(tile, {static_cast<std::uint8_t>(level - 1), i}));
      edge.push_back(perfect_root(split(below)));
    }
  }
  return frontier;
}

SubtreeSource from_tiles(Frontier::TileSource tile, const Frontier& frontier) {
  // A proof takes up to eight subtrees out of one tile, one after the other: the last tile is kept.
  using Kept = std::pair<TileId, Bytes>;
  return [tile = std::move(tile), &frontier, kept = std::make_shared<std::optional<Kept>>()](std::uint64_t start, std::uint8_t log2_size) -> Result<Digest> {
    const auto level = static_cast<std::uint8_t>(log2_size / kTileHeight);
    const std::uint64_t first = start >> (kTileHeight * level);
    const std::size_t width = std::size_t{1} << (log2_size % kTileHeight);
    const std::size_t at = first % kTileWidth;
    const std::uint64_t count = frontier.size() >> (kTileHeight * level);
    const TileId id{level, first / kTileWidth};
    if (first + width > count) return refuse(Code::PROOF_INVALID, "The tree has no such subtree yet.", tile_path(id, kTileWidth));
    if (!*kept || (*kept)->first != id) {
      Bytes hashes;
      if (id.index < count / kTileWidth) {
        KATIWALA_TRY(hashes, full_tile(tile, id));
      } else {
        hashes = frontier.partial(level);
      }
      *kept = Kept{id, std::move(hashes)};
    }
    return perfect_root(split(ByteView((*kept)->second).subspan(at * 32, width * 32)));
  };
}

SubtreeSource from_leaves(std::span<const Digest> leaves) {
  return [leaves](std::uint64_t start, std::uint8_t log2_size) -> Result<Digest> {
    if (log2_size >= 63 || start > leaves.size() || leaves.size() - start < std::uint64_t{1} << log2_size) {
      return refuse(Code::PROOF_INVALID, "The tree has no such subtree yet.");
    }
    const auto piece = leaves.subspan(static_cast<std::size_t>(start), std::size_t{1} << log2_size);
    return perfect_root({piece.begin(), piece.end()});
  };
}

std::string tile_path(TileId id, unsigned width) {
  KATIWALA_ASSERT(width >= 1 && width <= kTileWidth, "a tile is 1 to 256 hashes wide");
  const auto three_digits = [](std::uint64_t n) {
    const std::string digits = std::to_string(n);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string groups = three_digits(id.index % 1000);
  for (std::uint64_t rest = id.index / 1000; rest != 0; rest /= 1000) groups = "x" + three_digits(rest % 1000) + "/" + groups;
  std::string path = "tile/" + std::to_string(id.level) + "/" + groups;
  if (width < kTileWidth) path += ".p/" + std::to_string(width);
  return path;
}

}  // namespace katiwala::tree
