/// What the HTTPS server calls for every request: who is it, which route, answer.
#pragma once

#include <optional>

#include "api/transport/server.h"

namespace katiwala::api {

class House;

namespace door {

struct Caller;

/// Of a request's body that is held in memory.
inline constexpr std::size_t kMostInMemory = std::size_t{16} << 20;

/// Runs on a server's worker, several at a time; may wait for the journal.
transport::Response answer(House& house, const transport::Request& request, const transport::Peer& peer);
/// The pieces for where it is known already who asks (people.h), to be put under `negotiated` (negotiation.h). Something: the path needs no caller, and this
/// is its answer.
std::optional<transport::Response> answer_without_caller(const transport::Request& request);
/// Whether what they came with counts: PRINCIPAL_REVOKED; CREDENTIAL_PENDING where it is in its pause, or removed.
Status counts_now(House& house, const Caller& caller);
transport::Response answer_to(House& house, const transport::Request& request, const Caller& caller);

/// Where a request's body goes that is longer than may be held in memory: the bank's messages, from whom they may come (long_bodies.h). HTTP_BODY_TOO_LARGE of
/// any other request; what its caller would be refused anyhow.
Result<std::unique_ptr<transport::LongBody>> place_of_body(House& house, const transport::Request& head, const transport::Peer& peer, std::size_t bytes);

/// The methods that a path takes, as Allow has them; empty where there is nothing under it.
std::string methods_of(const transport::Target& target);

/// The pattern of a route, as it is written in docs/api.md; "(unknown)" where there is none. Nothing that somebody sent.
std::string pattern_of(const transport::Target& target);
/// What of a request may stand in a log line: the pattern of its route and the principal's identifier, whatever it was answered.
transport::Labels labels_of(House& house, const transport::Request& request, const transport::Peer& peer);

}  // namespace door
}  // namespace katiwala::api
