/// What wakes a watcher: a file that got its name in the folder, the time that has passed, or the wish that it ends.
#pragma once

#include "api/spool/folder.h"

namespace katiwala::api::spool {

class Waker {
 public:
  /// Blocks SIGTERM and SIGINT in this thread and those started after: they end `wait`. STORE_IO.
  static Result<Waker> create(const Path& folder);
  /// False: it is to end. Returns at once where a file came since the last call.
  [[nodiscard]] bool wait(int timeout_ms);

 private:
  Waker(Handle files, Handle signals) : files_(std::move(files)), signals_(std::move(signals)) {}
  Handle files_, signals_;
};

}  // namespace katiwala::api::spool
