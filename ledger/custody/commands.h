/// Commands: what somebody asks the ledger to do. One struct a command; `decide` (policies) judges them, `apply` never sees
/// a command that was not decided. New objects carry their random id in the command (the door draws it).
///
/// `Command::kind` numbers are in the record, for ever.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ledger/custody/terms.h"
#include "ledger/money/amount.h"
#include "ledger/money/rate.h"
#include "ledger/time/civil.h"

namespace katiwala::custody {

#define KATIWALA_COMMAND(KIND, NAME)                  \
  static constexpr std::uint16_t kind = KIND;         \
  static constexpr std::string_view command_name = NAME

/// A key a principal may act with: an X.509 certificate (its DER is kept, R68) and later a passkey.
struct Credential {
  Digest fingerprint{};     ///< SHA-256 of the certificate
  Bytes certificate;        ///< DER
  Instant valid_from, valid_to;
  bool operator==(const Credential&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "fingerprint", &Credential::fingerprint);
    v(2, "certificate", &Credential::certificate);
    v(3, "valid_from", &Credential::valid_from);
    v(4, "valid_to", &Credential::valid_to);
  }
};

struct PrincipalSpec {
  PrincipalId principal;
  PersonId person;   ///< a quorum counts persons, never keys
  Role role = Role::auditor;
  Credential credential;
  bool operator==(const PrincipalSpec&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &PrincipalSpec::principal);
    v(2, "person", &PrincipalSpec::person);
    v(3, "role", &PrincipalSpec::role);
    v(4, "credential", &PrincipalSpec::credential);
  }
};

/// A signature kept in an entry so that anyone can verify it later.
struct Signature {
  Digest credential{};  ///< fingerprint of the certificate it verifies under
  Bytes value;
  bool operator==(const Signature&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "credential", &Signature::credential);
    v(2, "value", &Signature::value);
  }
};

/// Entry 0. Signed by two of the founding officers over the canonical founding statement (journal/canonical.h).
struct CreateLedger {
  KATIWALA_COMMAND(1, "create_ledger");
  std::array<std::uint8_t, 16> ledger{};
  std::string origin;      ///< the log's name; a sandbox origin says so
  Mode mode = Mode::sandbox;
  std::string rulebook;    ///< the whole text (TOML), with its calendars
  std::uint32_t witness_quorum = 0;  ///< cosignatures that must cover money-out; 0: no witnesses configured yet
  std::vector<PrincipalSpec> officers;
  std::vector<Signature> signatures;
  std::optional<std::array<std::uint8_t, 16>> vault_key{};  ///< data key of vault items that are about no ward (pools, orders)
  template <class V>
  static void fields(V& v) {
    v(1, "ledger", &CreateLedger::ledger);
    v(2, "origin", &CreateLedger::origin);
    v(3, "mode", &CreateLedger::mode);
    v(4, "rulebook", &CreateLedger::rulebook);
    v(5, "witness_quorum", &CreateLedger::witness_quorum);
    v(6, "officers", &CreateLedger::officers);
    v(7, "signatures", &CreateLedger::signatures);
    v(8, "vault_key", &CreateLedger::vault_key);
  }
};

/// Made by the writer itself when something falls due; time acts only through it, so replay needs no clock.
struct Tick {
  KATIWALA_COMMAND(2, "tick");
  std::uint8_t matter = 0;  ///< agenda.h
  Instant due;
  std::array<std::uint8_t, 16> object{};
  std::uint64_t number = 0;
  template <class V>
  static void fields(V& v) {
    v(1, "matter", &Tick::matter);
    v(2, "due", &Tick::due);
    v(3, "object", &Tick::object);
    v(4, "number", &Tick::number);
  }
};

/// Sandbox only: forward.
struct MoveClock {
  KATIWALA_COMMAND(3, "move_clock");
  Instant to;
  template <class V>
  static void fields(V& v) { v(1, "to", &MoveClock::to); }
};

/// A known principal sent something that could not even be judged; the refusal is recorded, the input is not.
struct RefuseInput {
  KATIWALA_COMMAND(4, "refuse_input");
  std::string route;  ///< template, never with identifiers
  std::string code;
  Digest body{};      ///< keyed digest of what was sent
  template <class V>
  static void fields(V& v) {
    v(1, "route", &RefuseInput::route);
    v(2, "code", &RefuseInput::code);
    v(3, "body", &RefuseInput::body);
  }
};

