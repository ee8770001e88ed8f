#include "api/commands/progress.h"

#include <unistd.h>

#include <cstdio>

namespace katiwala::api::commands {

ProgressLine::ProgressLine(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
  const auto now = Steady::now();
  if (!shown_ || now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - started_).count();
  const std::uint64_t rate = ms > 0 ? done * 1000 / static_cast<std::uint64_t>(ms) : 0;
  const std::uint64_t left_s = rate > 0 ? (total - done) / rate : 0;
  std::fprintf(stderr, "\r%llu of %llu entries, %llu/s, %llu s left   ", static_cast<unsigned long long>(done), static_cast<unsigned long long>(total),
               static_cast<unsigned long long>(rate), static_cast<unsigned long long>(left_s));
  any_ = true;
}

void ProgressLine::end() const {
  if (any_) std::fputs("\r\033[K", stderr);
}

}  // namespace katiwala::api::commands
