// pacs.008 and pacs.004: payments between banks, read as advice. They say that money is coming in (or back), never that it is
// on the account: that is said by camt.053 and camt.054 alone, so their entries are not booked ones.
#include "api/messages/control_sum.h"
#include "api/messages/message_walk.h"
#include "api/messages/reports.h"

namespace katiwala::api::messages {
namespace {

/// The same thing has other names in the two messages.
struct Names {
  std::string_view transfer, settled, instructed, total;
};

Names names_of(TransferKind kind) {
  if (kind == TransferKind::credit_transfer) return {"CdtTrfTxInf", "IntrBkSttlmAmt", "InstdAmt", "TtlIntrBkSttlmAmt"};
  return {"TxInf", "RtrdIntrBkSttlmAmt", "RtrdInstdAmt", "TtlRtrdIntrBkSttlmAmt"};
}

Status read_charge_list(const Node& node, Transaction& out) {
  KATIWALA_TRY(const std::string bearer, maybe_text(node, "ChrgBr", 4));
  for (const Node& block : node.all("ChrgsInf")) {
    Charge charge;
    KATIWALA_TRY(const Node amount, block.one("Amt"));
    KATIWALA_TRY(charge.amount, amount_field(amount));
    charge.bearer = bearer;
    if (bearer == "DEBT") charge.included = false;
    out.charges.push_back(std::move(charge));
  }
  return good();
}

/// What was sent and what arrives, in one currency, differ by the charges or not at all. Says of each charge whether it was
/// taken out of the amount.
Status explain_charges(const Node& node, std::string_view instructed, Transaction& out) {
  if (!out.instructed || out.instructed->currency() != out.amount.currency()) return good();
  Minor charges = 0;
  for (const Charge& charge : out.charges)
    if (charge.amount.currency() == out.amount.currency()) charges += wide(charge.amount);
  const Minor sent = wide(*out.instructed), arrives = wide(out.amount);
  const bool taken = arrives != sent && sent - charges == arrives;
  const bool on_top = !out.charges.empty() && out.charges.front().bearer == "DEBT" && sent + charges == arrives;
  if (!taken && !on_top && sent != arrives)
    return refuse(Code::MESSAGE_CONTROL_SUM,
                  "Amount: " + out.instructed->text() + " was sent and " + out.amount.text() + " arrives, which the charges do not explain.",
                  node.place() + place_step(instructed, 1));
  for (Charge& charge : out.charges)
    if (charge.amount.currency() == out.amount.currency()) charge.included = taken;
  return good();
}

Status read_payment(const Node& node, Transaction& out) {
  KATIWALA_TRY(const Node ids, node.one("PmtId"));
  KATIWALA_TRY(const Node end_to_end, ids.one("EndToEndId"));
  KATIWALA_TRY(out.references.end_to_end_id, text_field(end_to_end, 35));
  KATIWALA_TRY(out.references.instruction_id, maybe_text(ids, "InstrId", 35));
  KATIWALA_TRY(out.references.transaction_id, maybe_text(ids, "TxId", 35));
  KATIWALA_TRY(out.references.uetr, maybe_uetr(ids, "UETR"));
  KATIWALA_TRY(out.references.account_servicer_reference, maybe_text(ids, "ClrSysRef", 35));
  KATIWALA_CHECK(read_parties(node, out));
  KATIWALA_TRY(out.purpose, maybe_code(node, "Purp"));
  return read_remittance(node, out);
}

/// Lines of the reasons, as many as AddtlTxInf of a camt could carry: those of a group are its payments' too, and there may be many of both.
std::string information_of(const Reasons& reasons) {
  constexpr std::size_t kMost = 500;
  std::string out;
  std::size_t characters = 0;
  for (const StatusReason& reason : reasons) {
    for (const std::string& line : reason.information) {
      characters += characters_of(line) + 1;
      if (characters > kMost + 1) return out;
      out += (out.empty() ? "" : "\n") + line;
    }
  }
  return out;
}

/// The references are those of the payment that comes back, so that it is found; its own id is the servicer's reference.
Status read_return(const Node& node, const Reasons& of_group, Transaction& out) {
  References& ids = out.references;
  KATIWALA_TRY(ids.account_servicer_reference, maybe_text(node, "RtrId", 35));
  KATIWALA_CHECK(read_original_references(node, "The return does not say which payment it returns.", ids));
  KATIWALA_TRY(Reasons reasons, read_reasons(node, "RtrRsnInf"));
  if (reasons.empty()) reasons = of_group;
  // Without a reason it could not be told from money that somebody sends.
  if (reasons.empty() || reasons.front().code.empty())
    return refuse(Code::MESSAGE_SCHEMA, "The return does not say its reason.", node.place() + place_step("RtrRsnInf", 1));
  out.return_reason = reasons.front().code;
  out.additional_information = information_of(reasons);
  KATIWALA_TRY(const Node chain, node.maybe("RtrChain"));
  if (chain) KATIWALA_CHECK(read_parties(chain, out));
  KATIWALA_TRY(const Node original, node.maybe("OrgnlTxRef"));
  if (!original) return good();
  KATIWALA_TRY([[maybe_unused]] const std::optional<Amount> once_sent, maybe_amount(original, "IntrBkSttlmAmt"));
  KATIWALA_CHECK(read_remittance(original, out));
  if (out.creditor_account) return good();
  // Who sent the payment is who gets it back.
  Transaction sent;
  KATIWALA_CHECK(read_parties(original, sent));
  out.creditor_account = std::move(sent.debtor_account);
  return good();
}

class TransferReader {
 public:
  TransferReader(XmlCursor& cursor, TransferKind kind) : cursor_(cursor), kind_(kind), names_(names_of(kind)), place_(cursor.place()) {
    message_.kind = ReportKind::notification;
  }

