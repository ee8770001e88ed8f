/// The real program as a child process: `katiwala serve` with its door open, and commands that run to their end.
///
/// The program is the one of this build, or what KATIWALA_CRASH_PROGRAM names (a deliberately broken one, tests/sabotage). A child dies
/// with the test, whatever happens to the test.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace katiwala::crash {

using Path = std::filesystem::path;

/// What surrounds a child.
struct Circumstances {
  std::vector<std::string> environment;             ///< "NAME=value", added to what the child always has
  std::optional<std::uint64_t> largest_file_bytes;  ///< no file may grow beyond: the write fails, as on a full disk
};

struct Outcome {
  int exit_code = -1;  ///< -1: ended by a signal
  int signal = 0;
  std::string out, err;
  [[nodiscard]] std::string all() const { return out + err; }
};

/// Runs `katiwala arguments...` to its end.
Outcome run(const std::vector<std::string>& arguments, const Circumstances& around = {});

/// A `katiwala serve`, or `katiwala witness serve`, on any free port.
class Server {
 public:
  /// Starts it and returns at once.
  explicit Server(const Path& root, const Circumstances& around = {}, std::vector<std::string> more = {}, const std::vector<std::string>& command = {"serve"});
  ~Server();  ///< kills what still runs
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// True once its door is open; false if it ended instead (then `outcome` says how).
  bool wait_ready();
  [[nodiscard]] std::uint16_t port() const { return port_; }

  void kill_9();              ///< SIGKILL, without waiting; may be called from any thread
  const Outcome& outcome();   ///< waits for its end
  const Outcome& terminate(); ///< SIGTERM, and waits

 private:
  pid_t pid_ = -1;
  int out_ = -1;  ///< the reading end of its standard output
  int err_ = -1;  ///< a file without a name
  std::uint16_t port_ = 0;
  std::string said_;
  std::optional<Outcome> outcome_;
};

/// A folder under the system's temporary one, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  Path path_;
};

/// A whole ledger folder, as it lies there.
void copy_folder(const Path& from, const Path& to);

}  // namespace katiwala::crash
