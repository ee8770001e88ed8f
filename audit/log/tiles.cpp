#include "audit/log/tiles.h"

#include <algorithm>
#include <limits>

#include "audit/log/lines.h"
#include "ledger/base/endian.h"

namespace katiwala::audit {
namespace {

constexpr unsigned kTileHeight = 8;
constexpr std::uint8_t kLevels = 8;  // of 256: no tree has more
constexpr std::uint8_t kMaxPathLevel = 63;
constexpr std::string_view kHashes = "tile/0/";
constexpr std::string_view kEntries = "tile/entries/";

std::optional<std::string_view> cut(std::string_view& rest, char at) {
  const std::size_t end = rest.find(at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return piece;
}

/// Three digits; all groups but the last are led by an x.
std::optional<std::uint64_t> index_of(std::string_view groups) {
  std::uint64_t index = 0;
  for (bool last = false; !last;) {
    const std::string_view group = groups.substr(0, groups.find('/'));
    last = group.size() == groups.size();
    groups.remove_prefix(last ? groups.size() : group.size() + 1);
    if (group.size() != (last ? 3u : 4u) || (!last && group.front() != 'x')) return std::nullopt;
    std::uint64_t digits = 0;
    for (const char c : group.substr(last ? 0 : 1)) {
      if (c < '0' || c > '9') return std::nullopt;
      digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (index > (kMaxLogNumber - digits) / 1000) return std::nullopt;
    index = index * 1000 + digits;
  }
  return index;
}

/// Splits ".p/W" off.
std::optional<unsigned> width_of(std::string_view& rest) {
  const std::size_t at = rest.find(".p/");
  if (at == std::string_view::npos) return tree::kTileWidth;
  const auto width = parse_decimal(rest.substr(at + 3));
  if (!width || *width < 1 || *width >= tree::kTileWidth) return std::nullopt;
  rest = rest.substr(0, at);
  return static_cast<unsigned>(*width);
}

std::optional<TilePath> path_of(std::string_view rest) {
  TilePath out;
  if (cut(rest, '/') != "tile") return std::nullopt;
  const auto level = cut(rest, '/');
  if (!level) return std::nullopt;
  if (*level == "entries") {
    out.kind = TilePath::Kind::entries;
  } else {
    const auto number = parse_decimal(*level);
    if (!number || *number > kMaxPathLevel) return std::nullopt;
    out.id.level = static_cast<std::uint8_t>(*number);
  }
  const auto width = width_of(rest);
  if (!width) return std::nullopt;
  out.width = *width;
  const auto index = index_of(rest);
  if (!index) return std::nullopt;
  out.id.index = *index;
  return out;
}

void append(Bytes& out, const Digest& hash) { out.insert(out.end(), hash.begin(), hash.end()); }

Result<Bytes> full_tile(const LogSource& source, tree::TileId id) {
  KATIWALA_TRY(Bytes hashes, source.full_tile(id));
  if (hashes.size() != tree::kTileBytes) return refuse(Code::STORE_DAMAGED, "A tile has the wrong length.", tree::tile_path(id, tree::kTileWidth));
  return hashes;
}

/// The root over a full tile's 256 hashes.
Result<Digest> root_of(ByteView hashes) {
  std::vector<Digest> leaves(tree::kTileWidth);
  for (std::size_t i = 0; i < leaves.size(); ++i) std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(i * 32), 32, leaves[i].begin());
  return tree::root_at(leaves.size(), tree::from_leaves(leaves));
}

/// The first hashes of a tile that is not full yet at the published size.
Result<Bytes> edge(const LogSource& source, tree::TileId id, unsigned width) {
  Bytes out;
  for (std::uint64_t i = id.index * tree::kTileWidth; i < id.index * tree::kTileWidth + width; ++i) {
    if (id.level == 0) {
      KATIWALA_TRY(const Digest leaf, source.leaf_hash(i));
      append(out, leaf);
    } else {
      KATIWALA_TRY(const Bytes below, full_tile(source, {static_cast<std::uint8_t>(id.level - 1), i}));
      KATIWALA_TRY(const Digest root, root_of(below));
      append(out, root);
    }
  }
  return out;
}

Result<Bytes> bundle(const LogSource& source, std::uint64_t index, unsigned width) {
  Bytes out;
  for (record::Seq seq = index * tree::kTileWidth; seq < index * tree::kTileWidth + width; ++seq) {
    KATIWALA_TRY(const Bytes header, source.header(seq));
    if (header.size() > std::numeric_limits<std::uint16_t>::max()) {
      return refuse(Code::STORE_DAMAGED, "A header is longer than the format allows.", "entry " + std::to_string(seq));
    }
    append_be(out, static_cast<std::uint16_t>(header.size()));
    out.insert(out.end(), header.begin(), header.end());
  }
  return out;
}

}  // namespace

Result<TilePath> parse_tile_path(std::string_view path) {
  const auto parsed = path_of(path);
  // One spelling: leading groups of zeros would read the same.
  if (!parsed || print_tile_path(*parsed) != path) return refuse(Code::TILE_UNKNOWN);
  return *parsed;
}

std::string print_tile_path(const TilePath& path) {
  std::string hashes = tree::tile_path(path.id, path.width);
  if (path.kind == TilePath::Kind::hashes) return hashes;
  KATIWALA_ASSERT(path.id.level == 0, "entries are the leaves");
  return hashes.replace(0, kHashes.size(), kEntries);
}

unsigned tile_width(std::uint64_t size, tree::TileId id) {
  if (id.level >= kLevels) return 0;
  const std::uint64_t count = size >> (kTileHeight * id.level);
  if (id.index > count / tree::kTileWidth) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(count - id.index * tree::kTileWidth, tree::kTileWidth));
}

Status visit_tiles(std::uint64_t size, const std::function<Status(const TilePath&)>& visit) {
  const auto visit_level = [&](TilePath::Kind kind, std::uint8_t level) -> Status {
    for (TilePath path{.kind = kind, .id = {level, 0}, .width = 0}; (path.width = tile_width(size, path.id)) != 0; ++path.id.index) {
      KATIWALA_CHECK(visit(path));
    }
    return good();
  };
  KATIWALA_CHECK(visit_level(TilePath::Kind::entries, 0));
  for (std::uint8_t level = 0; tile_width(size, {level, 0}) != 0; ++level) KATIWALA_CHECK(visit_level(TilePath::Kind::hashes, level));
  return good();
}

Result<Bytes> read_tile(const LogSource& source, std::uint64_t size, const TilePath& path) {
  const unsigned covered = tile_width(size, path.id);
  if (path.width == 0 || path.width > covered) return refuse(Code::TILE_UNKNOWN);
  if (path.kind == TilePath::Kind::entries) return bundle(source, path.id.index, path.width);
  if (covered < tree::kTileWidth) return edge(source, path.id, path.width);
  KATIWALA_TRY(Bytes hashes, full_tile(source, path.id));
  hashes.resize(std::size_t{path.width} * 32);
  return hashes;
}

Result<std::vector<Bytes>> parse_bundle(ByteView bundle, unsigned width) {
  std::vector<Bytes> out;
  const auto malformed = [&out](std::string message) {
    return refuse(Code::RECORD_MALFORMED, std::move(message), "entry " + std::to_string(out.size() + 1) + " of the bundle");
  };
  while (!bundle.empty()) {
    if (out.size() == width) return malformed("The bundle goes on after its last entry.");
    if (bundle.size() < 2) return malformed("The bundle ends within a length.");
    const std::size_t length = load_be<std::uint16_t>(bundle.data());
    bundle = bundle.subspan(2);
    if (bundle.size() < length) return malformed("The bundle ends within an entry.");
    out.emplace_back(bundle.begin(), bundle.begin() + static_cast<std::ptrdiff_t>(length));
    bundle = bundle.subspan(length);
  }
  if (out.size() != width) return malformed("The bundle has fewer entries than its width.");
  return out;
}

}  // namespace katiwala::audit
