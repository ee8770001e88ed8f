/// The key that signs the log's heads, as a file: an Ed25519 key as PKCS#8 PEM, mode 0600. Behind crypto::Signer, so that a PKCS#11 token can
/// take its place.
#pragma once

#include <memory>
#include <string>

#include "api/ledger_folder.h"
#include "ledger/crypto/signature.h"

namespace katiwala::api {

/// SIGNER_UNUSABLE with the path: missing, not an Ed25519 key. KEY_STORE_LOOSE: others can read it.
Result<std::unique_ptr<crypto::Signer>> open_log_key(const Path& path);
/// A fresh one. STORE_EXISTS.
Result<std::unique_ptr<crypto::Signer>> make_log_key(const Path& path);
/// The public half as a vkey of that origin. KEY_INVALID where the origin can not name a key.
Result<std::string> log_vkey(const std::string& origin, const crypto::Signer& signer);

}  // namespace katiwala::api
