/// Of readers that get their bytes in pieces: where to cut, drawn from the bytes themselves, so that samples are files as they come over the wire and every run
/// cuts them the same way.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/base/assert.h"
#include "ledger/base/result.h"

namespace katiwala::fuzz {

/// FNV-1a.
inline std::uint64_t drawn(std::string_view bytes, std::uint64_t which = 0) {
  std::uint64_t hash = 0xcbf29ce484222325 + which;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash ^ hash >> 29;
}

/// Every place where bytes that are short can be cut; of others some.
inline std::vector<std::size_t> cuts_of(std::string_view bytes) {
  constexpr std::size_t kShort = 128, kSome = 16;
  std::vector<std::size_t> out;
  if (bytes.size() <= kShort) {
    for (std::size_t at = 0; at < bytes.size(); ++at) out.push_back(at);
  } else {
    for (std::uint64_t which = 0; which < kSome; ++which) out.push_back(drawn(bytes, which) % bytes.size());
  }
  return out;
}

inline void has_a_sentence(const Refusal& refusal) {
  KATIWALA_ASSERT(!refusal.message.empty() && refusal.message.size() <= 400, "a refusal without a sentence, or with a long one");
}

}  // namespace katiwala::fuzz