  Result<AccountMessage> read() {
    KATIWALA_CHECK(for_each_part(cursor_, [this](const Tree& tree) { return read_part(tree); }));
    if (header_.items.empty()) return missing("GrpHdr");
    if (message_.reports.empty()) return missing(names_.transfer);
    KATIWALA_CHECK(check_group(header_.root()));
    return std::move(message_);
  }

 private:
  [[nodiscard]] Refusal missing(std::string_view name) const { return missing_element(place_, name); }

  Status read_part(const Tree& tree) {
    const Node node = tree.root();
    if (node.name() == names_.transfer) return read_transfer(node);
    if (node.name() == "OrgnlGrpInf" && kind_ == TransferKind::payment_return) {
      KATIWALA_TRY(group_reasons_, read_reasons(node, "RtrRsnInf"));
    }
    if (node.name() != "GrpHdr") return good();
    if (!header_.items.empty()) return stands_twice(node);
    KATIWALA_TRY(MessageHead head, read_head(node));
    message_.message_id = std::move(head.message_id);
    message_.created = head.created;
    KATIWALA_TRY(settled_on_, maybe_day(node, "IntrBkSttlmDt"));
    header_ = tree;  // its sums are looked at when all is counted
    return good();
  }

  Status read_transfer(const Node& node) {
    if (header_.items.empty()) return node.refuse_here(Code::MESSAGE_SCHEMA, "The group header comes before the payments of it.");
    Transaction transaction;
    KATIWALA_TRY(const Node settled, node.one(names_.settled));
    KATIWALA_TRY(transaction.amount, amount_field(settled));
    KATIWALA_TRY(transaction.instructed, maybe_amount(node, names_.instructed));
    KATIWALA_CHECK(read_charge_list(node, transaction));
    KATIWALA_CHECK(explain_charges(node, names_.instructed, transaction));
    KATIWALA_CHECK(kind_ == TransferKind::credit_transfer ? read_payment(node, transaction) : read_return(node, group_reasons_, transaction));
    transaction.references.message_id = message_.message_id;
    KATIWALA_TRY(std::optional<CivilDate> day, maybe_day(node, "IntrBkSttlmDt"));
    settled_.add(transaction.amount);
    if (transaction.instructed) {
      instructed_.add(*transaction.instructed);
    } else {
      all_instructed_ = false;
    }
    message_.reports.push_back(advice_of(std::move(transaction), day ? day : settled_on_));
    return good();
  }

  [[nodiscard]] AccountReport advice_of(Transaction transaction, std::optional<CivilDate> day) const {
    AccountReport report;
    report.id = message_.message_id;
    report.created = message_.created;
    if (transaction.creditor_account) report.account = *transaction.creditor_account;
    report.currency = transaction.amount.currency();
    Entry entry;
    entry.amount = transaction.amount;
    entry.status = "INFO";
    entry.value_date = day;
    entry.account_servicer_reference = transaction.references.account_servicer_reference;
    entry.transactions.push_back(std::move(transaction));
    report.not_booked.push_back(std::move(entry));
    return report;
  }

  /// Banks sum what is settled; some sum what was instructed.
  [[nodiscard]] Status check_group(const Node& header) const {
    KATIWALA_CHECK(check_number(header, message_.reports.size()));
    KATIWALA_CHECK(check_sum(header, settled_, all_instructed_ ? &instructed_ : nullptr));
    KATIWALA_TRY(const std::optional<Amount> total, maybe_amount(header, names_.total));
    if (!total) return good();
    const std::string at = header.place() + place_step(names_.total, 1);
    for (const AccountReport& report : message_.reports)
      if (report.currency != total->currency())
        return refuse(Code::CURRENCY_MISMATCH,
                      "The total is in " + total->currency().code() + "; one of the payments is in " + report.currency.code() + ".", at);
    const Result<bool> same = settled_.is(total->text());
    if (same.ok() && *same) return good();
    return refuse(Code::MESSAGE_CONTROL_SUM, "Total: " + total->text() + " is stated, " + settled_.text() + " is found.", at);
  }

  XmlCursor& cursor_;
  TransferKind kind_;
  Names names_;
  std::string place_;
  AccountMessage message_;
  Tree header_;
  std::optional<CivilDate> settled_on_;
  Reasons group_reasons_;
  ControlSum settled_, instructed_;
  bool all_instructed_ = true;
};

}  // namespace

Result<AccountMessage> read_transfer_message(XmlCursor& cursor, TransferKind kind) { return TransferReader(cursor, kind).read(); }

}  // namespace katiwala::api::messages
