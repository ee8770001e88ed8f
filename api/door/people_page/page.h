/// The page for people with passkeys, at / of their listener: api/door/people_page/page.html, put into the program when it is built (cmake/people_page.cmake).
///
/// One file with its script and style within, so that a phone on a bad line asks once. The policy it is sent with (CSP) names both by their hashes: nothing else runs or is
/// loaded, from wherever it comes. It says nothing of anybody; what it shows a person it asks of the door in her session.
#pragma once

#include "api/transport/http.h"

namespace katiwala::api::door {

extern const std::string_view kPeoplePage;

bool asks_for_people_page(const transport::Request& request);
transport::Response people_page();

}  // namespace katiwala::api::door
