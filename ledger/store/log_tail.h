/// Where an unfinished write at the end of one of RocksDB's own logs begins.
///
/// RocksDB appends to its write-ahead log and to its MANIFEST (the list of its files) in one format: blocks of 32 KiB, in them
/// records of masked CRC-32C u32 le ‖ length u16 le ‖ type u8 ‖ payload. A power cut between an append and its sync can leave
/// anything in place of the appended bytes. RocksDB takes a record that is cut short for the end of the log; one whose random
/// length happens to fit it takes for damage, and refuses.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/store/filesystem.h"

namespace rocksdb {
class Env;
}

namespace katiwala::store {

struct LogExtent {
  std::size_t whole = 0;      ///< bytes up to the end of the last record before the first that is not whole
  bool whole_behind = false;  ///< behind that there is a whole record yet: not an unfinished write but damage
};
LogExtent extent_of_log(ByteView log);

/// A log whose end was never finished.
struct TornLog {
  std::filesystem::path file;
  std::size_t whole = 0;
  Bytes bytes;  ///< all that is there now
};

/// Nothing if the log is whole or not there. STORE_DAMAGED if what is wrong with it can not be an unfinished write.
Result<std::optional<TornLog>> torn_log(FileSystem& files, const std::filesystem::path& file);
/// The MANIFEST that the database in `folder` names as current.
Result<std::optional<TornLog>> torn_manifest(FileSystem& files, const std::filesystem::path& folder);
/// The newest write-ahead log in `folder`.
Result<std::optional<TornLog>> torn_newest_log(rocksdb::Env& env, FileSystem& files, const std::filesystem::path& folder);

/// `base` but for these logs, which end where their whole records end. Changes nothing on the disk; `base` must outlive it.
std::unique_ptr<rocksdb::Env> ending_where_whole(rocksdb::Env* base, const std::vector<TornLog>& logs);
/// Before RocksDB replaces the log by a new one: a copy of it as found, beside the database's folder (`<folder>.<name>.torn`).
Status keep_as_evidence(FileSystem& files, const TornLog& log);

}  // namespace katiwala::store
