// RocksDB's file port over the simulated disk, from its public headers alone, and a clock on which nobody sleeps.
#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include "tests/ledger/store/simdisk_ports.h"

namespace katiwala::store::testing {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

std::string trimmed(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// Copies at most `count` bytes from `offset` into `scratch`.
IOStatus serve(const SimDisk& disk, const Inode& inode, std::size_t offset, std::size_t count, Slice* result, char* scratch) {
  const Bytes bytes = disk.read_range(inode, offset, count);
  if (!bytes.empty()) std::memcpy(scratch, bytes.data(), bytes.size());
  *result = Slice(scratch, bytes.size());
  return IOStatus::OK();
}

class SequentialFile final : public rocksdb::FSSequentialFile {
 public:
  SequentialFile(const SimDisk& disk, InodeRef inode) : disk_(disk), inode_(std::move(inode)) {}
  IOStatus Read(size_t n, const IOOptions&, Slice* result, char* scratch, IODebugContext*) override {
    const auto status = serve(disk_, *inode_, at_, n, result, scratch);
    at_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t n) override {
    at_ += n;
    return IOStatus::OK();
  }

 private:
  const SimDisk& disk_;
  const InodeRef inode_;
  std::size_t at_ = 0;
};

class RandomFile final : public rocksdb::FSRandomAccessFile {
 public:
  RandomFile(const SimDisk& disk, InodeRef inode) : disk_(disk), inode_(std::move(inode)) {}
  IOStatus Read(uint64_t offset, size_t n, const IOOptions&, Slice* result, char* scratch, IODebugContext*) const override {
    return serve(disk_, *inode_, offset, n, result, scratch);
  }

 private:
  const SimDisk& disk_;
  const InodeRef inode_;
};

class WritableFile final : public rocksdb::FSWritableFile {
 public:
  WritableFile(SimDisk& disk, std::string path, std::size_t size) : disk_(disk), path_(std::move(path)), size_(size) {}
  using rocksdb::FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(data.data());
    size_ += data.size();
    return outcome(disk_.apply({OpKind::append, path_, {}, Bytes(bytes, bytes + data.size())}));
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(uint64_t, const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return outcome(disk_.apply({OpKind::sync, path_, {}, {}})); }
  uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return size_; }

 private:
  IOStatus outcome(bool done) const {
    if (done) return IOStatus::OK();
    return disk_.no_space() ? IOStatus::NoSpace("simulated") : IOStatus::IOError("simulated");
  }
  SimDisk& disk_;
  const std::string path_;
  std::size_t size_;
};

class Directory final : public rocksdb::FSDirectory {
 public:
  Directory(SimDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    return disk_.apply({OpKind::sync_folder, path_, {}, {}}) ? IOStatus::OK() : IOStatus::IOError("simulated");
  }

 private:
  SimDisk& disk_;
  const std::string path_;
};

class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
  size_t GetLogFileSize() const override { return 0; }
};

class SimLockFile final : public rocksdb::FileLock {
 public:
  explicit SimLockFile(std::string name) : path(std::move(name)) {}
  const std::string path;
};

class SimFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit SimFileSystem(SimDisk& disk) : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()), disk_(disk) {}
  const char* Name() const override { return "SimFileSystem"; }

  IOStatus NewSequentialFile(const std::string& name, const FileOptions&, std::unique_ptr<rocksdb::FSSequentialFile>* out,
                             IODebugContext*) override {
    auto inode = disk_.open(name);
    if (!inode) return IOStatus::PathNotFound(name);
    *out = std::make_unique<SequentialFile>(disk_, std::move(inode));
    return IOStatus::OK();
  }
  IOStatus NewRandomAccessFile(const std::string& name, const FileOptions&, std::unique_ptr<rocksdb::FSRandomAccessFile>* out,
                               IODebugContext*) override {
    auto inode = disk_.open(name);
    if (!inode) return IOStatus::PathNotFound(name);
    *out = std::make_unique<RandomFile>(disk_, std::move(inode));
    return IOStatus::OK();
  }
  IOStatus NewWritableFile(const std::string& name, const FileOptions&, std::unique_ptr<rocksdb::FSWritableFile>* out,
                           IODebugContext*) override {
    if (!disk_.apply({OpKind::create, name, {}, {}})) return disk_.no_space() ? IOStatus::NoSpace("simulated") : IOStatus::IOError("simulated");
    *out = std::make_unique<WritableFile>(disk_, name, 0);
    return IOStatus::OK();
  }
  IOStatus ReopenWritableFile(const std::string& name, const FileOptions& options, std::unique_ptr<rocksdb::FSWritableFile>* out,
                              IODebugContext* debug) override {
    const auto inode = disk_.open(name);
    if (!inode) return NewWritableFile(name, options, out, debug);
    *out = std::make_unique<WritableFile>(disk_, name, disk_.size_of(*inode));
    return IOStatus::OK();
  }
  IOStatus NewDirectory(const std::string& name, const IOOptions&, std::unique_ptr<rocksdb::FSDirectory>* out, IODebugContext*) override {
    *out = std::make_unique<Directory>(disk_, trimmed(name));
    return IOStatus::OK();
  }
  IOStatus FileExists(const std::string& name, const IOOptions&, IODebugContext*) override {
    return disk_.has_file(name) || disk_.has_folder(trimmed(name)) ? IOStatus::OK() : IOStatus::NotFound();
  }
  IOStatus GetChildren(const std::string& folder, const IOOptions&, std::vector<std::string>* out, IODebugContext*) override {
    if (!disk_.has_folder(trimmed(folder))) return IOStatus::PathNotFound(folder);
    *out = disk_.children(trimmed(folder));
    return IOStatus::OK();
  }
  IOStatus DeleteFile(const std::string& name, const IOOptions&, IODebugContext*) override {
    if (!disk_.has_file(name)) return IOStatus::PathNotFound(name);
    return change({OpKind::remove, name, {}, {}});
  }
  IOStatus CreateDir(const std::string& name, const IOOptions&, IODebugContext*) override {
    return change({OpKind::make_folder, trimmed(name), {}, {}});
  }
  IOStatus CreateDirIfMissing(const std::string& name, const IOOptions&, IODebugContext*) override {
    if (disk_.has_folder(trimmed(name))) return IOStatus::OK();
    return change({OpKind::make_folder, trimmed(name), {}, {}});
  }
  IOStatus GetFileSize(const std::string& name, const IOOptions&, uint64_t* size, IODebugContext*) override {
    const auto inode = disk_.open(name);
    if (!inode) return IOStatus::PathNotFound(name);
    *size = disk_.size_of(*inode);
    return IOStatus::OK();
  }
  IOStatus GetFileModificationTime(const std::string&, const IOOptions&, uint64_t* time, IODebugContext*) override {
    *time = 0;
    return IOStatus::OK();
  }
  IOStatus GetAbsolutePath(const std::string& path, const IOOptions&, std::string* out, IODebugContext*) override {
    *out = path;
    return IOStatus::OK();
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override {
    if (!disk_.has_file(from)) return IOStatus::PathNotFound(from);
    return change({OpKind::rename, from, to, {}});
  }
  IOStatus LinkFile(const std::string&, const std::string&, const IOOptions&, IODebugContext*) override { return IOStatus::NotSupported(); }
  IOStatus AreFilesSame(const std::string&, const std::string&, const IOOptions&, bool*, IODebugContext*) override {
    return IOStatus::NotSupported();
  }
  IOStatus IsDirectory(const std::string& path, const IOOptions&, bool* is_folder, IODebugContext*) override {
    *is_folder = disk_.has_folder(trimmed(path));
    return IOStatus::OK();
  }
  IOStatus LockFile(const std::string& name, const IOOptions&, rocksdb::FileLock** lock, IODebugContext*) override {
    if (!disk_.try_lock(name)) return IOStatus::IOError("simulated: locked");
    *lock = new SimLockFile(name);
    return IOStatus::OK();
  }
  IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions&, IODebugContext*) override {
    const std::unique_ptr<SimLockFile> held(static_cast<SimLockFile*>(lock));
    disk_.unlock(held->path);
    return IOStatus::OK();
  }
  IOStatus NewLogger(const std::string&, const IOOptions&, std::shared_ptr<rocksdb::Logger>* out, IODebugContext*) override {
    *out = std::make_shared<SilentLogger>();
    return IOStatus::OK();
  }
  IOStatus GetFreeSpace(const std::string&, const IOOptions&, uint64_t* free_bytes, IODebugContext*) override {
    *free_bytes = std::uint64_t{1} << 40;
    return IOStatus::OK();
  }

 private:
  IOStatus change(Op op) {
    if (disk_.apply(std::move(op))) return IOStatus::OK();
    return disk_.no_space() ? IOStatus::NoSpace("simulated") : IOStatus::IOError("simulated");
  }
  SimDisk& disk_;
};

/// Failing background jobs of RocksDB wait by sleeping on this clock.
class WakefulClock final : public rocksdb::SystemClockWrapper {
 public:
  WakefulClock() : rocksdb::SystemClockWrapper(rocksdb::SystemClock::Default()) {}
  const char* Name() const override { return "WakefulClock"; }
  void SleepForMicroseconds(int) override {}
};

class SimEnv final : public rocksdb::EnvWrapper {
 public:
  explicit SimEnv(SimDisk& disk) : rocksdb::EnvWrapper(rocksdb::NewCompositeEnv(std::make_shared<SimFileSystem>(disk))) {
    system_clock_ = std::make_shared<WakefulClock>();
  }
  void SleepForMicroseconds(int) override {}
};

}  // namespace

std::unique_ptr<rocksdb::Env> make_env(SimDisk& disk) { return std::make_unique<SimEnv>(disk); }

}  // namespace katiwala::store::testing
