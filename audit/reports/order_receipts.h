/// What was paid under one foreign court's order, to which ward, what the banks kept of it, and what is still owed.
#pragma once

#include "audit/reports/history.h"

namespace katiwala::audit::reports {

struct AwardStanding {
  custody::AwardId award;
  custody::WardId ward;
  Amount awarded;
  Amount outstanding_before;         ///< when the period began
  Amount gross, charges, credited;   ///< in the period
  Amount outstanding;                ///< when it ended, as the record says
};

struct OrderReceipts {
  custody::AwardOrder order;
  std::vector<AwardLine> lines;      ///< of the period, oldest first
  std::vector<AwardStanding> awards; ///< ascending by award
  std::map<custody::CreditId, custody::Credit> credits;  ///< that the lines name
  Amount matched;                    ///< gross that the order's own part says went to wards, of the whole time
  Amount gross_of_all_time;          ///< of the wards' lines, without what an older book brought
  bool whole = true;                 ///< of every ward of the order; false: of one
};

/// ORDER_UNKNOWN; WARD_UNKNOWN if `only` has no award under it; KEY_MISSING if a ward of the order was erased; what `check` refuses.
Result<OrderReceipts> order_receipts(const History& history, const custody::OrderId& order, std::optional<custody::WardId> only);

/// SUM_NOT_PRESERVED: a line's gross is not charges + credited; an award's outstanding is not what it was less what was paid; or the wards' lines are not what
/// the order's own part says went to wards.
Status check(const OrderReceipts& receipts);

}  // namespace katiwala::audit::reports
