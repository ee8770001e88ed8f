#include "ledger/store/vault.h"

#include <rocksdb/sst_file_reader.h>

#include <algorithm>

#include "ledger/crypto/digest.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/rocks_settings.h"
#include "ledger/store/torn_log.h"
#include "ledger/store/unlisted.h"
#include "ledger/store/vault_pieces.h"

namespace katiwala::store {
namespace {

using VaultSalt = std::array<std::uint8_t, 16>;
constexpr std::size_t kSaltBytes = sizeof(VaultSalt);

/// An item that lies whole, as it is read in pieces.
class WholeItem final : public StoredBytes {
 public:
  explicit WholeItem(Bytes bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  Status read(std::size_t at, std::span<char> room) const override {
    KATIWALA_ASSERT(at <= bytes_.size() && room.size() <= bytes_.size() - at, "what is read does not lie within an item of the vault");
    if (!room.empty()) std::memcpy(room.data(), bytes_.data() + at, room.size());
    return good();
  }

 private:
  Bytes bytes_;
};

class SealedVault final : public Vault {
 public:
  SealedVault(VaultDatabase database, crypto::KeyStore& keys, crypto::Entropy& entropy)
      : items_(std::move(database)), keys_(keys), entropy_(entropy) {}

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
    KATIWALA_CHECK(items_.put(commitment.item.bytes, box));
    return commitment;
  }

  Result<Commitment> put_pieces(const crypto::KeyId& key_id, const StoredBytes& bytes) override {
    const auto key = keys_.find(key_id);
    if (!key) return refuse(Code::KEY_MISSING);
    return store::put_pieces(items_, *key, entropy_, bytes);
  }

  Result<Bytes> get(const crypto::KeyId& key_id, const Commitment& commitment) const override {
    const auto key = keys_.find(key_id);
    if (!key) return refuse(Code::KEY_MISSING);
    const std::string place = "vault item " + commitment.item.hex();
    const Bytes row = item_row(commitment.item);
    KATIWALA_TRY(const auto box, items_.get(row, place));
    if (!box) return not_whole(commitment.item, place);
    KATIWALA_TRY(const Bytes clear, open_row(*key, row, *box, place));
    if (clear.size() < kSaltBytes) return refuse(Code::STORE_DAMAGED, "An item of the vault is cut short.", place);
    VaultSalt salt;
    std::memcpy(salt.data(), clear.data(), kSaltBytes);
    const ByteView bytes = ByteView(clear).subspan(kSaltBytes);
    if (commitment_digest(salt, bytes) != commitment.digest) {
      return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)), place);
    }
    return Bytes(bytes.begin(), bytes.end());
  }

  Result<std::shared_ptr<const StoredBytes>> open(const crypto::KeyId& key, const Commitment& commitment) const override {
    if (!keys_.find(key)) return refuse(Code::KEY_MISSING);
    KATIWALA_TRY(auto in_pieces, open_pieces(items_, keys_, key, commitment));
    if (in_pieces) return in_pieces;
    KATIWALA_TRY(Bytes whole, get(key, commitment));
    return std::shared_ptr<const StoredBytes>(std::make_shared<WholeItem>(std::move(whole)));
  }

 private:
  [[nodiscard]] Refusal not_whole(const VaultId& item, const std::string& place) const {
    const auto cover = items_.get(cover_row(item), place);
    if (!cover.ok()) return cover.refusal();
    if (*cover) return refuse(Code::MESSAGE_TOO_LARGE, "This item of the vault is too long to be held in memory; it is read in pieces.", place);
    return refuse(Code::STORE_DAMAGED, "An item of the vault is missing.", place);
  }

  VaultTable items_;
  crypto::KeyStore& keys_;
  crypto::Entropy& entropy_;
};

/// Of what is kept in memory before it goes to a table: less than the journal's, for a single long item would fill that.
constexpr std::size_t kMostBuffered = std::size_t{2} << 20;

rocksdb::Options settings_of(EngineOptions options) {
  options.write_buffer_bytes = std::min(options.write_buffer_bytes, kMostBuffered);
  return {database_settings(options, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords), table_settings(options, false)};
}

enum class Opening { create, open, look };

Result<std::unique_ptr<rocksdb::DB>> database(const std::filesystem::path& folder, rocksdb::Options settings, Opening opening) {
  settings.create_if_missing = settings.error_if_exists = opening == Opening::create;
  rocksdb::DB* db = nullptr;
  const auto status = opening == Opening::look ? rocksdb::DB::OpenForReadOnly(settings, folder.string(), &db)
                                               : rocksdb::DB::Open(settings, folder.string(), &db);
  if (opening == Opening::create && status.IsInvalidArgument()) {
    return refuse(Code::STORE_EXISTS, "There is a vault at that place already.", folder.string());
  }
  if (!status.ok()) return refusal_of(status, folder.string());
  return std::unique_ptr<rocksdb::DB>(db);
}

/// Whether the row is of a piece whose item has no cover: it was on its way into the vault when the power was cut, and nobody was told that it is kept.
bool is_unfinished(rocksdb::DB& db, const rocksdb::Slice& row) {
  const auto cover = cover_of(view({row.data(), row.size()}));
  std::string value;
  return cover && db.Get(verified_read(), rocksdb::Slice(reinterpret_cast<const char*>(cover->data()), cover->size()), &value).IsNotFound();
}

