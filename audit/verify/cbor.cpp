#include "audit/verify/cbor.h"

namespace verify {

Value Value::behind() const {
  Value at = *this;
  for (std::uint64_t open = 1; open > 0; --open) {
    const Kind kind = at.kind();
    const Head head = at.head();
    at.at_ = head.after;
    if (kind == Kind::bytes || kind == Kind::text) at.at_ += head.value;
    if (kind == Kind::array) open += head.value;
    if (kind == Kind::map) open += 2 * head.value;
  }
  return at;
}

Value Value::find(std::uint64_t key) const {
  if (!at_ || kind() != Kind::map) return {};
  Value at = first();
  for (std::size_t left = size(); left > 0; --left) {
    const Value held = at.next();
    if (at.number() == key) return held;
    at = held.next();
  }
  return {};
}

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
