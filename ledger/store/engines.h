/// Opening and creating the engines of the LogStore port.
///
/// A ledger's places (each may be on its own disk; the first two must not be one folder):
///   <data>/journal/        RocksDB: column families journal, tiles, derived
///   <head>/head            append-only head file: (ledger id, epoch, seq, leaf hash, CRC-32C) a record
///   <keys>/keystore, kek   data keys, wrapped, and the secret that opens them (keyfile.h); never in a backup of <data>
///   <data>/vault/          RocksDB: sealed items that are never judged
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/logstore.h"

namespace rocksdb {
class Env;
}

namespace katiwala::store {

struct Places {
  std::filesystem::path data;
  std::filesystem::path head;
  std::filesystem::path keys;
  /// data/, head/, keys/ under one root, for a sandbox.
  static Places under(const std::filesystem::path& root);
};

/// File operations of the head file and the key store, injectable so that power cuts can be simulated.
/// The default engine is POSIX with fsync/fdatasync and directory syncs.
class FileSystem;
FileSystem& posix_filesystem();

struct EngineOptions {
  rocksdb::Env* env = nullptr;         ///< nullptr: the system's
  FileSystem* files = nullptr;         ///< nullptr: posix_filesystem()
  std::size_t write_buffer_bytes = std::size_t{64} << 20;  ///< of each column family before it goes to a file
  int opening_threads = 16;            ///< that look at table files when opening; one is faster where there are few
};

/// Creates an empty journal and head file. STORE_EXISTS if anything of the kind is there. Only `init` calls it. The head file
/// comes last, so what a power cut leaves of an unfinished creation does not open.
/// All three: STORE_PLACES if the head file would lie beside or inside the database it watches.
Result<std::unique_ptr<LogStore>> create_rocks(const Places& places, LedgerId ledger, const EngineOptions& options);
/// Opens; takes the locks (STORE_LOCKED); compares database and head file; refuses with both heads named:
/// STORE_MISSING, STORE_BEHIND_HEAD, STORE_HEAD_MISMATCH, STORE_HEAD_DAMAGED, STORE_DAMAGED. A valid longer database is
/// kept (durable, never acknowledged) and the head file is brought up to it. Nothing is changed before the comparison passed:
/// a refused ledger is left as it was found.
Result<std::unique_ptr<LogStore>> open_rocks(const Places& places, const EngineOptions& options);
/// For verify, explain and doctor: no lock, no write, the database as it is; the head file is compared too.
Result<std::unique_ptr<LogStore>> open_rocks_read_only(const Places& places, const EngineOptions& options);

std::unique_ptr<LogStore> memory_store(LedgerId ledger);

}  // namespace katiwala::store
