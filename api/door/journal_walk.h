/// Entries as somebody may see them, one after another: the ground of entry lists, of events, and of what is sent to webhooks.
#pragma once

#include "api/door/answer.h"
#include "api/door/query.h"

namespace katiwala::api::door {

struct Walk {
  std::vector<journal::Entry> entries;  ///< of each the parts that he may see, and at least one
  std::optional<record::Seq> reached;   ///< the last that was looked at: where to go on; nothing where there was none
  bool more = false;                    ///< there are others behind `reached`
};

/// Durable entries after page.after of which the caller may see a part, ascending, at most page.limit, and only those that `wanted` takes (nothing: all).
/// Who stands outside walks along his or her wards' own entries alone, so that neither the answer nor the time it takes tells of any other.
/// The bank's system reads no entries, and is shown none. A walk ends
/// early after some thousands of entries; `reached` then says how far it came.
Result<Walk> walk(House& house, const Caller& caller, const Page& page, const std::function<bool(const journal::Entry&)>& wanted = {});

/// `visible_to` without a call.
Result<journal::Entry> visible_to(House& house, const Caller& caller, journal::Entry entry);
/// Whether it left anything.
bool shows_something(const journal::Entry& entry);

}  // namespace katiwala::api::door
