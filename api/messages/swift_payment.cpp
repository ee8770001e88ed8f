// MT103 and MT910: one payment, on its way or on the account.
#include <array>
#include <algorithm>

#include "api/messages/swift_fields.h"
#include "api/messages/swift_reader.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

/// Fields of an MT103 that are checked for their form and not kept.
Status pass_bank(FieldWalk& walk, std::initializer_list<std::string_view> tags) {
  const SwiftField* field = walk.maybe(tags);
  return field == nullptr ? good() : check_swift_bank(*field);
}
Status pass(FieldWalk& walk, std::string_view tag, std::size_t lines, std::size_t width) {
  const SwiftField* field = walk.maybe({tag});
  return field == nullptr ? good() : check_lines(*field, lines, width);
}

SwiftReport report_around(const SwiftMessage& message, std::string id, AccountRef account, std::string_view status, CivilDate value, Transaction transaction) {
  SwiftReport out;
  AccountReport& report = out.report;
  report.id = std::move(id);
  report.account = std::move(account);
  report.currency = transaction.amount.currency();
  transaction.references.uetr = message.uetr;
  Entry entry;
  entry.amount = transaction.amount;
  entry.direction = transaction.direction;
  entry.status = status;
  entry.value_date = value;
  entry.account_servicer_reference = transaction.references.account_servicer_reference;
  entry.transactions.push_back(std::move(transaction));
  (status == "BOOK" ? report.entries : report.not_booked).push_back(std::move(entry));
  out.created = start_of(value);
  return out;
}

/// :71A:, :71F: and :71G: together with what they explain.
struct Charges {
  const SwiftField* bearer_field = nullptr;
  std::string bearer;
  Minor taken = 0, on_top = 0;
  bool comparable = true;  ///< all in the currency that is settled
};

Status read_bearer(FieldWalk& walk, Charges& out) {
  KATIWALA_TRY(out.bearer_field, walk.one({"71A"}));
  KATIWALA_TRY(const std::string code, swift_line(*out.bearer_field, 3));
  out.bearer = code == "OUR" ? "DEBT" : code == "SHA" ? "SHAR" : code == "BEN" ? "CRED" : "";
  if (out.bearer.empty()) return out.bearer_field->refuse_here(Code::MT_SYNTAX, "OUR, SHA or BEN is expected here.");
  return good();
}

Status read_charges(FieldWalk& walk, Charges& out, Transaction& transaction) {
  KATIWALA_CHECK(read_bearer(walk, out));
  bool sent = false;
  while (const SwiftField* field = walk.maybe({"71F"})) {
    if (out.bearer == "DEBT") return field->refuse_here(Code::MT_SYNTAX, "Where the sender bears the charges none is taken out.");
    KATIWALA_TRY(const std::string text, swift_line(*field, 18));
    KATIWALA_TRY(const Amount amount, swift_money(*field, text));
    sent = true;
    if (amount.currency() == transaction.amount.currency()) {
      out.taken += wide(amount);
    } else {
      out.comparable = false;
    }
    transaction.charges.push_back({amount, Direction::debit, true, {}, out.bearer});
  }
  if (out.bearer == "CRED" && !sent)
    return out.bearer_field->refuse_here(Code::MT_SYNTAX, "Where the receiver bears the charges :71F: says what was taken.");
  if (const SwiftField* field = walk.maybe({"71G"})) {
    if (out.bearer != "DEBT") return field->refuse_here(Code::MT_SYNTAX, "Only where the sender bears the charges are the receiver's prepaid.");
    KATIWALA_TRY(const std::string text, swift_line(*field, 18));
    KATIWALA_TRY(const Amount amount, swift_money(*field, text));
    if (amount.currency() != transaction.amount.currency())
      return field->refuse_here(Code::CURRENCY_MISMATCH, "The charge is not in the currency that is settled.");
    out.on_top = wide(amount);
    transaction.charges.push_back({amount, Direction::debit, false, {}, out.bearer});
  }
  if (!transaction.charges.empty() && !transaction.instructed)
    return out.bearer_field->refuse_here(Code::MT_SYNTAX, "Charges need :33B:, the amount they were taken from.");
  return good();
}

