/// Fixed-width integers in network byte order: every format of this project is big-endian.
#pragma once

#include <concepts>

#include "ledger/base/bytes.h"

namespace katiwala {

/// Writes sizeof(T) bytes at `to`, most significant first.
template <std::unsigned_integral T>
void store_be(std::uint8_t* to, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * (sizeof(T) - 1 - i)));
}

template <std::unsigned_integral T>
void append_be(Bytes& out, T value) {
  const std::size_t at = out.size();
  out.resize(at + sizeof(T));
  store_be(out.data() + at, value);
}

/// Reads sizeof(T) bytes at `from`; the caller has checked that they are there.
template <std::unsigned_integral T>
T load_be(const std::uint8_t* from) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(static_cast<T>(std::uint64_t{value} << 8) | from[i]);
  return value;
}

}  // namespace katiwala