/// Every item of a table is served by the database.
Status check_served(rocksdb::DB& db, const rocksdb::Options& settings, const std::string& table) {
  rocksdb::SstFileReader reader(settings);
  if (const auto status = reader.Open(table); !status.ok()) return refusal_of(status, table);
  const std::unique_ptr<rocksdb::Iterator> at(reader.NewIterator(verified_read()));
  std::string value;
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    if (db.Get(verified_read(), at->key(), &value).ok() || is_unfinished(db, at->key())) continue;
    return refuse(Code::STORE_DAMAGED, "The vault no longer lists this table, and an item is in it alone.", table);
  }
  return at->status().ok() ? good() : Status(refusal_of(at->status(), table));
}

Status check_unlisted_tables(const std::filesystem::path& folder, const rocksdb::Options& settings) {
  KATIWALA_TRY(const auto db, database(folder, settings, Opening::look));
  KATIWALA_TRY(const auto tables, unlisted_tables(*db));
  for (const std::string& table : tables) KATIWALA_CHECK(check_served(*db, settings, table));
  return good();
}

/// After a power cut the last, unsynced record of the log or of the list of files can be garbage that RocksDB refuses. It stood for
/// an item that nobody was told is kept.
Result<std::vector<TornLog>> torn_logs(const std::filesystem::path& folder, rocksdb::Env& env, FileSystem& files) {
  KATIWALA_TRY(auto manifest, torn_manifest(files, folder));
  KATIWALA_TRY(auto newest, torn_newest_log(env, files, folder));
  std::vector<TornLog> out;
  if (manifest) out.push_back(std::move(*manifest));
  if (newest) out.push_back(std::move(*newest));
  return out;
}

Result<VaultDatabase> open_database(const std::filesystem::path& folder, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  if (!files.exists(folder / "CURRENT")) return refuse(Code::STORE_MISSING, "There is no vault at that place.", folder.string());
  rocksdb::Options settings = settings_of(options);
  VaultDatabase out;
  if (const Status as_it_is = check_unlisted_tables(folder, settings); !as_it_is.ok()) {
    if (as_it_is.refusal().code != Code::STORE_DAMAGED) return as_it_is.refusal();
    KATIWALA_TRY(const auto torn, torn_logs(folder, *settings.env, files));
    if (torn.empty()) return as_it_is.refusal();
    out.env = ending_where_whole(settings.env, torn);
    settings.env = out.env.get();
    KATIWALA_CHECK(check_unlisted_tables(folder, settings));
    for (const TornLog& log : torn) KATIWALA_CHECK(keep_as_evidence(files, log));
  }
  KATIWALA_TRY(out.db, database(folder, settings, Opening::open));
  return out;
}

Result<std::unique_ptr<Vault>> vault_over(VaultDatabase database, crypto::KeyStore& keys, crypto::Entropy& entropy) {
  return std::unique_ptr<Vault>(std::make_unique<SealedVault>(std::move(database), keys, entropy));
}

}  // namespace

Digest commitment_digest(const std::array<std::uint8_t, 16>& salt, ByteView bytes) {
  constexpr std::array<std::uint8_t, 1> domain{0x03};
  return crypto::sha256({domain, salt, bytes});
}

Result<std::unique_ptr<Vault>> create_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                            const EngineOptions& options) {
  FileSystem& files = files_of(options);
  KATIWALA_CHECK(files.make_folder(folder));
  VaultDatabase made;
  KATIWALA_TRY(made.db, database(folder, settings_of(options), Opening::create));
  if (folder.has_parent_path()) KATIWALA_CHECK(files.sync_folder(folder.parent_path()));
  return vault_over(std::move(made), keys, entropy);
}

Result<std::unique_ptr<Vault>> open_vault(const std::filesystem::path& folder, crypto::KeyStore& keys, crypto::Entropy& entropy,
                                          const EngineOptions& options) {
  KATIWALA_TRY(auto opened, open_database(folder, options));
  return vault_over(std::move(opened), keys, entropy);
}

Result<std::uint64_t> copy_vault(const std::filesystem::path& from, const std::filesystem::path& to, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  KATIWALA_TRY(const auto source, database(from, settings_of(options), Opening::look));
  KATIWALA_CHECK(files.make_folder(to));
  const Opening opening = files.exists(to / "CURRENT") ? Opening::open : Opening::create;
  KATIWALA_TRY(const auto target, database(to, settings_of(options), opening));
  std::uint64_t copied = 0;
  std::string held;
  const std::unique_ptr<rocksdb::Iterator> at(source->NewIterator(verified_read()));
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    const auto known = target->Get(verified_read(), at->key(), &held);
    if (known.ok() && rocksdb::Slice(held) == at->value()) continue;
    if (known.ok()) return refuse(Code::STORE_DAMAGED, "Two vaults hold different items under one name.", "vault item " + at->key().ToString(true));
    if (!known.IsNotFound()) return refusal_of(known, to.string());
    if (const auto put = target->Put(unsynced_write(), at->key(), at->value()); !put.ok()) return refusal_of(put, to.string());
    if (!cover_of(view({at->key().data(), at->key().size()}))) ++copied;  // a piece is no item
  }
  if (!at->status().ok()) return refusal_of(at->status(), from.string());
  if (const auto synced = target->Flush(rocksdb::FlushOptions()); !synced.ok()) return refusal_of(synced, to.string());
  return copied;
}

}  // namespace katiwala::store
