/// The single writer: takes commands, asks `decide`, seals, stores, publishes (docs/architecture.md, docs/durability.md).
///
///   caller -> queue -> writer thread: time, ticks that are due, decide, entry bytes, hash, fold
///                   -> committer thread: one synced batch, head file -> answers that waited on this head
///
/// An answer, of a read as well, leaves only when the head it saw is durable. Any failed or uncertain write ends the writer: the outcome
/// of what waited is STORE_READ_ONLY ("unknown, ask again by idempotency key"), and only reads of what is durable are answered still.
///
/// Everything reaches the outside through ports: store, keys, clock, entropy, and `decide` (policies are not linked here).
#pragma once

#include <functional>
#include <future>
#include <memory>

#include "ledger/crypto/keystore.h"
#include "ledger/journal/memory.h"
#include "ledger/time/clock.h"
#include "ledger/tree/tree.h"

namespace katiwala::journal {

struct Seal;

using Decide = std::function<custody::Decision(const custody::State&, const custody::Submission&)>;

/// A head as its note says it, and how many different witnesses of the ledger's cosigned it. Nothing: not a head that this ledger's key signed.
struct CosignedHead {
  std::uint64_t size = 0;
  Digest root{};
  std::uint32_t cosignatures = 0;
};
/// Reads a signed note (audit/log; notes are not known in this room). Pure; called on the writer's thread.
using ReadHead = std::function<std::optional<CosignedHead>(const custody::LedgerRecord&, std::string_view note)>;

/// All must outlive the journal.
struct Ports {
  store::LogStore* store = nullptr;
  crypto::KeyStore* keys = nullptr;
  Clock* clock = nullptr;
  SandboxClock* sandbox_clock = nullptr;  ///< the same clock, where the ledger is a sandbox; else null
  crypto::Entropy* entropy = nullptr;
  Decide decide;                          ///< called on the writer thread only
  std::uint32_t engine_revision = 0;
  ReadHead read_head{};                   ///< without it no release passes where the ledger has a witness quorum
};

struct Options {
  std::size_t max_entries_a_commit = 4096;
  std::size_t max_queue = 65'536;           ///< more wait in line: HTTP_BUSY
  std::int64_t derived_every_ms = 200;      ///< derived tables are written behind the journal about this often
  bool rebuild = false;                     ///< open: throw the derived tables away and read the whole journal
};

/// What must be so of the state for a command to be judged at all; the refusal is what its asker is answered. Called on the writer's thread, so it is
/// pure, quick, and asks the memory that it is given and no journal.
using Condition = std::function<Status(const Memory&)>;

/// What the door hands in.
struct Ask {
  custody::Command command;
  custody::PrincipalId principal;
  Digest credential{};                      ///< of the certificate that asked
  std::optional<custody::Signature> signature;
  std::string idempotency_key;              ///< is_idempotency_key
  Digest request{};                         ///< request_digest of what was sent
  std::optional<crypto::KeyId> ward_key;    ///< open_ward: the key her vault items lie under already; made here if absent
  /// Of the submission and not of the command: in no entry. Asked in the same turn as `decide`, of the same state, after what is due was made; nothing
  /// comes between. Not asked where the key has made its entry already.
  Condition only_if{};
};

/// 1 to 64 of A-Z a-z 0-9 - _ . :  (it stands in the act, so it may say nothing of anybody)
bool is_idempotency_key(std::string_view text);

struct Answer {
  std::shared_ptr<const Entry> entry;       ///< the one this ask made, or the one an earlier ask with its key made
  bool replayed = false;
};

class Journal {
 public:
  /// Writes entry 0 into an empty store. STORE_EXISTS if it is not empty; the refusal of `founding` if it is denied.
  static Result<std::unique_ptr<Journal>> create(Ports ports, Options options, custody::CreateLedger founding);
  /// Loads derived rows, applies the tail, finishes an erasure that a crash cut short, starts the writer. STORE_MISSING if there is
  /// no entry 0; CHAIN_BROKEN, RECORD_*, DECRYPT_FAILED name the first bad entry.
  static Result<std::unique_ptr<Journal>> open(Ports ports, Options options);
  ~Journal();  ///< stop()
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Waits until the entry is durable. A denial is an entry too, and a good result.
  /// IDEMPOTENCY_MISMATCH: the key was used with another request. STORE_READ_ONLY: unknown. CLOCK_JUMP, HTTP_BUSY: nothing was done.
  /// What `only_if` refuses: nothing was recorded, and all that it saw is durable.
  Result<Answer> submit(Ask ask);
  /// The same without waiting; `done` runs on the committer's or the caller's thread and must not block.
  using Done = std::function<void(Result<Answer>)>;
  void submit(Ask ask, Done done);

