/// SWIFT's older messages: MT940 and MT942 (statements), MT103 (customer credit transfer), MT910 (confirmation of credit).
///
/// Bytes are one or more messages of one type, each with its blocks, {1:}{2:}{3:}{4: ... -}{5:}, or as the text of block 4 alone, from
/// :20: to a line "-". They become the values of message.h, as a camt.053, 052 or 054 would, so that everything after reading is one
/// path. Read strictly wherever a figure, a sign, a date or an account stands: the character set x, fields of their lengths, tags in their order, dates that
/// exist, amounts with a comma and no more decimals than the currency has. Free text (:86:, the second line of :61:) is taken as it comes; what
/// else is accepted beyond the standard stands in docs/bank-messages.md. Beyond the reading these agree, or the message is refused:
///   - every balance and entry with the currency of the account's opening balance;
///   - opening + entries = closing, on every page; the pages of a statement, and statements in a row, meet where one ends and the next begins;
///   - :90D: and :90C: of an MT942 with its entries; amounts and charges of an MT103 with each other.
///
/// Two-digit years: 80..99 are of the last century. An entry's own date has no year: the one nearest to the value date.
/// MT have no time of their making: `created` is :13D:, else the beginning of the day in Manila of the closing balance or value date.
///
/// Refusals: MESSAGE_UNKNOWN (no message of these, or one marked as training), MT_SYNTAX, MESSAGE_CONTROL_SUM, MESSAGE_BALANCE, AMOUNT_*,
/// CURRENCY_*, DATE_SYNTAX, TIME_SYNTAX, MESSAGE_TOO_LARGE. The place is block, line of the bytes (from 1) and tag:
/// /block[4]/line[7]/:61:. No refusal quotes what a field said, except amounts, counts and currencies.
/// Source: SWIFT Standards MT, categories 1 and 9, by their published field formats.
#pragma once

#include <cstddef>
#include <string_view>

#include "api/messages/message.h"
#include "ledger/base/result.h"

namespace katiwala::api::messages {

Result<AccountMessage> read_swift(std::string_view bytes, std::size_t max_bytes);

}  // namespace katiwala::api::messages
