#include "api/messages/sandbox_bank.h"

#include "api/messages/written.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

constexpr std::string_view kStatement = "camt.053.001.08";
constexpr std::string_view kNotification = "camt.054.001.08";
constexpr std::string_view kStatus = "pain.002.001.10";

std::string_view code_of(Direction direction) { return direction == Direction::credit ? "CRDT" : "DBIT"; }
Amount size_of(Amount amount) { return amount.is_negative() ? -amount : amount; }

void write_balance(XmlWriter& xml, const Balance& balance) {
  xml.open("Bal");
  xml.open("Tp");
  xml.chain({"CdOrPrtry", "Cd"}, balance.type);
  if (!balance.subtype.empty()) xml.chain({"SubTp", "Cd"}, balance.subtype);
  xml.close();
  xml.amount("Amt", size_of(balance.amount));
  xml.leaf("CdtDbtInd", balance.amount.is_negative() ? "DBIT" : "CRDT");
  xml.chain({"Dt", "Dt"}, balance.date.text());
  xml.close();
}

void write_charges(XmlWriter& xml, const std::vector<Charge>& charges) {
  if (charges.empty()) return;
  xml.open("Chrgs");
  for (const Charge& charge : charges) {
    xml.open("Rcrd");
    xml.amount("Amt", charge.amount);
    xml.leaf("CdtDbtInd", code_of(charge.direction));
    if (charge.included) xml.leaf("ChrgInclInd", *charge.included ? "true" : "false");
    if (!charge.type.empty()) xml.chain({"Tp", "Cd"}, charge.type);
    xml.maybe_leaf("Br", charge.bearer);
    xml.close();
  }
  xml.close();
}

void write_references(XmlWriter& xml, const References& refs) {
  if (refs == References{}) return;
  xml.open("Refs");
  xml.maybe_leaf("MsgId", refs.message_id);
  xml.maybe_leaf("AcctSvcrRef", refs.account_servicer_reference);
  xml.maybe_leaf("PmtInfId", refs.payment_information_id);
  xml.maybe_leaf("InstrId", refs.instruction_id);
  xml.maybe_leaf("EndToEndId", refs.end_to_end_id);
  xml.maybe_leaf("UETR", refs.uetr);
  xml.maybe_leaf("TxId", refs.transaction_id);
  xml.close();
}

void write_parties(XmlWriter& xml, const Transaction& transaction) {
  if (transaction.debtor_name.empty() && transaction.creditor_name.empty() && !transaction.debtor_account && !transaction.creditor_account)
    return;
  xml.open("RltdPties");
  if (!transaction.debtor_name.empty()) xml.chain({"Dbtr", "Pty", "Nm"}, transaction.debtor_name);
  if (transaction.debtor_account) write_account(xml, "DbtrAcct", *transaction.debtor_account);
  if (!transaction.creditor_name.empty()) xml.chain({"Cdtr", "Pty", "Nm"}, transaction.creditor_name);
  if (transaction.creditor_account) write_account(xml, "CdtrAcct", *transaction.creditor_account);
  xml.close();
}

void write_remittance(XmlWriter& xml, const Transaction& transaction) {
  if (transaction.remittance.empty() && transaction.structured_references.empty()) return;
  xml.open("RmtInf");
  for (const std::string& line : transaction.remittance) xml.leaf("Ustrd", line);
  for (const std::string& reference : transaction.structured_references) xml.chain({"Strd", "CdtrRefInf", "Ref"}, reference);
  xml.close();
}

void write_transaction(XmlWriter& xml, const Transaction& transaction) {
  xml.open("TxDtls");
  write_references(xml, transaction.references);
  xml.amount("Amt", transaction.amount);
  xml.leaf("CdtDbtInd", code_of(transaction.direction));
  if (transaction.instructed) {
    xml.open("AmtDtls");
    xml.open("InstdAmt");
    xml.amount("Amt", *transaction.instructed);
    xml.close();
    xml.close();
  }
  write_charges(xml, transaction.charges);
  write_parties(xml, transaction);
  if (!transaction.purpose.empty()) xml.chain({"Purp", "Cd"}, transaction.purpose);
  write_remittance(xml, transaction);
  if (!transaction.return_reason.empty()) xml.chain({"RtrInf", "Rsn", "Cd"}, transaction.return_reason);
  xml.maybe_leaf("AddtlTxInf", transaction.additional_information);
  xml.close();
}

void write_bank_code(XmlWriter& xml, const std::string& code) {
  xml.open("BkTxCd");
  if (code.size() == 14 && code[4] == '-' && code[9] == '-') {
    xml.open("Domn");
    xml.leaf("Cd", code.substr(0, 4));
    xml.open("Fmly");
    xml.leaf("Cd", code.substr(5, 4));
    xml.leaf("SubFmlyCd", code.substr(10));
    xml.close();
    xml.close();
  } else if (!code.empty()) {
    xml.chain({"Prtry", "Cd"}, code);
  }
  xml.close();
}

