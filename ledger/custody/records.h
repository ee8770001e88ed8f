/// What the ledger knows: the records the state is made of. Each describes itself (base/named.h), so that its derived row, its
/// JSON and its documentation come from one place.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/custody/commands.h"
#include "ledger/custody/records_care.h"

namespace katiwala::custody {

/// How a credential stands that came by enrol_credential or recover_credential, that is being removed, or that is a passkey. One without this
/// counts as long as it is valid.
struct CredentialStanding {
  Digest credential{};             ///< fingerprint
  Instant from;                    ///< it counts from here on
  std::optional<Instant> until{};  ///< it counts before this, and no more at it
  std::uint32_t counter = 0;       ///< of a passkey's signatures, as it stood last
  bool backed_up = false;          ///< as a passkey said last
  std::optional<Instant> used{};   ///< when a passkey signed last
  bool operator==(const CredentialStanding&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "credential", &CredentialStanding::credential);
    v(2, "from", &CredentialStanding::from);
    v(3, "until", &CredentialStanding::until);
    v(4, "counter", &CredentialStanding::counter);
    v(5, "backed_up", &CredentialStanding::backed_up);
    v(6, "used", &CredentialStanding::used);
  }
};

struct Principal {
  PrincipalId id;
  PersonId person;
  Role role = Role::auditor;
  std::vector<Credential> credentials{};
  bool revoked = false;
  std::vector<Instant> enrolled{};  ///< when, per credential, same order (RF12)
  std::vector<CredentialStanding> standings{};
  std::vector<OrderId> orders{};  ///< of a foreign court's reader, ascending
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Principal::id);
    v(2, "person", &Principal::person);
    v(3, "role", &Principal::role);
    v(4, "credentials", &Principal::credentials);
    v(5, "revoked", &Principal::revoked);
    v(6, "enrolled", &Principal::enrolled);
    v(7, "standings", &Principal::standings);
    v(8, "orders", &Principal::orders);
  }
};

/// An adopted rulebook: judged requests name theirs by hash (R72).
struct AdoptedRulebook {
  Digest hash{};
  std::string text;
  std::uint64_t since = 0;  ///< entry
  template <class V>
  static void fields(V& v) {
    v(1, "hash", &AdoptedRulebook::hash);
    v(2, "text", &AdoptedRulebook::text);
    v(3, "since", &AdoptedRulebook::since);
  }
};

/// The newest rate per currency and the days before it, newest last.
struct DayRate {
  CivilDate day;
  Rate rate;
  std::string source;
  bool operator==(const DayRate&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "day", &DayRate::day);
    v(2, "rate", &DayRate::rate);
    v(3, "source", &DayRate::source);
  }
};

struct Obligation {
  std::uint32_t number = 0;        ///< within the ward or pool, from 1
  Duty duty = Duty::inventory;
  DutyOwner owner = DutyOwner::guardian;
  std::string rule;                ///< "R12"
  CivilDate opened;
  CivilDate due;
  std::optional<CivilDate> closed{};
  bool overdue = false;
  bool confidential = false;       ///< compliance only; never shown to a guardian (R38)
  std::optional<RequestId> request{};  ///< whose receipt is owed (RF06)
  std::optional<Instant> due_at{};  ///< of duties in hours (R40, R67); `due` is then its Manila day
  std::optional<std::uint32_t> of{};  ///< a case, a fact
  bool moved = false;  ///< a court set another day
  template <class V>
  static void fields(V& v) {
    v(1, "number", &Obligation::number);
    v(2, "duty", &Obligation::duty);
    v(3, "owner", &Obligation::owner);
    v(4, "rule", &Obligation::rule);
    v(5, "opened", &Obligation::opened);
    v(6, "due", &Obligation::due);
    v(7, "closed", &Obligation::closed);
    v(8, "overdue", &Obligation::overdue);
    v(9, "confidential", &Obligation::confidential);
    v(10, "request", &Obligation::request);
    v(11, "due_at", &Obligation::due_at);
    v(12, "of", &Obligation::of);
    v(13, "moved", &Obligation::moved);
  }
};

