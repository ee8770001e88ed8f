#include <algorithm>

#include "api/transport/grammar.h"
#include "api/transport/http.h"
#include "api/transport/utf8.h"

namespace katiwala::api::transport {
namespace {

// pchar without percent-encoding (RFC 3986 §3.3).
bool is_path_char(char c) {
  return grammar::is_alpha(c) || grammar::is_digit(c) || std::string_view("-._~!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

bool is_query_char(char c) { return is_path_char(c) || c == '/' || c == '?'; }

int hex_value(char c) {
  if (grammar::is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Decodes once; control characters and ill-formed UTF-8 never come out of a percent-encoding.
std::optional<std::string> decoded(std::string_view text, bool (*allowed)(char)) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (!allowed(text[i])) return std::nullopt;
      out.push_back(text[i]);
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    const int byte = high * 16 + low;
    if (byte < 0x20 || byte == 0x7f) return std::nullopt;
    out.push_back(static_cast<char>(byte));
    i += 2;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

bool split_path(std::string_view path, std::vector<std::string>& segments) {
  if (!path.starts_with('/')) return false;
  path.remove_prefix(1);
  if (path.empty()) return true;  // "/" alone has no segment
  while (true) {
    const auto slash = path.find('/');
    auto segment = decoded(path.substr(0, slash), is_path_char);
    // An empty or dot segment, or a slash that was hidden, would be another path to whoever normalises.
#ifdef KATIWALA_SABOTAGE_hidden_slash
    if (!segment || segment->empty()) return false;  // BROKEN on purpose: the one is not looked for, and neither is the other.
#else
    if (!segment || segment->empty() || *segment == "." || *segment == ".." || segment->find('/') != std::string::npos) return false;
#endif
    segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool split_query(std::string_view query, std::vector<std::pair<std::string, std::string>>& pairs) {
  while (true) {
    const auto ampersand = query.find('&');
    const std::string_view pair = query.substr(0, ampersand);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    auto name = decoded(pair.substr(0, equals), is_query_char);
    auto value = decoded(pair.substr(equals + 1), is_query_char);
    if (!name || !value) return false;
    if (std::any_of(pairs.begin(), pairs.end(), [&](const auto& other) { return other.first == *name; })) return false;
    pairs.emplace_back(std::move(*name), std::move(*value));
    if (ampersand == std::string_view::npos) return true;
    query.remove_prefix(ampersand + 1);
  }
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  Target target;
  const auto mark = text.find('?');
  target.path = std::string(text.substr(0, mark));
  if (!split_path(target.path, target.segments)) return std::nullopt;
  if (mark != std::string_view::npos && !split_query(text.substr(mark + 1), target.query)) return std::nullopt;
  return target;
}

const std::string* Target::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return &value;
  return nullptr;
}

}  // namespace katiwala::api::transport
