#include "api/messages/read.h"

#include <array>

#include "api/messages/fields.h"
#include "api/messages/reports.h"
#include "api/messages/schema.h"
#include "api/messages/xml_cursor.h"

namespace katiwala::api::messages {
namespace {

constexpr std::string_view kIsoNamespace = "urn:iso:std:iso:20022:tech:xsd:";
constexpr int kMaxEnvelopes = 4;

struct Known {
  std::string_view definition;
  std::string_view root;
  std::optional<ReportKind> report;  ///< absent: a status message
};

constexpr std::array<Known, 11> kKnown{{
    {"camt.052.001.02", "BkToCstmrAcctRpt", ReportKind::intraday},
    {"camt.052.001.04", "BkToCstmrAcctRpt", ReportKind::intraday},
    {"camt.052.001.08", "BkToCstmrAcctRpt", ReportKind::intraday},
    {"camt.053.001.02", "BkToCstmrStmt", ReportKind::statement},
    {"camt.053.001.04", "BkToCstmrStmt", ReportKind::statement},
    {"camt.053.001.08", "BkToCstmrStmt", ReportKind::statement},
    {"camt.054.001.02", "BkToCstmrDbtCdtNtfctn", ReportKind::notification},
    {"camt.054.001.04", "BkToCstmrDbtCdtNtfctn", ReportKind::notification},
    {"camt.054.001.08", "BkToCstmrDbtCdtNtfctn", ReportKind::notification},
    {"pain.002.001.10", "CstmrPmtStsRpt", std::nullopt},
    {"pain.002.001.11", "CstmrPmtStsRpt", std::nullopt},
}};

/// Reads one message, with whatever is wrapped around it.
class MessageReader {
 public:
  MessageReader(const CleanXml& xml, const ReadLimits& limits) : cursor_(xml, limits) {}

  Result<BankMessage> read() {
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
    const Known* known = nullptr;
    for (const Known& row : kKnown)
      if (space.starts_with(kIsoNamespace) && space.substr(kIsoNamespace.size()) == row.definition) known = &row;
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
    if (known.report) {
      KATIWALA_TRY(AccountMessage message, read_account_message(cursor_, *known.report));
      message.definition = definition_;
      message_ = std::move(message);
    } else {
      KATIWALA_TRY(StatusMessage message, read_status_message(cursor_));
      message.definition = definition_;
      message_ = std::move(message);
    }
    return good();
  }

  static std::string space_of(const Known& known) { return std::string(kIsoNamespace) + std::string(known.definition); }

  XmlCursor cursor_;
  std::string definition_;
  std::string header_definition_;
  std::optional<BankMessage> message_;
};

}  // namespace

Result<BankMessage> read_message(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas) {
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, limits.max_bytes));
  KATIWALA_TRY(BankMessage message, MessageReader(xml, limits).read());
  if (schemas != nullptr) KATIWALA_CHECK(schemas->validate(bytes, limits));
  return message;
}

std::vector<std::string> definitions_read() {
  std::vector<std::string> out;
  for (const Known& row : kKnown) out.emplace_back(row.definition);
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
