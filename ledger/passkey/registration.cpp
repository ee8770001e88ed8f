#include "ledger/passkey/registration.h"

#include <algorithm>

#include "ledger/passkey/cbor.h"
#include "ledger/passkey/client_data.h"
#include "ledger/crypto/certificate.h"

namespace katiwala::passkey {
namespace {

constexpr std::size_t kMaxCertificates = 8;

Refusal wrong(std::string message) { return refuse(Code::SIGNATURE_INVALID, std::move(message), "authenticatorData"); }
Refusal unproven(std::string message) { return refuse(Code::SIGNATURE_INVALID, std::move(message), "attestationObject"); }
Refusal not_attested() { return refuse(Code::FIELD_INVALID, "The attestation has not the members that its format must have.", "attestationObject"); }

/// Canonical maps have their keys in one order, so each is where it must be.
bool named(ItemReader& in, std::string_view name) {
  const auto found = in.text();
  return found.ok() && *found == name;
}

struct Attestation {
  std::string_view format;
  ByteView statement;
  ByteView authenticator_data;
};

Result<Attestation> read_attestation(ByteView object) {
  if (object.size() > kMaxAttestationBytes) return refuse(Code::FIELD_INVALID, "The attestation is larger than accepted.", "attestationObject");
  KATIWALA_CHECK(check_item(object));
  ItemReader in(object);
  KATIWALA_TRY(const std::size_t members, in.map());
  if (members != 3) return not_attested();
  Attestation out;
  if (!named(in, "fmt")) return not_attested();
  KATIWALA_TRY(out.format, in.text());
  if (!named(in, "attStmt")) return not_attested();
  KATIWALA_TRY(out.statement, in.item());
  if (!named(in, "authData")) return not_attested();
  KATIWALA_TRY(out.authenticator_data, in.bytes());
  return out;
}

struct Packed {
  std::int64_t algorithm;
  ByteView signature;
  std::optional<ByteView> certificate;  ///< the first; none for self attestation
};

Result<ByteView> first_certificate(ItemReader& in) {
  KATIWALA_TRY(const std::size_t count, in.array());
  if (count == 0 || count > kMaxCertificates) return not_attested();
  KATIWALA_TRY(const ByteView first, in.bytes());
  for (std::size_t i = 1; i < count; ++i) KATIWALA_CHECK(in.bytes());
  return first;
}

Result<Packed> read_packed(ByteView statement) {
  ItemReader in(statement);
  KATIWALA_TRY(const std::size_t members, in.map());
  if (members != 2 && members != 3) return not_attested();
  Packed out{};
  if (!named(in, "alg")) return not_attested();
  KATIWALA_TRY(out.algorithm, in.integer());
  if (!named(in, "sig")) return not_attested();
  KATIWALA_TRY(out.signature, in.bytes());
  if (members == 2) return out;
  if (!named(in, "x5c")) return not_attested();
  KATIWALA_TRY(out.certificate, first_certificate(in));
  return out;
}

Status check_packed(ByteView statement, const Key& key, ByteView message) {
  KATIWALA_TRY(const Packed packed, read_packed(statement));
  if (!packed.certificate) {
    if (packed.algorithm != static_cast<std::int64_t>(key.algorithm)) return unproven("The attestation is of another algorithm than the key.");
    if (!verify(key, message, packed.signature).ok()) return unproven("The attestation's signature does not verify under the new key.");
    return good();
  }
  KATIWALA_TRY(const crypto::Certificate certificate, crypto::parse_certificate_der(*packed.certificate));
  const KeyAlgorithm its = certificate.key.algorithm == crypto::Algorithm::ed25519 ? KeyAlgorithm::eddsa : KeyAlgorithm::es256;
  if (certificate.is_ca) return refuse(Code::CERTIFICATE_INVALID, "The attestation's certificate is an authority's.", "attestationObject");
  if (packed.algorithm != static_cast<std::int64_t>(its) || !crypto::verify(certificate.key, message, packed.signature).ok()) {
    return unproven("The attestation's signature does not verify under its certificate.");
  }
  return good();
}

Status check_statement(const Attestation& attestation, const Key& key, ByteView client_data) {
  if (attestation.format == "packed") return check_packed(attestation.statement, key, signed_bytes(attestation.authenticator_data, client_data));
  if (attestation.format != "none") return unproven("The attestation is of a format that is not read here; ask for none.");
  KATIWALA_TRY(const std::size_t members, ItemReader(attestation.statement).map());
  if (members != 0) return not_attested();
  return good();
}

}  // namespace

Result<Credential> register_passkey(const RegistrationAnswer& answer, const RelyingParty& party, ByteView challenge, Binding binding) {
  KATIWALA_ASSERT(challenge.size() >= kLeastChallengeBytes, "a challenge that can be guessed");
  KATIWALA_CHECK(check_client_data(answer.client_data, Ceremony::create, challenge, party));
  KATIWALA_TRY(const Attestation attestation, read_attestation(answer.attestation_object));
  KATIWALA_TRY(const AuthenticatorData data, read_authenticator_data(attestation.authenticator_data));
  KATIWALA_CHECK(check_presence(data, party));
  if (!data.attested) return wrong("The authenticator data hold no new credential.");
  if (!std::ranges::equal(data.attested->id, answer.credential_id)) return wrong("The answer names another credential than its authenticator data.");
  if (binding == Binding::device_bound && data.backup_eligible) {
    return refuse(Code::PASSKEY_SYNCED, "The passkey may be copied to other devices; this role needs one that stays on its device.", "authenticatorData");
  }
  KATIWALA_TRY(Key key, Key::from_cose(data.attested->cose_key));
  KATIWALA_CHECK(check_statement(attestation, key, answer.client_data));
  return Credential{answer.credential_id, std::move(key), data.counter, data.backup_eligible, data.backed_up, data.attested->aaguid};
}

}  // namespace katiwala::passkey
