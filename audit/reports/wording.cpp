#include "audit/reports/wording.h"

#include <algorithm>

namespace katiwala::audit::reports {

using namespace custody;

namespace {

std::string guardian_text(const Guardian& guardian) {
  std::string out = std::string(guardian.guardian_kind == GuardianKind::parent ? "parent" : "court-appointed") + ", person " + guardian.person.hex();
  if (guardian.letters) out += ", letters of " + guardian.letters->text();
  if (guardian.standing == GuardianStanding::ended) out += ", authority ended";
  else if (!is_acting(guardian)) out += ", " + std::string(name(guardian.standing));
  return out;
}

std::string bond_text(const Guardian& guardian) {
  if (guardian.bond) return money_with_currency(guardian.bond->amount).on_paper() + ", approved " + guardian.bond->approved.text();
  return guardian.bond_ordered ? "ordered " + money_with_currency(*guardian.bond_ordered).on_paper() + ", none approved" : "none recorded";
}

std::string brought_text(const Brought& brought) {
  return "brought in by entry " + std::to_string(brought.entry) + ", as of " + brought.as_of.text() + ", its file's SHA-256 " + to_hex(brought.source);
}

/// "school 3fa4b2c1, education"
Cell request_cell(const WardAccount& account, const Request& request) {
  Cell out = payee_cell(account, request.payee);
  out.shown = out.on_paper() + ", " + word(name(request.purpose)).on_paper();
  out.value += ", " + std::string(name(request.purpose));
  return out;
}

}  // namespace

void add_ward_facts(Document& document, const WardAccount& account) {
  document.facts.push_back({"ward", "Ward", text(account.ward.id.hex())});
  document.facts.push_back({"pool", "Trust account", text(account.bank + " / " + account.pool)});
  document.facts.push_back({"custody_pool", "Pool", text(account.ward.pool.hex())});
  Cell guardians, bonds;  // one fact each, however many there are
  for (const Guardian& guardian : account.ward.guardians) {
    const std::string_view between = guardians.value.empty() ? "" : "; ";
    guardians.value.append(between).append(guardian_text(guardian));
    bonds.value.append(between).append(bond_text(guardian));
  }
  document.facts.push_back({"guardian", "Guardian", account.ward.guardians.empty() ? text("none recorded") : guardians});
  Cell brought;
  for (const Brought& one : account.ward.brought) brought.value.append(brought.value.empty() ? "" : "; ").append(brought_text(one));
  if (!brought.value.empty()) document.facts.push_back({"brought", "Older book", brought});
  document.facts.push_back({"bond", "Bond", account.ward.guardians.empty() ? text("none recorded") : bonds});
}

Row total_row(std::string_view key, std::string label, const std::vector<Column>& columns, std::vector<std::pair<std::string_view, Amount>> amounts, RowStyle style) {
  Row row{std::vector<Cell>(columns.size()), style, key};
  row.cells.front() = text(label);
  for (const auto& [column, amount] : amounts) {
    const auto found = std::ranges::find(columns, column, &Column::key);
    KATIWALA_ASSERT(found != columns.end(), "a total of a column that is not there");
    row.cells[static_cast<std::size_t>(found - columns.begin())] = money(amount);
  }
  return row;
}

Table held_table(std::string_view key, std::string title, const CurrencyAccount& account) {
  Table out{key, std::move(title), account.currency, {{"what", "Held as", 60}, {"opening", "At the beginning", 20, Align::right}, {"closing", "At the end", 20, Align::right}}};
  const auto row = [&](const char* what, Amount opening, Amount closing) { out.rows.push_back({{text(what), money(opening), money(closing)}}); };
  row("principal", account.opening.principal, account.closing.principal);
  row("income", account.opening.income, account.closing.income);
  row("set aside for approved payments", account.opening.reserved, account.closing.reserved);
  out.rows.push_back(total_row("held", "Held in all", out.columns, {{"opening", account.opening.total()}, {"closing", account.closing.total()}}));
  return out;
}

Table claims_table(const WardAccount& account) {
  Table out{"claims", "Awards of foreign courts", std::nullopt,
            {{"award", "Award", 14}, {"order", "Order", 14}, {"awarded", "Awarded", 18, Align::right}, {"received", "Received", 18, Align::right}, {"charged", "Kept by banks", 18, Align::right}, {"outstanding", "Outstanding", 18, Align::right}}};
  out.none = "No award is recorded.";
  for (const Claim& claim : account.claims) {
    out.rows.push_back({{short_of(claim.award.hex()), short_of(claim.order.hex()), money_with_currency(claim.awarded), money_with_currency(claim.received), money_with_currency(claim.charged), money_with_currency(claim.outstanding)}});
  }
  return out;
}

Table payees_table(const WardAccount& account) {
  Table out{"payees", "Payees", std::nullopt, {{"payee", "Pseudonym", 50}, {"kind", "Kind", 20}, {"currency", "Currency", 12}, {"registered", "Registered", 18}}};
  out.none = "No payee is registered.";
  for (const Payee& payee : account.ward.payees) out.rows.push_back({{text(payee.id.hex()), word(name(payee.payee_kind)), text(payee.currency.code()), day(payee.registered)}});
  return out;
}

Table open_requests_table(const WardAccount& account) {
  Table out{"open_requests", "Approved and not yet released", std::nullopt,
            {{"request", "Request", 12}, {"entry", "Asked in entry", 14}, {"payee", "Payee", 24}, {"purpose", "Purpose", 18}, {"authority", "Authority", 30}, {"amount", "Amount", 18, Align::right}}};
  out.none = "Nothing is set aside.";
  for (const Request& request : account.requests) {
    if (request.state != RequestState::approved) continue;
    out.rows.push_back({{short_of(request.id.hex()), number(request.proposal), payee_cell(account, request.payee), word(name(request.purpose)), authority_cell(account, request), money_with_currency(request.amount)}});
  }
  return out;
}

Cell about(const WardAccount& account, const WardLine& line) {
  using book::Category;
  const Request* request = line.request ? find_request(account, *line.request) : nullptr;
  switch (line.category) {
    case Category::receipt: {
      if (line.order) return {"order " + line.order->hex(), "order " + line.order->hex().substr(0, 8)};
      break;
    }
    case Category::conversion:
      if (line.rate) return text("at " + rate_text(*line.rate));
      break;
    case Category::correction:
      if (line.reverses) return text("reverses entry " + std::to_string(*line.reverses));
      break;
    case Category::charge: return text("bank charge");
    case Category::brought:
      if (line.brought_as_of) return text("brought in from an older book, as of " + line.brought_as_of->text());
      break;
    case Category::disbursement:
      if (request != nullptr) return request_cell(account, *request);
      break;
    case Category::return_:
      if (request != nullptr) {
        const Cell returned = request_cell(account, *request);
        return {"returned: " + returned.value, "returned: " + returned.on_paper()};
      }
      break;
    default: break;
  }
  return word(line.what);
}

Cell payee_cell(const WardAccount& account, const PayeeId& id) {
  const Payee* payee = find_payee(account.ward, id);
  const std::string kind = payee == nullptr ? std::string("payee") : word(name(payee->payee_kind)).on_paper();
  return {kind + " " + id.hex(), kind + " " + id.hex().substr(0, 8)};
}

Cell authority_cell(const WardAccount& account, const Request& request) {
  std::string out(name(request.tier));
  if (request.court_order) {
    const CourtOrder* order = find_court_order(account.ward, *request.court_order);
    out += ", court order" + (order == nullptr ? std::string() : " of " + order->dated.text());
  }
  if (request.approved_in) {
    out += ", approved in entry " + std::to_string(*request.approved_in) + " by " + std::to_string(request.approvers.size()) + (request.approvers.size() == 1 ? " person" : " persons");
  }
  return text(out);
}

void add_common_notes(Document& document) {
  document.notes.emplace_back("Persons are named by random pseudonyms. Who is meant stands in the sealed file of the bank's trust department and is not printed here.");
  document.notes.emplace_back("Amounts are exact and in the currency named; no currency is added to another. Each line names the entry of the ledger it is drawn from, and in the column Proof the first digits of "
                              "that entry's leaf hash.");
  document.notes.emplace_back("The code on the first page names the last entry this report rests on. Its hash fixes every entry before it; with a receipt or an export of the ledger anybody can check it.");
}

}  // namespace katiwala::audit::reports
