/// Commands that move money or stand on the way of it: credits, conversions, disbursements, confirmations, reversals, statements.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// A credit the bank reported on a pool account. Goes to suspense until two persons have matched it (R55).
struct ReceiveCredit {
  KATIWALA_COMMAND(30, "receive_credit");
  CreditId credit;
  PoolId pool;
  Amount amount;              ///< what stands on the account
  std::optional<Amount> charges{};   ///< kept by banks on the way; gross paid = amount + charges
  CivilDate booked;
  CivilDate value_date;
  std::vector<Mark> references{};    ///< servicer reference, UETR, end-to-end id, keyed (R50)
  std::optional<VaultRef> message{};
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
  std::optional<Amount> charge{};      ///< in the bought currency, beside the rate
  std::vector<Mark> references{};
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
  std::optional<CourtOrderId> court_order{};
  std::optional<Rail> rail{};              ///< the payee's own if absent
  std::optional<Digest> voucher{};         ///< bill or quotation, document hash
  std::optional<VaultRef> note{};
  std::optional<BudgetId> budget{};
  std::optional<Mark> invoice{};  ///< keyed number of the bill
  std::optional<CivilDate> service_from{};  ///< what the bill is for (RF08)
  std::optional<CivilDate> service_to{};
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
    v(10, "budget", &RequestDisbursement::budget);
    v(11, "invoice", &RequestDisbursement::invoice);
    v(12, "service_from", &RequestDisbursement::service_from);
    v(13, "service_to", &RequestDisbursement::service_to);
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
  /// The cosigned head that covers the approval, where the ledger has a witness quorum: kept, so that anyone can see that the money
  /// left only after the witnesses had seen why.
  std::optional<std::string> checkpoint{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &Release::request);
    v(2, "ward", &Release::ward);
    v(3, "message_id", &Release::message_id);
    v(4, "end_to_end_id", &Release::end_to_end_id);
    v(5, "uetr", &Release::uetr);
    v(6, "file", &Release::file);
    v(7, "checkpoint", &Release::checkpoint);
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
  std::vector<Mark> references{};
  std::optional<VaultRef> message{};
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
  std::vector<Mark> references{};
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
  std::optional<Mark> statement{};
  std::optional<VaultRef> message{};
  template <class V>
  static void fields(V& v) {
    v(1, "pool", &Reconcile::pool);
    v(2, "day", &Reconcile::day);
    v(3, "closing", &Reconcile::closing);
    v(4, "statement", &Reconcile::statement);
    v(5, "message", &Reconcile::message);
  }
};

/// A charge the bank took for a ward's account, where the instrument puts it on her (docs/books.md).
struct RecordCharge {
  KATIWALA_COMMAND(42, "record_charge");
  WardId ward;
  Amount amount;
  CivilDate booked;
  std::vector<Mark> references{};
  std::optional<ChargeKind> charge{};  ///< none: a bank's
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordCharge::ward);
    v(2, "amount", &RecordCharge::amount);
    v(3, "booked", &RecordCharge::booked);
    v(4, "references", &RecordCharge::references);
    v(5, "charge", &RecordCharge::charge);
  }
};

}  // namespace katiwala::custody
