#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "ledger/store/engines.h"
#include "ledger/store/filesystem.h"

namespace katiwala::store {
namespace {

Refusal io_refusal(const char* what, const std::filesystem::path& path) {
  return refuse(Code::STORE_IO, std::string(what) + ": " + std::generic_category().message(errno), path.string());
}

/// An open descriptor, closed once.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

bool write_all(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
  return true;
}

class PosixAppendFile final : public AppendFile {
 public:
  PosixAppendFile(Descriptor fd, std::filesystem::path path) : fd_(std::move(fd)), path_(std::move(path)) {}

  Status append(ByteView bytes) override {
    if (!write_all(fd_.get(), bytes)) return io_refusal("append", path_);
    return good();
  }
  Status datasync() override {
    if (::fdatasync(fd_.get()) != 0) return io_refusal("fdatasync", path_);
    return good();
  }

 private:
  Descriptor fd_;
  std::filesystem::path path_;
};

class PosixLock final : public FileLock {
 public:
  explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;
};

class PosixFileSystem final : public FileSystem {
 public:
  bool exists(const Path& path) override {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0;
  }

  bool is_private(const Path& path) override {
    struct stat info{};
    return ::stat(path.c_str(), &info) == 0 && (info.st_mode & 077) == 0;
  }

  Status make_folder(const Path& path) override {
    struct stat info{};
    if (::stat(path.c_str(), &info) == 0) {
      if (S_ISDIR(info.st_mode)) return good();
      return refuse(Code::STORE_IO, "there is a file where a folder is needed", path.string());
    }
    if (path.has_parent_path() && path.parent_path() != path) KATIWALA_CHECK(make_folder(path.parent_path()));
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return io_refusal("mkdir", path);
    return good();
  }

  Result<std::optional<Bytes>> read(const Path& path) override {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.ok()) {
      if (errno == ENOENT || errno == ENOTDIR) return std::optional<Bytes>{};
      return io_refusal("open", path);
    }
    Bytes out;
    std::array<std::uint8_t, 65536> piece;
    for (;;) {
      const ssize_t got = ::read(fd.get(), piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return io_refusal("read", path);
      if (got == 0) return std::optional<Bytes>{std::move(out)};
      out.insert(out.end(), piece.begin(), piece.begin() + got);
    }
  }

  Status write_synced(const Path& path, ByteView bytes) override {
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.ok()) return io_refusal("create", path);
    return write_and_sync(fd, path, bytes);
  }

  Status overwrite_synced(const Path& path, ByteView bytes) override {
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.ok()) return io_refusal("open", path);
    return write_and_sync(fd, path, bytes);
  }

  Result<std::unique_ptr<AppendFile>> open_append(const Path& path) override {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.ok()) return io_refusal("open", path);
    return std::unique_ptr<AppendFile>(std::make_unique<PosixAppendFile>(std::move(fd), path));
  }

  Status rename(const Path& from, const Path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return io_refusal("rename", from);
    return good();
  }

  Status remove(const Path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return io_refusal("remove", path);
    return good();
  }

  Status sync_folder(const Path& folder) override {
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.ok()) return io_refusal("open folder", folder);
    if (::fsync(fd.get()) != 0) return io_refusal("fsync folder", folder);
    return good();
  }

  Result<std::unique_ptr<FileLock>> lock(const Path& path) override {
    Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.ok()) return io_refusal("open lock", path);
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return refuse(Code::STORE_LOCKED, std::string(sentence_of(Code::STORE_LOCKED)), path.string());
      return io_refusal("flock", path);
    }
    return std::unique_ptr<FileLock>(std::make_unique<PosixLock>(std::move(fd)));
  }

 private:
  static Status write_and_sync(const Descriptor& fd, const Path& path, ByteView bytes) {
    if (!write_all(fd.get(), bytes)) return io_refusal("write", path);
    if (::fsync(fd.get()) != 0) return io_refusal("fsync", path);
    return good();
  }
};

}  // namespace

FileSystem& posix_filesystem() {
  static PosixFileSystem files;
  return files;
}

Status replace_atomically(FileSystem& files, const std::filesystem::path& path, ByteView bytes) {
  std::filesystem::path fresh = path;
  fresh += ".new";
  KATIWALA_CHECK(files.write_synced(fresh, bytes));
  KATIWALA_CHECK(files.rename(fresh, path));
  return files.sync_folder(path.parent_path());
}

}  // namespace katiwala::store
