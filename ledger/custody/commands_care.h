/// Commands of the care for a ward: facts of her life, guardians' standing, relations, budgets, vouchers, receipts, her own election.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/commands_wards.h"

namespace katiwala::custody {

/// What becomes true of a ward: evidence of her birth, a marriage, a death, where she lives, an interview.  R04..R07, R29, R43, R61, R64.
struct RecordFact {
  KATIWALA_COMMAND(20, "record_fact");
  WardId ward;
  FactKind fact = FactKind::birth_evidence;
  CivilDate since;  ///< first day on which it is true
  std::optional<CivilDate> until{};  ///< last day, where it has one
  std::optional<Digest> document{};
  std::optional<CivilDate> born_earliest{};  ///< of birth evidence
  std::optional<CivilDate> born_latest{};
  std::optional<EvidenceRank> evidence{};
  std::optional<Residence> residence{};
  std::optional<PersonId> person{};  ///< whom it concerns beside her: a spouse, an executor, an heir
  std::optional<TrustTerms> terms{};
  std::optional<std::uint32_t> ends{};  ///< number of an earlier fact that is true no more
  std::optional<VaultRef> note{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordFact::ward);
    v(2, "fact", &RecordFact::fact);
    v(3, "since", &RecordFact::since);
    v(4, "until", &RecordFact::until);
    v(5, "document", &RecordFact::document);
    v(6, "born_earliest", &RecordFact::born_earliest);
    v(7, "born_latest", &RecordFact::born_latest);
    v(8, "evidence", &RecordFact::evidence);
    v(9, "residence", &RecordFact::residence);
    v(10, "person", &RecordFact::person);
    v(11, "terms", &RecordFact::terms);
    v(12, "ends", &RecordFact::ends);
    v(13, "note", &RecordFact::note);
  }
};

/// A guardian is suspended, reinstated, removed, resigns, is discharged.  R15, R16; AM 03-02-05-SC s.24, 25.
struct ChangeGuardian {
  KATIWALA_COMMAND(21, "change_guardian");
  WardId ward;
  PersonId person;
  GuardianStanding to = GuardianStanding::suspended;
  CivilDate dated;
  std::optional<Digest> document{};
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &ChangeGuardian::ward);
    v(2, "person", &ChangeGuardian::person);
    v(3, "to", &ChangeGuardian::to);
    v(4, "dated", &ChangeGuardian::dated);
    v(5, "document", &ChangeGuardian::document);
    v(6, "reason", &ChangeGuardian::reason);
  }
};

/// Who is related to whom, as far as it matters who may touch a ward's money.  R27, R28, R34.
struct RecordRelation {
  KATIWALA_COMMAND(22, "record_relation");
  std::optional<WardId> ward{};  ///< none: the trustee's own people (R34)
  PersonId person;
  PersonId other;
  RelationKind relation = RelationKind::other_relative;
  std::uint32_t degree = 0;  ///< civil degree; 0 where there is none
  std::vector<Mark> marks{};  ///< of `person`
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordRelation::ward);
    v(2, "person", &RecordRelation::person);
    v(3, "other", &RecordRelation::other);
    v(4, "relation", &RecordRelation::relation);
    v(5, "degree", &RecordRelation::degree);
    v(6, "marks", &RecordRelation::marks);
  }
};

/// Other account details for a payee; paid only after a cooling time (RF11).
struct ChangePayee {
  KATIWALA_COMMAND(23, "change_payee");
  WardId ward;
  PayeeId payee;
  VaultRef details;
  std::vector<Mark> marks{};
  std::optional<Rail> rail{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &ChangePayee::ward);
    v(2, "payee", &ChangePayee::payee);
    v(3, "details", &ChangePayee::details);
    v(4, "marks", &ChangePayee::marks);
    v(5, "rail", &ChangePayee::rail);
  }
};

/// What may be spent for a purpose in a period, set aside as a cap as a court order's is.
struct SetBudget {
  KATIWALA_COMMAND(24, "set_budget");
  WardId ward;
  BudgetId budget;
  Purpose purpose = Purpose::education;
  CivilDate from;
  CivilDate to;  ///< last day
  Amount amount;
  std::optional<CourtOrderId> court_order{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &SetBudget::ward);
    v(2, "budget", &SetBudget::budget);
    v(3, "purpose", &SetBudget::purpose);
    v(4, "from", &SetBudget::from);
    v(5, "to", &SetBudget::to);
    v(6, "amount", &SetBudget::amount);
    v(7, "court_order", &SetBudget::court_order);
  }
};

