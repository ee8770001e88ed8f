/// Items of the vault that are too long to be held in memory: sealed piece by piece under one cover (vault_rows.h). Internal to this room.
#pragma once

#include "ledger/base/stored_bytes.h"
#include "ledger/store/vault_rows.h"

namespace katiwala::store {

/// Reads `bytes` once. What reading them refuses; STORE_IO.
Result<Commitment> put_pieces(VaultTable& table, const crypto::DataKey& key, crypto::Entropy& entropy, const StoredBytes& bytes);

/// Nothing: no such item lies in pieces. Otherwise every piece was looked at and all of it has `commitment`'s digest; what is read from it is opened then, so
/// it is KEY_MISSING once the key is destroyed. `table` and `keys` must outlive it. As Vault::open.
Result<std::shared_ptr<const StoredBytes>> open_pieces(const VaultTable& table, crypto::KeyStore& keys, const crypto::KeyId& key, const Commitment& commitment);

}  // namespace katiwala::store