Status explain_amount(const SwiftField& settled, const Charges& charges, const Transaction& transaction) {
  if (!transaction.instructed || transaction.instructed->currency() != transaction.amount.currency() || !charges.comparable) return good();
  if (wide(*transaction.instructed) - charges.taken + charges.on_top == wide(transaction.amount)) return good();
  return settled.refuse_here(Code::MESSAGE_CONTROL_SUM, "Amount: " + transaction.instructed->text() + " was sent and " + transaction.amount.text() +
                                                            " arrives, which the charges do not explain.");
}

/// :33B: and :36:: a rate stands where two currencies do.
Status read_instructed(FieldWalk& walk, Transaction& transaction) {
  const SwiftField* field = walk.maybe({"33B"});
  if (field != nullptr) {
    KATIWALA_TRY(const std::string text, swift_line(*field, 18));
    KATIWALA_TRY(transaction.instructed, swift_money(*field, text));
  }
  const SwiftField* rate = walk.maybe({"36"});
  const bool converted = field != nullptr && transaction.instructed->currency() != transaction.amount.currency();
  if (rate == nullptr) return converted ? Status(field->refuse_here(Code::MT_SYNTAX, "Two currencies need a rate, :36:.")) : good();
  KATIWALA_TRY(const std::string text, swift_line(*rate, 12));
  const bool digits = text.find_first_not_of("0123456789,") == std::string::npos && std::ranges::count(text, ',') == 1 && text.front() != ',';
  if (!digits) return rate->refuse_here(Code::AMOUNT_SYNTAX, "A rate has digits, a comma and digits.");
  if (!converted) return rate->refuse_here(Code::MT_SYNTAX, "A rate needs two currencies.");
  return good();
}

/// :72: of a payment that comes back: /RETN/ and the reason on the next line, then the references of what was sent.
void note_return(const SwiftField& field, Transaction& transaction) {
  const std::string_view first = field.lines[0];
  if (!first.starts_with("/RETN/") && !first.starts_with("/REJT/")) return;
  transaction.return_reason = "NARR";
  const std::string_view reason = field.lines.size() > 1 ? field.lines[1] : std::string_view();
  if (reason.size() >= 6 && reason[0] == '/' && reason[5] == '/') transaction.return_reason = reason.substr(1, 4);
  for (const std::string_view line : field.lines) {
    if (line.starts_with("/MREF/")) transaction.references.instruction_id = line.substr(6);
    // A plus at the end says that the reference was longer than could be carried: half of one finds nothing.
    if (line.starts_with("/TREF/") && !line.ends_with('+')) transaction.references.end_to_end_id = line.substr(6);
  }
}

Status read_kind(FieldWalk& walk) {
  while (const SwiftField* time = walk.maybe({"13C"})) KATIWALA_CHECK(check_lines(*time, 1, 19));
  KATIWALA_TRY(const SwiftField* field, walk.one({"23B"}));
  KATIWALA_TRY(const std::string code, swift_line(*field, 4));
  if (code == "CRTS") return field->refuse_here(Code::MESSAGE_UNKNOWN, "The message is a test.");
  constexpr std::array<std::string_view, 4> kServices{"CRED", "SPAY", "SPRI", "SSTD"};
  if (std::ranges::find(kServices, code) == kServices.end()) return field->refuse_here(Code::MT_SYNTAX, "CRED, SPAY, SPRI or SSTD is expected here.");
  while (const SwiftField* instruction = walk.maybe({"23E"})) KATIWALA_CHECK(check_lines(*instruction, 1, 35));
  return pass(walk, "26T", 1, 3);
}

Status read_parties(FieldWalk& walk, Transaction& transaction) {
  KATIWALA_TRY(const SwiftField* debtor_field, walk.one({"50A", "50F", "50K"}));
  KATIWALA_TRY(SwiftParty debtor, swift_party(*debtor_field));
  KATIWALA_CHECK(pass_bank(walk, {"51A"}));
  KATIWALA_CHECK(pass_bank(walk, {"52A", "52D"}));
  KATIWALA_CHECK(pass_bank(walk, {"53A", "53B", "53D"}));
  KATIWALA_CHECK(pass_bank(walk, {"54A", "54B", "54D"}));
  KATIWALA_CHECK(pass_bank(walk, {"55A", "55B", "55D"}));
  KATIWALA_CHECK(pass_bank(walk, {"56A", "56C", "56D"}));
  KATIWALA_CHECK(pass_bank(walk, {"57A", "57B", "57C", "57D"}));
  KATIWALA_TRY(const SwiftField* creditor_field, walk.one({"59", "59A", "59F"}));
  KATIWALA_TRY(SwiftParty creditor, swift_party(*creditor_field));
  transaction.debtor_name = std::move(debtor.name);
  transaction.debtor_account = std::move(debtor.account);
  transaction.creditor_name = std::move(creditor.name);
  transaction.creditor_account = std::move(creditor.account);
  return good();
}

}  // namespace

