/// Small messages between banks written for the tests. All names and numbers are invented.
#pragma once

#include <string>

#include "tests/api/messages/texts.h"

namespace katiwala::api::messages {

inline std::string document(const std::string& definition, const std::string& root, const std::string& content) {
  return "<Document xmlns=\"" + kSpace + definition + "\"><" + root + ">" + content + "</" + root + "></Document>";
}
inline std::string bank(const std::string& name, const std::string& bic) {
  return "<" + name + "><FinInstnId><BICFI>" + bic + "</BICFI></FinInstnId></" + name + ">";
}
inline std::string number(const std::string& name, const std::string& account) {
  return "<" + name + "><Id><Othr><Id>" + account + "</Id></Othr></Id></" + name + ">";
}

/// USD 20,000.00 sent, 25.00 kept on the way; and USD 5.00 more.
inline std::string good_transfer() {
  const auto transfer = [](const std::string& ids, const std::string& amounts, const std::string& rest) {
    return "<CdtTrfTxInf><PmtId>" + ids + "</PmtId>" + amounts + "<Dbtr><Nm>Invented Clerk of Court</Nm></Dbtr>" + bank("DbtrAgt", "SNDXUS33") +
           bank("CdtrAgt", "SNDXPHM1") + "<Cdtr><Nm>Sandbox Trust Department</Nm></Cdtr>" + number("CdtrAcct", "0012345678") + rest + "</CdtTrfTxInf>";
  };
  return document("pacs.008.001.08", "FIToFICstmrCdtTrf",
                  "<GrpHdr><MsgId>P8</MsgId><CreDtTm>2026-03-02T09:00:00+08:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>19980</CtrlSum>"
                  "<TtlIntrBkSttlmAmt Ccy=\"USD\">19980.00</TtlIntrBkSttlmAmt><IntrBkSttlmDt>2026-03-03</IntrBkSttlmDt>"
                  "<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>" +
                      transfer("<InstrId>I1</InstrId><EndToEndId>US-1-2026-03</EndToEndId><UETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</UETR>",
                               "<IntrBkSttlmAmt Ccy=\"USD\">19975.00</IntrBkSttlmAmt><InstdAmt Ccy=\"USD\">20000.00</InstdAmt><ChrgBr>SHAR</ChrgBr>"
                               "<ChrgsInf><Amt Ccy=\"USD\">25.00</Amt>" + bank("Agt", "SNDXUS33") + "</ChrgsInf>",
                               "<Purp><Cd>BENE</Cd></Purp><RmtInf><Ustrd>Docket 0:25-cr-00001</Ustrd></RmtInf>") +
                      transfer("<EndToEndId>E2</EndToEndId>", "<IntrBkSttlmAmt Ccy=\"USD\">5.00</IntrBkSttlmAmt><ChrgBr>SHAR</ChrgBr>", ""));
}

/// PHP 18,000.00 come back.
inline std::string good_return() {
  return document("pacs.004.001.10", "PmtRtr",
                  "<GrpHdr><MsgId>P4</MsgId><CreDtTm>2026-07-07T09:00:00+08:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>18000.00</CtrlSum>"
                  "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>"
                  "<TxInf><RtrId>RTR-1</RtrId><OrgnlInstrId>KTW-0001</OrgnlInstrId><OrgnlEndToEndId>KTW-PAY-0001</OrgnlEndToEndId>"
                  "<OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR><RtrdIntrBkSttlmAmt Ccy=\"PHP\">18000.00</RtrdIntrBkSttlmAmt>"
                  "<IntrBkSttlmDt>2026-07-07</IntrBkSttlmDt><ChrgBr>SLEV</ChrgBr>"
                  "<RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></RtrRsnInf>"
                  "<OrgnlTxRef>" + number("DbtrAcct", "000111222333") + "</OrgnlTxRef></TxInf>");
}

inline std::string good_interbank_status() {
  return document("pacs.002.001.10", "FIToFIPmtStsRpt",
                  "<GrpHdr><MsgId>P2</MsgId><CreDtTm>2026-07-06T10:00:00+08:00</CreDtTm></GrpHdr>"
                  "<OrgnlGrpInfAndSts><OrgnlMsgId>KTW1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId><GrpSts>PART</GrpSts>"
                  "<NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT</DtldSts></NbOfTxsPerSts></OrgnlGrpInfAndSts>"
                  "<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR><TxSts>ACSC</TxSts></TxInfAndSts>"
                  "<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf>"
                  "<OrgnlTxRef><IntrBkSttlmAmt Ccy=\"PHP\">7.00</IntrBkSttlmAmt></OrgnlTxRef></TxInfAndSts>"
                  "<TxInfAndSts><OrgnlEndToEndId>E3</OrgnlEndToEndId></TxInfAndSts>");
}

/// Two payments of one message, with a sum.
inline std::string good_recall() {
  const auto recall = [](const std::string& id, const std::string& ids, const std::string& amount) {
    return "<TxInf><CxlId>" + id + "</CxlId><OrgnlGrpInf><OrgnlMsgId>P8</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>" + ids +
           "<OrgnlIntrBkSttlmAmt Ccy=\"USD\">" + amount + "</OrgnlIntrBkSttlmAmt><OrgnlIntrBkSttlmDt>2026-03-03</OrgnlIntrBkSttlmDt>"
           "<CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn><AddtlInf>sent twice</AddtlInf></CxlRsnInf></TxInf>";
  };
  return document("camt.056.001.08", "FIToFIPmtCxlReq",
                  "<Assgnmt><Id>RCL-1</Id><Assgnr><Agt><FinInstnId><BICFI>SNDXUS33</BICFI></FinInstnId></Agt></Assgnr>"
                  "<Assgne><Agt><FinInstnId><ClrSysMmbId><MmbId>010080015</MmbId></ClrSysMmbId><Nm>Sandbox Bank</Nm></FinInstnId></Agt></Assgne>"
                  "<CreDtTm>2026-03-05T09:00:00+08:00</CreDtTm></Assgnmt>"
                  "<Case><Id>CASE-1</Id><Cretr><Pty><Nm>Invented Clerk of Court</Nm></Pty></Cretr></Case>"
                  "<CtrlData><NbOfTxs>2</NbOfTxs><CtrlSum>19980.0</CtrlSum></CtrlData><Undrlyg>" +
                      recall("C1", "<OrgnlEndToEndId>US-1-2026-03</OrgnlEndToEndId><OrgnlUETR>3e7b91d4-af28-4c53-b6e1-92d4a7c83f52</OrgnlUETR>", "19975.00") +
                      recall("C2", "<OrgnlInstrId>I2</OrgnlInstrId>", "5") + "</Undrlyg>");
}

}  // namespace katiwala::api::messages
