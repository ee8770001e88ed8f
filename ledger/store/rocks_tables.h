/// The RocksDB database of one ledger, with its rules built into the type.
///
/// Column families: `default` holds one row, the identity of the ledger; `journal` blocks by first seq (u64 be); `tiles` full
/// tiles by level (u8) ‖ index (u64 be); `derived` the cache. There is no way to delete or overwrite in `journal` and `tiles`
/// here: `commit` is the only door to them, and its keys are new because the batch continues the journal without a gap.
///
/// Settings: docs/durability.md, in rocks_settings.cpp.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/block.h"
#include "ledger/store/engines.h"
#include "ledger/store/torn_log.h"

namespace rocksdb {
class DB;
class ColumnFamilyHandle;
class Status;
class Iterator;
}  // namespace rocksdb

namespace katiwala::store {

class RocksTables {
 public:
  /// How the write-ahead log is read when opening.
  enum class Recovery {
    tolerate_torn_tail,  ///< an incomplete last record is dropped; any damage refuses
    point_in_time,       ///< replays up to the first damage; sound only where the head file proves nothing acknowledged is lost
  };
  enum class Access { read_only, read_write };
  /// How much of what lies on the disk is taken for written.
  struct Reading {
    Recovery recovery = Recovery::tolerate_torn_tail;
    /// The list of files is read up to its last whole record; as sound as `point_in_time`, and for the same reason, once every
    /// entry was seen: a table that is no longer listed can have held any of them.
    std::optional<TornLog> manifest = {};
  };

  /// STORE_EXISTS if there is a database.
  static Result<std::unique_ptr<RocksTables>> create(const std::filesystem::path& folder, LedgerId ledger, const EngineOptions& options);
  /// STORE_DAMAGED for whatever the database reports, STORE_IO if the disk does not serve. Read-only access writes nothing at all.
  static Result<std::unique_ptr<RocksTables>> open(const std::filesystem::path& folder, const Reading& reading, Access access,
                                                   const EngineOptions& options);
  ~RocksTables();
  RocksTables(const RocksTables&) = delete;
  RocksTables& operator=(const RocksTables&) = delete;

  [[nodiscard]] LedgerId ledger() const { return ledger_; }
  /// A table lies in the folder that the list of files does not name: any entry could be in it alone.
  Result<bool> forgets_tables() const;

  /// Block and tiles in one synced write. STORE_IO: the outcome is unknown.
  Status commit(const Batch& batch);
  /// The newest block: its first seq and its frames; nothing if the journal is empty.
  Result<std::optional<std::pair<record::Seq, Bytes>>> newest_block() const;
  /// The frames of the block that starts at `first`. STORE_DAMAGED if there is none.
  Result<Bytes> block(record::Seq first) const;
  /// The bytes of one entry's frame. STORE_DAMAGED if it is not there.
  Result<Bytes> frame(record::Seq seq) const;
  /// Entries first..last, in order; stops at the first refusal.
  Status scan(record::Seq first, record::Seq last, const EntryVisitor& visit) const;
  std::optional<Bytes> tile(tree::TileId id) const;

  Status put_derived(std::span<const DerivedRow> rows, record::Seq reflects);
  [[nodiscard]] std::optional<record::Seq> derived_reflects() const;
  [[nodiscard]] bool has_derived_rows() const;
  Status scan_derived(const std::function<Status(ByteView key, ByteView value)>& visit) const;
  std::optional<Bytes> get_derived(ByteView key) const;
  Status clear_derived();

 private:
  RocksTables() = default;
  Status load_identity(const std::filesystem::path& folder);
  std::unique_ptr<rocksdb::Iterator> blocks() const;

  std::unique_ptr<rocksdb::Env> env_;  ///< only where a log is read short; outlives the database
  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::ColumnFamilyHandle* identity_ = nullptr;
  rocksdb::ColumnFamilyHandle* journal_ = nullptr;
  rocksdb::ColumnFamilyHandle* tiles_ = nullptr;
  rocksdb::ColumnFamilyHandle* derived_ = nullptr;
  LedgerId ledger_;
};

}  // namespace katiwala::store
