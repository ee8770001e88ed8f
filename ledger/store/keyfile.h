/// The key store as a file, outside the database and its backups.
///
/// One file, replaced atomically (write, fsync, rename, fsync of the folder): data keys sealed (AES-256-GCM) under a random
/// key-encryption key; the key-encryption key wrapped under scrypt(passphrase) and a second secret file `kek`, which is
/// overwritten with a fresh one at every destruction, so that an older copy of the key file opens nothing.
/// Refuses a file, or a folder, that group or others can read (KEY_STORE_LOOSE).
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "ledger/crypto/keystore.h"
#include "ledger/store/engines.h"

namespace katiwala::store {

/// scrypt cost: 15 in production (about 0.1 s), lower in tests.
struct KeyFileOptions {
  int scrypt_log2_n = 15;
  FileSystem* files = nullptr;
};

Result<std::unique_ptr<crypto::KeyStore>> create_keyfile(const std::filesystem::path& folder, std::string_view passphrase,
                                                         crypto::Entropy& entropy, const KeyFileOptions& options);
Result<std::unique_ptr<crypto::KeyStore>> open_keyfile(const std::filesystem::path& folder, std::string_view passphrase,
                                                       crypto::Entropy& entropy, const KeyFileOptions& options);

}  // namespace katiwala::store