/// One bill for several wards: what each of them bears of it (RF07, RF15).
struct ShareVoucher {
  KATIWALA_COMMAND(25, "share_voucher");
  WardId ward;
  Digest document{};
  Amount total;
  Amount share;
  PayeeId payee;
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &ShareVoucher::ward);
    v(2, "document", &ShareVoucher::document);
    v(3, "total", &ShareVoucher::total);
    v(4, "share", &ShareVoucher::share);
    v(5, "payee", &ShareVoucher::payee);
  }
};

/// A court stays, amends or vacates an order of its own (R20..R22).
struct ChangeCourtOrder {
  KATIWALA_COMMAND(26, "change_court_order");
  WardId ward;
  CourtOrderId order;
  OrderStanding to = OrderStanding::stayed;
  CivilDate dated;
  std::optional<Digest> document{};
  std::optional<Amount> cap{};
  std::optional<CivilDate> expires{};
  std::optional<VaultRef> docket{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &ChangeCourtOrder::ward);
    v(2, "order", &ChangeCourtOrder::order);
    v(3, "to", &ChangeCourtOrder::to);
    v(4, "dated", &ChangeCourtOrder::dated);
    v(5, "document", &ChangeCourtOrder::document);
    v(6, "cap", &ChangeCourtOrder::cap);
    v(7, "expires", &ChangeCourtOrder::expires);
    v(8, "docket", &ChangeCourtOrder::docket);
  }
};

/// A duty that a court or an officer sets, or another day for one that stands.
struct OpenDuty {
  KATIWALA_COMMAND(27, "open_duty");
  Subject about;
  Duty duty = Duty::inventory;
  DutyOwner owner = DutyOwner::guardian;
  CivilDate due;
  std::optional<Digest> document{};
  std::optional<std::uint32_t> moves{};  ///< number of the duty that gets this day
  template <class V>
  static void fields(V& v) {
    v(1, "about", &OpenDuty::about);
    v(2, "duty", &OpenDuty::duty);
    v(3, "owner", &OpenDuty::owner);
    v(4, "due", &OpenDuty::due);
    v(5, "document", &OpenDuty::document);
    v(6, "moves", &OpenDuty::moves);
  }
};

/// What she chose when she came of age: to be paid, or to leave it in trust.
struct RecordElection {
  KATIWALA_COMMAND(28, "record_election");
  WardId ward;
  Election election = Election::stay;
  CivilDate dated;
  std::optional<Digest> document{};
  std::optional<PayeeId> payee{};  ///< her own account
  std::optional<CivilDate> until{};  ///< of a stay
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordElection::ward);
    v(2, "election", &RecordElection::election);
    v(3, "dated", &RecordElection::dated);
    v(4, "document", &RecordElection::document);
    v(5, "payee", &RecordElection::payee);
    v(6, "until", &RecordElection::until);
  }
};

/// Somebody who may not decide objects to what is proposed, or withdraws it (R28; FC 225).
struct ObjectTo {
  KATIWALA_COMMAND(29, "object_to");
  ProposalId proposal = 0;
  Subject about;
  std::optional<Digest> document{};
  bool withdrawn = false;
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &ObjectTo::proposal);
    v(2, "about", &ObjectTo::about);
    v(3, "document", &ObjectTo::document);
    v(4, "withdrawn", &ObjectTo::withdrawn);
  }
};

/// The receipt for what was paid: closes the duty that the payment opened (RF06, RF07).
struct FileReceipt {
  KATIWALA_COMMAND(56, "file_receipt");
  WardId ward;
  RequestId request;
  Digest document{};
  Amount amount;
  CivilDate dated;
  PayeeId payee;
  std::optional<Mark> invoice{};  ///< keyed number of the invoice
  std::optional<std::uint64_t> serial{};  ///< the number's digits alone, to see runs of them (RF18)
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &FileReceipt::ward);
    v(2, "request", &FileReceipt::request);
    v(3, "document", &FileReceipt::document);
    v(4, "amount", &FileReceipt::amount);
    v(5, "dated", &FileReceipt::dated);
    v(6, "payee", &FileReceipt::payee);
    v(7, "invoice", &FileReceipt::invoice);
    v(8, "serial", &FileReceipt::serial);
  }
};

}  // namespace katiwala::custody
