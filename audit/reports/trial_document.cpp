// Trial balance: the books of every pool, each currency and each book alone.
#include "audit/exports/books.h"
#include "audit/reports/trial_balance.h"
#include "audit/reports/wording.h"

namespace katiwala::audit::reports {
namespace {

Table group_table(const TrialGroup& group) {
  const std::string book(exports::name_of(group.book));
  Table out{group.book == book::BookName::custody ? "custody" : "authority", group.bank + " / " + group.code + ", " + group.currency.code() + ", book of " + book, group.currency,
            {{"account", "Kind of account", 34}, {"accounts", "Accounts with a balance", 22, Align::right}, {"debit", "Debit", 22, Align::right}, {"credit", "Credit", 22, Align::right}}};
  for (const TrialRow& row : group.rows) out.rows.push_back({{word(name(row.kind)), number(row.accounts), money(row.debit), money(row.credit)}});
  out.rows.push_back(total_row("sum", "Sum", out.columns, {{"debit", group.debit}, {"credit", group.credit}}));
  return out;
}

}  // namespace

Result<Document> trial_balance_report(const History& history, const Question&) {
  KATIWALA_TRY(const std::vector<TrialGroup> groups, trial_balance(history.memory.state));
  Document out;
  out.kind = "trial-balance";
  out.title = "Trial Balance";
  out.law = "of both books, by pool and currency";
  out.matter = "ledger " + history.basis.ledger.hex();
  out.basis = history.basis;
  out.of_a_day = true;
  for (const TrialGroup& group : groups) out.tables.push_back(group_table(group));
  if (groups.empty()) out.notes.emplace_back("Nothing stands on any account.");
  out.notes.emplace_back("The book of custody is money: what the bank holds (debit) and for whom (credit). The book of authority is no money: what orders of courts still owe or allow. Each pool, book and currency "
                         "sums to zero by itself.");
  add_common_notes(out);
  out.certification = "Drawn from what stands on every account of the ledger after the last entry named above. In every pool, book and currency the debits are the credits.";
  out.signatures = {{"Prepared by", "Date"}, {"Reviewed by", "Date"}};
  return out;
}

}  // namespace katiwala::audit::reports
