// pain.002: what became of a payment file of ours.
#include "api/messages/fields.h"
#include "api/messages/reports.h"

namespace katiwala::api::messages {
namespace {

/// OrgnlTxRef/Amt/InstdAmt, or of a payment between banks OrgnlTxRef/IntrBkSttlmAmt.
Result<std::optional<Amount>> original_amount(const Node& node) {
  KATIWALA_TRY(const Node original, node.maybe("OrgnlTxRef"));
  if (!original) return std::optional<Amount>();
  KATIWALA_TRY(const Node amount, original.maybe("Amt"));
  if (amount) return maybe_amount(amount, "InstdAmt");
  return maybe_amount(original, "IntrBkSttlmAmt");
}

}  // namespace

Result<Reasons> read_reasons(const Node& parent, std::string_view name) {
  std::vector<StatusReason> out;
  for (const Node& node : parent.all(name)) {
    StatusReason reason;
    KATIWALA_TRY(reason.code, maybe_code(node, "Rsn"));
    for (const Node& line : node.all("AddtlInf")) {
      KATIWALA_TRY(std::string text, text_field(line, 105));
      reason.information.push_back(std::move(text));
    }
    out.push_back(std::move(reason));
  }
  return out.empty() ? Reasons() : Reasons(std::move(out));
}

Result<TransactionStatus> read_transaction_status(const Node& node) {
  TransactionStatus out;
  KATIWALA_TRY(out.instruction_id, maybe_text(node, "OrgnlInstrId", 35));
  KATIWALA_TRY(out.end_to_end_id, maybe_text(node, "OrgnlEndToEndId", 35));
  KATIWALA_TRY(out.uetr, maybe_uetr(node, "OrgnlUETR"));
  KATIWALA_TRY(out.status, maybe_text(node, "TxSts", 4));
  KATIWALA_TRY(out.reasons, read_reasons(node, "StsRsnInf"));
  KATIWALA_TRY(out.account_servicer_reference, maybe_text(node, "AcctSvcrRef", 35));
  KATIWALA_TRY(out.amount, original_amount(node));
  return out;
}

namespace {

/// One OrgnlPmtInfAndSts; `message` holds the group's status, which its transactions inherit.
Status read_payment_information(const Node& node, StatusMessage& message) {
  KATIWALA_TRY(const Node id_node, node.one("OrgnlPmtInfId"));
  KATIWALA_TRY(const std::string id, text_field(id_node, 35));
  TransactionStatus above;
  KATIWALA_TRY(above.status, maybe_text(node, "PmtInfSts", 4));
  KATIWALA_TRY(above.reasons, read_reasons(node, "StsRsnInf"));
  if (above.status.empty()) {
    above.status = message.group_status;
    above.reasons = message.group_reasons;
  }
  above.payment_information_id = id;
  const std::vector<Node> transactions = node.all("TxInfAndSts");
  if (transactions.empty()) message.transactions.push_back(std::move(above));
  for (const Node& transaction : transactions) {
    KATIWALA_TRY(TransactionStatus status, read_transaction_status(transaction));
    status.payment_information_id = id;
    if (status.status.empty()) {
      status.status = above.status;
      if (status.reasons.empty()) status.reasons = above.reasons;
    }
    message.transactions.push_back(std::move(status));
  }
  return good();
}

Status read_group(const Node& node, StatusMessage& message) {
  KATIWALA_TRY(const Node id, node.one("OrgnlMsgId"));
  KATIWALA_TRY(message.original_message_id, text_field(id, 35));
  KATIWALA_TRY(const Node definition, node.one("OrgnlMsgNmId"));
  KATIWALA_TRY(message.original_definition, text_field(definition, 35));
  KATIWALA_TRY(message.group_status, maybe_text(node, "GrpSts", 4));
  KATIWALA_TRY(message.group_reasons, read_reasons(node, "StsRsnInf"));
  return good();
}

}  // namespace

Result<StatusMessage> read_status_message(XmlCursor& cursor) {
  StatusMessage message;
  const std::string place = cursor.place();
  cursor.descend();
  for (;;) {
    KATIWALA_TRY(const bool more, cursor.next_child(false));
    if (!more) break;
    KATIWALA_TRY(const Tree* tree, cursor.take(false));
    const Node root = tree->root();
    const bool header = root.name() == "GrpHdr";
    const bool group = root.name() == "OrgnlGrpInfAndSts";
    if ((header && !message.message_id.empty()) || (group && !message.original_message_id.empty()))
      return root.refuse_here(Code::MESSAGE_SCHEMA, "The element stands twice where it may stand once.");
    if (header) {
      KATIWALA_TRY(MessageHead head, read_head(root));
      message.message_id = std::move(head.message_id);
      message.created = head.created;
    } else if (group) {
      KATIWALA_CHECK(read_group(root, message));
    } else if (root.name() == "OrgnlPmtInfAndSts") {
      if (message.original_message_id.empty())
        return root.refuse_here(Code::MESSAGE_SCHEMA, "The original group comes before the payments of it.");
      KATIWALA_CHECK(read_payment_information(root, message));
    }
  }
  if (message.message_id.empty()) return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place + "/GrpHdr");
  if (message.original_message_id.empty())
    return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place + "/OrgnlGrpInfAndSts");
  return message;
}

}  // namespace katiwala::api::messages
