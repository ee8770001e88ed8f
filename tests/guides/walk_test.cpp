// Every guide of docs/guides, walked through; each of its expectations could fail; what it quotes stands so in its stories.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>

#include "tests/guides/walk.h"
#include "tests/support/program.h"

namespace katiwala::guides::walk_test {
namespace {

namespace fs = std::filesystem;

/// A page is a page: more than this is no guide any more.
constexpr std::size_t kMaxLines = 150;

const std::map<std::string, Guide>& guides() {
  static const std::map<std::string, Guide> all = [] {
    std::map<std::string, Guide> out;
    for (const auto& file : fs::directory_iterator(repository() / "docs" / "guides")) {
      const std::string name = file.path().stem().string();
      out.emplace(name, parse_guide(name, read_text(file.path())));
    }
    return out;
  }();
  return all;
}

/// The stories of a guide and what goes with them: files under examples/guides that begin with its name.
std::vector<fs::path> files_of(const std::string& guide) {
  std::vector<fs::path> out;
  for (const auto& file : fs::directory_iterator(repository() / "examples" / "guides"))
    if (file.path().filename().string().starts_with(guide)) out.push_back(file.path());
  std::ranges::sort(out);
  return out;
}

bool is_story(const fs::path& file) { return file.extension() == ".toml" && read_text(file).find("\n[[step]]\n") != std::string::npos; }

TEST(Guides, AreForTheFourWhoNeedThem) {
  std::vector<std::string> names;
  for (const auto& [name, guide] : guides()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"auditor", "bank", "guardian", "social-worker"}));
}

class OfAGuide : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] const Guide& guide() const { return guides().at(GetParam()); }
};

TEST_P(OfAGuide, HasNothingThatIsNotChecked) {
  for (const std::string& fault : guide().faults) ADD_FAILURE() << GetParam() << ".md:" << fault;
  EXPECT_GE(guide().commands.size(), 3U);
  EXPECT_GE(guide().quotes.size(), 1U);
  EXPECT_LE(lines_of(guide().text).size(), kMaxLines);
}

/// The walk; then the same steps held against the page with one line changed, for every line that says something.
TEST_P(OfAGuide, IsAsSomebodyFindsItWhoFollowsIt) {
  KATIWALA_NEEDS_PROGRAM("curl");
  KATIWALA_NEEDS_PROGRAM("jq");
  KATIWALA_NEEDS_PROGRAM("openssl");
  const std::vector<Step> steps = walk(guide());
  const std::string difference = first_difference(guide(), steps);
  ASSERT_TRUE(difference.empty()) << difference;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (std::size_t j = 0; j < guide().commands[i].expected.size(); ++j) {
      Guide other = guide();
      std::string& line = other.commands[i].expected[j];
      const auto last = std::find_if(line.rbegin(), line.rend(), [](unsigned char c) { return std::isalnum(c) != 0; });
      if (last == line.rend()) continue;
      *last = *last == '7' ? '8' : '7';
      ++changed;
      EXPECT_NE(first_difference(other, steps), "") << "nobody would notice: " << line;
    }
  }
  EXPECT_GE(changed, 10U);
}

TEST_P(OfAGuide, QuotesItsStoriesWordForWord) {
  for (const Quote& quote : guide().quotes) {
    const auto holds = [&](const fs::path& file) { return ("\n" + read_text(file)).find("\n" + quote.text) != std::string::npos; };
    EXPECT_TRUE(std::ranges::any_of(files_of(GetParam()), holds)) << GetParam() << ".md:" << quote.line << " is in none of its stories";
  }
}

/// A quote of which one figure is changed stands nowhere.
TEST_P(OfAGuide, AQuoteWithAnotherFigureIsNoQuote) {
  std::size_t changed = 0;
  for (Quote quote : guide().quotes) {
    const std::size_t digit = quote.text.find_first_of("0123456789");
    if (digit == std::string::npos) continue;
    quote.text[digit] = quote.text[digit] == '9' ? '8' : '9';
    ++changed;
    for (const fs::path& file : files_of(GetParam())) EXPECT_EQ(("\n" + read_text(file)).find("\n" + quote.text), std::string::npos) << quote.line;
  }
  EXPECT_GE(changed, 1U);
}

TEST_P(OfAGuide, PlaysEachOfItsStories) {
  std::size_t stories = 0;
  for (const fs::path& file : files_of(GetParam())) {
    const std::string text = read_text(file), place = "examples/guides/" + file.filename().string();
    if (file.extension() == ".toml") {
      EXPECT_TRUE(text.starts_with("# INVENTED DATA.")) << file;
    }
    if (!is_story(file)) continue;
    ++stories;
    const auto plays = [&](const Command& command) { return command.text.find("katiwala scenario " + place) != std::string::npos; };
    EXPECT_TRUE(std::ranges::any_of(guide().commands, plays)) << place << " is not played";
  }
  EXPECT_GE(stories, 1U);
}

/// A story of which one expectation is changed is seen to fail, and says where.
TEST_P(OfAGuide, AStoryThatExpectsSomethingElseFails) {
  for (const fs::path& file : files_of(GetParam())) {
    if (!is_story(file)) continue;
    std::string text = read_text(file);
    const std::string was = "outcome = \"deny\"";
    const std::size_t at = text.rfind(was);
    ASSERT_NE(at, std::string::npos) << file;
    text.replace(at, was.size(), "outcome = \"allow\"");
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    Guide other;
    other.name = GetParam();
    other.commands = {{1, "cat >examples/guides/other.toml <<'THE STORY'\n" + text + "THE STORY", {}}, {2, "katiwala scenario examples/guides/other.toml", {"..."}}};
    const std::vector<Step> steps = walk(other);
    EXPECT_EQ(steps.back().exit_code, 1) << file;
    EXPECT_NE(first_difference(other, steps).find("FAILED  line " + std::to_string(line) + ": outcome"), std::string::npos) << file;
  }
}

TEST_P(OfAGuide, ItsLinksLeadSomewhere) {
  static const std::regex link(R"(\]\(([^)#]+)[^)]*\))");
  const std::string& text = guide().text;
  std::size_t links = 0;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), link); at != std::sregex_iterator(); ++at, ++links) {
    const std::string target = (*at)[1];
    EXPECT_TRUE(target.starts_with("http") || fs::exists(repository() / "docs" / "guides" / target)) << target;
  }
  EXPECT_GE(links, 1U);
}

TEST_P(OfAGuide, IsFoundFromTheReadme) {
  const std::string readme = read_text(repository() / "README.md");
  EXPECT_NE(readme.find("](docs/guides/" + GetParam() + ".md)"), std::string::npos);
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& [name, guide] : guides()) out.push_back(name);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Each, OfAGuide, ::testing::ValuesIn(names()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace katiwala::guides::walk_test
