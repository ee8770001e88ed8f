# The page for people with passkeys, as text in the program: one file, as it is written.
set(people_page_file ${CMAKE_SOURCE_DIR}/api/door/people_page/page.html)
file(READ ${people_page_file} people_page_html)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${people_page_file})
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/people_page.cpp @ONLY CONTENT [[
#include "api/door/people_page/page.h"

namespace katiwala::api::door {

const std::string_view kPeoplePage = R"page(@people_page_html@)page";

}  // namespace katiwala::api::door
]])
target_sources(api PRIVATE ${CMAKE_BINARY_DIR}/generated/people_page.cpp)
