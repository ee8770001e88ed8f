/// The page at /check, one file with its script and style within, put together from api/heads/check when the program is built (cmake/check_page.cmake). The parts stand
/// here as well: the day's page has the same style, and a test runs the script alone.
#pragma once

#include <string_view>

namespace katiwala::api::check_page {

extern const std::string_view kHtml, kScript, kStyle;

}  // namespace katiwala::api::check_page
