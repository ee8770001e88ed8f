/// The state: a fold of `apply` over the journal, nothing else. Looking is free; changing happens only in apply.cpp.
#pragma once

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "ledger/book/book.h"
#include "ledger/custody/decision.h"
#include "ledger/custody/records_bank.h"

namespace katiwala::custody {

/// What falls due by itself. Numbers are in the record (Tick::matter).
enum class Matter : std::uint8_t { majority = 1, proposal_expiry = 2, deadline = 3, reminder = 4 };

struct AgendaItem {
  Instant due;
  Matter matter = Matter::majority;
  Subject object;                         ///< whom it concerns: of an obligation or reminder, or the proposal's subject
  std::uint64_t number = 0;               ///< proposal id, number of the obligation or reminder
  auto operator<=>(const AgendaItem&) const = default;
};

/// A derived row that a change made stale; the journal writes it behind itself.
enum class Table : std::uint8_t {
  ledger = 1, principal = 2, rulebook = 3, rate = 4, pool = 5, order = 6, ward = 7, credit = 8, proposal = 9, request = 10,
  balance = 11, reference = 12, reversed = 13, protection = 14, watch = 15, file = 16, recall = 17,
};

/// A key that signs, or signed, the log's heads.
struct LogKey {
  std::string key;            ///< vkey
  KeyStanding standing = KeyStanding::active;
  std::uint64_t since = 0;    ///< the entry that gave it this standing
  template <class V>
  static void fields(V& v) {
    v(1, "key", &LogKey::key);
    v(2, "standing", &LogKey::standing);
    v(3, "since", &LogKey::since);
  }
};

struct LedgerRecord {
  std::array<std::uint8_t, 16> id{};
  std::string origin;
  Mode mode = Mode::sandbox;
  std::uint32_t witness_quorum = 0;
  Digest rulebook{};          ///< in force
  std::optional<Instant> clock{};  ///< sandbox: where the clock was moved to last
  std::optional<std::array<std::uint8_t, 16>> vault_key{};  ///< data key of vault items that are about no ward
  std::vector<LogKey> log_keys{};
  std::vector<std::string> witnesses{};
  std::optional<CivilDate> sealed{};  ///< the latest day a seal was taken for; only a day that had ended counts
  std::optional<std::uint32_t> epoch{};  ///< of the head file, as it was accepted when the ledger was restored last
  std::vector<Relation> trustee_related{};  ///< R34
  std::vector<Obligation> obligations{};
  std::vector<Incident> incidents{};
  std::vector<Reminder> reminders{};
  std::optional<RelyingParty> relying_party{};  ///< whom passkeys are made for; nothing: the ledger knows none yet
  template <class V>
  static void fields(V& v) {
    v(1, "id", &LedgerRecord::id);
    v(2, "origin", &LedgerRecord::origin);
    v(3, "mode", &LedgerRecord::mode);
    v(4, "witness_quorum", &LedgerRecord::witness_quorum);
    v(5, "rulebook", &LedgerRecord::rulebook);
    v(6, "clock", &LedgerRecord::clock);
    v(7, "vault_key", &LedgerRecord::vault_key);
    v(8, "log_keys", &LedgerRecord::log_keys);
    v(9, "witnesses", &LedgerRecord::witnesses);
    v(10, "sealed", &LedgerRecord::sealed);
    v(11, "epoch", &LedgerRecord::epoch);
    v(12, "trustee_related", &LedgerRecord::trustee_related);
    v(13, "obligations", &LedgerRecord::obligations);
    v(14, "incidents", &LedgerRecord::incidents);
    v(15, "reminders", &LedgerRecord::reminders);
    v(16, "relying_party", &LedgerRecord::relying_party);
  }
};

struct MarkHash {
  std::size_t operator()(const MarkValue& m) const noexcept {
    std::size_t h;
    std::memcpy(&h, m.data(), sizeof h);
    return h;
  }
};
struct DigestHash {
  std::size_t operator()(const Digest& d) const noexcept {
    std::size_t h;
    std::memcpy(&h, d.data(), sizeof h);
    return h;
  }
};

struct SubjectHash {  // subjects are random ids
  std::size_t operator()(const Subject& s) const noexcept {
    std::size_t h;
    std::memcpy(&h, s.id.data(), sizeof h);
    return h ^ static_cast<std::size_t>(s.kind);
  }
};

/// Told which records an `apply` touched, so that their derived rows are written again. May be null.
class Touched {
 public:
  virtual ~Touched() = default;
  virtual void row(Table table, ByteView key) = 0;
  virtual void balance(const book::Account& account) = 0;
};

struct State {
  // Defined in state.cpp: compiled once, and not in every file that judges one.
  State();
  State(const State& other);
  State(State&& other) noexcept;
  State& operator=(const State& other);
  State& operator=(State&& other) noexcept;
  ~State();

