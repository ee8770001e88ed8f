#include "api/messages/pain001.h"

#include <set>

#include "api/messages/fields.h"
#include "api/messages/xml_writer.h"
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

Refusal field(const std::string& place, const std::string& message) { return refuse(Code::MESSAGE_FIELD, message, place); }

Status check_text(std::string_view text, std::size_t max, const std::string& place) {
  if (text.empty()) return field(place, "The field is empty.");
  if (!is_bank_text(text)) return refuse(Code::MESSAGE_CHARACTER, std::string(sentence_of(Code::MESSAGE_CHARACTER)), place);
  if (text.size() > max) return field(place, "The field has more than " + std::to_string(max) + " characters.");
  if (text.front() == ' ' || text.back() == ' ') return field(place, "The field begins or ends with a space.");
  return good();
}

/// References are carried through systems that give a slash at an end, and two together, a meaning of their own.
Status check_reference(std::string_view text, const std::string& place) {
  KATIWALA_CHECK(check_text(text, 35, place));
  if (text.front() == '/' || text.back() == '/' || text.find("//") != std::string_view::npos)
    return field(place, "A reference neither begins nor ends with a slash and has no two together.");
  return good();
}

Status check_account(const AccountRef& account, const std::string& place) {
  if (!account.is_iban) return check_text(account.number, 34, place);
  if (is_iban(account.number)) return good();
  return field(place, "The account number is not an IBAN with correct check digits.");
}

Status check_bank(const BankRef& bank, const std::string& place) {
  if (bank.bic.empty() && bank.member_id.empty()) return field(place, "A bank needs a BIC or a member number.");
  if (!bank.bic.empty() && !is_bic(bank.bic)) return field(place + "/bic", "The BIC has not the form of one.");
  if (!bank.clearing_system.empty()) {
    KATIWALA_CHECK(check_text(bank.clearing_system, 5, place + "/clearing_system"));
    if (bank.member_id.empty()) return field(place + "/member_id", "A clearing system is named without a member number.");
  }
  if (!bank.member_id.empty()) KATIWALA_CHECK(check_text(bank.member_id, 35, place + "/member_id"));
  return good();
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

void write_account(XmlWriter& xml, std::string_view name, const AccountRef& account) {
  xml.open(name);
  if (account.is_iban) {
    xml.chain({"Id", "IBAN"}, account.number);
  } else {
    xml.chain({"Id", "Othr", "Id"}, account.number);
  }
  if (account.currency) xml.leaf("Ccy", account.currency->code());
  xml.close();
}

void write_bank(XmlWriter& xml, std::string_view name, const BankRef& bank) {
  xml.open(name);
  xml.open("FinInstnId");
  xml.maybe_leaf("BICFI", bank.bic);
  if (!bank.member_id.empty()) {
    xml.open("ClrSysMmbId");
    if (!bank.clearing_system.empty()) xml.chain({"ClrSysId", "Cd"}, bank.clearing_system);
    xml.leaf("MmbId", bank.member_id);
    xml.close();
  }
  xml.close();
  xml.close();
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
