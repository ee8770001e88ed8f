// Statement of account: everything that moved what is held for a ward, line after line.
#include "audit/reports/wording.h"

namespace katiwala::audit::reports {
namespace {

Table lines_table(const WardAccount& whole, const CurrencyAccount& account) {
  Table out{"account", "Account in " + account.currency.code(), account.currency,
            {{"entry", "Entry", 7}, {"day", "Day", 11}, {"category", "Category", 14}, {"about", "About", 28}, {"leaf", "Proof", 11}, {"change", "Change", 16, Align::right}, {"held", "Held after", 16, Align::right}}};
  out.rows.push_back(total_row("opening", "Opening", out.columns, {{"held", account.opening.total()}}, RowStyle::subtotal));
  for (const AccountLine& one : account.lines) {
    const WardLine& line = one.line;
    out.rows.push_back({{number(line.entry), day(line.day), word(name(line.category)), about(whole, line), short_of(to_hex(line.leaf)), money(line.change), money(one.after)}});
  }
  out.rows.push_back(total_row("receipts", "Receipts", out.columns, {{"change", account.receipts}}, RowStyle::subtotal));
  out.rows.push_back(total_row("disbursements", "Disbursements", out.columns, {{"change", -account.disbursements}}, RowStyle::subtotal));
  out.rows.push_back(total_row("closing", "Closing", out.columns, {{"held", account.closing.total()}}));
  return out;
}

}  // namespace

Result<Document> statement_of_account(const History& history, const Question& question) {
  KATIWALA_TRY(const WardAccount account, ward_account(history, *question.ward));
  Document out;
  out.kind = "statement";
  out.title = "Statement of Account";
  out.law = "of money held in trust for a minor";
  out.matter = "ward " + account.ward.id.hex();
  out.basis = history.basis;
  add_ward_facts(out, account);
  for (const CurrencyAccount& one : account.accounts) {
    out.tables.push_back(lines_table(account, one));
    out.tables.push_back(held_table("held", "What is held in " + one.currency.code(), one));
  }
  out.tables.push_back(claims_table(account));
  add_common_notes(out);
  out.certification = "Drawn from the entries of the ledger named above. In each currency the opening amount, the receipts and the disbursements give the closing amount, which is what the ledger holds for the ward at the end of the period.";
  out.signatures = {{"Trust officer", "Date"}};
  return out;
}

}  // namespace katiwala::audit::reports
