/// What the authenticator says of a ceremony: for whom, who was there, how often it has signed, and of a new credential its id and key.
///
/// 37 bytes, then the attested credential if flag AT is set, then a CBOR map of extensions if flag ED is set, and nothing after that. Extensions are
/// checked to be well formed and otherwise ignored: none was asked for.   Source: WebAuthn Level 3 §6.1, §6.5.1.
#pragma once

#include <optional>

#include "ledger/passkey/relying_party.h"
#include "ledger/base/bytes.h"

namespace katiwala::passkey {

using Aaguid = std::array<std::uint8_t, 16>;

inline constexpr std::size_t kMaxCredentialIdBytes = 1023;

struct AttestedCredential {
  Aaguid aaguid{};     ///< the model of the authenticator, as it says
  ByteView id;         ///< 16 to 1023 bytes
  ByteView cose_key;   ///< one CBOR item
};

/// Borrows from the bytes it was read out of.
struct AuthenticatorData {
  ByteView rp_id_hash;
  bool user_present, user_verified, backup_eligible, backed_up;
  std::uint32_t counter;
  std::optional<AttestedCredential> attested;
};

/// FIELD_INVALID where lengths or flags contradict each other, reserved flags are set or bytes are left over; CBOR_MALFORMED.
Result<AuthenticatorData> read_authenticator_data(ByteView bytes);

/// SIGNATURE_INVALID unless it is for this relying party, and nothing is backed up that can not be; PASSKEY_UNVERIFIED unless somebody was present and was
/// verified (by PIN or body).
Status check_presence(const AuthenticatorData& data, const RelyingParty& party);

}  // namespace katiwala::passkey
