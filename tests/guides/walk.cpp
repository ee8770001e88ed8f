#include "tests/guides/walk.h"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/support/program.h"

namespace katiwala::guides {
namespace {

namespace fs = std::filesystem;

constexpr char kBegin = '\036', kEnd = '\037';

/// In memory where there is room for it: nothing here is about what survives a power cut.
fs::path fresh_folder() {
  std::error_code error;
  const fs::path memory = "/dev/shm";
  const fs::path parent = fs::is_directory(memory, error) && ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
  std::string name = (parent / "katiwala-guide-XXXXXX").string();
  return ::mkdtemp(name.data()) == nullptr ? fs::path() : fs::path(name);
}

/// What a reader has before him: the repository's folders, copied, as he may change them, and the programs on his PATH.
void furnish(const fs::path& folder) {
  for (const char* const name : {"docs", "examples", "policies/data"}) {
    fs::create_directories(folder / name);
    fs::copy(repository() / name, folder / name, fs::copy_options::recursive);
  }
  fs::create_directory(folder / "var");
  fs::create_directory(folder / "bin");
  fs::create_symlink(KATIWALA_PROGRAM, folder / "bin" / "katiwala");
  fs::create_symlink(KATIWALA_VERIFY_PROGRAM, folder / "bin" / "katiwala-verify");
}

std::string script_of(const Guide& guide, const fs::path& folder) {
  std::string out = "cd " + folder.string() + "\nexport PATH=$PWD/bin:$PATH TMPDIR=$PWD/var KATIWALA_DATA=" + (repository() / "policies" / "data").string() +
                    "\nunset KATIWALA_PASSPHRASE_FILE\n";
  for (const Command& command : guide.commands) {
    out += "printf '\\036\\n'\n" + command.text + "\nprintf '\\n\\037%d\\n' \"$?\"\n";
  }
  return out;
}

std::vector<Step> steps_in(const std::string& output, std::size_t count) {
  std::vector<Step> steps(count);
  std::size_t at = 0;
  for (Step& step : steps) {
    const std::size_t begin = output.find(kBegin, at), end = output.find(kEnd, begin == std::string::npos ? at : begin);
    if (begin == std::string::npos || end == std::string::npos) {
      step.found = lines_of(output.substr(std::min(at, output.size())));
      break;
    }
    // "\036\n", what was printed, "\n\037": the end of a line before \037 is the mark's own.
    step.found = lines_of(output.substr(begin + 2, end - begin - 3));
    step.exit_code = std::stoi(output.substr(end + 1));
    at = end + 1;
  }
  return steps;
}

std::string indented(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "    " + line + "\n";
  return out;
}

}  // namespace

fs::path repository() { return KATIWALA_SOURCE_DIR; }

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<Step> walk(const Guide& guide) {
  const fs::path folder = fresh_folder();
  if (folder.empty()) return std::vector<Step>(guide.commands.size());
  furnish(folder);
  const fs::path script = folder / "walk.sh";
  std::ofstream(script) << script_of(guide, folder);
  const testing::Ran ran = testing::shell("bash " + script.string());
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return steps_in(ran.output, guide.commands.size());
}

std::string first_difference(const Guide& guide, const std::vector<Step>& steps) {
  for (std::size_t i = 0; i < guide.commands.size(); ++i) {
    const Command& command = guide.commands[i];
    const Step& step = steps[i];
    if (step.exit_code == 0 && is_as_expected(command.expected, step.found)) continue;
    return guide.name + ".md:" + std::to_string(command.line) + ": $ " + command.text + "\n  exit code " + std::to_string(step.exit_code) + "\n  the page says\n" +
           indented(command.expected) + "  found\n" + indented(step.found);
  }
  return {};
}

}  // namespace katiwala::guides
