#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/seal.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {

Result<Memory> replay(const store::LogStore& store, crypto::KeyStore* keys, record::Seq end, const BeforeEntry& visit) {
  Memory memory;
  memory.ledger = store.ledger();
  bool reached = false;
  const Status scanned = store.scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
    if (seq >= end) {
      reached = true;
      return refuse(Code::ENTRY_MISSING);  // stops the scan
    }
    KATIWALA_TRY(const Entry entry, open_entry(memory.ledger, stored, keys));
    if (visit) KATIWALA_CHECK(visit(memory, entry));
    return fold(memory, entry, nullptr, nullptr);
  });
  if (!scanned.ok() && !reached) return scanned.refusal();
  return memory;
}

const custody::Command* effective_command(const custody::State& state, const custody::Command& command) {
  const auto* approve = std::get_if<custody::Approve>(&command);
  if (approve == nullptr) return &command;
  const auto* proposal = state.proposal(approve->proposal);
  return proposal == nullptr ? nullptr : &proposal->command;
}

Status add_reversed(custody::Submission& submission, const custody::State& state, const store::LogStore& store, crypto::KeyStore* keys,
                    record::Seq next) {
  const custody::Command* command = effective_command(state, submission.command);
  const auto* reversal = command == nullptr ? nullptr : std::get_if<custody::ReverseEntry>(command);
  if (reversal == nullptr || reversal->entry >= next) return good();
  KATIWALA_TRY(const record::StoredEntry stored, store.read(reversal->entry));
  KATIWALA_TRY(const Entry entry, open_entry(store.ledger(), stored, keys));
  submission.reversed_kind = entry.act.command;
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const book::Posting& line : opened.part->postings) submission.reversed_postings.push_back({opened.part->about, line});
  }
  return good();
}

namespace {
/// The root of the first `size` entries in the store.
Result<Digest> root_in(const store::LogStore& store, std::uint64_t size) {
  std::vector<Digest> tail;
  for (std::uint64_t seq = size - size % tree::kTileWidth; seq < size; ++seq) {
    KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
    tail.push_back(record::leaf_hash(stored.header));
  }
  KATIWALA_TRY(const tree::Frontier frontier, tree::Frontier::load(size, [&](tree::TileId id) { return store.tile(id); }, tail));
  return frontier.root();
}
}  // namespace

bool names_head(const custody::Command& command) {
  const auto* release = std::get_if<custody::Release>(&command);
  return release != nullptr && release->checkpoint.has_value();
}

void add_file_keys(custody::Submission& submission, const Memory& before) {
  const custody::Command* effective = effective_command(before.state, submission.command);
  const auto* erasure = effective == nullptr ? nullptr : std::get_if<custody::EraseWard>(effective);
  if (erasure == nullptr) return;
  for (const custody::Subject& file : {custody::protection_of(erasure->ward), custody::watch_of(erasure->ward)}) {
    if (const crypto::KeyId* key = before.key_of(file)) submission.file_keys.push_back({file.kind, key->bytes});
  }
}

void add_head(custody::Submission& submission, const Memory& before, const store::LogStore& store, const ReadHead& read_head) {
  if (!names_head(submission.command) || !read_head) return;
  const auto head = read_head(before.state.ledger, *std::get<custody::Release>(submission.command).checkpoint);
  if (!head || head->size > before.next) return;
  const auto root = root_in(store, head->size);
  // Signed and cosigned, and not of this log: a fork. It proves nothing here.
  if (!root.ok() || *root != head->root) return;
  submission.witnessed = {head->size, head->cosignatures};
}

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
/// Names one verification. Each piece is hashed first, so that moving a byte from one to the next is another one.
Digest verification_of(ByteView statement, const Bytes& certificate, const Bytes& signature) {
  return crypto::sha256({crypto::sha256(statement), crypto::sha256(certificate), crypto::sha256(signature)});
}

const custody::Credential* credential_of(const custody::State& state, const custody::PrincipalId& asker, const Digest& fingerprint) {
  const custody::Principal* principal = state.principal(asker);
  if (principal == nullptr) return nullptr;
  const auto found = std::ranges::find(principal->credentials, fingerprint, &custody::Credential::fingerprint);
  return found == principal->credentials.end() ? nullptr : &*found;
}
}  // namespace

VerifiedAhead verify_ahead(const store::LedgerId& ledger, const custody::State& state, std::shared_lock<std::shared_mutex> lock, const Ask& ask) {
  if (!ask.signature) return std::nullopt;
  const custody::Credential* found = credential_of(state, ask.principal, ask.signature->credential);
  if (found == nullptr) return std::nullopt;
  const custody::Credential credential = *found;
  const auto statement = canonical_of(ledger, state, ask.command, ask.idempotency_key);
  lock.unlock();
  if (!statement) return std::nullopt;
  thread_local CertificateKeys keys;
  const crypto::PublicKey* key = keys.of(credential);
  if (key == nullptr || !crypto::verify(*key, *statement, ask.signature->value).ok()) return std::nullopt;
  return verification_of(*statement, credential.certificate, ask.signature->value);
}

bool signature_is_good(CertificateKeys& keys, const store::LedgerId& ledger, const custody::State& state, const custody::Submission& submission,
                       const std::string& idempotency_key, const VerifiedAhead& ahead) {
  if (!submission.signature) return false;
  const auto holder = state.credentials.find(submission.signature->credential);
  if (holder == state.credentials.end() || holder->second != submission.principal) return false;
  const custody::Principal* principal = state.principal(submission.principal);
  if (principal == nullptr || principal->revoked) return false;
  const auto statement = canonical_of(ledger, state, submission.command, idempotency_key);
  if (!statement) return false;
  for (const custody::Credential& credential : principal->credentials) {
    if (credential.fingerprint != submission.signature->credential) continue;
    if (submission.time < credential.valid_from || submission.time > credential.valid_to) return false;
    if (ahead && *ahead == verification_of(*statement, credential.certificate, submission.signature->value)) return true;
    const crypto::PublicKey* key = keys.of(credential);
    return key != nullptr && crypto::verify(*key, *statement, submission.signature->value).ok();
  }
  return false;
}

bool founding_is_signed(const custody::CreateLedger& founding) {
  const Bytes statement = canonical_founding(founding);
  std::vector<custody::PersonId> signers;
  for (const custody::Signature& signature : founding.signatures) {
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

Result<custody::Submission> submission_of(const Memory& before, const Entry& entry, const store::LogStore& store, crypto::KeyStore* keys,
                                          const ReadHead& read_head) {
  const SubjectPart* primary = entry.primary();
  if (primary == nullptr) return refuse(Code::KEY_MISSING, "What was asked can not be read any more.", "entry " + std::to_string(entry.seq()));
  custody::Submission submission;
  submission.command = *primary->asked;
  submission.principal = entry.act.principal;
  submission.signature = primary->signature;
  submission.seq = entry.seq();
  submission.time = entry.header.time;
  const auto* founding = std::get_if<custody::CreateLedger>(&submission.command);
  thread_local CertificateKeys certificates;  // a ledger is decided again entry by entry: the same few sign most of them
  submission.signature_valid = founding != nullptr ? founding_is_signed(*founding)
                                                   : signature_is_good(certificates, before.ledger, before.state, submission, entry.act.idempotency_key, std::nullopt);
  KATIWALA_CHECK(add_reversed(submission, before.state, store, keys, before.next));
  add_head(submission, before, store, read_head);
  add_file_keys(submission, before);
  if (std::holds_alternative<custody::TakeSeal>(submission.command)) submission.seal = make_seal(before).commitment;
  return submission;
}

}  // namespace katiwala::journal
