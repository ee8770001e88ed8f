/// RFC 6962 §2.1 word for word: slow, recursive, and sharing nothing with the room it judges.
#pragma once

#include <openssl/sha.h>

#include <bit>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

namespace katiwala::tree::oracle {

inline Digest hash(const std::string& text) {
  Digest out;
  SHA256(view(text).data(), text.size(), out.data());
  return out;
}
inline std::string text(const Digest& digest) { return std::string(text_of(digest)); }

inline Digest leaf(const std::string& data) { return hash(std::string(1, '\x00') + data); }

inline Digest mth(std::span<const Digest> leaves) {
  if (leaves.empty()) return hash("");
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return hash(std::string(1, '\x01') + text(mth(leaves.first(k))) + text(mth(leaves.subspan(k))));
}

inline std::vector<Digest> path(std::size_t m, std::span<const Digest> leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  auto out = m < k ? path(m, leaves.first(k)) : path(m - k, leaves.subspan(k));
  out.push_back(m < k ? mth(leaves.subspan(k)) : mth(leaves.first(k)));
  return out;
}

inline std::vector<Digest> subproof(std::size_t m, std::span<const Digest> leaves, bool known) {
  if (m == leaves.size()) return known ? std::vector<Digest>{} : std::vector<Digest>{mth(leaves)};
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  auto out = m <= k ? subproof(m, leaves.first(k), known) : subproof(m - k, leaves.subspan(k), false);
  out.push_back(m <= k ? mth(leaves.subspan(k)) : mth(leaves.first(k)));
  return out;
}

inline std::vector<Digest> numbered_leaves(std::size_t count) {
  std::vector<Digest> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(leaf("leaf " + std::to_string(i)));
  return out;
}

}  // namespace katiwala::tree::oracle
