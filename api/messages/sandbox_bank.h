/// The bank's side of a sandbox: invented statements, notifications and payment statuses, for demonstrations and scenarios.
///
/// What is written here reads back through `read_message` as the same values, and is valid under the official schema.
/// Versions: camt.053.001.08, camt.054.001.08, pain.002.001.10 (the `definition` of the value handed in is not looked at).
/// Written are the fields that `message.h` has, with one NtryDtls an entry. Not for talking to a real bank.
/// Refusals: MESSAGE_FIELD where the values can not be such a message (place: the field).
#pragma once

#include <string>
#include <vector>

#include "api/messages/message.h"
#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// camt.053. Pre-checked as a reader would: balances and entries of each report must agree.
Result<std::string> write_statement(const AccountMessage& message);
/// camt.054 with whatever entries are given.
Result<std::string> write_notification(const AccountMessage& message);
/// pain.002
Result<std::string> write_status(const StatusMessage& message);

/// One movement of money, as a bank tells it.
struct Movement {
  std::string message_id;  ///< of the notification; its Ntfctn/Id as well
  Instant created;
  AccountRef account;
  CivilDate booking_date;
  CivilDate value_date;
  Transaction transaction;  ///< `direction` is set by the call
};
/// camt.054 of one booked entry.
Result<std::string> write_credit_notification(Movement movement);
Result<std::string> write_debit_notification(Movement movement);

/// A booked entry of one transaction.
Entry entry_of(const Transaction& transaction, CivilDate booking_date, CivilDate value_date);

/// A statement's only report: OPBD of the day, the entries, and the CLBD that follows from them.
/// Pre: entries in the currency of `opening`. AMOUNT_RANGE if the closing balance passes the bound.
Result<AccountReport> report_of(std::string id, Instant created, AccountRef account, Amount opening, CivilDate day, std::vector<Entry> entries);

}  // namespace katiwala::api::messages
