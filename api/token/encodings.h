/// What tokens say of an elliptic key, in the spellings they are seen to use, and back into ours. Pure.
///
/// CKA_EC_PARAMS and CKA_EC_POINT of an Edwards key changed between PKCS#11 3.0 and 3.1 and between makers: softhsm2 writes the curve as an object
/// identifier or as the printable string "edwards25519", and the point inside a DER OCTET STRING; others write 32 bare bytes.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/crypto/signature.h"

namespace katiwala::api::token {

/// The curve: 1.3.101.112 or "edwards25519" for Ed25519, 1.2.840.10045.3.1.7 for P-256. TOKEN_KEY_UNFIT for another.
Result<crypto::Algorithm> algorithm_of(ByteView ec_params);

/// The public half: bare, or inside one OCTET STRING that ends where the bytes end. TOKEN_KEY_UNFIT.
Result<crypto::PublicKey> public_key_of(crypto::Algorithm algorithm, ByteView ec_point);

/// CKM_ECDSA's r ‖ s (PKCS#11 3.0 §2.3.1) as the DER that `crypto::verify` reads (RFC 3279 §2.2.3). TOKEN_FAILED unless it is 64 bytes.
Result<Bytes> der_signature(ByteView raw);

}  // namespace katiwala::api::token
