/// The few character classes and tokens of RFC 9110/9112 that requests and responses share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/base/result.h"

namespace katiwala::api::transport::grammar {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower(std::string_view text);

/// token = 1*tchar (RFC 9110 §5.6.2)
bool is_token(std::string_view text);

/// One header line without its CR LF: name lower case, value trimmed. HTTP_HEADER for an empty or folded line, white space
/// before the colon, a name that is no token, or a value with anything but SP, HTAB and visible ASCII.
Result<std::pair<std::string, std::string>> header_line(std::string_view line);

/// 1*DIGIT, no sign, no list, at most 18 digits; leading zeros are refused, as they are octal to some.
std::optional<std::uint64_t> content_length(std::string_view text);

}  // namespace katiwala::api::transport::grammar
