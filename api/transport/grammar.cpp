#include "api/transport/grammar.h"

#include <algorithm>
#include <cstdint>

namespace katiwala::api::transport::grammar {
namespace {

bool is_tchar(char c) {
  return is_alpha(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_field_char(char c) { return c == '\t' || (c >= ' ' && c <= '~'); }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_tchar); }

Result<std::pair<std::string, std::string>> header_line(std::string_view line) {
  const auto colon = line.find(':');
  // A folded line starts with white space, which no token has; so does "Name :".
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(Code::HTTP_HEADER);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_field_char)) return refuse(Code::HTTP_HEADER);
  return std::pair(lower(line.substr(0, colon)), std::string(value));
}

std::optional<std::uint64_t> content_length(std::string_view text) {
  if (text.empty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

}  // namespace katiwala::api::transport::grammar
