// Words that say what the money is about. Not one of them leaves with a payment: a statement is read by everybody at the payee's (R65; RA 7610 s.29).
#include <algorithm>
#include <array>
#include <string>

#include "api/messages/characters.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {
namespace {

/// Whole words, lower case; a word ends where a letter does not follow, so that "Childress" is a name.
constexpr std::array kCaseWords = std::to_array<std::string_view>({
    "abuse", "abused", "adopted", "anak", "award", "biktima", "case", "child", "children", "court", "courts", "crime", "csaem", "defendant", "docket",
    "guardian", "guardianship", "hukuman", "iacat", "incest", "judge", "judgment", "juvenile", "kaso", "minor", "minors", "nacc", "orphan", "osaec",
    "osec", "pornography", "rape", "rescue", "rescued", "restitution", "sexual", "shelter", "survivor", "therapist", "therapy", "trafficked",
    "trafficking", "trauma", "victim", "victim's", "victims", "ward"});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\''; }

}  // namespace

bool has_case_word(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_letter(text[i])) {
      word.push_back(lower(text[i]));
      continue;
    }
    if (std::ranges::find(kCaseWords, word) != kCaseWords.end()) return true;
    word.clear();
  }
  return false;
}

}  // namespace katiwala::api::messages
