/// The public key of a passkey: out of the COSE form in which authenticators state it, kept as SubjectPublicKeyInfo.
///
/// Three algorithms and no other:
///   ES256   ECDSA P-256 with SHA-256. DER in its only spelling; high s is taken as low s is: authenticators write both.
///   EdDSA   Ed25519. Points of small order, under which anybody can sign, are refused.
///   RS256   RSASSA-PKCS1-v1_5 with SHA-256, which TPMs have; 2048 to 4096 bits in whole bytes, exponent 65537.
/// A key has one spelling, in either form.
/// Source: WebAuthn Level 3 §5.8.5, §6.5.1.1; RFC 9053 §2.1, §2.2, §7; RFC 8230 §4; RFC 8812 §2.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::passkey {

/// The numbers are COSE's, and for ever.
enum class KeyAlgorithm : std::int16_t { es256 = -7, eddsa = -8, rs256 = -257 };

struct Key {
  KeyAlgorithm algorithm;
  Bytes spki;  ///< RFC 5280 DER
  bool operator==(const Key&) const = default;

  /// Pre: one item that `first_item` has checked. KEY_INVALID for another algorithm, another curve, a point not on it, an RSA key that is short, and any
  /// parameter that need not be there.
  static Result<Key> from_cose(ByteView item);
  /// Reads back what `spki` holds. KEY_INVALID.
  static Result<Key> from_spki(ByteView der);
};

/// SIGNATURE_INVALID unless it verifies.
Status verify(const Key& key, ByteView message, ByteView signature);

}  // namespace katiwala::passkey
