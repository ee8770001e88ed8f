# The examples of the door's description: api/door/describe/examples.json, as text in the program.
set(examples_file ${CMAKE_SOURCE_DIR}/api/door/describe/examples.json)
file(READ ${examples_file} examples_json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${examples_file})
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/examples.cpp @ONLY CONTENT [[
#include "api/door/describe/examples.h"

namespace katiwala::api::door::description {

const std::string_view kExamples = R"examples(@examples_json@)examples";

}  // namespace katiwala::api::door::description
]])
target_sources(api PRIVATE ${CMAKE_BINARY_DIR}/generated/examples.cpp)
