// camt.029: the answer to a recall.
#include "api/messages/fields.h"
#include "api/messages/recall.h"
#include "api/messages/written.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kMaxInformation = 105;

struct AnswerForm {
  std::string_view confirmation;  ///< of the investigation
  std::string_view status;        ///< of each payment
};

AnswerForm form_of(RecallAnswer answer) {
  switch (answer) {
    case RecallAnswer::accepted: return {"CNCL", "ACCR"};
    case RecallAnswer::rejected: return {"RJCR", "RJCR"};
    case RecallAnswer::pending: return {"PDCR", "PDCR"};
  }
  KATIWALA_ASSERT(false, "an answer without a form");
  return {};
}

bool is_external_code(std::string_view text) {
  if (text.size() != 4) return false;
  for (const char c : text)
    if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return false;
  return true;
}

/// What another bank wrote: carried, if it can be.
Status check_echo(const std::string& text, const std::string& place) { return text.empty() ? good() : check_text(text, 35, place); }

Status check_party(const InquiryParty& party, const std::string& place) {
  if (party.bic.empty() && party.member_id.empty() && party.name.empty()) return field(place, "The party has neither name nor number.");
  if (!party.name.empty()) KATIWALA_CHECK(check_text(party.name, 140, place + "/name"));
  if (!party.is_bank && !party.member_id.empty()) return field(place + "/member_id", "Only a bank has a member number.");
  if (party.bic.empty() && party.member_id.empty()) return good();
  return check_bank({party.bic, party.clearing_system, party.member_id}, place);
}

Status check_recall(const Recall& recall, const std::string& place) {
  const References& ids = recall.references;
  if (!recall.inquiry.id.empty()) {
    KATIWALA_CHECK(check_text(recall.inquiry.id, 35, place + "/inquiry/id"));
    KATIWALA_CHECK(check_party(recall.inquiry.creator, place + "/inquiry/creator"));
  }
  const struct {
    const std::string& text;
    const char* name;
  } echoes[] = {{recall.cancellation_id, "/cancellation_id"},
                {recall.original_message_id, "/original_message_id"},
                {recall.original_definition, "/original_definition"},
                {ids.instruction_id, "/instruction_id"}, {ids.end_to_end_id, "/end_to_end_id"}, {ids.transaction_id, "/transaction_id"}};
  for (const auto& echo : echoes) KATIWALA_CHECK(check_echo(echo.text, place + echo.name));
  if (recall.original_message_id.empty() != recall.original_definition.empty() || (recall.whole_group && recall.original_message_id.empty()))
    return field(place + "/original_message_id", "The original message is named by its id and its definition.");
  if (!ids.uetr.empty() && !is_uetr(ids.uetr)) return field(place + "/uetr", "The UETR is not a lower-case UUID of version 4.");
  if (recall.amount && recall.amount->is_negative()) return field(place + "/amount", "The amount is below zero.");
  return good();
}

Status check_resolution(const RecallMessage& question, const Resolution& resolution) {
  KATIWALA_CHECK(check_reference(resolution.message_id, "/message_id"));
  KATIWALA_CHECK(check_reference(resolution.status_id, "/status_id"));
  if (!resolution.created.has_date()) return field("/created", "The time is out of range.");
  if (resolution.answer == RecallAnswer::rejected && resolution.reason.empty()) return field("/reason", "A recall is rejected with a reason.");
  if (!resolution.reason.empty() && !is_external_code(resolution.reason)) return field("/reason", "The reason is not a code of four characters.");
  if (resolution.reason.empty() && !resolution.information.empty()) return field("/information", "Information explains a reason; there is none.");
  for (std::size_t i = 0; i < resolution.information.size(); ++i)
    KATIWALA_CHECK(check_text(resolution.information[i], kMaxInformation, "/information/" + std::to_string(i)));
  KATIWALA_CHECK(check_party(question.assigner, "/question/assigner"));
  KATIWALA_CHECK(check_party(question.assignee, "/question/assignee"));
  if (question.recalls.empty()) return field("/question/recalls", "There is nothing to answer.");
  for (std::size_t i = 0; i < question.recalls.size(); ++i)
    KATIWALA_CHECK(check_recall(question.recalls[i], "/question/recalls/" + std::to_string(i)));
  return good();
}

