/// The key store as two files, outside the database and its backups.
///
///   <folder>/keystore   replaced atomically (write, fsync, rename, fsync of the folder): header, the key-encryption key wrapped
///                       under HMAC(kek secret, scrypt(passphrase)), and all data keys sealed (AES-256-GCM) under it
///   <folder>/kek        the kek secret: 32 random bytes; never copied, never backed up
///
/// Destroying a key makes a new key-encryption key and a new kek secret, and writes zeros over the old secret in place. An
/// older copy of `keystore` then opens nothing, whatever the passphrase. What this rests on: `kek` is in no copy, and the disk
/// under it writes in place (docs/decisions/0005-key-destruction.md). A power cut at any moment leaves either the old set of
/// keys or the new one; opening finishes what was begun.
///
/// Every change rewrites the file, so keys are made in advance: a `create` that finds no spare key makes a batch in one rewrite,
/// durable before the first of them is handed out; the next ones touch no disk. A batch has 16 keys, or twice the last batch of
/// this process, but at most an eighth of the keys there are.
/// No key is handed out twice, whatever happens in between: which keys are spare is known to this process alone. The file does
/// not say; an opening takes every key it finds for one in use. So what a crash or an ordinary end leaves of a batch is never
/// given to anybody; it is dead weight of 48 bytes a key, and no more of it than 16 keys an opening and as many keys as that
/// opening handed out, twice over (hence the doubling: an eighth at once would let the file grow by an eighth an opening).
///
/// Refuses a folder or a file that group or others can read (KEY_STORE_LOOSE), a second writer (STORE_LOCKED), and anything
/// that does not open: damaged, another passphrase, another kek (KEY_STORE_DAMAGED).
/// After a failed write the store is read-only (STORE_READ_ONLY) until it is opened again.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "ledger/crypto/keystore.h"
#include "ledger/store/engines.h"

namespace katiwala::store {

/// scrypt's cost: 17 in production (128 MiB, about half a second; OWASP ASVS 5.0, appendix C), lower in sandboxes and tests. It stands in the file, so that opening one asks for no
/// cost, and a key store made with another keeps its own.
struct KeyFileOptions {
  int scrypt_log2_n = 17;
  FileSystem* files = nullptr;  ///< nullptr: posix_filesystem()
  /// For readers beside a running ledger: no lock, nothing is written, create and destroy are STORE_READ_ONLY.
  bool read_only = false;
};

/// With the ledger's own keys ("request-hmac", "matching"). STORE_EXISTS if there is a key store.
Result<std::unique_ptr<crypto::KeyStore>> create_keyfile(const std::filesystem::path& folder, std::string_view passphrase,
                                                         crypto::Entropy& entropy, const KeyFileOptions& options);
Result<std::unique_ptr<crypto::KeyStore>> open_keyfile(const std::filesystem::path& folder, std::string_view passphrase,
                                                       crypto::Entropy& entropy, const KeyFileOptions& options);

}  // namespace katiwala::store