struct PoolCash {
  PoolAccount account;
  std::optional<CivilDate> reconciled{};     ///< last day held against a statement
  std::optional<Amount> difference{};        ///< statement - book on that day, when not zero: a break (R32)
  std::optional<Amount> brought{};           ///< what an older book had on it
  std::optional<CivilDate> brought_as_of{};  ///< at whose end; what the bank booked up to then is in it
  template <class V>
  static void fields(V& v) {
    v(1, "account", &PoolCash::account);
    v(2, "reconciled", &PoolCash::reconciled);
    v(3, "difference", &PoolCash::difference);
    v(4, "brought", &PoolCash::brought);
    v(5, "brought_as_of", &PoolCash::brought_as_of);
  }
};

struct Pool {
  PoolId id;
  std::string bank, code;
  Product product = Product::pooled_trust;
  std::vector<PoolCash> cash{};
  std::vector<Obligation> obligations{};     ///< payor notices (R56), what is too long in suspense (R55)
  std::vector<Freeze> freezes{};
  std::vector<Reminder> reminders{};
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Pool::id);
    v(2, "bank", &Pool::bank);
    v(3, "code", &Pool::code);
    v(4, "product", &Pool::product);
    v(5, "cash", &Pool::cash);
    v(6, "obligations", &Pool::obligations);
    v(7, "freezes", &Pool::freezes);
    v(8, "reminders", &Pool::reminders);
  }
};

struct AwardOrder {
  OrderId id;
  std::string country;
  CivilDate dated;
  Amount total;
  Amount allocated;                ///< Σ awards recorded under it; the order is active when this reaches total
  Digest document{};
  std::optional<VaultRef> docket{};
  OrderKind kind_of_order = OrderKind::restitution;
  std::vector<DefendantShare> defendants{};
  template <class V>
  static void fields(V& v) {
    v(1, "id", &AwardOrder::id);
    v(2, "country", &AwardOrder::country);
    v(3, "dated", &AwardOrder::dated);
    v(4, "total", &AwardOrder::total);
    v(5, "allocated", &AwardOrder::allocated);
    v(6, "document", &AwardOrder::document);
    v(7, "docket", &AwardOrder::docket);
    v(8, "kind_of_order", &AwardOrder::kind_of_order);
    v(9, "defendants", &AwardOrder::defendants);
  }
};

struct Award {
  AwardId id;
  OrderId order;
  Amount amount;
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Award::id);
    v(2, "order", &Award::order);
    v(3, "amount", &Award::amount);
  }
};

struct Bond {
  Amount amount;
  CivilDate approved;
  template <class V>
  static void fields(V& v) {
    v(1, "amount", &Bond::amount);
    v(2, "approved", &Bond::approved);
  }
};

struct Guardian {
  PersonId person;
  GuardianKind guardian_kind = GuardianKind::court_appointed;
  std::optional<CivilDate> letters{};
  std::optional<Amount> bond_ordered{};
  bool no_other_property = false;
  std::optional<Amount> other_property{};
  std::optional<Bond> bond{};
  std::vector<Mark> marks{};
  GuardianStanding standing = GuardianStanding::active;
  std::optional<CivilDate> since{};  ///< of the standing
  std::optional<ParentKind> parent{};
  std::optional<CivilDate> appointed{};  ///< journal day (R29)
  template <class V>
  static void fields(V& v) {
    v(1, "person", &Guardian::person);
    v(2, "guardian_kind", &Guardian::guardian_kind);
    v(3, "letters", &Guardian::letters);
    v(4, "bond_ordered", &Guardian::bond_ordered);
    v(5, "no_other_property", &Guardian::no_other_property);
    v(6, "other_property", &Guardian::other_property);
    v(7, "bond", &Guardian::bond);
    v(8, "marks", &Guardian::marks);
    v(10, "standing", &Guardian::standing, later);
    v(11, "since", &Guardian::since);
    v(12, "parent", &Guardian::parent);
    v(13, "appointed", &Guardian::appointed);
  }
};

struct Payee {
  PayeeId id;
  PersonId person;
  PayeeKind payee_kind = PayeeKind::school;
  Rail rail = Rail::book_transfer;
  Currency currency;
  VaultRef details;
  std::vector<Mark> marks{};
  CivilDate registered;
  std::optional<Instant> account_since{};  ///< of the details in use (RF11)
  bool account_before = false;  ///< the person had another account of this ward's before
  std::vector<Purpose> covers{};
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Payee::id);
    v(2, "person", &Payee::person);
    v(3, "payee_kind", &Payee::payee_kind);
    v(4, "rail", &Payee::rail);
    v(5, "currency", &Payee::currency);
    v(6, "details", &Payee::details);
    v(7, "marks", &Payee::marks);
    v(8, "registered", &Payee::registered);
    v(9, "account_since", &Payee::account_since);
    v(10, "account_before", &Payee::account_before);
    v(11, "covers", &Payee::covers);
  }
};

