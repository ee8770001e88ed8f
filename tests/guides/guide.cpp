#include "tests/guides/guide.h"

namespace katiwala::guides {
namespace {

constexpr std::string_view kLeftOut = "...";

/// One block between fences, and the line of its first line.
struct Block {
  std::string language;
  int line = 0;
  std::vector<std::string> lines;
};

std::string fault(int line, const std::string& what) { return std::to_string(line) + ": " + what; }

void read_console(const Block& block, Guide& guide) {
  bool goes_on = false;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const std::string& text = block.lines[i];
    const int line = block.line + static_cast<int>(i);
    if (goes_on) {
      guide.commands.back().text += "\n" + text;
    } else if (text.starts_with("$ ")) {
      guide.commands.push_back({line, text.substr(2), {}});
    } else if (i == 0) {
      guide.faults.push_back(fault(line, "a block begins with a command"));
      return;
    } else {
      guide.commands.back().expected.push_back(text);
      continue;
    }
    goes_on = text.ends_with("\\");
  }
  if (goes_on) guide.faults.push_back(fault(block.line, "a command goes on after its block"));
}

void read_block(const Block& block, Guide& guide) {
  if (block.lines.empty()) return guide.faults.push_back(fault(block.line, "an empty block"));
  if (block.language == "console") return read_console(block, guide);
  if (block.language != "toml") return guide.faults.push_back(fault(block.line, "a block that is neither console nor toml is not walked through"));
  Quote quote{block.line, {}};
  for (const std::string& line : block.lines) quote.text += line + "\n";
  guide.quotes.push_back(std::move(quote));
}

bool matches_from(std::string_view pattern, std::string_view text) {
  const std::size_t gap = pattern.find(kLeftOut);
  if (gap == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, gap))) return false;
  const std::string_view rest = pattern.substr(gap + kLeftOut.size());
  for (std::size_t at = gap; at <= text.size(); ++at) {
    if (matches_from(rest, text.substr(at))) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

Guide parse_guide(std::string name, std::string text) {
  Guide guide;
  guide.name = std::move(name);
  const std::vector<std::string> lines = lines_of(text);
  Block block;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool fence = lines[i].starts_with("```");
    if (inside && fence) read_block(block, guide);
    else if (inside) block.lines.push_back(lines[i]);
    else if (fence) block = {lines[i].substr(3), static_cast<int>(i) + 2, {}};
    inside = inside != fence;
  }
  if (inside) guide.faults.push_back(fault(block.line, "a block without an end"));
  guide.text = std::move(text);
  return guide;
}

bool is_as_expected(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  // reached[j]: the expected lines so far can stand for the first j that were found.
  std::vector<bool> reached(found.size() + 1, false);
  reached[0] = true;
  for (const std::string& line : expected) {
    std::vector<bool> next(found.size() + 1, false);
    for (std::size_t j = 0; j <= found.size(); ++j) {
      if (line == kLeftOut) next[j] = reached[j] || (j > 0 && next[j - 1]);
      else next[j] = j > 0 && reached[j - 1] && matches_from(line, found[j - 1]);
    }
    reached = std::move(next);
  }
  return reached[found.size()];
}

}  // namespace katiwala::guides
