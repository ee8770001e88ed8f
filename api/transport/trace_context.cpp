#include "api/transport/trace_context.h"

#include <algorithm>

#include "api/transport/grammar.h"

namespace katiwala::api::transport {
namespace {

constexpr std::size_t kFourFields = 55;

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return grammar::is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) { return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos; }

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view text) {
  if (text.size() < kFourFields || text[2] != '-' || text[35] != '-' || text[52] != '-') return std::nullopt;
  const std::string_view version = text.substr(0, 2), trace = text.substr(3, 32), parent = text.substr(36, 16), flags = text.substr(53, 2);
  if (!is_hex(version) || version == "ff" || !is_id(trace) || !is_id(parent) || !is_hex(flags)) return std::nullopt;
  const std::string_view more = text.substr(kFourFields);
  if (!more.empty() && (version == "00" || more.front() != '-')) return std::nullopt;
  const char low = flags[1];
  const int nibble = grammar::is_digit(low) ? low - '0' : low - 'a' + 10;
  return TraceContext{std::string(trace), std::string(parent), (nibble & 1) != 0};
}

}  // namespace katiwala::api::transport
