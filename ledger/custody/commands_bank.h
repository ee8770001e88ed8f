/// Commands of the bank's side: what leaves for the bank together, and is released as such; what an older book says is there; what a bank asks back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// Two persons release a payment file as a whole: who proposes it, and who agrees. Each has seen how many payments it has and what they come to.  R31;
/// docs/decisions/0034.
struct ReleaseFile {
  KATIWALA_COMMAND(62, "release_file");
  PaymentFileId file;
  PoolId pool;
  std::string message_id;               ///< under which the bank will know it, <= 35
  Rail rail = Rail::book_transfer;
  std::vector<RequestId> requests{};    ///< its payments, ascending
  Amount total;                         ///< of what leaves
  template <class V>
  static void fields(V& v) {
    v(1, "file", &ReleaseFile::file);
    v(2, "pool", &ReleaseFile::pool);
    v(3, "message_id", &ReleaseFile::message_id);
    v(4, "rail", &ReleaseFile::rail);
    v(5, "requests", &ReleaseFile::requests);
    v(6, "total", &ReleaseFile::total);
  }
};

/// What an older book holds for a ward in one currency, and by what she has it: an award of hers, or a paper.
struct OpeningLine {
  std::optional<AwardId> award{};
  std::optional<Digest> paper{};    ///< a court's order, an instrument: document hash; exactly one of the two
  Amount amount;                    ///< held for her, principal and income together; may be zero where something was paid
  std::optional<Amount> income{};   ///< what of it is income; nothing: the older book does not know, and all of it is principal
  std::optional<Amount> paid{};     ///< what was paid under the award so far, before what banks kept; nothing: what is held and was kept
  std::optional<Amount> charges{};  ///< what banks kept of that; nothing: none
  bool operator==(const OpeningLine&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "award", &OpeningLine::award);
    v(2, "paper", &OpeningLine::paper);
    v(3, "amount", &OpeningLine::amount);
    v(4, "income", &OpeningLine::income);
    v(5, "paid", &OpeningLine::paid);
    v(6, "charges", &OpeningLine::charges);
  }
};

/// What an older book holds for one ward, written down to be brought in. Moves nothing: what it comes to is agreed to with open_books. Takes the place
/// of what was noted for her before; no lines: nothing is.  docs/decisions/0032.
struct NoteOpening {
  KATIWALA_COMMAND(63, "note_opening");
  OpeningId opening;
  WardId ward;
  std::vector<OpeningLine> lines{};
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &NoteOpening::opening);
    v(2, "ward", &NoteOpening::ward);
    v(3, "lines", &NoteOpening::lines);
  }
};

/// What the older book has in one currency, by what it is; `bank` is all of it together, and stood on the pool's account.
struct OpeningTotals {
  std::uint32_t lines = 0;   ///< of wards
  Amount principal, income;  ///< held for wards
  Amount unplaced;           ///< received, and nobody's yet
  Amount tax, fee;           ///< withheld or earned, and not remitted yet
  Amount bank;
  template <class V>
  static void fields(V& v) {
    v(1, "lines", &OpeningTotals::lines);
    v(2, "principal", &OpeningTotals::principal);
    v(3, "income", &OpeningTotals::income);
    v(4, "unplaced", &OpeningTotals::unplaced);
    v(5, "tax", &OpeningTotals::tax);
    v(6, "fee", &OpeningTotals::fee);
    v(7, "bank", &OpeningTotals::bank);
  }
};

/// A credit that the older book could not place. It waits in suspense as any other (R55).
struct BroughtCredit {
  CreditId credit;
  Amount amount;
  CivilDate booked;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &BroughtCredit::credit);
    v(2, "amount", &BroughtCredit::amount);
    v(3, "booked", &BroughtCredit::booked);
  }
};

/// An older book is brought in: all that was noted under this opening for wards of the pool, if it is, line by line and in all, what is said here.
struct OpenBooks {
  KATIWALA_COMMAND(64, "open_books");
  OpeningId opening;
  PoolId pool;
  CivilDate as_of;                           ///< at whose end the older book stood so
  Digest source{};                           ///< the file it was read from
  Digest noted{};                            ///< of what is noted (policies/opening.h)
  std::vector<OpeningTotals> totals{};       ///< one a currency
  std::vector<BroughtCredit> unplaced{};
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &OpenBooks::opening);
    v(2, "pool", &OpenBooks::pool);
    v(3, "as_of", &OpenBooks::as_of);
    v(4, "source", &OpenBooks::source);
    v(5, "noted", &OpenBooks::noted);
    v(6, "totals", &OpenBooks::totals);
    v(7, "unplaced", &OpenBooks::unplaced);
  }
};

/// A bank asks for a payment back (camt.056). Moves nothing: people decide (R57; docs/decisions/0033).
struct FileRecall {
  KATIWALA_COMMAND(65, "file_recall");
  RecallId recall;
  std::optional<CreditId> credit{};  ///< the payment that is asked back, where it came here
  std::optional<Amount> amount{};    ///< as the bank says; nothing: all of it
  std::string reason;                ///< ISO code of four characters (DUPL, FRAD, CUST); empty where the bank gave none
  std::uint32_t number = 1;          ///< of the message's recalls, from 1
  std::vector<Mark> references{};    ///< of the question, keyed: the same question again is no other
  std::optional<VaultRef> message{};
  template <class V>
  static void fields(V& v) {
    v(1, "recall", &FileRecall::recall);
    v(2, "credit", &FileRecall::credit);
    v(3, "amount", &FileRecall::amount);
    v(4, "reason", &FileRecall::reason);
    v(5, "number", &FileRecall::number);
    v(6, "references", &FileRecall::references);
    v(7, "message", &FileRecall::message);
  }
};

/// What people decide, and the asking bank is told (camt.029). A promise moves nothing either: what is in suspense goes back by resolve_credit, what is a
/// ward's by a payment under the order named.
struct AnswerRecall {
  KATIWALA_COMMAND(66, "answer_recall");
  RecallId recall;
  RecallStanding to = RecallStanding::refused;  ///< promised or refused
  std::string reason;                           ///< ISO code of four characters (LEGL, CUST, ARDT, NOOR); needed to refuse
  std::optional<CourtOrderId> court_order{};    ///< a final judgment, where the money is a ward's
  std::optional<Digest> document{};
  template <class V>
  static void fields(V& v) {
    v(1, "recall", &AnswerRecall::recall);
    v(2, "to", &AnswerRecall::to);
    v(3, "reason", &AnswerRecall::reason);
    v(4, "court_order", &AnswerRecall::court_order);
    v(5, "document", &AnswerRecall::document);
  }
};

}  // namespace katiwala::custody
