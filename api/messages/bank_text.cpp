// The forms that banks agree on: characters, BIC, IBAN.
#include <algorithm>
#include <array>
#include <utility>

#include "api/messages/characters.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {
namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::pair<std::string_view, char>, 14> kPlain{{
    {"ñ", 'n'}, {"Ñ", 'N'}, {"á", 'a'}, {"Á", 'A'}, {"é", 'e'}, {"É", 'E'}, {"í", 'i'},
    {"Í", 'I'}, {"ó", 'o'}, {"Ó", 'O'}, {"ú", 'u'}, {"Ú", 'U'}, {"ü", 'u'}, {"Ü", 'U'},
}};

/// ISO 7064 mod 97-10 of digits and capitals, read from `first` round to it.
bool is_one_mod_97(std::string_view text, std::size_t first) {
  unsigned rest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[(i + first) % text.size()];
    if (!is_digit(c) && !is_capital(c)) return false;
    rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97 : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

}  // namespace

bool is_bank_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return is_digit(c) || is_capital(c) || is_small(c) || std::string_view("/-?:().,'+ ").find(c) != std::string_view::npos;
  });
}

std::string to_bank_text(std::string_view utf8) {
  std::string out;
  while (!utf8.empty()) {
    const auto* row = std::ranges::find_if(kPlain, [utf8](const auto& pair) { return utf8.starts_with(pair.first); });
    if (row == kPlain.end()) {
      out.push_back(utf8.front());
      utf8.remove_prefix(1);
    } else {
      out.push_back(row->second);
      utf8.remove_prefix(row->first.size());
    }
  }
  return out;
}

bool is_bic(std::string_view text) {
  if (text.size() != 8 && text.size() != 11) return false;
  if (!is_capital(text[4]) || !is_capital(text[5])) return false;
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_capital(c); });
}

bool is_iban(std::string_view text) {
  if (text.size() < 5 || text.size() > 34) return false;
  if (!is_capital(text[0]) || !is_capital(text[1]) || !is_digit(text[2]) || !is_digit(text[3])) return false;
  return is_one_mod_97(text, 4);  // the first four stand last when checked
}

bool is_lei(std::string_view text) { return text.size() == 20 && is_digit(text[18]) && is_digit(text[19]) && is_one_mod_97(text, 0); }

}  // namespace katiwala::api::messages
