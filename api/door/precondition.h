/// If-Match on writes (RFC 9110 §13.1.1): do it only if what it is about still is as I was shown it.
///
/// Judged at the turnstile (turnstile.h), alone, between the look and the entry; a condition that does not hold is answered 412 and records nothing. A
/// key that has made an entry is answered with that entry whatever the condition says: it held then.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// The 412 where the caller's If-Match does not hold now, or the 400 where it can not be read; nothing where there is none or it holds.
std::optional<transport::Response> moved_since(const Call& call);

/// Submits where it holds, and nobody else's write comes between.
transport::Response submit_if_unmoved(const Call& call, journal::Ask ask, transport::Response (*submit)(const Call&, journal::Ask));

}  // namespace katiwala::api::door
