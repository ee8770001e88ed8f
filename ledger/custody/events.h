/// Events: what became true. `decide` writes them, `apply` reads them, the record keeps them for ever. Each stands in the
/// part of the one subject it is about and says nothing of another.
#pragma once

#include "ledger/custody/events_bank.h"
#include "ledger/custody/events_care.h"
#include "ledger/custody/events_keys.h"

namespace katiwala::custody {

// -- ledger
struct LedgerCreated {
  KATIWALA_EVENT(1, "ledger_created");
  std::array<std::uint8_t, 16> ledger{};
  std::string origin;
  Mode mode = Mode::sandbox;
  std::uint32_t witness_quorum = 0;
  std::optional<std::array<std::uint8_t, 16>> vault_key{};
  std::vector<std::string> log_keys{};
  std::vector<std::string> witnesses{};
  template <class V>
  static void fields(V& v) {
    v(1, "ledger", &LedgerCreated::ledger);
    v(2, "origin", &LedgerCreated::origin);
    v(3, "mode", &LedgerCreated::mode);
    v(4, "witness_quorum", &LedgerCreated::witness_quorum);
    v(5, "vault_key", &LedgerCreated::vault_key);
    v(6, "log_keys", &LedgerCreated::log_keys);
    v(7, "witnesses", &LedgerCreated::witnesses);
  }
};
struct RulebookAdopted {
  KATIWALA_EVENT(2, "rulebook_adopted");
  Digest hash{};
  std::string text;
  template <class V>
  static void fields(V& v) {
    v(1, "hash", &RulebookAdopted::hash);
    v(2, "text", &RulebookAdopted::text);
  }
};
struct PrincipalEnrolled {
  KATIWALA_EVENT(3, "principal_enrolled");
  PrincipalSpec who;
  template <class V>
  static void fields(V& v) { v(1, "who", &PrincipalEnrolled::who); }
};
struct PrincipalRevoked {
  KATIWALA_EVENT(4, "principal_revoked");
  PrincipalId principal;
  template <class V>
  static void fields(V& v) { v(1, "principal", &PrincipalRevoked::principal); }
};
struct ClockMoved {
  KATIWALA_EVENT(5, "clock_moved");
  Instant to;
  template <class V>
  static void fields(V& v) { v(1, "to", &ClockMoved::to); }
};
struct RateRecorded {
  KATIWALA_EVENT(6, "rate_recorded");
  DayRate rate;
  template <class V>
  static void fields(V& v) { v(1, "rate", &RateRecorded::rate); }
};
/// Stands in the ledger's own part. The key's name tells which sealed parts were hers, so that a reader without the key can see
/// that a part which does not open was erased and not tampered with.
struct WardErased {
  KATIWALA_EVENT(7, "ward_erased");
  WardId ward;
  PoolId pool;
  std::array<std::uint8_t, 16> key{};
  std::vector<FileKey> files{};   ///< likewise of her protection file and her watch
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &WardErased::ward);
    v(2, "pool", &WardErased::pool);
    v(3, "key", &WardErased::key);
    v(4, "files", &WardErased::files);
  }
};
/// Everything there was before this entry, in one hash: docs/proofs.md, "A seal".
struct LedgerSealed {
  KATIWALA_EVENT(8, "ledger_sealed");
  CivilDate day;
  std::uint64_t subjects = 0;
  Digest root{};
  template <class V>
  static void fields(V& v) {
    v(1, "day", &LedgerSealed::day);
    v(2, "subjects", &LedgerSealed::subjects);
    v(3, "root", &LedgerSealed::root);
  }
};
struct LogKeyDeclared {
  KATIWALA_EVENT(9, "log_key_declared");
  std::string key;
  KeyStanding standing = KeyStanding::active;
  template <class V>
  static void fields(V& v) {
    v(1, "key", &LogKeyDeclared::key);
    v(2, "standing", &LogKeyDeclared::standing);
  }
};
struct WitnessesAdopted {
  KATIWALA_EVENT(50, "witnesses_adopted");
  std::uint32_t quorum = 0;
  std::vector<std::string> witnesses{};
  template <class V>
  static void fields(V& v) {
    v(1, "quorum", &WitnessesAdopted::quorum);
    v(2, "witnesses", &WitnessesAdopted::witnesses);
  }
};

