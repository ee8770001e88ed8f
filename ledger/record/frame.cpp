// Frames: how stored entries lie back to back in a block (entry.h).
#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/crypto/seal.h"
#include "ledger/record/entry.h"

namespace katiwala::record {
namespace {

constexpr std::uint8_t kClear = 0, kSealed = 1;
constexpr std::size_t kPartHeadBytes = 1 + 16 + 4;
/// A sealed part holds its salt inside, and the tag after it.
constexpr std::size_t kSealedExtraBytes = sizeof(Salt) + crypto::kTagBytes;

bool length_allowed(bool sealed, std::size_t length) {
  if (!sealed) return length <= kMaxPartBytes;
  return length >= kSealedExtraBytes && length <= kMaxPartBytes + kSealedExtraBytes;
}

bool is_zero(const std::array<std::uint8_t, 16>& bytes) { return bytes == std::array<std::uint8_t, 16>{}; }

/// Hands out pieces of one frame and says at which byte of the block it stands.
class FrameReader {
 public:
  FrameReader(ByteView block, std::size_t offset) : block_(block), end_(block.size()), at_(offset) {}

  [[nodiscard]] Refusal malformed(std::string message) const {
    return refuse(Code::RECORD_MALFORMED, std::move(message), "byte " + std::to_string(at_));
  }
  [[nodiscard]] std::size_t left() const { return end_ - at_; }
  [[nodiscard]] std::size_t offset() const { return at_; }
  void end_after(std::size_t length) { end_ = at_ + length; }

  Result<ByteView> take(std::size_t length) {
    if (left() < length) return malformed("The frame ends too early.");
    at_ += length;
    return block_.subspan(at_ - length, length);
  }
  template <class T>
  Result<std::size_t> take_length() {
    KATIWALA_TRY(const ByteView bytes, take(sizeof(T)));
    return std::size_t{load_be<T>(bytes.data())};
  }

 private:
  ByteView block_;
  std::size_t end_;
  std::size_t at_;
};

Result<StoredPart> read_part(FrameReader& reader) {
  if (reader.left() < kPartHeadBytes) return reader.malformed("A part is cut off.");
  StoredPart part;
  KATIWALA_TRY(const std::size_t kind, reader.take_length<std::uint8_t>());
  if (kind != kClear && kind != kSealed) return reader.malformed("A part is neither clear nor sealed.");
  part.sealed = kind == kSealed;
  KATIWALA_TRY(const ByteView name, reader.take(16));
  std::ranges::copy(name, part.sealed ? part.key.begin() : part.salt.begin());
  KATIWALA_TRY(const std::size_t length, reader.take_length<std::uint32_t>());
  if (!length_allowed(part.sealed, length)) return reader.malformed("A part has a length no part can have.");
  KATIWALA_TRY(const ByteView bytes, reader.take(length));
  part.bytes.assign(bytes.begin(), bytes.end());
  return part;
}

/// The header's own number of parts, without building the header. Pre: it decodes.
std::size_t part_count(ByteView header) { return (header.size() - kHeaderFixedBytes) / 32; }

}  // namespace

void append_frame(Bytes& out, const StoredEntry& entry) {
  KATIWALA_ASSERT(decode_header(entry.header).ok(), "a frame's header decodes");
  KATIWALA_ASSERT(part_count(entry.header) == entry.parts.size(), "a frame has the parts its header counts");
  std::size_t length = 2 + entry.header.size();
  for (const StoredPart& part : entry.parts) {
    KATIWALA_ASSERT(length_allowed(part.sealed, part.bytes.size()), "a part's length is allowed");
    KATIWALA_ASSERT(is_zero(part.sealed ? part.salt : part.key), "a clear part names no key, a sealed one shows no salt");
    length += kPartHeadBytes + part.bytes.size();
  }
  KATIWALA_ASSERT(length <= UINT32_MAX, "a frame's length fits its field");
  append_be(out, static_cast<std::uint32_t>(length));
  append_be(out, static_cast<std::uint16_t>(entry.header.size()));
  out.insert(out.end(), entry.header.begin(), entry.header.end());
  for (const StoredPart& part : entry.parts) {
    out.push_back(part.sealed ? kSealed : kClear);
    const auto& name = part.sealed ? part.key : part.salt;
    out.insert(out.end(), name.begin(), name.end());
    append_be(out, static_cast<std::uint32_t>(part.bytes.size()));
    out.insert(out.end(), part.bytes.begin(), part.bytes.end());
  }
}

Result<StoredEntry> read_frame(ByteView block, std::size_t& offset) {
  KATIWALA_ASSERT(offset <= block.size(), "a frame starts inside its block");
  FrameReader reader(block, offset);
  KATIWALA_TRY(const std::size_t length, reader.take_length<std::uint32_t>());
  if (length > reader.left()) return reader.malformed("The frame is longer than its block.");
  reader.end_after(length);
  KATIWALA_TRY(const std::size_t header_length, reader.take_length<std::uint16_t>());
  const FrameReader at_header = reader;
  KATIWALA_TRY(const ByteView header, reader.take(header_length));
  const auto decoded = decode_header(header);
  if (!decoded.ok()) return at_header.malformed(decoded.refusal().message);
  StoredEntry entry;
  entry.header.assign(header.begin(), header.end());
  entry.parts.reserve(part_count(header));
  for (std::size_t i = 0; i < part_count(header); ++i) {
    KATIWALA_TRY(StoredPart part, read_part(reader));
    entry.parts.push_back(std::move(part));
  }
  if (reader.left() != 0) return reader.malformed("The frame has more than the parts its header counts.");
  offset = reader.offset();
  return entry;
}

}  // namespace katiwala::record
