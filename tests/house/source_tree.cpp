#include "tests/house/source_tree.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <sstream>

namespace katiwala::house {
namespace {

constexpr std::string_view kNotSources[] = {"build", "var", ".git", "node_modules"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Copies C++ while blanking what is no code.
class Blanker {
 public:
  explicit Blanker(std::string_view in) : in_(in), out_(in) {}

  std::string run() {
    while (at_ < in_.size()) step();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool here(std::string_view what) const { return in_.substr(at_, what.size()) == what; }
  [[nodiscard]] char before() const { return at_ == 0 ? '\n' : in_[at_ - 1]; }

  void step() {
    if (here("//")) blank_to(in_.find('\n', at_));
    else if (here("/*")) blank_past("*/", at_ + 2);
    else if (here("R\"") && !is_word(before())) blank_raw();
    else if (in_[at_] == '"') blank_quoted('"');
    else if (in_[at_] == '\'' && !is_word(before())) blank_quoted('\'');  // 1'000 is no character
    else ++at_;
  }
  void blank_to(std::size_t end) {
    for (end = std::min(end, in_.size()); at_ < end; ++at_)
      if (out_[at_] != '\n') out_[at_] = ' ';
  }
  void blank_past(std::string_view closing, std::size_t from) {
    const std::size_t found = in_.find(closing, from);
    blank_to(found == std::string_view::npos ? found : found + closing.size());
  }
  void blank_raw() {
    const std::size_t open = in_.find('(', at_);
    if (open == std::string_view::npos) return blank_to(open);
    blank_past(")" + std::string(in_.substr(at_ + 2, open - at_ - 2)) + "\"", open);
  }
  void blank_quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < in_.size() && in_[end] != quote && in_[end] != '\n') end += in_[end] == '\\' ? 2u : 1u;
    blank_to(end + 1);
  }

  std::string_view in_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

SourceTree load_tree(const std::filesystem::path& root) {
  SourceTree tree;
  auto walk = std::filesystem::recursive_directory_iterator(root);
  for (; walk != std::filesystem::recursive_directory_iterator(); ++walk) {
    const std::string name = walk->path().filename().string();
    if (walk->is_directory()) {
      if (std::ranges::find(kNotSources, name) != std::end(kNotSources)) walk.disable_recursion_pending();
      continue;
    }
    if (!walk->is_regular_file() || walk->is_symlink() || name.ends_with(".swp")) continue;
    std::ifstream file(walk->path(), std::ios::binary);
    tree[walk->path().lexically_relative(root).generic_string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return tree;
}

bool is_under(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

bool is_cpp(std::string_view path) { return path.ends_with(".h") || path.ends_with(".cpp") || path.ends_with(".def"); }

bool is_product(std::string_view path) {
  for (const std::string_view top : {"ledger", "policies", "audit", "api"})
    if (is_under(path, top)) return true;
  return false;
}

std::string code_only(std::string_view text) { return Blanker(text).run(); }

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace katiwala::house
