/// The account of one ward over a period: opening + receipts - disbursements = closing, in each currency alone.
///
/// Opening and closing are what the record says stands on her accounts; receipts and disbursements are the lines between. That the four agree is
/// checked and not assumed: `check` refuses a report whose figures do not add up.
#pragma once

#include "audit/reports/history.h"

namespace katiwala::audit::reports {

/// What is held for her. Set aside: approved and not yet released.
struct Held {
  Amount principal, income, reserved;
  [[nodiscard]] Amount total() const { return principal + income + reserved; }
};

struct AccountLine {
  WardLine line;
  Amount after;  ///< held in all after it
};

struct CurrencyAccount {
  Currency currency;
  Held opening, closing;
  std::vector<AccountLine> lines;      ///< of the period, oldest first
  Amount receipts, disbursements;      ///< sums of the lines that add and, positive, of those that take away
};

/// What an order awarded her, as it stands at the end of the period.
struct Claim {
  custody::AwardId award;
  custody::OrderId order;
  Amount awarded, received, charged, outstanding;
};

struct WardAccount {
  custody::Ward ward;                     ///< as the record has her at the end of the period
  std::string bank, pool;                 ///< short codes
  std::vector<CurrencyAccount> accounts;  ///< of every currency in which anything ever stood, by code
  std::vector<Claim> claims;
  std::vector<custody::Request> requests; ///< hers, by the entry that asked
};

/// WARD_UNKNOWN; KEY_MISSING if she was erased; AMOUNT_RANGE; what `check` refuses.
Result<WardAccount> ward_account(const History& history, const custody::WardId& ward);

/// SUM_NOT_PRESERVED with the currency or the award as place: opening + receipts - disbursements is not closing, a line does not follow from the one before it, a sum is
/// not that of its lines, or what an award received, what the banks kept and what is outstanding are not what was awarded.
Status check(const WardAccount& account);

const custody::Request* find_request(const WardAccount& account, const custody::RequestId& id);  ///< nullptr if there is none

}  // namespace katiwala::audit::reports
