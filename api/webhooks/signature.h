/// What a webhook is signed with: Standard Webhooks 1.0, "v1a" (Ed25519, RFC 8032), so that any of its libraries verifies it.
///
///     webhook-id         the event's id: the same however often it is sent, by which a receiver knows a repetition
///     webhook-timestamp  seconds since the Unix epoch of this attempt; a receiver refuses what is older than some minutes
///     webhook-signature  v1a,<base64 of 64 bytes>, one for each key, with spaces between: two while a key is being replaced
///
/// A signature is over "<id>.<timestamp>.<body>". A public key is written "whpk_" and the base64 of its 32 bytes.
/// Source: github.com/standard-webhooks/standard-webhooks, spec, "Asymmetric signatures".
#pragma once

#include <cstdint>
#include <span>

#include "ledger/crypto/signature.h"

namespace katiwala::api::webhooks {

struct Stamp {
  std::string id;
  std::int64_t seconds = 0;
};

/// FIELD_INVALID where the id has a full stop at a place that would let two messages have the same bytes: none of ours has more than one, and none is empty.
Result<std::string> signed_content(const Stamp& stamp, std::string_view body);

/// The header, a signature a key in the order given. KEY_INVALID for a key that is not Ed25519; what the signer refuses.
Result<std::string> signature_header(std::span<crypto::Signer* const> keys, const Stamp& stamp, std::string_view body);

/// "whpk_…". KEY_INVALID for a key that is not Ed25519.
Result<std::string> public_text(const crypto::PublicKey& key);
Result<crypto::PublicKey> parse_public_text(std::string_view text);

/// As a receiver does it: one signature of the header verifies under the key. SIGNATURE_INVALID.
Status verify_header(std::string_view header, const crypto::PublicKey& key, const Stamp& stamp, std::string_view body);

}  // namespace katiwala::api::webhooks
