/// The OpenAPI 3.1 description of the door: routes from the table of routes, bodies from the code that reads them, formats, refusals
/// and records from their own tables. A pure function of the program; kept as docs/openapi.json and served at GET /v1/openapi.json.
#pragma once

#include "api/transport/http.h"
#include "api/transport/json.h"

namespace katiwala::api::door::description {

transport::Json openapi();
/// The same for people to read and compare: an indent of two, a line feed at the end.
const std::string& openapi_text();
transport::Response read_openapi();

}  // namespace katiwala::api::door::description
