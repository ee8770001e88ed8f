#include "ledger/base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace katiwala {
namespace {

struct Shape {
  std::size_t length;      ///< 0: no character starts with this byte
  std::uint8_t low, high;  ///< bounds of the second byte; the rest are 80..BF
};

Shape shape_of(std::uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xc2) return {0, 0, 0};  // continuation bytes, and overlong forms of ASCII
  if (lead < 0xe0) return {2, 0x80, 0xbf};
  if (lead == 0xe0) return {3, 0xa0, 0xbf};
  if (lead == 0xed) return {3, 0x80, 0x9f};  // surrogates end here
  if (lead < 0xf0) return {3, 0x80, 0xbf};
  if (lead == 0xf0) return {4, 0x90, 0xbf};
  if (lead < 0xf4) return {4, 0x80, 0xbf};
  if (lead == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

/// From `at` on past whole words of ASCII, which nearly every text is made of.
std::size_t past_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  for (; text.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  for (std::size_t at = past_ascii(text, 0); at < text.size();) {
    const Shape shape = shape_of(byte(at));
    if (shape.length == 0 || text.size() - at < shape.length) return false;
    if (shape.length > 1 && (byte(at + 1) < shape.low || byte(at + 1) > shape.high)) return false;
    for (std::size_t i = 2; i < shape.length; ++i) {
      if ((byte(at + i) & 0xc0) != 0x80) return false;
    }
    at = past_ascii(text, at + shape.length);
  }
  return true;
}

}  // namespace katiwala
