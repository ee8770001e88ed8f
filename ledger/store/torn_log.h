/// A log of RocksDB's whose end was never finished (log_tail.h): found, read as if it ended before, and kept as evidence.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/store/filesystem.h"

namespace rocksdb {
class Env;
}

namespace katiwala::store {

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
