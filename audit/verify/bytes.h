/// Byte strings, their spellings, and SHA-256.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace verify {

using Bytes = std::string_view;
using Hash = std::array<unsigned char, 32>;
using Id = std::array<unsigned char, 16>;

template <std::size_t n>
Bytes view(const std::array<unsigned char, n>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), n};
}

/// Pre: bytes has the length of `Array`.
template <class Array>
Array fixed(Bytes bytes) {
  Array out;
  std::memcpy(out.data(), bytes.data(), out.size());
  return out;
}

/// A big-endian number of 1, 2, 4 or 8 bytes, read and written.
inline std::uint64_t big_endian(Bytes bytes) {
  const auto byte = [&bytes](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(bytes[at])}; };
  const auto four = [&byte](std::size_t at) { return byte(at) << 24 | byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3); };
  switch (bytes.size()) {
    case 1: return byte(0);
    case 2: return byte(0) << 8 | byte(1);
    case 4: return four(0);
    default: return four(0) << 32 | four(4);
  }
}
std::string big_endian(std::uint64_t value, int length);

std::string hex(Bytes bytes);
std::optional<std::string> unhex(Bytes text);

/// RFC 4648 section 4, padded. Reading refuses what writing would not have written.
std::string base64(Bytes bytes);
std::optional<std::string> unbase64(Bytes text);

/// ASCII digits, no leading zero, at most 2^63-1 (what other log clients can hold).
std::optional<std::uint64_t> decimal(Bytes text);

bool is_utf8(Bytes text);

Hash sha256(std::initializer_list<Bytes> pieces);

/// Ids and hashes are random or digests already: their first bytes are as good a hash as any.
struct FirstBytes {
  template <std::size_t n>
  std::size_t operator()(const std::array<unsigned char, n>& bytes) const {
    std::size_t out;
    std::memcpy(&out, bytes.data(), sizeof out);
    return out;
  }
};

}  // namespace verify
