#include "ledger/store/rocks_tables.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include "ledger/base/endian.h"
#include "ledger/store/rocks_settings.h"
#include "ledger/store/unlisted.h"

namespace katiwala::store {
namespace {

constexpr std::string_view kIdentityKey = "ledger";
constexpr std::uint8_t kLayoutVersion = 1;
constexpr std::size_t kProtectionBytes = 8;
constexpr std::size_t kClearBatchRows = 1000;

rocksdb::Slice slice(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
ByteView bytes_of(const rocksdb::Slice& s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }
Bytes copy_of(const rocksdb::Slice& s) {
  const ByteView bytes = bytes_of(s);
  return {bytes.begin(), bytes.end()};
}

std::array<std::uint8_t, 8> block_key(record::Seq first) {
  std::array<std::uint8_t, 8> key;
  store_be(key.data(), first);
  return key;
}

std::array<std::uint8_t, 9> tile_key(tree::TileId id) {
  std::array<std::uint8_t, 9> key{id.level};
  store_be(key.data() + 1, id.index);
  return key;
}

/// The seq the derived tables reflect lies under the empty key, in their own column family: so it is flushed and lost with
/// them and with nothing else.
const rocksdb::Slice kReflectsKey;

std::vector<rocksdb::ColumnFamilyDescriptor> families(const EngineOptions& options) {
  return {{rocksdb::kDefaultColumnFamilyName, table_settings(options, false)},
          {"journal", table_settings(options, true)},
          {"tiles", table_settings(options, false)},
          {"derived", table_settings(options, true)}};
}

rocksdb::WALRecoveryMode mode_of(RocksTables::Recovery recovery) {
  return recovery == RocksTables::Recovery::point_in_time ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                                          : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
}

/// After an uncertain write: not the caller's business what RocksDB calls it.
Status write_outcome(const rocksdb::Status& status) {
  if (status.ok()) return good();
  return refuse(Code::STORE_IO, std::string(sentence_of(Code::STORE_IO)) + " (" + status.ToString() + ")");
}

}  // namespace

RocksTables::~RocksTables() {
  if (!db_) return;
  for (rocksdb::ColumnFamilyHandle* handle : {identity_, journal_, tiles_, derived_})
    if (handle != nullptr) static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
}

Result<std::unique_ptr<RocksTables>> RocksTables::create(const std::filesystem::path& folder, LedgerId ledger,
                                                         const EngineOptions& options) {
  rocksdb::DBOptions settings = database_settings(options, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords);
  settings.create_if_missing = true;
  settings.create_missing_column_families = true;
  settings.error_if_exists = true;
  // RocksDB makes it too, but complains first that it is not there.
  auto status = settings.env->CreateDirIfMissing(folder.string());
  if (!status.ok()) return refusal_of(status, folder.string());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  status = rocksdb::DB::Open(settings, folder.string(), families(options), &handles, &db);
  if (status.IsInvalidArgument()) return refuse(Code::STORE_EXISTS, std::string(sentence_of(Code::STORE_EXISTS)), folder.string());
  if (!status.ok()) return refusal_of(status, folder.string());
  std::unique_ptr<RocksTables> tables(new RocksTables);
  tables->db_.reset(db);
  tables->identity_ = handles[0], tables->journal_ = handles[1], tables->tiles_ = handles[2], tables->derived_ = handles[3];
  tables->ledger_ = ledger;

  Bytes identity{kLayoutVersion};
  identity.insert(identity.end(), ledger.bytes.begin(), ledger.bytes.end());
  status = db->Put(synced_write(), tables->identity_, slice(view(kIdentityKey)), slice(identity));
  // In a file of its own, so that no damage of a log takes the name of the ledger away.
  if (status.ok()) status = db->Flush(rocksdb::FlushOptions(), tables->identity_);
  if (!status.ok()) return refusal_of(status, folder.string());
  return tables;
}

Result<std::unique_ptr<RocksTables>> RocksTables::open(const std::filesystem::path& folder, const Reading& reading, Access access,
                                                       const EngineOptions& options) {
  rocksdb::DBOptions settings = database_settings(options, mode_of(reading.recovery));
  std::unique_ptr<RocksTables> tables(new RocksTables);
  if (reading.manifest) {
    tables->env_ = ending_where_whole(settings.env, {*reading.manifest});
    settings.env = tables->env_.get();
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const auto status = access == Access::read_only
                          ? rocksdb::DB::OpenForReadOnly(settings, folder.string(), families(options), &handles, &db)
                          : rocksdb::DB::Open(settings, folder.string(), families(options), &handles, &db);
  if (!status.ok()) return refusal_of(status, folder.string());
  tables->db_.reset(db);
  tables->identity_ = handles[0], tables->journal_ = handles[1], tables->tiles_ = handles[2], tables->derived_ = handles[3];
  KATIWALA_CHECK(tables->load_identity(folder));
  return tables;
}

Result<bool> RocksTables::forgets_tables() const {
  KATIWALA_TRY(const auto tables, unlisted_tables(*db_));
  return !tables.empty();
}

Status RocksTables::load_identity(const std::filesystem::path& folder) {
  std::string value;
  const auto status = db_->Get(verified_read(), identity_, slice(view(kIdentityKey)), &value);
  if (status.IsNotFound()) return refuse(Code::STORE_DAMAGED, "The database does not say whose ledger it is.", folder.string());
  if (!status.ok()) return refusal_of(status, folder.string());
  const ByteView bytes = view(value);
  if (bytes.size() != 17 || bytes[0] != kLayoutVersion) {
    return refuse(Code::STORE_DAMAGED, "The database has a layout this program does not know.", folder.string());
  }
  std::memcpy(ledger_.bytes.data(), bytes.data() + 1, 16);
  return good();
}

Status RocksTables::commit(const Batch& batch) {
  std::size_t size = 256;
  for (const Block& block : batch.blocks) size += block.frames.size() + 32;
  rocksdb::WriteBatch writes(size + batch.tiles.size() * (tree::kTileBytes + 32), 0, kProtectionBytes, 0);
  for (const Block& block : batch.blocks) {
    const auto status = writes.Put(journal_, slice(block_key(block.first)), slice(block.frames));
    if (!status.ok()) return write_outcome(status);
  }
  for (const tree::FullTile& tile : batch.tiles) {
    const auto status = writes.Put(tiles_, slice(tile_key(tile.id)), slice(tile.hashes));
    if (!status.ok()) return write_outcome(status);
  }
  rocksdb::WriteOptions options = synced_write();
#ifdef KATIWALA_SABOTAGE_ack_before_sync
  options.sync = false;
#endif
#ifdef KATIWALA_SABOTAGE_answers_from_memory
  options.sync = false;
  options.disableWAL = true;
#endif
  return write_outcome(db_->Write(options, &writes));
}

std::unique_ptr<rocksdb::Iterator> RocksTables::blocks() const {
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(verified_read(), journal_));
}

Result<std::optional<std::pair<record::Seq, Bytes>>> RocksTables::newest_block() const {
  const auto at = blocks();
  at->SeekToLast();
  if (!at->Valid()) {
    if (!at->status().ok()) return refusal_of(at->status(), "the newest block");
    return std::optional<std::pair<record::Seq, Bytes>>{};
  }
  if (at->key().size() != 8) return refuse(Code::STORE_DAMAGED, "A block has no number.", "the newest block");
  return std::optional(std::pair(load_be<record::Seq>(bytes_of(at->key()).data()), copy_of(at->value())));
}

Result<Bytes> RocksTables::block(record::Seq first) const {
  rocksdb::PinnableSlice value;
  const auto status = db_->Get(verified_read(), journal_, slice(block_key(first)), &value);
  if (!status.ok()) return damaged_entry(first, status.IsNotFound() ? "the entry is missing" : status.ToString());
  return copy_of(value);
}

Result<Bytes> RocksTables::frame(record::Seq seq) const {
  // A ledger that was busy has 256 entries to a block, and such a block is found by its number, in the one file that has it. An iterator looks into every
  // file for what may come before; that is for blocks that begin elsewhere.
  const record::Seq begin = seq - seq % kBlockLimit;
  rocksdb::PinnableSlice whole;
  if (db_->Get(verified_read(), journal_, slice(block_key(begin)), &whole).ok()) {
    const auto frame = frame_of(begin, bytes_of(whole), seq);
    if (frame.ok()) return Bytes(frame->begin(), frame->end());
  }
  const auto at = blocks();
  at->SeekForPrev(slice(block_key(seq)));
  if (!at->Valid() || at->key().size() != 8) return damaged_entry(seq, at->status().ok() ? "the entry is missing" : at->status().ToString());
  KATIWALA_TRY(const auto bytes, frame_of(load_be<record::Seq>(bytes_of(at->key()).data()), bytes_of(at->value()), seq));
  return Bytes(bytes.begin(), bytes.end());
}

Status RocksTables::scan(record::Seq first, record::Seq last, const EntryVisitor& visit) const {
  const auto at = blocks();
  record::Seq next = first;
  for (at->SeekForPrev(slice(block_key(first))); next <= last; at->Next()) {
    if (!at->Valid() || at->key().size() != 8) return damaged_entry(next, at->status().ok() ? "the entry is missing" : at->status().ToString());
    const auto start = load_be<record::Seq>(bytes_of(at->key()).data());
    if (start > next || (next != first && start != next)) return damaged_entry(next, "the blocks do not join");
    KATIWALA_TRY(const auto after, visit_block(start, bytes_of(at->value()), next, last, visit));
    if (after <= next) return damaged_entry(next, "the entry is missing");
    next = after;
  }
  return good();
}

std::optional<Bytes> RocksTables::tile(tree::TileId id) const {
  std::string value;
  // Unreadable is as good as absent: the tree's loader names the tile it needed.
  if (!db_->Get(verified_read(), tiles_, slice(tile_key(id)), &value).ok()) return std::nullopt;
  const ByteView bytes = view(value);
  return Bytes(bytes.begin(), bytes.end());
}

// Why derived rows may go to the same log without a sync. They are written only after the entries they reflect were synced
// (asserted by the store), and one log keeps one order: what a power cut leaves is a prefix of it, in which rows that reflect
// seq N come after entry N. If their memtable is flushed first, the entries were durable already. A later synced append makes
// earlier rows durable too, which is welcome. Rows and seq are one batch in one column family, so they are replayed, flushed
// and lost together. Hence after any crash: derived reflects <= journal head. Damage can break that; opening then throws the
// cache away.
Status RocksTables::put_derived(std::span<const DerivedRow> rows, record::Seq reflects) {
  rocksdb::WriteBatch writes(0, 0, kProtectionBytes, 0);
  for (const DerivedRow& row : rows) {
    KATIWALA_ASSERT(!row.key.empty(), "a derived row has a key");
    const auto status = row.value ? writes.Put(derived_, slice(row.key), slice(*row.value)) : writes.Delete(derived_, slice(row.key));
    if (!status.ok()) return write_outcome(status);
  }
  const auto status = writes.Put(derived_, kReflectsKey, slice(block_key(reflects)));
  if (!status.ok()) return write_outcome(status);
  return write_outcome(db_->Write(unsynced_write(), &writes));
}

std::optional<record::Seq> RocksTables::derived_reflects() const {
  std::string value;
  if (!db_->Get(verified_read(), derived_, kReflectsKey, &value).ok() || value.size() != 8) return std::nullopt;
  return load_be<record::Seq>(view(value).data());
}

bool RocksTables::has_derived_rows() const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(verified_read(), derived_));
  at->SeekToFirst();
  return at->Valid() || !at->status().ok();
}

