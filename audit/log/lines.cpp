#include "audit/log/lines.h"

#include <algorithm>

namespace katiwala::audit {
namespace {

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

std::string print_hashes(std::span<const Digest> hashes) {
  std::string out;
  for (const Digest& hash : hashes) out += to_base64(hash) + "\n";
  return out;
}

}  // namespace katiwala::audit