void write_entry(XmlWriter& xml, const Entry& entry) {
  xml.open("Ntry");
  xml.maybe_leaf("NtryRef", entry.reference);
  xml.amount("Amt", entry.amount);
  xml.leaf("CdtDbtInd", code_of(entry.direction));
  if (entry.reversal) xml.leaf("RvslInd", "true");
  xml.chain({"Sts", "Cd"}, entry.status);
  if (entry.booking_date) xml.chain({"BookgDt", "Dt"}, entry.booking_date->text());
  if (entry.value_date) xml.chain({"ValDt", "Dt"}, entry.value_date->text());
  xml.maybe_leaf("AcctSvcrRef", entry.account_servicer_reference);
  write_bank_code(xml, entry.bank_code);
  write_charges(xml, entry.charges);
  xml.open("NtryDtls");
  for (const Transaction& transaction : entry.transactions) write_transaction(xml, transaction);
  xml.close();
  xml.close();
}

void write_report(XmlWriter& xml, const AccountReport& report, std::string_view name) {
  xml.open(name);
  xml.leaf("Id", report.id);
  xml.maybe_leaf("ElctrncSeqNb", report.sequence);
  if (report.created) xml.leaf("CreDtTm", report.created->manila_text());
  xml.maybe_leaf("CpyDplctInd", report.copy_duplicate);
  write_account(xml, "Acct", report.account);
  for (const Balance& balance : report.balances) write_balance(xml, balance);
  for (const Entry& entry : report.entries) write_entry(xml, entry);
  for (const Entry& entry : report.not_booked) write_entry(xml, entry);
  xml.close();
}

Status check_entry(const Entry& entry, const std::string& place) {
  if (entry.amount.is_negative() || entry.amount.currency().is_none()) return field(place + "/amount", "An entry has an amount without sign.");
  if (entry.status.empty()) return field(place + "/status", "The field is empty.");
  if (entry.transactions.empty()) return field(place + "/transactions", "An entry has one transaction or more.");
  Minor sum = 0;
  for (const Transaction& transaction : entry.transactions) {
    if (transaction.amount.currency() != entry.amount.currency() || transaction.amount.is_negative())
      return field(place + "/transactions", "A transaction has an amount without sign in the currency of its entry.");
    sum += wide(with_sign(transaction.amount, transaction.direction));
  }
  if (sum != wide(with_sign(entry.amount, entry.direction))) return field(place + "/amount", "The transactions do not add up to the entry.");
  return good();
}

Status check_report(const AccountReport& report, bool statement, const std::string& place) {
  if (report.id.empty()) return field(place + "/id", "The field is empty.");
  if (report.account.number.empty()) return field(place + "/account", "The field is empty.");
  if (!report.single_page) return field(place + "/single_page", "Pages are not written.");
  if (statement == report.balances.empty())
    return field(place + "/balances", statement ? "A statement has balances." : "A notification has no balances.");
  for (std::size_t i = 0; i < report.entries.size(); ++i) KATIWALA_CHECK(check_entry(report.entries[i], place + "/entries/" + std::to_string(i)));
  for (std::size_t i = 0; i < report.not_booked.size(); ++i)
    KATIWALA_CHECK(check_entry(report.not_booked[i], place + "/not_booked/" + std::to_string(i)));
  const Balance* opening = report.opening();
  const Balance* closing = report.closing();
  if (opening == nullptr || closing == nullptr) return good();
  Minor sum = wide(opening->amount);
  for (const Entry& entry : report.entries) sum += wide(with_sign(entry.amount, entry.direction));
  return sum == wide(closing->amount) ? good() : field(place + "/balances", "The balances and the entries do not agree.");
}

