/// camt.056 from its tree. Internal to this room.
#pragma once

#include "api/messages/recall.h"
#include "api/messages/reports.h"

namespace katiwala::api::messages {

/// Pre: the cursor stands on FIToFIPmtCxlReq. Leaves it at its end.
Result<RecallMessage> read_recall_message(XmlCursor& cursor);

}  // namespace katiwala::api::messages
