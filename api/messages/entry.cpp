// One Ntry: a line of the account and the transactions it is made of.
#include <algorithm>

#include "api/messages/fields.h"
#include "api/messages/reports.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

Result<std::string> read_status(const Node& entry) {
  KATIWALA_TRY(const Node status, entry.one("Sts"));
  if (!status.has_children()) return text_field(status, 35);  // up to .06
  return maybe_code(entry, "Sts");
}

Result<std::string> read_bank_code(const Node& entry) {
  KATIWALA_TRY(const Node code, entry.maybe("BkTxCd"));
  if (!code) return std::string();
  KATIWALA_TRY(const Node domain, code.maybe("Domn"));
  if (!domain) {
    KATIWALA_TRY(const Node own, code.maybe("Prtry"));
    return own ? maybe_text(own, "Cd", 35) : std::string();
  }
  KATIWALA_TRY(const Node family, domain.one("Fmly"));
  KATIWALA_TRY(std::string text, maybe_text(domain, "Cd", 4));
  KATIWALA_TRY(const std::string family_code, maybe_text(family, "Cd", 4));
  KATIWALA_TRY(const std::string sub, maybe_text(family, "SubFmlyCd", 4));
  return text + "-" + family_code + "-" + sub;
}

Refusal disagree(const std::string& what, const std::string& said, const std::string& found, std::string place) {
  return refuse(Code::MESSAGE_CONTROL_SUM, what + ": " + said + " is stated, " + found + " is found.", std::move(place));
}

/// NbOfTxs against the transactions of the same NtryDtls. Where a bank gives a batch without its transactions, or one
/// TxDtls without amount for all of them, there is nothing to hold the figure against: it is kept.
Status check_batch_count(const Node& batch, EntryDetails& details, std::size_t from) {
  KATIWALA_TRY(const Node number, batch.maybe("NbOfTxs"));
  if (!number) return good();
  KATIWALA_TRY(const std::uint64_t count, count_field(number));
  const std::size_t found = details.stated.size() - from;
  if (found == 0) {
    details.without_details += count;
  } else if (found == 1 && count > 1 && !details.stated[from].stated) {
    details.stated[from].transaction.stands_for = count;
  } else if (count != found) {
    return disagree("Transactions in the batch", std::to_string(count), std::to_string(found), number.place());
  }
  return good();
}

/// TtlAmt, likewise.
Status check_batch_total(const Node& batch, const std::vector<StatedTransaction>& stated, std::size_t from, Direction of_entry) {
  KATIWALA_TRY(const std::optional<Amount> total, maybe_amount(batch, "TtlAmt"));
  if (!total || from == stated.size()) return good();
  Direction direction = of_entry;
  KATIWALA_TRY(const Node written, batch.maybe("CdtDbtInd"));
  if (written) {
    KATIWALA_TRY(direction, direction_field(written));
  }
  Minor sum = 0;
  for (std::size_t i = from; i < stated.size(); ++i) {
    if (!stated[i].stated || stated[i].stated->currency() != total->currency()) return good();
    sum += wide(with_sign(*stated[i].stated, stated[i].transaction.direction));
  }
  if (sum == wide(with_sign(*total, direction))) return good();
  KATIWALA_TRY(const Amount found, amount_from_wide(total->currency(), sum));
  return disagree("Sum of the batch", with_sign(*total, direction).text(), found.text(), batch.place() + "/TtlAmt");
}

Result<EntryDetails> read_details(const Node& entry, Direction direction) {
  EntryDetails out;
  for (const Node& details : entry.all("NtryDtls")) {
    const std::size_t from = out.stated.size();
    for (const Node& transaction : details.all("TxDtls")) {
      KATIWALA_TRY(StatedTransaction one, read_transaction(transaction, direction));
      out.stated.push_back(std::move(one));
    }
    KATIWALA_TRY(const Node batch, details.maybe("Btch"));
    if (!batch) continue;
    KATIWALA_CHECK(check_batch_count(batch, out, from));
    KATIWALA_CHECK(check_batch_total(batch, out.stated, from, direction));
  }
  return out;
}

/// The sum of the charges taken, where all are in `currency`.
Minor charges_taken(const std::vector<Charge>& charges, Currency currency) {
  Minor sum = 0;
  for (const Charge& charge : charges)
    if (charge.amount.currency() == currency && charge.included.value_or(true))
      sum += charge.direction == Direction::debit ? wide(charge.amount) : -wide(charge.amount);
  return sum;
}

