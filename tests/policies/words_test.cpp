// The catalogues of words: strict, drafts marked, and in English whatever a guardian can be told.
#include "policies/words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "tests/policies/edited.h"
#include "tests/policies/kit.h"

namespace katiwala::policies::words_test {
namespace {

namespace fs = std::filesystem;

Catalogue catalogue(const std::string& language) {
  auto read = Catalogue::parse(language + ".toml", kit::file_text("policies/data/words/" + language + ".toml"));
  if (!read.ok()) halt((read.refusal().place + " " + read.refusal().message).c_str(), __FILE__, __LINE__);
  return std::move(read).value();
}

/// What no guardian is ever told: of founding, of the sandbox, of the rulebook's own text, of what compliance does.
const std::set<std::string> kNeverHers{"CASE_OPEN",       "CASE_STATE",     "CASE_UNKNOWN",    "STRUCTURING",      "CLOCK_BACKWARDS", "FOUNDING_QUORUM",
                                       "LEDGER_EXISTS",   "LEDGER_MISSING", "SANDBOX_ONLY",    "RULEBOOK_MISSING", "RULEBOOK_SYNTAX", "RULEBOOK_TYPE",
                                       "RULEBOOK_UNKNOWN_KEY", "RULEBOOK_UNKNOWN_RULE", "ENTRY_MISSING", "KEY_MISSING", "WITNESS_AHEAD", "AMOUNT_RANGE"};

/// Every code that the policies name anywhere.
std::set<std::string> codes_of_policies() {
  static const std::regex code("Code::([A-Z0-9_]+)");
  std::set<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(std::string(KATIWALA_SOURCE_DIR) + "/policies")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const std::string text = kit::file_text(fs::relative(entry.path(), KATIWALA_SOURCE_DIR).string());
    for (auto at = std::sregex_iterator(text.begin(), text.end(), code); at != std::sregex_iterator(); ++at) out.insert((*at)[1]);
  }
  return out;
}

TEST(Words, EveryCodeThatAGuardianCanMeetHasAnEnglishSentence) {
  const Catalogue english = catalogue("en");
  const std::set<std::string> used = codes_of_policies();
  EXPECT_GE(used.size(), 100U);
  for (const std::string& text : used) {
    Code code{};
    ASSERT_TRUE(code_from_name(text, code)) << text;
    EXPECT_EQ(english.sentences.contains(code), !kNeverHers.contains(text)) << text;
  }
}

TEST(Words, TranslationsAreOfEnglishSentencesAndDrafts) {
  const Catalogue english = catalogue("en");
  for (const std::string language : {"fil", "ceb"}) {
    const Catalogue other = catalogue(language);
    EXPECT_EQ(other.language, language);
    EXPECT_TRUE(other.sentences.contains(Code::UNDER_REVIEW)) << language;
    for (const auto& [code, sentence] : other.sentences) {
      EXPECT_TRUE(english.sentences.contains(code)) << name_of(code);
      EXPECT_FALSE(sentence.reviewed) << name_of(code) << ": nobody has reviewed what is shipped";
      EXPECT_NE(sentence.text, english.sentences.at(code).text) << name_of(code);
    }
  }
}

TEST(Words, WhatIsMissingIsSaidInEnglish) {
  Catalogue english{"en", "English", {{Code::BOND_PENDING, {"A bond.", true}}, {Code::FROZEN, {"Frozen.", true}}}};
  Catalogue other{"fil", "Filipino", {{Code::BOND_PENDING, {"Piyansa.", false}}}};
  const Worded translated = say(Code::BOND_PENDING, other, english), missing = say(Code::FROZEN, other, english), neither = say(Code::NOT_DUE, other, english);
  EXPECT_EQ(translated.text + translated.language, "Piyansa.fil");
  EXPECT_FALSE(translated.reviewed);
  EXPECT_EQ(missing.text + missing.language, "Frozen.en");
  EXPECT_TRUE(missing.reviewed);
  EXPECT_EQ(neither.text, sentence_of(Code::NOT_DUE));
  EXPECT_EQ(neither.language, "en");
  EXPECT_FALSE(neither.reviewed);
}

TEST(Words, AreReadStrictly) {
  const std::string good = "schema = 1\nlanguage = \"fil\"\nname = \"Filipino\"\n[words]\nFROZEN = { text = \"a\", reviewed = false }\n";
  const struct {
    const char *from, *to;
    Code code;
    const char* place;
  } rows[] = {
      {"schema = 1", "schema = 2", Code::RULEBOOK_TYPE, "w:1"},
      {"\"fil\"", "\"Filipino\"", Code::RULEBOOK_TYPE, "w:2"},
      {"name = ", "names = ", Code::RULEBOOK_MISSING, "w:1"},
      {"[words]", "note = 1\n[words]", Code::RULEBOOK_UNKNOWN_KEY, "w:4"},
      {"FROZEN", "FROZE", Code::RULEBOOK_UNKNOWN_KEY, "w:5"},
      {"\"a\"", "\" \"", Code::RULEBOOK_MISSING, "w:5"},
      {", reviewed = false", "", Code::RULEBOOK_MISSING, "w:5"},
      {"reviewed = false", "reviewed = \"no\"", Code::RULEBOOK_TYPE, "w:5"},
      {"reviewed = false", "reviewed = false, by = \"x\"", Code::RULEBOOK_UNKNOWN_KEY, "w:5"},
      {"{ text", "text", Code::RULEBOOK_SYNTAX, "w:5"},
  };
  EXPECT_TRUE(Catalogue::parse("w", good).ok());
  for (const auto& row : rows) {
    const auto read = Catalogue::parse("w", kit::edited(good, row.from, row.to));
    ASSERT_FALSE(read.ok()) << row.to;
    EXPECT_EQ(read.refusal().code, row.code) << row.to << " " << read.refusal().message;
    EXPECT_EQ(read.refusal().place, row.place) << row.to;
  }
}

}  // namespace
}  // namespace katiwala::policies::words_test
