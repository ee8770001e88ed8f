/// The characters that codes and numbers of the messages are made of: ASCII, whatever the locale.
#pragma once

#include <algorithm>
#include <string_view>

namespace katiwala::api::messages {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }
/// Also of nothing.
constexpr bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

}  // namespace katiwala::api::messages