  /// Reads the state; `read` runs under a lock the writer waits for, so it copies what it needs and returns. Good only when all it
  /// saw is durable; STORE_READ_ONLY otherwise.
  Status look(const std::function<void(const Memory&)>& read) const;
  /// The same without waiting: what it saw may not be durable yet. For whoever looks before asking a command, and answers nothing before what is asked then is
  /// durable: entries become durable in their order, so all that was seen is too.
  void glance(const std::function<void(const Memory&)>& read) const;
  /// A durable entry, opened as far as keys exist. ENTRY_MISSING.
  Result<Entry> read(record::Seq seq) const;
  /// Proof that `index` is in the tree of the first `size` entries, all durable; leaf sibling first. ENTRY_MISSING.
  Result<std::vector<Digest>> prove(record::Seq index, std::uint64_t size) const;
  Result<Digest> root(std::uint64_t size) const;
  /// Proof that the tree of the first `old_size` entries is the beginning of that of the first `size`. Pre: 0 < old_size <= size.
  Result<std::vector<Digest>> prove_growth(std::uint64_t old_size, std::uint64_t size) const;
  [[nodiscard]] std::optional<store::Head> head() const;
  [[nodiscard]] bool read_only() const;
  /// Entries loaded from derived rows, and entries of the tail applied after them, when this journal was opened.
  struct StartReport {
    std::uint64_t from_derived = 0, from_tail = 0;
  };
  [[nodiscard]] StartReport start_report() const;

  /// HMAC-SHA-256 under the ledger's key of what was sent: method, target, body.
  [[nodiscard]] Digest request_digest(std::initializer_list<ByteView> pieces) const;
  /// The same by the SHA-256 of each piece.
  [[nodiscard]] Digest request_digest_of(std::initializer_list<Digest> pieces) const;
  /// Equality without the plain value: HMAC under the matching key, first half (docs/format.md).
  [[nodiscard]] custody::MarkValue mark(custody::MarkKind kind, std::string_view plain) const;

  /// Takes the seal of a day, by the ledger itself. The entry is durable when it returns.
  Result<Answer> seal(CivilDate day);
  /// The seal taken last since the start, with its leaves (seal.h); nullptr if none was. Its entry may not be durable yet.
  [[nodiscard]] std::shared_ptr<const Seal> last_seal() const;
  /// Makes ticks that are due now; for a sandbox after its clock was moved from outside, and for tests.
  Status tick();
  /// Finishes what is queued, writes derived rows, stops the threads.
  void stop();

 private:
  struct Impl;
  explicit Journal(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// State from nothing but the journal, for rebuild, verify and explain. Stops before `end` (exclusive).
/// `visit` may be null; it is called before each entry is folded, with the memory as it stood.
using BeforeEntry = std::function<Status(const Memory&, const Entry&)>;
Result<Memory> replay(const store::LogStore& store, crypto::KeyStore* keys, record::Seq end, const BeforeEntry& visit);

/// What `decide` was given for an entry, put together again from its record and the state before it.
/// `read_head` as in Ports.
Result<custody::Submission> submission_of(const Memory& before, const Entry& entry, const store::LogStore& store, crypto::KeyStore* keys,
                                          const ReadHead& read_head);

}  // namespace katiwala::journal
