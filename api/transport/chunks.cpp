#include "api/transport/chunks.h"

#include <algorithm>

#include "api/transport/grammar.h"

namespace katiwala::api::transport {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMostDigits = 8;

Refusal malformed(std::string message) { return refuse(Code::HTTP_RESPONSE, std::move(message), "transfer-encoding"); }

std::optional<std::size_t> digit(char c) {
  if (grammar::is_digit(c)) return static_cast<std::size_t>(c - '0');
  const char low = grammar::lower(c);
  if (low >= 'a' && low <= 'f') return static_cast<std::size_t>(low - 'a') + 10;
  return std::nullopt;
}

/// Cuts the line with a chunk's size off; nothing while its end is missing.
Result<std::optional<std::size_t>> cut_size(std::string_view& bytes) {
  std::size_t at = 0, size = 0;
  for (; at < bytes.size() && digit(bytes[at]); ++at) {
    if (at == kMostDigits) return malformed("A chunk is larger than accepted.");
    size = size << 4 | *digit(bytes[at]);
  }
  const std::string_view end = bytes.substr(at, kLineEnd.size());
#ifdef KATIWALA_SABOTAGE_chunk_end_torn
  // BROKEN on purpose: a size whose line end has not come yet is taken for a size without one.
  if (at > 0 && end.empty()) return malformed("A chunk begins with its size in hexadecimal and nothing else.");
#endif
  if (!kLineEnd.starts_with(end)) return malformed("A chunk begins with its size in hexadecimal and nothing else.");
  if (at == 0 && !end.empty()) return malformed("A chunk's size is missing.");
  if (at > 1 && bytes.front() == '0') return malformed("A chunk's size has leading zeros.");
  if (end != kLineEnd) return std::optional<std::size_t>();
  bytes.remove_prefix(at + kLineEnd.size());
  return std::optional<std::size_t>(size);
}

/// Cuts a line end off; false while it is missing.
Result<bool> cut_line_end(std::string_view& bytes) {
  const std::string_view end = bytes.substr(0, kLineEnd.size());
  if (!kLineEnd.starts_with(end)) return malformed("A chunk is not as long as it says, or trailers follow the last one.");
  bytes.remove_prefix(end.size());
  return end == kLineEnd;
}

}  // namespace

Result<std::optional<Chunked>> read_chunks(std::string_view bytes, std::size_t max_bytes) {
  Chunked out;
  while (true) {
    KATIWALA_TRY(const std::optional<std::size_t> size, cut_size(bytes));
    if (!size) return std::optional<Chunked>();
    if (*size > max_bytes - out.body.size()) return malformed("The answer is larger than accepted.");
    const std::string_view data = bytes.substr(0, *size);
    bytes.remove_prefix(data.size());
    if (data.size() < *size) return std::optional<Chunked>();
    out.body.append(data);
    KATIWALA_TRY(const bool ended, cut_line_end(bytes));
    if (!ended) return std::optional<Chunked>();
    if (*size > 0) continue;
    out.rest = bytes;
    return std::optional<Chunked>(std::move(out));
  }
}

}  // namespace katiwala::api::transport
