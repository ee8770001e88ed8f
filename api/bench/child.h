/// Asking this program something in a process of its own, so that its memory and its cold start can be told.
#pragma once

#include <string>
#include <vector>

#include "api/transport/json.h"

namespace katiwala::api::bench {

/// Runs `katiwala bench ARGUMENTS...`; the JSON object it prints. STORE_IO if it can not be started or fails.
Result<transport::Json> ask_child(const std::vector<std::string>& arguments);

/// The whole number under a key; zero if there is none.
std::int64_t number(const transport::Json& json, std::string_view key);

}  // namespace katiwala::api::bench