/// A restored copy goes on as this ledger.
struct LedgerRestored {
  KATIWALA_EVENT(51, "ledger_restored");
  std::uint32_t epoch = 0;
  std::uint64_t entries = 0;
  std::uint64_t from_backup = 0;
  template <class V>
  static void fields(V& v) {
    v(1, "epoch", &LedgerRestored::epoch);
    v(2, "entries", &LedgerRestored::entries);
    v(3, "from_backup", &LedgerRestored::from_backup);
  }
};

// -- pool
struct PoolOpened {
  KATIWALA_EVENT(10, "pool_opened");
  OpenPool pool;
  template <class V>
  static void fields(V& v) { v(1, "pool", &PoolOpened::pool); }
};
struct CreditReceived {
  KATIWALA_EVENT(11, "credit_received");
  CreditId credit;
  Amount amount;
  std::optional<Amount> charges{};
  CivilDate booked, value_date;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &CreditReceived::credit);
    v(2, "amount", &CreditReceived::amount);
    v(3, "charges", &CreditReceived::charges);
    v(4, "booked", &CreditReceived::booked);
    v(5, "value_date", &CreditReceived::value_date);
  }
};
struct CreditMatched {
  KATIWALA_EVENT(12, "credit_matched");
  CreditId credit;
  OrderId order;
  Amount to_wards;
  Amount left;   ///< stays in suspense (R56)
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &CreditMatched::credit);
    v(2, "order", &CreditMatched::order);
    v(3, "to_wards", &CreditMatched::to_wards);
    v(4, "left", &CreditMatched::left);
  }
};
/// Bank references this entry consumed; a second message with one of them is a no-op (R50).
struct ReferencesUsed {
  KATIWALA_EVENT(13, "references_used");
  std::vector<Mark> references{};
  template <class V>
  static void fields(V& v) { v(1, "references", &ReferencesUsed::references); }
};
struct StatementReconciled {
  KATIWALA_EVENT(14, "statement_reconciled");
  CivilDate day;
  Amount closing;
  Amount book;
  Amount difference;
  template <class V>
  static void fields(V& v) {
    v(1, "day", &StatementReconciled::day);
    v(2, "closing", &StatementReconciled::closing);
    v(3, "book", &StatementReconciled::book);
    v(4, "difference", &StatementReconciled::difference);
  }
};
/// The matching was reversed: the credit waits in suspense again.
struct CreditReopened {
  KATIWALA_EVENT(15, "credit_reopened");
  CreditId credit;
  template <class V>
  static void fields(V& v) { v(1, "credit", &CreditReopened::credit); }
};
/// The receipt itself was reversed: it can not be matched any more.
struct CreditVoided {
  KATIWALA_EVENT(16, "credit_voided");
  CreditId credit;
  template <class V>
  static void fields(V& v) { v(1, "credit", &CreditVoided::credit); }
};

// -- order
struct OrderRecorded {
  KATIWALA_EVENT(20, "order_recorded");
  RecordOrder order;
  template <class V>
  static void fields(V& v) { v(1, "order", &OrderRecorded::order); }
};
struct OrderAllocated {
  KATIWALA_EVENT(21, "order_allocated");
  Amount amount;
  template <class V>
  static void fields(V& v) { v(1, "amount", &OrderAllocated::amount); }
};
/// What a receipt meant for the order as a whole, no victim named.
struct OrderReceipt {
  KATIWALA_EVENT(22, "order_receipt");
  CreditId credit;
  Amount gross;
  Amount left;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &OrderReceipt::credit);
    v(2, "gross", &OrderReceipt::gross);
    v(3, "left", &OrderReceipt::left);
  }
};

