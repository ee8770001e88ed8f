#include "audit/verify/bundle.h"

#include <algorithm>

namespace verify {

namespace fs = std::filesystem;

namespace {

/// Takes bytes off the front of a file.
class Cursor {
 public:
  Cursor(Bytes bytes, const std::string& file) : bytes_(bytes), file_(file) {}
  Bytes take(std::size_t length, Place at) {
    at.name = file_;
    CHECK("file-short", bytes_.size() - at_ >= length, at, "the file ends early");
    at_ += length;
    return bytes_.substr(at_ - length, length);
  }
  std::uint64_t number(std::size_t length, const Place& at) { return big_endian(take(length, at)); }
  void end() const { CHECK("file-long", at_ == bytes_.size(), Place{file_}, "bytes after the last entry"); }

 private:
  Bytes bytes_;
  const std::string& file_;
  std::size_t at_ = 0;
};

/// One part as it is stored, which is the act or is about a subject.
void read_stored(Entry& entry, std::uint64_t index, Cursor& parts, Room& room) {
  const Place at{{}, static_cast<std::int64_t>(entry.header.seq), static_cast<int>(index), 0};
  const std::uint64_t clear = parts.number(1, at);
  CHECK("part-kind", clear <= 1, at, "neither in clear nor withheld");
  CHECK("act-withheld", index > 0 || clear != 0, at, "the act is withheld");
  if (clear == 0) {
    ++entry.withheld;
    return;
  }
  const Bytes salt = parts.take(kSalt, at), bytes = parts.take(parts.number(4, at), at), hash = entry.header.part_hash(index);
  CHECK("part-hash", view(part_hash(salt, bytes)) == hash, at, "the part's hash is not the one in the header");
  if (index == 0) {
    entry.act = read_act(bytes, at);
    return;
  }
  Part& part = entry.parts[index - 1] = read_part(bytes, hash, at, room);
  const auto same = [&part](const Part& other) { return &other != &part && other.clear && other.subject == part.subject; };
  CHECK("part-subject", std::none_of(entry.parts.begin(), entry.parts.end(), same), at, "a second part about " + subject_name(part.subject));
}

Entry read_entry(std::uint64_t seq, Cursor& headers, Cursor& parts, Room& room) {
  const Place at{{}, static_cast<std::int64_t>(seq), -1, 0};
  Entry entry;
  entry.header = parse_header(headers.take(headers.number(2, at), at), at);
  CHECK("header-seq", entry.header.seq == seq, at, "the header says it is entry " + std::to_string(entry.header.seq));
  entry.leaf = leaf_hash(entry.header.bytes);
  CHECK("entry-parts", entry.header.count >= 2, at, "an act without a part about a subject");
  const std::uint64_t count = parts.number(2, at);
  CHECK("parts-count", count == entry.header.count, at, std::to_string(count) + " parts where the header counts " + std::to_string(entry.header.count));
  entry.parts = room.list<Part>(entry.header.count - 1);
  for (std::uint64_t index = 0; index < entry.header.count; ++index) read_stored(entry, index, parts, room);
  entry.once = fixed<Id>(view(sha256({entry.act.principal, entry.act.idempotency_key})).substr(0, 16));
  check_entry(entry, seq);
  return entry;
}

/// What a path under tile/<level> or parts says it is; nothing if no tile has such a path.
std::optional<std::uint64_t> tile_index(Bytes path) {
  std::uint64_t index = 0;
  path = path.substr(0, path.find(".p/"));
  for (std::size_t at = 0; at < path.size(); at += 5) {  // x001/x234/067
    const bool last = path.size() - at == 3;
    const Bytes digits = path.substr(at + (last ? 0 : 1), 3);
    if (index > UINT64_MAX / 2000 || digits.size() != 3 || digits.find_first_not_of("0123456789") != Bytes::npos) return std::nullopt;
    index = index * 1000 + static_cast<std::uint64_t>((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + digits[2] - '0');
    if (last) return index;
  }
  return std::nullopt;
}

}  // namespace

void Bundle::read(std::uint64_t index, Block& block) const {
  block.first = index * kTileWidth;
  block.entries.clear();
  block.leaves.clear();
  block.room.clear();
  block.failure = nullptr;
  try {
    decode(index, block);
  } catch (...) {
    block.failure = std::current_exception();  // told when its turn comes
  }
}

void Bundle::decode(std::uint64_t index, Block& block) const {
  const std::uint64_t width = tile_width(size_, 0, index);
  const std::string path = tile_path(index, width), header_file = "tile/entries/" + path, part_file = "parts/" + path, name = TileFolder::name(0, index, width);
  read_file(folder_ / header_file, Place{header_file}, block.headers);
  read_file(folder_ / part_file, Place{part_file}, block.parts);
  Cursor headers(block.headers, header_file), parts(block.parts, part_file);
  for (std::uint64_t i = 0; i < width; ++i) {
    block.entries.push_back(read_entry(block.first + i, headers, parts, block.room));
    block.leaves.push_back(block.entries.back().leaf);
  }
  headers.end();
  parts.end();
  tiles_.read(0, index, block.tile);
  for (std::uint64_t i = 0; i < width; ++i)
    CHECK("tile-leaf", Bytes(block.tile).substr(32 * i, 32) == view(block.leaves[i]),
          Place{name}, "hash " + std::to_string(i) + " is not the leaf hash of entry " + std::to_string(block.first + i));
  if (width == kTileWidth) block.tile_root = root_of(block.leaves);
}

void Bundle::check_file(const std::string& path) const {
  const bool entries = path.starts_with("tile/entries/"), parts = path.starts_with("parts/");
  const auto level = entries || parts ? std::optional<std::uint64_t>(0) : decimal(Bytes(path).substr(5, path.find('/', 5) - 5));
  const std::string rest = parts ? path.substr(6) : path.substr(std::min(path.find('/', 5) + 1, path.size()));
  const auto index = tile_index(rest);
  const std::uint64_t width = level && index ? tile_width(size_, static_cast<unsigned>(std::min<std::uint64_t>(*level, 64)), *index) : 0;
  CHECK("file-unexpected", width > 0 && rest == tile_path(*index, width), Place{path}, "a file that a tree of this size does not have");
}

std::uint64_t Bundle::check_files() const {
  std::uint64_t others = 0;
  std::error_code error;
  for (const char* const part : {"tile", "parts"})
    for (auto at = fs::recursive_directory_iterator(folder_ / part, error); !error && at != fs::recursive_directory_iterator(); at.increment(error))
      if (!at->is_directory(error)) check_file(at->path().lexically_relative(folder_).generic_string());
  for (auto at = fs::directory_iterator(folder_, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    const auto name = at->path().filename();
    others += name != "tile" && name != "parts" && name != "checkpoint";
  }
  return others;
}

}  // namespace verify
