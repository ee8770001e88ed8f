#include "tests/audit/verify/cbor_forge.h"

#include <algorithm>
#include <stdexcept>

namespace forge {

std::string be(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string head(unsigned major, std::uint64_t value) {
  const auto first = [major](unsigned low) { return std::string(1, static_cast<char>(major << 5 | low)); };
  if (value < 24) return first(static_cast<unsigned>(value));
  if (value < 0x100) return first(24) + be(value, 1);
  if (value < 0x10000) return first(25) + be(value, 2);
  if (value < 0x100000000) return first(26) + be(value, 4);
  return first(27) + be(value, 8);
}

std::string V::encode() const {
  std::string out;
  switch (kind) {
    case uint: return head(0, number);
    case nint: return head(1, number);
    case bytes: return head(2, string.size()) + string;
    case text: return head(3, string.size()) + string;
    case flag: return std::string(1, number ? '\xf5' : '\xf4');
    case raw: return string;
    case array:
      out = head(4, elements.size());
      for (const V& element : elements) out += element.encode();
      return out;
    case map:
      out = head(5, pairs.size());
      for (const auto& [key, value] : pairs) out += head(0, key) + value.encode();
      return out;
  }
  return out;
}

V& V::operator[](std::uint64_t key) {
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), key, [](const auto& pair, std::uint64_t k) { return pair.first < k; });
  if (at != pairs.end() && at->first == key) return at->second;
  return pairs.insert(at, {key, V{}})->second;
}

bool V::has(std::uint64_t key) const {
  return std::any_of(pairs.begin(), pairs.end(), [key](const auto& pair) { return pair.first == key; });
}

const V& V::at(std::uint64_t key) const {
  for (const auto& [k, value] : pairs)
    if (k == key) return value;
  throw std::out_of_range("no such member");
}

void V::erase(std::uint64_t key) {
  std::erase_if(pairs, [key](const auto& pair) { return pair.first == key; });
}

}  // namespace forge
