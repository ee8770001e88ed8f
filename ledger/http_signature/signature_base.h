/// What an HTTP message signature is over (RFC 9421 §2.5), and verifying one (§3.3). Pure, and without an opinion on what should be covered (signed_request.h).
///
///     "@method": POST
///     "@path": /v1/proposals/41/approvals
///     "@signature-params": ("@method" "@path");created=1772413200;keyid="…"
///
/// Lines with LF between and none at the end; the last repeats the value of Signature-Input, which is why that is taken in one spelling alone.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ledger/crypto/signature.h"

namespace katiwala::http_signature {

struct Component {
  std::string name, value;
};

/// `input`: behind the label's equals sign. Pre: `components` are those that it covers, in that order.
std::string signature_base(std::span<const Component> components, std::string_view input);

/// "ed25519" and "ecdsa-p256-sha256", as RFC 9421 §6.2.2 registers them; nothing for another.
std::optional<crypto::Algorithm> algorithm_named(std::string_view name);

/// By the key's own algorithm: of Ed25519 64 bytes (RFC 8032); of ECDSA the two numbers r and s of 32 bytes each, and not DER (§3.3.4). SIGNATURE_INVALID.
Status verify(const crypto::PublicKey& key, std::string_view base, ByteView signature);
/// As §3.3.4 wants it, from what a Signer of this ledger's makes. SIGNATURE_INVALID where it is no signature of that algorithm's.
Result<Bytes> on_the_wire(crypto::Algorithm algorithm, ByteView signature);

}  // namespace katiwala::http_signature
