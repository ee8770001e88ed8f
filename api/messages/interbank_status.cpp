// pacs.002: what a bank on the way says of a payment.
#include <map>

#include "api/messages/fields.h"
#include "api/messages/message_walk.h"
#include "api/messages/reports.h"

namespace katiwala::api::messages {
namespace {

/// Statuses are of one message here: what is said of two at once could not be told apart afterwards.
Status note_original(const Node& group, StatusMessage& message) {
  KATIWALA_TRY(const Node id, group.one("OrgnlMsgId"));
  KATIWALA_TRY(std::string original, text_field(id, 35));
  KATIWALA_TRY(const Node definition, group.one("OrgnlMsgNmId"));
  KATIWALA_TRY(std::string original_definition, text_field(definition, 35));
  if (!message.original_message_id.empty() && message.original_message_id != original)
    return id.refuse_here(Code::MESSAGE_SCHEMA, "The message speaks of two original messages; the status of one is read here.");
  message.original_message_id = std::move(original);
  message.original_definition = std::move(original_definition);
  return good();
}

struct StatedNumber {
  std::string status, place;
  std::uint64_t count = 0;
};

class InterbankStatusReader {
 public:
  explicit InterbankStatusReader(XmlCursor& cursor) : cursor_(cursor), place_(cursor.place()) {}

  Result<StatusMessage> read() {
    KATIWALA_CHECK(for_each_part(cursor_, [this](const Tree& tree) { return read_part(tree.root()); }));
    if (message_.message_id.empty()) return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place_ + "/GrpHdr");
    if (!grouped_ && message_.transactions.empty())
      return missing_element(place_, "TxInfAndSts");
    KATIWALA_CHECK(check_numbers());
    return std::move(message_);
  }

 private:
  Status read_part(const Node& node) {
    if (node.name() == "GrpHdr") {
      if (!message_.message_id.empty()) return stands_twice(node);
      KATIWALA_TRY(MessageHead head, read_head(node));
      message_.message_id = std::move(head.message_id);
      message_.created = head.created;
      return good();
    }
    if (node.name() == "OrgnlGrpInfAndSts") return read_group(node);
    if (node.name() == "TxInfAndSts") return read_transaction(node);
    return good();
  }

  Status read_group(const Node& node) {
    if (grouped_) return stands_twice(node);
    grouped_ = true;
    KATIWALA_CHECK(note_original(node, message_));
    KATIWALA_TRY(message_.group_status, maybe_text(node, "GrpSts", 4));
    KATIWALA_TRY(message_.group_reasons, read_reasons(node, "StsRsnInf"));
    const std::string place = node.place();
    for (const Node& number : node.all("NbOfTxsPerSts")) {
      StatedNumber stated;
      KATIWALA_TRY(const Node count, number.one("DtldNbOfTxs"));
      KATIWALA_TRY(stated.count, count_field(count));
      KATIWALA_TRY(const Node status, number.one("DtldSts"));
      KATIWALA_TRY(stated.status, text_field(status, 4));
      // Not count.place(): that counts the elements before it, each time.
      stated.place = place + place_step(number.name(), static_cast<std::uint32_t>(numbers_.size() + 1)) + place_step(count.name(), 1);
      numbers_.push_back(std::move(stated));
    }
    return good();
  }

  Status read_transaction(const Node& node) {
    KATIWALA_TRY(TransactionStatus status, read_transaction_status(node));
    KATIWALA_TRY(const Node group, node.maybe("OrgnlGrpInf"));
    if (group) KATIWALA_CHECK(note_original(group, message_));
    KATIWALA_TRY(const std::string transaction_id, maybe_text(node, "OrgnlTxId", 35));
    if (status.instruction_id.empty() && status.end_to_end_id.empty() && status.uetr.empty() && transaction_id.empty())
      return node.refuse_here(Code::MESSAGE_SCHEMA, "The status does not say which payment it is of.");
    if (status.status.empty()) {
      status.status = message_.group_status;
      if (status.reasons.empty()) status.reasons = message_.group_reasons;
    }
    message_.transactions.push_back(std::move(status));
    return good();
  }

  /// A bank may list fewer payments than it counts, never more.
  [[nodiscard]] Status check_numbers() const {
    std::map<std::string_view, std::uint64_t> counted;
    for (const TransactionStatus& status : message_.transactions) ++counted[status.status];
    for (const StatedNumber& stated : numbers_) {
      const auto those = counted.find(stated.status);
      const std::uint64_t found = those == counted.end() ? 0 : those->second;
      if (found > stated.count)
        return refuse(Code::MESSAGE_CONTROL_SUM,
                      "Transactions of this status: " + std::to_string(stated.count) + " is stated, " + std::to_string(found) + " is found.", stated.place);
    }
    return good();
  }

  XmlCursor& cursor_;
  std::string place_;
  StatusMessage message_;
  bool grouped_ = false;
  std::vector<StatedNumber> numbers_;
};

}  // namespace

Result<StatusMessage> read_interbank_status(XmlCursor& cursor) { return InterbankStatusReader(cursor).read(); }

}  // namespace katiwala::api::messages
