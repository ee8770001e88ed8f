/// The chart of accounts (ledger/book/account.h) in the words of other programs.
#pragma once

#include "ledger/book/account.h"

namespace katiwala::audit::exports {

/// As the chart writes it; for ledger, hledger and the general ledger file: "bank:<pool>:USD", "ward:<id>:USD:principal",
/// "award:<id>:USD:outstanding", "order:<id>:PHP:cap_reserved".
std::string chart_name(const book::Account& account);

/// The same for beancount, whose accounts begin with one of five words and whose components begin with a capital letter or a digit:
/// "Assets:Bank:P-<pool>:USD", "Liabilities:Ward:W-<id>:USD:Principal", "Equity:Authority:Award:A-<id>:USD:Outstanding",
/// "Equity:Authority:Order:O-<id>:PHP:CapReserved". Identifiers stay lower case, so that one search finds them in every export.
std::string beancount_name(const book::Account& account);

/// "Assets" for the bank, "Liabilities" for whatever else is in the book of custody, "Equity" for the book of authority, which is about no money.
std::string_view account_type(book::AccountKind kind);

}  // namespace katiwala::audit::exports
