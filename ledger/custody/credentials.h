/// What people and systems act and sign with: certificates and passkeys, and the signatures made with them.
///
/// A credential is a record of its own: it is enrolled, counts from an instant on, and may be removed, while its principal and her other
/// credentials stay as they are. What each says of itself never changes; how it stands is in records.h (CredentialStanding).
/// Source: rules.md R68 (RA 8792 s.8); WebAuthn Level 3; RFC 9421; docs/decisions/0026, 0030, 0035.
#pragma once

#include <string>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// The site that passkeys are made for: browsers let no other site use them. Both as ledger/passkey/relying_party.h has them.
struct RelyingParty {
  std::string id;      ///< "trust.bank.example"
  std::string origin;  ///< "https://trust.bank.example:8443"
  bool operator==(const RelyingParty&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "id", &RelyingParty::id);
    v(2, "origin", &RelyingParty::origin);
  }
};

/// As it was when it was enrolled. Which model of device it is on is not kept.
struct Passkey {
  Bytes id;                      ///< the authenticator's own name for it, 16 to 1023 bytes
  Bytes key;                     ///< SubjectPublicKeyInfo of ES256, EdDSA or RS256
  std::string relying_party;     ///< id of the site it was made for
  std::uint32_t counter = 0;     ///< of signatures; 0 where the authenticator does not count
  bool backup_eligible = false;  ///< flag BE: it may be copied to other devices. Never changes
  bool backed_up = false;        ///< flag BS
  bool operator==(const Passkey&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Passkey::id);
    v(2, "key", &Passkey::key);
    v(3, "relying_party", &Passkey::relying_party);
    v(4, "counter", &Passkey::counter);
    v(5, "backup_eligible", &Passkey::backup_eligible);
    v(6, "backed_up", &Passkey::backed_up);
  }
};

/// An X.509 certificate (its DER is kept, R68) or a passkey, never both.
struct Credential {
  Digest fingerprint{};             ///< SHA-256 of the certificate, or of the passkey's key
  Bytes certificate;                ///< DER
  Instant valid_from, valid_to;
  std::optional<Passkey> passkey{};
  bool operator==(const Credential&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "fingerprint", &Credential::fingerprint);
    v(2, "certificate", &Credential::certificate);
    v(3, "valid_from", &Credential::valid_from);
    v(4, "valid_to", &Credential::valid_to);
    v(5, "passkey", &Credential::passkey);
  }
};

/// Of the HTTP request that was signed (RFC 9421) in place of the canonical bytes: what of its signature base stands nowhere else in the entry
/// (ledger/http_signature/signed_request.h). Its body is not kept.
struct SignedMessage {
  std::string authority;       ///< host, and port where it is not 443
  std::string path;
  std::string content_digest;  ///< of the body, as RFC 9530 writes it
  std::string input;           ///< what is covered and in which order, when it was created, by which key
  bool operator==(const SignedMessage&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "authority", &SignedMessage::authority);
    v(2, "path", &SignedMessage::path);
    v(3, "content_digest", &SignedMessage::content_digest);
    v(4, "input", &SignedMessage::input);
  }
};

/// A signature kept in an entry so that anyone can verify it later. By a certificate's key it is over the canonical bytes
/// (journal/canonical.h), or over an HTTP request that names the SHA-256 of them; by a passkey it is over authenticator data ‖ SHA-256(client data),
/// which name that likewise.
struct Signature {
  Digest credential{};         ///< fingerprint of the credential it verifies under
  Bytes value;
  Bytes authenticator_data{};  ///< of a passkey alone
  Bytes client_data{};         ///< of a passkey alone: clientDataJSON
  std::optional<SignedMessage> message{};  ///< of an HTTP request alone; `value` is then as RFC 9421 §3.3 has it: of ECDSA two numbers, and not DER
  bool operator==(const Signature&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "credential", &Signature::credential);
    v(2, "value", &Signature::value);
    v(3, "authenticator_data", &Signature::authenticator_data);
    v(4, "client_data", &Signature::client_data);
    v(5, "message", &Signature::message);
  }
};

}  // namespace katiwala::custody
