#include "tests/attack/bundle.h"

#include <filesystem>
#include <fstream>

#include "ledger/base/endian.h"

namespace katiwala::attack {
namespace {

/// The tree over the bundle's headers.
class Headers final : public audit::LogSource {
 public:
  explicit Headers(const std::vector<BundleEntry>& entries) {
    tree::Frontier frontier;
    std::vector<tree::FullTile> completed;
    for (const BundleEntry& entry : entries) {
      encoded_.push_back(record::encode(entry.header));
      frontier.append(record::leaf_hash(encoded_.back()), completed);
    }
    for (tree::FullTile& tile : completed) tiles_[tile.id] = std::move(tile.hashes);
    root = frontier.root();
  }
  Result<Bytes> full_tile(tree::TileId id) const override { return tiles_.at(id); }
  Result<Digest> leaf_hash(record::Seq seq) const override { return record::leaf_hash(encoded_.at(seq)); }
  Result<Bytes> header(record::Seq seq) const override { return encoded_.at(seq); }
  Digest root{};

 private:
  std::vector<Bytes> encoded_;
  std::map<tree::TileId, Bytes> tiles_;
};

void write_file(const api::Path& path, ByteView bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(text_of(bytes).data(), static_cast<std::streamsize>(bytes.size()));
}

void add_parts(Bytes& out, const BundleEntry& entry) {
  append_be(out, static_cast<std::uint16_t>(entry.parts.size()));
  for (const auto& part : entry.parts) {
    out.push_back(part ? 1 : 0);
    if (!part) continue;
    out.insert(out.end(), part->salt.begin(), part->salt.end());
    append_be(out, static_cast<std::uint32_t>(part->bytes.size()));
    out.insert(out.end(), part->bytes.begin(), part->bytes.end());
  }
}

}  // namespace

Bundle Bundle::of(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t size, std::string checkpoint) {
  Bundle out;
  out.checkpoint = std::move(checkpoint);
  for (record::Seq seq = 0; seq < size; ++seq) {
    const auto stored = store.read(seq);
    KATIWALA_ASSERT(stored.ok(), "an entry to be exported can not be read");
    const auto entry = journal::open_entry(store.ledger(), *stored, &keys);
    KATIWALA_ASSERT(entry.ok(), "an entry to be exported does not open");
    BundleEntry one{entry->header, {entry->act_clear}};
    for (const journal::OpenedPart& part : entry->parts) {
      if (part.part) one.parts.emplace_back(part.clear);
      else one.parts.emplace_back(std::nullopt);
    }
    out.entries.push_back(std::move(one));
  }
  return out;
}

void Bundle::rehash(std::size_t from) {
  for (std::size_t i = from; i < entries.size(); ++i) {
    BundleEntry& entry = entries[i];
    for (std::size_t part = 0; part < entry.parts.size(); ++part)
      if (entry.parts[part]) entry.header.part_hashes[part] = entry.parts[part]->hash();
    if (i > 0) entry.header.prev = record::leaf_hash(record::encode(entries[i - 1].header));
  }
}

Digest Bundle::root() const { return Headers(entries).root; }

void Bundle::write(const api::Path& folder) const {
  write_file(folder / "checkpoint", view(checkpoint));
  const Status tiles = audit::write_tree_files(Headers(entries), entries.size(), [&](const std::string& path, ByteView bytes) -> Status {
    write_file(folder / path, bytes);
    return good();
  });
  KATIWALA_ASSERT(tiles.ok(), "a tree that can not be written");
  Bytes file;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    add_parts(file, entries[i]);
    if ((i + 1) % tree::kTileWidth != 0 && i + 1 != entries.size()) continue;
    audit::TilePath path{audit::TilePath::Kind::entries, {0, i / tree::kTileWidth}, static_cast<unsigned>(i % tree::kTileWidth + 1)};
    write_file(folder / ("parts/" + audit::print_tile_path(path).substr(13)), file);
    file.clear();
  }
}

}  // namespace katiwala::attack
