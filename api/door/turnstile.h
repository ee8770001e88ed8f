/// Where every write of the door passes to the one writer, so that a write under a condition (If-Match) finds what it has looked at unmoved.
///
/// Writes without a condition pass together, as many as there are. One with a condition passes alone: it waits for those under way, what comes later
/// waits for it, and between its look and its entry no other write of this door is recorded. What remains is the ledger's own: a deadline that falls due
/// in that very moment. What has fallen due before is recorded first.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// journal::Journal::submit, through the turnstile.
Result<journal::Answer> pass(const Call& call, journal::Ask ask);

/// Runs `alone` with nobody else between. It may call `pass`, on this thread.
transport::Response pass_alone(const std::function<transport::Response()>& alone);

}  // namespace katiwala::api::door
