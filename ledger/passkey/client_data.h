/// What the browser says of a ceremony (clientDataJSON): which one, over what challenge, for which origin.
///
/// Read in the one spelling that browsers write since Level 2: `type`, `challenge`, `origin` and `crossOrigin`, in this order and without white space, so that
/// what is compared is bytes and no reader of JSON is needed to check a kept signature. Members that a browser adds after them are not interpreted; they
/// must be flat (a text without escapes, true, false or null) and none may be named as another is, so that no reader of JSON sees anything else.
/// Source: WebAuthn Level 3 §5.8.1, §5.8.1.1 (serialization), §5.8.1.2 (limited verification), §7.1 steps 7-11, §7.2 steps 10-14.
#pragma once

#include "ledger/passkey/relying_party.h"
#include "ledger/base/bytes.h"

namespace katiwala::passkey {

enum class Ceremony { create, get };

inline constexpr std::size_t kMaxClientDataBytes = 4096;

/// SIGNATURE_INVALID where a member says something else than it must: another ceremony, challenge or origin, or a page inside a page of another origin.
/// JSON_SYNTAX, JSON_DUPLICATE_KEY, JSON_TOO_LARGE, TEXT_NOT_UTF8. The place is the member ("clientDataJSON/origin").
Status check_client_data(ByteView json, Ceremony ceremony, ByteView challenge, const RelyingParty& party);

}  // namespace katiwala::passkey