Status RocksTables::scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(verified_read(), derived_));
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    if (at->key().empty()) continue;
    KATIWALA_CHECK(visit(bytes_of(at->key()), bytes_of(at->value())));
  }
  if (!at->status().ok()) return refusal_of(at->status(), "derived tables");
  return good();
}

std::optional<Bytes> RocksTables::get_derived(ByteView key) const {
  std::string value;
  if (!db_->Get(verified_read(), derived_, slice(key), &value).ok()) return std::nullopt;
  const ByteView bytes = view(value);
  return Bytes(bytes.begin(), bytes.end());
}

Status RocksTables::clear_derived() {
  // The empty key sorts first, so what the tables reflect is gone before the first row is: half a clearing counts as none.
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(verified_read(), derived_));
  at->SeekToFirst();
  while (at->Valid()) {
    rocksdb::WriteBatch writes(0, 0, kProtectionBytes, 0);
    for (std::size_t rows = 0; at->Valid() && rows < kClearBatchRows; ++rows, at->Next()) {
      const auto status = writes.Delete(derived_, at->key());
      if (!status.ok()) return write_outcome(status);
    }
    KATIWALA_CHECK(write_outcome(db_->Write(unsynced_write(), &writes)));
  }
  if (!at->status().ok()) return refusal_of(at->status(), "derived tables");
  return good();
}

}  // namespace katiwala::store
