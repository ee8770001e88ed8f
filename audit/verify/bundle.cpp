#include "audit/verify/bundle.h"

#include <algorithm>
#include <fstream>

namespace verify {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path, const Place& place) {
  std::error_code error;
  const auto size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
  std::ifstream file(path, std::ios::binary);
  std::string out(size, '\0');
  file.read(out.data(), static_cast<std::streamsize>(size));
  const bool whole = file && static_cast<std::uint64_t>(file.gcount()) == size && file.peek() == std::ifstream::traits_type::eof();
  CHECK("file-missing", whole && !error && fs::is_regular_file(path, error), place, "missing, or can not be read to its end");
  return out;
}

namespace {

constexpr std::size_t kLongestPart = 1'048'576, kSalt = 16;

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
  std::uint64_t number(std::size_t length, Place at) { return big_endian(take(length, at)); }
  void end() const { CHECK("file-long", at_ == bytes_.size(), Place{file_}, "bytes after the last entry"); }

 private:
  Bytes bytes_;
  const std::string& file_;
  std::size_t at_ = 0;
};

/// One entry out of its two files.
class EntryReader {
 public:
  EntryReader(Block& block, Cursor& headers, Cursor& parts) : block_(block), headers_(headers), parts_(parts) {}

  Entry read(std::uint64_t seq) {
    Place at{{}, static_cast<std::int64_t>(seq), -1, 0};
    Entry entry(&block_.memory);
    entry.header = parse_header(headers_.take(headers_.number(2, at), at), at);
    entry.leaf = leaf_hash(entry.header.bytes);
    CHECK("entry-parts", entry.header.count >= 2, at, "an act without a part about a subject");
    entry.parts.reserve(entry.header.count - 1);
    const std::uint64_t count = parts_.number(2, at);
    CHECK("parts-count", count == entry.header.count,
          at, std::to_string(count) + " parts where the header counts " + std::to_string(entry.header.count));
    for (std::uint64_t i = 0; i < entry.header.count; ++i) {
      at.part = static_cast<int>(i);
      part(entry, i, at);
    }
    at.part = -1;
    if (entry.withheld == 0) check_zero_sum(entry.parts, at);
    return entry;
  }

 private:
  void part(Entry& entry, std::uint64_t index, const Place& at) {
    const std::uint64_t clear = parts_.number(1, at);
    CHECK("part-kind", clear <= 1, at, "neither in clear nor withheld");
    CHECK("act-withheld", index > 0 || clear != 0, at, "the act is withheld");
    if (clear == 0) {
      ++entry.withheld;
      entry.parts.emplace_back(&block_.memory);
      return;
    }
    const Bytes salt = parts_.take(kSalt, at), bytes = parts_.take(parts_.number(4, at), at);
    CHECK("part-length", bytes.size() <= kLongestPart, at, "a part of more than 1,048,576 bytes");
    CHECK("part-hash", view(part_hash(salt, bytes)) == entry.header.part_hash(index), at, "the part's hash is not the one in the header");
    const Value value = block_.items.parse(bytes, at);
    if (index == 0) {
      entry.act = read_act(value, at);
      return;
    }
    entry.parts.push_back(read_part(value, at, &block_.memory));
    const Part& part = entry.parts.back();
    check_postings(part, at);
    const auto same = [&part](const Part& other) { return &other != &part && other.clear && other.subject == part.subject; };
    CHECK("part-subject", std::none_of(entry.parts.begin(), entry.parts.end(), same),
          at, "a second part about " + subject_name(part.subject));
  }

  Block& block_;
  Cursor &headers_, &parts_;
};

/// What a path under tile/<level> or parts says it is; nothing if no tile has such a path.
std::optional<std::uint64_t> tile_index(Bytes path) {
  std::uint64_t index = 0;
  path = path.substr(0, path.find(".p/"));
  for (std::size_t at = 0; at < path.size(); at += 4) {
    const bool last = path.size() - at == 3;
    const Bytes digits = path.substr(at + (last ? 0 : 1), 3);
    if (index > UINT64_MAX / 2000 || digits.size() != 3 || digits.find_first_not_of("0123456789") != Bytes::npos) return std::nullopt;
    index = index * 1000 + static_cast<std::uint64_t>((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + digits[2] - '0');
    if (last) return index;
  }
  return std::nullopt;
}

}  // namespace

Value ItemStore::parse(Bytes bytes, const Place& place) {
  const std::size_t most = bytes.size() + 1;
  while (current_ < chunks_.size() && chunks_[current_].size - chunks_[current_].used < most) ++current_;
  if (current_ == chunks_.size()) {
    const std::size_t size = std::max(kChunk, most);
    chunks_.push_back({size, 0, std::unique_ptr<Item[]>(new Item[size])});
  }
  Chunk& chunk = chunks_[current_];
  Item* const at = chunk.items.get() + chunk.used;
  chunk.used += read_cbor(bytes, Empties::refused, place, at);
  return {at, bytes.data()};
}

void ItemStore::clear() {
  for (Chunk& chunk : chunks_) chunk.used = 0;
  current_ = 0;
}

void Bundle::read(std::uint64_t index, Block& block) const {
  block.index = index;
  block.first = index * kTileWidth;
  block.entries.clear();
  block.memory.release();
  block.items.clear();
  block.failure = nullptr;
  try {
    decode(block);
  } catch (...) {
    block.failure = std::current_exception();  // told when its turn comes
  }
}

void Bundle::decode(Block& block) const {
  const std::uint64_t width = tile_width(size_, 0, block.index);
  const std::string path = tile_path(block.index, width), header_file = "tile/entries/" + path, part_file = "parts/" + path;
  block.headers = read_file(folder_ / header_file, Place{header_file});
  block.parts = read_file(folder_ / part_file, Place{part_file});
  block.bytes = block.headers.size() + block.parts.size() + 32 * width;
  Cursor headers(block.headers, header_file), parts(block.parts, part_file);
  EntryReader reader(block, headers, parts);
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < width; ++i) {
    block.entries.push_back(reader.read(block.first + i));
    leaves.push_back(block.entries.back().leaf);
  }
  headers.end();
  parts.end();
  const std::vector<Hash> tile = tiles_.read(0, block.index);
  const auto differs = std::mismatch(leaves.begin(), leaves.end(), tile.begin(), tile.end()).first;
  const std::string name = TileFolder::name(0, block.index, width);
  CHECK("tile-leaf", differs == leaves.end(),
        Place{name}, "hash " + std::to_string(differs - leaves.begin()) + " is not the leaf hash of entry " + std::to_string(block.first + static_cast<std::uint64_t>(differs - leaves.begin())));
  if (width == kTileWidth) block.tile_root = root_of(leaves);
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
      if (!at->is_directory(error)) check_file(fs::relative(at->path(), folder_, error).generic_string());
  for (auto at = fs::directory_iterator(folder_, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    const auto name = at->path().filename();
    others += name != "tile" && name != "parts" && name != "checkpoint";
  }
  return others;
}

}  // namespace verify
