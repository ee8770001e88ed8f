#include "tests/ledger/store/damage.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "ledger/base/endian.h"

namespace katiwala::store::testing {
namespace {

const Places kPlaces = Places::under("/sim");

/// The saved form: counts and lengths as u64, then the bytes.
class Writer {
 public:
  void number(std::uint64_t value) { append_be(out, value); }
  void bytes(ByteView value) {
    number(value.size());
    out.insert(out.end(), value.begin(), value.end());
  }
  Bytes out;
};

class Reader {
 public:
  explicit Reader(ByteView in) : in_(in) {}
  std::uint64_t number() {
    KATIWALA_ASSERT(in_.size() >= 8, "the saved ledger is whole");
    const auto value = load_be<std::uint64_t>(in_.data());
    in_ = in_.subspan(8);
    return value;
  }
  Bytes bytes() {
    const std::size_t length = number();
    KATIWALA_ASSERT(in_.size() >= length, "the saved ledger is whole");
    Bytes out(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(length));
    in_ = in_.subspan(length);
    return out;
  }
  std::string text() {
    const Bytes raw = bytes();
    return std::string(text_of(raw));
  }

 private:
  ByteView in_;
};

}  // namespace

Ledger lay_down(const std::vector<std::size_t>& commits) {
  const auto disk = SimDisk::create();
  Chain chain("damage");
  Ledger out;
  auto store = create_rocks(kPlaces, test_ledger(), on(*disk));
  for (const std::size_t count : commits) {
    if (count == 0) {
      store->reset();
      store = open_rocks(kPlaces, on(*disk));
      continue;
    }
    const Batch batch = chain.next(count, 8);
    for (const auto& tile : batch.tiles) out.tiles[tile.id] = tile.hashes;
    KATIWALA_ASSERT((*store)->append(batch).ok(), "a healthy ledger takes entries");
    const std::vector<DerivedRow> rows = {{Bytes{1, static_cast<std::uint8_t>(count)}, Bytes{42}}};
    KATIWALA_ASSERT((*store)->put_derived(rows, batch.last).ok(), "a healthy ledger takes rows");
  }
  store->reset();
  out.image = disk->contents();
  out.folders = disk->folders();
  out.entries = chain.entries();
  return out;
}

Verdict judge(const Ledger& ledger, Image image) {
  const auto disk = SimDisk::from(std::move(image), ledger.folders);
  auto store = open_rocks(kPlaces, on(*disk));
  if (!store.ok()) return Verdict::refused_opening;
  const auto entries = read_all(**store);
  if (!entries.ok()) return Verdict::refused_reading;
  if (*entries != ledger.entries || (*store)->ledger() != test_ledger()) return Verdict::silent;
  for (const auto& [id, hashes] : ledger.tiles) {
    const auto tile = (*store)->tile(id);
    if (!tile) return Verdict::refused_reading;
    if (*tile != hashes) return Verdict::silent;
  }
  const auto reflects = (*store)->derived_reflects();
  if (reflects && *reflects >= ledger.entries.size()) return Verdict::silent;
  const auto rows = (*store)->scan_derived([](ByteView, ByteView value) -> Status {
    return value.size() == 1 && value[0] == 42 ? good() : Status(refuse(Code::STORE_DAMAGED, "another value"));
  });
  if (!rows.ok()) return rows.refusal().message == "another value" ? Verdict::silent : Verdict::refused_reading;
  return Verdict::as_before;
}

Image damaged(const Image& whole, const Damage& damage) {
  Image image = whole;
  Bytes& bytes = image.at(damage.path);
  switch (damage.kind) {
    case Damage::Kind::change: bytes[damage.at] ^= static_cast<std::uint8_t>(1u << (damage.at % 8)); break;
    case Damage::Kind::cut: bytes.resize(damage.at); break;
    case Damage::Kind::remove: image.erase(damage.path); break;
  }
  return image;
}

std::vector<Damage> every_damage(const Image& image, std::size_t stride, std::size_t options_stride) {
  std::vector<Damage> out;
  for (const auto& [path, bytes] : image) {
    if (path.ends_with("/lock") || path.ends_with("/LOCK")) continue;  // empty, locked by name
    const std::size_t step = path.find("/OPTIONS-") != std::string::npos ? options_stride : stride;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      out.push_back({path, Damage::Kind::change, at});
      out.push_back({path, Damage::Kind::cut, at});
    }
    out.push_back({path, Damage::Kind::remove});
  }
  return out;
}

void save(const Ledger& ledger, const std::vector<Damage>& damages, const std::string& file) {
  Writer writer;
  writer.number(ledger.image.size());
  for (const auto& [path, bytes] : ledger.image) {
    writer.bytes(view(path));
    writer.bytes(bytes);
  }
  writer.number(ledger.folders.size());
  for (const std::string& folder : ledger.folders) writer.bytes(view(folder));
  Bytes frames;
  for (const auto& entry : ledger.entries) record::append_frame(frames, entry);
  writer.bytes(frames);
  writer.number(ledger.tiles.size());
  for (const auto& [id, hashes] : ledger.tiles) {
    writer.number(id.level);
    writer.number(id.index);
    writer.bytes(hashes);
  }
  writer.number(damages.size());
  for (const Damage& damage : damages) {
    writer.bytes(view(damage.path));
    writer.number(static_cast<std::uint64_t>(damage.kind));
    writer.number(damage.at);
  }
  std::ofstream(file, std::ios::binary) << text_of(writer.out);
}

void work(const std::string& file, std::size_t from, std::size_t step) {
  std::ifstream in(file, std::ios::binary);
  const std::string saved(std::istreambuf_iterator<char>(in), {});
  Reader reader(view(saved));
  Ledger ledger;
  for (std::uint64_t i = reader.number(); i > 0; --i) {
    std::string path = reader.text();
    ledger.image[std::move(path)] = reader.bytes();
  }
  for (std::uint64_t i = reader.number(); i > 0; --i) ledger.folders.insert(reader.text());
  const Bytes frames = reader.bytes();
  for (std::size_t at = 0; at < frames.size();) ledger.entries.push_back(record::read_frame(frames, at).value());
  for (std::uint64_t i = reader.number(); i > 0; --i) {
    tree::TileId id;
    id.level = static_cast<std::uint8_t>(reader.number());
    id.index = reader.number();
    ledger.tiles[id] = reader.bytes();
  }
  const std::size_t count = reader.number();
  for (std::size_t i = 0; i < count; ++i) {
    Damage damage{reader.text(), static_cast<Damage::Kind>(reader.number()), 0};
    damage.at = reader.number();
    if (i < from || (i - from) % step != 0) continue;
    const Verdict verdict = judge(ledger, damaged(ledger.image, damage));
    std::printf("verdict %zu %d\n", i, static_cast<int>(verdict));
    std::fflush(stdout);
  }
}

}  // namespace katiwala::store::testing
