// What the guardian's guide says: sentences that she will really read, in plain words, and nothing that is kept from her.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>

#include "tests/guides/walk.h"

namespace katiwala::guides::words_test {
namespace {

std::string guardians() { return read_text(repository() / "docs" / "guides" / "guardian.md"); }

/// Sentences of a catalogue, and whether somebody has read them.
std::map<std::string, bool> sentences_in(const std::string& language) {
  static const std::regex row("text = \"([^\"]*)\", reviewed = (true|false)");
  const std::string text = read_text(repository() / "policies" / "data" / "words" / (language + ".toml"));
  std::map<std::string, bool> out;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), row); at != std::sregex_iterator(); ++at) out[(*at)[1]] = (*at)[2] == "true";
  return out;
}

/// What stands between “ and ”, with the heading it stands under.
std::vector<std::pair<std::string, std::string>> quoted(const std::string& page) {
  static const std::regex between("“([^”]*)”");
  std::vector<std::pair<std::string, std::string>> out;
  std::string heading;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("#")) heading = line;
    for (auto at = std::sregex_iterator(line.begin(), line.end(), between); at != std::sregex_iterator(); ++at) out.emplace_back((*at)[1], heading);
  }
  return out;
}

/// Quoted sentences that stand in no catalogue, or are drafts of a translation under a heading that does not say so.
std::vector<std::string> wrongly_quoted(const std::string& page) {
  const auto english = sentences_in("en"), filipino = sentences_in("fil");
  std::vector<std::string> out;
  for (const auto& [sentence, heading] : quoted(page)) {
    if (english.contains(sentence)) continue;
    const auto found = filipino.find(sentence);
    const bool marked = heading.find("draft translation") != std::string::npos;
    if (found == filipino.end() || (!found->second && !marked)) out.push_back(sentence);
  }
  return out;
}

TEST(GuardiansGuide, QuotesWhatSheWillRead) {
  EXPECT_GE(quoted(guardians()).size(), 15U);
  for (const std::string& sentence : wrongly_quoted(guardians())) ADD_FAILURE() << sentence;
}

TEST(GuardiansGuide, AnotherSentenceAndAnUnmarkedTranslationAreSeen) {
  EXPECT_EQ(wrongly_quoted("“Please add the bill or quotation.”\n"), std::vector<std::string>{});
  EXPECT_EQ(wrongly_quoted("“Please add the bill.”\n").size(), 1U);
  EXPECT_EQ(wrongly_quoted("## Filipino: a draft translation\n“Ilakip ang bill o quotation.”\n"), std::vector<std::string>{});
  EXPECT_EQ(wrongly_quoted("## Filipino\n“Ilakip ang bill o quotation.”\n").size(), 1U);
}

/// What is kept from her (R38), and words that are ours and not hers.
std::vector<std::string> words_that_do_not_belong(std::string page) {
  static const std::regex forbidden(
      R"(\b(aml|amlc|launder\w*|suspicio\w*|red flags?|flags?|structur\w*|covered transactions?|protection file|watch|compliance|r\d\d|rf\d\d|tiers?|json|hash\w*|merkle|ledger|journal|entry|entries|proposals?|disbursements?|escalat\w*|cryptograph\w*|api|beneficiary|pseudonyms?)\b)");
  // What is typed may hold a path; what is read may not.
  std::string read;
  bool typed = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```")) typed = line == "```console";
    else if (!typed) read += line + "\n";
  }
  static const std::regex code("`[^`]*`|\\]\\([^)]*\\)");
  read = std::regex_replace(read, code, "");
  std::ranges::transform(read, read.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::vector<std::string> out;
  for (auto at = std::sregex_iterator(read.begin(), read.end(), forbidden); at != std::sregex_iterator(); ++at) out.push_back(at->str());
  return out;
}

TEST(GuardiansGuide, IsInPlainWords) {
  for (const std::string& word : words_that_do_not_belong(guardians())) ADD_FAILURE() << word;
  for (const char* word : {"The AMLC is told.", "see R19", "in tier T1", "a Red Flag", "suspiciously"}) EXPECT_EQ(words_that_do_not_belong(word).size(), 1U) << word;
  EXPECT_TRUE(words_that_do_not_belong("The bank pays the school.\n```console\n$ katiwala init var/ledger\n```\n").empty());
}

}  // namespace
}  // namespace katiwala::guides::words_test
