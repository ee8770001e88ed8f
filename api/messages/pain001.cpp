#include "api/messages/pain001.h"

#include <set>

#include "api/messages/fields.h"
#include "api/messages/written.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

struct RailForm {
  std::string_view service_level;
  std::string_view local_instrument;
  bool pesos_only;
};

RailForm form_of(PaymentRail rail) {
  switch (rail) {
    case PaymentRail::book_transfer: return {"BKTR", "", false};
    case PaymentRail::instapay: return {"INST", "INSTAPAY", true};
    case PaymentRail::pesonet: return {"NURG", "PESONET", true};
    case PaymentRail::philpass: return {"URGP", "PHILPASS", true};
    case PaymentRail::swift: return {"G001", "", false};
  }
  KATIWALA_ASSERT(false, "a rail without a form");
  return {};
}

std::string_view code_of(ChargeBearer bearer) {
  switch (bearer) {
    case ChargeBearer::debtor: return "DEBT";
    case ChargeBearer::shared: return "SHAR";
    case ChargeBearer::creditor: return "CRED";
  }
  return {};
}

Status check_payment(const Payment& payment, const PaymentFile& file, const std::string& place) {
  KATIWALA_CHECK(check_reference(payment.end_to_end_id, place + "/end_to_end_id"));
  if (!payment.instruction_id.empty()) KATIWALA_CHECK(check_reference(payment.instruction_id, place + "/instruction_id"));
  if (!is_uetr(payment.uetr)) return field(place + "/uetr", "The UETR is not a lower-case UUID of version 4.");
  if (!payment.amount.is_positive()) return field(place + "/amount", "The amount is not above zero.");
  const Currency currency = payment.amount.currency();
  if (currency != file.payments.front().amount.currency())
    return refuse(Code::CURRENCY_MISMATCH, "All payments of a file are in one currency.", place + "/amount");
  if (form_of(file.rail).pesos_only && currency.code() != "PHP")
    return refuse(Code::CURRENCY_MISMATCH, "This rail carries PHP only.", place + "/amount");
  KATIWALA_CHECK(check_text(payment.creditor_name, 140, place + "/creditor_name"));
  KATIWALA_CHECK(check_account(payment.creditor_account, place + "/creditor_account"));
  KATIWALA_CHECK(check_bank(payment.creditor_bank, place + "/creditor_bank"));
  if (!is_purpose_code(payment.purpose)) return field(place + "/purpose", "The purpose is not an ISO external purpose code.");
  for (std::size_t i = 0; i < payment.remittance.size(); ++i)
    KATIWALA_CHECK(check_text(payment.remittance[i], 140, place + "/remittance/" + std::to_string(i)));
  return good();
}

Status check_file(const PaymentFile& file) {
  KATIWALA_CHECK(check_reference(file.message_id, "/message_id"));
  KATIWALA_CHECK(check_reference(file.payment_information_id, "/payment_information_id"));
  if (!file.created.has_date()) return field("/created", "The time is out of range.");
  KATIWALA_CHECK(check_text(file.initiating_party, 140, "/initiating_party"));
  KATIWALA_CHECK(check_text(file.debtor_name, 140, "/debtor_name"));
  KATIWALA_CHECK(check_account(file.debtor_account, "/debtor_account"));
  KATIWALA_CHECK(check_bank(file.debtor_bank, "/debtor_bank"));
  if (file.payments.empty() || file.payments.size() > kMaxPayments)
    return field("/payments", "A file has 1 to " + std::to_string(kMaxPayments) + " payments.");
  std::set<std::string_view> references, uetrs;
  for (std::size_t i = 0; i < file.payments.size(); ++i) {
    const std::string place = "/payments/" + std::to_string(i);
    KATIWALA_CHECK(check_payment(file.payments[i], file, place));
    if (!references.insert(file.payments[i].end_to_end_id).second) return field(place + "/end_to_end_id", "Two payments have this reference.");
    if (!uetrs.insert(file.payments[i].uetr).second) return field(place + "/uetr", "Two payments have this UETR.");
  }
  return good();
}

void write_payment(XmlWriter& xml, const Payment& payment) {
  xml.open("CdtTrfTxInf");
  xml.open("PmtId");
  xml.maybe_leaf("InstrId", payment.instruction_id);
  xml.leaf("EndToEndId", payment.end_to_end_id);
  xml.leaf("UETR", payment.uetr);
  xml.close();
  xml.open("Amt");
  xml.amount("InstdAmt", payment.amount);
  xml.close();
  write_bank(xml, "CdtrAgt", payment.creditor_bank);
  xml.chain({"Cdtr", "Nm"}, payment.creditor_name);
  write_account(xml, "CdtrAcct", payment.creditor_account);
  xml.chain({"Purp", "Cd"}, payment.purpose);
  if (!payment.remittance.empty()) {
    xml.open("RmtInf");
    for (const std::string& line : payment.remittance) xml.leaf("Ustrd", line);
    xml.close();
  }
  xml.close();
}

/// Everything of PmtInf before its transactions.
void write_terms(XmlWriter& xml, const PaymentFile& file, const std::string& count, const std::string& sum) {
  xml.leaf("PmtInfId", file.payment_information_id);
  xml.leaf("PmtMtd", "TRF");
  xml.leaf("NbOfTxs", count);
  xml.leaf("CtrlSum", sum);
  const RailForm form = form_of(file.rail);
  xml.open("PmtTpInf");
  xml.chain({"SvcLvl", "Cd"}, form.service_level);
  if (!form.local_instrument.empty()) xml.chain({"LclInstrm", "Prtry"}, form.local_instrument);
  xml.close();
  xml.chain({"ReqdExctnDt", "Dt"}, file.execution_date.text());
  xml.chain({"Dbtr", "Nm"}, file.debtor_name);
  write_account(xml, "DbtrAcct", file.debtor_account);
  write_bank(xml, "DbtrAgt", file.debtor_bank);
  xml.leaf("ChrgBr", code_of(file.charge_bearer));
}

}  // namespace

Result<std::string> write_payment_file(const PaymentFile& file) {
  KATIWALA_CHECK(check_file(file));
  Minor minor = 0;
  for (const Payment& payment : file.payments) minor += wide(payment.amount);
  const auto total = amount_from_wide(file.payments.front().amount.currency(), minor);
  if (!total.ok()) return refuse(Code::AMOUNT_RANGE, "The sum of the payments is past the bound.", "/payments");
  const std::string count = std::to_string(file.payments.size());

  XmlWriter xml("pain.001.001.09");
  xml.open("CstmrCdtTrfInitn");
  xml.open("GrpHdr");
  xml.leaf("MsgId", file.message_id);
  xml.leaf("CreDtTm", file.created.manila_text());
  xml.leaf("NbOfTxs", count);
  xml.leaf("CtrlSum", total->text());
  xml.chain({"InitgPty", "Nm"}, file.initiating_party);
  xml.close();
  xml.open("PmtInf");
  write_terms(xml, file, count, total->text());
  for (const Payment& payment : file.payments) write_payment(xml, payment);
  xml.close();
  xml.close();
  return xml.finish();
}

}  // namespace katiwala::api::messages
