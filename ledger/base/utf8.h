/// UTF-8 as Unicode defines it (table 3-7 of the standard): no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <string_view>

namespace katiwala {
bool is_valid_utf8(std::string_view text);
}  // namespace katiwala
