/// The one place where RocksDB is configured, for the journal and for the vault.
#pragma once

#include <rocksdb/options.h>

#include "ledger/base/result.h"
#include "ledger/store/engines.h"

namespace katiwala::store {

/// The file operations these options name.
FileSystem& files_of(const EngineOptions& options);

rocksdb::DBOptions database_settings(const EngineOptions& options, rocksdb::WALRecoveryMode recovery);
/// `compressed` where the values have something left to compress: not for hashes and ciphertext alone.
rocksdb::ColumnFamilyOptions table_settings(const EngineOptions& options, bool compressed);
rocksdb::WriteOptions synced_write();
rocksdb::WriteOptions unsynced_write();
rocksdb::ReadOptions verified_read();

/// What a failed opening or read means: STORE_IO if the disk does not serve, STORE_DAMAGED otherwise.
Refusal refusal_of(const rocksdb::Status& status, const std::string& place);

}  // namespace katiwala::store
