/// Commands about money that is neither award nor expense: returns of payments, interest, remittances, credits that are nobody's.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// A payment that had left came back (pacs.004): it is hers again, where it was drawn from.  R51.
struct ReturnPayment {
  KATIWALA_COMMAND(47, "return_payment");
  RequestId request;
  WardId ward;
  Amount amount;
  CivilDate booked;
  CivilDate value_date;
  std::vector<Mark> references{};
  std::string reason_code;
  std::optional<VaultRef> message{};
  std::optional<Amount> refunded_fee{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &ReturnPayment::request);
    v(2, "ward", &ReturnPayment::ward);
    v(3, "amount", &ReturnPayment::amount);
    v(4, "booked", &ReturnPayment::booked);
    v(5, "value_date", &ReturnPayment::value_date);
    v(6, "references", &ReturnPayment::references);
    v(7, "reason_code", &ReturnPayment::reason_code);
    v(8, "message", &ReturnPayment::message);
    v(9, "refunded_fee", &ReturnPayment::refunded_fee);
  }
};

/// Interest on what is held for her, and the tax kept from it, as the bank computed them.  R43, R53.
struct RecordInterest {
  KATIWALA_COMMAND(48, "record_interest");
  WardId ward;
  Amount gross;
  Amount tax;
  CivilDate booked;
  CivilDate from;
  CivilDate to;  ///< included, as `from` is
  Amount on;  ///< the balance it ran on
  std::uint32_t rate_ppm = 0;  ///< 12500 is 1.25 % a year
  std::uint32_t day_count = 0;  ///< days of a year: 365 or 360
  CivilDate placed;  ///< day the deposit was placed
  bool long_term = false;
  std::vector<Mark> references{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &RecordInterest::ward);
    v(2, "gross", &RecordInterest::gross);
    v(3, "tax", &RecordInterest::tax);
    v(4, "booked", &RecordInterest::booked);
    v(5, "from", &RecordInterest::from);
    v(6, "to", &RecordInterest::to);
    v(7, "on", &RecordInterest::on);
    v(8, "rate_ppm", &RecordInterest::rate_ppm);
    v(9, "day_count", &RecordInterest::day_count);
    v(10, "placed", &RecordInterest::placed);
    v(11, "long_term", &RecordInterest::long_term);
    v(12, "references", &RecordInterest::references);
  }
};

/// What was kept for the tax office or for the trustee leaves the pool.
struct Remit {
  KATIWALA_COMMAND(49, "remit");
  PoolId pool;
  RemitAccount account = RemitAccount::tax;
  Amount amount;
  CivilDate booked;
  std::vector<Mark> references{};
  std::optional<Digest> document{};
  template <class V>
  static void fields(V& v) {
    v(1, "pool", &Remit::pool);
    v(2, "account", &Remit::account);
    v(3, "amount", &Remit::amount);
    v(4, "booked", &Remit::booked);
    v(5, "references", &Remit::references);
    v(6, "document", &Remit::document);
  }
};

/// A credit in suspense that belongs to no ward goes back where it came from.  R56, R57.
struct ResolveCredit {
  KATIWALA_COMMAND(50, "resolve_credit");
  CreditId credit;
  CreditEnd to = CreditEnd::returned;
  Amount amount;
  std::optional<Digest> document{};  ///< the payor's written confirmation
  std::vector<Mark> references{};
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &ResolveCredit::credit);
    v(2, "to", &ResolveCredit::to);
    v(3, "amount", &ResolveCredit::amount);
    v(4, "document", &ResolveCredit::document);
    v(5, "references", &ResolveCredit::references);
  }
};

}  // namespace katiwala::custody