void write_party(XmlWriter& xml, std::string_view name, const InquiryParty& party) {
  xml.open(name);
  if (party.is_bank) {
    xml.open("Agt");
    xml.open("FinInstnId");
    xml.maybe_leaf("BICFI", party.bic);
    if (!party.member_id.empty()) {
      xml.open("ClrSysMmbId");
      if (!party.clearing_system.empty()) xml.chain({"ClrSysId", "Cd"}, party.clearing_system);
      xml.leaf("MmbId", party.member_id);
      xml.close();
    }
    xml.maybe_leaf("Nm", party.name);
    xml.close();
  } else {
    xml.open("Pty");
    xml.maybe_leaf("Nm", party.name);
    if (!party.bic.empty()) xml.chain({"Id", "OrgId", "AnyBIC"}, party.bic);
  }
  xml.close();
  xml.close();
}

void write_case(XmlWriter& xml, const InquiryCase& inquiry) {
  if (inquiry.id.empty()) return;
  xml.open("RslvdCase");
  xml.leaf("Id", inquiry.id);
  write_party(xml, "Cretr", inquiry.creator);
  xml.close();
}

void write_reason(XmlWriter& xml, const Resolution& resolution) {
  if (resolution.reason.empty()) return;
  xml.open("CxlStsRsnInf");
  xml.chain({"Rsn", "Cd"}, resolution.reason);
  for (const std::string& line : resolution.information) xml.leaf("AddtlInf", line);
  xml.close();
}

/// Of a whole message: what was asked of it, answered of it.
void write_group(XmlWriter& xml, const Recall& recall, const Resolution& resolution) {
  xml.open("OrgnlGrpInfAndSts");
  xml.maybe_leaf("OrgnlGrpCxlId", recall.cancellation_id);
  write_case(xml, recall.inquiry);
  xml.leaf("OrgnlMsgId", recall.original_message_id);
  xml.leaf("OrgnlMsgNmId", recall.original_definition);
  xml.leaf("GrpCxlSts", form_of(resolution.answer).status);
  write_reason(xml, resolution);
  xml.close();
}

void write_transaction(XmlWriter& xml, const Recall& recall, const Resolution& resolution) {
  xml.open("TxInfAndSts");
  xml.leaf("CxlStsId", resolution.status_id);
  write_case(xml, recall.inquiry);
  if (!recall.original_message_id.empty()) {
    xml.open("OrgnlGrpInf");
    xml.leaf("OrgnlMsgId", recall.original_message_id);
    xml.leaf("OrgnlMsgNmId", recall.original_definition);
    xml.close();
  }
  xml.maybe_leaf("OrgnlInstrId", recall.references.instruction_id);
  xml.maybe_leaf("OrgnlEndToEndId", recall.references.end_to_end_id);
  xml.maybe_leaf("OrgnlTxId", recall.references.transaction_id);
  xml.maybe_leaf("OrgnlUETR", recall.references.uetr);
  xml.leaf("TxCxlSts", form_of(resolution.answer).status);
  write_reason(xml, resolution);
  if (recall.amount) xml.amount("OrgnlIntrBkSttlmAmt", *recall.amount);
  if (recall.settled_on) xml.leaf("OrgnlIntrBkSttlmDt", recall.settled_on->text());
  xml.close();
}

}  // namespace

Result<std::string> write_resolution(const RecallMessage& question, const Resolution& resolution) {
  KATIWALA_CHECK(check_resolution(question, resolution));
  XmlWriter xml("camt.029.001.09");
  xml.open("RsltnOfInvstgtn");
  xml.open("Assgnmt");
  xml.leaf("Id", resolution.message_id);
  write_party(xml, "Assgnr", question.assignee);
  write_party(xml, "Assgne", question.assigner);
  xml.leaf("CreDtTm", resolution.created.manila_text());
  xml.close();
  xml.chain({"Sts", "Conf"}, form_of(resolution.answer).confirmation);
  for (const Recall& recall : question.recalls) {
    xml.open("CxlDtls");
    if (recall.whole_group) {
      write_group(xml, recall, resolution);
    } else {
      write_transaction(xml, recall, resolution);
    }
    xml.close();
  }
  xml.close();
  return xml.finish();
}

}  // namespace katiwala::api::messages
