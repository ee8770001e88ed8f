/// The timestamped cosignature of a witness, type 0x04: "as of `time`, the largest consistent tree that I saw of this log is this one".
///
///   what is signed:   cosignature/v1                   what stands in the note's line after the key id:
///                     time 1767225600                     0   8   time, u64 big-endian, seconds since the Unix epoch
///                     example.com/ledger                  8   64  Ed25519 signature
///                     3
///                     uTmMkD0106tQD5kfQAzzT1zmzk1tw1TTZiAkFikFmn4=
///
/// The checkpoint's whole body is signed, extension lines and last LF included. The witness's name is not: one Ed25519 key, one witness.
/// Lines of type 0x06 (ML-DSA-44) have other key ids and are ignored as unknown.   Source: C2SP tlog-cosignature.
#pragma once

#include <string>
#include <string_view>

#include "audit/log/note.h"

namespace katiwala::audit {

inline constexpr std::size_t kCosignatureBytes = 8 + 64;

/// The bytes that are signed.
std::string cosignature_message(std::uint64_t time_s, std::string_view checkpoint_text);

/// Pre: time_s is 1 .. kMaxLogNumber (asserted). CHECKPOINT_MALFORMED if the text is no checkpoint, SIGNER_UNUSABLE, KEY_INVALID for the name.
Result<SignatureLine> cosign(std::string_view checkpoint_text, std::uint64_t time_s, std::string_view name, crypto::Signer& signer);

/// The time. SIGNATURE_INVALID on a wrong length, a time of zero or past kMaxLogNumber, or a signature that does not verify. Pre: a key of type 0x04.
Result<std::uint64_t> verify_cosignature(const VerifierKey& key, std::string_view checkpoint_text, ByteView blob);

}  // namespace katiwala::audit
