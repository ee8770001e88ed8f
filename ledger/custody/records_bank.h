/// What the bank was handed as a whole, and what it asks back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/custody/commands_bank.h"

namespace katiwala::custody {

/// A payment file that two persons released: what they saw in it (R31).
struct ReleasedFile {
  PaymentFileId id;
  PoolId pool;
  std::string message_id;
  Rail rail = Rail::book_transfer;
  std::vector<RequestId> requests{};  ///< ascending
  Amount total;
  std::vector<PersonId> releasers{};
  std::uint64_t entry = 0;            ///< that released it
  template <class V>
  static void fields(V& v) {
    v(1, "id", &ReleasedFile::id);
    v(2, "pool", &ReleasedFile::pool);
    v(3, "message_id", &ReleasedFile::message_id);
    v(4, "rail", &ReleasedFile::rail);
    v(5, "requests", &ReleasedFile::requests);
    v(6, "total", &ReleasedFile::total);
    v(7, "releasers", &ReleasedFile::releasers);
    v(8, "entry", &ReleasedFile::entry);
  }
};

/// A bank asked for a payment back.
struct Recall {
  RecallId id;
  std::optional<PoolId> pool{};      ///< of the credit
  std::optional<CreditId> credit{};
  std::optional<Amount> amount{};
  std::string reason;
  std::uint32_t number = 1;          ///< of the message's
  std::optional<VaultRef> message{};
  std::uint64_t entry = 0;           ///< that filed it
  CivilDate filed;
  RecallStanding standing = RecallStanding::open;
  std::string answer;                ///< the reason of the answer
  std::optional<CourtOrderId> court_order{};
  std::optional<Instant> answered{};
  std::uint64_t answered_in = 0;     ///< entry; 0: none
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Recall::id);
    v(2, "pool", &Recall::pool);
    v(3, "credit", &Recall::credit);
    v(4, "amount", &Recall::amount);
    v(5, "reason", &Recall::reason);
    v(6, "number", &Recall::number);
    v(7, "message", &Recall::message);
    v(8, "entry", &Recall::entry);
    v(9, "filed", &Recall::filed);
    v(10, "standing", &Recall::standing);
    v(11, "answer", &Recall::answer);
    v(12, "court_order", &Recall::court_order);
    v(13, "answered", &Recall::answered);
    v(14, "answered_in", &Recall::answered_in);
  }
};

}  // namespace katiwala::custody
