/// RSA public keys, which this house has for passkeys alone: their one spelling, and RSASSA-PKCS1-v1_5 with SHA-256.
///
/// A modulus of 2048 to 4096 bits, a whole number of bytes, odd; the exponent is 65537.   Source: RFC 8017 §8.2, §A.1.1; RFC 5280 §4.1; NIST SP 800-131A.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::passkey {

/// Big-endian without leading zeros, as COSE has them, to SubjectPublicKeyInfo. KEY_INVALID.
Result<Bytes> rsa_spki(ByteView modulus, ByteView exponent);
/// The same bytes, if `rsa_spki` could have made them. KEY_INVALID.
Result<Bytes> rsa_from_spki(ByteView der);

bool verify_rs256(ByteView spki, ByteView message, ByteView signature);

}  // namespace katiwala::passkey
