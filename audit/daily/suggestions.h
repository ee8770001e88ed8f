/// To which order a credit may belong, and why: in the order of UETR, end-to-end id, the servicer's reference, and amount, date and debtor.
///
/// A suggestion matches nothing: two persons do (R55). Every order that anything speaks for is listed; those of one rank are marked as tied,
/// and neither is put before the other but by its id. What a bank wrote is compared by keyed marks, never by its text. A credit whose
/// references are those of a payment of ours is a payment that came back, and is suggested as that (R51).
///
/// The record keeps no schedule of instalments; one is drawn from the receipts before: the last and as many days as lay between the two
/// before it, at most `kScheduleDays` off; after a single receipt the same day of a later month.
/// Source: rules.md R50, R55, R56; docs/end-of-day.md.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "audit/daily/reconciliation.h"

namespace katiwala::audit::daily {

inline constexpr int kScheduleDays = 7;

/// How a payment is known, as far as the bank says: marks of kind bank_reference, and of the debtor's name and account.
struct PaymentNames {
  std::optional<custody::MarkValue> uetr{}, end_to_end{}, servicer{};
  std::vector<custody::Mark> debtor{};
};

struct CreditSeen {
  custody::CreditId credit;
  Amount gross;          ///< what the payor paid: amount and what banks kept
  CivilDate booked;
  PaymentNames names{};
};

struct AwardOpen {
  custody::AwardId award;
  custody::WardId ward;
  Amount outstanding;
};

/// An order of the credit's pool and currency, and what was matched to it before, ascending by day.
struct OrderSeen {
  custody::OrderId order;
  std::vector<AwardOpen> awards{};
  std::vector<CreditSeen> receipts{};
};

/// A payment of ours that had left.
struct PaymentSeen {
  custody::RequestId request;
  custody::WardId ward;
  Amount amount;
  std::optional<custody::MarkValue> uetr{}, end_to_end{};
};

struct Suggestion {
  std::variant<custody::OrderId, custody::RequestId> target;
  /// 1: UETR; 2: end-to-end id; 3: servicer's reference; 4: amount, date and debtor; 5: two of these; 6: amount or debtor; 7: no other order waits.
  unsigned rank = 1;
  bool tied = false;             ///< another has this rank
  std::vector<Ground> grounds{};
  Amount outstanding;            ///< of the order; of a payment its amount
  Amount left;                   ///< what of the gross would stay in suspense (R56)
};

/// Best first. Pre: all amounts in the credit's currency.
std::vector<Suggestion> suggest(const CreditSeen& credit, std::span<const OrderSeen> orders, std::span<const PaymentSeen> payments);

}  // namespace katiwala::audit::daily
