#include "audit/verify/cbor.h"

namespace verify {
namespace {

constexpr int kDeepest = 16;

class Reader {
 public:
  Reader(Bytes bytes, Empties empties, const Place& place, Item* out)
      : start_(bytes.data()), at_(start_), end_(start_ + bytes.size()), empties_(empties), place_(place), first_(out), out_(out) {}

  std::size_t whole() {
    item(0);
    CHECK("cbor-trailing", at_ == end_, place_, where() + "bytes after the end");
    out_++->begin = offset(at_);
    return static_cast<std::size_t>(out_ - first_);
  }

 private:
  std::string where() const { return "byte " + std::to_string(at_ - start_) + ": "; }
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - start_); }

  /// The number in an item's head that does not fit into its first byte; in the shortest form that holds it.
  std::uint64_t long_head(unsigned low) {
    CHECK("cbor-indefinite", low < 28, place_, where() + "an indefinite length or a reserved head");
    const int length = 1 << (low & 3);
    CHECK("cbor-short-head", end_ - at_ >= length, place_, where() + "ends within a head");
    const std::uint64_t value = big_endian(Bytes(at_, static_cast<std::size_t>(length)));
    const std::uint64_t least = length == 1 ? 24 : std::uint64_t{1} << (4 * length);
    CHECK("cbor-head", value >= least, place_, where() + "a longer head than needed");
    at_ += length;
    return value;
  }

  void item(int depth) {
    CHECK("cbor-short", at_ < end_, place_, where() + "ends where an item was due");
    Item& mine = *out_++;
    mine.begin = offset(at_);
    const unsigned head = static_cast<unsigned char>(*at_++);
    const auto kind = static_cast<Kind>(head >> 5);
    const std::uint64_t value = (head & 31) < 24 ? head & 31 : long_head(head & 31);
    mine.value = value;
    mine.kind = kind;
    mine.span = 1;
    if (kind == Kind::uint) return;
    if (kind == Kind::bytes || kind == Kind::text) return string(kind, value);
    if (kind == Kind::nint) {
      CHECK("cbor-range", value <= INT64_MAX, place_, where() + "an integer below -2^63");
      return;
    }
    if (kind == Kind::array || kind == Kind::map) {
      container(kind, value, depth);
      mine.span = static_cast<std::uint32_t>(out_ - &mine) & 0x1fffffff;
      return;
    }
    CHECK("cbor-kind", head == 0xf5 || head == 0xf4, place_, where() + "a tag, float, null or simple value");
    // The only flags are members that are absent when they are false.
    CHECK("cbor-false", head == 0xf5, place_, where() + "a member written though it is false");
  }

  void string(Kind kind, std::uint64_t length) {
    CHECK("cbor-short-string", static_cast<std::uint64_t>(end_ - at_) >= length, place_, where() + "ends within a string");
    // Every byte string that is always there has a fixed length: an empty one is an optional member written though empty.
    CHECK("cbor-empty", kind == Kind::text || length > 0, place_, where() + "a member written though it is empty");
    const Bytes text(at_, length);
    CHECK("cbor-utf8", kind == Kind::bytes || is_utf8(text), place_, where() + "text that is not UTF-8");
    at_ += length;
  }

  void container(Kind kind, std::uint64_t length, int depth) {
    CHECK("cbor-depth", depth < kDeepest, place_, where() + "containers nested too deep");
    CHECK("cbor-short-container", static_cast<std::uint64_t>(end_ - at_) >= length, place_, where() + "ends within a container");
    CHECK("cbor-empty-array", kind == Kind::map || length > 0 || empties_ == Empties::allowed,
          place_, where() + "a member written though it is empty");
    std::uint64_t last_key = 0;
    for (std::uint64_t i = 0; i < length; ++i) {
      if (kind == Kind::map) {
        const Item& key = *out_;
        item(depth + 1);
        CHECK("cbor-key", key.kind == Kind::uint, place_, where() + "a map's key that is not an unsigned integer");
        CHECK("cbor-order", i == 0 || key.value > last_key, place_, where() + "a map's keys out of order or twice");
        last_key = key.value;
      }
      item(depth + 1);
    }
  }

  const char *start_, *at_, *end_;
  Empties empties_;
  const Place& place_;
  Item *first_, *out_;
};

}  // namespace

Value Value::find(std::uint64_t key) const {
  if (!item_ || item_->kind != Kind::map) return {};
  Value at = first();
  for (std::uint64_t i = 0; i < item_->value; ++i) {
    const Value value = at.next();
    if (at.number() == key) return value;
    at = value.next();
  }
  return {};
}

std::size_t read_cbor(Bytes bytes, Empties empties, const Place& place, Item* out) { return Reader(bytes, empties, place, out).whole(); }

std::string cbor_head(Kind kind, std::uint64_t value) {
  const auto major = static_cast<unsigned>(kind) << 5;
  const int length = value < 24 ? 0 : value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffffffff ? 4 : 8;
  const unsigned low = length == 0 ? static_cast<unsigned>(value) : length == 1 ? 24 : length == 2 ? 25 : length == 4 ? 26 : 27;
  return std::string(1, static_cast<char>(major | low)) + big_endian(value, length);
}

std::string cbor_bytes(Bytes bytes) { return cbor_head(Kind::bytes, bytes.size()).append(bytes); }
std::string cbor_text(Bytes text) { return cbor_head(Kind::text, text.size()).append(text); }
std::string cbor_int(std::int64_t value) {
  return value < 0 ? cbor_head(Kind::nint, static_cast<std::uint64_t>(-1 - value)) : cbor_head(Kind::uint, static_cast<std::uint64_t>(value));
}

}  // namespace verify
