/// Where log lines go: a file that only grows, or standard error. Thread-safe.
///
/// A line is one write to a file opened for appending, so that lines of several threads never mix, and a file that was moved or cut away under it does no
/// harm. A line that can not be written is counted and gone: a full disk for logs stops no answer.
#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala::api {

class LogFile {
 public:
  /// "-" is standard error. STORE_IO with the path. A new file is 0600.
  static Result<std::unique_ptr<LogFile>> open(const std::string& path);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void append(std::string_view line);
  [[nodiscard]] std::int64_t lost() const { return lost_.load(); }

 private:
  LogFile(int fd, bool owned) : fd_(fd), owned_(owned) {}
  int fd_;
  bool owned_;
  std::atomic<std::int64_t> lost_{0};
};

}  // namespace katiwala::api
