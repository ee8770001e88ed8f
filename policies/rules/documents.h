/// Bills and receipts: for whom a document was used before. Shared by RF07 and RF15.
///
/// A document is known by its hash (State.vouchers); what was cancelled or came back used nothing. One bill for several wards is registered
/// with fixed shares (share_voucher) and may be used once by each; a receipt for such a bill serves every request that rests on it.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// The document a matter rests on.
struct DocumentAtHand {
  Digest document{};
  custody::RequestId request;              ///< it is used for; zero where it is only registered
  std::optional<custody::PayeeId> payee;
  std::optional<Amount> amount;            ///< to be paid on it; none of a receipt
};
/// Of a payment with a bill, of a receipt, of a share that is registered. nullopt otherwise.
std::optional<DocumentAtHand> document_at_hand(const Matter& m);

const custody::VoucherShare* share_of(const custody::Ward& ward, const Digest& document);

/// By other requests than the one at hand.
struct Uses {
  bool own = false;       ///< the ward's own
  bool others = false;    ///< another ward's
  bool unshared = false;  ///< a ward's for whom no share is registered
};
Uses uses_of(const Matter& m, const DocumentAtHand& at_hand);

/// Shares of one document that other wards are known to have: those who used it, and who have an award under one of her orders.
struct SharesOfOthers {
  bool one_total = true;   ///< all say the same total as `total`
  Amount sum;
};
SharesOfOthers shares_of_others(const Matter& m, const Digest& document, Amount total);

/// Why the document is not this ward's to be charged (RF15); nullopt where it is.
std::optional<std::vector<Fact>> crosses(const Matter& m, const DocumentAtHand& at_hand);

}  // namespace katiwala::policies
