#include "api/scenario/papers.h"

namespace katiwala::api::scenario::papers {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

std::string element(const std::string& name, const std::string& text) { return "<" + name + ">" + escaped(text) + "</" + name + ">"; }
std::string maybe(const std::string& name, const std::string& text) { return text.empty() ? std::string() : element(name, text); }
std::string amount(const Money& money) { return "<Amt Ccy=\"" + escaped(money.currency) + "\">" + escaped(money.text) + "</Amt>"; }
std::string date(const std::string& name, const std::string& day) { return "<" + name + ">" + element("Dt", day) + "</" + name + ">"; }

std::string document(const std::string& definition, const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- SANDBOX: an invented message of an invented bank. -->\n"
         "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + definition + "\">" + content + "</Document>\n";
}

std::string header(const std::string& message_id, Instant created) {
  return "<GrpHdr>" + element("MsgId", message_id) + element("CreDtTm", created.manila_text()) + "</GrpHdr>";
}

std::string account(const std::string& number, const std::string& currency) {
  return "<Acct><Id><Othr>" + element("Id", number) + "</Othr></Id>" + element("Ccy", currency) + "</Acct>";
}

/// What a bank on the way kept; the amount was already lessened by it.
std::string charges(const Line& line) {
  if (line.charges.text.empty()) return {};
  return "<Chrgs><Rcrd>" + amount(line.charges) + element("CdtDbtInd", "DBIT") + element("ChrgInclInd", "true") + element("Br", "SHAR") + "</Rcrd></Chrgs>";
}

std::string details(const Line& line, const std::string& direction) {
  std::string out = "<NtryDtls><TxDtls><Refs>" + element("AcctSvcrRef", line.reference) + maybe("EndToEndId", line.end_to_end_id) +
                    maybe("UETR", line.uetr) + "</Refs>" + amount(line.amount) + element("CdtDbtInd", direction) + charges(line);
  if (!line.payor.empty()) out += "<RltdPties><Dbtr><Pty>" + element("Nm", line.payor) + "</Pty></Dbtr></RltdPties>";
  return out + "</TxDtls></NtryDtls>";
}

std::string notification(const Line& line, const std::string& direction) {
  const std::string entry = "<Ntry>" + amount(line.amount) + element("CdtDbtInd", direction) + "<Sts><Cd>BOOK</Cd></Sts>" + date("BookgDt", line.booked) +
                            date("ValDt", line.value_date) + element("AcctSvcrRef", line.reference) +
                            "<BkTxCd><Prtry><Cd>SANDBOX</Cd></Prtry></BkTxCd>" + details(line, direction) + "</Ntry>";
  return document("camt.054.001.08", "<BkToCstmrDbtCdtNtfctn>" + header(line.message_id, line.created) + "<Ntfctn>" + element("Id", line.message_id) +
                                         element("CreDtTm", line.created.manila_text()) + account(line.account, line.amount.currency) + entry +
                                         "</Ntfctn></BkToCstmrDbtCdtNtfctn>");
}

}  // namespace

Money money(const std::string& amount) {
  const std::size_t space = amount.find(' ');
  if (space == std::string::npos) return {amount, {}};
  return {amount.substr(0, space), amount.substr(space + 1)};
}

std::string credit_notification(const Line& line) { return notification(line, "CRDT"); }
std::string debit_notification(const Line& line) { return notification(line, "DBIT"); }

std::string statement(const Closing& closing) {
  const std::string balance = "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>" + amount(closing.balance) +
                              element("CdtDbtInd", closing.overdrawn ? "DBIT" : "CRDT") + date("Dt", closing.day) + "</Bal>";
  return document("camt.053.001.08", "<BkToCstmrStmt>" + header(closing.message_id, closing.created) + "<Stmt>" + element("Id", closing.message_id) +
                                         element("CreDtTm", closing.created.manila_text()) + account(closing.account, closing.balance.currency) +
                                         balance + "</Stmt></BkToCstmrStmt>");
}

std::string rejection(const Rejection& rejection) {
  return document("pain.002.001.10",
                  "<CstmrPmtStsRpt>" + header(rejection.message_id, rejection.created) + "<OrgnlGrpInfAndSts>" +
                      element("OrgnlMsgId", rejection.original_message_id) + element("OrgnlMsgNmId", "pain.001.001.09") +
                      "</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>" + element("OrgnlPmtInfId", rejection.original_message_id) + "<TxInfAndSts>" +
                      element("OrgnlEndToEndId", rejection.end_to_end_id) + maybe("OrgnlUETR", rejection.uetr) + element("TxSts", "RJCT") +
                      "<StsRsnInf><Rsn><Cd>" + escaped(rejection.reason) + "</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt>");
}

}  // namespace katiwala::api::scenario::papers