struct EnrolPrincipal {
  KATIWALA_COMMAND(5, "enrol_principal");
  PrincipalSpec who;
  template <class V>
  static void fields(V& v) { v(1, "who", &EnrolPrincipal::who); }
};

struct RevokePrincipal {
  KATIWALA_COMMAND(6, "revoke_principal");
  PrincipalId principal;
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &RevokePrincipal::principal);
    v(2, "reason", &RevokePrincipal::reason);
  }
};

struct AdoptRulebook {
  KATIWALA_COMMAND(7, "adopt_rulebook");
  std::string rulebook;
  template <class V>
  static void fields(V& v) { v(1, "rulebook", &AdoptRulebook::rulebook); }
};

/// Erases one ward: destroys her data key (R66). Only an account that stands at zero can be erased.
struct EraseWard {
  KATIWALA_COMMAND(8, "erase_ward");
  WardId ward;
  std::string reason;
  std::array<std::uint8_t, 16> key{};  ///< her data key's name, put in by the journal, whatever was asked
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &EraseWard::ward);
    v(2, "reason", &EraseWard::reason);
    v(3, "key", &EraseWard::key);
  }
};

/// Exchange rate for threshold tests (R36, R08): how many PHP a unit costs on a day, from a named source.
struct RecordRate {
  KATIWALA_COMMAND(9, "record_rate");
  Rate rate;
  CivilDate day;
  std::string source;
  template <class V>
  static void fields(V& v) {
    v(1, "rate", &RecordRate::rate);
    v(2, "day", &RecordRate::day);
    v(3, "source", &RecordRate::source);
  }
};

/// One bank account of a pool.
struct PoolAccount {
  Currency currency;
  Mark account;        ///< keyed hash of the account number, to recognise statements
  VaultRef details;    ///< account number, bank, holder: for payment files
  bool operator==(const PoolAccount&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "currency", &PoolAccount::currency);
    v(2, "account", &PoolAccount::account);
    v(3, "details", &PoolAccount::details);
  }
};

struct OpenPool {
  KATIWALA_COMMAND(10, "open_pool");
  PoolId pool;
  std::string bank;   ///< short code of the bank
  std::string code;   ///< short code of the pool
  Product product = Product::pooled_trust;
  std::vector<PoolAccount> accounts;
  template <class V>
  static void fields(V& v) {
    v(1, "pool", &OpenPool::pool);
    v(2, "bank", &OpenPool::bank);
    v(3, "code", &OpenPool::code);
    v(4, "product", &OpenPool::product);
    v(5, "accounts", &OpenPool::accounts);
  }
};

struct OpenWard {
  KATIWALA_COMMAND(11, "open_ward");
  WardId ward;
  PoolId pool;
  CivilDate born_earliest, born_latest;
  EvidenceRank evidence = EvidenceRank::birth_certificate;
  Residence residence = Residence::philippines;
  std::optional<Digest> trust_instrument;  ///< document hash (R33; MORB 413)
  std::optional<VaultRef> particulars;     ///< name, address, ...
  std::vector<Mark> marks;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &OpenWard::ward);
    v(2, "pool", &OpenWard::pool);
    v(3, "born_earliest", &OpenWard::born_earliest);
    v(4, "born_latest", &OpenWard::born_latest);
    v(5, "evidence", &OpenWard::evidence);
    v(6, "residence", &OpenWard::residence);
    v(7, "trust_instrument", &OpenWard::trust_instrument);
    v(8, "particulars", &OpenWard::particulars);
    v(9, "marks", &OpenWard::marks);
  }
};

/// A foreign court's restitution order. Its wards are named only in their own parts (RecordAward).
struct RecordOrder {
  KATIWALA_COMMAND(12, "record_order");
  OrderId order;
  std::string country;     ///< ISO 3166-1 alpha-2 of the court
  CivilDate dated;
  Amount total;
  Digest document{};
  std::optional<VaultRef> docket;
  template <class V>
  static void fields(V& v) {
    v(1, "order", &RecordOrder::order);
    v(2, "country", &RecordOrder::country);
    v(3, "dated", &RecordOrder::dated);
    v(4, "total", &RecordOrder::total);
    v(5, "document", &RecordOrder::document);
    v(6, "docket", &RecordOrder::docket);
  }
};

