#include "tests/house/standard.h"

#include <algorithm>
#include <regex>
#include <set>

namespace katiwala::house {
namespace {

using Parts = std::vector<int>;  ///< of a number: {1, 2, 3} is 1.2.3

/// How many requirements each section of a chapter has. Source: OWASP ASVS 5.0.0.
const std::vector<std::vector<int>>& sections_of_asvs() {
  static const std::vector<std::vector<int>> table{
      {2, 10, 12, 3, 3}, {3, 3, 5, 2}, {1, 3, 5, 8, 8, 1, 5}, {5, 5, 2, 4},    {1, 6, 3, 3},          {3, 12, 8, 6, 8, 4, 2, 4},
      {3, 4, 2, 5, 3, 2}, {4, 4, 3, 2}, {3, 4},               {2, 3, 5, 16, 5, 2, 3}, {4, 5, 5, 4, 2, 2, 2}, {5, 2, 5},
      {4, 6, 4, 7},       {2, 8, 3},    {5, 5, 7, 4},          {1, 5, 4, 3, 4}, {2, 8, 2}};
  return table;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out;
  if (!line.starts_with("| ")) return out;
  for (std::size_t begin = 1; begin < line.size();) {
    const std::size_t end = std::min(line.find('|', begin), line.size());
    std::string cell = line.substr(begin, end - begin);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    out.push_back(std::move(cell));
    begin = end + 1;
  }
  return out;
}

bool is_row(const std::vector<std::string>& cells) { return !cells.empty() && !cells[0].empty() && cells[0][0] >= '0' && cells[0][0] <= '9'; }

Parts parts_of(const std::string& number) {
  Parts out;
  for (std::size_t at = 0; at < number.size(); at = std::min(number.find('.', at), number.size() - 1) + 1) out.push_back(std::stoi(number.substr(at)));
  return out;
}

/// The requirements of a section, or the number itself.
void add_all_of(const Parts& number, std::vector<Parts>& out) {
  if (number.size() != 2) return out.push_back(number);
  const auto& chapters = sections_of_asvs();
  const auto chapter = static_cast<std::size_t>(number[0] - 1), section = static_cast<std::size_t>(number[1] - 1);
  if (chapter >= chapters.size() || section >= chapters[chapter].size()) return out.push_back(number);
  for (int last = 1; last <= chapters[chapter][section]; ++last) out.push_back({number[0], number[1], last});
}

/// Nothing where a cell is not written as it must be.
std::vector<Parts> numbers_of(const std::string& cell) {
  static const std::regex pieces(R"((\d+(?:\.\d+){1,2})(?: to (\d+(?:\.\d+){1,2}))?(?:, )?)");
  std::vector<Parts> out;
  std::size_t read = 0;
  for (std::sregex_iterator at(cell.begin(), cell.end(), pieces), end; at != end; ++at) {
    read += at->str().size();
    Parts number = parts_of((*at)[1]);
    const Parts last = (*at)[2].matched ? parts_of((*at)[2]) : number;
    if (last.size() != number.size() || !std::equal(number.begin(), number.end() - 1, last.begin()) || last.back() < number.back()) return {};
    for (; number <= last; ++number.back()) add_all_of(number, out);
  }
  return read == cell.size() ? out : std::vector<Parts>{};
}

std::string text_of(const Parts& number) {
  std::string out;
  for (const int part : number) out += (out.empty() ? "" : ".") + std::to_string(part);
  return out;
}

/// Of a tree: paths with and without their ending, folders, names of files, suites and cases of tests.
class Named {
 public:
  explicit Named(const SourceTree& tree) {
    static const std::regex test(R"((?:TEST(?:_F|_P)?|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+))");
    for (const auto& [path, text] : tree) {
      add(path);
      if (!is_under(path, "tests")) continue;
      add(path.substr(std::string("tests/").size()));
      if (!is_cpp(path)) continue;
      for (std::sregex_iterator at(text.begin(), text.end(), test), end; at != end; ++at) {
        tests_.insert((*at)[1]);
        tests_.insert((*at)[1].str() + "." + (*at)[2].str());
      }
    }
  }

