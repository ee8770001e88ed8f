/// A request to this ledger's door that its sender signed (RFC 9421), as far as an entry keeps it: so that whoever has the entry and nothing else puts the
/// signature base together again, and sees that what was signed is what was recorded (docs/decisions/0035).
///
/// Covered is each of these, in any order, and nothing else, because what is not kept could never be checked again:
///
///     "@method"             POST
///     "@authority"          kept: the Host, lower case, without :443     ┐ or "@target-uri", which is "https://" and these two;
///     "@path"               kept                                         ┘ or all three
///     "content-digest"      kept: of the body as it was sent (RFC 9530). The body is not: plain values have no place in an entry
///     "idempotency-key"     in the entry's act
///     "katiwala-statement"  not kept but drawn again: sha-256=:…: of the canonical bytes of what was recorded (journal/canonical.h)
///
/// Parameters: created, keyid (the credential's fingerprint, 64 lower-case hex digits) and tag ("katiwala/request/1", so that a key which signs for others
/// as well signs nothing here by that); alg and expires where the sender likes. No nonce: it would be a text in which anything can stand in an entry for
/// ever (R65), and what a nonce is for the idempotency key does.
#pragma once

#include <optional>

#include "ledger/http_signature/signature_base.h"

namespace katiwala::http_signature {

inline constexpr std::string_view kInputHeader = "signature-input", kSignatureHeader = "signature", kStatementHeader = "katiwala-statement";
inline constexpr std::string_view kTag = "katiwala/request/1";

/// How long before the entry a signature may say that it was made, and how long after, as clocks differ. For ever: old entries are judged by it again.
inline constexpr std::int64_t kOldest_s = 300, kEarliest_s = 60;

/// What Signature-Input says, read.
struct Input {
  std::vector<std::string> covered;
  std::int64_t created_s = 0;
  std::optional<std::int64_t> expires_s;
  Digest key{};                                ///< keyid
  std::optional<crypto::Algorithm> algorithm;  ///< alg
};

struct SignedRequest {
  std::string authority, path, content_digest;
  std::string input;            ///< of Signature-Input, behind the label's equals sign
  std::string idempotency_key;
  Digest statement{};           ///< SHA-256 of the canonical bytes
};

/// SIGNATURE_INPUT with what is wrong: it can not be read; covers less, more, or something twice; lacks a parameter, has an unknown one or one of another type;
/// names an algorithm that is not taken here; expires before it was created. `input` as in SignedRequest.
Result<Input> read_input(std::string_view input);

/// As read_input reads it, of a sender who covers "@authority" and "@path".
std::string print_input(const Digest& key, std::int64_t created_s);

/// Pre: `input` was read out of `request.input`.
std::string base_of(const SignedRequest& request, const Input& input);

/// That each value is one line of visible ASCII, so that no two requests have one base. SIGNATURE_INPUT.
Status check_values(const SignedRequest& request);

/// SIGNATURE_STALE where it was created more than kOldest_s before `now` or kEarliest_s after, or has expired.
Status check_time(const Input& input, std::int64_t now_micros);

/// By that key, under the algorithm that the input names where it names one, over the base of the request. SIGNATURE_INVALID, SIGNATURE_INPUT.
/// Whose key it is, and what time it is, are asked beside this.
Status verify_request(const SignedRequest& request, const crypto::PublicKey& key, ByteView signature);

}  // namespace katiwala::http_signature
