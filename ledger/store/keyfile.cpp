#include "ledger/store/keyfile.h"

#include <string.h>  // explicit_bzero

#include <algorithm>
#include <mutex>
#include <vector>

#include "ledger/store/filesystem.h"
#include "ledger/store/keyfile_format.h"

namespace katiwala::store {
namespace {

using Path = std::filesystem::path;

constexpr std::size_t kFewestSpares = 16;

FileSystem& files_of(const KeyFileOptions& options) { return options.files != nullptr ? *options.files : posix_filesystem(); }

SharedKey stretch(std::string_view passphrase, const std::array<std::uint8_t, 16>& salt, int log2_n) {
  auto raw = crypto::scrypt(passphrase, salt, log2_n);
  auto key = std::make_shared<const crypto::DataKey>(raw);
  explicit_bzero(raw.data(), raw.size());
  return key;
}

struct KeyFolder {
  FileSystem& files;
  Path folder;
  [[nodiscard]] Path keystore() const { return folder / "keystore"; }
  [[nodiscard]] Path keystore_new() const { return folder / "keystore.new"; }
  [[nodiscard]] Path kek() const { return folder / "kek"; }
  [[nodiscard]] Path kek_new() const { return folder / "kek.new"; }
};

Status check_private(const KeyFolder& at) {
  for (const Path& path : {at.folder, at.keystore(), at.kek(), at.kek_new()}) {
    if (at.files.exists(path) && !at.files.is_private(path)) {
      return refuse(Code::KEY_STORE_LOOSE, std::string(sentence_of(Code::KEY_STORE_LOOSE)), path.string());
    }
  }
  return good();
}

/// Writes zeros over a secret before its name goes.
Status blank(FileSystem& files, const Path& path) {
  KATIWALA_TRY(const auto old, files.read(path));
  if (!old) return good();
  return files.overwrite_synced(path, Bytes(old->size(), 0));
}

/// Third and fourth step of a rotation: the keystore no longer needs the old secret, so it goes; then the new one takes its
/// name. Repeatable, and every moment in between opens with kek.new.
Status retire_old_kek(const KeyFolder& at) {
  KATIWALA_CHECK(blank(at.files, at.kek()));
  KATIWALA_CHECK(at.files.rename(at.kek_new(), at.kek()));
  return at.files.sync_folder(at.folder);
}

/// What an unfinished write left behind and no keystore needs.
Status sweep(const KeyFolder& at) {
  if (!at.files.exists(at.keystore_new()) && !at.files.exists(at.kek_new())) return good();
  KATIWALA_CHECK(blank(at.files, at.kek_new()));
  KATIWALA_CHECK(at.files.remove(at.kek_new()));
  KATIWALA_CHECK(at.files.remove(at.keystore_new()));
  return at.files.sync_folder(at.folder);
}

class KeyFile final : public crypto::KeyStore {
 public:
  KeyFile(KeyFolder at, std::unique_ptr<FileLock> lock, crypto::Entropy& entropy, SharedKey stretched, Wrapping wrapping, KeySet keys)
      : at_(std::move(at)),
        lock_(std::move(lock)),
        entropy_(entropy),
        stretched_(std::move(stretched)),
        wrapping_(std::move(wrapping)),
        keys_(std::move(keys)),
        latched_(!lock_) {}

  Result<crypto::KeyId> create() override {
    const std::lock_guard lock(mutex_);
    if (latched_) return refuse(Code::STORE_READ_ONLY);
    if (spares_.empty()) KATIWALA_CHECK(latch(make_spares()));
    const auto [id, key] = spares_.back();
    spares_.pop_back();
    const bool added = keys_.data_keys.emplace(id, key).second;
    KATIWALA_ASSERT(added, "a key is handed out once");
    return id;
  }

  SharedKey find(const crypto::KeyId& id) override {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.data_keys.find(id);
    return found == keys_.data_keys.end() ? nullptr : found->second;
  }

  Status destroy(const crypto::KeyId& id) override {
    const std::lock_guard lock(mutex_);
    if (latched_) return refuse(Code::STORE_READ_ONLY);
    if (!keys_.data_keys.contains(id)) return refuse(Code::KEY_MISSING);
    return latch(rotate_without(id));
  }

  SharedKey ledger_key(std::string_view purpose) override {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.ledger_keys.find(purpose);
    return found == keys_.ledger_keys.end() ? nullptr : found->second;
  }

 private:
  /// The keys as the file holds them: nothing there tells a spare from a key in use.
  [[nodiscard]] KeySet with_spares(KeySet keys) const {
    for (const auto& [id, key] : spares_) {
      const bool added = keys.data_keys.emplace(id, key).second;
      KATIWALA_ASSERT(added, "a random key id came twice");
    }
    return keys;
  }

  /// One rewrite for many keys (keyfile.h). On a refusal there are no spares.
  Status make_spares() {
    const std::size_t count = std::max(kFewestSpares, std::min(keys_.data_keys.size() / 8, 2 * last_spares_));
    for (std::size_t i = 0; i < count; ++i) {
      const auto id = crypto::random_id<crypto::KeyTag>(entropy_);
      spares_.emplace_back(id, fresh_key(entropy_));
    }
    const Status written = replace_atomically(at_.files, at_.keystore(), encode_keystore(entropy_, wrapping_, with_spares(keys_)));
    if (written.ok()) last_spares_ = count;
    else spares_.clear();
    return written;
  }

