#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/http_signature/signed_request.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/passkeys.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {

const crypto::PublicKey* CertificateKeys::of(const custody::Credential& credential) {
  constexpr std::size_t kMost = 4096;
  const auto found = known_.find(credential.fingerprint);
  if (found != known_.end() && found->second.certificate == credential.certificate) return &found->second.key;
  const auto certificate = crypto::parse_certificate_der(credential.certificate);
  if (!certificate.ok()) return nullptr;
  if (known_.size() >= kMost) known_.clear();
  return &known_.insert_or_assign(credential.fingerprint, Known{credential.certificate, certificate->key}).first->second.key;
}

namespace {

/// What belongs to a passkey's answer has no place beside a certificate's signature: nothing would say what it is.
bool is_a_passkeys(const custody::Signature& signature) { return !signature.authenticator_data.empty() || !signature.client_data.empty(); }

http_signature::SignedRequest request_of(const custody::SignedMessage& kept, ByteView statement, const std::string& idempotency_key) {
  return {kept.authority, kept.path, kept.content_digest, kept.input, idempotency_key, crypto::sha256(statement)};
}

Digest message_digest(const std::optional<custody::SignedMessage>& message, const std::string& idempotency_key) {
  if (!message) return {};
  const auto of = [](const std::string& text) { return crypto::sha256(view(text)); };
  return crypto::sha256({of(message->authority), of(message->path), of(message->content_digest), of(message->input), of(idempotency_key)});
}

/// Names one verification. Each piece is hashed first, so that moving a byte from one to the next is another one.
Digest verification_of(ByteView statement, const Bytes& certificate, const custody::Signature& signature, const std::string& idempotency_key) {
  const Digest message = message_digest(signature.message, idempotency_key);
  return crypto::sha256({crypto::sha256(statement), crypto::sha256(certificate), crypto::sha256(signature.value), message});
}

/// By that key, over the canonical bytes, or over a request that names them.
bool verifies(const crypto::PublicKey* key, const custody::Signature& signature, ByteView statement, const std::string& idempotency_key) {
  if (key == nullptr) return false;
  if (!signature.message) return crypto::verify(*key, statement, signature.value).ok();
  return http_signature::verify_request(request_of(*signature.message, statement, idempotency_key), *key, signature.value).ok();
}

/// A request says by which key it was signed, and when.
Status judge_message(const custody::Signature& signature, Instant now) {
  KATIWALA_TRY(const http_signature::Input input, http_signature::read_input(signature.message->input));
  if (input.key != signature.credential) return refuse(Code::SIGNATURE_INVALID, "The keyid is of another credential.", "signature-input");
  return http_signature::check_time(input, now.micros);
}

/// What a person can do something about.
std::optional<Code> worth_saying(Code code) {
  switch (code) {
    case Code::SIGNATURE_STALE:
    case Code::PASSKEY_CLONED:
    case Code::PASSKEY_UNVERIFIED:
    case Code::RELYING_PARTY_MISSING: return code;
    default: return std::nullopt;
  }
}

}  // namespace

Result<passkey::Credential> judge_passkey(const custody::LedgerRecord& ledger, const custody::Credential& credential, std::uint32_t counter,
                                          const custody::Signature& signature, ByteView statement) {
  const custody::Passkey& enrolled = *credential.passkey;
  if (signature.message) return refuse(Code::SIGNATURE_INVALID, "A passkey signs no requests.", "signature");
  if (!ledger.relying_party) return refuse(Code::RELYING_PARTY_MISSING);
  if (enrolled.relying_party != ledger.relying_party->id) return refuse(Code::SIGNATURE_INVALID, "The passkey was made for another site.", "relying_party");
  KATIWALA_TRY(passkey::Key key, passkey::Key::from_spki(enrolled.key));
  const passkey::Credential stands{enrolled.id, std::move(key), counter, enrolled.backup_eligible, enrolled.backed_up};
  const passkey::AssertionAnswer answer{enrolled.id, signature.client_data, signature.authenticator_data, signature.value};
  return passkey::verify_assertion(stands, answer, {ledger.relying_party->id, ledger.relying_party->origin}, statement);
}