struct CourtOrder {
  CourtOrderId id;
  CivilDate dated;
  std::optional<CivilDate> expires{};
  Amount cap;
  std::optional<Purpose> purpose{};
  std::optional<PayeeId> payee{};
  Digest document{};
  OrderStanding standing = OrderStanding::in_force;
  bool final_judgment = false;
  bool real_estate_title = false;
  bool compensation = false;
  std::optional<std::uint32_t> account_months{};
  std::optional<std::uint32_t> receipt_days{};
  std::optional<CivilDate> recorded{};  ///< journal day (R28)
  template <class V>
  static void fields(V& v) {
    v(1, "id", &CourtOrder::id);
    v(2, "dated", &CourtOrder::dated);
    v(3, "expires", &CourtOrder::expires);
    v(4, "cap", &CourtOrder::cap);
    v(5, "purpose", &CourtOrder::purpose);
    v(6, "payee", &CourtOrder::payee);
    v(7, "document", &CourtOrder::document);
    v(8, "standing", &CourtOrder::standing, later);
    v(9, "final_judgment", &CourtOrder::final_judgment);
    v(10, "real_estate_title", &CourtOrder::real_estate_title);
    v(11, "compensation", &CourtOrder::compensation);
    v(12, "account_months", &CourtOrder::account_months);
    v(13, "receipt_days", &CourtOrder::receipt_days);
    v(14, "recorded", &CourtOrder::recorded);
  }
};

struct AdversePerson {
  PersonId person;
  AdverseStatus status = AdverseStatus::alleged;
  std::vector<Mark> marks{};
  template <class V>
  static void fields(V& v) {
    v(1, "person", &AdversePerson::person);
    v(2, "status", &AdversePerson::status);
    v(3, "marks", &AdversePerson::marks);
  }
};

/// What counts in a windowed limit: gross, from the request on (pending included), by journal day.
struct Spend {
  RequestId request;
  CivilDate day;
  Amount amount;
  std::optional<Rate> rate{};        ///< to PHP, when the amount is not PHP
  bool by_order = false;           ///< under a court order: counts against its cap, not against the tiers
  Purpose purpose = Purpose::education;
  PayeeId payee{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &Spend::request);
    v(2, "day", &Spend::day);
    v(3, "amount", &Spend::amount);
    v(4, "rate", &Spend::rate);
    v(5, "by_order", &Spend::by_order);
    v(6, "purpose", &Spend::purpose);
    v(7, "payee", &Spend::payee);
  }
};

/// What counts towards a covered transaction of one banking day (R36).
struct Covered {
  CivilDate day;
  Amount amount;
  std::optional<Rate> rate{};
  template <class V>
  static void fields(V& v) {
    v(1, "day", &Covered::day);
    v(2, "amount", &Covered::amount);
    v(3, "rate", &Covered::rate);
  }
};

/// What an older book holds for her, written down and not brought in yet.
struct OpeningNote {
  OpeningId opening;
  std::vector<OpeningLine> lines{};  ///< every member said
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &OpeningNote::opening);
    v(2, "lines", &OpeningNote::lines);
  }
};

/// What came onto her accounts from an older book.
struct Brought {
  OpeningId opening;
  CivilDate as_of;
  Digest source{};
  std::vector<OpeningLine> lines{};
  std::uint64_t entry = 0;  ///< that brought it
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &Brought::opening);
    v(2, "as_of", &Brought::as_of);
    v(3, "source", &Brought::source);
    v(4, "lines", &Brought::lines);
    v(5, "entry", &Brought::entry);
  }
};

