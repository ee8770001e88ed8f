/// Content-Digest (RFC 9530): that a body is the one that its sender digested.
///
/// One or both of sha-256 and sha-512, each right. The others that RFC 9530 §5 lists are broken or no digests; a sender that uses one is told, and not passed
/// over as if nothing had been claimed.
#pragma once

#include "ledger/http_signature/structured_field.h"

namespace katiwala::http_signature {

inline constexpr std::string_view kContentDigestHeader = "content-digest";

/// CONTENT_DIGEST: it can not be read, has a key of another kind, or is of another body.
Status check_content_digest(std::string_view header, std::string_view body);
/// The same of a body of which no more is at hand than its SHA-256: sha-512 is not taken then.
Status check_content_digest(std::string_view header, const Digest& sha256);
/// The same without the body: its form alone.
Status read_content_digest(std::string_view header);

/// `sha-256=:…:` of the bytes, or of what has this digest already.
std::string print_digest(ByteView bytes);
std::string print_digest(const Digest& sha256);

}  // namespace katiwala::http_signature
