#include "api/bench/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

extern char** environ;

namespace katiwala::api::bench {
namespace {

std::string all_of(int fd) {
  std::string out;
  std::array<char, 4096> some;
  for (ssize_t got = ::read(fd, some.data(), some.size()); got > 0; got = ::read(fd, some.data(), some.size())) out.append(some.data(), static_cast<std::size_t>(got));
  return out;
}

}  // namespace

Result<transport::Json> ask_child(const std::vector<std::string>& arguments) {
  const Refusal failed = refuse(Code::STORE_IO, "The benchmark's own process did not answer.");
  std::vector<std::string> words{"katiwala", "bench"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t child = 0;
  const int started = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  const std::string said = started == 0 ? all_of(ends[0]) : std::string();
  ::close(ends[0]);
  int status = 0;
  if (started != 0 || ::waitpid(child, &status, 0) != child || status != 0) return failed;
  return transport::parse_json(said);
}

std::int64_t number(const transport::Json& json, std::string_view key) {
  const auto* found = json.find(key);
  return found == nullptr || found->integer() == nullptr ? 0 : *found->integer();
}

}  // namespace katiwala::api::bench
