/// Bytes of the two files of the key store (keyfile.h). Big-endian.
///
///   keystore   0   4   "KTK1"
///              4   1   log2 of scrypt's N
///              5   16  salt of scrypt
///              21  8   generation; one more at every destruction
///              29  60  nonce[12] ‖ key-encryption key, sealed under HMAC(kek secret, scrypt(passphrase)); AAD bytes 0..28
///              89  ..  nonce[12] ‖ keys, sealed under the key-encryption key; AAD bytes 0..88
///   keys       u8 count of ledger keys | per key: u8 length, purpose, key[32]
///              u32 count of data keys  | per key: id[16], key[32]
///   kek        "KTS1" | generation u64 | secret[32] | CRC-32C u32 over the 44 bytes before
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "ledger/crypto/keystore.h"

namespace katiwala::store {

using SharedKey = std::shared_ptr<const crypto::DataKey>;

/// All keys of a store, in clear.
struct KeySet {
  std::map<std::string, SharedKey, std::less<>> ledger_keys;
  std::map<crypto::KeyId, SharedKey> data_keys;
};

/// What one generation is sealed with.
struct Wrapping {
  int scrypt_log2_n = 15;
  std::array<std::uint8_t, 16> salt{};
  std::uint64_t generation = 1;
  SharedKey kek;        ///< seals the keys
  Bytes head;           ///< the first 89 bytes of the keystore, the wrapped kek included
};

/// The secret file.
struct KekSecret {
  std::uint64_t generation = 1;
  SharedKey secret;
};

SharedKey fresh_key(crypto::Entropy& entropy);

Bytes encode(const KekSecret& secret);
std::optional<KekSecret> decode_kek(ByteView bytes);

/// A new key-encryption key under `secret` and the passphrase's stretched form.
Wrapping wrap_fresh(crypto::Entropy& entropy, int scrypt_log2_n, const std::array<std::uint8_t, 16>& salt,
                    const crypto::DataKey& stretched, const KekSecret& secret);
Bytes encode_keystore(crypto::Entropy& entropy, const Wrapping& wrapping, const KeySet& keys);

/// Cost, salt and generation of a keystore file, before it is opened. KEY_STORE_DAMAGED.
Result<Wrapping> decode_keystore_head(ByteView file);
/// Fills `wrapping.kek` and returns the keys. KEY_STORE_DAMAGED.
Result<KeySet> open_keystore(ByteView file, Wrapping& wrapping, const crypto::DataKey& stretched, const KekSecret& secret);

}  // namespace katiwala::store
