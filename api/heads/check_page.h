/// The page at /check, as its files in api/heads/check say it; put into the program when it is built (cmake/check_page.cmake).
#pragma once

#include <string_view>

namespace katiwala::api::check_page {

extern const std::string_view kHtml, kScript, kStyle;

}  // namespace katiwala::api::check_page
