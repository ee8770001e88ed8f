/// A guide of docs/guides as the walk needs it: what a reader types, what he is told to see, what is quoted of the stories.
///
/// ```console blocks hold commands ("$ ", a line that ends in \ goes on in the next) and what they print. A line of three points stands for
/// any lines, none among them; three points within a line for anything there. ```toml blocks are lines of a story under examples/guides.
/// Other blocks there are none: whatever is shown is walked through or compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace katiwala::guides {

struct Command {
  int line = 0;  ///< of the page, from 1
  std::string text;
  std::vector<std::string> expected;
};

struct Quote {
  int line = 0;
  std::string text;  ///< with the end of its last line
};

struct Guide {
  std::string name;  ///< "guardian"
  std::string text;
  std::vector<Command> commands;
  std::vector<Quote> quotes;
  std::vector<std::string> faults;  ///< what makes it no guide: "12: ..."
};

Guide parse_guide(std::string name, std::string text);

std::vector<std::string> lines_of(std::string_view text);

/// Whether what was printed is what was to be seen.
bool is_as_expected(const std::vector<std::string>& expected, const std::vector<std::string>& found);

}  // namespace katiwala::guides
