/// AES-256-GCM under a ward's own data key.
///
/// A journal part's nonce is the first 12 bytes of its part hash (public, in the header): the hash covers a random
/// 128-bit salt, so two different parts never share a nonce, even where an entry that never became durable is decided
/// again under the same number. Derived rows draw a random nonce. Tag 16 bytes, appended.
#pragma once

#include <array>
#include <memory>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::crypto {

/// 256-bit secret, wiped on destruction, not copyable by accident.
class DataKey {
 public:
  explicit DataKey(const std::array<std::uint8_t, 32>& raw);
  ~DataKey();
  DataKey(DataKey&&) noexcept;
  DataKey& operator=(DataKey&&) noexcept;
  DataKey(const DataKey&) = delete;
  DataKey& operator=(const DataKey&) = delete;
  [[nodiscard]] ByteView raw() const { return raw_; }

 private:
  std::array<std::uint8_t, 32> raw_;
};

using Nonce = std::array<std::uint8_t, 12>;
inline constexpr std::size_t kTagBytes = 16;

/// ciphertext ‖ tag. Thread-safe; contexts are cached per thread.
Bytes seal(const DataKey& key, const Nonce& nonce, ByteView aad, ByteView clear);
/// DECRYPT_FAILED if the tag does not verify.
Result<Bytes> open(const DataKey& key, const Nonce& nonce, ByteView aad, ByteView sealed);

}  // namespace katiwala::crypto
