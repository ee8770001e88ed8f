#include "audit/log/verifier_key.h"

#include <algorithm>

#include "audit/log/lines.h"
#include "ledger/crypto/digest.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kSecretPrefix = "PRIVATE+KEY+";
// PKCS#8 of an Ed25519 key up to the seed (RFC 8410 §7).
constexpr std::uint8_t kPkcs8Prefix[] = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};

Refusal not_a_key(std::string message) { return refuse(Code::KEY_INVALID, std::move(message)); }

KeyId key_id(std::string_view name, std::uint8_t type, const RawKey& raw) {
  const Digest hash = crypto::sha256(view(custody::hashed_for_id(name, type, raw)));
  KeyId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

std::string join(std::string_view name, const KeyId& id, std::uint8_t type, ByteView bytes) {
  Bytes key{type};
  key.insert(key.end(), bytes.begin(), bytes.end());
  return std::string(name) + "+" + to_hex(id) + "+" + to_base64(key);
}

}  // namespace

Result<VerifierKey> vkey_of(std::string_view name, KeyType type, const RawKey& raw) {
  if (!is_key_name(name)) return not_a_key("The name of a note key has no space, no '+' and no control character.");
  return VerifierKey{std::string(name), type, raw, key_id(name, static_cast<std::uint8_t>(type), raw)};
}

Result<VerifierKey> vkey_of(std::string_view name, KeyType type, const crypto::Signer& signer) {
  const crypto::PublicKey& key = signer.public_key();
  if (key.algorithm != crypto::Algorithm::ed25519) return refuse(Code::SIGNER_UNUSABLE, "Notes are signed with an Ed25519 key.");
  RawKey raw;
  KATIWALA_ASSERT(key.spki.size() > raw.size(), "a public key made by hand");
  std::ranges::copy(ByteView(key.spki).last(raw.size()), raw.begin());
  return vkey_of(name, type, raw);
}

Result<VerifierKey> parse_vkey(std::string_view text) {
  KATIWALA_TRY(const custody::NoteKey said, custody::read_note_key(text));
  if (said.type != static_cast<std::uint8_t>(KeyType::ed25519) && said.type != static_cast<std::uint8_t>(KeyType::cosignature)) {
    return not_a_key("The note key is of a type that is not read here; 0x01 and 0x04 are.");
  }
  KATIWALA_TRY(VerifierKey key, vkey_of(said.name, static_cast<KeyType>(said.type), said.key));
  if (key.id != said.id) return not_a_key("The note key's id is not the one that its name and key give.");
  return key;
}

std::string print_vkey(const VerifierKey& key) { return join(key.name, key.id, static_cast<std::uint8_t>(key.type), key.raw); }

Result<SecretKey> parse_secret_key(std::string_view text) {
  if (!text.starts_with(kSecretPrefix)) return not_a_key("A secret note key begins with PRIVATE+KEY+.");
  KATIWALA_TRY(const custody::NoteKey said, custody::read_note_key(text.substr(kSecretPrefix.size())));
  if (said.type != static_cast<std::uint8_t>(KeyType::ed25519)) return not_a_key("The secret note key is not an Ed25519 one.");
  SecretKey key{std::string(said.name), said.key};
  KATIWALA_TRY(const auto signer, signer_of(key));
  KATIWALA_TRY(const VerifierKey half, vkey_of(key.name, KeyType::ed25519, *signer));
  if (half.id != said.id) return not_a_key("The secret note key's id is not the one that its name and key give.");
  return key;
}

std::string print_secret_key(const SecretKey& key) {
  const auto signer = signer_of(key);
  KATIWALA_ASSERT(signer.ok(), "a seed is a key");
  const auto half = vkey_of(key.name, KeyType::ed25519, **signer);
  KATIWALA_ASSERT(half.ok(), "a secret key whose name is no key name");
  return std::string(kSecretPrefix) + join(key.name, half->id, static_cast<std::uint8_t>(KeyType::ed25519), key.seed);
}

Result<std::unique_ptr<crypto::Signer>> signer_of(const SecretKey& key) {
  Bytes der(std::begin(kPkcs8Prefix), std::end(kPkcs8Prefix));
  der.insert(der.end(), key.seed.begin(), key.seed.end());
  return crypto::signer_from_pem("-----BEGIN PRIVATE KEY-----\n" + to_base64(der) + "\n-----END PRIVATE KEY-----\n");
}

}  // namespace katiwala::audit