  LedgerRecord ledger;
  std::unordered_map<PrincipalId, Principal> principals;
  std::unordered_map<Digest, PrincipalId, DigestHash> credentials;    ///< fingerprint -> principal
  std::unordered_map<Digest, AdoptedRulebook, DigestHash> rulebooks;
  std::unordered_map<Currency, std::vector<DayRate>> rates;           ///< by base currency, to PHP, days ascending
  std::unordered_map<PoolId, Pool> pools;
  std::unordered_map<OrderId, AwardOrder> orders;
  std::unordered_map<OrderId, std::vector<std::pair<AwardId, WardId>>> awards;  ///< by order, ascending award id; from ward records
  std::unordered_map<WardId, Ward> wards;
  std::unordered_map<WardId, Protection> protections;
  std::unordered_map<Subject, Watch, SubjectHash> watches;            ///< by the watch itself
  std::unordered_map<CreditId, Credit> credits;
  std::unordered_map<ProposalId, Proposal> proposals;                 ///< open ones only
  std::unordered_map<RequestId, Request> requests;
  std::unordered_map<PaymentFileId, ReleasedFile> files;              ///< those that two persons released (R31)
  std::unordered_map<RecallId, Recall> recalls;                       ///< what banks asked back (R57)
  std::unordered_map<MarkValue, std::uint64_t, MarkHash> references;  ///< bank reference -> entry that used it
  std::unordered_set<std::uint64_t> reversed;                         ///< entries reversed
  book::Book book;
  std::set<AgendaItem> agenda;
  // Drawn from the records by `index`, never stored:
  std::unordered_map<Digest, std::vector<RequestId>, DigestHash> vouchers;  ///< requests by bill or receipt, ascending id, cancelled ones too (RF07, RF15)
  std::unordered_map<Digest, std::vector<WardId>, DigestHash> shared;       ///< wards with a share of a bill, by the bill, ascending id (RF15)
  std::unordered_map<WardId, std::vector<RequestId>> asked;                 ///< a ward's requests in the order they were made, cancelled ones too
  std::unordered_map<PersonId, std::vector<WardId>> guarded;                ///< whose guardian a person is or was (RF13)
  std::unordered_map<RequestId, PaymentFileId> filed;                       ///< the released file a payment goes with