struct RecordAward {
  KATIWALA_COMMAND(13, "record_award");
  AwardId award;
  OrderId order;
  WardId ward;
  Amount amount;
  template <class V>
  static void fields(V& v) {
    v(1, "award", &RecordAward::award);
    v(2, "order", &RecordAward::order);
    v(3, "ward", &RecordAward::ward);
    v(4, "amount", &RecordAward::amount);
  }
};

struct AppointGuardian {
  KATIWALA_COMMAND(14, "appoint_guardian");
  WardId ward;
  PersonId person;
  GuardianKind guardian_kind = GuardianKind::court_appointed;
  std::optional<CivilDate> letters;          ///< date of letters of guardianship (R10)
  std::optional<Amount> bond_ordered;        ///< as the court's order says (R10); PHP
  bool no_other_property = false;            ///< declared that the child has nothing else (R08; Pineda)
  std::optional<Amount> other_property;      ///< declared, PHP
  std::optional<Digest> document;
  std::vector<Mark> marks;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &AppointGuardian::ward);
    v(2, "person", &AppointGuardian::person);
    v(3, "guardian_kind", &AppointGuardian::guardian_kind);
    v(4, "letters", &AppointGuardian::letters);
    v(5, "bond_ordered", &AppointGuardian::bond_ordered);
    v(6, "no_other_property", &AppointGuardian::no_other_property);
    v(7, "other_property", &AppointGuardian::other_property);
    v(8, "document", &AppointGuardian::document);
    v(9, "marks", &AppointGuardian::marks);
  }
};

struct ApproveBond {
  KATIWALA_COMMAND(15, "approve_bond");
  WardId ward;
  PersonId guardian;
  Amount amount;           ///< PHP
  CivilDate approved;
  std::optional<Digest> document;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &ApproveBond::ward);
    v(2, "guardian", &ApproveBond::guardian);
    v(3, "amount", &ApproveBond::amount);
    v(4, "approved", &ApproveBond::approved);
    v(5, "document", &ApproveBond::document);
  }
};

/// A return made to the court (inventory, property report, account) or a report filed: closes the obligation of that number.
struct FileReturn {
  KATIWALA_COMMAND(16, "file_return");
  WardId ward;
  std::uint32_t obligation = 0;
  CivilDate filed;
  std::optional<Digest> document;
  std::optional<PoolId> pool;   ///< a pool's obligation (R56); `ward` is then zeros
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &FileReturn::ward);
    v(2, "obligation", &FileReturn::obligation);
    v(3, "filed", &FileReturn::filed);
    v(4, "document", &FileReturn::document);
    v(5, "pool", &FileReturn::pool);
  }
};

/// A person who is alleged, charged or convicted as to this ward (R26).
struct RecordAdverse {
  KATIWALA_COMMAND(17, "record_adverse");
  WardId ward;
  PersonId person;
  AdverseStatus status = AdverseStatus::alleged;
  std::vector<Mark> marks;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordAdverse::ward);
    v(2, "person", &RecordAdverse::person);
    v(3, "status", &RecordAdverse::status);
    v(4, "marks", &RecordAdverse::marks);
  }
};

struct RegisterPayee {
  KATIWALA_COMMAND(18, "register_payee");
  WardId ward;
  PayeeId payee;
  PersonId person;
  PayeeKind payee_kind = PayeeKind::school;
  Rail rail = Rail::book_transfer;
  Currency currency;
  VaultRef details;           ///< name, account number, bank: for payment files
  std::vector<Mark> marks;    ///< account, address, phone, ...
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RegisterPayee::ward);
    v(2, "payee", &RegisterPayee::payee);
    v(3, "person", &RegisterPayee::person);
    v(4, "payee_kind", &RegisterPayee::payee_kind);
    v(5, "rail", &RegisterPayee::rail);
    v(6, "currency", &RegisterPayee::currency);
    v(7, "details", &RegisterPayee::details);
    v(8, "marks", &RegisterPayee::marks);
  }
};

/// A Philippine court's written order allowing an expense (R19..R22).
struct RecordCourtOrder {
  KATIWALA_COMMAND(19, "record_court_order");
  WardId ward;
  CourtOrderId order;
  CivilDate dated;
  std::optional<CivilDate> expires;
  Amount cap;
  std::optional<Purpose> purpose;
  std::optional<PayeeId> payee;
  std::optional<Digest> document;     ///< R22: written orders only
  std::optional<VaultRef> docket;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordCourtOrder::ward);
    v(2, "order", &RecordCourtOrder::order);
    v(3, "dated", &RecordCourtOrder::dated);
    v(4, "expires", &RecordCourtOrder::expires);
    v(5, "cap", &RecordCourtOrder::cap);
    v(6, "purpose", &RecordCourtOrder::purpose);
    v(7, "payee", &RecordCourtOrder::payee);
    v(8, "document", &RecordCourtOrder::document);
    v(9, "docket", &RecordCourtOrder::docket);
  }
};

