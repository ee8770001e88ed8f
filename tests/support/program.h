/// Programs of others that a test runs: where one is missing, the test reports itself as skipped by name, or as failed when CI=true.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include "tests/support/shared.h"

namespace katiwala::testing {

struct Ran {
  int exit_code = -1;
  std::string output;  ///< standard output and standard error
};

/// Runs a shell command.
inline Ran shell(const std::string& command) {
  Ran ran;
  std::FILE* const pipe = ::popen(("LC_ALL=C.UTF-8; export LC_ALL; { " + command + "; } 2>&1 < /dev/null").c_str(), "r");
  if (pipe == nullptr) return ran;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) ran.output.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) ran.exit_code = WEXITSTATUS(status);
  return ran;
}

inline bool is_there(const std::string& program) { return shell("command -v " + program).exit_code == 0; }

}  // namespace katiwala::testing

#define KATIWALA_NEEDS_PROGRAM(program)                                                                    \
  if (!::katiwala::testing::is_there(program)) {                                                           \
    if (::katiwala::testing::in_ci()) FAIL() << (program) << " is not installed (scripts/packages)";       \
    GTEST_SKIP() << ::testing::UnitTest::GetInstance()->current_test_info()->name() << ": " << (program) << " is not installed"; \
  }                                                                                                        \
  static_assert(true)
