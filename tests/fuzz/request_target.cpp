// Targets of requests, path and query: what is taken has no second meaning for whoever decodes before he cuts, and written again it is the same.
#include <algorithm>

#include "api/transport/http.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::transport;

namespace {

std::string percent(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

/// Everything in percent.
std::string written(const Target& target) {
  std::string out;
  for (const std::string& segment : target.segments) out += "/" + percent(segment);
  if (out.empty()) out = "/";
  char before = '?';
  for (const auto& [name, value] : target.query) {
    out += before + percent(name) + "=" + percent(value);
    before = '&';
  }
  return out;
}

int digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// As a careless reader decodes: all at once, whatever it was. Pre: taken, so each percent has its two digits.
std::string decoded_first(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

void one_path(const Target& target) {
  std::string joined;
  for (const std::string& segment : target.segments) joined += "/" + segment;
  KATIWALA_ASSERT(decoded_first(target.path) == (joined.empty() ? "/" : joined), "what was read does not stand in the bytes: another path");
  // Cut again after it was decoded, the path has the same parts.
  const auto slashes = static_cast<std::size_t>(std::ranges::count(joined, '/'));
  const bool climbs = (joined + "/").find("/../") != std::string::npos || (joined + "/").find("/./") != std::string::npos;
  KATIWALA_ASSERT(slashes == target.segments.size() && !climbs, "two readings of the same bytes differ: a path that is another once it is decoded");
}

void is_clean(const std::string& text) {
  const bool control = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
  KATIWALA_ASSERT(!control, "a control character in a target");
}

}  // namespace

void one(std::string_view bytes) {
  const auto target = parse_target(bytes);
  if (!target) return;
  KATIWALA_ASSERT(target->path == bytes.substr(0, bytes.find('?')), "what was read does not stand in the bytes: another path");
  one_path(*target);
  for (const std::string& segment : target->segments) is_clean(segment);
  for (const auto& [name, value] : target->query) {
    is_clean(name);
    is_clean(value);
    KATIWALA_ASSERT(target->parameter(name) != nullptr && *target->parameter(name) == value, "two readings of the same bytes differ: a name that stands twice");
  }
  const std::string text = written(*target);
  auto again = parse_target(text);
  KATIWALA_ASSERT(again.has_value() && again->path == text.substr(0, text.find('?')), "read, but written differently");
  again->path = target->path;
  KATIWALA_ASSERT(*again == *target, "read, but written differently");
}

}  // namespace katiwala::fuzz
