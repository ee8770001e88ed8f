/// The chunked coding of an answer (RFC 9112 §7.1), as strictly as it can be written: sizes in hexadecimal without leading zeros, no extensions,
/// no trailers. Pure. Requests in this coding are refused (http_parser.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala::api::transport {

/// A body that has ended, and what stands behind it.
struct Chunked {
  std::string body;
  std::string_view rest;
};

/// nullopt while `bytes` may still become a whole one. HTTP_RESPONSE where it can not, or once its body would be more than `max_bytes`, which is known as
/// soon as a chunk says its size.
Result<std::optional<Chunked>> read_chunks(std::string_view bytes, std::size_t max_bytes);

}  // namespace katiwala::api::transport
