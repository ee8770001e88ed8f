/// Verifying signatures, and the `Signer` port.
///
/// Ed25519 (RFC 8032; OpenSSL's accept set equals Go's on the CCTV vectors) and ECDSA P-256 with SHA-256 (DER
/// signature, low or high s accepted on reading; verification only over canonical bytes the caller builds).
#pragma once

#include <memory>
#include <string>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::crypto {

enum class Algorithm : std::uint8_t { ed25519 = 1, es256 = 2 };

/// A public key as SubjectPublicKeyInfo DER (RFC 5480, RFC 8410). Only the two algorithms above are accepted, P-256 only as
/// a named curve and an uncompressed point, so that one key has one spelling and one fingerprint. KEY_INVALID otherwise.
struct PublicKey {
  Algorithm algorithm;
  Bytes spki;
  [[nodiscard]] Digest fingerprint() const;  ///< SHA-256 of the SPKI
  static Result<PublicKey> from_spki(ByteView der);
  static Result<PublicKey> from_ed25519_raw(ByteView raw32);
};

/// SIGNATURE_INVALID unless it verifies.
Status verify(const PublicKey& key, ByteView message, ByteView signature);

/// Holds a private key somewhere (file now, PKCS#11 later) and signs with it.
class Signer {
 public:
  virtual ~Signer() = default;
  [[nodiscard]] virtual const PublicKey& public_key() const = 0;
  virtual Result<Bytes> sign(ByteView message) = 0;
};

/// From PKCS#8 PEM text ("BEGIN PRIVATE KEY"), not encrypted (file access is the caller's business). KEY_INVALID otherwise.
/// The signer may be used from several threads.
Result<std::unique_ptr<Signer>> signer_from_pem(std::string_view pem);
/// A fresh key from the system's random source; returns PKCS#8 PEM.
std::string generate_key_pem(Algorithm algorithm);

}  // namespace katiwala::crypto
