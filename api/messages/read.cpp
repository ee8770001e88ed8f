#include "api/messages/read.h"

#include <array>

#include "api/messages/fields.h"
#include "api/messages/incoming.h"
#include "api/messages/recall_reader.h"
#include "api/messages/schema.h"
#include "api/messages/swift.h"
#include "api/messages/xml_cursor.h"

namespace katiwala::api::messages {
namespace {

constexpr int kMaxEnvelopes = 4;

enum class Kind : std::uint8_t { statement, notification, intraday, status, interbank_status, transfer, payment_return, recall };

struct Known {
  std::string_view definition;
  std::string_view root;
  Kind kind;
};

/// What the door acts on.
constexpr std::array<Known, 11> kKnown{{
    {"camt.052.001.02", "BkToCstmrAcctRpt", Kind::intraday},
    {"camt.052.001.04", "BkToCstmrAcctRpt", Kind::intraday},
    {"camt.052.001.08", "BkToCstmrAcctRpt", Kind::intraday},
    {"camt.053.001.02", "BkToCstmrStmt", Kind::statement},
    {"camt.053.001.04", "BkToCstmrStmt", Kind::statement},
    {"camt.053.001.08", "BkToCstmrStmt", Kind::statement},
    {"camt.054.001.02", "BkToCstmrDbtCdtNtfctn", Kind::notification},
    {"camt.054.001.04", "BkToCstmrDbtCdtNtfctn", Kind::notification},
    {"camt.054.001.08", "BkToCstmrDbtCdtNtfctn", Kind::notification},
    {"pain.002.001.10", "CstmrPmtStsRpt", Kind::status},
    {"pain.002.001.11", "CstmrPmtStsRpt", Kind::status},
}};

/// What is read beside that.
constexpr std::array<Known, 5> kInterbank{{
    {"pacs.002.001.10", "FIToFIPmtStsRpt", Kind::interbank_status},
    {"pacs.004.001.09", "PmtRtr", Kind::payment_return},
    {"pacs.004.001.10", "PmtRtr", Kind::payment_return},
    {"pacs.008.001.08", "FIToFICstmrCdtTrf", Kind::transfer},
    {"camt.056.001.08", "FIToFIPmtCxlReq", Kind::recall},
}};

/// Reads one message, with whatever is wrapped around it.
class MessageReader {
 public:
  MessageReader(XmlCursor& cursor, bool interbank, const TakeEntry* take, bool entries_alone)
      : cursor_(cursor), interbank_(interbank), take_(take), entries_alone_(entries_alone) {}

  Result<IncomingMessage> read() {
    KATIWALA_CHECK(read_level(0));
    if (!message_) return refuse(Code::MESSAGE_UNKNOWN, "There is no ISO 20022 Document in the XML.");
    if (!header_definition_.empty() && header_definition_ != definition_)
      return refuse(Code::MESSAGE_HEADER, std::string(sentence_of(Code::MESSAGE_HEADER)), "/AppHdr/MsgDefIdr");
    return std::move(*message_);
  }

 private:
  /// The children of one level of the envelope, to its end.
  Status read_level(int depth) {
    for (;;) {
      KATIWALA_TRY(const bool more, cursor_.next_child(true));
      if (!more) return good();
      if (cursor_.name() == "Document") {
        KATIWALA_CHECK(read_document());
      } else if (cursor_.name() == "AppHdr") {
        KATIWALA_CHECK(read_header());
      } else if (depth < kMaxEnvelopes) {
        cursor_.descend();
        KATIWALA_CHECK(read_level(depth + 1));
      } else {
        KATIWALA_TRY([[maybe_unused]] const Tree* skipped, cursor_.take(true));
      }
    }
  }

  Status read_header() {
    KATIWALA_TRY(const Tree* tree, cursor_.take(true));
    KATIWALA_TRY(const std::string definition, maybe_text(tree->root(), "MsgDefIdr", 35));
    if (!header_definition_.empty()) return refuse(Code::MESSAGE_SCHEMA, "There are two business headers.", "/AppHdr");
    header_definition_ = definition;
    return good();
  }

