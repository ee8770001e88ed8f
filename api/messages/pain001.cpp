#include "api/messages/pain001.h"

#include <set>

#include "api/messages/fields.h"
#include "api/messages/written.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

std::string_view code_of(ChargeBearer bearer) {
  switch (bearer) {
    case ChargeBearer::debtor: return "DEBT";
    case ChargeBearer::shared: return "SHAR";
    case ChargeBearer::creditor: return "CRED";
  }
  return {};
}

/// Free of what tells the trust from any other (R65).
Status check_discreet(std::string_view text, std::size_t max, const std::string& place) {
  KATIWALA_CHECK(check_text(text, max, place));
  return has_case_word(text) ? Status(field(place, "The text has a word that says what the money is about.")) : good();
}

/// The first eight characters of a BIC are the bank; without both nobody can say.
bool is_another_bank(const BankRef& one, const BankRef& other) {
  return !one.bic.empty() && !other.bic.empty() && std::string_view(one.bic).substr(0, 8) != std::string_view(other.bic).substr(0, 8);
}

Status check_payment(const Payment& payment, const PaymentFile& file, const std::string& place) {
  KATIWALA_CHECK(check_reference(payment.end_to_end_id, place + "/end_to_end_id"));
  if (!payment.instruction_id.empty()) KATIWALA_CHECK(check_reference(payment.instruction_id, place + "/instruction_id"));
  if (!is_uetr(payment.uetr)) return field(place + "/uetr", "The UETR is not a lower-case UUID of version 4.");
  if (!payment.amount.is_positive()) return field(place + "/amount", "The amount is not above zero.");
  if (payment.amount.currency() != file.payments.front().amount.currency())
    return refuse(Code::CURRENCY_MISMATCH, "All payments of a file are in one currency.", place + "/amount");
  KATIWALA_CHECK(check_creditor(payment, file.rail, place));
  KATIWALA_CHECK(check_bank(payment.creditor_bank, place + "/creditor_bank"));
  if (file.rail == PaymentRail::book_transfer && is_another_bank(payment.creditor_bank, file.debtor_bank))
    return field(place + "/creditor_bank/bic", "A book transfer does not leave the pool's bank.");
  if (!is_purpose_code(payment.purpose)) return field(place + "/purpose", "The purpose is not an ISO external purpose code.");
  for (std::size_t i = 0; i < payment.remittance.size(); ++i)
    KATIWALA_CHECK(check_discreet(payment.remittance[i], 140, place + "/remittance/" + std::to_string(i)));
  return good();
}

Status check_debtor(const PaymentFile& file) {
  KATIWALA_CHECK(check_discreet(file.initiating_party, 140, "/initiating_party"));
  KATIWALA_CHECK(check_discreet(file.debtor_name, 140, "/debtor_name"));
  KATIWALA_CHECK(check_address(file.debtor_address, "/debtor_address"));
  KATIWALA_CHECK(check_lei(file.debtor_lei, "/debtor_lei"));
  KATIWALA_CHECK(check_account(file.debtor_account, "/debtor_account"));
  KATIWALA_CHECK(check_bank(file.debtor_bank, "/debtor_bank"));
  const bool needs_bic = terms_of(file.rail).needs_bic && file.debtor_bank.bic.empty();
  return needs_bic ? Status(field("/debtor_bank/bic", "This rail knows the pool's bank by its BIC alone.")) : good();
}

Status check_file(const PaymentFile& file) {
  KATIWALA_CHECK(check_reference(file.message_id, "/message_id"));
  KATIWALA_CHECK(check_reference(file.payment_information_id, "/payment_information_id"));
  if (!file.created.has_date()) return field("/created", "The time is out of range.");
  KATIWALA_CHECK(check_debtor(file));
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
  write_party(xml, "Cdtr", payment.creditor_name, payment.creditor_address, payment.creditor_lei);
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
  const RailTerms& form = terms_of(file.rail);
  xml.open("PmtTpInf");
  xml.chain({"SvcLvl", "Cd"}, form.service_level);
  if (!form.local_instrument.empty()) xml.chain({"LclInstrm", "Prtry"}, form.local_instrument);
  xml.close();
  xml.chain({"ReqdExctnDt", "Dt"}, file.execution_date.text());
  write_party(xml, "Dbtr", file.debtor_name, file.debtor_address, file.debtor_lei);
  write_account(xml, "DbtrAcct", file.debtor_account);
  write_bank(xml, "DbtrAgt", file.debtor_bank);
  xml.leaf("ChrgBr", code_of(file.charge_bearer));
}

}  // namespace

Status check_creditor(const Payment& payment, PaymentRail rail, const std::string& place) {
  const RailTerms& terms = terms_of(rail);
  if (terms.pesos_only && payment.amount.currency().code() != "PHP") return refuse(Code::CURRENCY_MISMATCH, "This rail carries PHP only.", place + "/amount");
  KATIWALA_CHECK(check_text(payment.creditor_name, 140, place + "/creditor_name"));
  KATIWALA_CHECK(check_address(payment.creditor_address, place + "/creditor_address"));
  KATIWALA_CHECK(check_lei(payment.creditor_lei, place + "/creditor_lei"));
  KATIWALA_CHECK(check_account(payment.creditor_account, place + "/creditor_account"));
  if (rail != PaymentRail::book_transfer || payment.creditor_bank != BankRef{}) KATIWALA_CHECK(check_bank(payment.creditor_bank, place + "/creditor_bank"));
  if (terms.needs_bic && payment.creditor_bank.bic.empty()) return field(place + "/creditor_bank/bic", "This rail knows the payee's bank by its BIC alone.");
  if (terms.needs_address && payment.creditor_address.empty()) return field(place + "/creditor_address/town", "This rail needs the payee's town and country.");
  return good();
}

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