/// An entry without details, or with one: the account moved by the entry's amount, whatever the details call it. A stated
/// amount that differs must be explained by the charges.
Status settle_one(Entry& entry, StatedTransaction& one) {
  Transaction& transaction = one.transaction;
  if (transaction.charges.empty()) transaction.charges = std::move(entry.charges);
  entry.charges.clear();
  const bool same_currency = one.stated && one.stated->currency() == entry.amount.currency();
  if (one.directed && transaction.direction != entry.direction)
    return refuse(Code::MESSAGE_CONTROL_SUM, "The only transaction of an entry goes the other way than the entry.", one.node.place() + "/CdtDbtInd");
  if (same_currency && *one.stated != entry.amount) {
    const Minor net = wide(with_sign(*one.stated, entry.direction)) - charges_taken(transaction.charges, entry.amount.currency());
    if (net != wide(with_sign(entry.amount, entry.direction)))
      return disagree("Amount of the entry", entry.amount.text(), one.stated->text() + " in its transaction, which its charges do not explain",
                      one.node.place() + "/Amt");
  }
  transaction.amount = entry.amount;
  entry.transactions.push_back(std::move(transaction));
  return good();
}

/// Sum of the stated amounts, each lessened by its charges if `net`; nullopt if a net amount would turn its direction.
std::optional<Minor> sum_of(const std::vector<StatedTransaction>& stated, bool net) {
  Minor sum = 0;
  for (const StatedTransaction& one : stated) {
    Minor amount = wide(with_sign(*one.stated, one.transaction.direction));
    if (net) amount -= charges_taken(one.transaction.charges, one.stated->currency());
    if (one.transaction.direction == Direction::credit ? amount < 0 : amount > 0) return std::nullopt;
    sum += amount;
  }
  return sum;
}

}  // namespace

Status settle_transactions(Entry& entry, EntryDetails details, const Node& node) {
  std::vector<StatedTransaction>& stated = details.stated;
  if (stated.empty()) {
    StatedTransaction whole;
    whole.node = node;
    whole.transaction.direction = entry.direction;
    whole.transaction.stands_for = std::max<std::uint64_t>(1, details.without_details);
    whole.transaction.references.account_servicer_reference = entry.account_servicer_reference;
    stated.push_back(std::move(whole));
  }
  if (stated.size() == 1) return settle_one(entry, stated.front());

  const Currency currency = entry.amount.currency();
  for (const StatedTransaction& one : stated) {
    if (!one.stated) return refuse(Code::MESSAGE_CONTROL_SUM, "One of several transactions of an entry has no amount.", one.node.place());
    if (one.stated->currency() != currency)
      return refuse(Code::CURRENCY_MISMATCH, "One of several transactions of an entry is not in the entry's currency.", one.node.place() + "/Amt");
  }
  const Minor wanted = wide(with_sign(entry.amount, entry.direction));
  const bool as_stated = sum_of(stated, false) == std::optional<Minor>(wanted);
  if (!as_stated && sum_of(stated, true) != std::optional<Minor>(wanted)) {
    KATIWALA_TRY(const Amount found, amount_from_wide(currency, sum_of(stated, false).value_or(0)));
    return disagree("Amount of the entry", with_sign(entry.amount, entry.direction).text(), found.text() + " as sum of its transactions",
                    node.place() + "/Amt");
  }
  for (StatedTransaction& one : stated) {
    Minor amount = wide(with_sign(*one.stated, one.transaction.direction));
    if (!as_stated) amount -= charges_taken(one.transaction.charges, currency);
    if (amount < 0) amount = -amount;
    KATIWALA_TRY(one.transaction.amount, amount_from_wide(currency, amount));
    entry.transactions.push_back(std::move(one.transaction));
  }
  return good();
}

Result<Entry> read_entry(const Node& node) {
  Entry entry;
  KATIWALA_TRY(entry.reference, maybe_text(node, "NtryRef", 35));
  KATIWALA_TRY(const Node amount, node.one("Amt"));
  KATIWALA_TRY(entry.amount, amount_field(amount));
  KATIWALA_TRY(const Node direction, node.one("CdtDbtInd"));
  KATIWALA_TRY(entry.direction, direction_field(direction));
  KATIWALA_TRY(entry.reversal, maybe_flag(node, "RvslInd", false));
  KATIWALA_TRY(entry.status, read_status(node));
  KATIWALA_TRY(entry.booking_date, maybe_date(node, "BookgDt"));
  KATIWALA_TRY(entry.value_date, maybe_date(node, "ValDt"));
  KATIWALA_TRY(entry.account_servicer_reference, maybe_text(node, "AcctSvcrRef", 35));
  KATIWALA_TRY(entry.bank_code, read_bank_code(node));
  KATIWALA_TRY(entry.charges, read_charges(node));
  KATIWALA_TRY(EntryDetails details, read_details(node, entry.direction));
  KATIWALA_CHECK(settle_transactions(entry, std::move(details), node));
  return entry;
}

}  // namespace katiwala::api::messages
