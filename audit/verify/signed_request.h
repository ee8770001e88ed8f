/// A signature over an HTTP request (RFC 9421) in place of the canonical bytes, whose hash the request names (docs/format.md, By request).
#pragma once

#include "audit/verify/principals.h"

namespace verify {

/// What of the request an entry keeps.
struct SignedRequest {
  Bytes authority, path, content_digest, input;
};

/// What else stands in the entry, or follows from it.
struct Signing {
  Bytes fingerprint, statement, idempotency_key;
  std::int64_t time = 0;
};

/// What was signed, put together again from nothing but the entry. Names what is wrong; the signature itself is not looked at.
std::string request_base(const SignedRequest& request, const Signing& signing, const Credential& credential, const Place& place);
/// The signature's value as signature_valid() reads it.
std::string request_signature(const Credential& credential, Bytes value, const Place& place);

}  // namespace verify
