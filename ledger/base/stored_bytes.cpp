#include "ledger/base/stored_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace katiwala {

Result<std::string> beginning_of(const StoredBytes& stored, std::size_t bytes) {
  std::string out(std::min(bytes, stored.size()), '\0');
  KATIWALA_CHECK(stored.read(0, out));
  return out;
}

Result<std::shared_ptr<const FileBytes>> FileBytes::open(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 && errno == ELOOP) return refuse(Code::MEDIA_TYPE, "A link is not a file that was delivered.", name);
  if (fd < 0) return refuse(Code::STORE_IO, "The file can not be read: " + std::string(std::strerror(errno)) + ".", name);
  std::shared_ptr<FileBytes> out(new FileBytes(fd, name));
  struct stat found{};
  if (::fstat(fd, &found) != 0) return refuse(Code::STORE_IO, "The file can not be read: " + std::string(std::strerror(errno)) + ".", name);
  if (!S_ISREG(found.st_mode)) return refuse(Code::MEDIA_TYPE, "This is not a plain file.", name);
  out->size_ = static_cast<std::size_t>(found.st_size);
  return std::shared_ptr<const FileBytes>(std::move(out));
}

FileBytes::~FileBytes() { ::close(fd_); }

Status FileBytes::read(std::size_t at, std::span<char> room) const {
  while (!room.empty()) {
    const ssize_t got = ::pread(fd_, room.data(), room.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return refuse(Code::STORE_IO, got == 0 ? "The file ends before its size." : "The file can not be read.", name_);
    at += static_cast<std::size_t>(got);
    room = room.subspan(static_cast<std::size_t>(got));
  }
  return good();
}

}  // namespace katiwala
