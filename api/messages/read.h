/// Bytes from a bank -> `BankMessage`, or a refusal that names the place. Never half a message.
///
/// Read: camt.052/053/054 .001.02/.04/.08 and pain.002.001.10/.11, alone or inside an envelope; the namespace of the
/// Document element alone decides which. Bytes are untrusted: size, depth and text are capped, a document type is refused,
/// nothing is fetched, no entity is defined. Encodings: UTF-8, US-ASCII, ISO-8859-1.
///
/// Beyond the reading these agree, or the message is refused:
///   - the business header's MsgDefIdr and the Document;
///   - every amount with its currency (value exactly representable), every entry and balance with the account's currency;
///   - NbOfTxs and TtlAmt of a batch with its transactions, TxsSummry with the entries, transactions with their entry;
///   - opening + booked entries = closing, on a statement of a single page that has both.
///
/// Refusals: XML_*, MESSAGE_*, AMOUNT_*, CURRENCY_*, DATE_SYNTAX, TIME_SYNTAX. The place is an XML path from the Document
/// down, with numbers on what may repeat: /Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt. Of XML_SYNTAX it may lie a little
/// before the fault; the line is in the sentence. No refusal quotes what a field said, except amounts, counts and currencies.
#pragma once

#include <cstddef>
#include <string_view>

#include "api/messages/message.h"
#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// Before the name of every definition: "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08".
inline constexpr std::string_view kIsoNamespace = "urn:iso:std:iso:20022:tech:xsd:";

class SchemaSet;

struct ReadLimits {
  std::size_t max_bytes = 0;
  int max_depth = 0;               ///< elements inside elements; the schemas need about 20
  std::size_t max_text_bytes = 0;  ///< of one element
};

/// For messages that are held in memory: most that come through the door.
inline constexpr ReadLimits kDoorLimits{.max_bytes = 16U << 20, .max_depth = 48, .max_text_bytes = 64U << 10};
/// For what is read from a disk: longer messages of the door (which takes less, LongBodies::kMostBytes), files that an operator imports, the vault.
inline constexpr ReadLimits kImportLimits{.max_bytes = 256U << 20, .max_depth = 48, .max_text_bytes = 64U << 10};

/// `schemas` (may be null) adds validation against the official schema.
Result<BankMessage> read_message(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas);

}  // namespace katiwala::api::messages
