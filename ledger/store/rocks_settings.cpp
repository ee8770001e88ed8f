#include "ledger/store/rocks_settings.h"

#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/table.h>

#include "ledger/store/rocks_log.h"

namespace katiwala::store {

FileSystem& files_of(const EngineOptions& options) { return options.files != nullptr ? *options.files : posix_filesystem(); }

rocksdb::DBOptions database_settings(const EngineOptions& options, rocksdb::WALRecoveryMode recovery) {
  rocksdb::DBOptions db;
  if (options.env != nullptr) db.env = options.env;
  db.create_if_missing = false;  // only `create` sets it: a missing ledger is never replaced by an empty one
  db.create_missing_column_families = false;
  db.paranoid_checks = true;
  db.wal_recovery_mode = recovery;
  db.track_and_verify_wals_in_manifest = true;  // tracks closed logs; DB::SyncWAL would defeat it and is never called
  db.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  db.max_bgerror_resume_count = 0;  // a failed write is never tried again behind our back
  db.info_log = rocks_log(options.env != nullptr);  // where there is an environment of its own, it is a simulation
  db.max_total_wal_size = 4 * options.write_buffer_bytes;  // bounds the replay at opening
  db.max_file_opening_threads = options.opening_threads;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  // Off by default and to stay off: manual WAL flush, WAL compression and recycling, pipelined, unordered and two-queue writes,
  // best-efforts recovery.
  return db;
}

rocksdb::ColumnFamilyOptions table_settings(const EngineOptions& options, bool compressed) {
  rocksdb::ColumnFamilyOptions table;
  table.write_buffer_size = options.write_buffer_bytes;
  table.paranoid_file_checks = true;
  table.memtable_protection_bytes_per_key = 8;
  table.compression = compressed ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.checksum = rocksdb::kXXH3;
  blocks.verify_compression = compressed;
  table.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  return table;
}

rocksdb::WriteOptions unsynced_write() {
  rocksdb::WriteOptions write;
  write.protection_bytes_per_key = 8;
  return write;
}

rocksdb::WriteOptions synced_write() {
  rocksdb::WriteOptions write = unsynced_write();
  write.sync = true;
  return write;
}

rocksdb::ReadOptions verified_read() {
  rocksdb::ReadOptions read;
  read.verify_checksums = true;
  return read;
}

Refusal refusal_of(const rocksdb::Status& status, const std::string& place) {
  const bool disk = status.IsNoSpace() || (status.IsIOError() && !status.IsPathNotFound());
  const Code code = disk ? Code::STORE_IO : Code::STORE_DAMAGED;
  return refuse(code, std::string(sentence_of(code)) + " (" + status.ToString() + ")", place);
}

}  // namespace katiwala::store
