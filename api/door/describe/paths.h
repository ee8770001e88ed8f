/// The paths of the description: an operation a route.
#pragma once

#include "api/door/routes.h"
#include "api/transport/json.h"

namespace katiwala::api::door::description {

/// "/v1/wards/{ward}/payees/{payee}/account" of "wards/{w}/payees/{p}/account": what stands in braces is named by what stands before it.
std::string path_of(std::string_view pattern);
transport::Json operation_json(const Route& route);
/// Every route, and what is public beside them.
transport::Json paths_json();
/// `headers` that every answer of the door bears, where its certificate has a quota.
transport::Json common_headers();

}  // namespace katiwala::api::door::description
