/// Deterministic CBOR (RFC 8949 section 4.2.1) of the record's subset: integers of 64 bits, byte strings, text, arrays, maps
/// with ascending unsigned keys, true.
///
/// A Value is a place in bytes that shape.h has read once from end to end and found good; nothing is copied, and no bound is
/// looked at a second time.
#pragma once

#include "audit/verify/bytes.h"

namespace verify {

enum class Kind : std::uint8_t { uint = 0, nint = 1, bytes = 2, text = 3, array = 4, map = 5, boolean = 7 };

class Value {
 public:
  Value() = default;  // "not there": it answers as empty
  explicit Value(const char* at) : at_(at) {}

  explicit operator bool() const { return at_ != nullptr; }
  Kind kind() const { return static_cast<Kind>(static_cast<unsigned char>(*at_) >> 5); }
  std::uint64_t number() const { return head().value; }
  /// Pre: an integer within the range of int64.
  std::int64_t integer() const {
    const auto value = static_cast<std::int64_t>(number());
    return kind() == Kind::nint ? -1 - value : value;
  }
  /// What a byte or text string says.
  Bytes bytes() const { return at_ ? Bytes(head().after, head().value) : Bytes(); }
  template <class Array>
  Array as() const { return fixed<Array>(bytes()); }
  /// The item as it was encoded.
  Bytes raw() const { return at_ ? Bytes(at_, static_cast<std::size_t>(next().at_ - at_)) : Bytes(); }

  std::size_t size() const { return at_ ? number() : 0; }
  Value first() const { return Value(head().after); }
  Value next() const {
    const Head mine = head();
    if (kind() <= Kind::nint) return Value(mine.after);
    return kind() <= Kind::text ? Value(mine.after + mine.value) : behind();
  }
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
  struct Head {
    std::uint64_t value;  // the number (for nint: -1-number), a length, how many elements or pairs
    const char* after;
  };
  [[gnu::always_inline]] Head head() const {
    const unsigned low = *at_ & 31;
    if (low < 24) return {low, at_ + 1};
    const std::size_t length = std::size_t{1} << (low & 3);
    return {big_endian(Bytes(at_ + 1, length)), at_ + 1 + length};
  }

  Value behind() const;  // next() of what holds others

  const char* at_ = nullptr;
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

/// Writing, for what is signed: the head of an item, and strings.
std::string cbor_head(Kind kind, std::uint64_t value);
std::string cbor_bytes(Bytes bytes);
std::string cbor_text(Bytes text);
std::string cbor_int(std::int64_t value);

}  // namespace verify
