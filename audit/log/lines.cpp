#include "audit/log/lines.h"

#include <algorithm>

#include "ledger/base/utf8.h"

namespace katiwala::audit {
namespace {

// Unicode's White_Space, above ASCII: NEL, NBSP, ogham, en quad to hair space, line and paragraph separator, narrow, math, ideographic.
constexpr std::string_view kWideSpaces[] = {"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
                                            "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
                                            "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

constexpr std::size_t kMostDigits = 19;  // of 2^63 - 1

}  // namespace

std::optional<std::string_view> Lines::next() {
  ++number_;
  const std::size_t end = rest_.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty() || text.size() > kMostDigits || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;  // nineteen digits fit
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > kMaxLogNumber) return std::nullopt;
  return value;
}

std::optional<Digest> parse_hash(std::string_view base64) {
  Digest hash;
  if (base64.size() != 44) return std::nullopt;
  const auto bytes = from_base64(base64);
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

bool is_note_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  return std::ranges::none_of(text, is_control) && is_valid_utf8(text);
}

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_note_text(name) || name.find_first_of("+ \n") != std::string_view::npos) return false;
  return std::ranges::none_of(kWideSpaces, [name](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

std::string print_hashes(std::span<const Digest> hashes) {
  std::string out;
  for (const Digest& hash : hashes) out += to_base64(hash) + "\n";
  return out;
}

}  // namespace katiwala::audit
