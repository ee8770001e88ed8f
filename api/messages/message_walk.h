/// What the readers of messages between banks have in common: the walk over their parts, and what is said of an original payment. Internal to this room.
#pragma once

#include "api/messages/message.h"
#include "api/messages/xml_cursor.h"

namespace katiwala::api::messages {

/// Calls `read_part` with the tree of each child of the element the cursor stands on, to its end.
template <class ReadPart>
Status for_each_part(XmlCursor& cursor, ReadPart read_part) {
  cursor.descend();
  for (;;) {
    KATIWALA_TRY(const bool more, cursor.next_child(false));
    if (!more) return good();
    KATIWALA_TRY(const Tree* tree, cursor.take(false));
    KATIWALA_CHECK(read_part(*tree));
  }
}

/// MESSAGE_SCHEMA at the place where the element should stand.
Refusal missing_element(const std::string& parent_place, std::string_view name);
/// MESSAGE_SCHEMA at the second one.
Refusal stands_twice(const Node& node);

/// OrgnlInstrId, OrgnlEndToEndId, OrgnlTxId and OrgnlUETR under `node`; MESSAGE_SCHEMA with `none` as its sentence where none of them stands there.
Status read_original_references(const Node& node, std::string_view none, References& out);

}  // namespace katiwala::api::messages
