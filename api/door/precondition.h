/// If-Match on writes (RFC 9110 §13.1.1): do it only if what it is about still is as I was shown it.
///
/// The condition goes with the command into the one writer and is judged there, over the state that the command is judged on and in the same turn
/// (journal::Ask::only_if), so nothing comes between. One that does not hold is answered 412 and records nothing. A key that has made an entry is
/// answered with that entry whatever the condition says: it held then.
#pragma once

#include "api/door/tag.h"

namespace katiwala::api::door {

struct Precondition {
  journal::Condition holds;                                ///< PRECONDITION_FAILED
  std::shared_ptr<const std::optional<std::string>> now;   ///< the tag that `holds` found when it was asked last
};

/// The caller's; nothing where there is no If-Match, HTTP_HEADER where it can not be read.
Result<std::optional<Precondition>> precondition_of(const Call& call);

/// A 412 says which tag there is now. Pre: whoever was to ask `holds` has answered.
transport::Response with_tag_now(transport::Response response, const Precondition& precondition);

}  // namespace katiwala::api::door
