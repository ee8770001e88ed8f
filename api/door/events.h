/// Events: that something happened, and where to read it. Nothing of what happened stands in one, so that it may be sent through other hands.
///
/// There is at most one of an entry for a reader, and none of an entry of which he may see no part; so events are a fold of the journal like everything
/// else: they are never lost, never numbered apart, and the same question gives the same answer for ever (docs/decisions/0028).
#pragma once

#include "api/door/journal_walk.h"

namespace katiwala::api::door {

/// {id, type, entry, time, subjects: [{kind, id}]}. `type` is the command, where the reader may see what was asked; else "touched". The id is the same for
/// every reader.
/// Pre: the entry is as its reader may see it, and shows something.
Json event_json(const store::LedgerId& ledger, const journal::Entry& entry);

transport::Response read_events(const Call& call);
/// The same entries, as GET entries/{n} answers each.
transport::Response read_entries(const Call& call);

}  // namespace katiwala::api::door
