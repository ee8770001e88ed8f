/// The bank's side of a scenario: its messages about the sandbox's accounts, as a bank would write them.
///
/// Amounts are put in as the script writes them, so that a bank's mistake can be played too; everything else follows the schemas of
/// camt.054.001.08, camt.053.001.08 and pain.002.001.10. All of it is invented and says so.
#pragma once

#include <string>

#include "ledger/time/civil.h"

namespace katiwala::api::scenario::papers {

/// "19975.00 USD" taken apart; nothing is looked at.
struct Money {
  std::string text;
  std::string currency;
};
Money money(const std::string& amount);

struct Line {
  std::string message_id;   ///< <= 35
  std::string account;
  Instant created;
  Money amount;
  Money charges;            ///< credits: kept by banks on the way; empty text: none
  std::string booked, value_date;
  std::string reference;    ///< of the account servicer
  std::string end_to_end_id;
  std::string uetr;         ///< may be empty
  std::string payor;        ///< may be empty
};
std::string credit_notification(const Line& line);
std::string debit_notification(const Line& line);

struct Closing {
  std::string message_id;
  std::string account;
  Instant created;
  Money balance;  ///< without sign; `overdrawn` turns it
  bool overdrawn = false;
  std::string day;
};
std::string statement(const Closing& closing);

struct Rejection {
  std::string message_id;
  Instant created;
  std::string original_message_id;
  std::string end_to_end_id;
  std::string uetr;
  std::string reason;
};
std::string rejection(const Rejection& rejection);

}  // namespace katiwala::api::scenario::papers
