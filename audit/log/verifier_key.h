/// Keys of notes as text: the public half ("vkey") that auditors and witnesses hold, and the secret form that Go's tools read.
///
///   example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
///   name           +key id  +base64(type ‖ key)
///   PRIVATE+KEY+name+key id+base64(0x01 ‖ seed)
///
///   key id = first 4 bytes of SHA-256(name ‖ 0x0a ‖ type ‖ public key)
///
/// Types read here: 0x01 Ed25519 over the note's text, 0x04 timestamped cosignature (cosignature.h). The key behind both is a raw
/// Ed25519 key. Everything else is KEY_INVALID.   Source: C2SP signed-note "Verifier keys"; the secret form is golang.org/x/mod's.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/crypto/signature.h"

namespace katiwala::audit {

using KeyId = std::array<std::uint8_t, 4>;
using RawKey = std::array<std::uint8_t, 32>;

enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

struct VerifierKey {
  std::string name;
  KeyType type = KeyType::ed25519;
  RawKey raw{};
  KeyId id{};  ///< follows from the three above
  bool operator==(const VerifierKey&) const = default;
};

/// KEY_INVALID unless `name` is a key name (lines.h).
Result<VerifierKey> vkey_of(std::string_view name, KeyType type, const RawKey& raw);
/// The key of a signer. SIGNER_UNUSABLE unless it is an Ed25519 one.
Result<VerifierKey> vkey_of(std::string_view name, KeyType type, const crypto::Signer& signer);
/// KEY_INVALID unless the text is exactly what `print_vkey` writes: the key id must be the one computed.
Result<VerifierKey> parse_vkey(std::string_view text);
std::string print_vkey(const VerifierKey& key);

/// The secret form. Who holds one keeps it off the disk that others read.
struct SecretKey {
  std::string name;
  std::array<std::uint8_t, 32> seed{};
  bool operator==(const SecretKey&) const = default;
};

/// KEY_INVALID; the message never repeats the text. No line end is allowed: a file's reader takes it off.
Result<SecretKey> parse_secret_key(std::string_view text);
/// Pre: the name is a key name (asserted).
std::string print_secret_key(const SecretKey& key);
Result<std::unique_ptr<crypto::Signer>> signer_of(const SecretKey& key);

}  // namespace katiwala::audit
