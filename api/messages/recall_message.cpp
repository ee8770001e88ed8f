// camt.056: a bank asks for payments back.
#include "api/messages/control_sum.h"
#include "api/messages/message_walk.h"
#include "api/messages/recall_reader.h"

namespace katiwala::api::messages {
namespace {

/// FinInstnId of a bank, or a party by name and BIC.
Result<InquiryParty> read_party(const Node& choice) {
  InquiryParty out;
  KATIWALA_TRY(const Node bank, choice.maybe("Agt"));
  KATIWALA_TRY(const Node party, choice.maybe("Pty"));
  if (static_cast<bool>(bank) == static_cast<bool>(party)) return choice.refuse_here(Code::MESSAGE_SCHEMA, "Exactly one of Agt and Pty is expected here.");
  out.is_bank = static_cast<bool>(bank);
  if (party) {
    KATIWALA_TRY(out.name, maybe_text(party, "Nm", 140));
    KATIWALA_TRY(const Node organisation, party.maybe_path({"Id", "OrgId"}));
    if (organisation) {
      KATIWALA_TRY(out.bic, maybe_text(organisation, "AnyBIC", 11));
    }
  } else {
    KATIWALA_TRY(const Node institution, bank.one("FinInstnId"));
    KATIWALA_TRY(out.bic, maybe_text(institution, "BICFI", 11));
    KATIWALA_TRY(out.name, maybe_text(institution, "Nm", 140));
    KATIWALA_TRY(const Node member, institution.maybe("ClrSysMmbId"));
    if (member) {
      KATIWALA_TRY(out.member_id, maybe_text(member, "MmbId", 35));
      KATIWALA_TRY(const Node system, member.maybe("ClrSysId"));
      if (system) {
        KATIWALA_TRY(out.clearing_system, maybe_text(system, "Cd", 5));
      }
    }
  }
  if (out.name.empty() && out.bic.empty() && out.member_id.empty())
    return choice.refuse_here(Code::MESSAGE_SCHEMA, "The party has neither name nor number.");
  return out;
}

/// `node` may be empty.
Result<InquiryCase> read_case(const Node& node) {
  InquiryCase out;
  if (!node) return out;
  KATIWALA_TRY(const Node id, node.one("Id"));
  KATIWALA_TRY(out.id, text_field(id, 35));
  KATIWALA_TRY(const Node creator, node.one("Cretr"));
  KATIWALA_TRY(out.creator, read_party(creator));
  return out;
}

Status read_original(const Node& group, Recall& out) {
  KATIWALA_TRY(const Node id, group.one("OrgnlMsgId"));
  KATIWALA_TRY(out.original_message_id, text_field(id, 35));
  KATIWALA_TRY(const Node definition, group.one("OrgnlMsgNmId"));
  KATIWALA_TRY(out.original_definition, text_field(definition, 35));
  return good();
}

Result<Recall> read_recall(const Node& node) {
  Recall out;
  KATIWALA_TRY(out.cancellation_id, maybe_text(node, "CxlId", 35));
  KATIWALA_TRY(const Node inquiry, node.maybe("Case"));
  KATIWALA_TRY(out.inquiry, read_case(inquiry));
  KATIWALA_TRY(const Node group, node.maybe("OrgnlGrpInf"));
  if (group) KATIWALA_CHECK(read_original(group, out));
  KATIWALA_CHECK(read_original_references(node, "The recall does not say which payment it is of.", out.references));
  KATIWALA_TRY(out.amount, maybe_amount(node, "OrgnlIntrBkSttlmAmt"));
  KATIWALA_TRY(out.settled_on, maybe_day(node, "OrgnlIntrBkSttlmDt"));
  KATIWALA_TRY(out.reasons, read_reasons(node, "CxlRsnInf"));
  return out;
}

class RecallReader {
 public:
  explicit RecallReader(XmlCursor& cursor) : cursor_(cursor), place_(cursor.place()) {}

  Result<RecallMessage> read() {
    KATIWALA_CHECK(for_each_part(cursor_, [this](const Tree& tree) { return read_part(tree); }));
    if (message_.message_id.empty()) return missing("Assgnmt");
    if (message_.recalls.empty()) return missing("Undrlyg");
    if (!control_.items.empty()) {
      KATIWALA_CHECK(check_number(control_.root(), listed_));
      if (all_amounts_) KATIWALA_CHECK(check_sum(control_.root(), sum_, nullptr));
    }
    for (Recall& recall : message_.recalls)
      if (recall.inquiry.id.empty()) recall.inquiry = case_;
    return std::move(message_);
  }

