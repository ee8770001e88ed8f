# The public listener's page for those who check a paper: three files of api/heads/check, put together into one, as text in the program.
set(check_page_folder ${CMAKE_SOURCE_DIR}/api/heads/check)
foreach(part html js css)
  file(READ ${check_page_folder}/page.${part} check_page_${part})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${check_page_folder}/page.${part})
endforeach()
foreach(place "<style></style>" "<script type=\"module\"></script>")
  string(FIND "${check_page_html}" "${place}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "api/heads/check/page.html has no place for its parts: ${place}")
  endif()
endforeach()
string(REPLACE "<style></style>" "<style>\n${check_page_css}</style>" check_page_html "${check_page_html}")
string(REPLACE "<script type=\"module\"></script>" "<script type=\"module\">\n${check_page_js}</script>" check_page_html "${check_page_html}")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/check_page.cpp @ONLY CONTENT [[
#include "api/heads/check_page.h"

namespace katiwala::api::check_page {

const std::string_view kHtml = R"page(@check_page_html@)page";
const std::string_view kScript = R"page(@check_page_js@)page";
const std::string_view kStyle = R"page(@check_page_css@)page";

}  // namespace katiwala::api::check_page
]])
target_sources(api PRIVATE ${CMAKE_BINARY_DIR}/generated/check_page.cpp)
