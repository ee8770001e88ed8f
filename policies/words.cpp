#include "policies/words.h"

#include "policies/toml_table.h"

namespace katiwala::policies {
namespace {

constexpr std::string_view kEnglish = "en";

bool is_language_tag(std::string_view text) {
  return text.size() >= 2 && text.size() <= 3 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

}  // namespace

Result<Catalogue> Catalogue::parse(const std::string& document, std::string_view text) {
  KATIWALA_TRY(const TomlNode parsed, parse_toml(document, text));
  TomlTable top(document, parsed);
  KATIWALA_TRY(const std::int64_t schema, top.integer("schema"));
  if (schema != 1) return top.wrong("schema", "1");
  Catalogue out;
  KATIWALA_TRY(out.language, top.words("language"));
  if (!is_language_tag(out.language)) return top.wrong("language", "a language tag such as \"fil\"");
  KATIWALA_TRY(out.name, top.words("name"));
  KATIWALA_TRY(TomlTable words, top.table("words"));
  KATIWALA_CHECK(top.finish());
  for (const std::string& key : words.keys()) {
    Code code{};
    if (!code_from_name(key, code)) return refuse(Code::RULEBOOK_UNKNOWN_KEY, "There is no refusal code " + key + ".", words.place(key));
    KATIWALA_TRY(TomlTable row, words.table(key));
    Sentence sentence;
    KATIWALA_TRY(sentence.text, row.words("text"));
    KATIWALA_TRY(sentence.reviewed, row.flag("reviewed"));
    KATIWALA_CHECK(row.finish());
    out.sentences.emplace(code, std::move(sentence));
  }
  return out;
}

Worded say(Code code, const Catalogue& wanted, const Catalogue& english) {
  for (const Catalogue* catalogue : {&wanted, &english}) {
    const auto found = catalogue->sentences.find(code);
    if (found != catalogue->sentences.end()) return {found->second.text, catalogue->language, found->second.reviewed};
  }
  return {std::string(sentence_of(code)), std::string(kEnglish), false};
}

}  // namespace katiwala::policies
