#include "ledger/record/entry.h"

#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"

namespace katiwala::record {
namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'K', 'T', 'W', '1'};
constexpr std::uint8_t kLeafPrefix = 0x00;
constexpr std::uint8_t kPartPrefix = 0x02;
constexpr std::size_t kSeqAt = 4, kPrevAt = 12, kTimeAt = 44, kCountAt = 52;

Refusal malformed(std::string message, std::string place) {
  return refuse(Code::RECORD_MALFORMED, std::move(message), std::move(place));
}

template <std::size_t N>
std::array<std::uint8_t, N> array_at(ByteView bytes, std::size_t at) {
  std::array<std::uint8_t, N> out;
  std::memcpy(out.data(), bytes.data() + at, N);
  return out;
}

}  // namespace

Bytes encode(const Header& header) {
  const std::size_t count = header.part_hashes.size();
  KATIWALA_ASSERT(count >= 1 && count <= kMaxParts, "an entry has 1 to 2045 parts");
  Bytes out(kHeaderFixedBytes + 32 * count);
  std::ranges::copy(kMagic, out.begin());
  store_be(out.data() + kSeqAt, header.seq);
  std::ranges::copy(header.prev, out.begin() + kPrevAt);
  store_be(out.data() + kTimeAt, static_cast<std::uint64_t>(header.time.micros));
  store_be(out.data() + kCountAt, static_cast<std::uint16_t>(count));
  std::uint8_t* to = out.data() + kHeaderFixedBytes;
  for (const Digest& hash : header.part_hashes) {
    std::ranges::copy(hash, to);
    to += hash.size();
  }
  return out;
}

Result<Header> decode_header(ByteView bytes) {
  if (bytes.size() < kHeaderFixedBytes) return malformed("The header is shorter than its fixed part.", "length");
  if (!std::ranges::equal(bytes.first(kMagic.size()), kMagic)) return malformed("The header does not start with KTW1.", "magic");
  const std::size_t count = load_be<std::uint16_t>(bytes.data() + kCountAt);
  if (count < 1 || count > kMaxParts) return malformed("An entry has 1 to 2045 parts.", "count");
  if (bytes.size() != kHeaderFixedBytes + 32 * count) return malformed("The header's length is not 54 + 32 a part.", "length");
  Header header;
  header.seq = load_be<std::uint64_t>(bytes.data() + kSeqAt);
  header.prev = array_at<32>(bytes, kPrevAt);
  header.time.micros = static_cast<std::int64_t>(load_be<std::uint64_t>(bytes.data() + kTimeAt));
  header.part_hashes.resize(count);
  for (std::size_t i = 0; i < count; ++i) header.part_hashes[i] = array_at<32>(bytes, kHeaderFixedBytes + 32 * i);
  return header;
}

Digest leaf_hash(ByteView encoded_header) { return crypto::sha256({ByteView(&kLeafPrefix, 1), encoded_header}); }

Digest part_hash(const Salt& salt, ByteView bytes) { return crypto::sha256({ByteView(&kPartPrefix, 1), salt, bytes}); }

Status check_follows(const Header& header, const Header* before, const Digest& before_leaf) {
  const auto broken = [](std::string message, std::string place) {
    return refuse(Code::CHAIN_BROKEN, std::move(message), std::move(place));
  };
  if (before == nullptr) {
    if (header.seq != 0) return broken("The first entry is not number 0.", "seq");
    if (header.prev != Digest{}) return broken("The first entry names an entry before it.", "prev");
    return good();
  }
  if (header.seq == 0 || header.seq - 1 != before->seq) return broken("The entry's number is not one more than the one before.", "seq");
  if (header.prev != before_leaf) return broken("The entry names another entry as the one before it.", "prev");
  if (header.time <= before->time) return broken("The entry's time is not after that of the one before.", "time");
  return good();
}

}  // namespace katiwala::record
