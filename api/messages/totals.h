/// What a report says of itself, held against the entries that went by. Internal to this room.
#pragma once

#include "api/messages/message.h"
#include "api/messages/xml_tree.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {

/// TxsSummry as written.
struct Summary {
  std::optional<std::uint64_t> count, credit_count, debit_count;
  std::string credit_sum, debit_sum;  ///< bare decimals: their currency is the account's
};
Result<Summary> read_summary(const Node& summary);
/// What the entries of a report come to, summed up while they go by.
struct Totals {
  std::uint64_t count = 0, credits = 0, debits = 0;
  Minor credit_sum = 0, debit_sum = 0;
  Minor booked = 0;  ///< with sign, of booked entries alone
  void add(const Entry& entry, bool is_booked);
};
/// "USD 19975.00", for a refusal.
std::string figure(Currency currency, const Minor& minor);
/// Summary and balances of a report that is complete. Sets `proven`.
Status check_report(AccountReport& report, const Totals& totals, const std::optional<Summary>& summary, const std::string& place);

}  // namespace katiwala::api::messages
