/// The file operations of the head file, the locks and the key store: few, and each says when it is durable.
///
/// RocksDB has its own file port (rocksdb::Env); this one is for the small files beside it. Tests put both over one
/// simulated disk (tests/ledger/store/simdisk.h), so a power cut hits everything at the same moment.
/// Every failure is STORE_IO with the path as place, unless a function says otherwise. New files are 0600, folders 0700.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::store {

/// A file that only grows. Nothing is durable before `datasync` returned good; a failed one is never tried again.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  virtual Status append(ByteView bytes) = 0;
  virtual Status datasync() = 0;
};

/// An advisory lock (flock), held until destroyed; the system drops it when the process ends, however it ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

class FileSystem {
 public:
  using Path = std::filesystem::path;
  virtual ~FileSystem() = default;

  [[nodiscard]] virtual bool exists(const Path& path) = 0;
  /// True if group and others have no permission at all.
  [[nodiscard]] virtual bool is_private(const Path& path) = 0;
  /// Creates the folder and its parents; durable once the parents are synced. Good if it is there already.
  virtual Status make_folder(const Path& path) = 0;

  /// The whole file; nothing if there is none.
  virtual Result<std::optional<Bytes>> read(const Path& path) = 0;
  /// A fresh file with these bytes, synced; replaces what was there. The name is durable after `sync_folder`.
  virtual Status write_synced(const Path& path, ByteView bytes) = 0;
  /// The same bytes of the same file are written over from the start, synced. Pre: the file exists.
  virtual Status overwrite_synced(const Path& path, ByteView bytes) = 0;
  /// Pre: the file exists.
  virtual Result<std::unique_ptr<AppendFile>> open_append(const Path& path) = 0;
  /// Atomic; durable after `sync_folder`.
  virtual Status rename(const Path& from, const Path& to) = 0;
  /// Good if there is no such file.
  virtual Status remove(const Path& path) = 0;
  virtual Status sync_folder(const Path& folder) = 0;

  /// Creates the lock file where needed; STORE_LOCKED if another holder has it.
  virtual Result<std::unique_ptr<FileLock>> lock(const Path& path) = 0;
};

/// Replaces `path` so that after a power cut there is the old file or the new one, never a mixture: `path`.new, synced,
/// renamed, folder synced.
Status replace_atomically(FileSystem& files, const std::filesystem::path& path, ByteView bytes);

}  // namespace katiwala::store
