// Bad input, by table: the code and the place of each; every row is one step away from a message that is read.
#include "api/messages/xml_events.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/texts.h"

namespace katiwala::api::messages::refusals_test {
namespace {

struct Row {
  std::string what;
  std::string bytes;
  Code code;
  std::string place;
};

const std::string kStmt = "/Document/BkToCstmrStmt/Stmt[1]";

void expect_refused(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto message = read_message(row.bytes, kDoorLimits, nullptr);
    ASSERT_FALSE(message.ok()) << row.what;
    EXPECT_EQ(name_of(message.refusal().code), name_of(row.code)) << row.what << ": " << message.refusal().message;
    // The parser runs ahead of the reader: of a syntax fault only the line is exact, and stands in the message.
    if (row.code != Code::XML_SYNTAX) {
      EXPECT_EQ(message.refusal().place, row.place) << row.what;
    }
    EXPECT_FALSE(message.refusal().message.empty()) << row.what;
  }
}

/// A statement with one change; that it is read without the change is checked once.
std::string attributes(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += " a" + std::to_string(i) + "=''";
  return out;
}

std::string but(const std::string& from, const std::string& to) { return replaced(good_statement(), from, to); }

TEST(Refused, TheUnchangedMessagesAreRead) {
  EXPECT_TRUE(read_message(good_statement(), kDoorLimits, nullptr).ok());
  EXPECT_TRUE(read_message(good_status(), kDoorLimits, nullptr).ok());
}

TEST(Refused, Bytes) {
  const std::string deep = [] {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "<a>";
    for (int i = 0; i < 60; ++i) text += "</a>";
    return text;
  }();
  const std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
  const std::string remote = "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">";
  const std::string body = good_statement().substr(good_statement().find("<Document"));
  const auto called = [](const std::string& name) { return but("<BkTxCd/>", "<" + name + ">text<a/></" + name + ">"); };
  const std::string x63(63, 'x');
  expect_refused({
      {"nothing", "", Code::XML_SYNTAX, ""},
      {"no XML", "{}", Code::XML_SYNTAX, ""},
      {"MT940", ":20:STARTUMSE\r\n:25:1/2\r\n", Code::XML_SYNTAX, ""},
      {"a NUL", good_statement() + std::string(1, '\0'), Code::XML_SYNTAX, ""},
      {"something after the end", good_statement() + "<more/>", Code::XML_SYNTAX, ""},
      {"entity bomb", bomb + body, Code::XML_DOCTYPE, ""},
      {"remote document type", remote + body, Code::XML_DOCTYPE, ""},
      {"an entity that nobody defined", but("<MsgId>M1", "<MsgId>&who;"), Code::XML_SYNTAX, ""},
      {"not UTF-8", but("<MsgId>M1", "<MsgId>\xF1"), Code::TEXT_NOT_UTF8, ""},
      {"overlong UTF-8", but("<MsgId>M1", "<MsgId>\xC0\xAF"), Code::TEXT_NOT_UTF8, ""},
      {"declared ASCII, is not", but("UTF-8", "US-ASCII") + "<!-- \xC3\xB1 -->", Code::XML_ENCODING, ""},
      {"UTF-16", std::string("\xFF\xFE<\0", 4), Code::XML_ENCODING, ""},
      {"UTF-7", but("UTF-8", "UTF-7"), Code::XML_ENCODING, ""},
      {"a prefix that nobody declared", but("<MsgId>M1</MsgId>", "<x:MsgId>M1</x:MsgId>"), Code::XML_SYNTAX, ""},
      {"a control character", but("<MsgId>M1", "<MsgId>\x01"), Code::XML_SYNTAX, ""},
      {"deep in the document", but("<BkTxCd/>", "<BkTxCd>" + deep + "</BkTxCd>"), Code::XML_TOO_DEEP, [] {
         std::string place = kStmt + "/Ntry[1]/BkTxCd";
         for (int i = 5; i < 49; ++i) place += "/a";
         return place;
       }()},
      {"huge text", but("<MsgId>M1", "<MsgId>" + std::string(70000, 'x')), Code::XML_TOO_LARGE, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"huge text in what is not read", but("<BkTxCd/>", "<BkTxCd>" + std::string(70000, 'x') + "</BkTxCd>"), Code::XML_TOO_LARGE, kStmt + "/Ntry[1]/BkTxCd"},
      {"attributes without end", but("<BkTxCd/>", "<BkTxCd" + attributes(kMostAttributes + 1) + "/>"), Code::XML_TOO_LARGE, kStmt + "/Ntry[1]"},
      {"as many as may be", but("<BkTxCd/>", "<BkTxCd" + attributes(kMostAttributes) + "><Odd/>1</BkTxCd>"), Code::MESSAGE_SCHEMA, kStmt + "/Ntry[1]/BkTxCd"},
      {"the longest name that is shown", called(x63 + "y"), Code::MESSAGE_SCHEMA, kStmt + "/Ntry[1]/" + x63 + "y"},
      {"a name that is cut", called(x63 + "yz"), Code::MESSAGE_SCHEMA, kStmt + "/Ntry[1]/" + x63 + "y~"},
      {"a name that is cut before a letter", called(x63 + "\xC3\xB1" + std::string(20000, 'z')), Code::MESSAGE_SCHEMA, kStmt + "/Ntry[1]/" + x63 + "~"},
      {"too many bytes", std::string(kDoorLimits.max_bytes + 1, ' '), Code::XML_TOO_LARGE, ""},
  });
}

TEST(Refused, Kind) {
  expect_refused({
      {"no Document", "<x/>", Code::MESSAGE_UNKNOWN, ""},
      {"no namespace", replaced(good_statement(), " xmlns=\"" + kSpace + "camt.053.001.08\"", ""), Code::MESSAGE_UNKNOWN, "/Document"},
      {"version not read", but("camt.053.001.08", "camt.053.001.99"), Code::MESSAGE_UNKNOWN, "/Document"},
      {"another kind", but("camt.053.001.08", "pacs.008.001.08"), Code::MESSAGE_UNKNOWN, "/Document"},
      {"kind and content differ", but("camt.053.001.08", "camt.054.001.08"), Code::MESSAGE_SCHEMA, "/Document"},
      {"a second root", but("</Document>", "<BkToCstmrStmt/></Document>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt"},
      {"foreign namespace", but("<Stmt>", "<Stmt xmlns=\"urn:x\">"), Code::MESSAGE_SCHEMA, kStmt},
      {"foreign namespace inside", but("<Sts>", "<Sts xmlns=\"urn:x\">"), Code::MESSAGE_SCHEMA, kStmt + "/Ntry[1]/Sts"},
  });
}

TEST(Refused, Structure) {
  const std::string entry_1 = kStmt + "/Ntry[1]";
  expect_refused({
      {"no header", but("<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm></GrpHdr>", ""), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr"},
      {"two headers", but("</GrpHdr>", "</GrpHdr><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm></GrpHdr>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr"},
      {"no message id", but("<MsgId>M1</MsgId>", ""), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"empty message id", but("M1", ""), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"blank message id", but("M1", " \n "), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"message id of 36", but("M1", std::string(36, 'M')), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"two message ids", but("<MsgId>M1</MsgId>", "<MsgId>M1</MsgId><MsgId>M2</MsgId>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt/GrpHdr/MsgId"},
      {"no account", but("<Acct><Id><Othr><Id>0012345678</Id></Othr></Id><Ccy>USD</Ccy></Acct>", ""), Code::MESSAGE_SCHEMA, kStmt + "/Acct"},
      {"no statement", replaced(statement_around(""), "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>0012345678</Id></Othr></Id><Ccy>USD</Ccy></Acct></Stmt>", ""), Code::MESSAGE_SCHEMA, kStmt},
      {"two amounts", but("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Amt Ccy=\"USD\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>"), Code::MESSAGE_SCHEMA, entry_1 + "/Amt"},
      {"no status", but("<Sts><Cd>BOOK</Cd></Sts>", ""), Code::MESSAGE_SCHEMA, entry_1 + "/Sts"},
      {"two statuses", but("<Cd>BOOK</Cd>", "<Cd>BOOK</Cd><Cd>PDNG</Cd>"), Code::MESSAGE_SCHEMA, entry_1 + "/Sts/Cd"},
      {"no direction", but("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Sts>"), Code::MESSAGE_SCHEMA, entry_1 + "/CdtDbtInd"},
      {"unknown direction", but("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<CdtDbtInd>CREDIT</CdtDbtInd><Sts>"), Code::MESSAGE_SCHEMA, entry_1 + "/CdtDbtInd"},
      {"comment inside an amount", but(">19975.00<", ">1<!-- -->9975.00<"), Code::MESSAGE_SCHEMA, entry_1 + "/Amt"},
      {"text between elements", but("<Sts>", "x<Sts>"), Code::MESSAGE_SCHEMA, entry_1},
      {"text between statements", but("<Stmt>", "x<Stmt>"), Code::MESSAGE_SCHEMA, "/Document/BkToCstmrStmt"},
      {"element inside an amount", but(">19975.00<", "><b>19975.00</b><"), Code::MESSAGE_SCHEMA, entry_1 + "/Amt"},
      {"a day that is none", but("<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>2026-02-30"), Code::DATE_SYNTAX, entry_1 + "/BookgDt/Dt"},
      {"a time that is none", but("T18:00:00", "T25:00:00"), Code::TIME_SYNTAX, "/Document/BkToCstmrStmt/GrpHdr/CreDtTm"},
      {"UETR in capitals", but("<TxDtls>", "<TxDtls><Refs><UETR>3E7B91D4-AF28-4C53-B6E1-92D4A7C83F52</UETR></Refs>"), Code::MESSAGE_SCHEMA, entry_1 + "/NtryDtls[1]/TxDtls[1]/Refs/UETR"},
  });
}

TEST(Refused, Money) {
  const std::string entry_1 = kStmt + "/Ntry[1]";
  expect_refused({
      {"wrong decimals", but(">19975.00<", ">19975.001<"), Code::AMOUNT_DECIMALS, entry_1 + "/Amt"},
      {"decimals of a yen", replaced(replaced_all(good_statement(), "\"USD\"", "\"JPY\""), ">1000.00<", ">1000.50<"), Code::AMOUNT_DECIMALS, kStmt + "/Bal[1]/Amt"},
      {"a sign", but(">19975.00<", ">-19975.00<"), Code::AMOUNT_SYNTAX, entry_1 + "/Amt"},
      {"grouping", but(">19975.00<", ">19,975.00<"), Code::AMOUNT_SYNTAX, entry_1 + "/Amt"},
      {"no amount in it", but(">19975.00<", "><"), Code::AMOUNT_SYNTAX, entry_1 + "/Amt"},
      {"past the bound", but(">19975.00<", ">99999999999999999.00<"), Code::AMOUNT_RANGE, entry_1 + "/Amt"},
      {"no currency", but("Ccy=\"USD\">19975.00", ">19975.00"), Code::MESSAGE_SCHEMA, entry_1 + "/Amt"},
      {"unknown currency", but("Ccy=\"USD\">19975.00", "Ccy=\"XQQ\">19975.00"), Code::CURRENCY_UNKNOWN, entry_1 + "/Amt"},
      {"currency of another account", but("Ccy=\"USD\">19975.00", "Ccy=\"PHP\">19975.00"), Code::CURRENCY_MISMATCH, entry_1 + "/Amt"},
      {"account in another currency", but("<Ccy>USD</Ccy>", "<Ccy>PHP</Ccy>"), Code::CURRENCY_MISMATCH, kStmt + "/Bal[1]/Amt"},
      {"currency of a charge", but("Ccy=\"USD\">25.00", "Ccy=\"usd\">25.00"), Code::CURRENCY_UNKNOWN, entry_1 + "/NtryDtls[1]/TxDtls[1]/Chrgs[1]/Rcrd[1]/Amt"},
  });
}

TEST(Refused, ControlSums) {
  const std::string entry_1 = kStmt + "/Ntry[1]";
  const std::string two = transaction("10.00", "CRDT") + transaction("20.00", "CRDT");
  const auto batch = [&two](const std::string& count, const std::string& total) {
    return statement_around(entry("30.00", "CRDT", details("<Btch><NbOfTxs>" + count + "</NbOfTxs><TtlAmt Ccy=\"USD\">" + total + "</TtlAmt></Btch>" + two)));
  };
  const auto summary = [](const std::string& content) { return statement_around("<TxsSummry>" + content + "</TxsSummry>" + entry("30.00", "CRDT")); };
  EXPECT_TRUE(read_message(batch("2", "30.00"), kDoorLimits, nullptr).ok());
  EXPECT_TRUE(read_message(summary("<TtlNtries><NbOfNtries>1</NbOfNtries></TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>30</Sum></TtlCdtNtries>"), kDoorLimits, nullptr).ok());
  expect_refused({
      {"closing balance a cent high", but(">20945.00<", ">20945.01<"), Code::MESSAGE_BALANCE, kStmt + "/Bal"},
      {"closing balance a cent low", but(">20945.00<", ">20944.99<"), Code::MESSAGE_BALANCE, kStmt + "/Bal"},
      {"closing balance on the other side", but(">20945.00</Amt><CdtDbtInd>CRDT", ">20945.00</Amt><CdtDbtInd>DBIT"), Code::MESSAGE_BALANCE, kStmt + "/Bal"},
      {"gross not explained by the charge", but(">25.00<", ">25.01<"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/TxDtls[1]/Amt"},
      {"charge not included", but("<ChrgInclInd>true", "<ChrgInclInd>false"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/TxDtls[1]/Amt"},
      {"transaction against its entry", but("20000.00</Amt><CdtDbtInd>CRDT", "20000.00</Amt><CdtDbtInd>DBIT"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/TxDtls[1]/CdtDbtInd"},
      {"one too few in the batch", batch("1", "30.00"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/Btch/NbOfTxs"},
      {"one too many in the batch", batch("3", "30.00"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/Btch/NbOfTxs"},
      {"batch total", batch("2", "30.01"), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/Btch/TtlAmt"},
      {"parts of an entry", statement_around(entry("30.01", "CRDT", details(two))), Code::MESSAGE_CONTROL_SUM, entry_1 + "/Amt"},
      {"a part in another currency", statement_around(entry("30.00", "CRDT", details(transaction("10.00", "CRDT") + transaction("20.00", "CRDT", "", "PHP")))), Code::CURRENCY_MISMATCH, entry_1 + "/NtryDtls[1]/TxDtls[2]/Amt"},
      {"a part without amount", statement_around(entry("30.00", "CRDT", details(transaction("30.00", "CRDT") + "<TxDtls/>"))), Code::MESSAGE_CONTROL_SUM, entry_1 + "/NtryDtls[1]/TxDtls[2]"},
      {"number of entries", summary("<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"), Code::MESSAGE_CONTROL_SUM, kStmt + "/TxsSummry/TtlNtries/NbOfNtries"},
      {"number of credits", summary("<TtlCdtNtries><NbOfNtries>0</NbOfNtries></TtlCdtNtries>"), Code::MESSAGE_CONTROL_SUM, kStmt + "/TxsSummry/TtlCdtNtries/NbOfNtries"},
      {"sum of credits", summary("<TtlCdtNtries><Sum>30.01</Sum></TtlCdtNtries>"), Code::MESSAGE_CONTROL_SUM, kStmt + "/TxsSummry/TtlCdtNtries/Sum"},
      {"sum of debits", summary("<TtlDbtNtries><Sum>30</Sum></TtlDbtNtries>"), Code::MESSAGE_CONTROL_SUM, kStmt + "/TxsSummry/TtlDbtNtries/Sum"},
  });
  const auto both = read_message(but(">20945.00<", ">20945.01<"), kDoorLimits, nullptr);
  EXPECT_NE(both.refusal().message.find("20945.01"), std::string::npos);
  EXPECT_NE(both.refusal().message.find("20945.00"), std::string::npos);
}

TEST(Refused, NumbersInPlacesCount) {
  const std::string second = statement_around(entry("1.00", "CRDT") + entry("1.00", "CRDT") + entry("x", "CRDT"));
  EXPECT_EQ(read_message(second, kDoorLimits, nullptr).refusal().place, kStmt + "/Ntry[3]/Amt");
}

TEST(Refused, Status) {
  const auto status_but = [](const std::string& from, const std::string& to) { return replaced(good_status(), from, to); };
  const std::string root = "/Document/CstmrPmtStsRpt";
  expect_refused({
      {"no original id", status_but("<OrgnlMsgId>KTW1</OrgnlMsgId>", ""), Code::MESSAGE_SCHEMA, root + "/OrgnlGrpInfAndSts/OrgnlMsgId"},
      {"status of five letters", status_but("ACSC", "ACSCX"), Code::MESSAGE_SCHEMA, root + "/OrgnlPmtInfAndSts[1]/TxInfAndSts[1]/TxSts"},
      {"two statuses", status_but("<TxSts>ACSC</TxSts>", "<TxSts>ACSC</TxSts><TxSts>RJCT</TxSts>"), Code::MESSAGE_SCHEMA, root + "/OrgnlPmtInfAndSts[1]/TxInfAndSts[1]/TxSts"},
      {"no payment information id", status_but("<OrgnlPmtInfId>KTW1-1</OrgnlPmtInfId>", ""), Code::MESSAGE_SCHEMA, root + "/OrgnlPmtInfAndSts[1]/OrgnlPmtInfId"},
  });
}

// Half a message is no message: every proper beginning is refused, except where only white space is missing.
void expect_no_beginning_read(const std::string& bytes) {
  const std::size_t end = bytes.find_last_not_of(" \r\n\t") + 1;
  ASSERT_TRUE(read_message(bytes, kDoorLimits, nullptr).ok());
  for (std::size_t size = 0; size < end; ++size) {
    const auto message = read_message(std::string_view(bytes).substr(0, size), kDoorLimits, nullptr);
    ASSERT_FALSE(message.ok()) << "read after " << size << " of " << end << " bytes";
  }
}

TEST(Truncated, OwnMessagesAreRefusedAtEveryByte) {
  expect_no_beginning_read(good_statement());
  expect_no_beginning_read(good_status());
}

TEST(Truncated, SamplesAreRefusedAtEveryByte) {
  KATIWALA_NEEDS_SHARED();
  for (const char* name : {"cbprplus/camt054_credit_notification_sample.xml", "genkgo/camt053.v2.multi.statement.xml"})
    expect_no_beginning_read(file_text(iso20022_folder() / "samples" / name));
}

// One byte changed anywhere gives a refusal or a message, and the program goes on.
TEST(Changed, EveryByteOfAStatement) {
  const std::string good = good_statement();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const char byte : {'\0', '<', '9', '\xFF'}) {
      std::string bytes = good;
      bytes[i] = byte;
      const auto message = read_message(bytes, kDoorLimits, nullptr);
      if (!message.ok()) {
        ++refused;
        EXPECT_FALSE(message.refusal().message.empty());
      }
    }
  EXPECT_GT(refused, good.size());
}

}  // namespace
}  // namespace katiwala::api::messages::refusals_test
