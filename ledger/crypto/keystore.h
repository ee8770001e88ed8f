/// Ports for keys and randomness.
///
/// Data keys live outside the database and its backups. Destroying one also rotates the key-encryption key, so that an
/// older copy of the key store opens nothing (docs/format.md).
#pragma once

#include <memory>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/crypto/seal.h"

namespace katiwala::crypto {

struct KeyTag {};
/// Names a data key in the journal's bytes; random, says nothing of its owner.
using KeyId = Id<KeyTag>;

class KeyStore {
 public:
  virtual ~KeyStore() = default;
  /// Creates a fresh data key and makes it durable before returning.
  virtual Result<KeyId> create() = 0;
  /// The key, cached; nullptr if it does not exist or was destroyed. Thread-safe. Valid until destroyed.
  virtual std::shared_ptr<const DataKey> find(const KeyId& id) = 0;
  /// Destroys the key and rotates the key-encryption key, durable before returning.
  virtual Status destroy(const KeyId& id) = 0;
  /// The ledger's own keys, made at creation, one a purpose ("request-hmac", "matching"). KEY_MISSING if absent.
  virtual std::shared_ptr<const DataKey> ledger_key(std::string_view purpose) = 0;
};

/// Randomness comes in through this port: salts, nonces, ids.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};
/// The system's random source (OpenSSL RAND_bytes over getrandom), buffered per thread. Halts if it fails.
Entropy& system_entropy();

/// Deterministic, for tests and golden files only: SHA-256 in counter mode over a seed.
std::unique_ptr<Entropy> test_entropy(std::string_view seed);

template <class Tag>
Id<Tag> random_id(Entropy& entropy) {
  Id<Tag> id;
  entropy.fill(id.bytes);
  return id;
}

/// A new data key; the bytes it was drawn into are wiped.
DataKey fresh_data_key(Entropy& entropy);

/// An in-memory KeyStore for tests and throw-away sandboxes.
std::unique_ptr<KeyStore> memory_keystore(Entropy& entropy);

/// scrypt (RFC 7914), N = 2^log2_n, r = 8, p = 1.
std::array<std::uint8_t, 32> scrypt(std::string_view passphrase, ByteView salt, int log2_n);

}  // namespace katiwala::crypto
