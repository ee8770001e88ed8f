// The sandbox bank's messages: read back as the same values, and valid under the official schemas.
#include "api/messages/sandbox_bank.h"

#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::sandbox_bank_test {
namespace {

Instant noon() { return Instant::parse("2026-03-02T12:00:00+08:00").value(); }
CivilDate day() { return CivilDate::parse("2026-03-02").value(); }
AccountRef pool() { return {"000111222333", false, ccy("USD")}; }

Transaction restitution() {
  Transaction credit;
  credit.amount = amount_of("USD", "19975.00");
  credit.instructed = amount_of("USD", "20000.00");
  credit.charges = {{amount_of("USD", "25.00"), Direction::debit, true, "BRKF", "SHAR"}};
  credit.references = {"BANKREF1", "PAYMSG1", "PI1", "INSTR1", "US-1-2026-03", "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52", "TX1"};
  credit.debtor_name = "Invented Clerk of Court";
  credit.creditor_name = "Sandbox Trust Department";
  credit.debtor_account = AccountRef{"GB33BUKB20201555555555", true, std::nullopt};
  credit.creditor_account = pool();
  credit.purpose = "BENE";
  credit.remittance = {"Docket 0:25-cr-00001", "a < b & \"c\""};
  credit.structured_references = {"REF-1"};
  credit.additional_information = "invented";
  return credit;
}

AccountMessage statement() {
  Transaction fee;
  fee.amount = amount_of("USD", "30.00");
  fee.direction = Direction::debit;
  fee.return_reason = "AC04";
  Entry batch = entry_of(restitution(), day(), day());
  batch.bank_code = "PMNT-RCDT-XBCT";
  batch.reference = "N1";
  Entry two = entry_of(fee, day(), day() + 1);
  two.bank_code = "544";
  two.reversal = true;
  two.transactions.push_back(fee);
  two.amount = amount_of("USD", "60.00");
  AccountMessage message;
  message.kind = ReportKind::statement;
  message.definition = "camt.053.001.08";
  message.message_id = "STMT-1";
  message.created = noon();
  message.reports = {report_of("S-1", noon(), pool(), amount_of("USD", "-100.00"), day(), {batch, two}).value()};
  Entry pending = entry_of(fee, day(), day());
  pending.status = "PDNG";
  message.reports[0].not_booked = {pending};
  message.reports[0].sequence = "61";
  message.reports[0].copy_duplicate = "DUPL";
  return message;
}

StatusMessage status() {
  StatusMessage message;
  message.definition = "pain.002.001.10";
  message.message_id = "STS-1";
  message.created = noon();
  message.original_message_id = "KTW-MSG-0001";
  message.original_definition = "pain.001.001.09";
  message.group_status = "PART";
  TransactionStatus settled;
  settled.payment_information_id = "KTW-MSG-0001-1";
  settled.end_to_end_id = "KTW-PAY-0001";
  settled.uetr = "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52";
  settled.status = "ACSC";
  settled.account_servicer_reference = "BANKREF2";
  settled.amount = amount_of("PHP", "18000.00");
  TransactionStatus rejected = settled;
  rejected.end_to_end_id = "KTW-PAY-0002";
  rejected.uetr.clear();
  rejected.status = "RJCT";
  rejected.reasons = {{"AC04", {"account closed", "invented"}}};
  TransactionStatus other = settled;
  other.payment_information_id = "KTW-MSG-0001-2";
  message.transactions = {settled, rejected, other};
  return message;
}

BankMessage read_back(const Result<std::string>& bytes) {
  EXPECT_TRUE(bytes.ok()) << bytes.refusal().place << ": " << bytes.refusal().message;
  auto read = read_message(bytes.value(), kDoorLimits, nullptr);
  EXPECT_TRUE(read.ok()) << read.refusal().place << ": " << read.refusal().message;
  return std::move(read).value();
}

TEST(SandboxBank, StatementReadsBackAsTheSameValues) {
  EXPECT_EQ(std::get<AccountMessage>(read_back(write_statement(statement()))), statement());
  EXPECT_EQ(statement().reports[0].closing()->amount, amount_of("USD", "19815.00"));
}

TEST(SandboxBank, StatusReadsBackAsTheSameValues) { EXPECT_EQ(std::get<StatusMessage>(read_back(write_status(status()))), status()); }

TEST(SandboxBank, NotificationsTellTheirDirection) {
  const Movement movement{"NTF-1", noon(), pool(), day(), day(), restitution()};
  const auto credit = std::get<AccountMessage>(read_back(write_credit_notification(movement)));
  EXPECT_EQ(credit.kind, ReportKind::notification);
  EXPECT_EQ(credit.reports.at(0).entries.at(0).direction, Direction::credit);
  EXPECT_EQ(credit.reports.at(0).entries.at(0).transactions.at(0), restitution());
  Movement paid = movement;
  paid.transaction.charges.clear();
  const auto debit = std::get<AccountMessage>(read_back(write_debit_notification(paid)));
  EXPECT_EQ(debit.reports.at(0).entries.at(0).transactions.at(0).direction, Direction::debit);
  EXPECT_EQ(debit.reports.at(0).entries.at(0).amount, amount_of("USD", "19975.00"));
}

TEST(SandboxBank, MessagesAreValid) {
  KATIWALA_NEEDS_SHARED();
  const auto set = SchemaSet::load((iso20022_folder() / "xsd").string(), {"camt.053.001.08", "camt.054.001.08", "pain.002.001.10"});
  ASSERT_TRUE(set.ok());
  const Movement movement{"NTF-1", noon(), pool(), day(), day(), restitution()};
  for (const auto& bytes : {write_statement(statement()), write_status(status()), write_credit_notification(movement), write_debit_notification(movement)}) {
    ASSERT_TRUE(bytes.ok()) << bytes.refusal().place << bytes.refusal().message;
    const auto valid = set->validate(*bytes, kDoorLimits);
    EXPECT_TRUE(valid.ok()) << valid.refusal().place << ": " << valid.refusal().message << "\n" << *bytes;
  }
  EXPECT_FALSE(set->validate(replaced(write_status(status()).value(), "<TxSts>ACSC", "<TxSts>ACSCX"), kDoorLimits).ok());
}

TEST(SandboxBank, RefusesWhatNoBankCouldSay) {
  AccountMessage off = statement();
  off.reports[0].balances[1].amount = amount_of("USD", "19815.01");
  EXPECT_EQ(write_statement(off).refusal().place, "/reports/0/balances");
  AccountMessage parts = statement();
  parts.reports[0].entries[1].transactions.pop_back();
  EXPECT_EQ(write_statement(parts).refusal().place, "/reports/0/entries/1/amount");
  EXPECT_EQ(write_notification(statement()).refusal().place, "/reports/0/balances");
  EXPECT_EQ(write_statement(AccountMessage{}).refusal().place, "/message_id");
  StatusMessage homeless = status();
  homeless.transactions[1].payment_information_id.clear();
  EXPECT_EQ(write_status(homeless).refusal().place, "/transactions/1/payment_information_id");
}

}  // namespace
}  // namespace katiwala::api::messages::sandbox_bank_test