Result<std::string> write_account_message(const AccountMessage& message, bool statement) {
  if (message.message_id.empty()) return field("/message_id", "The field is empty.");
  if (message.reports.empty()) return field("/reports", "A message has one report or more.");
  for (std::size_t i = 0; i < message.reports.size(); ++i)
    KATIWALA_CHECK(check_report(message.reports[i], statement, "/reports/" + std::to_string(i)));
  XmlWriter xml(statement ? kStatement : kNotification);
  xml.open(statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn");
  xml.open("GrpHdr");
  xml.leaf("MsgId", message.message_id);
  xml.leaf("CreDtTm", message.created.manila_text());
  xml.close();
  for (const AccountReport& report : message.reports) write_report(xml, report, statement ? "Stmt" : "Ntfctn");
  xml.close();
  return xml.finish();
}

void write_reasons(XmlWriter& xml, const Reasons& reasons) {
  for (const StatusReason& reason : reasons) {
    xml.open("StsRsnInf");
    if (!reason.code.empty()) xml.chain({"Rsn", "Cd"}, reason.code);
    for (const std::string& line : reason.information) xml.leaf("AddtlInf", line);
    xml.close();
  }
}

void write_transaction_status(XmlWriter& xml, const TransactionStatus& status) {
  xml.open("TxInfAndSts");
  xml.maybe_leaf("OrgnlInstrId", status.instruction_id);
  xml.maybe_leaf("OrgnlEndToEndId", status.end_to_end_id);
  xml.maybe_leaf("OrgnlUETR", status.uetr);
  xml.maybe_leaf("TxSts", status.status);
  write_reasons(xml, status.reasons);
  xml.maybe_leaf("AcctSvcrRef", status.account_servicer_reference);
  if (status.amount) {
    xml.open("OrgnlTxRef");
    xml.open("Amt");
    xml.amount("InstdAmt", *status.amount);
    xml.close();
    xml.close();
  }
  xml.close();
}

Result<std::string> write_movement(Movement movement, Direction direction) {
  movement.transaction.direction = direction;
  AccountReport report;
  report.id = movement.message_id;
  report.created = movement.created;
  report.account = movement.account;
  report.entries.push_back(entry_of(movement.transaction, movement.booking_date, movement.value_date));
  AccountMessage message;
  message.kind = ReportKind::notification;
  message.message_id = movement.message_id;
  message.created = movement.created;
  message.reports.push_back(std::move(report));
  return write_notification(message);
}

}  // namespace

Result<std::string> write_statement(const AccountMessage& message) { return write_account_message(message, true); }
Result<std::string> write_notification(const AccountMessage& message) { return write_account_message(message, false); }

Result<std::string> write_credit_notification(Movement movement) { return write_movement(std::move(movement), Direction::credit); }
Result<std::string> write_debit_notification(Movement movement) { return write_movement(std::move(movement), Direction::debit); }

Result<std::string> write_status(const StatusMessage& message) {
  if (message.message_id.empty()) return field("/message_id", "The field is empty.");
  if (message.original_message_id.empty()) return field("/original_message_id", "The field is empty.");
  XmlWriter xml(kStatus);
  xml.open("CstmrPmtStsRpt");
  xml.open("GrpHdr");
  xml.leaf("MsgId", message.message_id);
  xml.leaf("CreDtTm", message.created.manila_text());
  xml.close();
  xml.open("OrgnlGrpInfAndSts");
  xml.leaf("OrgnlMsgId", message.original_message_id);
  xml.leaf("OrgnlMsgNmId", message.original_definition.empty() ? "pain.001.001.09" : message.original_definition);
  xml.maybe_leaf("GrpSts", message.group_status);
  write_reasons(xml, message.group_reasons);
  xml.close();
  for (std::size_t i = 0; i < message.transactions.size(); ++i) {
    const TransactionStatus& status = message.transactions[i];
    if (status.payment_information_id.empty())
      return field("/transactions/" + std::to_string(i) + "/payment_information_id", "The field is empty.");
    const bool first = i == 0 || message.transactions[i - 1].payment_information_id != status.payment_information_id;
    if (first) {
      xml.open("OrgnlPmtInfAndSts");
      xml.leaf("OrgnlPmtInfId", status.payment_information_id);
    }
    write_transaction_status(xml, status);
    const bool last = i + 1 == message.transactions.size() || message.transactions[i + 1].payment_information_id != status.payment_information_id;
    if (last) xml.close();
  }
  xml.close();
  return xml.finish();
}

Entry entry_of(const Transaction& transaction, CivilDate booking_date, CivilDate value_date) {
  Entry entry;
  entry.amount = transaction.amount;
  entry.direction = transaction.direction;
  entry.status = "BOOK";
  entry.booking_date = booking_date;
  entry.value_date = value_date;
  entry.account_servicer_reference = transaction.references.account_servicer_reference;
  entry.transactions.push_back(transaction);
  return entry;
}

Result<AccountReport> report_of(std::string id, Instant created, AccountRef account, Amount opening, CivilDate day,
                                std::vector<Entry> entries) {
  AccountReport report;
  report.id = std::move(id);
  report.created = created;
  report.account = std::move(account);
  report.currency = opening.currency();
  Minor sum = wide(opening);
  for (const Entry& entry : entries) sum += wide(with_sign(entry.amount, entry.direction));
  KATIWALA_TRY(const Amount closing, amount_from_wide(opening.currency(), sum));
  report.balances.push_back({"OPBD", "", opening, day});
  report.balances.push_back({"CLBD", "", closing, day});
  report.entries = std::move(entries);
  report.proven = true;
  return report;
}

}  // namespace katiwala::api::messages
