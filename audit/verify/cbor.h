/// Deterministic CBOR (RFC 8949 section 4.2.1) of the record's subset, read into a flat list of items.
///
/// Integers of 64 bits, byte strings, text, arrays, maps with ascending unsigned keys, true. A container comes before
/// what it holds; `span` is how many items it takes with all of it, so the next sibling is `span` further on.
#pragma once

#include <memory>
#include <vector>

#include "audit/verify/bytes.h"
#include "audit/verify/refusal.h"

namespace verify {

enum class Kind : std::uint8_t { uint = 0, nint = 1, bytes = 2, text = 3, array = 4, map = 5, boolean = 7 };

struct Item {
  std::uint64_t value;  // the number (for nint: -1-number), a length, how many elements or pairs
  std::uint32_t begin;  // its first byte; it ends where the item `span` further on begins, and one stands behind the last
  std::uint32_t span : 29;
  Kind kind : 3;
};
constexpr std::size_t kLongestCbor = (std::size_t{1} << 29) - 2;

/// One item in its place; cheap to copy. A default one is "not there" and answers as empty.
class Value {
 public:
  Value() = default;
  Value(const Item* item, const char* base) : item_(item), base_(base) {}

  explicit operator bool() const { return item_ != nullptr; }
  Kind kind() const { return item_->kind; }
  std::uint64_t number() const { return item_->value; }
  /// Pre: an integer within the range of int64.
  std::int64_t integer() const {
    const auto value = static_cast<std::int64_t>(item_->value);
    return item_->kind == Kind::nint ? -1 - value : value;
  }
  /// What a byte or text string says.
  Bytes bytes() const { return item_ ? Bytes(base_ + item_[1].begin - item_->value, item_->value) : Bytes(); }
  template <class Array>
  Array as() const { return fixed<Array>(bytes()); }
  /// The item as it was encoded.
  Bytes raw() const { return item_ ? Bytes(base_ + item_->begin, item_[item_->span].begin - item_->begin) : Bytes(); }

  std::size_t size() const { return item_ ? item_->value : 0; }
  Value first() const { return {item_ + 1, base_}; }
  Value next() const { return {item_ + item_->span, base_}; }
  /// Element `at` of an array.
  Value operator[](std::size_t at) const {
    Value out = first();
    while (at-- > 0) out = out.next();
    return out;
  }
  /// What a map holds under `key`, or nothing.
  Value find(std::uint64_t key) const;

  /// Over the elements of an array; none of what is not there.
  class Iterator;
  Iterator begin() const;
  Iterator end() const;

 private:
  const Item* item_ = nullptr;
  const char* base_ = nullptr;
};

class Value::Iterator {
 public:
  Iterator(Value at, std::size_t left) : at_(at), left_(left) {}
  Value operator*() const { return at_; }
  Iterator& operator++() {
    if (--left_ > 0) at_ = at_.next();
    return *this;
  }
  bool operator!=(const Iterator& other) const { return left_ != other.left_; }

 private:
  Value at_;
  std::size_t left_;
};
inline Value::Iterator Value::begin() const { return {size() > 0 ? first() : Value(), size()}; }
inline Value::Iterator Value::end() const { return {Value(), 0}; }

/// `empties`: arrays may be empty (a statement's paths); nowhere in an entry is one written.
enum class Empties { refused, allowed };

/// Reads `bytes`, which must be exactly one value, and puts its items at `out`. An item has at least one byte, so there are
/// at most bytes.size(); one more marks the end. Pre: room for bytes.size() + 1. Returns how many it wrote.
std::size_t read_cbor(Bytes bytes, Empties empties, const Place& place, Item* out);

/// The same with room of its own.
class Document {
 public:
  Document(Bytes bytes, Empties empties, const Place& place) : bytes_(bytes), items_(new Item[bytes.size() + 1]) { read_cbor(bytes, empties, place, items_.get()); }
  Value value() const { return {items_.get(), bytes_.data()}; }

 private:
  Bytes bytes_;
  std::unique_ptr<Item[]> items_;
};

/// Writing, for what is signed: the head of an item, and strings.
std::string cbor_head(Kind kind, std::uint64_t value);
std::string cbor_bytes(Bytes bytes);
std::string cbor_text(Bytes text);
std::string cbor_int(std::int64_t value);

}  // namespace verify
