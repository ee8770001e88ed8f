/// The `LogStore` port: an append-only journal with its tiles, the head that was acknowledged, and behind it a
/// cache of derived rows. Engines: RocksDB and memory (engines.h); both pass tests/ledger/store/conformance_test.cpp.
///
/// There is no delete and no overwrite of journal or tiles in this interface; append-only is a property of the type.
/// Order of durability (docs/durability.md): block + tiles, synced -> money-out entries read back -> head file, fdatasync -> return.
/// `append` returns only after all of it. Any failure latches the store read-only: every later append is STORE_READ_ONLY,
/// the outcome of the failed one is *unknown*, and a new process decides.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/record/entry.h"
#include "ledger/tree/tree.h"

namespace katiwala::store {

struct LedgerTag {};
using LedgerId = Id<LedgerTag>;

/// Entries back to back, consecutive, none crossing a multiple of 256. Built by BlockBuilder only.
struct Block {
  record::Seq first = 0;
  std::uint32_t count = 0;
  Bytes frames;                          ///< record::append_frame each
  std::vector<std::uint32_t> offsets;    ///< start of each frame, for read-back
};

/// What one group commit makes durable.
struct Batch {
  std::vector<Block> blocks;             ///< consecutive
  std::vector<tree::FullTile> tiles;
  record::Seq last = 0;                  ///< seq of the last entry
  Digest last_leaf{};
  std::vector<record::Seq> read_back;    ///< money-out entries to read back and compare before the head moves
};

/// The newest entry that was made durable and may be acknowledged.
struct Head {
  record::Seq seq = 0;
  Digest leaf{};
};

/// A row of a derived table. Rows are a cache: `rebuild` from the journal gives the same.
struct DerivedRow {
  Bytes key;                 ///< table byte ‖ subject id ‖ ...
  std::optional<Bytes> value;///< nothing: the row is gone
};

class LogStore {
 public:
  virtual ~LogStore() = default;

  [[nodiscard]] virtual LedgerId ledger() const = 0;
  /// Nothing if the journal is empty (a ledger that was made but whose entry 0 is not written yet).
  [[nodiscard]] virtual std::optional<Head> head() const = 0;

  /// Pre: batch continues the head without gap (asserted). See the order above.
  virtual Status append(const Batch& batch) = 0;
  [[nodiscard]] virtual bool read_only() const = 0;

  /// Calls `visit` for every entry from `first` to the head, in order; stops at the first refusal and returns it.
  /// A gap or an unreadable block is STORE_DAMAGED naming the entry.
  virtual Status scan(record::Seq first, const std::function<Status(record::Seq, record::StoredEntry)>& visit) const = 0;
  virtual Result<record::StoredEntry> read(record::Seq seq) const = 0;
  virtual std::optional<Bytes> tile(tree::TileId id) const = 0;

  /// Derived tables: one batch, unsynced, with the seq it reflects. May be called from another thread than append.
  virtual Status put_derived(std::span<const DerivedRow> rows, record::Seq reflects) = 0;
  /// The seq the derived tables reflect, and every row; nothing if there are none (rebuild from the journal).
  [[nodiscard]] virtual std::optional<record::Seq> derived_reflects() const = 0;
  virtual Status scan_derived(const std::function<Status(ByteView key, ByteView value)>& visit) const = 0;
  virtual std::optional<Bytes> get_derived(ByteView key) const = 0;
  /// Throws the cache away, before a rebuild.
  virtual Status clear_derived() = 0;
};

/// Cuts consecutive entries into blocks at multiples of 256.
class BlockBuilder {
 public:
  explicit BlockBuilder(record::Seq next) : next_(next) {}
  void add(const record::StoredEntry& entry);
  [[nodiscard]] std::vector<Block> take();
  [[nodiscard]] bool empty() const { return blocks_.empty(); }

 private:
  record::Seq next_;
  std::vector<Block> blocks_;
};

}  // namespace katiwala::store
