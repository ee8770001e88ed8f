/// Everything a bank may send: what `read_message` reads, the payments between banks, and SWIFT's older messages.
///
///   read as              from
///   AccountMessage       camt.052/053/054; pacs.008 and pacs.004 (.09, .10); MT940, MT942, MT103, MT910
///   StatusMessage        pain.002; pacs.002
///   RecallMessage        camt.056
///
/// Only what the bank says is on the account is booked: camt.052/053/054 as they say themselves, MT940 and MT910. A pacs.008, a
/// pacs.004 and an MT103 tell of money that comes, an MT942 of a day that is not closed: their entries are never booked ones.
/// A pacs.008, pacs.004 or MT103 whose creditor has no account number gives a report whose account is without one.
/// Bytes that begin with "{" or ":" are SWIFT's (swift.h), all others XML. Refusals as in read.h and swift.h.
/// Source: ISO 20022 pacs.002.001.10, pacs.004.001.09 and .10, pacs.008.001.08, camt.056.001.08.
#pragma once

#include "api/messages/read.h"
#include "api/messages/recall.h"

namespace katiwala::api::messages {

using IncomingMessage = std::variant<AccountMessage, StatusMessage, RecallMessage>;

/// `schemas` (may be null) adds validation of XML against the official schema.
Result<IncomingMessage> read_incoming(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas);

/// Whether bytes that begin so are SWIFT's.
bool is_swift(std::string_view start);

/// The definitions that `read_incoming` reads and `read_message` refuses by name.
std::vector<std::string> definitions_between_banks();

}  // namespace katiwala::api::messages