/// A credit the bank reported on a pool account. Goes to suspense until two persons have matched it (R55).
struct ReceiveCredit {
  KATIWALA_COMMAND(30, "receive_credit");
  CreditId credit;
  PoolId pool;
  Amount amount;              ///< what stands on the account
  std::optional<Amount> charges;   ///< kept by banks on the way; gross paid = amount + charges
  CivilDate booked;
  CivilDate value_date;
  std::vector<Mark> references;    ///< servicer reference, UETR, end-to-end id, keyed (R50)
  std::optional<VaultRef> message;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &ReceiveCredit::credit);
    v(2, "pool", &ReceiveCredit::pool);
    v(3, "amount", &ReceiveCredit::amount);
    v(4, "charges", &ReceiveCredit::charges);
    v(5, "booked", &ReceiveCredit::booked);
    v(6, "value_date", &ReceiveCredit::value_date);
    v(7, "references", &ReceiveCredit::references);
    v(8, "message", &ReceiveCredit::message);
  }
};

struct MatchCredit {
  KATIWALA_COMMAND(31, "match_credit");
  CreditId credit;
  OrderId order;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &MatchCredit::credit);
    v(2, "order", &MatchCredit::order);
  }
};

/// A deal done with the bank (R54): both legs, rate, source, time; the ticket's references recognise the bank's lines.
struct Convert {
  KATIWALA_COMMAND(32, "convert");
  WardId ward;
  Amount sold;
  Amount bought;
  Rate rate;
  std::string source;
  Instant dealt;
  std::optional<Amount> charge;      ///< in the bought currency, beside the rate
  std::vector<Mark> references;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &Convert::ward);
    v(2, "sold", &Convert::sold);
    v(3, "bought", &Convert::bought);
    v(4, "rate", &Convert::rate);
    v(5, "source", &Convert::source);
    v(6, "dealt", &Convert::dealt);
    v(7, "charge", &Convert::charge);
    v(8, "references", &Convert::references);
  }
};

struct RequestDisbursement {
  KATIWALA_COMMAND(33, "request_disbursement");
  RequestId request;
  WardId ward;
  PayeeId payee;
  Amount amount;
  Purpose purpose = Purpose::education;
  std::optional<CourtOrderId> court_order;
  std::optional<Rail> rail;              ///< the payee's own if absent
  std::optional<Digest> voucher;         ///< bill or quotation, document hash
  std::optional<VaultRef> note;
  template <class V>
  static void fields(V& v) {
    v(1, "request", &RequestDisbursement::request);
    v(2, "ward", &RequestDisbursement::ward);
    v(3, "payee", &RequestDisbursement::payee);
    v(4, "amount", &RequestDisbursement::amount);
    v(5, "purpose", &RequestDisbursement::purpose);
    v(6, "court_order", &RequestDisbursement::court_order);
    v(7, "rail", &RequestDisbursement::rail);
    v(8, "voucher", &RequestDisbursement::voucher);
    v(9, "note", &RequestDisbursement::note);
  }
};

/// Signed over the canonical proposal (journal/canonical.h), never over anything shorter.
struct Approve {
  KATIWALA_COMMAND(34, "approve");
  ProposalId proposal = 0;
  Subject about;  ///< whose part the approval belongs in; must be the proposal's
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &Approve::proposal);
    v(2, "about", &Approve::about);
  }
};

/// Withdrawn by its maker, or sent back by an officer; frees what is reserved.
struct CancelProposal {
  KATIWALA_COMMAND(35, "cancel_proposal");
  ProposalId proposal = 0;
  Subject about;
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &CancelProposal::proposal);
    v(2, "about", &CancelProposal::about);
    v(3, "reason", &CancelProposal::reason);
  }
};

