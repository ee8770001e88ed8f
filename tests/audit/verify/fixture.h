/// Runs the verifier over what the forge made.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "audit/verify/options.h"
#include "tests/audit/verify/world.h"

#ifndef KATIWALA_SOURCE_DIR
#define KATIWALA_SOURCE_DIR "."
#endif

namespace forge {

/// A folder of its own, gone with the test.
class Folder {
 public:
  Folder() {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() / ("katiwala-verify-test-" + std::to_string(getpid()) + "-" + std::to_string(number++));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

/// What came of a run, in one line: `good`, `bad <check> at <place>`, `unusable: …`.
struct Verdict {
  int code = 0;
  std::string line, output;
};

inline Verdict run(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Verdict verdict;
  verdict.code = verify::run(arguments, out, err);
  verdict.output = out.str() + err.str();
  const std::string text = err.str();
  if (verdict.code == 0) verdict.line = "good";
  else if (text.rfind("bad: ", 0) == 0) {
    const auto check = text.rfind(" [");
    const std::string rest = text.substr(5);
    verdict.line = "bad " + text.substr(check + 2, text.rfind(']') - check - 2) + " at " + rest.substr(0, rest.find(": "));
  } else {
    verdict.line = "unusable: " + text;
  }
  return verdict;
}

inline Verdict verify_export(const Built& built, const Folder& folder, std::vector<std::string> more = {}) {
  built.write(folder.path() / "export");
  std::vector<std::string> arguments = {"export", (folder.path() / "export").string(), "--policy", (folder.path() / "export.policy").string(), "--threads", "2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

}  // namespace forge
