/// What the HTTPS server calls for every request: who is it, which route, answer.
#pragma once

#include <optional>

#include "api/transport/server.h"

namespace katiwala::api {

class House;

namespace door {

struct Caller;

/// Runs on a server's worker, several at a time; may wait for the journal.
transport::Response answer(House& house, const transport::Request& request, const transport::Peer& peer);
/// The pieces for where it is known already who asks (people.h), to be put under `negotiated` (negotiation.h). Something: the path needs no caller, and this
/// is its answer.
std::optional<transport::Response> answer_without_caller(const transport::Request& request);
/// Whether what they came with counts: PRINCIPAL_REVOKED; CREDENTIAL_PENDING where it is in its pause, or removed.
Status counts_now(House& house, const Caller& caller);
transport::Response answer_to(House& house, const transport::Request& request, const Caller& caller);

/// The methods that a path takes, as Allow has them; empty where there is nothing under it.
std::string methods_of(const transport::Target& target);

/// The pattern of a route, as it is written in docs/api.md; "(unknown)" where there is none. Nothing that somebody sent.
std::string pattern_of(const transport::Target& target);
/// What of a request may stand in a log line: the pattern of its route and the principal's identifier, whatever it was answered.
transport::Labels labels_of(House& house, const transport::Request& request, const transport::Peer& peer);

}  // namespace door
}  // namespace katiwala::api