// -- ward
struct WardOpened {
  KATIWALA_EVENT(30, "ward_opened");
  OpenWard ward;
  template <class V>
  static void fields(V& v) { v(1, "ward", &WardOpened::ward); }
};
struct AwardRecorded {
  KATIWALA_EVENT(31, "award_recorded");
  Award award;
  template <class V>
  static void fields(V& v) { v(1, "award", &AwardRecorded::award); }
};
struct GuardianAppointed {
  KATIWALA_EVENT(32, "guardian_appointed");
  Guardian guardian;
  template <class V>
  static void fields(V& v) { v(1, "guardian", &GuardianAppointed::guardian); }
};
struct BondApproved {
  KATIWALA_EVENT(33, "bond_approved");
  PersonId guardian;
  Bond bond;
  template <class V>
  static void fields(V& v) {
    v(1, "guardian", &BondApproved::guardian);
    v(2, "bond", &BondApproved::bond);
  }
};
struct PayeeRegistered {
  KATIWALA_EVENT(34, "payee_registered");
  Payee payee;
  template <class V>
  static void fields(V& v) { v(1, "payee", &PayeeRegistered::payee); }
};
struct CourtOrderRecorded {
  KATIWALA_EVENT(35, "court_order_recorded");
  CourtOrder order;
  template <class V>
  static void fields(V& v) { v(1, "order", &CourtOrderRecorded::order); }
};
struct AdverseRecorded {
  KATIWALA_EVENT(36, "adverse_recorded");
  AdversePerson person;
  template <class V>
  static void fields(V& v) { v(1, "person", &AdverseRecorded::person); }
};
struct ObligationOpened {
  KATIWALA_EVENT(37, "obligation_opened");
  Obligation obligation;
  template <class V>
  static void fields(V& v) { v(1, "obligation", &ObligationOpened::obligation); }
};
struct ObligationClosed {
  KATIWALA_EVENT(38, "obligation_closed");
  std::uint32_t number = 0;
  CivilDate closed;
  template <class V>
  static void fields(V& v) {
    v(1, "number", &ObligationClosed::number);
    v(2, "closed", &ObligationClosed::closed);
  }
};
struct ObligationOverdue {
  KATIWALA_EVENT(39, "obligation_overdue");
  std::uint32_t number = 0;
  template <class V>
  static void fields(V& v) { v(1, "number", &ObligationOverdue::number); }
};
/// A ward's share of a receipt: the award falls by the gross, she is credited net (docs/books.md).
struct AwardCredited {
  KATIWALA_EVENT(40, "award_credited");
  AwardId award;
  CreditId credit;
  Amount gross;
  Amount charges;
  Amount net;
  template <class V>
  static void fields(V& v) {
    v(1, "award", &AwardCredited::award);
    v(2, "credit", &AwardCredited::credit);
    v(3, "gross", &AwardCredited::gross);
    v(4, "charges", &AwardCredited::charges);
    v(5, "net", &AwardCredited::net);
  }
};
struct Converted {
  KATIWALA_EVENT(41, "converted");
  Amount sold, bought;
  Rate rate;
  template <class V>
  static void fields(V& v) {
    v(1, "sold", &Converted::sold);
    v(2, "bought", &Converted::bought);
    v(3, "rate", &Converted::rate);
  }
};
struct RequestJudged {
  KATIWALA_EVENT(42, "request_judged");
  Request request;
  std::optional<Rate> rate{};   ///< to PHP, for the windows
  template <class V>
  static void fields(V& v) {
    v(1, "request", &RequestJudged::request);
    v(2, "rate", &RequestJudged::rate);
  }
};
struct RequestMoved {   ///< approved, handed over, settled, cancelled, returned
  KATIWALA_EVENT(43, "request_moved");
  RequestId request;
  RequestState to = RequestState::approved;
  std::optional<CivilDate> value_date{};
  std::string reason;    ///< refusal code or bank reason code; empty when the course is ordinary
  std::optional<Amount> from_income{};   ///< approved: what was set aside from income, where any was (R18)
  template <class V>
  static void fields(V& v) {
    v(1, "request", &RequestMoved::request);
    v(2, "to", &RequestMoved::to);
    v(3, "value_date", &RequestMoved::value_date);
    v(4, "reason", &RequestMoved::reason);
    v(5, "from_income", &RequestMoved::from_income);
  }
};
struct RequestReleased {
  KATIWALA_EVENT(44, "request_released");
  RequestId request;
  PersonId releaser;
  std::string message_id, end_to_end_id;
  std::array<std::uint8_t, 16> uetr{};
  VaultRef file;
  std::optional<Amount> withheld{};  ///< of it, for the tax office (R62): what leaves is less
  template <class V>
  static void fields(V& v) {
    v(1, "request", &RequestReleased::request);
    v(2, "releaser", &RequestReleased::releaser);
    v(3, "message_id", &RequestReleased::message_id);
    v(4, "end_to_end_id", &RequestReleased::end_to_end_id);
    v(5, "uetr", &RequestReleased::uetr);
    v(6, "file", &RequestReleased::file);
    v(7, "withheld", &RequestReleased::withheld);
  }
};
struct CoveredCounted {
  KATIWALA_EVENT(45, "covered_counted");
  Covered covered;
  template <class V>
  static void fields(V& v) { v(1, "covered", &CoveredCounted::covered); }
};
struct MajorityReached {
  KATIWALA_EVENT(46, "majority_reached");
  CivilDate on;
  template <class V>
  static void fields(V& v) { v(1, "on", &MajorityReached::on); }
};
/// Something a trust officer must look at; moves nothing.
struct AlertRaised {
  KATIWALA_EVENT(47, "alert_raised");
  std::string rule;
  std::string code;
  template <class V>
  static void fields(V& v) {
    v(1, "rule", &AlertRaised::rule);
    v(2, "code", &AlertRaised::code);
  }
};

