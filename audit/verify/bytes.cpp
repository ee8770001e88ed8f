// OpenSSL calls these functions deprecated and offers EVP for them; for messages of some hundred bytes EVP's set-up costs half
// as much again as the hashing, and a whole ledger is made of such messages.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "audit/verify/bytes.h"

#include <openssl/sha.h>

namespace verify {

std::string big_endian(std::uint64_t value, int length) {
  std::string out(static_cast<std::size_t>(length), '\0');
  for (auto at = out.rbegin(); at != out.rend(); ++at, value >>= 8) *at = static_cast<char>(value & 0xff);
  return out;
}

std::string hex(Bytes bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}

std::optional<std::string> unhex(Bytes text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  int high = -1;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return std::nullopt;
    if (high < 0) { high = digit; continue; }
    out += static_cast<char>(high << 4 | digit);
    high = -1;
  }
  return out;
}

namespace {
constexpr Bytes kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string base64(Bytes bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const Bytes group = bytes.substr(at, 3);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i) out += i <= group.size() ? kAlphabet[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> unbase64(Bytes text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < text.size() && text[at] != '='; ++at) {
    const auto digit = kAlphabet.find(text[at]);
    if (digit == Bytes::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if (at % 4 != 0) out += static_cast<char>(bits >> (6 - 2 * (at % 4)) & 0xff);
  }
  // One value, one spelling: this also refuses misplaced padding and stray bits under it.
  if (base64(out) != text) return std::nullopt;
  return out;
}

std::optional<std::uint64_t> decimal(Bytes text) {
  if (text.empty() || text.size() > 19 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (out > INT64_MAX) return std::nullopt;
  return out;
}

bool is_utf8(Bytes text) {
  const auto byte = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  std::size_t at = 0;
  while (at < text.size() && byte(at) < 0x80) ++at;  // most text is ASCII
  while (at < text.size()) {
    const unsigned first = byte(at++);
    if (first < 0x80) continue;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    std::uint32_t point = first & (0x3fu >> more);
    for (int i = 0; i < more; ++i, ++at) {
      if ((byte(at) & 0xc0) != 0x80) return false;
      point = point << 6 | (byte(at) & 0x3f);
    }
    const std::uint32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (first < 0xc2 || first > 0xf4 || point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return false;
  }
  return true;
}

Hash sha256(std::initializer_list<Bytes> pieces) {
  SHA256_CTX state;
  SHA256_Init(&state);
  for (const Bytes piece : pieces) SHA256_Update(&state, piece.data(), piece.size());
  Hash out;
  SHA256_Final(out.data(), &state);
  return out;
}

}  // namespace verify
