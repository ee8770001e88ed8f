/// Reference data that is kept beside the repository (../shared) and never copied into it.
///
/// A test that needs it begins with KATIWALA_NEEDS_SHARED("vectors/merkle"): where that is missing, the test reports itself as
/// skipped by name, or as failed when CI=true.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace katiwala::testing {

inline std::filesystem::path shared(const std::string& inside) { return std::filesystem::path(KATIWALA_SOURCE_DIR) / ".." / "shared" / inside; }

inline bool in_ci() {
  const char* const ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

/// Pre: the file exists (the test fails otherwise).
inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace katiwala::testing

#define KATIWALA_NEEDS_SHARED(inside)                                                                       \
  if (!std::filesystem::exists(::katiwala::testing::shared(inside))) {                                      \
    if (::katiwala::testing::in_ci()) FAIL() << "../shared/" << inside << " is missing";                    \
    GTEST_SKIP() << ::testing::UnitTest::GetInstance()->current_test_info()->name() << ": ../shared/" << inside << " is not here"; \
  }                                                                                                         \
  static_assert(true)