 private:
  [[nodiscard]] Refusal missing(std::string_view name) const { return missing_element(place_, name); }
  static Status once(bool absent_so_far, const Node& node) {
    return absent_so_far ? good() : Status(stands_twice(node));
  }

  Status read_part(const Tree& tree) {
    const Node node = tree.root();
    if (node.name() == "Assgnmt") {
      KATIWALA_CHECK(once(message_.message_id.empty(), node));
      return read_assignment(node);
    }
    if (node.name() == "Case") {
      KATIWALA_CHECK(once(case_.id.empty(), node));
      KATIWALA_TRY(case_, read_case(node));
      return good();
    }
    if (node.name() == "CtrlData") {
      KATIWALA_CHECK(once(control_.items.empty(), node));
      control_ = tree;
      return good();
    }
    return node.name() == "Undrlyg" ? read_underlying(node) : good();
  }

  Status read_assignment(const Node& node) {
    KATIWALA_TRY(const Node id, node.one("Id"));
    KATIWALA_TRY(message_.message_id, text_field(id, 35));
    KATIWALA_TRY(const Node assigner, node.one("Assgnr"));
    KATIWALA_TRY(message_.assigner, read_party(assigner));
    KATIWALA_TRY(const Node assignee, node.one("Assgne"));
    KATIWALA_TRY(message_.assignee, read_party(assignee));
    KATIWALA_TRY(const Node created, node.one("CreDtTm"));
    KATIWALA_TRY(message_.created, instant_field(created));
    return good();
  }

  Status read_underlying(const Node& node) {
    KATIWALA_TRY(const Node group, node.maybe("OrgnlGrpInfAndCxl"));
    const std::vector<Node> transactions = node.all("TxInf");
    Recall of_group;
    if (group) KATIWALA_CHECK(read_group(group, transactions, of_group));
    if (transactions.empty()) {
      if (!of_group.whole_group) return missing_element(node.place(), "TxInf");
      all_amounts_ = false;
      message_.recalls.push_back(std::move(of_group));
      return good();
    }
    for (const Node& transaction : transactions) {
      KATIWALA_TRY(Recall recall, read_recall(transaction));
      if (recall.original_message_id.empty()) {
        recall.original_message_id = of_group.original_message_id;
        recall.original_definition = of_group.original_definition;
      }
      if (recall.reasons.empty()) recall.reasons = of_group.reasons;
      if (recall.inquiry.id.empty()) recall.inquiry = of_group.inquiry;
      ++listed_;
      if (recall.amount) {
        sum_.add(*recall.amount);
      } else {
        all_amounts_ = false;
      }
      message_.recalls.push_back(std::move(recall));
    }
    return good();
  }

  /// GrpCxl: all payments of the original message, which the sender then need not list. Its figures are of that message.
  Status read_group(const Node& group, const std::vector<Node>& transactions, Recall& out) {
    KATIWALA_CHECK(read_original(group, out));
    KATIWALA_TRY(out.cancellation_id, maybe_text(group, "GrpCxlId", 35));
    KATIWALA_TRY(const Node inquiry, group.maybe("Case"));
    KATIWALA_TRY(out.inquiry, read_case(inquiry));
    KATIWALA_TRY(out.reasons, read_reasons(group, "CxlRsnInf"));
    KATIWALA_TRY(out.whole_group, maybe_flag(group, "GrpCxl", false));
    KATIWALA_TRY(const Node number, group.maybe("NbOfTxs"));
    if (!number) return good();
    if (!out.whole_group) return check_number(group, transactions.size());
    KATIWALA_TRY(const std::uint64_t count, count_field(number));
    if (transactions.empty()) listed_ += count;
    return good();
  }

  XmlCursor& cursor_;
  std::string place_;
  RecallMessage message_;
  InquiryCase case_;
  Tree control_;
  ControlSum sum_;
  std::uint64_t listed_ = 0;
  bool all_amounts_ = true;
};

}  // namespace

Result<RecallMessage> read_recall_message(XmlCursor& cursor) { return RecallReader(cursor).read(); }

}  // namespace katiwala::api::messages
