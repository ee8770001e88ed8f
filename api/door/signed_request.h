/// Requests that their sender signed (RFC 9421), and whose body he digested (RFC 9530).
///
///     Content-Digest: sha-256=:…:
///     Katiwala-Statement: sha-256=:…:                    SHA-256 of the canonical bytes (?show=canonical, `canonical`, `release_canonical`)
///     Signature-Input: sig=("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement")
///                          ;created=…;keyid="…";tag="katiwala/request/1"
///     Signature: sig=:…:
///
/// Such a signature takes the place of `signature` in the body, and is kept in the entry (ledger/http_signature/signed_request.h says what of it, and
/// docs/decisions/0035 why). Here it is read, and the digest held against the body, which nobody can do later; whether it is right is judged by the one writer
/// like every signature.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// The body is of the digest that the sender gave, where he gave one. CONTENT_DIGEST.
Status check_body(const transport::Request& request);

[[nodiscard]] bool is_signed(const transport::Request& request);

/// Nothing where it is not signed. SIGNATURE_INPUT with the header as place; where it is a header's text that can not be read, the message names the byte
/// behind the label's equals sign.
Result<std::optional<custody::Signature>> message_signature_of(const transport::Request& request);

}  // namespace katiwala::api::door
