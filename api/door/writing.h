/// The path of every write: idempotency key, strict body, typed command, journal, answer.
///
/// What can not be read is recorded as refused (the route's pattern, the code, a keyed digest: never the input), under a key drawn
/// from the caller's key and the input, so that the same bad request makes one entry however often it is sent.
///
/// With ?dry_run=true the same path is gone up to the judgement (trial.h), and nothing is recorded, sealed into the vault or given a key.
#pragma once

#include "api/door/answer.h"
#include "api/door/plain.h"
#include "api/door/reading.h"
#include "api/door/routes.h"

namespace katiwala::api::door {

/// What a command is made from.
class Writing {
 public:
  Writing(const Call& call, Fields& body) : call_(&call), body_(body) {}
  /// Describes: there is no call and no ledger, and a reader has no need of them before its body is read. Pre: body.describes().
  explicit Writing(Fields& body) : body_(body) {}

  [[nodiscard]] const Call& call() const {
    KATIWALA_ASSERT(call_ != nullptr, "a ledger is asked before the body was read");
    return *call_;
  }
  [[nodiscard]] House& house() const { return call().house; }
  [[nodiscard]] Fields& body() { return body_; }
  [[nodiscard]] crypto::Entropy& entropy() const { return crypto::system_entropy(); }

  /// An id in the path. ID_SYNTAX with the parameter's place.
  template <class Tag>
  Result<Id<Tag>> path_id(std::size_t index) const {
    if (call_ == nullptr) return Id<Tag>{};
    auto id = parse_id<Tag>(call_->params[index]);
    if (!id.ok()) return refuse(id.refusal().code, id.refusal().message, "path");
    return id;
  }
  [[nodiscard]] Result<std::uint64_t> path_number(std::size_t index) const { return call_ == nullptr ? Result<std::uint64_t>(std::uint64_t{0}) : parse_number(call_->params[index]); }

  /// Seals into the vault; in a dry run it only names an item, which is nowhere. Pre: the body was read and found good.
  Result<custody::VaultRef> keep(const crypto::KeyId& key, ByteView bytes);
  /// Under the ward's key. WARD_UNKNOWN.
  Result<custody::VaultRef> keep_for(const custody::WardId& ward, ByteView bytes);
  /// Under the key of a ward, or of a file that goes with one or with a pool. WARD_UNKNOWN.
  Result<custody::VaultRef> keep_in(const custody::Subject& about, ByteView bytes);
  /// A note of the body, sealed there; nothing where there is none. Pre: the body was read and found good.
  Result<std::optional<custody::VaultRef>> keep_note(const custody::Subject& about, const std::optional<std::string>& note);
  /// {kind, id} under `key`.
  custody::Subject subject(std::string_view key);
  std::optional<custody::Subject> optional_subject(std::string_view key);
  /// The signature that any body may carry, where the request itself is not signed; of a passkey with what its device and browser said.
  void read_signature();
  /// This is taken only signed: the body has a signature, or the request is signed.
  void require_signature() {
    if (!message) body_.require("signature");
  }
  /// What is said is fixed by a signature: nothing of it may be drawn here.
  [[nodiscard]] bool is_fixed() const { return signature.has_value() || message.has_value() || canonical_only; }
  /// The bank's references for its lines, keyed.
  std::vector<custody::Mark> references();
  [[nodiscard]] std::vector<custody::Mark> marks(const PlainTexts& texts) const { return marks_of(texts, maker()); }
  [[nodiscard]] std::vector<custody::Mark> marks(const AccountDetails& details) const { return marks_of(details, maker()); }
  [[nodiscard]] custody::Mark mark(custody::MarkKind kind, std::string_view plain) const { return {kind, call().journal().mark(kind, normalised(kind, plain))}; }

  std::optional<Bytes> signature;           ///< as sent, not yet verified
  std::optional<Bytes> authenticator_data, client_data;
  std::optional<custody::Signature> message;///< of the request itself (signed_request.h), not yet verified
  std::optional<Digest> signed_with;        ///< another credential of the caller's than the one that the connection or session was made with
  bool canonical_only = false;              ///< the caller wants the bytes to sign, and nothing recorded
  bool dry_run = false;                     ///< the caller wants the judgement, and nothing recorded
  std::optional<crypto::KeyId> new_ward_key;///< of a ward to be opened

 private:
  [[nodiscard]] MakeMark maker() const {
    return [this](custody::MarkKind kind, std::string_view text) { return call().journal().mark(kind, text); };
  }
  const Call* call_ = nullptr;
  Fields& body_;
};

transport::Response write(const Call& call, MakeCommand make);
/// The writes that know ?show=canonical: what a person signs before it is recorded, and what moves money.
bool shows_canonical(std::string_view pattern);
/// What `make` reads: drawn by running it over no body.
transport::Shape describe(MakeCommand make);

// The pieces, for writes that are more than one command.

/// The caller's key, or IDEMPOTENCY_MISSING. `longest`: what is left where sub-keys are drawn from it.
Result<std::string> idempotency_key(const Call& call, std::size_t longest);
/// Keyed digest of method, target and body.
Digest request_digest(const Call& call);
/// The entry this key made before. IDEMPOTENCY_MISMATCH, STORE_*.
Result<std::optional<journal::Entry>> made_before(const Call& call, const std::string& key, const Digest& digest);
/// Records the refusal where it is the input's fault and this is no dry run, and answers it.
transport::Response refuse_input(const Call& call, const Refusal& refusal);

}  // namespace katiwala::api::door
