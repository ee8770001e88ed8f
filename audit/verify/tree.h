/// The Merkle tree of RFC 6962 and RFC 9162, its proofs, and its tiles (C2SP tlog-tiles).
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "audit/verify/bytes.h"
#include "audit/verify/refusal.h"

namespace verify {

constexpr std::uint64_t kTileWidth = 256;

Hash node_hash(const Hash& left, const Hash& right);
/// MTH over leaf hashes.
Hash root_of(std::span<const Hash> leaves);

/// RFC 9162 section 2.1.3.2 and 2.1.4.2.
bool proves_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> path, const Hash& root);
bool proves_growth(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root, std::span<const Hash> proof);

/// `x001/234`, with `.p/W` behind it when the width is not 256.
std::string tile_path(std::uint64_t index, std::uint64_t width);
/// How many hashes (or entries, for level 0) tile `index` has in a tree of `size`; 0 when there is no such tile.
std::uint64_t tile_width(std::uint64_t size, unsigned level, std::uint64_t index);

/// The hash tiles of a tree of `size` below a folder, as somebody wrote them.
class TileFolder {
 public:
  TileFolder(std::filesystem::path folder, std::uint64_t size) : folder_(std::move(folder)), size_(size) {}

  static std::string name(unsigned level, std::uint64_t index, std::uint64_t width) { return "tile/" + std::to_string(level) + "/" + tile_path(index, width); }
  std::vector<Hash> read(unsigned level, std::uint64_t index) const;
  /// The same as bytes, into a buffer that is used again.
  void read(unsigned level, std::uint64_t index, std::string& out) const;
  std::uint64_t size() const { return size_; }

 private:
  std::filesystem::path folder_;
  std::uint64_t size_;
};

/// A tree whose right edge is in memory and whose finished tiles lie in a folder.
class Tree {
 public:
  explicit Tree(const TileFolder* folder) : folder_(folder) {}

  /// The next leaf. The tile of level 0 that it fills is the caller's to compare (it has the leaves at hand), as is its root.
  void append(const Hash& leaf, const Hash* tile_root = nullptr);
  /// Compares the unfinished tiles above level 0 at the end.
  void compare_edge() const;

  std::uint64_t size() const { return size_; }
  Hash root(std::uint64_t size);
  /// SUBPROOF(old_size, D[0:size], true).
  std::vector<Hash> growth_proof(std::uint64_t old_size, std::uint64_t size);

  template <class State>
  void pass(State& state) { state(size_, edge_); }
  std::span<const Hash> last_leaves() const { return edge_.empty() ? std::span<const Hash>() : edge_[0]; }

 private:
  Hash subtree(std::uint64_t begin, std::uint64_t end);
  Hash perfect(unsigned height, std::uint64_t index);
  void prove(std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool whole, std::vector<Hash>& out);

  const TileFolder* folder_;
  std::uint64_t size_ = 0;
  std::vector<std::vector<Hash>> edge_;  // per level, the hashes of the tile that is not full yet
  struct { unsigned level = 0; std::uint64_t index = 0; std::vector<Hash> hashes; } last_read_;
};

/// Reads a whole file into a buffer that may be used again. A missing or unreadable one is refused.
void read_file(const std::filesystem::path& path, const Place& place, std::string& out);

}  // namespace verify