Result<SwiftReport> read_mt103(const SwiftMessage& message) {
  FieldWalk walk(message);
  Transaction transaction;
  KATIWALA_TRY(const SwiftField* id_field, walk.one({"20"}));
  KATIWALA_TRY(std::string id, swift_reference(*id_field));
  KATIWALA_CHECK(read_kind(walk));
  KATIWALA_TRY(const SwiftField* settled_field, walk.one({"32A"}));
  KATIWALA_TRY(const SwiftSettled settled, swift_settled(*settled_field));
  transaction.amount = settled.amount;
  transaction.references.message_id = id;
  transaction.references.instruction_id = id;
  KATIWALA_CHECK(read_instructed(walk, transaction));
  KATIWALA_CHECK(read_parties(walk, transaction));
  if (const SwiftField* remittance = walk.maybe({"70"})) {
    KATIWALA_CHECK(check_lines(*remittance, 4, 35));
    transaction.remittance.assign(remittance->lines.begin(), remittance->lines.end());
    transaction.references.end_to_end_id = coded_reference(*remittance, "/ROC/", 35);
  }
  Charges charges;
  KATIWALA_CHECK(read_charges(walk, charges, transaction));
  KATIWALA_CHECK(explain_amount(*settled_field, charges, transaction));
  if (const SwiftField* information = walk.maybe({"72"})) {
    KATIWALA_CHECK(check_lines(*information, 6, 35));
    transaction.additional_information = joined(*information);
    note_return(*information, transaction);
  }
  KATIWALA_CHECK(pass(walk, "77B", 3, 35));
  KATIWALA_CHECK(walk.done());
  AccountRef account = transaction.creditor_account.value_or(AccountRef{});
  return report_around(message, std::move(id), std::move(account), "INFO", settled.day, std::move(transaction));
}

Result<SwiftReport> read_mt910(const SwiftMessage& message) {
  FieldWalk walk(message);
  Transaction transaction;
  KATIWALA_TRY(const SwiftField* id_field, walk.one({"20"}));
  KATIWALA_TRY(std::string id, swift_reference(*id_field));
  transaction.references.account_servicer_reference = id;
  KATIWALA_TRY(const SwiftField* related, walk.one({"21"}));
  KATIWALA_TRY(std::string reference, swift_reference(*related));
  if (reference != "NONREF") transaction.references.end_to_end_id = std::move(reference);
  KATIWALA_TRY(const SwiftField* account_field, walk.one({"25", "25P"}));
  KATIWALA_TRY(AccountRef account, swift_account(*account_field));
  std::optional<Instant> created;
  if (const SwiftField* time = walk.maybe({"13D"})) {
    KATIWALA_TRY(created, swift_instant(*time));
  }
  KATIWALA_TRY(const SwiftField* settled_field, walk.one({"32A"}));
  KATIWALA_TRY(const SwiftSettled settled, swift_settled(*settled_field));
  transaction.amount = settled.amount;
  const SwiftField* payer = walk.maybe({"50A", "50F", "50K"});
  if (payer != nullptr) {
    KATIWALA_TRY(SwiftParty debtor, swift_party(*payer));
    transaction.debtor_name = std::move(debtor.name);
    transaction.debtor_account = std::move(debtor.account);
  }
  const SwiftField* bank = walk.maybe({"52A", "52D"});
  if (bank != nullptr) KATIWALA_CHECK(check_swift_bank(*bank));
  if (payer == nullptr && bank == nullptr)
    return settled_field->refuse_here(Code::MT_SYNTAX, "Who paid is missing: :50A: or :52A: comes after this field.");
  KATIWALA_CHECK(pass_bank(walk, {"56A", "56D"}));
  if (const SwiftField* information = walk.maybe({"72"})) {
    KATIWALA_CHECK(check_lines(*information, 6, 35));
    transaction.additional_information = joined(*information);
  }
  KATIWALA_CHECK(walk.done());
  SwiftReport out = report_around(message, std::move(id), std::move(account), "BOOK", settled.day, std::move(transaction));
  if (created) out.created = *created;
  out.report.created = created;
  return out;
}

}  // namespace katiwala::api::messages
