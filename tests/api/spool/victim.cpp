#include "victim.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdlib>

#include "scene.h"

extern char** environ;

namespace katiwala::api::spool {

bool dies_at_step(const Path& ledger, const Path& spool, std::uint16_t port, int step) {
  std::string words[] = {"victim", "--victim", ledger.string(), spool.string(), std::to_string(port), std::to_string(step)};
  char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), words[4].data(), words[5].data(), nullptr};
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, argv, environ), 0);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGKILL;
  EXPECT_EQ(WEXITSTATUS(status), 0) << "a pass that nobody disturbed";
  return false;
}

int be_the_victim(int argc, char** argv) {
  if (argc != 6) return 2;
  auto folder = Folder::open(argv[3]);
  if (!folder.ok()) return 3;
  transport::HttpsClient door = client_of(argv[2], "bank", static_cast<std::uint16_t>(std::atoi(argv[4])));
  int left = std::atoi(argv[5]);
  Settings settings;
  settings.at_step = [&left](Step, const std::string&) {
    if (--left == 0) ::raise(SIGKILL);
  };
  Report report;
  return pass(*folder, door, settings, report).ok() ? 0 : 4;
}

}  // namespace katiwala::api::spool

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--victim") return katiwala::api::spool::be_the_victim(argc, argv);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
