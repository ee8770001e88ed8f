/// Bytes, digests and identifiers: the vocabulary every room shares.
///
/// `Bytes` owns, `ByteView` borrows and must not outlive what it points at.
/// Identifiers are random 128-bit pseudonyms (never a name, never a number that counts anything); the tag
/// keeps a ward's id from being passed where a pool's is meant.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace katiwala {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// SHA-256 output. All zeros means "nothing before" where a format says so.
using Digest = std::array<std::uint8_t, 32>;

inline ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);
/// Strict: even length, lower case only; nullopt otherwise.
std::optional<Bytes> from_hex(std::string_view text);

/// RFC 4648 §4 with padding.
std::string to_base64(ByteView bytes);
/// Strict: canonical padded base64 without white space; nullopt otherwise.
std::optional<Bytes> from_base64(std::string_view text);

/// Two words beside two: ids are looked up all day, and GCC makes a call of `memcmp` for the arrays.
inline bool equal_ids(const std::array<std::uint8_t, 16>& a, const std::array<std::uint8_t, 16>& b) noexcept {
  std::uint64_t left[2], right[2];
  std::memcpy(left, a.data(), sizeof left);
  std::memcpy(right, b.data(), sizeof right);
  return ((left[0] ^ right[0]) | (left[1] ^ right[1])) == 0;
}

template <class Tag>
struct Id {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Id&) const = default;
  bool operator==(const Id& other) const noexcept { return equal_ids(bytes, other.bytes); }
  [[nodiscard]] bool is_zero() const { return *this == Id{}; }
  [[nodiscard]] std::string hex() const { return to_hex(bytes); }
  static std::optional<Id> parse(std::string_view hex) {
    const auto raw = from_hex(hex);
    if (!raw || raw->size() != 16) return std::nullopt;
    Id id;
    std::memcpy(id.bytes.data(), raw->data(), 16);
    return id;
  }
};

/// Ids are random, so any eight of their bytes are a good hash.
template <class Tag>
struct IdHash {
  std::size_t operator()(const Id<Tag>& id) const noexcept {
    std::size_t h;
    std::memcpy(&h, id.bytes.data(), sizeof h);
    return h;
  }
};

}  // namespace katiwala

template <class Tag>
struct std::hash<katiwala::Id<Tag>> : katiwala::IdHash<Tag> {};
