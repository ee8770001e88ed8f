/// A backup: the journal and the vault of a ledger as they were, in a folder of their own, checked before it is called one.
///
///   BACKUP/data/journal    the entries and tiles, a database of its own; BACKUP/head/head: its head file
///   BACKUP/data/vault      the vault's sealed items
///   BACKUP/katiwala.toml   the ledger's settings, to put back by hand on a new machine
///   BACKUP/backup          what was verified, written last: a folder without it is no backup
///
/// Never in it: data keys, the log's signing key, heads. So it can lie anywhere, and a copy of it brings no erased person back. Taken again into the same
/// folder, only what is new is added.   Source: docs/restore.md; docs/format.md, docs/durability.md.
#pragma once

#include <functional>

#include "api/ledger_folder.h"
#include "ledger/crypto/keystore.h"
#include "ledger/store/head_file.h"

namespace katiwala::api {

/// The file `backup`: five lines, `name value` each, in this order.
struct BackupManifest {
  store::LedgerId ledger;
  std::uint64_t entries = 0;
  Digest leaf{};             ///< of the last of them
  Digest root{};             ///< of their tree
  std::uint32_t epoch = 0;   ///< of the head file when it was taken

  [[nodiscard]] store::HeadRecord record() const { return {ledger, epoch, store::Head{entries - 1, leaf}}; }
  bool operator==(const BackupManifest&) const = default;
};
std::string print_manifest(const BackupManifest& manifest);
/// BACKUP_UNFINISHED with "line N".
Result<BackupManifest> parse_manifest(std::string_view text);
/// BACKUP_UNFINISHED if the folder has none.
Result<BackupManifest> read_manifest(const Path& backup);

store::Places backup_places(const Path& backup);

struct BackupTaken {
  BackupManifest manifest;
  std::uint64_t entries_added = 0;
  std::uint64_t vault_items_added = 0;
};
using BackupProgress = std::function<void(record::Seq done, record::Seq total)>;

/// Copies what is new from the ledger as it lies there (it may be serving), then verifies the whole copy as `katiwala verify` does (the first bad thing
/// it finds), then writes `backup`. `keys` may be null: then the parts of wards stay closed.
/// CHAIN_BROKEN or STORE_HEAD_MISMATCH if the folder holds the backup of another history.
Result<BackupTaken> take_backup(const LedgerFolder& folder, const store::LogStore& ledger, crypto::KeyStore* keys, const Path& backup, const BackupProgress& progress);

}  // namespace katiwala::api
