/// What a ledger's durability costs at the least: RocksDB as it comes, one synced put a commit, and a record appended and synced beside it.
///
/// The baseline of `katiwala bench` and nothing else: no ledger lies in it. It keeps none of the promises of logstore.h and has none of
/// the settings of docs/durability.md, so that nothing of what those cost is hidden in the baseline.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/logstore.h"

namespace katiwala::store {

class Yardstick {
 public:
  /// In a folder of its own, made here. STORE_IO.
  static Result<std::unique_ptr<Yardstick>> create(const std::filesystem::path& folder);
  ~Yardstick();
  Yardstick(const Yardstick&) = delete;
  Yardstick& operator=(const Yardstick&) = delete;

  /// These values, each under a new key, in one synced batch; then 64 bytes appended to a file and synced. STORE_IO.
  Status put(std::span<const Bytes> values);

 private:
  struct Impl;
  explicit Yardstick(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What reading entries costs at the least: their frames where they lie in the journal's database, found one after the other, and nothing done with them.
class BareJournal {
 public:
  /// Beside whoever writes it: what he writes afterwards is not seen. STORE_*.
  static Result<std::unique_ptr<BareJournal>> open(const std::filesystem::path& journal_folder);
  ~BareJournal();
  BareJournal(const BareJournal&) = delete;
  BareJournal& operator=(const BareJournal&) = delete;

  struct Found {
    std::uint64_t bytes = 0;   ///< of the frames
    std::uint64_t blocks = 0;  ///< that were read to find them: an entry lies among up to 255 others
  };
  /// STORE_DAMAGED where one is missing. Pre: ascending.
  Result<Found> find(std::span<const record::Seq> entries) const;

 private:
  struct Impl;
  explicit BareJournal(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Brings the database of a closed ledger to its smallest: what it takes on the disk then does not depend on when one looks. A ledger
/// that lives compacts by itself, later. STORE_*.
Status compact_for_measuring(const std::filesystem::path& journal_folder);

}  // namespace katiwala::store
