/// Signing with a passkey: the answer to navigator.credentials.get(), judged (WebAuthn Level 3 §7.2). Pure.
///
/// The challenge is the SHA-256 of the canonical bytes that an X.509 signature would be over (ledger/journal/canonical.h), so an answer is a signature on
/// one statement, for one ledger, and nothing else can be made of it. A passkey is never asked to sign anything without a label of its own.
#pragma once

#include "ledger/passkey/credential.h"

namespace katiwala::passkey {

struct AssertionAnswer {
  Bytes credential_id;       ///< rawId
  Bytes client_data;         ///< response.clientDataJSON
  Bytes authenticator_data;  ///< response.authenticatorData
  Bytes signature;           ///< response.signature
};

/// What the browser is given as the challenge.
Digest challenge_of(ByteView canonical);

/// The credential as it stands after this use; its counter and backup state are to be kept. SIGNATURE_INVALID with what is wrong and where;
/// PASSKEY_UNVERIFIED; PASSKEY_CLONED where nothing but the counter is wrong, so that the credential is to be looked at; FIELD_INVALID and CBOR_MALFORMED for
/// authenticator data that can not be read; the refusals of check_client_data.
///
/// Where an authenticator does not count, one answer verifies as often as it is shown for its statement: that a person approves once is a rule's to see.
/// The counter is judged last, when the signature has proved whose it is: unless both are zero it must have grown, or somebody else holds a copy of the key.
Result<Credential> verify_assertion(const Credential& credential, const AssertionAnswer& answer, const RelyingParty& party, ByteView canonical);

}  // namespace katiwala::passkey
