/// A passkey as it is enrolled for a person, and what both ceremonies share.
#pragma once

#include "ledger/passkey/authenticator_data.h"
#include "ledger/passkey/key.h"

namespace katiwala::passkey {

struct Credential {
  Bytes id;  ///< the authenticator's own name for it
  Key key;
  std::uint32_t counter;  ///< of signatures, as it stood last; 0 where the authenticator does not count
  bool backup_eligible;   ///< flag BE: it may be copied to other devices of the person. Never changes
  bool backed_up;         ///< flag BS: it has been
  Aaguid aaguid{};        ///< the model of authenticator, as it says; zeros for most
  bool operator==(const Credential&) const = default;
};

/// authenticatorData || SHA-256(clientDataJSON): what an authenticator signs (WebAuthn Level 3 §6.3.3, §8.2).
Bytes signed_bytes(ByteView authenticator_data, ByteView client_data);

}  // namespace katiwala::passkey