struct MajorityScheduled {
  KATIWALA_EVENT(48, "majority_scheduled");
  CivilDate on;
  template <class V>
  static void fields(V& v) { v(1, "on", &MajorityScheduled::on); }
};

// -- any subject: proposals and reversals
struct ProposalOpened {   ///< the command itself stands in the same part, as what was asked
  KATIWALA_EVENT(60, "proposal_opened");
  Instant expires;
  std::vector<Role> needs{};
  template <class V>
  static void fields(V& v) {
    v(1, "expires", &ProposalOpened::expires);
    v(2, "needs", &ProposalOpened::needs);
  }
};
struct ProposalApproved {
  KATIWALA_EVENT(61, "proposal_approved");
  ProposalId proposal = 0;
  PersonId person;
  Role role = Role::auditor;
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &ProposalApproved::proposal);
    v(2, "person", &ProposalApproved::person);
    v(3, "role", &ProposalApproved::role);
  }
};
struct ProposalClosed {
  KATIWALA_EVENT(62, "proposal_closed");
  ProposalId proposal = 0;
  ProposalState state = ProposalState::executed;
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &ProposalClosed::proposal);
    v(2, "state", &ProposalClosed::state);
  }
};
/// Stands in the part of the pool whose books it corrects: what was reversed must be known after a ward's erasure too.
struct EntryReversed {
  KATIWALA_EVENT(63, "entry_reversed");
  std::uint64_t entry = 0;
  template <class V>
  static void fields(V& v) { v(1, "entry", &EntryReversed::entry); }
};

using EventVariant = std::variant<LedgerCreated, RulebookAdopted, PrincipalEnrolled, PrincipalRevoked, ClockMoved, RateRecorded, WardErased,
                           LedgerSealed, LogKeyDeclared, WitnessesAdopted, LedgerRestored,
                           PoolOpened, CreditReceived, CreditMatched, CreditReopened, CreditVoided, ReferencesUsed, StatementReconciled, OrderRecorded,
                           OrderAllocated, OrderReceipt, WardOpened, AwardRecorded, GuardianAppointed, BondApproved, PayeeRegistered,
                           CourtOrderRecorded, AdverseRecorded, ObligationOpened, ObligationClosed, ObligationOverdue, AwardCredited,
                           Converted, RequestJudged, RequestMoved, RequestReleased, CoveredCounted, MajorityReached, AlertRaised, MajorityScheduled,
                           ProposalOpened, ProposalApproved, ProposalClosed, EntryReversed, FileOpened, ReasonsKept, FlagsWeighed, CaseOpened, CaseMoved,
                           FreezeSet, FreezeLifted, ReminderSet, ReminderDue, FactRecorded, FactEnded, GuardianMoved, RelationRecorded, PayeeChanged,
                           BudgetSet, VoucherShared, CourtOrderMoved, ReceiptFiled, InterestCredited, ElectionRecorded, CreditResolved,
                           IncidentRecorded, ObligationMoved, ObjectionRecorded, RelyingPartyAdopted, CredentialEnrolled, CredentialRemoved,
                           CredentialsKept, CredentialUsed, FileReleased, LeftWithFile, OpeningNoted, BalanceBrought, BroughtUndone, BooksOpened,
                           OpeningUndone, RecallFiled, RecallAnswered>;

template <class T>
concept IsEvent = detail::kIsAmong<std::remove_cvref_t<T>, EventVariant>;

/// One of them. A class of its own, so that copying, moving and destroying them is compiled once and not in every file.
class Event : public EventVariant {
 public:
  Event();
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
  template <IsEvent T>
  Event(T&& one) : EventVariant(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(one)) {}  // NOLINT: as a variant is made from one of its own
};

std::uint16_t kind_of(const Event& one);
std::string_view name_of(const Event& one);

}  // namespace katiwala::custody