VerifiedAhead verify_ahead(const store::LedgerId& ledger, const custody::State& state, std::shared_lock<std::shared_mutex> lock, const Ask& ask) {
  if (!ask.signature || is_a_passkeys(*ask.signature)) return std::nullopt;
  const custody::Principal* principal = state.principal(ask.principal);
  const custody::Credential* found = principal == nullptr ? nullptr : custody::find_credential(*principal, ask.signature->credential);
  if (found == nullptr || found->passkey) return std::nullopt;
  const custody::Credential credential = *found;
  const auto statement = canonical_of(ledger, state, ask.command, ask.idempotency_key);
  lock.unlock();
  if (!statement) return std::nullopt;
  thread_local CertificateKeys keys;
  if (!verifies(keys.of(credential), *ask.signature, *statement, ask.idempotency_key)) return std::nullopt;
  return verification_of(*statement, credential.certificate, *ask.signature, ask.idempotency_key);
}

namespace {

void judge_certificate(CertificateKeys& keys, const custody::Credential& credential, ByteView statement, custody::Submission& submission,
                       const std::string& idempotency_key, const VerifiedAhead& ahead) {
  const custody::Signature& signature = *submission.signature;
  if (is_a_passkeys(signature)) return;
  if (signature.message) {
    if (const Status judged = judge_message(signature, submission.time); !judged.ok()) {
      submission.signature_fault = worth_saying(judged.refusal().code);
      return;
    }
  }
  const bool was_verified = ahead && *ahead == verification_of(statement, credential.certificate, signature, idempotency_key);
  submission.signature_valid = was_verified || verifies(keys.of(credential), signature, statement, idempotency_key);
}

}  // namespace

void judge_signature(CertificateKeys& keys, const store::LedgerId& ledger, const custody::State& state, custody::Submission& submission,
                     const std::string& idempotency_key, const VerifiedAhead& ahead) {
  if (!submission.signature) return;
  const custody::Signature& signature = *submission.signature;
  const auto holder = state.credentials.find(signature.credential);
  if (holder == state.credentials.end() || holder->second != submission.principal) return;
  const custody::Principal* principal = state.principal(submission.principal);
  if (principal == nullptr || principal->revoked) return;
  const custody::Credential* credential = custody::find_credential(*principal, signature.credential);
  const auto statement = canonical_of(ledger, state, submission.command, idempotency_key);
  if (credential == nullptr || !statement) return;
  if (submission.time < credential->valid_from || submission.time > credential->valid_to) return;
  if (!custody::counts(*principal, signature.credential, submission.time)) {
    submission.signature_fault = Code::CREDENTIAL_PENDING;
    return;
  }
  if (credential->passkey) {
    const custody::CredentialStanding* standing = custody::find_standing(*principal, signature.credential);
    const auto judged = judge_passkey(state.ledger, *credential, standing == nullptr ? credential->passkey->counter : standing->counter, signature, *statement);
    submission.signature_valid = judged.ok();
    if (judged.ok()) submission.passkey = custody::PasskeyUse{judged->counter, judged->backed_up};
    else submission.signature_fault = worth_saying(judged.refusal().code);
    return;
  }
  judge_certificate(keys, *credential, *statement, submission, idempotency_key, ahead);
}

bool founding_is_signed(const custody::CreateLedger& founding) {
  const Bytes statement = canonical_founding(founding);
  std::vector<custody::PersonId> signers;
  for (const custody::Signature& signature : founding.signatures) {
    if (is_a_passkeys(signature) || signature.message) return false;
    for (const custody::PrincipalSpec& officer : founding.officers) {
      if (officer.credential.fingerprint != signature.credential) continue;
      const auto certificate = crypto::parse_certificate_der(officer.credential.certificate);
      if (!certificate.ok() || certificate->fingerprint() != officer.credential.fingerprint) continue;
      if (!crypto::verify(certificate->key, statement, signature.value).ok()) return false;
      if (std::find(signers.begin(), signers.end(), officer.person) == signers.end()) signers.push_back(officer.person);
    }
  }
  return signers.size() >= 2;
}

}  // namespace katiwala::journal