struct Ward {
  WardId id;
  PoolId pool;
  CivilDate born_earliest, born_latest;
  EvidenceRank evidence = EvidenceRank::birth_certificate;
  Residence residence = Residence::philippines;
  Digest trust_instrument{};
  std::optional<VaultRef> particulars{};
  std::vector<Mark> marks{};
  bool adult = false;
  std::vector<Award> awards{};
  std::vector<Guardian> guardians{};
  std::vector<Payee> payees{};
  std::vector<CourtOrder> court_orders{};
  std::vector<Obligation> obligations{};
  std::vector<Spend> spends{};
  std::optional<CivilDate> majority{};   ///< as scheduled under the rulebook of the day; the tick judges it again
  std::vector<WardFact> facts{};
  std::vector<Freeze> freezes{};
  std::vector<Budget> budgets{};
  std::vector<VoucherShare> shares{};
  std::vector<Receipt> receipts{};
  std::vector<InterestLine> interest{};
  std::vector<Reminder> reminders{};
  std::optional<TrustTerms> terms{};
  std::vector<Vouching> vouched{};
  std::optional<ElectionMade> election{};
  std::optional<CivilDate> died{};
  std::optional<CivilDate> moved{};  ///< last movement of her money, by journal day (R42, R47)
  std::optional<OpeningNote> noted{};
  std::vector<Brought> brought{};
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Ward::id);
    v(2, "pool", &Ward::pool);
    v(3, "born_earliest", &Ward::born_earliest);
    v(4, "born_latest", &Ward::born_latest);
    v(5, "evidence", &Ward::evidence);
    v(6, "residence", &Ward::residence);
    v(7, "trust_instrument", &Ward::trust_instrument);
    v(8, "particulars", &Ward::particulars);
    v(9, "marks", &Ward::marks);
    v(10, "adult", &Ward::adult);
    v(11, "awards", &Ward::awards);
    v(12, "guardians", &Ward::guardians);
    v(13, "payees", &Ward::payees);
    v(14, "court_orders", &Ward::court_orders);
    v(16, "obligations", &Ward::obligations);
    v(17, "spends", &Ward::spends);
    v(19, "majority", &Ward::majority);
    v(20, "facts", &Ward::facts);
    v(21, "freezes", &Ward::freezes);
    v(22, "budgets", &Ward::budgets);
    v(23, "shares", &Ward::shares);
    v(24, "receipts", &Ward::receipts);
    v(25, "interest", &Ward::interest);
    v(26, "reminders", &Ward::reminders);
    v(27, "terms", &Ward::terms);
    v(28, "vouched", &Ward::vouched);
    v(29, "election", &Ward::election);
    v(30, "died", &Ward::died);
    v(31, "moved", &Ward::moved);
    v(32, "noted", &Ward::noted);
    v(33, "brought", &Ward::brought);
  }
};

struct Credit {
  CreditId id;
  PoolId pool;
  Amount amount;
  std::optional<Amount> charges{};
  CivilDate booked, value_date;
  std::uint64_t entry = 0;       ///< that received it
  bool matched = false;          ///< nothing of it waits to be matched: it was, or the receipt was reversed
  std::uint64_t matched_in = 0;  ///< entry that matched it; 0: none
  std::optional<CreditEnd> resolved{};  ///< went back (R56)
  std::optional<Amount> left{};  ///< what of it is in suspense after it was matched or partly went back; none: all of it
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Credit::id);
    v(2, "pool", &Credit::pool);
    v(3, "amount", &Credit::amount);
    v(4, "charges", &Credit::charges);
    v(5, "booked", &Credit::booked);
    v(6, "value_date", &Credit::value_date);
    v(7, "entry", &Credit::entry);
    v(8, "matched", &Credit::matched);
    v(9, "matched_in", &Credit::matched_in);
    v(10, "resolved", &Credit::resolved);
    v(11, "left", &Credit::left);
  }
};

struct Approval {
  PersonId person;
  PrincipalId principal;
  Role role = Role::auditor;
  std::uint64_t entry = 0;
  bool operator==(const Approval&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "person", &Approval::person);
    v(2, "principal", &Approval::principal);
    v(3, "role", &Approval::role);
    v(4, "entry", &Approval::entry);
  }
};

