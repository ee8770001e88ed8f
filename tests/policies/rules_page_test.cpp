// docs/rules.md: a rule, its source, its parameters and its cases on one page. Drawn here from the rulebook, the rules' files and these tests.
//
// KATIWALA_UPDATE_DOCS=1 writes the page anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "policies/rulebook_view.h"
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::rules_page_test {
namespace {

namespace fs = std::filesystem;

const std::string kRoot = KATIWALA_SOURCE_DIR;

/// Names of cases by the file they are in.
using Cases = std::map<std::string, std::vector<std::string>>;

/// TEST(R19, IsT0AtTheLimit): rule "R19", case "IsT0AtTheLimit".
void add_cases(const std::string& file, const std::string& text, std::map<std::string, Cases>& by_rule) {
  static const std::regex test(R"(^TEST(?:_F|_P)?\((RF?[0-9]{2}), *([A-Za-z0-9_]+)\))", std::regex::ECMAScript | std::regex::multiline);
  for (auto at = std::sregex_iterator(text.begin(), text.end(), test); at != std::sregex_iterator(); ++at) by_rule[(*at)[1]][file].push_back((*at)[2]);
}

std::map<std::string, Cases> all_cases() {
  std::map<std::string, Cases> by_rule;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot + "/tests/policies")) {
    if (entry.path().extension() == ".cpp") add_cases(fs::relative(entry.path(), kRoot).generic_string(), file_text(entry.path().string()), by_rule);
  }
  return by_rule;
}

/// "IsT0AtTheLimit" as people write it: "Is T0 at the limit".
std::string sentence_of_name(std::string_view name) {
  std::vector<std::string> words;
  const auto upper = [&](std::size_t i) { return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0; };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins = i == 0 || (upper(i) && (!upper(i - 1) || (i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0)));
    if (begins || name[i] == '_') words.emplace_back();
    if (name[i] != '_') words.back() += name[i];
  }
  std::string out;
  for (std::string& word : words) {
    const bool plain = word.size() == 1 || std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (plain && !out.empty()) word[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(word[0])));
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

/// What stands at the head of a source file, without its slashes.
std::string head_of(const std::string& source) {
  std::string out;
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line) && line.starts_with("//");) out += (line.size() > 3 ? line.substr(3) : std::string()) + "\n";
  return out;
}

/// policies/rules/r19_tiers.cpp of "R19".
std::string source_of_rule(const std::string& id) {
  std::string start = id + "_";
  for (char& c : start) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const auto& entry : fs::directory_iterator(kRoot + "/policies/rules")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(start) && name.ends_with(".cpp")) return "policies/rules/" + name;
  }
  return {};
}

/// Within a cell of a table a bar would end it.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

struct Page {
  Rulebook book = shipped();
  std::map<std::string, std::string> remarks = remarks_of(file_text(kRoot + "/policies/data/rulebook.toml"));
  std::map<std::string, Cases> cases = all_cases();

  [[nodiscard]] std::size_t count(const std::string& id) const {
    std::size_t sum = 0;
    if (const auto found = cases.find(id); found != cases.end())
      for (const auto& [file, names] : found->second) sum += names.size();
    return sum;
  }

  [[nodiscard]] std::string contents() const {
    std::string out = "| rule | | source | confidence | cases |\n|---|---|---|---|---|\n";
    for (const Rule* rule : all_rules()) {
      const RuleText& text = *book.rule(rule->id);
      out += "| [" + text.id + "](#" + anchor(text.id) + ") | " + cell(text.title) + " | " + (text.source == Source::law ? "law" : "design default") + " | " +
             (text.confidence == Confidence::high ? "high" : "medium") + " | " + std::to_string(count(text.id)) + " |\n";
    }
    return out;
  }

  static std::string anchor(std::string id) {
    for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return id;
  }

  [[nodiscard]] std::string parameters(const Rule& rule) const {
    const auto list = parameters_of(book, rule);
    if (list.empty()) return "\nNo parameters.\n";
    std::string out = "\n| parameter | value | |\n|---|---|---|\n";
    for (const ParameterText& one : list) {
      const auto remark = remarks.find(std::string(rule.id) + "." + one.name);
      out += "| `" + one.name + "` | `" + cell(one.value) + "` | " + (remark == remarks.end() ? "" : cell(remark->second)) + " |\n";
    }
    return out;
  }