  /// What is wrong with `token`, or nothing.
  [[nodiscard]] std::string complaint_about(const std::string& token) const {
    static const std::regex test(R"([A-Z][a-z0-9]\w*(\.[A-Z]\w*)?)"), file(R"([a-z_0-9]+\.(cpp|h|def|txt|py|sh|toml|json))");
    if (token.find(' ') != std::string::npos) return {};
    if (token.find('/') != std::string::npos) return token[0] == '/' || token.starts_with("./") || paths_.contains(token) ? "" : "no such file: " + token;
    if (std::regex_match(token, file)) return names_.contains(token) ? "" : "no file of that name: " + token;
    if (std::regex_match(token, test)) return tests_.contains(token) ? "" : "no such test: " + token;
    return {};
  }

 private:
  void add(const std::string& path) {
    paths_.insert(path);
    for (const char* ending : {".py", ".sh"})
      if (path.ends_with(ending)) paths_.insert(path.substr(0, path.size() - std::string(ending).size()));
    names_.insert(path.substr(path.rfind('/') + 1));
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) paths_.insert(path.substr(0, slash));
  }
  std::set<std::string> paths_, names_, tests_;
};

/// Where a link of a page leads, from the root.
std::string target_of(const std::string& page, std::string link) {
  std::string folder = page.substr(0, page.rfind('/') + 1);
  for (; link.starts_with("../"); link.erase(0, 3)) folder.erase(folder.substr(0, folder.empty() ? 0 : folder.size() - 1).rfind('/') + 1);
  return folder + link;
}

bool is_silent(const std::vector<std::string>& cells) { return cells.size() < 5 || (cells[3].starts_with("holds") && cells[4].empty()); }

}  // namespace

Complaints check_what_is_named(const SourceTree& tree, const std::string& page) {
  static const std::regex quoted("`([^`]+)`"), link(R"(\]\(([^)#:]+)[)#])");
  const Named named(tree);
  Complaints out;
  const auto lines = lines_of(tree.at(page));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string place = page + ":" + std::to_string(i + 1) + ": ";
    for (std::sregex_iterator at(lines[i].begin(), lines[i].end(), quoted), end; at != end; ++at)
      if (const std::string what = named.complaint_about((*at)[1]); !what.empty()) out.push_back(place + what);
    for (std::sregex_iterator at(lines[i].begin(), lines[i].end(), link), end; at != end; ++at)
      if (!tree.contains(target_of(page, (*at)[1]))) out.push_back(place + "a link to nothing: " + (*at)[1].str());
    const auto cells = cells_of(lines[i]);
    if (is_row(cells) && is_silent(cells)) out.push_back(place + "does not say where: " + cells[0]);
  }
  return out;
}

Complaints check_requirements_of_asvs(const SourceTree& tree, const std::string& page) {
  std::vector<Parts> all;
  int chapter = 0;
  for (const auto& sections : sections_of_asvs()) {
    ++chapter;
    for (int section = 1; section <= static_cast<int>(sections.size()); ++section) add_all_of({chapter, section}, all);
  }
  std::set<Parts> wanted(all.begin(), all.end()), told;
  Complaints out;
  const auto lines = lines_of(tree.at(page));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto cells = cells_of(lines[i]);
    if (!is_row(cells)) continue;
    const std::string place = page + ":" + std::to_string(i + 1) + ": ";
    const auto numbers = numbers_of(cells[0]);
    if (numbers.empty()) out.push_back(place + "not a number of a requirement: " + cells[0]);
    for (const Parts& number : numbers) {
      if (!wanted.contains(number)) out.push_back(place + "no such requirement: " + text_of(number));
      else if (!told.insert(number).second) out.push_back(place + "told twice: " + text_of(number));
    }
  }
  for (const Parts& number : wanted)
    if (!told.contains(number)) out.push_back(page + ":1: not told: " + text_of(number));
  return out;
}

}  // namespace katiwala::house
