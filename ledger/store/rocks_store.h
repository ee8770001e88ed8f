/// The LogStore over RocksDB and the head file: order of durability and the latch. Opened by engines.h.
#pragma once

#include <atomic>
#include <mutex>

#include "ledger/store/head_file.h"
#include "ledger/store/rocks_tables.h"

namespace katiwala::store {

/// What a store holds besides its tables; declared first, so the locks are the last to go.
struct Locks {
  std::unique_ptr<FileLock> data;
  std::unique_ptr<FileLock> head;
};

class RocksStore final : public LogStore {
 public:
  /// Without a head file the store is read-only from the start.
  RocksStore(Locks locks, std::unique_ptr<RocksTables> tables, std::optional<HeadFile> head_file, std::optional<Head> head);

  LedgerId ledger() const override { return tables_->ledger(); }
  std::optional<Head> head() const override;
  Status append(const Batch& batch) override;
  bool read_only() const override { return latched_.load(); }
  Status scan(record::Seq first, const EntryVisitor& visit) const override;
  Result<record::StoredEntry> read(record::Seq seq) const override;
  std::optional<Bytes> tile(tree::TileId id) const override { return tables_->tile(id); }
  Status put_derived(std::span<const DerivedRow> rows, record::Seq reflects) override;
  std::optional<record::Seq> derived_reflects() const override;
  Status scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const override { return tables_->scan_derived(visit); }
  std::optional<Bytes> get_derived(ByteView key) const override { return tables_->get_derived(key); }
  Status clear_derived() override;

 private:
  Status make_durable(const Batch& batch);
  Status read_back(const Batch& batch) const;
  /// Passes `status` on; a refusal latches.
  Status latch(Status status);

  const Locks locks_;
  const std::unique_ptr<RocksTables> tables_;
  std::optional<HeadFile> head_file_;
  std::mutex appending_;
  mutable std::mutex head_mutex_;
  std::optional<Head> head_;
  std::atomic<bool> latched_;
};

}  // namespace katiwala::store