/// Written before the payment file leaves; ids are fixed here, so a crash sends the same bytes again, never new ones.
struct Release {
  KATIWALA_COMMAND(36, "release");
  RequestId request;
  WardId ward;
  std::string message_id;       ///< pain.001 GrpHdr/MsgId, <= 35
  std::string end_to_end_id;    ///< <= 35, never a name
  std::array<std::uint8_t, 16> uetr{};
  VaultRef file;                ///< the payment file's bytes
  template <class V>
  static void fields(V& v) {
    v(1, "request", &Release::request);
    v(2, "ward", &Release::ward);
    v(3, "message_id", &Release::message_id);
    v(4, "end_to_end_id", &Release::end_to_end_id);
    v(5, "uetr", &Release::uetr);
    v(6, "file", &Release::file);
  }
};

struct HandOver {
  KATIWALA_COMMAND(37, "hand_over");
  RequestId request;
  WardId ward;
  template <class V>
  static void fields(V& v) {
    v(1, "request", &HandOver::request);
    v(2, "ward", &HandOver::ward);
  }
};

/// The bank's debit of a payment we instructed (R49: the value date is the bank's, never ours).
struct Settle {
  KATIWALA_COMMAND(38, "settle");
  RequestId request;
  WardId ward;
  Amount amount;
  CivilDate booked;
  CivilDate value_date;
  std::vector<Mark> references;
  std::optional<VaultRef> message;
  template <class V>
  static void fields(V& v) {
    v(1, "request", &Settle::request);
    v(2, "ward", &Settle::ward);
    v(3, "amount", &Settle::amount);
    v(4, "booked", &Settle::booked);
    v(5, "value_date", &Settle::value_date);
    v(6, "references", &Settle::references);
    v(7, "message", &Settle::message);
  }
};

/// The bank's rejection of an instruction that never left the account (pain.002 RJCT): frees transit, restores caps.
struct RejectPayment {
  KATIWALA_COMMAND(39, "reject_payment");
  RequestId request;
  WardId ward;
  std::string reason_code;
  std::vector<Mark> references;
  template <class V>
  static void fields(V& v) {
    v(1, "request", &RejectPayment::request);
    v(2, "ward", &RejectPayment::ward);
    v(3, "reason_code", &RejectPayment::reason_code);
    v(4, "references", &RejectPayment::references);
  }
};

/// Undoes the postings of one entry about one subject set, at most once, with a reason and two approvals.
struct ReverseEntry {
  KATIWALA_COMMAND(40, "reverse_entry");
  std::uint64_t entry = 0;
  Subject about;
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "entry", &ReverseEntry::entry);
    v(2, "about", &ReverseEntry::about);
    v(3, "reason", &ReverseEntry::reason);
  }
};

/// The bank's statement of one pool account for one day, held against the book (R32).
struct Reconcile {
  KATIWALA_COMMAND(41, "reconcile");
  PoolId pool;
  CivilDate day;
  Amount closing;
  std::optional<Mark> statement;
  std::optional<VaultRef> message;
  template <class V>
  static void fields(V& v) {
    v(1, "pool", &Reconcile::pool);
    v(2, "day", &Reconcile::day);
    v(3, "closing", &Reconcile::closing);
    v(4, "statement", &Reconcile::statement);
    v(5, "message", &Reconcile::message);
  }
};

/// A charge the bank took for a ward's account, where the instrument puts it on her (design §5).
struct RecordCharge {
  KATIWALA_COMMAND(42, "record_charge");
  WardId ward;
  Amount amount;
  CivilDate booked;
  std::vector<Mark> references;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordCharge::ward);
    v(2, "amount", &RecordCharge::amount);
    v(3, "booked", &RecordCharge::booked);
    v(4, "references", &RecordCharge::references);
  }
};

using Command = std::variant<CreateLedger, Tick, MoveClock, RefuseInput, EnrolPrincipal, RevokePrincipal, AdoptRulebook, EraseWard,
                             RecordRate, OpenPool, OpenWard, RecordOrder, RecordAward, AppointGuardian, ApproveBond, FileReturn,
                             RecordAdverse, RegisterPayee, RecordCourtOrder, ReceiveCredit, MatchCredit, Convert, RequestDisbursement,
                             Approve, CancelProposal, Release, HandOver, Settle, RejectPayment, ReverseEntry, Reconcile, RecordCharge>;

inline std::uint16_t kind_of(const Command& command) {
  return std::visit([](const auto& c) { return std::remove_cvref_t<decltype(c)>::kind; }, command);
}
inline std::string_view name_of(const Command& command) {
  return std::visit([](const auto& c) { return std::remove_cvref_t<decltype(c)>::command_name; }, command);
}

}  // namespace katiwala::custody
