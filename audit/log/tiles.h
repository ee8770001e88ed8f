/// Tiles and bundles of entries, as a published tree serves them.
///
///   tile/0/x001/234        hashes 256·1234 .. of level 0 (leaf hashes); tile/1/... the roots of the full tiles below, and so on
///   tile/0/000.p/17        the first 17 of them: a byte prefix of the later full tile
///   tile/entries/000.p/17  the entries of tile/0/000.p/17: each a u16 length, big-endian, and the header's bytes
///
/// A tree of size s has ⌊s / 256^L⌋ hashes at level L. Whatever a published size covers is served, also the partial of a tile that has
/// become full since. Everything else, and every path of another spelling, is TILE_UNKNOWN: clients look for the full tile after a 404.
/// Source: C2SP tlog-tiles.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ledger/record/entry.h"
#include "ledger/tree/tree.h"

namespace katiwala::audit {

struct TilePath {
  enum class Kind { hashes, entries };
  Kind kind = Kind::hashes;
  tree::TileId id;                    ///< level 0 for entries
  unsigned width = tree::kTileWidth;  ///< 1 .. 256
  bool operator==(const TilePath&) const = default;
};

/// Without a leading slash. TILE_UNKNOWN unless it is exactly what `print_tile_path` writes, for levels 0 to 63.
Result<TilePath> parse_tile_path(std::string_view path);
std::string print_tile_path(const TilePath& path);

/// How many hashes the tile has in a tree of that size: 0 (there is no such tile) to 256.
unsigned tile_width(std::uint64_t size, tree::TileId id);
/// Every tile and bundle of a tree of that size, each at its greatest width, entries first, then level by level; stops at the first refusal.
Status visit_tiles(std::uint64_t size, const std::function<Status(const TilePath&)>& visit);

/// What a published tree is served from. It is asked only for what the published size covers.
class LogSource {
 public:
  virtual ~LogSource() = default;
  virtual Result<Bytes> full_tile(tree::TileId id) const = 0;
  virtual Result<Digest> leaf_hash(record::Seq seq) const = 0;
  virtual Result<Bytes> header(record::Seq seq) const = 0;
};

/// The bytes at a path. TILE_UNKNOWN if the size does not cover it, STORE_DAMAGED where the source gives what can not be, and what it refuses.
Result<Bytes> read_tile(const LogSource& source, std::uint64_t size, const TilePath& path);

/// The entries of a bundle. RECORD_MALFORMED with "entry N of the bundle" unless there are exactly `width`, and nothing behind them.
Result<std::vector<Bytes>> parse_bundle(ByteView bundle, unsigned width);

}  // namespace katiwala::audit
