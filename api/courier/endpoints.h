/// Where webhooks go: DIR/webhooks.toml, written by who runs the ledger; there is no other way to name an address that a ledger calls.
///
///     [[endpoint]]
///     name = "bank-core"                        # 1 to 32 of a-z 0-9 and -
///     url = "https://hooks.bank.example/katiwala"
///     principal = "…32 hex…"                    # through whose eyes: events that this principal may see, and no others
///     keys = ["webhooks/bank-core.pem"]         # Ed25519, PKCS#8, 0600; two while a key is replaced: both sign
///     types = ["release", "settle"]             # of which commands; all where nothing is said
///     authorities = "webhooks/their-ca.pem"     # who may vouch for the receiver; the system's where nothing is said
///
/// Paths are relative to DIR. Only https. In production an address must be public (api/webhooks/address.h); in a sandbox it may be any.
#pragma once

#include "api/ledger_folder.h"
#include "ledger/crypto/signature.h"

namespace katiwala::api {

struct Endpoint {
  std::string name, url;
  custody::PrincipalId principal;
  std::vector<std::shared_ptr<crypto::Signer>> keys;
  std::vector<std::string> types;
  std::string authorities_pem;
};

/// Empty where there is no such file. FOLDER_MALFORMED with the endpoint and key as place; KEY_INVALID, KEY_STORE_LOOSE, STORE_IO with the path.
Result<std::vector<Endpoint>> read_endpoints(const Path& root);

}  // namespace katiwala::api
