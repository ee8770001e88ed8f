/// Well-formed UTF-8, as Unicode 15 table 3-7 and RFC 3629 have it.
#pragma once

#include <cstddef>
#include <string_view>

namespace katiwala::api::transport {

/// How many leading bytes of `text` are well-formed UTF-8: text.size() if all are. Overlong forms, surrogates, code
/// points above U+10FFFF and cut sequences are not.
std::size_t utf8_prefix(std::string_view text);
inline bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

}  // namespace katiwala::api::transport
