#include "audit/verify/principals.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace verify {

PublicKey certificate_key(Bytes der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
  if (!certificate || at != end) return nullptr;
  PublicKey key(X509_get_pubkey(certificate.get()), EVP_PKEY_free);
  if (!key) return nullptr;
  char curve[32] = {};
  const bool p256 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key.get(), curve, sizeof curve, nullptr) == 1 && Bytes(curve) == "prime256v1";
  return p256 || EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 ? key : nullptr;
}

bool signature_valid(const PublicKey& key, Bytes message, Bytes signature) {
  if (!key) return false;
  const bool ed25519 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
  if (ed25519 && signature.size() != 64) return false;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto bytes = [](Bytes b) { return reinterpret_cast<const unsigned char*>(b.data()); };
  return context && EVP_DigestVerifyInit(context.get(), nullptr, ed25519 ? nullptr : EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(message), message.size()) == 1;
}

void Principals::enrol(Value spec, const Place& place, std::int64_t from) {
  const Value held = spec.find(4), passkey = held.find(5);
  Credential credential;
  credential.certificate = std::string(held.find(2).bytes());
  credential.valid_from = held.find(3).integer();
  credential.valid_to = held.find(4).integer();
  credential.from = from;
  const auto fingerprint = held.find(1).as<Hash>();
  const auto person = spec.find(2).as<Id>();
  if (!credential.certificate.empty()) {
    CHECK("credential-fingerprint", sha256({credential.certificate}) == fingerprint,
          place, "a credential's fingerprint is not that of its certificate");
    credential.key = certificate_key(credential.certificate);
    CHECK("credential-key", credential.key, place, "a certificate without an Ed25519 or P-256 key");
  }
  if (passkey) {
    credential.spki = std::string(passkey.find(2).bytes());
    credential.site = std::string(passkey.find(3).bytes());
    credential.counter = static_cast<std::uint32_t>(passkey.find(4).number());
    credential.eligible = static_cast<bool>(passkey.find(5));
    CHECK("passkey-alone", credential.certificate.empty(), place, "a credential that is a certificate and a passkey");
    CHECK("passkey-fingerprint", sha256({credential.spki}) == fingerprint, place, "a passkey's fingerprint is not that of its key");
    credential.key = passkey_key(credential.spki);
    CHECK("passkey-key", credential.key, place, "a passkey whose key is none of ES256, EdDSA and RS256");
  }
  // A quorum counts persons: a key that two of them hold, or a principal that passes from one to another, would make it count keys.
  CHECK("credential-person", persons_.emplace(fingerprint, person).first->second == person,
        place, "a credential that another person holds");
  const auto [at, fresh] = principals_.try_emplace(spec.find(1).as<Id>());
  CHECK("principal-person", fresh || at->second.person == person, place, "a principal enrolled again as another person");
  at->second.person = person;
  at->second.role = spec.find(3).number();
  at->second.credentials.insert_or_assign(fingerprint, std::move(credential));
}

void Principals::revoke(Bytes principal, const Place& place) {
  const auto at = principals_.find(fixed<Id>(principal));
  CHECK("revoke-known", at != principals_.end(), place, "a principal revoked that was never enrolled");
  if (at != principals_.end()) at->second.revoked = true;
}

Credential* Principals::passkey(Bytes principal, Bytes fingerprint) {
  const auto who = principals_.find(fixed<Id>(principal));
  if (who == principals_.end()) return nullptr;
  const auto held = who->second.credentials.find(fixed<Hash>(fingerprint));
  return held == who->second.credentials.end() || !held->second.is_passkey() ? nullptr : &held->second;
}

void Principals::remove(Bytes principal, Bytes fingerprint, std::int64_t until, const Place& place) {
  const auto who = principals_.find(fixed<Id>(principal));
  const bool known = who != principals_.end() && who->second.credentials.contains(fixed<Hash>(fingerprint));
  CHECK("removed-known", known, place, "a credential removed that this principal does not have");
  if (known) who->second.credentials.at(fixed<Hash>(fingerprint)).until = until;
}

void Principals::keep(Bytes principal, std::int64_t time) {
  const auto who = principals_.find(fixed<Id>(principal));
  if (who == principals_.end()) return;
  for (auto& [fingerprint, credential] : who->second.credentials) {
    if (credential.from > time) credential.until = credential.from;
    else if (credential.until != kAlways && credential.until > time) credential.until = kAlways;
  }
}

const Principal* Principals::find(Bytes principal) const {
  const auto at = principals_.find(fixed<Id>(principal));
  return at == principals_.end() ? nullptr : &at->second;
}

const Credential& Principals::usable(Bytes principal, Bytes fingerprint, std::int64_t time, const Place& place) const {
  static const Principal kNobody;
  static const Credential kNone;
  const Principal* found = find(principal);
  CHECK("principal-enrolled", found, place, "by a principal that is not enrolled");
  const Principal& who = found ? *found : kNobody;
  CHECK("principal-revoked", !who.revoked, place, "by a principal that was revoked");
  const auto at = who.credentials.find(fixed<Hash>(fingerprint));
  CHECK("credential-known", at != who.credentials.end(), place, "with a credential that is not this principal's");
  const Credential& credential = at == who.credentials.end() ? kNone : at->second;
  CHECK("credential-from", time >= credential.valid_from, place, "with a credential that is not valid yet");
  CHECK("credential-to", time <= credential.valid_to, place, "with a credential that is no longer valid");
  CHECK("credential-pause", time >= credential.from, place, "with a credential that does not count yet");
  CHECK("credential-removed", time < credential.until, place, "with a credential that was removed");
  return credential;
}

}  // namespace verify
