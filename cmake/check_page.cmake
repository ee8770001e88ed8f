# The public listener's page for those who check a paper: three files of api/heads/check, as text in the program.
set(check_page_folder ${CMAKE_SOURCE_DIR}/api/heads/check)
foreach(part html js css)
  file(READ ${check_page_folder}/page.${part} check_page_${part})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${check_page_folder}/page.${part})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/check_page.cpp @ONLY CONTENT [[
#include "api/heads/check_page.h"

namespace katiwala::api::check_page {

const std::string_view kHtml = R"page(@check_page_html@)page";
const std::string_view kScript = R"page(@check_page_js@)page";
const std::string_view kStyle = R"page(@check_page_css@)page";

}  // namespace katiwala::api::check_page
]])
target_sources(api PRIVATE ${CMAKE_BINARY_DIR}/generated/check_page.cpp)
