/// What a bank that asked for a payment back is answered (camt.029): not decided yet, promised, or refused.
#pragma once

#include "api/door/call.h"
#include "api/messages/recall.h"

namespace katiwala::api::door {

/// The same for a message however often it is asked, as it is drawn from what was recorded.
messages::Resolution not_decided(const journal::Entry& filed);

/// The camt.029 of one recall, as it stands now; the same bytes for the same standing. The question is read again from the vault.
/// RECALL_UNKNOWN; KEY_MISSING where its message is not at hand; what other banks could not read: MESSAGE_FIELD, MESSAGE_CHARACTER.
Result<std::string> resolution_of(const Call& call, const custody::RecallId& id);

}  // namespace katiwala::api::door
