#include "api/transport/utf8.h"

#include <cstdint>

namespace katiwala::api::transport {
namespace {

struct Lead {
  std::size_t length;  // 0: not a lead byte
  unsigned low;        // bounds of the second byte; the others are 80..BF
  unsigned high;
};

// Table 3-7: the second byte's bounds are what keeps overlong forms and surrogates out.
Lead lead_of(unsigned byte) {
  if (byte >= 0xc2 && byte <= 0xdf) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte >= 0xe1 && byte <= 0xef) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte >= 0xf1 && byte <= 0xf3) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

}  // namespace

std::size_t utf8_prefix(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  std::size_t i = 0;
  while (i < text.size()) {
    if (at(i) < 0x80) {
      ++i;
      continue;
    }
    const Lead lead = lead_of(at(i));
    if (lead.length == 0 || text.size() - i < lead.length) return i;
    if (at(i + 1) < lead.low || at(i + 1) > lead.high) return i;
    for (std::size_t j = 2; j < lead.length; ++j)
      if ((at(i + j) & 0xc0) != 0x80) return i;
    i += lead.length;
  }
  return i;
}

}  // namespace katiwala::api::transport
