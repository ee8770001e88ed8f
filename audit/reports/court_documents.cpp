// The guardian's papers to the court: inventory, annual account, final account at majority.
//
// An inventory and an account are made by the guardian under oath; the ledger gives the figures, and the certification says so.
#include <algorithm>

#include "audit/reports/wording.h"

namespace katiwala::audit::reports {

using namespace custody;

namespace {

constexpr const char* kRule = "A.M. No. 03-02-05-SC";

Table receipts_table(const WardAccount& whole, const CurrencyAccount& account) {
  Table out{"receipts", "Receipts in " + account.currency.code(), account.currency,
            {{"entry", "Entry", 7}, {"day", "Day", 12}, {"category", "Category", 14}, {"source", "Source", 38}, {"leaf", "Proof", 11}, {"amount", "Amount", 18, Align::right}}};
  out.none = "None.";
  for (const AccountLine& one : account.lines) {
    const WardLine& line = one.line;
    if (line.change.is_positive()) out.rows.push_back({{number(line.entry), day(line.day), word(name(line.category)), about(whole, line), short_of(to_hex(line.leaf)), money(line.change)}});
  }
  out.rows.push_back(total_row("receipts", "Receipts", out.columns, {{"amount", account.receipts}}));
  return out;
}

Cell paid_cell(const Request& request) {
  if (request.state == RequestState::settled && request.settled) return day(*request.settled);
  return word(name(request.state));
}

Row disbursement_row(const WardAccount& account, const WardLine& line) {
  const Request* request = line.request ? find_request(account, *line.request) : nullptr;
  Row row{{number(line.entry), day(line.day), {}, {}, {}, {}, {}, short_of(to_hex(line.leaf)), money(-line.change)}};
  if (request == nullptr) {
    row.cells[2] = word(name(line.category));
    row.cells[3] = about(account, line);
    row.cells[4] = text("the entry itself");
    return row;
  }
  row.cells[2] = payee_cell(account, request->payee);
  row.cells[3] = word(name(request->purpose));
  row.cells[4] = authority_cell(account, *request);
  row.cells[5] = request->voucher ? short_of(to_hex(*request->voucher)) : text("none");
  row.cells[6] = paid_cell(*request);
  return row;
}

Table disbursements_table(const WardAccount& whole, const CurrencyAccount& account) {
  Table out{"disbursements", "Disbursements in " + account.currency.code(), account.currency,
            {{"entry", "Entry", 6}, {"day", "Day", 10}, {"payee", "Payee", 14}, {"purpose", "Purpose", 14}, {"authority", "Authority", 19}, {"voucher", "Voucher", 9}, {"paid", "Paid", 10}, {"leaf", "Proof", 9}, {"amount", "Amount", 14, Align::right}}};
  out.none = "None.";
  for (const AccountLine& one : account.lines)
    if (one.line.change.is_negative()) out.rows.push_back(disbursement_row(whole, one.line));
  out.rows.push_back(total_row("disbursements", "Disbursements", out.columns, {{"amount", account.disbursements}}));
  return out;
}

Table summary_table(const CurrencyAccount& account) {
  Table out{"summary", "Account in " + account.currency.code(), account.currency, {{"what", "", 75}, {"amount", "Amount", 25, Align::right}}};
  out.rows.push_back(total_row("opening", "Held at the beginning", out.columns, {{"amount", account.opening.total()}}, RowStyle::subtotal));
  out.rows.push_back(total_row("receipts", "Receipts", out.columns, {{"amount", account.receipts}}, RowStyle::subtotal));
  out.rows.push_back(total_row("disbursements", "Less disbursements", out.columns, {{"amount", account.disbursements}}, RowStyle::subtotal));
  out.rows.push_back(total_row("closing", "Held at the end", out.columns, {{"amount", account.closing.total()}}));
  return out;
}

/// What the guardian owes the court, with its due days.
Table returns_table(const WardAccount& account) {
  Table out{"returns", "Returns to the court", std::nullopt, {{"return", "Return", 34}, {"rule", "Rule", 10}, {"due", "Due", 18}, {"filed", "Filed", 18}, {"state", "", 20}}};
  out.none = "None is due.";
  for (const Obligation& duty : account.ward.obligations) {
    if (duty.confidential || duty.owner != DutyOwner::guardian) continue;
    const std::string_view state = duty.closed ? "filed" : duty.overdue ? "overdue" : "open";
    out.rows.push_back({{word(name(duty.duty)), text(duty.rule), day(duty.due), duty.closed ? day(*duty.closed) : Cell{}, text(state)}});
  }
  return out;
}

Table orders_table(const History& history, const WardAccount& account) {
  Table out{"court_orders", "Orders of the court that allow expenses", std::nullopt,
            {{"order", "Order", 13}, {"dated", "Dated", 13}, {"purpose", "Purpose", 14}, {"cap", "Allowed", 17, Align::right}, {"used", "Paid", 16, Align::right}, {"reserved", "Set aside", 16, Align::right}, {"left", "Left", 17, Align::right}}};
  out.none = "None is recorded.";
  for (const CourtOrder& order : account.ward.court_orders) {
    const auto of = [&](book::AccountKind kind) { return history.memory.state.balance(kind, order.id.bytes, order.cap.currency()); };
    out.rows.push_back({{short_of(order.id.hex()), day(order.dated), order.purpose ? word(name(*order.purpose)) : text("any"), money_with_currency(order.cap), money_with_currency(of(book::AccountKind::cap_used)), money_with_currency(of(book::AccountKind::cap_reserved)), money_with_currency(of(book::AccountKind::cap))}});
  }
  return out;
}

void add_declared_property(Document& out, const WardAccount& account) {
  Cell declared;
  for (const Guardian& guardian : account.ward.guardians) {
    if (guardian.standing == custody::GuardianStanding::ended) continue;
    const std::string said = guardian.other_property ? money_with_currency(*guardian.other_property).on_paper() : guardian.no_other_property ? "none, as the guardian declared" : "nothing recorded";
    declared.value.append(declared.value.empty() ? "" : "; ").append(said);
  }
  out.facts.push_back({"other_property", "Other property declared", declared.value.empty() ? text("nothing recorded") : declared});
}

Document court_document(const History& history, const WardAccount& account) {
  Document out;
  out.to_court = true;
  out.sworn = true;
  out.basis = history.basis;
  out.matter = "ward " + account.ward.id.hex();
  out.caption = "THE GUARDIANSHIP OF A MINOR, known as " + out.matter;
  add_ward_facts(out, account);
  add_common_notes(out);
  out.signatures = {{"Guardian", "Name, in full"}, {"Trust officer, for the figures", "Date"}};
  return out;
}

void add_account_tables(Document& out, const WardAccount& account) {
  for (const CurrencyAccount& one : account.accounts) {
    out.tables.push_back(summary_table(one));
    out.tables.push_back(receipts_table(account, one));
    out.tables.push_back(disbursements_table(account, one));
  }
  for (const CurrencyAccount& one : account.accounts) out.tables.push_back(held_table("held", "Assets on hand in " + one.currency.code(), one));
}

}  // namespace

Result<Document> inventory(const History& history, const Question& question) {
  KATIWALA_TRY(const WardAccount account, ward_account(history, *question.ward));
  Document out = court_document(history, account);
  out.kind = "inventory";
  out.title = "Guardian's Inventory";
  out.of_a_day = true;
  out.law = std::string(kRule) + " s. 14(a), 17(e); Rules of Court, Rule 96 s. 7";
  add_declared_property(out, account);
  Table money_held{"money", "Money held in trust", std::nullopt, {{"currency", "Currency", 20}, {"principal", "Principal", 20, Align::right}, {"income", "Income", 20, Align::right}, {"reserved", "Set aside", 20, Align::right}, {"total", "In all", 20, Align::right}}};
  money_held.none = "None.";
  for (const CurrencyAccount& one : account.accounts) {
    const Held& held = one.closing;
    money_held.rows.push_back({{text(one.currency.code()), money(held.principal), money(held.income), money(held.reserved), money(held.total())}});
  }
  out.tables = {std::move(money_held), claims_table(account), orders_table(history, account), returns_table(account)};
  out.certification = "This is a true and complete inventory of the property of the ward that has come to the possession or knowledge of the guardian, as it stood on the day above. Money, awards and orders are drawn from "
                      "the ledger of the bank that holds the trust account; other property is as the guardian declares.";
  return out;
}

Result<Document> annual_account(const History& history, const Question& question) {
  KATIWALA_TRY(const WardAccount account, ward_account(history, *question.ward));
  Document out = court_document(history, account);
  out.kind = "annual-account";
  out.title = "Guardian's Annual Account";
  out.law = std::string(kRule) + " s. 17(g); Rules of Court, Rule 96 s. 7 and 8";
  add_account_tables(out, account);
  for (Table& table : std::vector<Table>{open_requests_table(account), claims_table(account), orders_table(history, account), returns_table(account), payees_table(account)}) out.tables.push_back(std::move(table));
  out.certification = "This is a true and just account of everything received, paid and held for the ward in the period above. In each currency what was held at the beginning, with the receipts and less the disbursements, is what was held "
                      "at the end; each line is drawn from the entry of the ledger beside it.";
  return out;
}

Result<Document> discharge_account(const History& history, const Question& question) {
  KATIWALA_TRY(const WardAccount account, ward_account(history, *question.ward));
  if (!account.ward.adult) {
    const std::string when = account.ward.majority ? " She comes of age on " + account.ward.majority->text() + "." : "";
    return refuse(Code::NOT_DUE, "The ward has not come of age by the last entry reported." + when, "ward");
  }
  Document out = court_document(history, account);
  out.kind = "discharge";
  out.title = "Final Account at Majority";
  out.law = "RA 6809; " + std::string(kRule) + " s. 14(c), 24, 25";
  if (account.ward.majority) out.facts.push_back({"majority", "Came of age on", day(*account.ward.majority)});
  Table due{"to_deliver", "To be delivered to the person of age", std::nullopt, {{"currency", "Currency", 25}, {"held", "Held", 25, Align::right}, {"reserved", "Of it set aside", 25, Align::right}}};
  due.none = "Nothing is held.";
  for (const CurrencyAccount& one : account.accounts) due.rows.push_back({{text(one.currency.code()), money(one.closing.total()), money(one.closing.reserved)}});
  out.tables.push_back(std::move(due));
  add_account_tables(out, account);
  for (Table& table : std::vector<Table>{open_requests_table(account), claims_table(account), returns_table(account), payees_table(account)}) out.tables.push_back(std::move(table));
  out.notes.emplace_back("The guardian's authority ended at 00:00, Manila time, of the day on which the ward came of age. The guardian notifies the court of it within 10 days (s. 25). Discharge is the court's to give.");
  out.certification = "This is a true and just account of everything received, paid and held for the ward from the first day of the account to the last day of the period above, and of what is now to be settled and delivered to the person lawfully entitled to it.";
  out.signatures.push_back({"Received by the person of age", "Date"});
  return out;
}

}  // namespace katiwala::audit::reports
