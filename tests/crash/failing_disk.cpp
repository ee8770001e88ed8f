// A disk that fails on demand, preloaded into the program (LD_PRELOAD): the program is the real one, its system calls are refused.
//
// While the file that KATIWALA_FAILING_DISK names exists and holds "CALL PART", CALL (write, sync) fails on every file whose path
// contains PART: a write with ENOSPC, an fsync or fdatasync with EIO.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace {

template <class Function>
Function* next(const char* name) {
  void* const found = dlsym(RTLD_NEXT, name);
  Function* out = nullptr;
  memcpy(&out, &found, sizeof out);
  return out;
}

/// Leaves errno alone.
bool fails(const char* call, int fd) {
  const char* const order = getenv("KATIWALA_FAILING_DISK");
  if (order == nullptr) return false;
  const int saved = errno;
  char text[128] = {}, link[64] = {}, path[4096] = {};
  const int file = open(order, O_RDONLY | O_CLOEXEC);
  const ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const char* const part = length > 0 ? strchr(text, ' ') : nullptr;
  const bool named = part != nullptr && strncmp(text, call, strlen(call)) == 0 && readlink(link, path, sizeof path - 1) > 0;
  errno = saved;
  return named && strstr(path, part + 1) != nullptr;
}

int refuse(int why) {
  errno = why;
  return -1;
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count) {
  static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
  return fails("write", fd) ? refuse(ENOSPC) : real(fd, bytes, count);
}
int fsync(int fd) {
  static auto* const real = next<int(int)>("fsync");
  return fails("sync", fd) ? refuse(EIO) : real(fd);
}
int fdatasync(int fd) {
  static auto* const real = next<int(int)>("fdatasync");
  return fails("sync", fd) ? refuse(EIO) : real(fd);
}

}  // extern "C"
