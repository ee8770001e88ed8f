#include "ledger/crypto/keystore.h"

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {
namespace {

class MemoryKeyStore final : public KeyStore {
 public:
  explicit MemoryKeyStore(Entropy& entropy) : entropy_(entropy) {}

  Result<KeyId> create() override {
    const std::lock_guard lock(mutex_);
    const auto id = random_id<KeyTag>(entropy_);
    const bool added = keys_.emplace(id, fresh_key()).second;
    KATIWALA_ASSERT(added, "a random key id came twice");
    return id;
  }

  std::shared_ptr<const DataKey> find(const KeyId& id) override {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(id);
    return found == keys_.end() ? nullptr : found->second;
  }

  /// There is no older copy of memory, so there is no key-encryption key to rotate.
  Status destroy(const KeyId& id) override {
    const std::lock_guard lock(mutex_);
    if (keys_.erase(id) == 0) return refuse(Code::KEY_MISSING);
    return good();
  }

  std::shared_ptr<const DataKey> ledger_key(std::string_view purpose) override {
    if (purpose != "request-hmac" && purpose != "matching") return nullptr;
    const std::lock_guard lock(mutex_);
    auto& key = ledger_keys_[std::string(purpose)];
    if (!key) key = fresh_key();
    return key;
  }

 private:
  std::shared_ptr<const DataKey> fresh_key() { return std::make_shared<const DataKey>(fresh_data_key(entropy_)); }

  std::mutex mutex_;
  Entropy& entropy_;
  std::unordered_map<KeyId, std::shared_ptr<const DataKey>> keys_;
  std::map<std::string, std::shared_ptr<const DataKey>, std::less<>> ledger_keys_;
};

}  // namespace

DataKey fresh_data_key(Entropy& entropy) {
  std::array<std::uint8_t, 32> raw;
  entropy.fill(raw);
  DataKey key(raw);
  OPENSSL_cleanse(raw.data(), raw.size());
  return key;
}

std::unique_ptr<KeyStore> memory_keystore(Entropy& entropy) { return std::make_unique<MemoryKeyStore>(entropy); }

std::array<std::uint8_t, 32> scrypt(std::string_view passphrase, ByteView salt, int log2_n) {
  KATIWALA_ASSERT(log2_n >= 1 && log2_n <= 24, "scrypt cost out of range");
  constexpr std::uint64_t kBlockSize = 8;
  const std::uint64_t cost = std::uint64_t{1} << log2_n;
  const std::uint64_t memory_bytes = 128 * kBlockSize * (cost + 4) + (1 << 20);
  std::array<std::uint8_t, 32> out;
  const int done = EVP_PBE_scrypt(passphrase.data() == nullptr ? "" : passphrase.data(), passphrase.size(), salt.data(), salt.size(), cost,
                                  kBlockSize, 1, memory_bytes, out.data(), out.size());
  KATIWALA_ASSERT(done == 1, "scrypt");
  return out;
}

}  // namespace katiwala::crypto
