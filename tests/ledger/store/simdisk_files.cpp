// The store's own file port over the simulated disk.
#include "tests/ledger/store/simdisk_ports.h"

namespace katiwala::store::testing {
namespace {

Status outcome(bool done, const std::string& path) {
  if (done) return good();
  return refuse(Code::STORE_IO, "simulated: the disk does not answer", path);
}

class SimAppendFile final : public AppendFile {
 public:
  SimAppendFile(SimDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  Status append(ByteView bytes) override {
    return outcome(disk_.apply({OpKind::append, path_, {}, Bytes(bytes.begin(), bytes.end())}), path_);
  }
  Status datasync() override { return outcome(disk_.apply({OpKind::sync, path_, {}, {}}), path_); }

 private:
  SimDisk& disk_;
  std::string path_;
};

class SimLock final : public FileLock {
 public:
  SimLock(SimDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  ~SimLock() override { disk_.unlock(path_); }

 private:
  SimDisk& disk_;
  std::string path_;
};

class SimFiles final : public FileSystem {
 public:
  explicit SimFiles(SimDisk& disk) : disk_(disk) {}

  bool exists(const Path& path) override { return disk_.has_file(path.string()) || disk_.has_folder(path.string()); }
  bool is_private(const Path& path) override { return !disk_.is_loose(path.string()); }
  Status make_folder(const Path& path) override {
    if (disk_.has_folder(path.string())) return good();
    if (path.has_parent_path() && path.parent_path() != path) KATIWALA_CHECK(make_folder(path.parent_path()));
    return outcome(disk_.apply({OpKind::make_folder, path.string(), {}, {}}), path.string());
  }
  Result<std::optional<Bytes>> read(const Path& path) override { return disk_.read(path.string()); }
  Status write_synced(const Path& path, ByteView bytes) override {
    return outcome(disk_.apply({OpKind::create, path.string(), {}, {}}) && write(OpKind::append, path, bytes), path.string());
  }
  Status overwrite_synced(const Path& path, ByteView bytes) override {
    return outcome(write(OpKind::overwrite, path, bytes), path.string());
  }
  Result<std::unique_ptr<AppendFile>> open_append(const Path& path) override {
    if (!disk_.has_file(path.string())) return refuse(Code::STORE_IO, "simulated: no such file", path.string());
    return std::unique_ptr<AppendFile>(std::make_unique<SimAppendFile>(disk_, path.string()));
  }
  Status rename(const Path& from, const Path& to) override {
    return outcome(disk_.apply({OpKind::rename, from.string(), to.string(), {}}), from.string());
  }
  Status remove(const Path& path) override {
    if (!disk_.has_file(path.string())) return good();
    return outcome(disk_.apply({OpKind::remove, path.string(), {}, {}}), path.string());
  }
  Status sync_folder(const Path& folder) override {
    return outcome(disk_.apply({OpKind::sync_folder, folder.string(), {}, {}}), folder.string());
  }
  Result<std::unique_ptr<FileLock>> lock(const Path& path) override {
    if (!disk_.try_lock(path.string())) return refuse(Code::STORE_LOCKED, std::string(sentence_of(Code::STORE_LOCKED)), path.string());
    return std::unique_ptr<FileLock>(std::make_unique<SimLock>(disk_, path.string()));
  }

 private:
  bool write(OpKind kind, const Path& path, ByteView bytes) {
    return disk_.apply({kind, path.string(), {}, Bytes(bytes.begin(), bytes.end())}) && disk_.apply({OpKind::sync, path.string(), {}, {}});
  }
  SimDisk& disk_;
};

}  // namespace

std::unique_ptr<FileSystem> make_files(SimDisk& disk) { return std::make_unique<SimFiles>(disk); }

}  // namespace katiwala::store::testing
