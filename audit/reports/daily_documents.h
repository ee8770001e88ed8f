/// Papers of a banking day, made of checked figures: the reconciliation of a pool, what is open, which statements are due.
///
/// They belong to the day's pack (`katiwala end-of-day --pack`) and not to `kinds()`: the bank's side of a reconciliation stands in messages
/// that the journal only names.
#pragma once

#include "audit/daily/ageing.h"
#include "audit/daily/open_items.h"
#include "audit/daily/reconciliation.h"
#include "audit/reports/document.h"

namespace katiwala::audit::reports {

/// At a glance first: one row a currency, then each break with its candidates, then what waits in suspense.
Document reconciliation_document(const Basis& basis, const custody::Pool& pool, const std::vector<daily::Reconciliation>& accounts,
                                 const std::vector<daily::AgedCredit>& waiting);
Document open_items_document(const Basis& basis, const std::vector<daily::OpenItem>& items);
/// Of the same list: the bank's statements that did not come, and the papers that are owed to courts and payors.
Document statements_due_document(const Basis& basis, const std::vector<daily::OpenItem>& items);
bool is_statement_due(const daily::OpenItem& item);

}  // namespace katiwala::audit::reports
