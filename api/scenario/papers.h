/// The bank's side of a scenario: its messages about the sandbox's accounts, written by api/messages/sandbox_bank.h.
///
/// Amounts are put in as the script writes them, so that a bank's mistake can be played too. All of it is invented.
#pragma once

#include <string>

#include "ledger/base/result.h"
#include "ledger/time/civil.h"

namespace katiwala::api::scenario::papers {

struct Line {
  std::string message_id;   ///< <= 35
  std::string account;
  Instant created;
  std::string amount;       ///< "19975.00 USD", as written
  std::string charges;      ///< credits: kept by banks on the way; empty: none
  std::string booked, value_date;  ///< dates that exist
  std::string reference;    ///< of the account servicer
  std::string end_to_end_id;
  std::string uetr;         ///< may be empty
  std::string payor;        ///< may be empty
  std::string return_reason;  ///< of a payment of ours that comes back; else empty
  std::string refunded;       ///< the fee that comes back with it, a part of `amount`; empty: none
};
/// What the writers refuse (MESSAGE_FIELD, MESSAGE_CHARACTER).
Result<std::string> credit_notification(const Line& line);
Result<std::string> debit_notification(const Line& line);

struct Closing {
  std::string message_id;
  std::string account;
  Instant created;
  std::string balance;  ///< may be negative
  std::string day;
};
Result<std::string> statement(const Closing& closing);

struct Rejection {
  std::string message_id;
  Instant created;
  std::string original_message_id;
  std::string end_to_end_id;
  std::string uetr;
  std::string reason;
};
Result<std::string> rejection(const Rejection& rejection);

/// "USD" of "19975.00 USD"; empty if there is none.
std::string currency_of(const std::string& amount);

}  // namespace katiwala::api::scenario::papers
