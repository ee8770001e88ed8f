// One TxDtls. The versions differ in where a thing stands: .02 has no Amt but AmtDtls/TxAmt, and charges without records;
// .08 puts a party's name one element deeper.
#include "api/messages/fields.h"
#include "api/messages/reports.h"

namespace katiwala::api::messages {
namespace {

Result<References> read_references(const Node& refs) {
  References out;
  KATIWALA_TRY(out.account_servicer_reference, maybe_text(refs, "AcctSvcrRef", 35));
  KATIWALA_TRY(out.message_id, maybe_text(refs, "MsgId", 35));
  KATIWALA_TRY(out.payment_information_id, maybe_text(refs, "PmtInfId", 35));
  KATIWALA_TRY(out.instruction_id, maybe_text(refs, "InstrId", 35));
  KATIWALA_TRY(out.end_to_end_id, maybe_text(refs, "EndToEndId", 35));
  KATIWALA_TRY(out.uetr, maybe_uetr(refs, "UETR"));
  KATIWALA_TRY(out.transaction_id, maybe_text(refs, "TxId", 35));
  return out;
}

/// Dbtr/Nm, Dbtr/Pty/Nm, or the name of a bank that is party itself: Dbtr/Agt/FinInstnId/Nm.
Result<std::string> party_name(const Node& parties, std::string_view role) {
  KATIWALA_TRY(const Node party, parties.maybe(role));
  if (!party) return std::string();
  KATIWALA_TRY(std::string direct, maybe_text(party, "Nm", 140));
  if (!direct.empty()) return direct;
  KATIWALA_TRY(const Node person, party.maybe("Pty"));
  if (person) return maybe_text(person, "Nm", 140);
  KATIWALA_TRY(const Node bank, party.maybe_path({"Agt", "FinInstnId"}));
  if (bank) return maybe_text(bank, "Nm", 140);
  return std::string();
}

Result<std::optional<AccountRef>> maybe_account(const Node& parties, std::string_view role) {
  KATIWALA_TRY(const Node account, parties.maybe(role));
  if (!account) return std::optional<AccountRef>();
  // From version 06 on an account may be named by its proxy alone.
  KATIWALA_TRY(const Node id, account.maybe("Id"));
  if (!id) return std::optional<AccountRef>();
  KATIWALA_TRY(AccountRef out, account_field(account));
  return std::optional<AccountRef>(std::move(out));
}

/// AmtDtls/<which>/Amt
Result<std::optional<Amount>> amount_detail(const Node& details, std::string_view which) {
  KATIWALA_TRY(const Node holder, details.maybe_path({"AmtDtls", which}));
  if (!holder) return std::optional<Amount>();
  return maybe_amount(holder, "Amt");
}

Result<Charge> read_charge(const Node& record) {
  Charge charge;
  KATIWALA_TRY(const Node amount, record.one("Amt"));
  KATIWALA_TRY(charge.amount, amount_field(amount));
  KATIWALA_TRY(const Node direction, record.maybe("CdtDbtInd"));
  if (direction) {
    KATIWALA_TRY(charge.direction, direction_field(direction));
  }
  KATIWALA_TRY(const Node included, record.maybe("ChrgInclInd"));
  if (included) {
    KATIWALA_TRY(charge.included, flag_field(included));
  }
  KATIWALA_TRY(charge.type, maybe_code(record, "Tp"));
  KATIWALA_TRY(charge.bearer, maybe_text(record, "Br", 4));
  return charge;
}

}  // namespace

Status read_parties(const Node& parties, Transaction& out) {
  KATIWALA_TRY(out.debtor_name, party_name(parties, "Dbtr"));
  KATIWALA_TRY(out.creditor_name, party_name(parties, "Cdtr"));
  KATIWALA_TRY(out.debtor_account, maybe_account(parties, "DbtrAcct"));
  KATIWALA_TRY(out.creditor_account, maybe_account(parties, "CdtrAcct"));
  return good();
}

Status read_remittance(const Node& details, Transaction& out) {
  KATIWALA_TRY(const Node remittance, details.maybe("RmtInf"));
  if (!remittance) return good();
  for (const Node& line : remittance.all("Ustrd")) {
    // Some banks write an empty line; it says nothing, and nothing is lost with it.
    if (line.text().empty() && !line.has_children()) continue;
    KATIWALA_TRY(std::string text, text_field(line, 140));
    out.remittance.push_back(std::move(text));
  }
  for (const Node& structured : remittance.all("Strd")) {
    KATIWALA_TRY(const Node reference, structured.maybe("CdtrRefInf"));
    if (!reference) continue;
    KATIWALA_TRY(std::string text, maybe_text(reference, "Ref", 35));
    if (!text.empty()) out.structured_references.push_back(std::move(text));
  }
  return good();
}

Result<std::vector<Charge>> read_charges(const Node& parent) {
  std::vector<Charge> out;
  const std::vector<Node> blocks = parent.all("Chrgs");
  for (const Node& block : blocks) {
    KATIWALA_TRY(const Node plain, block.maybe("Amt"));
    std::vector<Node> records = block.all("Rcrd");
    if (plain) records.insert(records.begin(), block);  // .02: the block is the record
    for (const Node& record : records) {
      KATIWALA_TRY(Charge charge, read_charge(record));
      out.push_back(std::move(charge));
    }
    KATIWALA_TRY(const std::optional<Amount> total, maybe_amount(block, "TtlChrgsAndTaxAmt"));
    if (records.empty() && total) {
      Charge charge;
      charge.amount = *total;
      out.push_back(std::move(charge));
    }
  }
  return out;
}

Result<StatedTransaction> read_transaction(const Node& details, Direction of_entry) {
  StatedTransaction out;
  Transaction& transaction = out.transaction;
  out.node = details;
  KATIWALA_TRY(const Node refs, details.maybe("Refs"));
  if (refs) {
    KATIWALA_TRY(transaction.references, read_references(refs));
  }
  KATIWALA_TRY(const std::optional<Amount> plain, maybe_amount(details, "Amt"));
  KATIWALA_TRY(const std::optional<Amount> detailed, amount_detail(details, "TxAmt"));
  out.stated = plain ? plain : detailed;
  KATIWALA_TRY(transaction.instructed, amount_detail(details, "InstdAmt"));
  transaction.direction = of_entry;
  KATIWALA_TRY(const Node direction, details.maybe("CdtDbtInd"));
  if (direction) {
    out.directed = true;
    KATIWALA_TRY(transaction.direction, direction_field(direction));
  }
  KATIWALA_TRY(transaction.charges, read_charges(details));
  KATIWALA_TRY(const Node parties, details.maybe("RltdPties"));
  if (parties) KATIWALA_CHECK(read_parties(parties, transaction));
  KATIWALA_TRY(transaction.purpose, maybe_code(details, "Purp"));
  KATIWALA_CHECK(read_remittance(details, transaction));
  KATIWALA_TRY(const Node returned, details.maybe("RtrInf"));
  if (returned) {
    KATIWALA_TRY(transaction.return_reason, maybe_code(returned, "Rsn"));
  }
  KATIWALA_TRY(transaction.additional_information, maybe_text(details, "AddtlTxInf", 500));
  return out;
}

}  // namespace katiwala::api::messages
