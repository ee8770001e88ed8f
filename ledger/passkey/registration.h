/// Enrolling a passkey: the answer to navigator.credentials.create(), judged (WebAuthn Level 3 §7.1). Pure: no clock, no randomness, nothing kept.
///
/// Attestation is not relied on. Formats "none" and "packed" are read; where there is a signature it must verify, under the new key itself or under the
/// first certificate that comes along, but nobody is asked whether that certificate is anything. So the model (aaguid) and the two backup flags are what the
/// authenticator says of itself: they keep the honest from a mistake, and whoever enrols another person's passkey looks at the device.
///
/// With "none" nothing is signed: what may differ and yet be accepted is the key, the counter and the model, which are what is being stated, and the two flags.
#pragma once

#include "ledger/passkey/credential.h"

namespace katiwala::passkey {

/// Officers' keys do not leave the device they were made on; guardians' and social workers' may be synchronised (flag BE).
enum class Binding { device_bound, may_be_synced };

struct RegistrationAnswer {
  Bytes credential_id;       ///< rawId
  Bytes client_data;         ///< response.clientDataJSON
  Bytes attestation_object;  ///< response.attestationObject, at most 8 KiB
};

inline constexpr std::size_t kMaxAttestationBytes = 8192;
inline constexpr std::size_t kLeastChallengeBytes = 16;

/// `challenge` was drawn for this one enrolment, 16 bytes at least (asserted); that it is used once, and that the id is not enrolled yet, is the caller's to see.
/// SIGNATURE_INVALID with what is wrong and where, PASSKEY_UNVERIFIED, PASSKEY_SYNCED, KEY_INVALID, CBOR_MALFORMED,
/// FIELD_INVALID, CERTIFICATE_INVALID, and the refusals of check_client_data.
Result<Credential> register_passkey(const RegistrationAnswer& answer, const RelyingParty& party, ByteView challenge, Binding binding);

}  // namespace katiwala::passkey
