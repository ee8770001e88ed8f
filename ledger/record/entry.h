/// The entry of the journal: a public header (the leaf) and its parts. Bytes are for ever: docs/format.md.
///
///   0   4   "KTW1"
///   4   8   seq         u64 big-endian, from 0, no gaps
///   12  32  prev        leaf hash of the entry before; zeros for seq 0
///   44  8   time        i64, microseconds since the Unix epoch, strictly rising
///   52  2   count       u16, 1..2045
///   54  32  part hash   × count
///
///   part hash = SHA-256(0x02 ‖ salt[16] ‖ bytes)
///   leaf hash = SHA-256(0x00 ‖ header)          RFC 6962 §2.1 leaf *and* chain link
#pragma once

#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/time/civil.h"

namespace katiwala::record {

using Salt = std::array<std::uint8_t, 16>;
using Seq = std::uint64_t;

inline constexpr std::size_t kMaxParts = 2045;
inline constexpr std::size_t kHeaderFixedBytes = 54;
/// A part's clear bytes; keeps one entry's memory bounded. Raw documents belong in the vault.
inline constexpr std::size_t kMaxPartBytes = 1 << 20;

struct Header {
  Seq seq = 0;
  Digest prev{};
  Instant time;
  std::vector<Digest> part_hashes;
  bool operator==(const Header&) const = default;
};

/// Pre: 1..kMaxParts parts (asserted).
Bytes encode(const Header& header);
/// RECORD_MALFORMED with the field as place: wrong magic, length not 54 + 32·count, count 0 or > 2045.
Result<Header> decode_header(ByteView bytes);
Digest leaf_hash(ByteView encoded_header);
Digest part_hash(const Salt& salt, ByteView bytes);

/// One part in clear.
struct Part {
  Salt salt{};
  Bytes bytes;
  [[nodiscard]] Digest hash() const { return part_hash(salt, bytes); }
  bool operator==(const Part&) const = default;
};

/// A part as it lies in the store: in clear, or sealed under the data key named by `key`.
/// Sealed bytes are AES-256-GCM over salt ‖ bytes; nonce = first 12 bytes of the part hash; AAD = ledger id ‖ seq (u64 be) ‖
/// part index (u16 be).
struct StoredPart {
  bool sealed = false;
  std::array<std::uint8_t, 16> key{};  ///< zeros when in clear
  Salt salt{};                         ///< zeros when sealed (it is inside)
  Bytes bytes;                         ///< clear bytes, or ciphertext ‖ tag
  bool operator==(const StoredPart&) const = default;
};

/// What the store keeps of one entry. Decoding does not open sealed parts.
struct StoredEntry {
  Bytes header;  ///< encoded
  std::vector<StoredPart> parts;
  bool operator==(const StoredEntry&) const = default;
};

/// Frame of a stored entry inside a block:
///   u32be length of what follows | u16be header length | header | per part: u8 kind (0 clear, 1 sealed)
///   | clear: salt[16] | sealed: key id[16] | u32be length | bytes
void append_frame(Bytes& out, const StoredEntry& entry);
/// Reads one frame at `offset`, moves `offset` past it. RECORD_MALFORMED with "byte N" on any disagreement, including a
/// header whose count is not the number of parts.
Result<StoredEntry> read_frame(ByteView block, std::size_t& offset);

/// Checks that `header` follows `before` (nullptr for seq 0): seq, prev, time. CHAIN_BROKEN names the field.
Status check_follows(const Header& header, const Header* before, const Digest& before_leaf);

}  // namespace katiwala::record
