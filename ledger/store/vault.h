/// The vault: what is never judged (names, addresses, account numbers, free text, documents, raw bank messages).
///
/// Items are sealed under a data key and synced before the entry that commits to them is written, so an entry never names
/// a missing item; an item without an entry is harmless. A journal part holds commitment = SHA-256(0x03 ‖ salt[16] ‖ bytes);
/// the salt is sealed with the item.
///
/// An item that is too long to be held in memory lies in pieces, each sealed as any item, and is read in pieces; what an entry says of it is the same.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/base/stored_bytes.h"
#include "ledger/crypto/keystore.h"
#include "ledger/store/engines.h"

namespace katiwala::store {

struct VaultTag {};
using VaultId = Id<VaultTag>;

/// What an entry says of a vault item.
struct Commitment {
  VaultId item;
  Digest digest{};
  bool operator==(const Commitment&) const = default;
};

Digest commitment_digest(const std::array<std::uint8_t, 16>& salt, ByteView bytes);

class Vault {
 public:
  virtual ~Vault() = default;
  /// Sealed under `key`, durable before returning. KEY_MISSING if there is no such key.
  virtual Result<Commitment> put(const crypto::KeyId& key, ByteView bytes) = 0;
  /// The clear bytes; KEY_MISSING once the key is destroyed, RECORD_HASH_MISMATCH if they do not match `commitment`,
  /// DECRYPT_FAILED under another key, MESSAGE_TOO_LARGE of an item in pieces.
  virtual Result<Bytes> get(const crypto::KeyId& key, const Commitment& commitment) const = 0;
  /// As `put`, of bytes that are not in memory, nor come there: in pieces. What ends in the middle leaves no item. Also what reading `bytes` refuses.
  virtual Result<Commitment> put_pieces(const crypto::KeyId& key, const StoredBytes& bytes) = 0;
  /// Of any item. Refuses as `get`; one in pieces is held against its commitment before it is given: STORE_DAMAGED or DECRYPT_FAILED name the piece that is
  /// missing, cut, of another place or too many. Its pieces are opened when they are read, and then refuse likewise. The vault must outlive it.
  virtual Result<std::shared_ptr<const StoredBytes>> open(const crypto::KeyId& key, const Commitment& commitment) const = 0;
};

/// STORE_EXISTS, or STORE_MISSING; otherwise as the journal's database. A vault has no head file: a lost item shows when its
/// entry asks for it (STORE_DAMAGED naming the item). Opening leaves out an unfinished end of the database's logs, and refuses if
/// an item lies in a table that the database no longer names (docs/decisions/0015).
Result<std::unique_ptr<Vault>> create_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                            const EngineOptions& options = {});
Result<std::unique_ptr<Vault>> open_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                          const EngineOptions& options = {});
/// Copies what `to` does not hold yet, sealed as it is, pieces before what makes them an item: no key is needed. `to` is made if there is none; `from` may be in
/// use, and nothing is written there. How many items were copied; STORE_DAMAGED, STORE_IO.
Result<std::uint64_t> copy_vault(const std::filesystem::path& from, const std::filesystem::path& to, const EngineOptions& options = {});

}  // namespace katiwala::store
