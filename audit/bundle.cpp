#include "audit/bundle.h"

#include "audit/log/tiles.h"
#include "ledger/base/endian.h"

namespace katiwala::audit {
namespace {


Refusal malformed(const std::string& path, const std::string& what) { return refuse(Code::RECORD_MALFORMED, "A file of the bundle " + what + ".", path); }

TilePath entries_path(std::uint64_t index, unsigned width) {
  TilePath path;
  path.kind = TilePath::Kind::entries;
  path.id.index = index;
  path.width = width;
  return path;
}

Result<Bytes> file(const FileSource& files, const std::string& path) {
  KATIWALA_TRY(auto bytes, files(path));
  if (!bytes) return malformed(path, "is missing");
  return std::move(*bytes);
}

/// Takes what is wanted from the front, or nothing where there is less.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : left_(bytes) {}
  std::optional<ByteView> take(std::size_t count) {
    if (left_.size() < count) return std::nullopt;
    const ByteView out = left_.first(count);
    left_ = left_.subspan(count);
    return out;
  }
  template <class Number>
  std::optional<Number> number() {
    const auto bytes = take(sizeof(Number));
    if (!bytes) return std::nullopt;
    return load_be<Number>(bytes->data());
  }
  [[nodiscard]] bool done() const { return left_.empty(); }

 private:
  ByteView left_;
};

/// The outer optional: the file is cut short or has a mark of its own.
std::optional<std::optional<record::Part>> read_part(Cursor& cursor) {
  const auto mark = cursor.number<std::uint8_t>();
  if (mark == kWithheld) return std::optional<record::Part>{};
  if (mark != kInClear) return std::nullopt;
  record::Part part;
  const auto salt = cursor.take(part.salt.size());
  const auto length = cursor.number<std::uint32_t>();
  if (!salt || !length || *length > record::kMaxPartBytes) return std::nullopt;
  const auto bytes = cursor.take(*length);
  if (!bytes) return std::nullopt;
  std::copy(salt->begin(), salt->end(), part.salt.begin());
  part.bytes.assign(bytes->begin(), bytes->end());
  return std::optional<record::Part>{std::move(part)};
}

Status read_parts(Cursor& cursor, BundleEntry& entry, const std::string& path) {
  const auto& hashes = entry.header.part_hashes;
  const auto count = cursor.number<std::uint16_t>();
  if (!count || *count != hashes.size()) return malformed(path, "does not hold as many parts as entry " + std::to_string(entry.header.seq) + " has");
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    auto part = read_part(cursor);
    if (!part) return malformed(path, "is cut short");
    if (*part && (*part)->hash() != hashes[i]) {
      return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)),
                    "entry " + std::to_string(entry.header.seq) + " part " + std::to_string(i));
    }
    entry.parts.push_back(std::move(*part));
  }
  return good();
}

}  // namespace

std::string parts_path(std::uint64_t index, unsigned width) {
  constexpr std::string_view kEntries = "tile/entries/";
  return "parts/" + print_tile_path(entries_path(index, width)).substr(kEntries.size());
}

Result<BundleReader> BundleReader::open(FileSource files, const TrustPolicy& policy) {
  KATIWALA_TRY(const Bytes bytes, file(files, "checkpoint"));
  KATIWALA_TRY(const Note note, parse_note(text_of(bytes)));
  KATIWALA_TRY(PolicyJudgement judgement, judge(policy, note));
  BundleReader out(std::move(files), std::move(judgement.checkpoint));
  KATIWALA_CHECK(out.check_headers());
  return out;
}

Result<std::vector<Bytes>> BundleReader::headers(std::uint64_t index) const {
  const unsigned width = tile_width(head_.size, {0, index});
  const std::string path = print_tile_path(entries_path(index, width));
  KATIWALA_TRY(const Bytes bytes, file(files_, path));
  auto parsed = parse_bundle(bytes, width);
  if (!parsed.ok()) return malformed(path, "does not hold the headers it should");
  return parsed;
}

Status BundleReader::check_headers() const {
  tree::Frontier frontier;
  std::vector<tree::FullTile> completed;
  std::optional<record::Header> before;
  Digest leaf{};
  for (std::uint64_t index = 0; frontier.size() < head_.size; ++index) {
    KATIWALA_TRY(const auto bundle, headers(index));
    for (const Bytes& encoded : bundle) {
      const std::string place = "entry " + std::to_string(frontier.size());
      KATIWALA_TRY(record::Header header, record::decode_header(encoded));
      const auto follows = record::check_follows(header, before ? &*before : nullptr, leaf);
      if (!follows.ok()) return refuse(Code::CHAIN_BROKEN, std::string(sentence_of(Code::CHAIN_BROKEN)), place + " " + follows.refusal().place);
      leaf = record::leaf_hash(encoded);
      before = std::move(header);
      frontier.append(leaf, completed);
      completed.clear();
    }
  }
  if (frontier.root() != head_.root) return refuse(Code::PROOF_INVALID, "The bundle's headers are not those of the tree whose head it carries.", "checkpoint");
  return good();
}

Status BundleReader::visit(record::Seq first, const std::function<Status(const BundleEntry&)>& take) const {
  for (std::uint64_t index = first / tree::kTileWidth; index * tree::kTileWidth < head_.size; ++index) {
    KATIWALA_TRY(const auto bundle, headers(index));
    const std::string path = parts_path(index, static_cast<unsigned>(bundle.size()));
    KATIWALA_TRY(const Bytes parts, file(files_, path));
    Cursor cursor(parts);
    for (const Bytes& encoded : bundle) {
      BundleEntry entry;
      entry.encoded_header = encoded;
      KATIWALA_TRY(entry.header, record::decode_header(encoded));
      KATIWALA_CHECK(read_parts(cursor, entry, path));
      if (entry.header.seq >= first) KATIWALA_CHECK(take(entry));
    }
    if (!cursor.done()) return malformed(path, "goes on behind its last entry");
  }
  return good();
}

}  // namespace katiwala::audit
