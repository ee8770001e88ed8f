/// The Merkle tree over the entries: pure arithmetic on hashes (RFC 6962 §2.1, RFC 9162 §2.1, C2SP tlog-tiles).
///
///   MTH({}) = SHA-256("")        node(l, r) = SHA-256(0x01 ‖ l ‖ r)
///   Tile (L, n) holds 256 hashes: MTH(D[(n·256+i)·256^L : (n·256+i+1)·256^L]), i = 0..255, 8192 bytes when full.
///   A partial tile is a byte prefix of the later full one.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::tree {

Digest node_hash(const Digest& left, const Digest& right);
Digest empty_root();

inline constexpr std::size_t kTileWidth = 256;
inline constexpr std::size_t kTileBytes = kTileWidth * 32;

struct TileId {
  std::uint8_t level = 0;
  std::uint64_t index = 0;
  auto operator<=>(const TileId&) const = default;
};

/// A tile that an append just completed.
struct FullTile {
  TileId id;
  Bytes hashes;  ///< 8192 bytes
};

/// The growing edge of the tree: one partial tile a level, O(256·levels) memory whatever the size.
class Frontier {
 public:
  Frontier() = default;
  /// Appends a leaf; tiles completed by it (level 0 first) go to `completed`.
  void append(const Digest& leaf, std::vector<FullTile>& completed);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Digest root() const;
  /// The partial tile at a level as it stands (possibly empty).
  [[nodiscard]] Bytes partial(std::uint8_t level) const;

  /// Rebuilds the edge for `size` leaves from full tiles and from the level-0 hashes after the last full tile.
  /// `tile` gives a full tile's 8192 bytes or nothing (then STORE_DAMAGED names it).
  using TileSource = std::function<std::optional<Bytes>(TileId)>;
  static Result<Frontier> load(std::uint64_t size, const TileSource& tile, std::span<const Digest> tail_leaves);

 private:
  std::uint64_t size_ = 0;
  std::vector<std::vector<Digest>> edge_;  ///< edge_[level]: hashes of the partial tile at that level
};

/// Hash of the perfect subtree of 2^k leaves starting at a multiple of 2^k; the prover's view of any stored tree.
using SubtreeSource = std::function<Result<Digest>(std::uint64_t start, std::uint8_t log2_size)>;
/// Serves subtree hashes out of tiles: full ones from `tile`, the edge from `frontier`, which must outlive it and not grow. One thread's.
SubtreeSource from_tiles(Frontier::TileSource tile, const Frontier& frontier);
/// Over a plain list, for tests and small trees.
SubtreeSource from_leaves(std::span<const Digest> leaves);

Result<Digest> root_at(std::uint64_t size, const SubtreeSource& source);
/// RFC 6962 PATH(m, D[n]), leaf sibling first. Pre: index < size.
Result<std::vector<Digest>> prove_inclusion(std::uint64_t index, std::uint64_t size, const SubtreeSource& source);
/// RFC 6962 SUBPROOF(m, D[n], true). Pre: 0 < old_size <= new_size.
Result<std::vector<Digest>> prove_consistency(std::uint64_t old_size, std::uint64_t new_size, const SubtreeSource& source);

/// RFC 9162 §2.1.3.2. PROOF_INVALID on anything but success.
Status verify_inclusion(std::uint64_t index, std::uint64_t size, ByteView leaf, std::span<const Digest> proof, ByteView root);
/// RFC 9162 §2.1.4.2; old_size 0 is refused.
Status verify_consistency(std::uint64_t old_size, std::uint64_t new_size, ByteView old_root, ByteView new_root,
                          std::span<const Digest> proof);

/// C2SP tlog-tiles path of a tile: "tile/0/x001/x234/067", with ".p/W" when width < 256.
std::string tile_path(TileId id, unsigned width);

}  // namespace katiwala::tree
