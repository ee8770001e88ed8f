#include "api/operations/log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace katiwala::api {

Result<std::unique_ptr<LogFile>> LogFile::open(const std::string& path) {
  if (path == "-") return std::unique_ptr<LogFile>(new LogFile(STDERR_FILENO, false));
  const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
  if (fd < 0) return refuse(Code::STORE_IO, "The log file can not be opened for appending.", path);
  return std::unique_ptr<LogFile>(new LogFile(fd, true));
}

LogFile::~LogFile() {
  if (owned_) ::close(fd_);
}

void LogFile::append(std::string_view line) {
  while (true) {
    const ssize_t written = ::write(fd_, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    // What of a line is written is not taken back; the rest would stand behind others' lines.
    if (written != static_cast<ssize_t>(line.size())) ++lost_;
    return;
  }
}

}  // namespace katiwala::api
