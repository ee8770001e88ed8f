/// A private key that stays on a token, behind `crypto::Signer`: PKCS#11's plain C interface, CKM_EDDSA and CKM_ECDSA.
///
/// The PIN is tried once when the token is opened, and never again: a token that is gone, forgets its session or answers anything unexpected is not
/// used any more until the process starts anew, because what it has signed meanwhile is not known. Every signature is verified before it is handed
/// on. One token at a time in a process.
#pragma once

#include "api/token/uri.h"
#include "ledger/crypto/signature.h"

namespace katiwala::api::token {

/// What a person should know of it.
struct TokenFacts {
  std::string label, model, serial;
  bool made_there = false;     ///< generated on the token and never able to leave it, as the token says
  bool wrong_pin_before = false;  ///< somebody gave a wrong PIN since the last good one
};

struct TokenKey {
  std::unique_ptr<crypto::Signer> signer;  ///< may be used from several threads; refuses with TOKEN_FAILED
  TokenFacts facts;
};

/// TOKEN_MODULE, TOKEN_MISSING, TOKEN_PIN, TOKEN_PIN_LOCKED, TOKEN_KEY (none or two), TOKEN_KEY_UNFIT (another algorithm, or no public half), TOKEN_KEY_LOOSE
/// (it can be copied off the token), TOKEN_FAILED (also where its public half does not verify what it signs).
Result<TokenKey> open_token_key(const TokenUri& uri, std::string_view pin, crypto::Algorithm algorithm);

}  // namespace katiwala::api::token