  /// Both new files are durable before the rename of the keystore, which is the moment of destruction; the old secret goes only
  /// after that rename is durable. So there is always a keystore and a secret of one generation.
  Status rotate_without(const crypto::KeyId& id) {
    KeySet left = keys_;
    left.data_keys.erase(id);
    const KekSecret secret{wrapping_.generation + 1, fresh_key(entropy_)};
    Wrapping next = wrap_fresh(entropy_, wrapping_.scrypt_log2_n, wrapping_.salt, *stretched_, secret);
    KATIWALA_CHECK(at_.files.write_synced(at_.kek_new(), encode(secret)));
    KATIWALA_CHECK(at_.files.write_synced(at_.keystore_new(), encode_keystore(entropy_, next, with_spares(left))));
    KATIWALA_CHECK(at_.files.sync_folder(at_.folder));
    KATIWALA_CHECK(at_.files.rename(at_.keystore_new(), at_.keystore()));
    KATIWALA_CHECK(at_.files.sync_folder(at_.folder));
    keys_ = std::move(left);
    wrapping_ = std::move(next);
    return retire_old_kek(at_);
  }

  Status latch(Status status) {
    if (!status.ok()) latched_ = true;
    return status;
  }

  const KeyFolder at_;
  const std::unique_ptr<FileLock> lock_;
  crypto::Entropy& entropy_;
  const SharedKey stretched_;
  std::mutex mutex_;
  Wrapping wrapping_;
  KeySet keys_;                                             ///< in use
  std::vector<std::pair<crypto::KeyId, SharedKey>> spares_; ///< durable, never handed out
  std::size_t last_spares_ = 0;                             ///< how many the last rewrite of this process made
  bool latched_;
};

struct FoundKek {
  KekSecret secret;
  bool is_new = false;  ///< still called kek.new
};

Result<FoundKek> find_kek(const KeyFolder& at, std::uint64_t generation) {
  for (const bool is_new : {false, true}) {
    KATIWALA_TRY(const auto bytes, at.files.read(is_new ? at.kek_new() : at.kek()));
    const auto secret = bytes ? decode_kek(*bytes) : std::nullopt;
    if (secret && secret->generation == generation) return FoundKek{*secret, is_new};
  }
  return refuse(Code::KEY_STORE_DAMAGED, "The key store does not open: its kek is missing, damaged or of another generation.", at.kek().string());
}

}  // namespace

Result<std::unique_ptr<crypto::KeyStore>> create_keyfile(const Path& folder, std::string_view passphrase, crypto::Entropy& entropy,
                                                         const KeyFileOptions& options) {
  const KeyFolder at{files_of(options), folder};
  KATIWALA_CHECK(at.files.make_folder(folder));
  if (folder.has_parent_path()) KATIWALA_CHECK(at.files.sync_folder(folder.parent_path()));
  if (at.files.exists(at.keystore())) return refuse(Code::STORE_EXISTS, "There is a key store at that place already.", folder.string());
  KATIWALA_CHECK(check_private(at));
  KATIWALA_TRY(auto lock, at.files.lock(folder / "lock"));

  KeySet keys;
  for (const char* purpose : {"request-hmac", "matching"}) keys.ledger_keys.emplace(purpose, fresh_key(entropy));
  std::array<std::uint8_t, 16> salt;
  entropy.fill(salt);
  SharedKey stretched = stretch(passphrase, salt, options.scrypt_log2_n);
  const KekSecret secret{1, fresh_key(entropy)};
  Wrapping wrapping = wrap_fresh(entropy, options.scrypt_log2_n, salt, *stretched, secret);
  // The keystore comes last: a power cut before it leaves no key store, and creation may be tried again.
  KATIWALA_CHECK(at.files.write_synced(at.kek(), encode(secret)));
  KATIWALA_CHECK(at.files.sync_folder(folder));
  KATIWALA_CHECK(replace_atomically(at.files, at.keystore(), encode_keystore(entropy, wrapping, keys)));
  return std::unique_ptr<crypto::KeyStore>(
      std::make_unique<KeyFile>(at, std::move(lock), entropy, std::move(stretched), std::move(wrapping), std::move(keys)));
}

Result<std::unique_ptr<crypto::KeyStore>> open_keyfile(const Path& folder, std::string_view passphrase, crypto::Entropy& entropy,
                                                       const KeyFileOptions& options) {
  const KeyFolder at{files_of(options), folder};
  KATIWALA_CHECK(check_private(at));
  std::unique_ptr<FileLock> lock;
  if (!options.read_only && at.files.exists(folder)) {
    KATIWALA_TRY(lock, at.files.lock(folder / "lock"));
  }
  KATIWALA_TRY(const auto file, at.files.read(at.keystore()));
  if (!file) return refuse(Code::KEY_STORE_DAMAGED, "The key store is missing.", folder.string());
  KATIWALA_TRY(Wrapping wrapping, decode_keystore_head(*file));
  KATIWALA_TRY(const auto kek, find_kek(at, wrapping.generation));
  SharedKey stretched = stretch(passphrase, wrapping.salt, wrapping.scrypt_log2_n);
  KATIWALA_TRY(KeySet keys, open_keystore(*file, wrapping, *stretched, kek.secret));
  if (lock) {
    if (kek.is_new) KATIWALA_CHECK(retire_old_kek(at));
    KATIWALA_CHECK(sweep(at));
  }
  return std::unique_ptr<crypto::KeyStore>(
      std::make_unique<KeyFile>(at, std::move(lock), entropy, std::move(stretched), std::move(wrapping), std::move(keys)));
}

}  // namespace katiwala::store
