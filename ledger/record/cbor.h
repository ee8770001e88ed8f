/// Deterministic CBOR, the subset this record uses (RFC 8949 §4.2.1): integers, byte strings, text strings,
/// arrays, maps with ascending unsigned integer keys, true, false. No floats, no tags, no null, no indefinite lengths.
///
/// One value has one encoding, and every other spelling is refused: longer-than-needed heads, keys out of order or twice,
/// invalid UTF-8, trailing bytes.
#pragma once

#include <cstdint>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::record {

/// Appends values. Counts are declared up front, so nothing is ever patched; the caller (the codec) keeps map keys
/// ascending, which debug and release builds both assert.
class CborWriter {
 public:
  void put_uint(std::uint64_t value);
  void put_int(std::int64_t value);  ///< major type 0 or 1
  void put_bytes(ByteView bytes);
  void put_text(std::string_view text);  ///< pre: valid UTF-8 (asserted)
  void put_bool(bool value);
  void begin_array(std::size_t count);
  void begin_map(std::size_t pairs);
  /// A pre-encoded value.
  void put_encoded(ByteView value);

  [[nodiscard]] const Bytes& bytes() const { return out_; }
  [[nodiscard]] Bytes take() { return std::move(out_); }
  void clear() { out_.clear(); }

 private:
  void head(std::uint8_t major, std::uint64_t argument);
  Bytes out_;
};

enum class CborKind { uint, nint, bytes, text, array, map, boolean };

/// Pulls values strictly. Every failure is CBOR_MALFORMED with the byte offset as its place ("byte 17").
class CborReader {
 public:
  explicit CborReader(ByteView input) : in_(input) {}

  Result<CborKind> peek() const;
  Result<std::uint64_t> get_uint();
  Result<std::int64_t> get_int();
  Result<ByteView> get_bytes();       ///< borrows from the input
  Result<std::string_view> get_text();///< borrows; UTF-8 checked
  Result<bool> get_bool();
  Result<std::size_t> get_array();    ///< element count, bounded by the bytes left
  Result<std::size_t> get_map();      ///< pair count, bounded by the bytes left
  /// One whole value, any kind, checked; returns its bytes. Depth at most 16.
  Result<ByteView> get_encoded();
  [[nodiscard]] bool at_end() const { return at_ == in_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  Status expect_end() const;
  [[nodiscard]] Refusal malformed(std::string message) const;

 private:
  Result<std::uint64_t> head(std::uint8_t major);
  ByteView in_;
  std::size_t at_ = 0;
};

/// Strictly checks that `bytes` is exactly one well-formed value of this subset.
Status check_cbor(ByteView bytes);

}  // namespace katiwala::record
