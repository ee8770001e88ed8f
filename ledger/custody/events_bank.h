/// What became true on the bank's side.
#pragma once

#include "ledger/custody/event_fields.h"

namespace katiwala::custody {

// -- pool
/// Nothing of it has left; it may be released anew with other payments as long as that is so.
struct FileReleased {
  KATIWALA_EVENT(85, "file_released");
  PaymentFileId file;
  std::string message_id;
  Rail rail = Rail::book_transfer;
  std::vector<RequestId> requests{};
  Amount total;
  std::vector<PersonId> releasers{};  ///< who proposed it, who agreed
  template <class V>
  static void fields(V& v) {
    v(1, "file", &FileReleased::file);
    v(2, "message_id", &FileReleased::message_id);
    v(3, "rail", &FileReleased::rail);
    v(4, "requests", &FileReleased::requests);
    v(5, "total", &FileReleased::total);
    v(6, "releasers", &FileReleased::releasers);
  }
};

/// An older book was brought in, and this is the first that the pool's account knows of it.
struct BooksOpened {
  KATIWALA_EVENT(90, "books_opened");
  OpeningId opening;
  CivilDate as_of;
  Digest source{};
  Digest noted{};
  std::vector<OpeningTotals> totals{};
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &BooksOpened::opening);
    v(2, "as_of", &BooksOpened::as_of);
    v(3, "source", &BooksOpened::source);
    v(4, "noted", &BooksOpened::noted);
    v(5, "totals", &BooksOpened::totals);
  }
};
/// The entry that brought an older book in was reversed: it may be brought in anew.
struct OpeningUndone {
  KATIWALA_EVENT(91, "opening_undone");
  std::uint64_t entry = 0;      ///< that was reversed
  std::vector<Amount> banks{};  ///< what stood on the pool's accounts by it, one a currency
  template <class V>
  static void fields(V& v) {
    v(1, "entry", &OpeningUndone::entry);
    v(2, "banks", &OpeningUndone::banks);
  }
};

// -- ward
/// Written down, and nothing moved. No lines: what was written down before is not meant any more.
struct OpeningNoted {
  KATIWALA_EVENT(87, "opening_noted");
  OpeningId opening;
  std::vector<OpeningLine> lines{};  ///< every member said
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &OpeningNoted::opening);
    v(2, "lines", &OpeningNoted::lines);
  }
};
/// What an older book held for her stands on her accounts.
struct BalanceBrought {
  KATIWALA_EVENT(88, "balance_brought");
  OpeningId opening;
  CivilDate as_of;
  Digest source{};
  std::vector<OpeningLine> lines{};
  template <class V>
  static void fields(V& v) {
    v(1, "opening", &BalanceBrought::opening);
    v(2, "as_of", &BalanceBrought::as_of);
    v(3, "source", &BalanceBrought::source);
    v(4, "lines", &BalanceBrought::lines);
  }
};
/// And does not any more: the entry that brought it was reversed.
struct BroughtUndone {
  KATIWALA_EVENT(89, "brought_undone");
  std::uint64_t entry = 0;
  template <class V>
  static void fields(V& v) { v(1, "entry", &BroughtUndone::entry); }
};
/// Beside the hand-over of a payment that was released with a file: who released that.
struct LeftWithFile {
  KATIWALA_EVENT(86, "left_with_file");
  RequestId request;
  PaymentFileId file;
  std::vector<PersonId> releasers{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &LeftWithFile::request);
    v(2, "file", &LeftWithFile::file);
    v(3, "releasers", &LeftWithFile::releasers);
  }
};


// -- pool; the ledger, where the payment did not come here
struct RecallFiled {
  KATIWALA_EVENT(92, "recall_filed");
  RecallId recall;
  std::optional<CreditId> credit{};
  std::optional<Amount> amount{};
  std::string reason;
  std::uint32_t number = 1;
  std::optional<VaultRef> message{};
  template <class V>
  static void fields(V& v) {
    v(1, "recall", &RecallFiled::recall);
    v(2, "credit", &RecallFiled::credit);
    v(3, "amount", &RecallFiled::amount);
    v(4, "reason", &RecallFiled::reason);
    v(5, "number", &RecallFiled::number);
    v(6, "message", &RecallFiled::message);
  }
};
struct RecallAnswered {
  KATIWALA_EVENT(93, "recall_answered");
  RecallId recall;
  RecallStanding to = RecallStanding::refused;
  std::string reason;
  std::optional<CourtOrderId> court_order{};
  template <class V>
  static void fields(V& v) {
    v(1, "recall", &RecallAnswered::recall);
    v(2, "to", &RecallAnswered::to);
    v(3, "reason", &RecallAnswered::reason);
    v(4, "court_order", &RecallAnswered::court_order);
  }
};

}  // namespace katiwala::custody
