/// Commands about what is entrusted: pools, wards, orders and awards, guardians, returns, adverse persons, payees, court orders.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

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
  std::vector<PoolAccount> accounts{};
  template <class V>
  static void fields(V& v) {
    v(1, "pool", &OpenPool::pool);
    v(2, "bank", &OpenPool::bank);
    v(3, "code", &OpenPool::code);
    v(4, "product", &OpenPool::product);
    v(5, "accounts", &OpenPool::accounts);
  }
};

/// Who vouches for a child without papers (R05).
struct Vouching {
  VoucherKind voucher = VoucherKind::court;
  PersonId person;
  std::optional<Digest> document{};
  template <class V>
  static void fields(V& v) {
    v(1, "voucher", &Vouching::voucher);
    v(2, "person", &Vouching::person);
    v(3, "document", &Vouching::document);
  }
};

/// What the trust instrument says beyond the rulebook.
struct TrustTerms {
  bool auto_invest = false;              ///< income may be placed in government securities without an order (R24)
  bool no_charges_on_principal = false;  ///< bank charges too come from income alone (R18)
  std::optional<Amount> allowance{};       ///< a month, where a court set one (RF04)
  std::optional<std::uint32_t> receipt_days{};  ///< instead of the rulebook's (RF06)
  template <class V>
  static void fields(V& v) {
    v(1, "auto_invest", &TrustTerms::auto_invest);
    v(2, "no_charges_on_principal", &TrustTerms::no_charges_on_principal);
    v(3, "allowance", &TrustTerms::allowance);
    v(4, "receipt_days", &TrustTerms::receipt_days);
  }
};

/// One defendant's share of an order.
struct DefendantShare {
  PersonId person;
  Amount amount;
  template <class V>
  static void fields(V& v) {
    v(1, "person", &DefendantShare::person);
    v(2, "amount", &DefendantShare::amount);
  }
};

struct OpenWard {
  KATIWALA_COMMAND(11, "open_ward");
  WardId ward;
  PoolId pool;
  CivilDate born_earliest, born_latest;
  EvidenceRank evidence = EvidenceRank::birth_certificate;
  Residence residence = Residence::philippines;
  std::optional<Digest> trust_instrument{};  ///< document hash (R33; MORB 413)
  std::optional<VaultRef> particulars{};     ///< name, address, ...
  std::vector<Mark> marks{};
  std::vector<Vouching> vouched{};
  std::optional<TrustTerms> terms{};
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
    v(10, "vouched", &OpenWard::vouched);
    v(11, "terms", &OpenWard::terms);
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
  std::optional<VaultRef> docket{};
  std::optional<OrderKind> kind_of_order{};  ///< none: restitution
  std::vector<DefendantShare> defendants{};  ///< data; the books are per order and victim (R58)
  template <class V>
  static void fields(V& v) {
    v(1, "order", &RecordOrder::order);
    v(2, "country", &RecordOrder::country);
    v(3, "dated", &RecordOrder::dated);
    v(4, "total", &RecordOrder::total);
    v(5, "document", &RecordOrder::document);
    v(6, "docket", &RecordOrder::docket);
    v(7, "kind_of_order", &RecordOrder::kind_of_order);
    v(8, "defendants", &RecordOrder::defendants);
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
  std::optional<CivilDate> letters{};          ///< date of letters of guardianship (R10)
  std::optional<Amount> bond_ordered{};        ///< as the court's order says (R10); PHP
  bool no_other_property = false;            ///< declared that the child has nothing else (R08; Pineda)
  std::optional<Amount> other_property{};      ///< declared, PHP
  std::optional<Digest> document{};
  std::vector<Mark> marks{};
  std::optional<ParentKind> parent{};  ///< FC 225
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
    v(10, "parent", &AppointGuardian::parent);
  }
};

struct ApproveBond {
  KATIWALA_COMMAND(15, "approve_bond");
  WardId ward;
  PersonId guardian;
  Amount amount;           ///< PHP
  CivilDate approved;
  std::optional<Digest> document{};
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
  std::optional<Digest> document{};
  std::optional<PoolId> pool{};   ///< a pool's obligation (R56); `ward` is then zeros
  std::optional<Subject> about{};  ///< a duty of a watch, a protection file or the ledger; `ward` is then zeros
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &FileReturn::ward);
    v(2, "obligation", &FileReturn::obligation);
    v(3, "filed", &FileReturn::filed);
    v(4, "document", &FileReturn::document);
    v(5, "pool", &FileReturn::pool);
    v(6, "about", &FileReturn::about);
  }
};

/// A person who is alleged, charged or convicted as to this ward (R26).
struct RecordAdverse {
  KATIWALA_COMMAND(17, "record_adverse");
  WardId ward;
  PersonId person;
  AdverseStatus status = AdverseStatus::alleged;
  std::vector<Mark> marks{};
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
  std::vector<Mark> marks{};    ///< account, address, phone, ...
  std::vector<Purpose> covers{};  ///< what this payee is for; none: anything its kind may be
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
    v(9, "covers", &RegisterPayee::covers);
  }
};

/// A Philippine court's written order allowing an expense (R19..R22).
struct RecordCourtOrder {
  KATIWALA_COMMAND(19, "record_court_order");
  WardId ward;
  CourtOrderId order;
  CivilDate dated;
  std::optional<CivilDate> expires{};
  Amount cap;
  std::optional<Purpose> purpose{};
  std::optional<PayeeId> payee{};
  std::optional<Digest> document{};     ///< R22: written orders only
  std::optional<VaultRef> docket{};
  bool final_judgment = false;  ///< R57
  bool real_estate_title = false;  ///< title in the ward's name (R23)
  bool compensation = false;  ///< allows a guardian's (R25)
  std::optional<std::uint32_t> account_months{};  ///< how often it wants an account (R14)
  std::optional<std::uint32_t> receipt_days{};  ///< RF06
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
    v(10, "final_judgment", &RecordCourtOrder::final_judgment);
    v(11, "real_estate_title", &RecordCourtOrder::real_estate_title);
    v(12, "compensation", &RecordCourtOrder::compensation);
    v(13, "account_months", &RecordCourtOrder::account_months);
    v(14, "receipt_days", &RecordCourtOrder::receipt_days);
  }
};

}  // namespace katiwala::custody
