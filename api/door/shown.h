/// What is shown of the things that a write may be conditioned on (If-Match): a ward, a pool, a request, a proposal.
///
/// Each is drawn from a memory alone and asks no journal. So a read answers with it, and the one writer can draw it again in the turn in which it decides
/// (precondition.h).
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// Nothing where it is not there, or not this caller's to see. `named`: what stands in the braces of the path.
using Show = std::optional<transport::Json> (*)(const journal::Memory& memory, const Caller& caller, std::string_view named);

std::optional<transport::Json> show_ward(const journal::Memory& memory, const Caller& caller, std::string_view named);
std::optional<transport::Json> show_pool(const journal::Memory& memory, const Caller& caller, std::string_view named);
std::optional<transport::Json> show_request(const journal::Memory& memory, const Caller& caller, std::string_view named);
std::optional<transport::Json> show_proposal(const journal::Memory& memory, const Caller& caller, std::string_view named);

/// The read of such a thing: 200 with what is shown, or `unknown`.
transport::Response answer_shown(const Call& call, Show show, Code unknown);

}  // namespace katiwala::api::door
