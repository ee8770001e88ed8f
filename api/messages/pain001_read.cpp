// A payment file of ours, read back: files of one batch are put together from those that were released, not written anew from what has changed since.
#include "api/messages/control_sum.h"
#include "api/messages/message_walk.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {
namespace {

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

Result<std::string> leaf(const Node& parent, std::string_view name, std::size_t max) {
  KATIWALA_TRY(const Node node, parent.one(name));
  return text_field(node, max);
}

Result<PostalAddress> address_in(const Node& party) {
  PostalAddress out;
  KATIWALA_TRY(const Node node, party.maybe("PstlAdr"));
  if (!node) return out;
  KATIWALA_TRY(out.street, maybe_text(node, "StrtNm", 70));
  KATIWALA_TRY(out.building, maybe_text(node, "BldgNb", 16));
  KATIWALA_TRY(out.post_code, maybe_text(node, "PstCd", 16));
  KATIWALA_TRY(out.town, maybe_text(node, "TwnNm", 35));
  KATIWALA_TRY(out.country, maybe_text(node, "Ctry", 2));
  return out;
}

struct Party {
  std::string name, lei;
  PostalAddress address;
};

Result<Party> party_in(const Node& parent, std::string_view name) {
  Party out;
  KATIWALA_TRY(const Node node, parent.one(name));
  KATIWALA_TRY(out.name, leaf(node, "Nm", 140));
  KATIWALA_TRY(out.address, address_in(node));
  KATIWALA_TRY(const Node organisation, node.maybe_path({"Id", "OrgId"}));
  if (organisation) {
    KATIWALA_TRY(out.lei, maybe_text(organisation, "LEI", 20));
  }
  return out;
}

Result<BankRef> bank_in(const Node& parent, std::string_view name) {
  BankRef out;
  KATIWALA_TRY(const Node agent, parent.one(name));
  KATIWALA_TRY(const Node node, agent.one("FinInstnId"));
  KATIWALA_TRY(out.bic, maybe_text(node, "BICFI", 11));
  KATIWALA_TRY(out.lei, maybe_text(node, "LEI", 20));
  KATIWALA_TRY(const Node member, node.maybe("ClrSysMmbId"));
  if (!member) return out;
  KATIWALA_TRY(out.member_id, leaf(member, "MmbId", 35));
  KATIWALA_TRY(const Node system, member.maybe("ClrSysId"));
  if (system) {
    KATIWALA_TRY(out.clearing_system, leaf(system, "Cd", 5));
  }
  return out;
}

Result<AccountRef> account_in(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node node, parent.one(name));
  return account_field(node);
}

Result<PaymentRail> rail_in(const Node& terms) {
  KATIWALA_TRY(const Node type, terms.one("PmtTpInf"));
  KATIWALA_TRY(const std::string level, maybe_code(type, "SvcLvl"));
  KATIWALA_TRY(const std::string instrument, maybe_code(type, "LclInstrm"));
  for (const PaymentRail rail : {PaymentRail::book_transfer, PaymentRail::instapay, PaymentRail::pesonet, PaymentRail::philpass, PaymentRail::swift})
    if (terms_of(rail).service_level == level && terms_of(rail).local_instrument == instrument) return rail;
  return type.refuse_here(Code::MESSAGE_SCHEMA, "The service level and the local instrument are those of no rail.");
}

Result<ChargeBearer> bearer_in(const Node& terms) {
  constexpr std::pair<std::string_view, ChargeBearer> kBearers[] = {
      {"DEBT", ChargeBearer::debtor}, {"SHAR", ChargeBearer::shared}, {"CRED", ChargeBearer::creditor}};
  const Result<std::string> text = leaf(terms, "ChrgBr", 4);
  if (!text.ok()) return text.refusal();
  for (const auto& [name, bearer] : kBearers)
    if (*text == name) return bearer;
  return terms.refuse_here(Code::MESSAGE_SCHEMA, "The charge bearer is none of DEBT, SHAR and CRED.");
}

