/// The key that signs the log's heads, behind crypto::Signer: a file (Ed25519 as PKCS#8 PEM, mode 0600), or on a PKCS#11 token (docs/keys.md).
#pragma once

#include <memory>
#include <string>

#include "api/ledger_folder.h"
#include "api/token/signer.h"
#include "ledger/custody/state.h"

namespace katiwala::api {

/// SIGNER_UNUSABLE with the path: missing, not an Ed25519 key. KEY_STORE_LOOSE: others can read it. For a token what token/signer.h and
/// `token_pin` refuse.
Result<std::unique_ptr<crypto::Signer>> open_log_key(const KeyPlace& place);
/// A fresh one in a file; STORE_EXISTS. On a token the one that is there: making keys on a token is a ceremony of its own.
Result<std::unique_ptr<crypto::Signer>> make_log_key(const KeyPlace& place);
/// The same with what a person should know of the token.
Result<token::TokenKey> open_token_log_key(const token::TokenUri& uri);

/// The first line of the file that the environment's KATIWALA_TOKEN_PIN_FILE names, or else the URI's pin-source. FOLDER_OPTION if there is none,
/// KEY_STORE_LOOSE if others can read it.
Result<std::string> token_pin(const token::TokenUri& uri);

/// The public half as a vkey of that origin. KEY_INVALID where the origin can not name a key.
Result<std::string> log_vkey(const std::string& origin, const crypto::Signer& signer);
/// LOG_KEY_UNDECLARED unless it is one of the ledger's keys for its heads, and active: nobody would believe what another signs.
Status check_declared(const std::string& origin, const crypto::Signer& signer, const std::vector<custody::LogKey>& declared);

}  // namespace katiwala::api