  Status read_document() {
    if (message_) return cursor_.refuse_here(Code::MESSAGE_SCHEMA, "There are two messages in one envelope.");
    const std::string_view space = cursor_.namespace_uri();
    const Known* known = find(kKnown, space);
    const Known* between_banks = find(kInterbank, space);
    if (known == nullptr && between_banks != nullptr) {
      if (!interbank_) return cursor_.refuse_here(Code::MESSAGE_UNKNOWN, "A " + std::string(between_banks->definition) + " is not acted upon here.");
      known = between_banks;
    }
    if (known == nullptr) return cursor_.refuse_here(Code::MESSAGE_UNKNOWN, std::string(sentence_of(Code::MESSAGE_UNKNOWN)));
    definition_ = known->definition;
    cursor_.descend();
    KATIWALA_TRY(const bool has_root, cursor_.next_child(false));
    if (!has_root || cursor_.name() != known->root || cursor_.namespace_uri() != space_of(*known))
      return refuse(Code::MESSAGE_SCHEMA, std::string(known->root) + " is expected in a " + definition_ + ".", "/Document");
    KATIWALA_CHECK(read_root(*known));
    KATIWALA_TRY(const bool more, cursor_.next_child(false));
    if (more) return cursor_.refuse_here(Code::MESSAGE_SCHEMA, "A Document holds one message.");
    return good();
  }

  Status read_root(const Known& known) {
    const bool has_entries = known.kind == Kind::statement || known.kind == Kind::notification || known.kind == Kind::intraday;
    if (entries_alone_ && !has_entries) return cursor_.refuse_here(Code::MESSAGE_TOO_LARGE, "A " + definition_ + " is larger than accepted.");
    switch (known.kind) {
      case Kind::statement: return keep(read_account_message(cursor_, ReportKind::statement, take_));
      case Kind::notification: return keep(read_account_message(cursor_, ReportKind::notification, take_));
      case Kind::intraday: return keep(read_account_message(cursor_, ReportKind::intraday, take_));
      case Kind::transfer: return keep(read_transfer_message(cursor_, TransferKind::credit_transfer));
      case Kind::payment_return: return keep(read_transfer_message(cursor_, TransferKind::payment_return));
      case Kind::status: return keep(read_status_message(cursor_));
      case Kind::interbank_status: return keep(read_interbank_status(cursor_));
      case Kind::recall: return keep(read_recall_message(cursor_));
    }
    return good();
  }

  template <class Message>
  Status keep(Result<Message> message) {
    if (!message.ok()) return message.refusal();
    message->definition = definition_;
    message_ = std::move(message).value();
    return good();
  }

  template <std::size_t N>
  static const Known* find(const std::array<Known, N>& table, std::string_view space) {
    for (const Known& row : table)
      if (space.starts_with(kIsoNamespace) && space.substr(kIsoNamespace.size()) == row.definition) return &row;
    return nullptr;
  }

  static std::string space_of(const Known& known) { return std::string(kIsoNamespace) + std::string(known.definition); }

  XmlCursor& cursor_;
  std::string definition_;
  std::string header_definition_;
  std::optional<IncomingMessage> message_;
  bool interbank_;
  const TakeEntry* take_;
  bool entries_alone_;
};

Result<IncomingMessage> read_xml(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas, bool interbank) {
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, limits.max_bytes));
  XmlCursor cursor(xml, limits);
  KATIWALA_TRY(IncomingMessage message, MessageReader(cursor, interbank, nullptr, false).read());
  if (schemas != nullptr) KATIWALA_CHECK(schemas->validate(bytes, limits));
  return message;
}

}  // namespace

Result<IncomingMessage> read_xml_message(XmlCursor& cursor, bool interbank, const TakeEntry* take, bool entries_alone) {
  return MessageReader(cursor, interbank, take, entries_alone).read();
}

Result<BankMessage> read_message(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas) {
  KATIWALA_TRY(IncomingMessage message, read_xml(bytes, limits, schemas, false));
  if (auto* account = std::get_if<AccountMessage>(&message)) return BankMessage(std::move(*account));
  return BankMessage(std::get<StatusMessage>(std::move(message)));
}

Result<IncomingMessage> read_incoming(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas) {
  if (!is_swift(bytes)) return read_xml(bytes, limits, schemas, true);
  KATIWALA_TRY(AccountMessage message, read_swift(bytes, limits.max_bytes));
  return IncomingMessage(std::move(message));
}

bool is_swift(std::string_view start) {
  const std::string_view first = trim_xml(start.substr(0, 64));
  return first.starts_with('{') || first.starts_with(':');
}

std::vector<std::string> definitions_read() {
  std::vector<std::string> out;
  for (const Known& row : kKnown) out.emplace_back(row.definition);
  return out;
}

std::vector<std::string> definitions_between_banks() {
  std::vector<std::string> out;
  for (const Known& row : kInterbank) out.emplace_back(row.definition);
  return out;
}

Result<MessageHead> read_head(const Node& group_header) {
  MessageHead head;
  KATIWALA_TRY(const Node id, group_header.one("MsgId"));
  KATIWALA_TRY(head.message_id, text_field(id, 35));
  KATIWALA_TRY(const Node created, group_header.one("CreDtTm"));
  KATIWALA_TRY(head.created, instant_field(created));
  return head;
}

}  // namespace katiwala::api::messages
