/// Small messages written for the tests. All names and numbers are invented.
#pragma once

#include <string>

namespace katiwala::api::messages {

inline const std::string kSpace = "urn:iso:std:iso:20022:tech:xsd:";

/// Around the content of a statement, with a header.
inline std::string statement_around(const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"" + kSpace +
         "camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T18:00:00+08:00</CreDtTm></GrpHdr>"
         "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>0012345678</Id></Othr></Id><Ccy>USD</Ccy></Acct>" +
         content + "</Stmt></BkToCstmrStmt></Document>\n";
}

inline std::string balance(const std::string& type, const std::string& amount, const std::string& currency = "USD",
                           const std::string& direction = "CRDT") {
  return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"" + currency + "\">" + amount + "</Amt><CdtDbtInd>" +
         direction + "</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>";
}

inline std::string entry(const std::string& amount, const std::string& direction, const std::string& details = "",
                         const std::string& status = "BOOK", const std::string& currency = "USD") {
  return "<Ntry><Amt Ccy=\"" + currency + "\">" + amount + "</Amt><CdtDbtInd>" + direction + "</CdtDbtInd><Sts><Cd>" + status +
         "</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt><BkTxCd/>" + details + "</Ntry>";
}

inline std::string details(const std::string& content) { return "<NtryDtls>" + content + "</NtryDtls>"; }
inline std::string transaction(const std::string& amount, const std::string& direction, const std::string& rest = "",
                               const std::string& currency = "USD") {
  return "<TxDtls><Amt Ccy=\"" + currency + "\">" + amount + "</Amt><CdtDbtInd>" + direction + "</CdtDbtInd>" + rest + "</TxDtls>";
}
inline std::string charge(const std::string& amount, const std::string& included, const std::string& currency = "USD") {
  return "<Chrgs><Rcrd><Amt Ccy=\"" + currency + "\">" + amount + "</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>" + included +
         "</ChrgInclInd></Rcrd></Chrgs>";
}

/// 1,000.00 + 19,975.00 - 30.00 = 20,945.00
inline std::string good_statement() {
  return statement_around(balance("OPBD", "1000.00") + balance("CLBD", "20945.00") +
                          entry("19975.00", "CRDT", details(transaction("20000.00", "CRDT", charge("25.00", "true")))) +
                          entry("30.00", "DBIT"));
}

inline std::string good_status() {
  return "<Document xmlns=\"" + kSpace +
         "pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr>"
         "<OrgnlGrpInfAndSts><OrgnlMsgId>KTW1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>"
         "<OrgnlPmtInfAndSts><OrgnlPmtInfId>KTW1-1</OrgnlPmtInfId>"
         "<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR><TxSts>ACSC</TxSts></TxInfAndSts>"
         "<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf></TxInfAndSts>"
         "<TxInfAndSts><OrgnlEndToEndId>E3</OrgnlEndToEndId></TxInfAndSts>"
         "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
}

}  // namespace katiwala::api::messages
