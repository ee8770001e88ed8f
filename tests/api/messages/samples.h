/// Sample messages and schemas that lie beside the checkout, and small messages written here.
///
/// The samples are others' work and are never copied into the repository. Where they are missing a test skips and says so
/// by name; under CI=true it fails.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "api/messages/read.h"
#include "api/messages/schema.h"

namespace katiwala::api::messages {

inline std::filesystem::path iso20022_folder() { return std::filesystem::path(KATIWALA_SOURCE_DIR).parent_path() / "shared" / "iso20022"; }

inline bool shared_is_missing() { return !std::filesystem::is_directory(iso20022_folder()); }
inline bool must_not_skip() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string(ci) == "true";
}

#define KATIWALA_NEEDS_SHARED()                                                          \
  do {                                                                                   \
    if (shared_is_missing()) {                                                           \
      if (must_not_skip()) FAIL() << "../shared/iso20022 is missing";                    \
      GTEST_SKIP() << "../shared/iso20022 is missing: samples and schemas not tested";   \
    }                                                                                    \
  } while (false)

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "not found: " << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

inline std::string replaced_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

inline Currency ccy(const std::string& code) { return Currency::parse(code).value(); }
inline Amount amount_of(const std::string& code, const std::string& text) { return Amount::parse(ccy(code), text).value(); }

}  // namespace katiwala::api::messages
