/// What the HTTPS server calls for every request: who is it, which route, answer.
#pragma once

#include "api/transport/server.h"

namespace katiwala::api {

class House;

namespace door {

/// Runs on a server's worker, several at a time; may wait for the journal.
transport::Response answer(House& house, const transport::Request& request, const transport::Peer& peer);

/// What of a request may stand in a log line: the pattern of its route and the principal's identifier, whatever it was answered.
transport::Labels labels_of(House& house, const transport::Request& request, const transport::Peer& peer);

}  // namespace door
}  // namespace katiwala::api
