#include "ledger/store/vault.h"

#include <rocksdb/db.h>

#include <map>
#include <mutex>

#include "ledger/crypto/digest.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/rocks_settings.h"

namespace katiwala::store {
namespace {

using VaultSalt = std::array<std::uint8_t, 16>;
constexpr std::size_t kSaltBytes = sizeof(VaultSalt);
constexpr std::size_t kNonceBytes = sizeof(crypto::Nonce);

/// Where sealed items lie: engines differ in this alone.
class ItemTable {
 public:
  virtual ~ItemTable() = default;
  /// Durable before returning.
  virtual Status put(const VaultId& item, ByteView sealed) = 0;
  virtual Result<std::optional<Bytes>> get(const VaultId& item) const = 0;
};

class MemoryTable final : public ItemTable {
 public:
  Status put(const VaultId& item, ByteView sealed) override {
    const std::lock_guard lock(mutex_);
    items_[item].assign(sealed.begin(), sealed.end());
    return good();
  }
  Result<std::optional<Bytes>> get(const VaultId& item) const override {
    const std::lock_guard lock(mutex_);
    const auto found = items_.find(item);
    return found == items_.end() ? std::optional<Bytes>{} : std::optional<Bytes>{found->second};
  }

 private:
  mutable std::mutex mutex_;
  std::map<VaultId, Bytes> items_;
};

class RocksTable final : public ItemTable {
 public:
  explicit RocksTable(std::unique_ptr<rocksdb::DB> db) : db_(std::move(db)) {}

  Status put(const VaultId& item, ByteView sealed) override {
    const auto status = db_->Put(synced_write(), slice(item.bytes), slice(sealed));
    if (status.ok()) return good();
    return refuse(Code::STORE_IO, std::string(sentence_of(Code::STORE_IO)) + " (" + status.ToString() + ")");
  }
  Result<std::optional<Bytes>> get(const VaultId& item) const override {
    std::string value;
    const auto status = db_->Get(verified_read(), slice(item.bytes), &value);
    if (status.IsNotFound()) return std::optional<Bytes>{};
    if (!status.ok()) return refusal_of(status, "vault item " + item.hex());
    const ByteView bytes = view(value);
    return std::optional<Bytes>{Bytes(bytes.begin(), bytes.end())};
  }

 private:
  static rocksdb::Slice slice(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  std::unique_ptr<rocksdb::DB> db_;
};

/// The item id is in the AAD, so a sealed item can not be served under another name.
class SealedVault final : public Vault {
 public:
  SealedVault(std::unique_ptr<ItemTable> items, crypto::KeyStore& keys, crypto::Entropy& entropy)
      : items_(std::move(items)), keys_(keys), entropy_(entropy) {}

  Result<Commitment> put(const crypto::KeyId& key_id, ByteView bytes) override {
    const auto key = keys_.find(key_id);
    if (!key) return refuse(Code::KEY_MISSING);
    VaultSalt salt;
    crypto::Nonce nonce;
    entropy_.fill(salt);
    entropy_.fill(nonce);
    const Commitment commitment{crypto::random_id<VaultTag>(entropy_), commitment_digest(salt, bytes)};
    Bytes clear(salt.begin(), salt.end());
    clear.insert(clear.end(), bytes.begin(), bytes.end());
    Bytes box(nonce.begin(), nonce.end());
    const Bytes sealed = crypto::seal(*key, nonce, commitment.item.bytes, clear);
    box.insert(box.end(), sealed.begin(), sealed.end());
    KATIWALA_CHECK(items_->put(commitment.item, box));
    return commitment;
  }

  Result<Bytes> get(const crypto::KeyId& key_id, const Commitment& commitment) const override {
    const auto key = keys_.find(key_id);
    if (!key) return refuse(Code::KEY_MISSING);
    const std::string place = "vault item " + commitment.item.hex();
    KATIWALA_TRY(const auto box, items_->get(commitment.item));
    if (!box) return refuse(Code::STORE_DAMAGED, "An item of the vault is missing.", place);
    if (box->size() < kNonceBytes + kSaltBytes + crypto::kTagBytes) return refuse(Code::STORE_DAMAGED, "An item of the vault is cut short.", place);
    crypto::Nonce nonce;
    std::memcpy(nonce.data(), box->data(), kNonceBytes);
    KATIWALA_TRY(const Bytes clear, crypto::open(*key, nonce, commitment.item.bytes, ByteView(*box).subspan(kNonceBytes)));
    VaultSalt salt;
    std::memcpy(salt.data(), clear.data(), kSaltBytes);
    const ByteView bytes = ByteView(clear).subspan(kSaltBytes);
    if (commitment_digest(salt, bytes) != commitment.digest) {
      return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)), place);
    }
    return Bytes(bytes.begin(), bytes.end());
  }

 private:
  const std::unique_ptr<ItemTable> items_;
  crypto::KeyStore& keys_;
  crypto::Entropy& entropy_;
};

Result<std::unique_ptr<Vault>> vault_over(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                          const EngineOptions& options, bool create) {
  rocksdb::Options settings(database_settings(options, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords),
                            table_settings(options, false));
  settings.create_if_missing = create;
  settings.error_if_exists = create;
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::Open(settings, folder.string(), &db);
  if (status.IsInvalidArgument()) {
    const Code code = create ? Code::STORE_EXISTS : Code::STORE_MISSING;
    return refuse(code, create ? "There is a vault at that place already." : "There is no vault at that place.", folder.string());
  }
  if (!status.ok()) return refusal_of(status, folder.string());
  return std::unique_ptr<Vault>(
      std::make_unique<SealedVault>(std::make_unique<RocksTable>(std::unique_ptr<rocksdb::DB>(db)), keys, entropy));
}

}  // namespace

Digest commitment_digest(const std::array<std::uint8_t, 16>& salt, ByteView bytes) {
  constexpr std::array<std::uint8_t, 1> domain{0x03};
  return crypto::sha256({domain, salt, bytes});
}

Result<std::unique_ptr<Vault>> create_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                            const EngineOptions& options) {
  FileSystem& files = options.files != nullptr ? *options.files : posix_filesystem();
  KATIWALA_CHECK(files.make_folder(folder));
  KATIWALA_TRY(auto vault, vault_over(folder, keys, entropy, options, true));
  if (folder.has_parent_path()) KATIWALA_CHECK(files.sync_folder(folder.parent_path()));
  return vault;
}

Result<std::unique_ptr<Vault>> open_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                          const EngineOptions& options) {
  return vault_over(folder, keys, entropy, options, false);
}

std::unique_ptr<Vault> memory_vault(crypto::KeyStore& keys, crypto::Entropy& entropy) {
  return std::make_unique<SealedVault>(std::make_unique<MemoryTable>(), keys, entropy);
}

}  // namespace katiwala::store
