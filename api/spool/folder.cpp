#include "api/spool/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "ledger/crypto/stored_digest.h"

namespace katiwala::api::spool {
namespace {

Refusal failed(const char* what, const Path& path) { return refuse(Code::STORE_IO, std::string(what) + ": " + std::strerror(errno) + ".", path.string()); }

Status sync(int fd, const Path& path) { return ::fsync(fd) == 0 ? good() : Status(failed("Can not sync", path)); }

Status sync_folder(const Path& folder) {
  const Handle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle.open() ? sync(handle.get(), folder) : Status(failed("Can not open", folder));
}

Status make_folder(const Path& path, unsigned mode) {
  if (::mkdir(path.c_str(), mode) == 0 || errno == EEXIST) return good();
  return failed("Can not make", path);
}

Status write_all(int fd, std::string_view bytes, const Path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed("Can not write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return good();
}

Path temporary(const Path& path) { return path.parent_path() / ("." + path.filename().string() + ".tmp"); }

}  // namespace

Handle::~Handle() {
  if (fd_ >= 0) ::close(fd_);
}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Result<Folder> Folder::open(const Path& root) {
  KATIWALA_CHECK(make_folder(root, 0700));
  for (const char* name : {"work", "done", "quarantine", "ready", "sent"}) KATIWALA_CHECK(make_folder(root / name, 0700));
  for (const char* name : {"in", "out"}) KATIWALA_CHECK(make_folder(root / name, 0770));
  const Path lock = root / "lock";
  Handle handle(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!handle.open()) return failed("Can not open", lock);
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) == 0) return Folder(root, std::move(handle));
  if (errno != EWOULDBLOCK) return failed("Can not lock", lock);
  return refuse(Code::SPOOL_LOCKED, std::string(sentence_of(Code::SPOOL_LOCKED)), lock.string());
}

Result<std::vector<std::string>> names_in(const Path& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::string name = at->path().filename().string();
    std::error_code of_entry;
    const bool is_folder = at->symlink_status(of_entry).type() == std::filesystem::file_type::directory;
    if (!name.starts_with('.') && !is_folder) out.push_back(std::move(name));
  }
  if (error) return refuse(Code::STORE_IO, "Can not list: " + error.message() + ".", folder.string());
  std::ranges::sort(out);
  return out;
}

bool is_there(const Path& path) {
  struct stat found{};
  return ::lstat(path.c_str(), &found) == 0;
}

Status move(const Path& from, const Path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return failed("Can not move", from);
  KATIWALA_CHECK(sync_folder(to.parent_path()));
  return sync_folder(from.parent_path());
}

Status keep_copy(const Path& from, const Path& to) {
  if (::link(from.c_str(), to.c_str()) != 0 && errno != EEXIST) return failed("Can not link", to);
  return sync_folder(to.parent_path());
}

Status write_whole(const Path& path, std::string_view bytes) {
  const Path before = temporary(path);
  const Handle handle(::open(before.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!handle.open()) return failed("Can not write", before);
  KATIWALA_CHECK(write_all(handle.get(), bytes, before));
  KATIWALA_CHECK(sync(handle.get(), before));
  return move(before, path);
}

Status take_away(const Path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("Can not remove", path);
  return sync_folder(path.parent_path());
}

Result<Delivered> read_delivered(const Path& path, std::size_t max_bytes) {
  KATIWALA_TRY(auto file, FileBytes::open(path.string()));
  if (file->size() > max_bytes) {
    return refuse(Code::HTTP_BODY_TOO_LARGE, "A message has at most " + std::to_string(max_bytes) + " bytes; the bank sends a longer one in parts.");
  }
  KATIWALA_TRY(const Digest sha256, crypto::sha256_of(*file));
  return Delivered{std::move(file), sha256};
}

}  // namespace katiwala::api::spool
