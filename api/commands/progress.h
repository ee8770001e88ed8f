/// One line on a terminal, drawn again at most ten times a second: done, rate, time left. Nothing where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>

namespace katiwala::api::commands {

class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  void show(std::uint64_t done, std::uint64_t total);
  /// Takes the line away.
  void end() const;

 private:
  using Steady = std::chrono::steady_clock;
  bool shown_;
  Steady::time_point started_ = Steady::now();
  Steady::time_point drawn_{};
  bool any_ = false;
};

}  // namespace katiwala::api::commands
