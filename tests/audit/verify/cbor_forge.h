/// CBOR written by hand, for the tests: able to write what the verifier must refuse.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace forge {

struct V {
  enum Kind { uint, nint, bytes, text, array, map, flag, raw } kind = uint;
  std::uint64_t number = 0;
  std::string string;
  std::vector<V> elements;                        // of an array
  std::vector<std::pair<std::uint64_t, V>> pairs;  // of a map, in the order they are written

  std::string encode() const;
  V& operator[](std::uint64_t key);  // inserts in ascending order
  const V& at(std::uint64_t key) const;
  bool has(std::uint64_t key) const;
  void erase(std::uint64_t key);
};

std::string head(unsigned major, std::uint64_t value);
std::string be(std::uint64_t value, int bytes);

inline V I(std::int64_t n) { return n < 0 ? V{V::nint, static_cast<std::uint64_t>(-1 - n), {}, {}, {}} : V{V::uint, static_cast<std::uint64_t>(n), {}, {}, {}}; }
inline V U(std::uint64_t n) { return {V::uint, n, {}, {}, {}}; }
inline V B(std::string s) { return {V::bytes, 0, std::move(s), {}, {}}; }
inline V T(std::string s) { return {V::text, 0, std::move(s), {}, {}}; }
inline V A(std::vector<V> e) { return {V::array, 0, {}, std::move(e), {}}; }
inline V M(std::vector<std::pair<std::uint64_t, V>> p) { return {V::map, 0, {}, {}, std::move(p)}; }
inline V Yes() { return {V::flag, 1, {}, {}, {}}; }
inline V Raw(std::string s) { return {V::raw, 0, std::move(s), {}, {}}; }
inline V amount(int currency, std::int64_t minor) { return A({I(currency), I(minor)}); }

}  // namespace forge