  [[nodiscard]] const Principal* principal(const PrincipalId& id) const;
  [[nodiscard]] const Ward* ward(const WardId& id) const;
  [[nodiscard]] const Protection* protection(const WardId& id) const;
  [[nodiscard]] const Watch* watch(const Subject& id) const;
  [[nodiscard]] const Pool* pool(const PoolId& id) const;
  [[nodiscard]] const AwardOrder* order(const OrderId& id) const;
  [[nodiscard]] const Credit* credit(const CreditId& id) const;
  [[nodiscard]] const Proposal* proposal(ProposalId id) const;
  [[nodiscard]] const Request* request(const RequestId& id) const;
  [[nodiscard]] const ReleasedFile* file(const PaymentFileId& id) const;
  /// The released file that a payment goes with.
  [[nodiscard]] const ReleasedFile* file_of(const RequestId& id) const;
  [[nodiscard]] const Recall* recall(const RecallId& id) const;
  /// One that asks for this credit and stands so; the smallest id where there are several, nullptr where there is none.
  [[nodiscard]] const Recall* recall_of(const CreditId& credit, RecallStanding standing) const;
  /// The newest rate to PHP of a day not after `day`; nullptr if none. PHP itself needs none.
  [[nodiscard]] const DayRate* rate(Currency base, CivilDate day) const;
  [[nodiscard]] Amount balance(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, Currency currency) const {
    return book.balance(kind, owner, currency);
  }
  /// Of a ward, a pool, a file of theirs, or the ledger; nullptr of anything else, or where there is no such subject.
  [[nodiscard]] const std::vector<Obligation>* obligations(const Subject& about) const;
  [[nodiscard]] const std::vector<Reminder>* reminders(const Subject& about) const;
  [[nodiscard]] const std::vector<Freeze>* freezes(const Subject& about) const;
  [[nodiscard]] const AgendaItem* next_due() const { return agenda.empty() ? nullptr : &*agenda.begin(); }
};

/// Lookups inside a record; nullptr if absent.
const Credential* find_credential(const Principal& principal, const Digest& fingerprint);
const CredentialStanding* find_standing(const Principal& principal, const Digest& fingerprint);
/// Whether nothing that is still to come, or has come, keeps that credential from counting at an instant: neither the pause after its enrolment nor its
/// removal. Whether it is valid then, and its principal in good standing, is asked beside this.
bool counts(const Principal& principal, const Digest& fingerprint, Instant at);
const Guardian* find_guardian(const Ward& ward, const PersonId& person);
/// May act: recorded, and neither suspended, removed, resigned, discharged nor ended.
inline bool is_acting(const Guardian& guardian) { return guardian.standing == GuardianStanding::active; }
const Payee* find_payee(const Ward& ward, const PayeeId& payee);
const CourtOrder* find_court_order(const Ward& ward, const CourtOrderId& order);
const Award* find_award(const Ward& ward, const AwardId& award);
const Obligation* find_obligation(const std::vector<Obligation>& obligations, std::uint32_t number);  ///< a ward's or a pool's
/// The first instant at which it is overdue.
Instant deadline_of(const Obligation& obligation);
/// Adds a request to `asked` and `vouchers`; a document to `vouchers`; a share to `shared`; takes a ward's documents out of them.
void note_request(State& state, const Request& request);
void note_document(State& state, const Digest& document, const RequestId& request);
void note_share(State& state, const Digest& document, const WardId& ward);
void forget_documents(State& state, const Ward& ward);
const Freeze* find_freeze(const std::vector<Freeze>& freezes, const FreezeId& freeze);
const Budget* find_budget(const Ward& ward, const BudgetId& budget);
const WardFact* find_fact(const std::vector<WardFact>& facts, std::uint32_t number);
const WatchCase* find_case(const Watch& watch, std::uint32_t number);
const Reminder* find_reminder(const std::vector<Reminder>& reminders, std::uint32_t number);
const PoolCash* find_cash(const Pool& pool, Currency currency);
bool shares_mark(const std::vector<Mark>& a, const std::vector<Mark>& b);

/// Where an entry's events come from.
struct Origin {
  std::uint64_t seq = 0;
  Instant time;
  PrincipalId principal;
  const Command* asked = nullptr;   ///< what the primary part asked; nullptr if it can not be read any more
  Digest rulebook{};                ///< in force at the entry
  Digest credential{};              ///< what it was signed with, or where nobody signed it what the asker came with; zeros: the ledger itself
};

/// Changes the state by one event. Halts on an event that can not be true (decide and apply disagree).
void apply(State& state, const Origin& origin, const Subject& about, const Event& event, Touched* touched);
/// Posts the entry's lines.
void apply(State& state, const book::Balanced& postings, Touched* touched);
/// Lines of an entry some of whose parts are unreadable: what is missing stands on the pool's `unreadable` account.
void apply_partial(State& state, std::span<const book::Posting> lines, const std::optional<PoolId>& pool, Touched* touched);
/// Recomputes what is drawn from the records (awards by order, credentials, agenda) after loading derived rows.
void index(State& state);

}  // namespace katiwala::custody
