/// From trees to the typed messages: the parts of camt.052/053/054 and pain.002. Internal to this room.
#pragma once

#include "api/messages/message.h"
#include "api/messages/stream.h"
#include "api/messages/xml_cursor.h"

namespace katiwala::api::messages {

/// Of GrpHdr.
struct MessageHead {
  std::string message_id;
  Instant created;
};
Result<MessageHead> read_head(const Node& group_header);

/// The one message of the XML, with whatever is wrapped around it. `interbank`: also what `read_incoming` reads and `read_message` does not.
/// Entries of camt.052/053/054 go to `take` where it is given (may be null), and are then not kept. `entries_alone`: any other message is held whole, and is
/// MESSAGE_TOO_LARGE here.
Result<IncomingMessage> read_xml_message(XmlCursor& cursor, bool interbank, const TakeEntry* take, bool entries_alone = false);

inline constexpr std::size_t kMostReports = 10'000;  ///< of one message: beside an entry they are what is held of it

/// Pre: the cursor stands on BkToCstmrStmt, BkToCstmrDbtCdtNtfctn or BkToCstmrAcctRpt. Leaves it at its end. `take` as above. MESSAGE_TOO_LARGE: more reports
/// than may be.
Result<AccountMessage> read_account_message(XmlCursor& cursor, ReportKind kind, const TakeEntry* take);
/// Pre: the cursor stands on CstmrPmtStsRpt. Leaves it at its end.
Result<StatusMessage> read_status_message(XmlCursor& cursor);

/// The root's content is one payment between banks, or several: pacs.008 (FIToFICstmrCdtTrf) and pacs.004 (PmtRtr).
enum class TransferKind : std::uint8_t { credit_transfer, payment_return };
/// Pre: the cursor stands on that root. Leaves it at its end. Each payment is a report of its own, with one entry that is not booked.
Result<AccountMessage> read_transfer_message(XmlCursor& cursor, TransferKind kind);
/// Pre: the cursor stands on FIToFIPmtStsRpt. Leaves it at its end.
Result<StatusMessage> read_interbank_status(XmlCursor& cursor);

/// `name` elements under `parent`, each with Rsn and AddtlInf.
Result<Reasons> read_reasons(const Node& parent, std::string_view name);
/// One TxInfAndSts.
Result<TransactionStatus> read_transaction_status(const Node& node);
/// Dbtr, Cdtr and their accounts, as children of `parties`.
Status read_parties(const Node& parties, Transaction& out);
/// RmtInf under `details`.
Status read_remittance(const Node& details, Transaction& out);

/// One Ntry, unfolded to its transactions and checked against them.
Result<Entry> read_entry(const Node& entry);
Result<std::vector<Charge>> read_charges(const Node& parent);
/// One TxDtls, not yet held against its entry: `amount` is what is stated, absent if nothing is.
struct StatedTransaction {
  Transaction transaction;
  std::optional<Amount> stated;
  bool directed = false;  ///< has a CdtDbtInd of its own
  Node node;  ///< for places: finding one costs a walk, so only a refusal does
};
Result<StatedTransaction> read_transaction(const Node& details, Direction of_entry);
/// Sets the amounts of the transactions so that they add up to the entry, or refuses.
struct EntryDetails {
  std::vector<StatedTransaction> stated;
  std::uint64_t without_details = 0;  ///< payments of batches that list none of theirs
};
Status settle_transactions(Entry& entry, EntryDetails details, const Node& node);

}  // namespace katiwala::api::messages
