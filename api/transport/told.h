/// What may be told of an answer to whoever watches. Pure.
#pragma once

#include "api/transport/http.h"
#include "api/transport/observer.h"

namespace katiwala::api::transport {

/// Its status, and the code where it is a problem document; the rest is for the caller to fill in.
Served told_of(const Response& response, std::string_view request_id);

}  // namespace katiwala::api::transport