/// A command that waits for other persons. Approvals sign its canonical form; any change is a new proposal.
struct Proposal {
  ProposalId id = 0;               ///< the entry that opened it
  Subject about;
  Command command;
  PrincipalId proposer;
  PersonId proposer_person;
  Digest rulebook{};               ///< in force when it was made; the stricter of this and the present one applies
  Instant opened;                  ///< also the nonce of its canonical form
  Instant expires;                 ///< first instant at which it is denied
  std::vector<Role> needs{};         ///< one approval of each class, by different persons
  std::vector<Approval> approvals{};
  ProposalState state = ProposalState::open;
  std::vector<PersonId> objections{};  ///< who objects and has not withdrawn it (R28)
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Proposal::id);
    v(2, "about", &Proposal::about);
    v(3, "command", &Proposal::command);
    v(4, "proposer", &Proposal::proposer);
    v(5, "proposer_person", &Proposal::proposer_person);
    v(6, "rulebook", &Proposal::rulebook);
    v(7, "opened", &Proposal::opened);
    v(8, "expires", &Proposal::expires);
    v(9, "needs", &Proposal::needs);
    v(10, "approvals", &Proposal::approvals);
    v(11, "state", &Proposal::state);
    v(12, "objections", &Proposal::objections);
  }
};

struct Request {
  RequestId id;
  WardId ward;
  PayeeId payee;
  Amount amount;
  Purpose purpose = Purpose::education;
  std::optional<CourtOrderId> court_order{};
  Rail rail = Rail::book_transfer;
  std::optional<Digest> voucher{};
  Tier tier = Tier::t0;
  RequestState state = RequestState::judged;
  ProposalId proposal = 0;
  PersonId requester;
  CivilDate day;
  Digest rulebook{};
  std::optional<PersonId> releaser{};
  std::string message_id;
  std::string end_to_end_id;
  std::array<std::uint8_t, 16> uetr{};
  std::optional<VaultRef> file{};
  std::optional<CivilDate> settled{};     ///< the bank's value date
  std::vector<PersonId> approvers{};
  std::optional<CivilDate> released{};    ///< the day it left for the bank (R48, R49)
  std::optional<Amount> from_income{};    ///< what of it was set aside from income, where any was (R18)
  std::optional<std::uint64_t> approved_in{};  ///< the entry of the last approval it needed
  std::optional<BudgetId> budget{};
  std::optional<CivilDate> endorsed{};  ///< the day a social worker approved (R30)
  std::optional<CivilDate> receipt_filed{};
  std::optional<CivilDate> returned{};  ///< came back after it had left (R51)
  std::optional<Mark> invoice{};
  std::optional<Amount> withheld{};  ///< kept of it for the tax office (R62)
  std::optional<CivilDate> service_from{};
  std::optional<CivilDate> service_to{};
  Instant asked_at{};
  std::vector<PrincipalId> under{};  ///< whose keys asked for it and agreed to it, in that order: one revoked since is none of a quorum (R31)
  std::vector<Digest> agreed_with{};  ///< fingerprints of the credentials they did it with, in that order: one removed since is none of a quorum either
  /// What of it leaves the bank: all but what is kept for the tax office.
  [[nodiscard]] Amount leaving() const { return amount - withheld.value_or(zero(amount.currency())); }
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Request::id);
    v(2, "ward", &Request::ward);
    v(3, "payee", &Request::payee);
    v(4, "amount", &Request::amount);
    v(5, "purpose", &Request::purpose);
    v(6, "court_order", &Request::court_order);
    v(7, "rail", &Request::rail);
    v(8, "voucher", &Request::voucher);
    v(9, "tier", &Request::tier);
    v(10, "state", &Request::state);
    v(11, "proposal", &Request::proposal);
    v(12, "requester", &Request::requester);
    v(13, "day", &Request::day);
    v(14, "rulebook", &Request::rulebook);
    v(15, "releaser", &Request::releaser);
    v(16, "message_id", &Request::message_id);
    v(17, "end_to_end_id", &Request::end_to_end_id);
    v(18, "uetr", &Request::uetr);
    v(19, "file", &Request::file);
    v(20, "settled", &Request::settled);
    v(21, "approvers", &Request::approvers);
    v(22, "released", &Request::released);
    v(23, "from_income", &Request::from_income);
    v(24, "approved_in", &Request::approved_in);
    v(25, "budget", &Request::budget);
    v(26, "endorsed", &Request::endorsed);
    v(27, "receipt_filed", &Request::receipt_filed);
    v(28, "returned", &Request::returned);
    v(29, "invoice", &Request::invoice);
    v(30, "withheld", &Request::withheld);
    v(31, "service_from", &Request::service_from);
    v(32, "service_to", &Request::service_to);
    v(33, "asked_at", &Request::asked_at, later);
    v(34, "under", &Request::under);
    v(35, "agreed_with", &Request::agreed_with);
  }
};

}  // namespace katiwala::custody