  [[nodiscard]] std::string section(const Rule& rule) const {
    const RuleText& text = *book.rule(rule.id);
    const std::string source = source_of_rule(text.id);
    std::string out = "\n## " + text.id + "\n\n**" + text.title + "**\n\n| | |\n|---|---|\n";
    out += "| citation | " + cell(text.citation) + " |\n";
    out.append("| source | ").append(words_of(text.source)).append(" |\n");
    out.append("| confidence | ").append(words_of(text.confidence)).append(" |\n");
    out += "| signed off | " + (text.signed_off.empty() ? "nobody of counsel yet" : cell(text.signed_off)) + " |\n";
    out.append("| told to | ").append(words_of(text.audience)).append(" |\n");
    out += "| logic | [" + source + "](../" + source + ") |\n";
    if (const std::string head = head_of(file_text(kRoot + "/" + source)); !head.empty()) out += "\n```text\n" + head + "```\n";
    out += parameters(rule) + "\nCases:\n\n";
    if (const auto found = cases.find(text.id); found != cases.end()) {
      for (const auto& [file, names] : found->second)
        for (const std::string& name : names) out += "- " + sentence_of_name(name) + " (`" + name + "`, " + file + ")\n";
    }
    return out;
  }

  [[nodiscard]] std::string text() const {
    std::string out =
        "# The rules\n\n"
        "One section a rule and a red flag: what it says, where it comes from, what counsel may set, and the cases that hold it. A *design default* has no legal\n"
        "source; *medium* confidence means that the source is by analogy or not settled; both are for the adopting bank's counsel to decide on. Nothing here is\n"
        "signed off. How a rulebook is read, compared, tested and adopted: [rulebook.md](rulebook.md).\n\n"
        "This page is drawn from `policies/data/rulebook.toml`, the heads of the rules' files and the tests; `KATIWALA_UPDATE_DOCS=1` with the program\n"
        "`policies_tests` draws it anew, and a test fails where it is out of date. A case is a row of a test, or several, named by what it shows.\n\n";
    out += contents();
    for (const Rule* rule : all_rules()) out += section(*rule);
    return out;
  }
};

TEST(RulesPage, IsAsItIsDrawn) {
  const std::string path = kRoot + "/docs/rules.md", drawn = Page().text();
  if (std::getenv("KATIWALA_UPDATE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << drawn;
  ASSERT_TRUE(fs::exists(path)) << "docs/rules.md was never drawn: KATIWALA_UPDATE_DOCS=1";
  EXPECT_TRUE(file_text(path) == drawn) << "docs/rules.md is out of date; if what changed is meant, KATIWALA_UPDATE_DOCS=1 writes it anew";
}

TEST(RulesPage, EveryRuleHasItsCasesThere) {
  const Page page;
  for (const Rule* rule : all_rules()) EXPECT_GT(page.count(std::string(rule->id)), 0U) << rule->id;
  EXPECT_EQ(page.count("R99"), 0U);
}

TEST(RulesPage, FindsCasesByTheirSuite) {
  std::map<std::string, Cases> found;
  add_cases("a.cpp", "TEST(R19, AtTheLimit) {\n// TEST(R20, NotThis)\nTEST_F(RF01, Three) {\nTEST(Rules, NorThis) {\n  TEST(R19, Inside)\n", found);
  EXPECT_EQ(found, (std::map<std::string, Cases>{{"R19", {{"a.cpp", {"AtTheLimit"}}}}, {"RF01", {{"a.cpp", {"Three"}}}}}));
}

TEST(RulesPage, ANewCaseOrAnotherFigureMakesItStale) {
  Page page;
  const std::string before = page.text();
  EXPECT_EQ(Page().text(), before);
  page.cases["R19"]["a.cpp"].emplace_back("OneMore");
  EXPECT_NE(page.text(), before);
  Page other;
  other.book = shipped({{"majority_age_years = 18", "majority_age_years = 21"}});
  EXPECT_NE(other.text(), before);
}

TEST(RulesPage, NamesBecomeSentences) {
  const struct {
    const char *name, *sentence;
  } rows[] = {{"AtTheLimit", "At the limit"}, {"IsT0AtTheLimit", "Is T0 at the limit"}, {"ARowOfThree", "A row of three"},
              {"OneCentavoMoreIsHeld", "One centavo more is held"}, {"X", "X"}};
  for (const auto& row : rows) EXPECT_EQ(sentence_of_name(row.name), row.sentence);
}

}  // namespace
}  // namespace katiwala::policies::scene::rules_page_test
