#include "api/webhooks/address.h"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <string>

namespace katiwala::api::webhooks {
namespace {

struct Block {
  std::array<std::uint8_t, 16> start;
  int bits;
};

constexpr Block v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, int bits) { return {{a, b, c}, bits}; }

constexpr Block kPrivateV4[] = {v4(0, 0, 0, 8),      v4(10, 0, 0, 8),     v4(100, 64, 0, 10),   v4(127, 0, 0, 8),     v4(169, 254, 0, 16), v4(172, 16, 0, 12),
                                v4(192, 0, 0, 24),   v4(192, 0, 2, 24),   v4(192, 88, 99, 24),  v4(192, 168, 0, 16),  v4(198, 18, 0, 15),  v4(198, 51, 100, 24),
                                v4(203, 0, 113, 24), v4(224, 0, 0, 4),    v4(240, 0, 0, 4)};

constexpr Block kGlobalV6 = {{0x20}, 3};
/// Teredo, ORCHID and benchmarks (2001::/23), documents, 6to4, documents again: what is inside them may be an address of any kind.
constexpr Block kPrivateV6[] = {{{0x20, 0x01}, 23}, {{0x20, 0x01, 0x0d, 0xb8}, 32}, {{0x20, 0x02}, 16}, {{0x3f, 0xff}, 20}};

bool is_in(const std::uint8_t* address, const Block& block) {
  for (int bit = 0; bit < block.bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const auto mask = static_cast<std::uint8_t>(0x80U >> static_cast<unsigned>(bit % 8));
    if (((address[at] ^ block.start[at]) & mask) != 0) return false;
  }
  return true;
}

template <std::size_t N>
bool is_in_any(const std::uint8_t* address, const Block (&blocks)[N]) {
  for (const Block& block : blocks)
    if (is_in(address, block)) return true;
  return false;
}

bool is_global(const std::uint8_t* address) {
#ifdef KATIWALA_SABOTAGE_any_v6_is_global
  static_cast<void>(kGlobalV6), static_cast<void>(address);
  return true;  // BROKEN on purpose: ::1 and what is mapped into IPv6 are asked as well.
#else
  return is_in(address, kGlobalV6);
#endif
}

}  // namespace

bool is_public_address(std::string_view numeric) {
  const std::string text(numeric);
  if (text.find('\0') != std::string::npos) return false;  // the system would read what stands before it
  std::array<std::uint8_t, 16> raw{};
  if (::inet_pton(AF_INET, text.c_str(), raw.data()) == 1) return !is_in_any(raw.data(), kPrivateV4);
  if (::inet_pton(AF_INET6, text.c_str(), raw.data()) == 1) return is_global(raw.data()) && !is_in_any(raw.data(), kPrivateV6);
  return false;
}

}  // namespace katiwala::api::webhooks
