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

/// Containers inside containers, at most; a value deeper than this is refused on reading and halts on writing.
inline constexpr std::size_t kMaxCborDepth = 16;

/// The containers a writer or reader stands in, and how far it has come in each. Private to the two classes.
class CborContainers {
 public:
  enum class Fault { none, key_not_uint, keys_not_ascending, too_deep };
  /// One data item with this head comes next; opens it when it is an array (4) or a map (5).
  Fault next_item(std::uint8_t major, std::uint64_t argument);
  [[nodiscard]] bool all_filled() const { return depth_ == 0; }
  [[nodiscard]] std::size_t depth() const { return depth_; }
  void clear() { depth_ = 0; }

 private:
  struct Open {
    std::uint64_t items_left;  ///< a pair of a map is two items
    std::uint64_t next_key;    ///< the smallest key that may come next
    bool is_map;
    bool keys_spent;           ///< the largest possible key has been used
  };
  std::array<Open, kMaxCborDepth> open_{};
  std::size_t depth_ = 0;
};

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
  /// A pre-encoded value. Pre: exactly one value of this subset (asserted).
  void put_encoded(ByteView value);

  [[nodiscard]] const Bytes& bytes() const { return out_; }
  /// Hands the bytes over and starts again. Pre: every array and map has all its items (asserted).
  [[nodiscard]] Bytes take();
  void clear();

 private:
  void head(std::uint8_t major, std::uint64_t argument);
  void write_head(std::uint8_t major, std::uint64_t argument);
  Bytes out_;
  CborContainers containers_;
};

enum class CborKind { uint, nint, bytes, text, array, map, boolean };

/// Pulls values strictly. Every failure is CBOR_MALFORMED with the byte offset as its place ("byte 17"); after one, the
/// reader is of no further use. It knows which map it stands in, so keys out of order are refused as they are read.
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
  /// One whole value, any kind, checked; returns its bytes. Depth at most 16, counted from the outermost container.
  Result<ByteView> get_encoded();
  [[nodiscard]] bool at_end() const { return at_ == in_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  /// Nothing is left over, and no array or map lacks an item.
  Status expect_end() const;
  [[nodiscard]] Refusal malformed(std::string message) const;

 private:
  struct Head {
    std::uint8_t major;
    std::uint64_t argument;
  };
  Result<Head> any_head();
  Result<std::uint64_t> head(std::uint8_t major);
  Result<ByteView> take(std::uint64_t length);
  Status skip_item();
  friend class CborWriter;  // put_encoded reads with the writer's own containers
  ByteView in_;
  std::size_t at_ = 0;
  CborContainers containers_;
};

/// Strictly checks that `bytes` is exactly one well-formed value of this subset.
Status check_cbor(ByteView bytes);

}  // namespace katiwala::record