Result<Payment> payment_in(const Node& node) {
  Payment out;
  KATIWALA_TRY(const Node ids, node.one("PmtId"));
  KATIWALA_TRY(out.instruction_id, maybe_text(ids, "InstrId", 35));
  KATIWALA_TRY(out.end_to_end_id, leaf(ids, "EndToEndId", 35));
  KATIWALA_TRY(out.uetr, maybe_uetr(ids, "UETR"));
  KATIWALA_TRY(const Node amounts, node.one("Amt"));
  KATIWALA_TRY(const Node amount, amounts.one("InstdAmt"));
  KATIWALA_TRY(out.amount, amount_field(amount));
  KATIWALA_TRY(out.creditor_bank, bank_in(node, "CdtrAgt"));
  KATIWALA_TRY(Party creditor, party_in(node, "Cdtr"));
  out.creditor_name = std::move(creditor.name);
  out.creditor_address = std::move(creditor.address);
  out.creditor_lei = std::move(creditor.lei);
  KATIWALA_TRY(out.creditor_account, account_in(node, "CdtrAcct"));
  KATIWALA_TRY(out.purpose, maybe_code(node, "Purp"));
  KATIWALA_TRY(const Node remittance, node.maybe("RmtInf"));
  if (!remittance) return out;
  for (const Node& line : remittance.all("Ustrd")) {
    KATIWALA_TRY(std::string text, text_field(line, 140));
    out.remittance.push_back(std::move(text));
  }
  return out;
}

Status read_header(const Node& header, PaymentFile& out) {
  KATIWALA_TRY(out.message_id, leaf(header, "MsgId", 35));
  KATIWALA_TRY(const Node created, header.one("CreDtTm"));
  KATIWALA_TRY(out.created, instant_field(created));
  KATIWALA_TRY(const Node party, header.one("InitgPty"));
  KATIWALA_TRY(out.initiating_party, leaf(party, "Nm", 140));
  return good();
}

Status read_terms(const Node& node, PaymentFile& out) {
  KATIWALA_TRY(out.payment_information_id, leaf(node, "PmtInfId", 35));
  KATIWALA_TRY(out.rail, rail_in(node));
  KATIWALA_TRY(const Node day, node.one("ReqdExctnDt"));
  KATIWALA_TRY(out.execution_date, date_choice(day));
  KATIWALA_TRY(Party debtor, party_in(node, "Dbtr"));
  out.debtor_name = std::move(debtor.name);
  out.debtor_address = std::move(debtor.address);
  out.debtor_lei = std::move(debtor.lei);
  KATIWALA_TRY(out.debtor_account, account_in(node, "DbtrAcct"));
  KATIWALA_TRY(out.debtor_bank, bank_in(node, "DbtrAgt"));
  KATIWALA_TRY(out.charge_bearer, bearer_in(node));
  return good();
}

Status read_body(const Node& root, PaymentFile& out) {
  KATIWALA_TRY(const Node header, root.one("GrpHdr"));
  KATIWALA_CHECK(read_header(header, out));
  KATIWALA_TRY(const Node information, root.one("PmtInf"));
  KATIWALA_CHECK(read_terms(information, out));
  ControlSum sum;
  for (const Node& node : information.all("CdtTrfTxInf")) {
    KATIWALA_TRY(Payment payment, payment_in(node));
    sum.add(payment.amount);
    out.payments.push_back(std::move(payment));
  }
  for (const Node& place : {header, information}) {
    KATIWALA_CHECK(check_number(place, out.payments.size()));
    KATIWALA_CHECK(check_sum(place, sum, nullptr));
  }
  return good();
}

}  // namespace

Result<PaymentFile> read_payment_file(std::string_view bytes) {
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, kMostBytes));
  XmlCursor cursor(xml, kDoorLimits);
  KATIWALA_TRY(const bool any, cursor.next_child(false));
  if (!any || cursor.name() != "Document" || cursor.namespace_uri() != kNamespace) return refuse(Code::MESSAGE_UNKNOWN, "This is no pain.001.001.09.");
  KATIWALA_TRY(const Tree* tree, cursor.take(false));
  PaymentFile out;
  KATIWALA_TRY(const Node root, tree->root().one("CstmrCdtTrfInitn"));
  KATIWALA_CHECK(read_body(root, out));
  KATIWALA_TRY(const bool more, cursor.next_child(false));
  if (more) return refuse(Code::MESSAGE_UNKNOWN, "There is more than one document.");
  return out;
}

}  // namespace katiwala::api::messages
