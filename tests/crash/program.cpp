#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "ledger/base/assert.h"

namespace katiwala::crash {
namespace {

std::string program() {
  const char* const named = std::getenv("KATIWALA_CRASH_PROGRAM");
  return named != nullptr && *named != '\0' ? named : KATIWALA_PROGRAM;
}

/// Everything the child needs, made before the fork: between fork and exec nothing may allocate.
struct CommandLine {
  std::vector<std::string> words, environment;
  std::vector<char*> argv, envp;

  CommandLine(const std::vector<std::string>& arguments, const Circumstances& around) {
    words.push_back(program());
    words.insert(words.end(), arguments.begin(), arguments.end());
    for (char** at = environ; *at != nullptr; ++at) set(*at);
    set(std::string("KATIWALA_DATA=") + KATIWALA_SOURCE_DIR + "/policies/data");
    for (const std::string& line : around.environment) set(line);
    for (std::string& word : words) argv.push_back(word.data());
    for (std::string& line : environment) envp.push_back(line.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
  }

 private:
  /// Of two lines of one name a program sees the first.
  void set(const std::string& line) {
    const std::string name = line.substr(0, line.find('=') + 1);
    std::erase_if(environment, [&](const std::string& known) { return known.starts_with(name); });
    environment.push_back(line);
  }
};

pid_t start(const std::vector<std::string>& arguments, const Circumstances& around, int out, int err) {
  CommandLine line(arguments, around);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  KATIWALA_ASSERT(pid >= 0, "fork");
  if (pid > 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (around.largest_file_bytes) {
    const rlimit limit{*around.largest_file_bytes, *around.largest_file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);  // the write fails instead
  }
  ::execve(line.argv[0], line.argv.data(), line.envp.data());
  ::_exit(127);
}

int nameless_file() {
  const int fd = ::memfd_create("katiwala-crash", MFD_CLOEXEC);
  KATIWALA_ASSERT(fd >= 0, "memfd_create");
  return fd;
}

std::string content(int fd) {
  std::string out;
  char buffer[4096];
  ::lseek(fd, 0, SEEK_SET);
  for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
  return out;
}

void reap(pid_t pid, Outcome& outcome) {
  int status = 0;
  KATIWALA_ASSERT(::waitpid(pid, &status, 0) == pid, "waitpid");
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  else outcome.signal = WTERMSIG(status);
}

}  // namespace

Outcome run(const std::vector<std::string>& arguments, const Circumstances& around) {
  const int out = nameless_file(), err = nameless_file();
  Outcome outcome;
  reap(start(arguments, around, out, err), outcome);
  outcome.out = content(out);
  outcome.err = content(err);
  ::close(out);
  ::close(err);
  return outcome;
}

Server::Server(const Path& root, const Circumstances& around, std::vector<std::string> more, const std::vector<std::string>& command) : err_(nameless_file()) {
  int ends[2];
  KATIWALA_ASSERT(::pipe2(ends, O_CLOEXEC) == 0, "pipe2");
  out_ = ends[0];
  std::vector<std::string> arguments = command;
  for (const std::string& word : {root.string(), std::string("--port"), std::string("0"), std::string("--json")}) arguments.push_back(word);
  arguments.insert(arguments.end(), more.begin(), more.end());
  pid_ = start(arguments, around, ends[1], err_);
  ::close(ends[1]);
}

Server::~Server() {
  kill_9();
  static_cast<void>(outcome());
  ::close(out_);
  ::close(err_);
}

bool Server::wait_ready() {
  char byte;
  while (::read(out_, &byte, 1) == 1) {
    if (byte != '\n') {
      said_.push_back(byte);
      continue;
    }
    said_.push_back(byte);
    // {"ready":"https://127.0.0.1:44103", ... or http:
    constexpr std::string_view kHost = "://127.0.0.1:";
    const auto host = said_.find(kHost, said_.find("\"ready\":\"http"));
    if (host == std::string::npos) continue;
    port_ = static_cast<std::uint16_t>(std::stoul(said_.substr(host + kHost.size())));
    return true;
  }
  return false;
}

void Server::kill_9() {
  if (!outcome_) ::kill(pid_, SIGKILL);
}

const Outcome& Server::outcome() {
  if (outcome_) return *outcome_;
  Outcome outcome;
  char buffer[4096];
  for (ssize_t n; (n = ::read(out_, buffer, sizeof buffer)) > 0;) said_.append(buffer, static_cast<std::size_t>(n));
  reap(pid_, outcome);
  outcome.out = said_;
  outcome.err = content(err_);
  return outcome_.emplace(std::move(outcome));
}

const Outcome& Server::terminate() {
  if (!outcome_) ::kill(pid_, SIGTERM);
  return outcome();
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "katiwala-crash-XXXXXX").string();
  KATIWALA_ASSERT(::mkdtemp(name.data()) != nullptr, "mkdtemp");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void copy_folder(const Path& from, const Path& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

}  // namespace katiwala::crash
