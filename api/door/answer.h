/// What is answered about an entry: a pure function of the entry, the rulebook it names and who asks, so that a replayed answer is
/// the same to the byte.
///
/// Every function here is given an entry as the reader may see it (`visible_to`, `as_answered`): parts that are not for him are not there.
#pragma once

#include "api/door/call.h"
#include "api/door/json_codec.h"
#include "ledger/journal/entry.h"

namespace katiwala::api::door {

/// The fields of docs/api.md "Writing".
/// Where the reader may see no part that says what was asked, only that there is such an entry.
Json entry_json(House& house, const journal::Entry& entry, const Caller& caller);

/// The response to the write that made the entry: 201, 202, or a problem with the same fields.
transport::Response write_response(House& house, const journal::Entry& whole, const Caller& caller, bool replayed);

/// The code of the reason that decided, as this reader may know it; nothing if the command was accepted.
std::optional<Code> denial_code(House& house, const journal::Entry& entry, const Caller& caller);

/// The entry as the caller may see it on the present state: from outside only the parts of his or her wards, so that nothing of a sibling is told.
Result<journal::Entry> visible_to(const Call& call, journal::Entry entry);
/// The entry as its own answer shows it to who made it: a function of the entry and the caller alone, so that a replay is the same to the byte.
journal::Entry as_answered(const Caller& caller, journal::Entry entry);

/// What stands in each part: hash, subject, events, postings, balances; `withheld` where it is not for this reader.
Json parts_json(const journal::Entry& entry, bool from_outside);

/// Whether such a command asked for the entry, as far as the reader may know what was asked.
bool is_asked_by(const journal::Entry& entry, std::string_view command);

/// Ids of what the entry made, or proposes to make.
Json created_json(const journal::Entry& entry);

}  // namespace katiwala::api::door
