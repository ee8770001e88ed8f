/// SHA-256, HMAC-SHA-256, SHA-512 for what others digest with it, and CRC-32C. OpenSSL EVP underneath.
#pragma once

#include <initializer_list>
#include <memory>

#include "ledger/base/bytes.h"

namespace katiwala::crypto {

Digest sha256(ByteView bytes);
/// SHA-256 over the concatenation, without copying.
Digest sha256(std::initializer_list<ByteView> pieces);
std::array<std::uint8_t, 64> sha512(ByteView bytes);
Digest hmac_sha256(ByteView key, std::initializer_list<ByteView> pieces);
/// CRC-32C (Castagnoli, reflected), as in RFC 3720 appendix B.4: crc32c("123456789") = 0xe3069283.
std::uint32_t crc32c(ByteView bytes);

/// Streaming SHA-256 for long input.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(ByteView bytes);
  Digest finish();  ///< once

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace katiwala::crypto
