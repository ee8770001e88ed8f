/// What is answered about an entry: a pure function of the entry, the rulebook it names and who asks, so that a replayed answer is
/// the same to the byte.
///
/// To a guardian confidential reasons and obligations are not told; where one of them decided, the code is UNDER_REVIEW (R38).
#pragma once

#include "api/door/call.h"
#include "api/door/json_codec.h"
#include "ledger/journal/entry.h"

namespace katiwala::api::door {

/// The fields of docs/api.md "Writing".
Json entry_json(House& house, const journal::Entry& entry, bool to_guardian);

/// The response to the write that made the entry: 201, 202, or a problem with the same fields.
transport::Response write_response(House& house, const journal::Entry& entry, const Caller& caller, bool replayed);

/// The code of the reason that decided, as this reader may know it; nothing if the command was accepted.
std::optional<Code> denial_code(House& house, const journal::Entry& entry, bool to_guardian);

/// The entry as the caller may see it: to a guardian only the parts of her wards, so that nothing of a sibling is told.
Result<journal::Entry> visible_to(const Call& call, journal::Entry entry);

/// Ids of what the entry made, or proposes to make.
Json created_json(const journal::Entry& entry);

}  // namespace katiwala::api::door
