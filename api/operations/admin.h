/// The admin listener: GET /metrics for Prometheus, plain HTTP, on this machine alone.
///
/// It has no key and knows nobody, so it is bound to a loopback address and refuses any other; and it answers only who asks for it by a name of this
/// machine, so that no page in a browser here can read it under a name of its own.
#pragma once

#include <functional>
#include <memory>

#include "api/transport/server.h"

namespace katiwala::api {

/// 127.0.0.0/8 or ::1, numeric.
bool is_loopback(std::string_view address);
/// FOLDER_OPTION unless it is.
Status check_loopback(std::string_view address);

struct AdminOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                ///< 0: any free one
  std::function<std::string()> metrics;  ///< required; in the text format of prometheus.h. Called from any thread
};

/// FOLDER_OPTION if the address is not a loopback address; HTTP_UNREACHABLE.
Result<std::unique_ptr<transport::HttpServer>> open_admin(AdminOptions options);

}  // namespace katiwala::api
