// Payments between banks: what they say arrives as values; what contradicts itself does not arrive; the door is not theirs yet.
#include "api/messages/incoming.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::interbank_test {
namespace {

template <class Message>
Message read(const std::string& bytes) {
  auto message = read_incoming(bytes, kDoorLimits, nullptr);
  EXPECT_TRUE(message.ok()) << message.refusal().place << ": " << message.refusal().message;
  if (!message.ok() || !std::holds_alternative<Message>(*message)) return {};
  return std::get<Message>(std::move(message).value());
}

TEST(Transfer, IsAdviceOfMoneyThatComes) {
  const auto message = read<AccountMessage>(good_transfer());
  EXPECT_EQ(message.kind, ReportKind::notification);
  EXPECT_EQ(message.definition, "pacs.008.001.08");
  ASSERT_EQ(message.reports.size(), 2U);
  const AccountReport& report = message.reports[0];
  EXPECT_TRUE(report.entries.empty()) << "it is on no account yet";
  EXPECT_FALSE(report.proven);
  EXPECT_EQ(report.account.number, "0012345678");
  EXPECT_EQ(report.currency, ccy("USD"));
  ASSERT_EQ(report.not_booked.size(), 1U);
  EXPECT_EQ(report.not_booked[0].status, "INFO");
  EXPECT_EQ(report.not_booked[0].direction, Direction::credit);
  EXPECT_EQ(report.not_booked[0].value_date->text(), "2026-03-03");
  const Transaction& it = report.not_booked[0].transactions.at(0);
  EXPECT_EQ(it.amount, amount_of("USD", "19975.00"));
  EXPECT_EQ(it.instructed, std::optional<Amount>(amount_of("USD", "20000.00")));
  ASSERT_EQ(it.charges.size(), 1U);
  EXPECT_EQ(it.charges[0].included, std::optional<bool>(true));
  EXPECT_EQ(it.charges[0].bearer, "SHAR");
  EXPECT_EQ(it.references.end_to_end_id, "US-1-2026-03");
  EXPECT_EQ(it.references.uetr, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52");
  EXPECT_EQ(it.debtor_name, "Invented Clerk of Court");
  EXPECT_EQ(it.purpose, "BENE");
  EXPECT_EQ(it.remittance, std::vector<std::string>{"Docket 0:25-cr-00001"});
  EXPECT_EQ(it.return_reason, "");
}

TEST(Transfer, SaysOfEachChargeWhetherItWasTaken) {
  const auto charge_of = [](const std::string& sent, const std::string& bearer) {
    const auto message = read<AccountMessage>(replaced(replaced(good_transfer(), ">20000.00<", ">" + sent + "<"), "<ChrgBr>SHAR", "<ChrgBr>" + bearer));
    return message.reports.empty() ? std::nullopt : message.reports[0].not_booked[0].transactions[0].charges[0].included;
  };
  EXPECT_EQ(charge_of("20000.00", "CRED"), std::optional<bool>(true));
  EXPECT_EQ(charge_of("19975.00", "SHAR"), std::optional<bool>(false));
  EXPECT_EQ(charge_of("19950.00", "DEBT"), std::optional<bool>(false)) << "prepaid on top";
}

TEST(Return, NamesThePaymentThatComesBackAndWhy) {
  const auto message = read<AccountMessage>(good_return());
  ASSERT_EQ(message.reports.size(), 1U);
  EXPECT_EQ(message.reports[0].account.number, "000111222333") << "who sent it gets it back";
  EXPECT_TRUE(message.reports[0].entries.empty());
  const Entry& entry = message.reports[0].not_booked.at(0);
  EXPECT_EQ(entry.account_servicer_reference, "RTR-1");
  const Transaction& it = entry.transactions.at(0);
  EXPECT_EQ(it.amount, amount_of("PHP", "18000.00"));
  EXPECT_EQ(it.direction, Direction::credit);
  EXPECT_EQ(it.return_reason, "AC04");
  EXPECT_EQ(it.additional_information, "closed");
  EXPECT_EQ(it.references.end_to_end_id, "KTW-PAY-0001");
  EXPECT_EQ(it.references.instruction_id, "KTW-0001");
  EXPECT_EQ(it.references.uetr, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52");
  const auto older = read<AccountMessage>(replaced(good_return(), "pacs.004.001.10", "pacs.004.001.09"));
  EXPECT_EQ(older.reports, message.reports);
}

TEST(InterbankStatus, ArrivesAsValues) {
  const auto message = read<StatusMessage>(good_interbank_status());
  EXPECT_EQ(message.original_message_id, "KTW1");
  EXPECT_EQ(message.original_definition, "pacs.008.001.08");
  ASSERT_EQ(message.transactions.size(), 3U);
  EXPECT_EQ(outcome_of(message.transactions[0].status), Outcome::settled);
  EXPECT_EQ(outcome_of(message.transactions[1].status), Outcome::rejected);
  EXPECT_EQ(message.transactions[1].reasons.at(0).code, "AC04");
  EXPECT_EQ(message.transactions[1].amount, std::optional<Amount>(amount_of("PHP", "7.00")));
  EXPECT_EQ(message.transactions[2].status, "PART");
}

TEST(Recall, ArrivesAsValues) {
  const auto message = read<RecallMessage>(good_recall());
  EXPECT_EQ(message.message_id, "RCL-1");
  EXPECT_EQ(message.assigner.bic, "SNDXUS33");
  EXPECT_EQ(message.assignee.member_id, "010080015");
  EXPECT_EQ(message.assignee.name, "Sandbox Bank");
  ASSERT_EQ(message.recalls.size(), 2U);
  const Recall& recall = message.recalls[0];
  EXPECT_FALSE(recall.whole_group);
  EXPECT_EQ(recall.inquiry.id, "CASE-1");
  EXPECT_FALSE(recall.inquiry.creator.is_bank);
  EXPECT_EQ(recall.original_message_id, "P8");
  EXPECT_EQ(recall.references.uetr, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52");
  EXPECT_EQ(recall.amount, std::optional<Amount>(amount_of("USD", "19975.00")));
  EXPECT_EQ(recall.settled_on->text(), "2026-03-03");
  EXPECT_EQ(recall.reasons.at(0).code, "DUPL");
  EXPECT_EQ(recall.reasons.at(0).information, std::vector<std::string>{"sent twice"});
}

std::string group_recall(const std::string& rest) {
  const std::string good = good_recall();
  const std::string head = good.substr(0, good.find("<CtrlData>"));
  return head + "<Undrlyg><OrgnlGrpInfAndCxl><OrgnlMsgId>P8</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>" + rest +
         "</OrgnlGrpInfAndCxl></Undrlyg></FIToFIPmtCxlReq></Document>";
}

TEST(Recall, MayBeOfAWholeMessage) {
  const auto message = read<RecallMessage>(group_recall("<NbOfTxs>7</NbOfTxs><GrpCxl>true</GrpCxl><CxlRsnInf><Rsn><Prtry>OWN</Prtry></Rsn></CxlRsnInf>"));
  ASSERT_EQ(message.recalls.size(), 1U);
  EXPECT_TRUE(message.recalls[0].whole_group);
  EXPECT_EQ(message.recalls[0].reasons.at(0).code, "OWN");
  EXPECT_EQ(message.recalls[0].inquiry.id, "CASE-1");
}

struct Row {
  std::string what;
  std::string bytes;
  Code code;
  std::string place;
};

void expect_refused(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto message = read_incoming(row.bytes, kDoorLimits, nullptr);
    ASSERT_FALSE(message.ok()) << row.what;
    EXPECT_EQ(name_of(message.refusal().code), name_of(row.code)) << row.what << ": " << message.refusal().message;
    EXPECT_EQ(message.refusal().place, row.place) << row.what;
  }
}

TEST(InterbankRefused, Transfers) {
  const auto but = [](const std::string& from, const std::string& to) { return replaced(good_transfer(), from, to); };
  const std::string root = "/Document/FIToFICstmrCdtTrf", first = root + "/CdtTrfTxInf[1]";
  EXPECT_TRUE(read_incoming(but("<CtrlSum>19980<", "<CtrlSum>19980.0000<"), kDoorLimits, nullptr).ok());
  expect_refused({
      {"one too few", but("<NbOfTxs>2", "<NbOfTxs>1"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/NbOfTxs"},
      {"one too many", but("<NbOfTxs>2", "<NbOfTxs>3"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/NbOfTxs"},
      {"no number", but("<NbOfTxs>2</NbOfTxs>", ""), Code::MESSAGE_SCHEMA, root + "/GrpHdr/NbOfTxs"},
      {"control sum a cent high", but("<CtrlSum>19980<", "<CtrlSum>19980.01<"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/CtrlSum"},
      {"control sum a ten-thousandth low", but("<CtrlSum>19980<", "<CtrlSum>19979.9999<"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/CtrlSum"},
      {"control sum past all sums", but("<CtrlSum>19980<", "<CtrlSum>" + std::string(40, '9') + "<"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/CtrlSum"},
      {"control sum that is none", but("<CtrlSum>19980<", "<CtrlSum>1e4<"), Code::AMOUNT_SYNTAX, root + "/GrpHdr/CtrlSum"},
      {"total a cent low", but(">19980.00<", ">19979.99<"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/TtlIntrBkSttlmAmt"},
      {"total in another currency", but("\"USD\">19980.00<", "\"PHP\">19980.00<"), Code::CURRENCY_MISMATCH, root + "/GrpHdr/TtlIntrBkSttlmAmt"},
      {"charge a cent high", but(">25.00<", ">25.01<"), Code::MESSAGE_CONTROL_SUM, first + "/InstdAmt"},
      {"charge a cent low", but(">25.00<", ">24.99<"), Code::MESSAGE_CONTROL_SUM, first + "/InstdAmt"},
      {"on top without being prepaid", but(">20000.00<", ">19950.00<"), Code::MESSAGE_CONTROL_SUM, first + "/InstdAmt"},
      {"no end to end id", but("<EndToEndId>E2</EndToEndId>", "<InstrId>E2</InstrId>"), Code::MESSAGE_SCHEMA, root + "/CdtTrfTxInf[2]/PmtId/EndToEndId"},
      {"no amount", but("<IntrBkSttlmAmt Ccy=\"USD\">5.00</IntrBkSttlmAmt>", ""), Code::MESSAGE_SCHEMA, root + "/CdtTrfTxInf[2]/IntrBkSttlmAmt"},
      {"gold", but("\"USD\">5.00", "\"XAU\">5.00"), Code::CURRENCY_UNKNOWN, root + "/CdtTrfTxInf[2]/IntrBkSttlmAmt"},
      {"three decimals", but(">5.00<", ">5.001<"), Code::AMOUNT_DECIMALS, root + "/CdtTrfTxInf[2]/IntrBkSttlmAmt"},
      {"no day of the calendar", but("2026-03-03", "2026-02-30"), Code::DATE_SYNTAX, root + "/GrpHdr/IntrBkSttlmDt"},
      {"UETR in capitals", but("3e7b91d4", "3E7B91D4"), Code::MESSAGE_SCHEMA, first + "/PmtId/UETR"},
      {"no header", document("pacs.008.001.08", "FIToFICstmrCdtTrf", ""), Code::MESSAGE_SCHEMA, root + "/GrpHdr"},
      {"payment before its header", document("pacs.008.001.08", "FIToFICstmrCdtTrf", "<CdtTrfTxInf/>"), Code::MESSAGE_SCHEMA, first},
      {"another root", replaced_all(good_transfer(), "FIToFICstmrCdtTrf", "PmtRtr"), Code::MESSAGE_SCHEMA, "/Document"},
  });
}

TEST(InterbankRefused, ReturnsAndStatuses) {
  const auto back = [](const std::string& from, const std::string& to) { return replaced(good_return(), from, to); };
  const auto status = [](const std::string& from, const std::string& to) { return replaced(good_interbank_status(), from, to); };
  const std::string root = "/Document/PmtRtr", tx = root + "/TxInf[1]", st = "/Document/FIToFIPmtStsRpt";
  const std::string reason = "<RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></RtrRsnInf>";
  expect_refused({
      {"no reason", back(reason, ""), Code::MESSAGE_SCHEMA, tx + "/RtrRsnInf[1]"},
      {"a reason without a code", back("<Rsn><Cd>AC04</Cd></Rsn>", ""), Code::MESSAGE_SCHEMA, tx + "/RtrRsnInf[1]"},
      {"of no payment", replaced(replaced(replaced(good_return(), "<OrgnlInstrId>KTW-0001</OrgnlInstrId>", ""), "<OrgnlEndToEndId>KTW-PAY-0001</OrgnlEndToEndId>", ""),
                                 "<OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR>", ""), Code::MESSAGE_SCHEMA, tx},
      {"control sum", back("<CtrlSum>18000.00", "<CtrlSum>18000.01"), Code::MESSAGE_CONTROL_SUM, root + "/GrpHdr/CtrlSum"},
      {"returned amount missing", back("<RtrdIntrBkSttlmAmt Ccy=\"PHP\">18000.00</RtrdIntrBkSttlmAmt>", ""), Code::MESSAGE_SCHEMA, tx + "/RtrdIntrBkSttlmAmt"},
      {"a group without its payments", document("pacs.004.001.10", "PmtRtr", good_return().substr(good_return().find("<GrpHdr>"), good_return().find("<TxInf>") - good_return().find("<GrpHdr>"))),
       Code::MESSAGE_SCHEMA, root + "/TxInf[1]"},
      {"statuses of two messages", status("<TxInfAndSts><OrgnlEndToEndId>E2", "<TxInfAndSts><OrgnlGrpInf><OrgnlMsgId>KTW2</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlEndToEndId>E2"),
       Code::MESSAGE_SCHEMA, st + "/TxInfAndSts[2]/OrgnlGrpInf/OrgnlMsgId"},
      {"more rejected than counted", status("<DtldNbOfTxs>1", "<DtldNbOfTxs>0"), Code::MESSAGE_CONTROL_SUM, st + "/OrgnlGrpInfAndSts/NbOfTxsPerSts[1]/DtldNbOfTxs"},
      {"of no payment", status("<OrgnlEndToEndId>E3</OrgnlEndToEndId>", ""), Code::MESSAGE_SCHEMA, st + "/TxInfAndSts[3]"},
      {"of nothing", document("pacs.002.001.10", "FIToFIPmtStsRpt", "<GrpHdr><MsgId>A</MsgId><CreDtTm>2026-07-06T10:00:00</CreDtTm></GrpHdr>"), Code::MESSAGE_SCHEMA, st + "/TxInfAndSts[1]"},
      {"status of five letters", status("ACSC", "ACSCX"), Code::MESSAGE_SCHEMA, st + "/TxInfAndSts[1]/TxSts"},
  });
}

TEST(InterbankRefused, Recalls) {
  const auto but = [](const std::string& from, const std::string& to) { return replaced(good_recall(), from, to); };
  const std::string root = "/Document/FIToFIPmtCxlReq";
  expect_refused({
      {"one too few", but("<NbOfTxs>2", "<NbOfTxs>1"), Code::MESSAGE_CONTROL_SUM, root + "/CtrlData/NbOfTxs"},
      {"one too many", but("<NbOfTxs>2", "<NbOfTxs>3"), Code::MESSAGE_CONTROL_SUM, root + "/CtrlData/NbOfTxs"},
      {"control sum", but("19980.0<", "19980.1<"), Code::MESSAGE_CONTROL_SUM, root + "/CtrlData/CtrlSum"},
      {"of no payment", but("<OrgnlInstrId>I2</OrgnlInstrId>", ""), Code::MESSAGE_SCHEMA, root + "/Undrlyg[1]/TxInf[2]"},
      {"nobody who asks", but("<BICFI>SNDXUS33</BICFI>", ""), Code::MESSAGE_SCHEMA, root + "/Assgnmt/Assgnr"},
      {"no assignment", but(good_recall().substr(good_recall().find("<Assgnmt>"), good_recall().find("</Assgnmt>") + 10 - good_recall().find("<Assgnmt>")), ""), Code::MESSAGE_SCHEMA, root + "/Assgnmt"},
      {"a group that is not recalled and lists none", group_recall("<GrpCxl>false</GrpCxl>"), Code::MESSAGE_SCHEMA, root + "/Undrlyg[1]/TxInf[1]"},
      {"two cases", but("<CtrlData>", "<Case><Id>B</Id><Cretr><Pty><Nm>B</Nm></Pty></Cretr></Case><CtrlData>"), Code::MESSAGE_SCHEMA, root + "/Case"},
  });
}

// The door reads with read_message: what is read and not acted upon is refused there, by its name.
TEST(InterbankRefused, AtTheDoorByName) {
  for (const std::string& bytes : {good_transfer(), good_return(), good_interbank_status(), good_recall()}) {
    const auto message = read_message(bytes, kDoorLimits, nullptr);
    ASSERT_FALSE(message.ok());
    EXPECT_EQ(message.refusal().code, Code::MESSAGE_UNKNOWN);
    EXPECT_EQ(message.refusal().place, "/Document");
    const std::size_t at = bytes.find("tech:xsd:") + 9;
    EXPECT_NE(message.refusal().message.find(bytes.substr(at, bytes.find('"', at) - at)), std::string::npos) << message.refusal().message;
  }
}

TEST(InterbankMutilated, NoBeginningIsRead) {
  for (const std::string& whole : {good_transfer(), good_return(), good_interbank_status(), good_recall()})
    for (std::size_t size = 0; size < whole.size(); ++size)
      ASSERT_FALSE(read_incoming(std::string_view(whole).substr(0, size), kDoorLimits, nullptr).ok()) << "read after " << size << " of " << whole.size() << " bytes";
}

TEST(InterbankMutilated, EveryByteGivesAMessageOrARefusal) {
  for (const std::string& whole : {good_transfer(), good_return(), good_interbank_status(), good_recall()}) {
    std::size_t refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (const char byte : {'\0', '<', '9', '\xFF'}) {
        std::string bytes = whole;
        bytes[i] = byte;
        const auto message = read_incoming(bytes, kDoorLimits, nullptr);
        if (message.ok()) continue;
        ++refused;
        ASSERT_FALSE(message.refusal().message.empty());
      }
    EXPECT_GT(refused, whole.size());
  }
}

TEST(Interbank, OwnTextsAreValid) {
  KATIWALA_NEEDS_SHARED();
  const auto set = SchemaSet::load((iso20022_folder() / "xsd").string(), definitions_between_banks());
  ASSERT_TRUE(set.ok());
  for (const std::string& bytes : {good_transfer(), good_return(), good_interbank_status(), good_recall()}) {
    const auto valid = set->validate(bytes, kDoorLimits);
    EXPECT_TRUE(valid.ok()) << valid.refusal().place << ": " << valid.refusal().message;
  }
}

}  // namespace
}  // namespace katiwala::api::messages::interbank_test
