// What a message says arrives as values; what contradicts itself does not arrive.
#include "tests/api/messages/samples.h"
#include "tests/api/messages/texts.h"

namespace katiwala::api::messages::read_test {
namespace {

AccountMessage account_message(const std::string& bytes) {
  auto message = read_message(bytes, kDoorLimits, nullptr);
  EXPECT_TRUE(message.ok()) << message.refusal().place << ": " << message.refusal().message;
  if (!message.ok()) return {};
  return std::get<AccountMessage>(std::move(message).value());
}

TEST(Statement, ArrivesAsValues) {
  const AccountMessage message = account_message(good_statement());
  EXPECT_EQ(message.kind, ReportKind::statement);
  EXPECT_EQ(message.definition, "camt.053.001.08");
  EXPECT_EQ(message.message_id, "M1");
  EXPECT_EQ(message.created.manila_text(), "2026-03-02T18:00:00+08:00");
  ASSERT_EQ(message.reports.size(), 1U);
  const AccountReport& report = message.reports[0];
  EXPECT_EQ(report.id, "S1");
  EXPECT_EQ(report.account.number, "0012345678");
  EXPECT_FALSE(report.account.is_iban);
  EXPECT_EQ(report.currency, ccy("USD"));
  EXPECT_TRUE(report.proven);
  ASSERT_NE(report.closing(), nullptr);
  EXPECT_EQ(report.closing()->amount, amount_of("USD", "20945.00"));
  ASSERT_EQ(report.entries.size(), 2U);
  const Entry& credit = report.entries[0];
  EXPECT_EQ(credit.amount, amount_of("USD", "19975.00"));
  EXPECT_EQ(credit.direction, Direction::credit);
  EXPECT_EQ(credit.booking_date->text(), "2026-03-02");
  EXPECT_EQ(credit.value_date->text(), "2026-03-03");
  ASSERT_EQ(credit.transactions.size(), 1U);
  // The account moved by the entry; the charge explains the gross.
  EXPECT_EQ(credit.transactions[0].amount, amount_of("USD", "19975.00"));
  ASSERT_EQ(credit.transactions[0].charges.size(), 1U);
  EXPECT_EQ(credit.transactions[0].charges[0].amount, amount_of("USD", "25.00"));
  EXPECT_EQ(credit.transactions[0].charges[0].included, std::optional<bool>(true));
  EXPECT_EQ(report.entries[1].transactions[0].direction, Direction::debit);
}

TEST(Statement, KeepsWhatIsNotBookedApart) {
  const std::string bytes = statement_around(balance("OPBD", "1.00") + balance("CLBD", "3.00") + entry("2.00", "CRDT") +
                                             entry("7.00", "CRDT", "", "PDNG") + entry("9.00", "DBIT", "", "INFO"));
  const AccountReport report = account_message(bytes).reports.at(0);
  EXPECT_EQ(report.entries.size(), 1U);
  EXPECT_EQ(report.not_booked.size(), 2U);
  EXPECT_TRUE(report.proven);
}

TEST(Statement, WithoutBothBalancesIsUnproven) {
  EXPECT_FALSE(account_message(statement_around(balance("OPBD", "1.00") + entry("2.00", "CRDT"))).reports.at(0).proven);
  const std::string page = "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>";
  const AccountReport open = account_message(statement_around(page + balance("OPBD", "1.00") + balance("CLBD", "9.00"))).reports.at(0);
  EXPECT_FALSE(open.proven);
  EXPECT_FALSE(open.single_page);
}

TEST(Statement, DebitBalancesCountBelowZero) {
  EXPECT_TRUE(account_message(statement_around(balance("OPBD", "5.00", "USD", "DBIT") + balance("CLBD", "1.00") + entry("6.00", "CRDT")))
                  .reports.at(0).proven);
}

TEST(Batch, UnfoldsToItsTransactions) {
  const std::string batch = "<Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy=\"USD\">30</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd></Btch>";
  const std::string parts = transaction("10.00", "CRDT") + transaction("20.00", "CRDT");
  const Entry whole = account_message(statement_around(entry("30.00", "CRDT", details(batch + parts)))).reports.at(0).entries.at(0);
  ASSERT_EQ(whole.transactions.size(), 2U);
  EXPECT_EQ(whole.transactions[1].amount, amount_of("USD", "20.00"));
  EXPECT_EQ(whole.transactions[0].stands_for, 1U);

  const std::string net = transaction("10.00", "CRDT", charge("1.00", "true")) + transaction("20.00", "CRDT");
  const Entry charged = account_message(statement_around(entry("29.00", "CRDT", details(net)))).reports.at(0).entries.at(0);
  EXPECT_EQ(charged.transactions[0].amount, amount_of("USD", "9.00"));

  const std::string mixed = transaction("10.00", "CRDT") + transaction("4.00", "DBIT");
  const Entry both = account_message(statement_around(entry("6.00", "CRDT", details(mixed)))).reports.at(0).entries.at(0);
  EXPECT_EQ(both.transactions[1].direction, Direction::debit);

  const Entry listless = account_message(statement_around(entry("30.00", "CRDT", details("<Btch><NbOfTxs>7</NbOfTxs></Btch>")))).reports.at(0).entries.at(0);
  ASSERT_EQ(listless.transactions.size(), 1U);
  EXPECT_EQ(listless.transactions[0].stands_for, 7U);
}

TEST(Transaction, CarriesItsReferencesPartiesAndReason) {
  const std::string rest =
      "<TxDtls><Refs><MsgId>PM</MsgId><AcctSvcrRef>B1</AcctSvcrRef><InstrId>I1</InstrId><EndToEndId>E1</EndToEndId>"
      "<UETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</UETR></Refs><Amt Ccy=\"USD\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
      "<AmtDtls><InstdAmt><Amt Ccy=\"JPY\">700</Amt></InstdAmt></AmtDtls>"
      "<RltdPties><Dbtr><Pty><Nm>Clerk of an invented court</Nm></Pty></Dbtr><Cdtr><Agt><FinInstnId><Nm>Invented Bank</Nm></FinInstnId></Agt></Cdtr>"
      "<CdtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></CdtrAcct></RltdPties><Purp><Cd>BENE</Cd></Purp>"
      "<RmtInf><Ustrd> first &amp; line </Ustrd><Ustrd>second</Ustrd><Strd><CdtrRefInf><Ref>DOCKET-1</Ref></CdtrRefInf></Strd></RmtInf>"
      "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>";
  const Entry line = account_message(statement_around(entry("5.00", "CRDT", details(rest)))).reports.at(0).entries.at(0);
  const Transaction& it = line.transactions.at(0);
  EXPECT_EQ(it.references.message_id, "PM");
  EXPECT_EQ(it.references.account_servicer_reference, "B1");
  EXPECT_EQ(it.references.instruction_id, "I1");
  EXPECT_EQ(it.references.end_to_end_id, "E1");
  EXPECT_EQ(it.references.uetr, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52");
  EXPECT_EQ(it.instructed, std::optional<Amount>(amount_of("JPY", "700")));
  EXPECT_EQ(it.debtor_name, "Clerk of an invented court");
  EXPECT_EQ(it.creditor_name, "Invented Bank");
  EXPECT_TRUE(it.creditor_account->is_iban);
  EXPECT_EQ(it.purpose, "BENE");
  EXPECT_EQ(it.remittance, (std::vector<std::string>{"first & line", "second"}));
  EXPECT_EQ(it.structured_references, std::vector<std::string>{"DOCKET-1"});
  EXPECT_EQ(it.return_reason, "AC04");
}

TEST(OldVersion, HasItsThingsElsewhere) {
  std::string bytes = replaced(statement_around("<Ntry><Amt Ccy=\"USD\">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>"
      "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
      "<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"USD\">10</Amt></TxAmt></AmtDtls><Chrgs><Amt Ccy=\"USD\">1</Amt></Chrgs>"
      "<RltdPties><Dbtr><Nm>Payor</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"), "camt.053.001.08", "camt.053.001.02");
  const Entry line = account_message(bytes).reports.at(0).entries.at(0);
  EXPECT_TRUE(line.reversal);
  EXPECT_EQ(line.bank_code, "PMNT-RCDT-XBCT");
  EXPECT_EQ(line.transactions.at(0).debtor_name, "Payor");
  EXPECT_EQ(line.transactions.at(0).charges.at(0).included, std::nullopt);
  EXPECT_EQ(line.transactions.at(0).amount, amount_of("USD", "9.00"));
}

TEST(Kinds, AreToldByTheNamespaceAlone) {
  const std::string note = replaced(replaced_all(replaced_all(good_statement(), "BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"), "Stmt>", "Ntfctn>"), "camt.053", "camt.054");
  EXPECT_EQ(account_message(note).kind, ReportKind::notification);
  const std::string intraday = replaced(replaced_all(replaced_all(good_statement(), "BkToCstmrStmt", "BkToCstmrAcctRpt"), "Stmt>", "Rpt>"), "camt.053", "camt.052");
  EXPECT_EQ(account_message(intraday).kind, ReportKind::intraday);
}

TEST(Envelopes, AreLookedThrough) {
  const std::string document = good_statement().substr(good_statement().find("<Document"));
  const std::string header = "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>";
  const AccountMessage plain = account_message(document);
  for (const std::string& wrapped : {"<BizMsgEnvlp xmlns=\"urn:x\">" + header + document + "</BizMsgEnvlp>",
                                     "<DataPDU xmlns=\"urn:swift:saa:xsd:saa.2.0\"><Revision>2.0.10</Revision><Header/><Body>" + header + document + "</Body></DataPDU>",
                                     "\xEF\xBB\xBF<!-- by hand --><Envelope>" + document + "</Envelope>\n"})
    EXPECT_EQ(account_message(wrapped), plain);
  const auto contradiction = read_message("<E>" + replaced(header, "camt.053", "camt.054") + document + "</E>", kDoorLimits, nullptr);
  ASSERT_FALSE(contradiction.ok());
  EXPECT_EQ(contradiction.refusal().code, Code::MESSAGE_HEADER);
  const auto two = read_message("<E>" + document + document + "</E>", kDoorLimits, nullptr);
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(two.refusal().code, Code::MESSAGE_SCHEMA);
}

TEST(Encodings, GiveTheSameText) {
  const std::string utf8 = statement_around(entry("1.00", "CRDT", details(transaction("1.00", "CRDT", "<AddtlTxInf>Ni\xC3\xB1o</AddtlTxInf>"))));
  const std::string latin1 = replaced(replaced(utf8, "\xC3\xB1", "\xF1"), "UTF-8", "ISO-8859-1");
  EXPECT_EQ(account_message(latin1), account_message(utf8));
  EXPECT_EQ(account_message(latin1).reports.at(0).entries.at(0).transactions.at(0).additional_information, "Ni\xC3\xB1o");
}

TEST(PaymentStatus, ArrivesAsValues) {
  const auto read = read_message(good_status(), kDoorLimits, nullptr);
  ASSERT_TRUE(read.ok()) << read.refusal().message;
  const auto& message = std::get<StatusMessage>(*read);
  EXPECT_EQ(message.original_message_id, "KTW1");
  ASSERT_EQ(message.transactions.size(), 3U);
  EXPECT_EQ(outcome_of(message.transactions[0].status), Outcome::settled);
  EXPECT_EQ(message.transactions[0].uetr, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52");
  EXPECT_EQ(outcome_of(message.transactions[1].status), Outcome::rejected);
  EXPECT_EQ(message.transactions[1].reasons.at(0).code, "AC04");
  EXPECT_EQ(message.transactions[2].status, "PART");
  for (const char* code : {"", "ACCP", "ACSP", "PDNG", "PART", "XXXX", "acsc"}) EXPECT_EQ(outcome_of(code), Outcome::pending) << code;
}

}  // namespace
}  // namespace katiwala::api::messages::read_test
