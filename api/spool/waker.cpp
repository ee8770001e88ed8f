#include "api/spool/waker.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace katiwala::api::spool {

Result<Waker> Waker::create(const Path& folder) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  Handle signals(::signalfd(-1, &stop, SFD_CLOEXEC));
  Handle files(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  const bool watches = files.open() && ::inotify_add_watch(files.get(), folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE) >= 0;
  if (!watches || !signals.open()) return refuse(Code::STORE_IO, std::string("Can not watch: ") + std::strerror(errno) + ".", folder.string());
  return Waker(std::move(files), std::move(signals));
}

bool Waker::wait(int timeout_ms) {
  pollfd entries[] = {{signals_.get(), POLLIN, 0}, {files_.get(), POLLIN, 0}};
  while (::poll(entries, 2, timeout_ms) < 0 && errno == EINTR) {
  }
  char unread[4096];
  while (::read(files_.get(), unread, sizeof unread) > 0) {
  }
  return (entries[0].revents & POLLIN) == 0;
}

}  // namespace katiwala::api::spool
