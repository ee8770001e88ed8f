/// SHA-256 of what is not held in memory, a piece at a time.
#pragma once

#include "ledger/base/stored_bytes.h"
#include "ledger/crypto/digest.h"

namespace katiwala::crypto {

/// What reading refuses.
Result<Digest> sha256_of(const StoredBytes& stored);

}  // namespace katiwala::crypto
