/// The rows of the vault's database. Internal to this room.
///
///   item[16]                      an item that lies whole
///   item[16] ‖ 0x01 ‖ u32 number  a piece of one that is too long to be held in memory, from 0
///   item[16] ‖ 0x02               the cover of such an item, behind its pieces
///
/// Every row is nonce[12] ‖ ciphertext ‖ tag[16], AES-256-GCM under the item's data key; its own name is the associated data, so that none is served under
/// another. Sealed are of a whole item salt[16] ‖ bytes, of a piece 64 KiB of the bytes (of the last what is left), of a cover salt[16] ‖ u64 size.
///
/// Pieces are durable before their cover is written: pieces without one are of an item that nobody was told is kept.
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <optional>
#include <vector>

#include "ledger/store/vault.h"

namespace katiwala::store {

inline constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

Bytes item_row(const VaultId& item);
Bytes piece_row(const VaultId& item, std::uint32_t number);
Bytes cover_row(const VaultId& item);
/// The cover without which the row stands for nothing; nothing where it is no piece.
std::optional<Bytes> cover_of(ByteView row);

/// What lies under `row`; the nonce is drawn.
Bytes seal_row(const crypto::DataKey& key, crypto::Entropy& entropy, ByteView row, ByteView clear);
/// STORE_DAMAGED: cut short; DECRYPT_FAILED.
Result<Bytes> open_row(const crypto::DataKey& key, ByteView row, ByteView box, const std::string& place);

/// The database and, where it reads a log short, the environment it needs for that.
struct VaultDatabase {
  std::unique_ptr<rocksdb::Env> env = {};
  std::unique_ptr<rocksdb::DB> db = {};
};

class VaultTable {
 public:
  explicit VaultTable(VaultDatabase database) : env_(std::move(database.env)), db_(std::move(database.db)) {}

  /// Durable before returning. STORE_IO.
  Status put(ByteView row, ByteView box);
  /// Nothing: there is no such row.
  [[nodiscard]] Result<std::optional<Bytes>> get(ByteView row, const std::string& place) const;
  /// From `row` on, for one look through them; nothing of it stays in memory.
  [[nodiscard]] std::unique_ptr<rocksdb::Iterator> from(ByteView row) const;
  [[nodiscard]] rocksdb::DB& database() { return *db_; }

 private:
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::DB> db_;
};

/// Pieces on their way into the table. They go past the database's log and straight into its tables, for nothing relies on one before all are there; so they
/// are written once, and few of them are in memory at a time. What is not finished is taken away again, as far as the disk still serves.
class PiecesWriter {
 public:
  explicit PiecesWriter(VaultTable& table) : db_(table.database()) {}
  ~PiecesWriter();
  PiecesWriter(const PiecesWriter&) = delete;
  PiecesWriter& operator=(const PiecesWriter&) = delete;
  Status add(Bytes row, ByteView box);  ///< STORE_IO
  /// All of them are durable before returning. STORE_IO.
  Status finish();

 private:
  rocksdb::DB& db_;
  std::vector<Bytes> unfinished_;
};

}  // namespace katiwala::store
