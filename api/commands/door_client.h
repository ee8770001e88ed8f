/// A command that speaks to a door over the net: where it is, who asks, and whom to trust.
#pragma once

#include "api/commands/command_line.h"
#include "api/transport/client.h"

namespace katiwala::api::commands {

struct CallerOptions {
  std::string server, certificate, key, authorities;
};

/// --server, --certificate, --key, --authorities; `who` is whose certificate it is: "The bank system's".
void add_door_options(Command& command, CallerOptions& options, const std::string& who);

/// FOLDER_OPTION for an address that is none, KEY_STORE_LOOSE for a key that others can read, STORE_IO, TLS_SETUP. Connects at the first call.
Result<transport::HttpsClient> door_of(const CallerOptions& options);

}  // namespace katiwala::api::commands
